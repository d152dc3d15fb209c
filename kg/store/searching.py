"""Statements and numbers by their words and by what they are near, found by SPARQL: as the index finds them, with no list
of words to look into.

Roots and kins (`kg.words`) are beyond SPARQL, so the query lets through all whose text has the beginning of a word, and
some more; what it gives is looked at closely here, the best first, page by page, until there are enough.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

import pyoxigraph as ox

from kg.lexicon import table
from kg.rdf.vocabulary import PREFIXES
from kg.store import reading
from kg.store.reading import Row
from kg.words import kin, root

#: Rows of the first page, and how many times larger the next is each time, as the server goes through all again for it.
_PAGE, _LARGER = 300, 4
#: A server that gives fewer rows than were asked for may have a limit of its own, a round number.
_ROUND = 100
_YEAR = re.compile(r"\d{4}(-\d\d)?")
#: What `kg.words.fold` changes in a text otherwise than by writing it small.
_FOLDED = r'REGEX(?words, "[^ -~\\s]|[a-z]\\.[a-z]\\.")'

_NEAR = (  # the statements of a sentence with a claim about an entity, and those in its voice
    """VALUES ?role {{ rdf:subject rdf:object }} GRAPH ?document {{ ?about ?role {iri} .
    ?stated kg:claim ?about ; prov:wasDerivedFrom ?passage . {rest} }}""",
    """GRAPH ?document {{ ?part rdf:value {iri} . ?about kg:argument ?part .
    ?stated kg:claim ?about ; prov:wasDerivedFrom ?passage . {rest} }}""",
    "GRAPH ?document {{ ?voice kg:source {iri} ; kg:reports* ?statement . {rest} }}",
)
_STATEMENT = """?statement prov:wasDerivedFrom ?passage ; kg:claim ?claim ; kg:confidence ?confidence .
    ?claim rdfs:label ?label . ?passage nif:anchorOf ?quote ."""
_TIME = """OPTIONAL {{ GRAPH ?document {{ {holder} schema:temporal ?temporal .
    OPTIONAL {{ {holder} schema:startDate ?start }} OPTIONAL {{ {holder} schema:endDate ?end }} }} }}"""

_NEAR_NUMBER = """VALUES ?role {{ schema:observationAbout schema:measuredProperty }}
    GRAPH ?document {{ ?statistic ?role {iri} . {rest} }}"""
_STATISTIC = """?statistic a kg:Statistic ; prov:wasDerivedFrom ?passage ; schema:measuredProperty ?measure ;
    kg:measurePassage ?place . ?passage nif:anchorOf ?quote . ?document nif:isString ?whole ."""
_OF_NUMBER = """OPTIONAL { GRAPH ?document { ?statistic kg:measureLabel ?own } }
    OPTIONAL { GRAPH ?document { ?statistic schema:unitText ?unit } }
    OPTIONAL { GRAPH ?document { ?statistic kg:relationLabel ?relation } }
    OPTIONAL { GRAPH graph:entities { ?measure skos:prefLabel ?known } }
    BIND(STRAFTER(STR(?place), "#char=") AS ?span) BIND(xsd:integer(STRBEFORE(?span, ",")) AS ?from)
    BIND(SUBSTR(?whole, ?from + 1, xsd:integer(STRAFTER(?span, ",")) - ?from) AS ?text)"""

Groups = Sequence[Collection[str]]
#: The place of a solution among all, lowest first; None for one that has none of the words.
Place = tuple[int, int]


def statements(store: ox.Store, groups: Groups, near: Collection[str], limit: int) -> list[Row]:
    """What `Reads.find` gives, as `document statement claim passage`."""
    some = [f"{{ {way.format(iri=ox.NamedNode(iri), rest=_STATEMENT)} }}" for iri in sorted(near) for way in _NEAR]
    pattern = " UNION ".join(some) or f"GRAPH ?document {{ {_STATEMENT} }}"
    text = 'LCASE(CONCAT(?quote, " ", ?label))'
    order = "DESC(FLOOR(?confidence * 15)) STR(?statement)"
    shown = "?document ?statement ?claim ?passage ?confidence ?quote ?label"
    query = _query(pattern, "", "?claim", text, groups, shown, order)

    def rank(row: Row) -> int:
        return reading.confident({"confidence": float(row["confidence"]), "statement": row["statement"]})

    return _best(store, query, groups, limit, rank, lambda row: reading.words_of({**row, "time": _time(row)}))


def numbers(store: ox.Store, groups: Groups, near: Collection[str], limit: int) -> list[Row]:
    """What `Reads.find_numbers` gives, as `document statistic passage`."""
    some = [f"{{ {_NEAR_NUMBER.format(iri=ox.NamedNode(iri), rest=_STATISTIC)} }}" for iri in sorted(near)]
    pattern = " UNION ".join(some) or f"GRAPH ?document {{ {_STATISTIC} }}"
    label = 'COALESCE(?own, ?known, IF(isLiteral(?measure), STR(?measure), ""))'
    parts = f'?quote, " ", ?text, " ", {label}, " ", COALESCE(?unit, ""), " ", COALESCE(?relation, "")'
    shown = f"?document ?statistic ?passage ?quote ?text ?unit ?relation ({label} AS ?label)"
    query = _query(pattern, _OF_NUMBER, "?statistic", f"LCASE(CONCAT({parts}))", groups, shown, "STR(?statistic)")

    def words(row: Row) -> frozenset[str]:
        return reading.words_of_number({**row, "measure": row, "time": _time(row)})

    return _best(store, query, groups, limit, lambda row: reading.number_rank({"id": row["statistic"]}), words)


# ---------------------------------------------------------------------- the query


def _query(pattern: str, also: str, holder: str, text: str, groups: Groups, shown: str, order: str) -> str:
    """`?level` is how many groups a solution may lack, or 2, or 3 if it may have but one."""
    dated = any(_YEAR.fullmatch(word) for group in groups for word in group)
    time = _TIME.format(holder=holder) if dated else ""
    shown += " ?start ?end" if dated else ""
    if not groups:
        return f"SELECT DISTINCT (0 AS ?level) {shown} WHERE {{ {pattern} {also} }} ORDER BY {order}"
    count = " + ".join(f"IF({_may_have(group)}, 1, 0)" for group in groups)
    level = f"IF(?missing < 2, ?missing, IF(?missing < {len(groups) - 1}, 2, 3))"
    return (
        f"SELECT DISTINCT ?level {shown} WHERE {{ {pattern} {also} {time} BIND({text} AS ?words) "
        f"BIND({_FOLDED} AS ?folded) BIND({len(groups)} - ({count}) AS ?missing) "
        f"FILTER(?missing < {len(groups)}) BIND({level} AS ?level) }} ORDER BY ?level {order}"
    )


def _may_have(group: Collection[str]) -> str:
    """What is true at least of texts with a word that has one of these roots, kins, years or months."""
    begins = {form for word in group for form in beginnings(word)}
    begins = {form for form in begins if not any(form != other and other in form for other in begins)}
    found = ["?folded", *(f"CONTAINS(?words, {ox.Literal(form)})" for form in sorted(begins))]
    if any(_YEAR.fullmatch(word) for word in group):
        found.append("BOUND(?temporal)")
    return " || ".join(found)


def beginnings(word: str) -> set[str]:
    """What a word must have in it to have this root or kin: all but its last letter, or it is irregular."""
    irregular = table("questions")["irregular"]
    return {word[:-1], *(form for form in irregular if word in (root(form), kin(form)))}


# ---------------------------------------------------------------------- what it gives


def _best(
    store: ox.Store,
    query: str,
    groups: Groups,
    limit: int,
    rank: Callable[[Row], int],
    words: Callable[[Row], frozenset[str]],
) -> list[Row]:
    """The best of the solutions. None that is read later can come before the place where the query puts it."""
    wanted = list(dict.fromkeys(frozenset(group) for group in groups if group))
    kept: list[tuple[Place, int, Row]] = []
    for number, row in enumerate(_pages(store, query)):
        reached = (int(row["level"]), rank(row))
        if len(kept) >= limit and kept[limit - 1][0] <= reached:
            break
        missing = sum(group.isdisjoint(words(row)) for group in wanted)
        if not wanted or missing < len(wanted):
            level = missing if missing < 2 else 2 if missing < len(wanted) - 1 else 3
            bisect.insort(kept, ((level, rank(row)), number, row))
    return [row for *_, row in kept[:limit]]


def _pages(store: ox.Store, query: str) -> Iterator[Row]:
    at, size, wanted = 0, 1, _PAGE
    while size:
        found = store.query(f"{query} LIMIT {wanted} OFFSET {at}", prefixes=PREFIXES)
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        size = 0
        for size, solution in enumerate(found, 1):  # noqa: B007 - how many there were
            yield {name: _plain(solution[name]) for name in names}
        if size < wanted and size % _ROUND:
            return
        at, wanted = at + size, wanted * _LARGER


def _plain(term: Any) -> str | None:
    return None if term is None else str(term.value)


def _time(row: Row) -> Row | None:
    start, end = row.get("start"), row.get("end")
    return {"start": start, "end": end} if start or end else None
