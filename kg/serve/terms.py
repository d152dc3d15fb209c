"""The ontology as a page and as data: what the terms mean whose IRIs begin with `ids.KG`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

import kg.rdf
from kg import ids
from kg.rdf.vocabulary import name

#: What is told of a term beside its definition, and how that reads.
_ROLES = {"rdf:type": "is a", "rdfs:subClassOf": "kind of", "rdfs:domain": "of", "rdfs:range": "gives"}


class Term(NamedTuple):
    """A term: its name, its definition, and what other terms it is tied to, by a word."""

    name: str
    definition: str
    others: list[tuple[str, list[str]]]


def triples() -> list[ox.Triple]:
    """The ontology."""
    text = (Path(kg.rdf.__file__).parent / "ontology.ttl").read_bytes()
    return [quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE)]


def terms() -> list[Term]:
    """The terms, by name."""
    told: dict[str, dict[str, list[str]]] = {}
    for triple in triples():
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(ids.KG):
            said = told.setdefault(triple.subject.value.removeprefix(ids.KG), {})
            said.setdefault(triple.predicate.value, []).append(getattr(triple.object, "value", ""))
    return [
        Term(
            key,
            " ".join(said.get(name("skos:definition").value, ())),
            [(word, said[name(role).value]) for role, word in _ROLES.items() if name(role).value in said],
        )
        for key, said in sorted(told.items(), key=lambda item: item[0].casefold())
    ]
