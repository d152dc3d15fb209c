"""XML that every reader accepts, whatever the text contains.

XML 1.0 (https://www.w3.org/TR/xml/#charsets) has no way to write most control characters, lone surrogates,
U+FFFE and U+FFFF: each becomes U+FFFD. Attribute values keep line ends and tabs as references.
"""

from __future__ import annotations

import re
from xml.sax import saxutils

_INVALID = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(value: object) -> str:
    """Escaped for the content of an element.

    >>> text("a < b \\x00")
    'a &lt; b \ufffd'
    """
    return saxutils.escape(_INVALID.sub("\ufffd", str(value)), {"\r": "&#13;"})


def attribute(value: object) -> str:
    """Escaped and quoted as the value of an attribute.

    >>> attribute('say "no"')
    '"say &quot;no&quot;"'
    """
    escapes = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    return f'"{saxutils.escape(_INVALID.sub(chr(0xFFFD), str(value)), escapes)}"'
