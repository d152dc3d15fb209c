"""IRIs of ours, and the paths at which the server has their things."""

from __future__ import annotations

from urllib.parse import quote

from kg import ids

#: What there is besides documents and what they say, below `ids.BASE`.
KINDS = (
    *("entity", "claim", "statement", "statistic", "doc", "run", "graph"),
    *("name", "distinction", "tie", "role", "register", "decision", "agent"),
)
#: The path of the terms of the ontology, whose IRIs differ in their fragment only.
ONTOLOGY = "/ns"


def path(iri: str) -> str | None:
    """The path of the thing of an IRI; None if the server has none.

    >>> path("https://w3id.org/claimgraph/relation/be-part-of")
    '/relation/be-part-of'
    >>> path("https://w3id.org/claimgraph/data/doc/0a1b#char=3,9")
    '/doc/0a1b#char=3,9'

    Where several entities have one name, the `#` is part of their key, not what a browser looks up on a page.

    >>> path("https://w3id.org/claimgraph/data/entity/office#2")
    '/entity/office%232'
    """
    if iri.startswith(ids.REL):
        return f"/relation/{quote(iri.removeprefix(ids.REL))}"
    if iri.startswith(ids.KG):
        return f"{ONTOLOGY}#{iri.removeprefix(ids.KG)}"
    kind, slash, key = iri.removeprefix(ids.BASE).partition("/")
    if not iri.startswith(ids.BASE) or not slash or kind not in KINDS:
        return None
    if kind == "entity":
        return f"/entity/{quote(key)}"
    return f"/{kind}/{quote(key, safe='/#=,')}"


def iri(kind: str, key: str) -> str:
    """The IRI of the thing of a kind and a key, as they stand in a path."""
    return f"{ids.REL}{key}" if kind == "relation" else f"{ids.BASE}{kind}/{key}"


def kind_of(iri: str) -> str:
    """The kind of thing that an IRI is of."""
    return "relation" if iri.startswith(ids.REL) else iri.removeprefix(ids.BASE).partition("/")[0]
