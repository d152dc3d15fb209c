"""What one version of a text claims and another doesn't, or claims otherwise.

Claims of the two are aligned by what they say, the likest pairs first, so that a claim finds its successor although
its identifier, a hash of all it says, has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.answer import phrasing
from kg.compare import figures
from kg.compare.content import Content, interval, same_relation
from kg.compare.evidence import evidence, voice, words_of
from kg.compare.reading import Lists, Reading
from kg.lexicon import words
from kg.words import kin

Row = dict[str, Any]
Pair = tuple[float, "_Claim", "_Claim"]

#: What a change is called, the weightiest first: a claim that changed in several ways is listed under the first.
CHANGES = ("reversed", "number", "softened", "hardened", "attribution", "time", "reworded", "dropped", "added")
#: How much a pair's likeness in each respect counts; together 1.
_SUBJECT, _RELATION, _WORDS, _SENTENCE = 0.25, 0.25, 0.35, 0.15
#: Pairs below are two claims, not one that changed: "HSI seized 12 boats" and "HSI sold 12 boats" in different
#: sentences reach 0.65, "HSI seized 12 boats" and "HSI seized cash" 0.6.
_LEAST = 0.66
#: A word in more claims of a text than this doesn't say which of them belong together.
_COMMON = 40
#: How sure a modality and a stance are; a smaller number than before is softer.
_SURE = {"actual": 4, "required": 3, "planned": 3, "permitted": 2, "attempted": 2, "requested": 1, "possible": 1}
_STANCES = {"asserts": 3, "promises": 3, "relays": 2, "accuses": 2, "proposes": 1, "questions": 0, "doubts": 0}
_FIRM = 3


@dataclass(frozen=True, slots=True)
class _Claim:
    """A statement, what it says, its numbers by what they count (as compared, as read), and its sentence's words."""

    row: Row
    content: Content
    numbers: dict[str, tuple[Any, str]]
    sentence: frozenset[str]


def diff(graph: Lists, old: str, new: str) -> Iterator[Row]:
    """The claims that differ between two documents (IRIs), the weightiest changes first, each in the order of the text.

    Each is `change score text details old new`. `change` is one of `CHANGES`; `score`, in [0, 1], says how alike the
    two claims are, and is None where there is only one; `details` are `what old new`; `old` and `new` are evidence.
    """
    reading = Reading(graph)
    before, after = _claims(reading, old), _claims(reading, new)
    pairs = _aligned(before, after)
    kept = {claim.row["statement"] for _, *both in pairs for claim in both}
    found = []
    for score, one, other in pairs:
        changes = list(_changes(one, other))
        if changes:
            found.append(_record(reading, one, other, score, changes))
    found += [
        _record(reading, one, None, None, [("dropped", {})]) for one in before if one.row["statement"] not in kept
    ]
    found += [_record(reading, None, one, None, [("added", {})]) for one in after if one.row["statement"] not in kept]
    yield from sorted(found, key=lambda row: (CHANGES.index(row["change"]), (row["old"] or row["new"])["start"]))


def _claims(reading: Reading, document: str) -> list[_Claim]:
    """What a document claims, each thing once; who says it is told with what they say, so frames are left out."""
    counted: dict[str, dict[str, tuple[Any, str]]] = {}
    for row in reading.graph.statistics(document=document):
        value = (row["value"], row["upper"], row["comparator"], row["unit"])
        counted.setdefault(row["claim"] or "", {}).setdefault(figures.counted(row), (value, phrasing.number(row)))
    first: dict[tuple[Any, ...], Row] = {}
    for row in reading.graph.claims(document=document):
        if not row["content"]:
            first.setdefault((row["claim"], voice(row["sources"]), _stance(row)), row)
    return [
        _Claim(row, reading.content(row), counted.get(row["claim"], {}), frozenset(words_of(row["quote"])))
        for row in first.values()
    ]


# ---------------------------------------------------------------------- alignment


def _aligned(before: list[_Claim], after: list[_Claim]) -> list[Pair]:
    """Pairs of claims, each claim in one pair at most: of all that could be paired, the likest first."""
    index: dict[str, list[int]] = {}
    for k, claim in enumerate(after):
        for key in _keys(claim):
            index.setdefault(key, []).append(k)
    scored = []
    for i, one in enumerate(before):
        near = {k for key in _keys(one) for k in index.get(key, ()) if len(index[key]) <= _COMMON}
        near |= set(index.get(f"claim {one.row['claim']}", ()))
        scored += [(likeness(one, after[k]), i, k) for k in near]
    pairs, taken, given = [], set[int](), set[int]()
    for score, i, k in sorted(scored, key=lambda item: (-item[0], abs(item[1] - item[2]), item[1])):
        if score >= _LEAST and i not in taken and k not in given:
            taken.add(i)
            given.add(k)
            pairs.append((round(score, 3), before[i], after[k]))
    return pairs


def _keys(claim: _Claim) -> set[str]:
    what = claim.content
    own = {f"claim {claim.row['claim']}", f"verb {what.subject} {kin(what.verb)}", *what.words}
    return own | {word for word in what.head if word.startswith("http")}


def likeness(one: _Claim, other: _Claim) -> float:
    """How alike two claims are in whom they are about, in their relation, their words, and their sentences, in [0, 1]."""
    if one.row["claim"] == other.row["claim"]:
        return 1.0
    mine, theirs = one.content, other.content
    if mine.subject and theirs.subject:
        subject = float(mine.subject == theirs.subject) or _share(_label(one), _label(other))
    else:
        subject = _share(_label(one), _label(other)) or 0.5 * (mine.subject is None) * (theirs.subject is None)
    relation = (
        1.0 if same_relation(mine.relation, theirs.relation) else 0.5 if kin(mine.verb) == kin(theirs.verb) else 0.0
    )
    said = max(mine.overlap(theirs), _share(mine.wide, theirs.wide))
    return _SUBJECT * subject + _RELATION * relation + _WORDS * said + _SENTENCE * _share(one.sentence, other.sentence)


