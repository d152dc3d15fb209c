"""Writes `docs/ontology.md` from `ontology.ttl` and `shapes.ttl`: `python -m kg.rdf.reference > docs/ontology.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import rdflib
from rdflib import RDF, RDFS, SH, SKOS, URIRef
from rdflib.term import Node

from kg.rdf.vocabulary import PREFIXES

_HERE = Path(__file__).parent
_KG = rdflib.Namespace(PREFIXES["kg"])
_HEAD = """# The ontology

Generated from `kg/rdf/ontology.ttl` and `kg/rdf/shapes.ttl` by `python -m kg.rdf.reference > docs/ontology.md`; a test
compares them.

Standard terms come first: W3C ORG for organisations, schema.org for people, places, works, times and numbers, SKOS for
names and concepts, NIF for places in texts, PROV for where a statement comes from. `kg:` has what these lack.
[Decision 3](decisions/003-rdf-model.md) says how they are put together, and the [cookbook](cookbook.md) how to ask.
Each document is a named graph; beside them are `graph:entities`, `graph:facts` and `graph:curation`.
"""


class Reference:
    """The page, from a graph of terms and one of shapes."""

    def __init__(self, terms: rdflib.Graph, shapes: rdflib.Graph) -> None:
        self._terms = terms
        self._shapes = shapes
        self._classes = sorted(self._of(RDFS.Class), key=str)
        self._values = [c for c in self._classes if any(self._members(c))]

    def page(self) -> Iterator[str]:
        """The lines of the page."""
        yield _HEAD
        yield "## Prefixes\n"
        yield from _table(
            ("prefix", "namespace"), ((f"`{prefix}:`", f"<{space}>") for prefix, space in PREFIXES.items())
        )
        things = [c for c in self._classes if c not in self._values or not self._listed(c)]
        yield "## Classes\n"
        yield from _table(("class", "is a", "what it is"), (self._class(c) for c in things))
        for class_ in things:
            rows = list(self._properties(class_))
            if rows:
                yield f"## {_curie(class_)}: its properties\n"
                yield from _table(("property", "how many", "value", "what it says"), rows)
                rules = list(self._rules(class_))
                yield from ("Also:\n", *(f"- {rule}" for rule in rules), "") if rules else ()
        yield "## Properties of anything else\n"
        own = [p for p in self._of(RDF.Property) if self._terms.value(p, RDFS.domain) not in things]
        yield from _table(
            ("property", "of", "value", "what it says"), (self._property(p) for p in sorted(own, key=str))
        )
        yield "## Values\n"
        for class_ in self._values:
            yield f"### {_curie(class_)}\n\n{self._said(class_)}\n"
            yield from _table(("value", "meaning"), ((_code(m), self._said(m)) for m in sorted(self._members(class_))))

    def _of(self, kind: URIRef) -> list[URIRef]:
        return [term for term in self._terms.subjects(RDF.type, kind) if isinstance(term, URIRef)]

    def _members(self, class_: URIRef) -> Iterable[URIRef]:
        return (term for term in self._of(class_) if term.startswith(_KG))

    def _listed(self, class_: URIRef) -> bool:
        """Whether a class is a list of values."""
        return (class_, RDFS.subClassOf, SKOS.Concept) in self._terms

    def _said(self, term: Node) -> str:
        return str(self._terms.value(term, SKOS.definition) or "")

    def _class(self, class_: URIRef) -> tuple[str, ...]:
        above = sorted(self._terms.objects(class_, RDFS.subClassOf), key=str)
        return _code(class_), ", ".join(map(_code, above)), self._said(class_)

    def _property(self, term: URIRef) -> tuple[str, ...]:
        of, value = self._terms.value(term, RDFS.domain), self._terms.value(term, RDFS.range)
        return _code(term), _code(of), _code(value), self._said(term)

    def _shaped(self, class_: URIRef) -> list[Node]:
        """The shapes of a class, with those one of which holds for each of its members."""
        found = list(self._shapes.subjects(SH.targetClass, class_))
        for shape in list(found):
            for listed in self._shapes.objects(shape, SH.xone):
                found += self._shapes.items(listed)
        return found

    def _properties(self, class_: URIRef) -> Iterator[tuple[str, ...]]:
        """A row for each property that the shapes of a class constrain or that has it as its domain."""
        rows: dict[URIRef, tuple[str, ...]] = {}
        always = set(self._shapes.subjects(SH.targetClass, class_))
        for shape, constraint in ((s, c) for s in self._shaped(class_) for c in self._shapes.objects(s, SH.property)):
            path = self._shapes.value(constraint, SH.path)
            if isinstance(path, URIRef):
                said = self._said(path) or str(self._shapes.value(constraint, SH.message) or "")
                count = self._count(constraint) if shape in always else f"{self._count(constraint)}, or none"
                rows[path] = (_code(path), count, self._range(path, constraint), said)
        for term in self._of(RDF.Property):
            if self._terms.value(term, RDFS.domain) == class_ and term not in rows:
                rows[term] = (_code(term), "", _code(self._terms.value(term, RDFS.range)), self._said(term))
        yield from (rows[term] for term in sorted(rows, key=lambda term: (not term.startswith(_KG), _curie(term))))

    def _rules(self, class_: URIRef) -> Iterator[str]:
        """What shapes demand beside single properties."""
        for shape in self._shaped(class_):
            parts = [shape, *self._shapes.objects(shape, SH.property)]
            for part in parts:
                message, path = self._shapes.value(part, SH.message), self._shapes.value(part, SH.path)
                if message and not isinstance(path, URIRef):
                    yield str(message)

    def _count(self, constraint: Node) -> str:
        least, most = (self._shapes.value(constraint, bound) for bound in (SH.minCount, SH.maxCount))
        if least and most:
            return str(least) if least == most else f"{least} to {most}"
        return f"{least} or more" if least else f"at most {most}" if most else ""

    def _range(self, path: URIRef, constraint: Node) -> str:
        for about in (SH["class"], SH.datatype):
            value = self._shapes.value(constraint, about)
            if value:
                return _code(value)
        return _code(self._terms.value(path, RDFS.range))


def _curie(term: Node | None) -> str:
    for prefix, space in PREFIXES.items():
        if str(term).startswith(space):
            return f"{prefix}:{str(term).removeprefix(space)}"
    return str(term or "")


def _code(term: Node | None) -> str:
    return f"`{_curie(term)}`" if term else ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""


def render() -> str:
    """The whole page."""
    terms, shapes = (rdflib.Graph().parse(_HERE / name, format="turtle") for name in ("ontology.ttl", "shapes.ttl"))
    return "\n".join(Reference(terms, shapes).page()).rstrip() + "\n"


if __name__ == "__main__":
    sys.stdout.write(render())
