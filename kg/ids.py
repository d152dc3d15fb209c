"""Content-addressed identifiers: the same content has the same IRI on every machine and in every order.

An IRI is `BASE` + kind + `/` + key. The key of an entity is a slug of its name; of anything else, the first
16 hex digits (64 bits) of the SHA-256 of its canonical content.
"""

from __future__ import annotations

import json
import re
import unicodedata

BASE = "https://w3id.org/claimgraph/data/"
KG = "https://w3id.org/claimgraph/ns#"
REL = "https://w3id.org/claimgraph/relation/"

#: Longer slugs are cut here and get a hash, so that IRIs stay readable and still differ.
MAX_SLUG = 80

#: Made once: `json.dumps` makes one for each call.
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def slug(name: str) -> str:
    """A lower-case ASCII key for a name; a hash where nothing is left of it.

    >>> slug("Operation No Trace (WaT)")
    'operation-no-trace-wat'
    >>> slug("Ríodoce")
    'riodoce'
    >>> slug("U.S.")
    'u-s'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not key:
        return digest(name)
    return key if len(key) <= MAX_SLUG else f"{key[:MAX_SLUG].rstrip('-')}-{digest(name)[:8]}"


def digest(*content: object) -> str:
    """Sixteen hex digits of the SHA-256 of the content as canonical JSON.

    >>> digest("a", None, 1)
    '2dcc62c53b98b8e9'
    """
    return sha256(_CANONICAL.encode(content))[:16]


def sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 64 hex digits."""
    import hashlib  # loads OpenSSL, which a question does without

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def entity(name: str) -> str:
    """The IRI of an entity by its canonical name."""
    return f"{BASE}entity/{slug(name)}"


def document(text_sha256: str) -> str:
    """The IRI of a document (and of its named graph) by the SHA-256 of its text."""
    return f"{BASE}doc/{text_sha256[:16]}"


def passage(document_iri: str, start: int, end: int) -> str:
    """The IRI of a passage: code points `[start, end)` of a document, by RFC 5147.

    >>> passage("https://example.org/doc/1", 12, 34)
    'https://example.org/doc/1#char=12,34'
    """
    return f"{document_iri}#char={start},{end}"


def parse_passage(iri: str) -> tuple[str, int, int]:
    """`(document, start, end)` of a passage's IRI; ValueError if it isn't one."""
    match = re.fullmatch(r"(.+)#char=(\d+),(\d+)", iri)
    if not match:
        raise ValueError(f"not a passage: {iri}")
    return match[1], int(match[2]), int(match[3])


def hashed(kind: str, *content: object) -> str:
    """The IRI of a claim, statement, statistic or run by its content."""
    return f"{BASE}{kind}/{digest(*content)}"


def relation(label: str) -> str:
    """The IRI of a relation by its label: `be part of` becomes `…/relation/be-part-of`."""
    return f"{REL}{slug(label)}"
