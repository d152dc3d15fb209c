"""One HTML page with a whole graph: the texts with their claims, tables, numbers, entities, a picture.

In: a graph. Out: a file that needs nothing else. Style and script stand in it and nothing is fetched; a content
security policy admits these by their hashes and nothing besides, so that no document can bring in a script of its
own. Without a script the page can be read and followed by its links; with one it sorts, filters and shows side by side.

`content` says what the page shows, `passages` cuts the texts, `picture` lays out the graph; `page.html` is a template
that escapes all it is given.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from kg.export.about import About
from kg.export.page.content import compose
from kg.export.page.passages import plain

if TYPE_CHECKING:
    from kg.export import Readable

_HERE = Path(__file__).parent
#: Said before the page is laid out, so that what a script will hide is never drawn.
_EARLY = 'document.documentElement.classList.add("js")'


def write(
    graph: Readable,
    name: str,  # noqa: ARG001 - the signature of all formats
    out: IO[bytes],
    conflicts: Iterable[dict[str, Any]] = (),
) -> None:
    """Write the page, with the conflicts that `kg.compare` finds."""
    style, script = (_HERE.joinpath(file).read_text(encoding="utf-8").strip() for file in ("page.css", "page.js"))
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = lambda value: plain(str(value))
    pieces = environment.get_template("page.html").generate(
        page=compose(graph, graph.subject if isinstance(graph, About) else None, conflicts),
        style=Markup(style),  # noqa: S704 - our own files
        script=Markup(script),  # noqa: S704
        early=Markup(_EARLY),  # noqa: S704
        policy=policy(style, _EARLY, script),
    )
    for piece in pieces:
        out.write(piece.encode("utf-8", "replace"))


def policy(style: str, *scripts: str) -> str:
    """The content security policy (https://www.w3.org/TR/CSP3/) that admits this style and these scripts only."""
    admitted = " ".join(map(_hash, scripts))
    return f"default-src 'none'; script-src {admitted}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
