"""Terms as N-Quads writes them: text is made and loaded several times as fast as objects."""

from __future__ import annotations

import functools

from kg.rdf.vocabulary import name


@functools.cache
def full(curie: str) -> str:
    """The IRI of a prefixed name.

    >>> full("kg:Claim")
    '<https://w3id.org/claimgraph/ns#Claim>'
    """
    return str(name(curie))


def ref(iri: str) -> str:
    """An IRI, which must be one: nothing is escaped."""
    return f"<{iri}>"


def literal(text: str) -> str:
    r"""A plain literal.

    >>> print(literal('"So",\nhe said'))
    "\"So\",\nhe said"
    """
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if '"' in text:
        text = text.replace('"', '\\"')
    if "\n" in text or "\r" in text:
        text = text.replace("\n", "\\n").replace("\r", "\\r")
    return f'"{text}"'


def english(text: str) -> str:
    """A literal in English."""
    return f"{literal(text)}@en"


def date(day: str) -> str:
    """A day of ISO 8601."""
    return f'"{day}"^^{full("xsd:date")}'


def integer(value: int) -> str:
    """A whole number."""
    return f'"{value}"^^{full("xsd:integer")}'


def number(value: float) -> str:
    """A number: an integer where it is a whole one, which reads better, and a double otherwise."""
    if abs(value) < 1e15 and value == int(value):
        return integer(int(value))
    return f'"{float(value)!r}"^^{full("xsd:double")}'