def _label(claim: _Claim) -> frozenset[str]:
    return frozenset(words_of(claim.row["subject"]["label"]))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    both = one | other
    return len(one & other) / len(both) if both else 1.0


# ---------------------------------------------------------------------- changes


def _changes(one: _Claim, other: _Claim) -> Iterator[tuple[str, Row]]:
    """What changed from one claim to its successor: the name of the change, and `what old new`."""
    a, b = one.row, other.row
    if _denied(a) != _denied(b) and _is_firm(a) == _is_firm(b):
        yield "reversed", _detail("polarity", *map(_polarity, (a, b)))
    yield from _numbers(one, other)
    if a["modality"] != b["modality"]:
        change = _sureness(_SURE.get(a["modality"], 0), _SURE.get(b["modality"], 0))
        yield change or "reworded", _detail("modality", a["modality"], b["modality"])
    yield from _voices(a, b)
    yield from _hedges(one, other)
    if interval(a["time"]) != interval(b["time"]):
        yield "time", _detail("time", *((row["time"] or {}).get("text") for row in (a, b)))
    relation = not same_relation(one.content.relation, other.content.relation)
    if relation or one.content.words != other.content.words or not _same_subject(one, other):
        yield "reworded", _detail("words", a["label"], b["label"])


def _detail(what: str, old: str | None, new: str | None) -> Row:
    return {"what": what, "old": old, "new": new}


def _polarity(row: Row) -> str:
    return "affirmed" if not _denied(row) else "denied" if _stance(row) == "denies" else "negated"


def _denied(row: Row) -> bool:
    return bool((row["polarity"] == "negated") != (_stance(row) == "denies"))


def _is_firm(row: Row) -> bool:
    """Whether a voice says or denies, rather than leaves something open: "did not deny", "doubted"."""
    return bool(_STANCES.get(_stance(row), _FIRM)) and not (row["sources"] and phrasing.is_negated(row["sources"][0]))


def _stance(row: Row) -> str:
    return str(row["sources"][0]["stance"]) if row["sources"] else "asserts"


def _same_subject(one: _Claim, other: _Claim) -> bool:
    return one.content.subject == other.content.subject or _label(one) == _label(other)


def _sureness(old: int, new: int) -> str | None:
    return "softened" if new < old else "hardened" if new > old else None


def _numbers(one: _Claim, other: _Claim) -> Iterator[tuple[str, Row]]:
    """Numbers that count the same and aren't equal; else figures that stand in the words only."""
    common = one.numbers.keys() & other.numbers.keys()
    for key in sorted(common):
        (old, was), (new, reads) = one.numbers[key], other.numbers[key]
        if old != new:
            yield "number", _detail("number", was, reads)
    mine, theirs = one.content.numbers, other.content.numbers
    if not common and mine and theirs and mine != theirs:
        yield "number", _detail("number", ", ".join(sorted(mine)), ", ".join(sorted(theirs)))


def _voices(a: Row, b: Row) -> Iterator[tuple[str, Row]]:
    """From the text's own voice to somebody's, and back; to a less sure stance; or to another voice."""
    own = [len(row["sources"]) < 2 for row in (a, b)]
    labels = [None if mine else row["sources"][0]["label"] for mine, row in zip(own, (a, b), strict=True)]
    if own[0] != own[1]:
        yield "softened" if own[0] else "hardened", _detail("attribution", *labels)
        return
    if not own[0] and voice(a["sources"]) != voice(b["sources"]):
        yield "attribution", _detail("attribution", *labels)
    change = _sureness(*(_STANCES.get(_stance(row), _FIRM) if _is_firm(row) else 0 for row in (a, b)))
    if change and (_denied(a) == _denied(b) or _is_firm(a) != _is_firm(b)):
        yield change, _detail("stance", *(_spoken(row["sources"][0]) for row in (a, b)))


def _spoken(source: Row) -> str:
    """How a source speaks, in its own words where there are some: "did not deny"."""
    return phrasing.cue(source) or str(source["stance"])


def _hedges(one: _Claim, other: _Claim) -> Iterator[tuple[str, Row]]:
    hedges = words("compare", "hedges", "words")
    old, new = one.sentence & hedges, other.sentence & hedges
    if old != new and (old < new or new < old):
        yield "softened" if old < new else "hardened", _detail("hedge", *(_listed(found) for found in (old, new)))


def _listed(found: Iterable[str]) -> str | None:
    return ", ".join(sorted(found)) or None


def _record(
    reading: Reading, old: _Claim | None, new: _Claim | None, score: float | None, changes: list[tuple[str, Row]]
) -> Row:
    shown = new or old
    assert shown is not None
    sources = shown.row["sources"]
    names = sorted((name for name, _ in changes), key=CHANGES.index)
    return {
        "change": names[0],
        "score": score,
        "text": phrasing.in_voice(sources[0], shown.row) if len(sources) > 1 else phrasing.attributed(shown.row),
        "details": [detail for _, detail in changes if detail],
        "old": _evidence(reading, old),
        "new": _evidence(reading, new),
    }


def _evidence(reading: Reading, claim: _Claim | None) -> Row | None:
    return evidence(claim.row, reading.dates.get(claim.row["document"])) if claim else None
