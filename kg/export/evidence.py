"""Why the graph holds a claim: the sentence, the rule and the words behind each of its statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kg import ids
from kg.errors import UnknownError

if TYPE_CHECKING:
    from kg.store import Store


def evidence(store: Store, key: str) -> Iterator[dict[str, Any]]:
    """The record of each statement of a claim, or one statement, with `rule_description`, the spans `predicate` and
    `cues`, and the `decision` of a person about it (None: nobody). `key` is its IRI, or the last part of it, or the
    beginning of that; also one that the graph had before a person corrected it. Raises UnknownError.
    """
    try:
        rows = list(_evidence(store, key))
    except UnknownError:
        from kg.store.tracing import trace

        became = trace(store, key) if key else None
        if became is None or not (became.current or became.rejected):
            raise
        rows = [row for iri in became.current for row in _standing(store, iri)]
        rows += [row | {"rule_description": _described(row["rule"])} for row in became.rejected]
        rows = list({row["statement"]: row for row in rows}.values())
    for row in rows:
        decision = row.get("decision") or row["reviewed"]
        yield row | {"decision": store.decision(decision) if decision else None}


def _standing(store: Store, iri: str) -> Iterator[dict[str, Any]]:
    """The evidence of what replaced a claim or statement; none if that was rejected or replaced in its turn."""
    try:
        yield from _evidence(store, iri)
    except UnknownError:
        return


def _evidence(store: Store, key: str) -> Iterator[dict[str, Any]]:
    found = store.ask("evidence", {"key": key.rsplit("/", 1)[-1]}).rows if key else ()
    claims = sorted({claim.value for claim, *_ in found})
    if len(claims) != 1:
        kind = "claim that begins with" if not claims else "single claim that begins with"
        raise UnknownError(kind, key, [claim.rsplit("/", 1)[-1] for claim in claims[:3]])
    for iri in sorted({statement.value for _, statement, *_ in found}):
        row = store.read.statement(iri)
        if row:
            spans = [(predicate, cue) for _, statement, predicate, cue in found if statement.value == iri]
            predicates = _spans(row, (predicate for predicate, _ in spans))
            yield {
                **row,
                "rule_description": _described(row["rule"]),
                "predicate": predicates[0] if predicates else None,
                "cues": _spans(row, (cue for _, cue in spans)),
            }


def _described(rule: str) -> str | None:
    """What a rule says, in a line with an example."""
    from kg.claims.clauses.rules import RULES
    from kg.lexicon import table

    if rule in RULES:
        return f"{RULES[rule].description} Example: {RULES[rule].example}"
    noted = table("rules").get(rule)
    return noted and f"{noted['does']} Example: {noted['example']}"


def _spans(row: dict[str, Any], passages: Iterable[Any]) -> list[dict[str, Any]]:
    """Passages of a statement's sentence as `start end text`, in their order."""
    places = sorted({ids.parse_passage(passage.value)[1:] for passage in passages if passage})
    first = row["start"]
    return [{"start": start, "end": end, "text": row["quote"][start - first : end - first]} for start, end in places]
