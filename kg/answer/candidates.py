"""Candidates for answers: made by the finders, grouped and ranked into `Answer`s."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from kg.answer import phrasing, support
from kg.answer.answers import Answer
from kg.answer.words import content, tokens

Row = dict[str, Any]

#: Nothing below this is an answer: half a subject times a synonym in another clause of the sentence.
LEAST = 0.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible answer: its words, the row that is its evidence, how well it fits."""

    text: str
    row: Row
    score: float
    sources: tuple[Row, ...] = ()
    verdict: str | None = None
    parts: tuple[Row, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """Equal for two that say the same."""
        return _key(self.text)

    @property
    def evidence(self) -> Row:
        """The row with the voices of the answer."""
        return {**self.row, "sources": list(self.sources)} if self.sources else self.row


Group = list[Candidate]


def ranked(candidates: Iterable[Candidate], limit: int) -> tuple[Answer, ...]:
    """The best answers, one for each thing said; those with more independent voices first among equals."""
    groups: dict[object, Group] = {}
    for candidate in candidates:
        if candidate.score >= LEAST:
            groups.setdefault(candidate.key, []).append(candidate)
    best = _joined([sorted(group, key=_rank, reverse=True) for group in _without_copies(groups.values())])
    voices = {id(group): support.independent([candidate.evidence for candidate in group]) for group in best}
    best.sort(key=lambda group: (-round(group[0].score, 3), -voices[id(group)], *_where(group[0]), group[0].text))
    return tuple(_answer(group, voices[id(group)]) for group in itertools.islice(_telling_more(best), limit))


@functools.lru_cache(maxsize=4096)
def _key(text: str) -> tuple[str, ...]:
    return tuple(sorted({token.root for token in content(tokens(text))}))


def _without_copies(groups: Iterable[Group]) -> list[Group]:
    """The groups, with those together that sentences of different documents say in nearly the same words."""
    groups = sorted(groups, key=lambda group: max(map(_rank, group)), reverse=True)
    shelf = support.Shelf(group[0].row["quote"] for group in groups)
    kept: list[Group] = []
    for group in groups:
        quote = group[0].row["quote"]
        same = next((place for place in shelf.like(quote) if _copied(group[0], kept[place][0])), None)
        if same is None:
            shelf.put(quote, len(kept))
            kept.append(list(group))
        else:
            kept[same].extend(group)
    return kept


def _copied(one: Candidate, other: Candidate) -> bool:
    apart = one.row["document"] != other.row["document"]
    same = _figures(one.text) == _figures(other.text)  # "212 people" and "230 people" contradict each other
    return (
        apart and same and support.copies(one.row["quote"], other.row["quote"]) and support.copies(one.text, other.text)
    )


def _figures(text: str) -> set[str]:
    return {token.low for token in tokens(text) if any(c.isdigit() for c in token.low)}


def _joined(groups: list[Group]) -> list[Group]:
    """One answer for what one sentence says in a list: "X seized boats" and "X seized engines" are "X seized boats and
    engines", by the best of them.
    """
    frames: dict[object, list[Group]] = {}
    for at, group in enumerate(groups):
        frames.setdefault(_frame(group[0]) or at, []).append(group)
    return [_listed(found) if len(found) > 1 else found[0] for found in frames.values()]


def _frame(candidate: Candidate) -> tuple[object, ...] | None:
    """What candidates of one sentence share that differ in their objects only."""
    row, said = candidate.row, " ".join(candidate.text.split())
    listed = " ".join(row["object"]["text"].split()) if row.get("object") else ""
    if not listed or said.count(listed) != 1:
        return None
    return (row["document"], row["start"], row["subject"]["start"], said.replace(listed, "\0"))


def _listed(groups: list[Group]) -> Group:
    groups = sorted(groups, key=lambda group: int(group[0].row["object"]["start"]))
    objects = [" ".join(group[0].row["object"]["text"].split()) for group in groups]
    first, best = groups[0][0], max(groups, key=lambda group: _rank(group[0]))
    said = " ".join(first.text.split()).replace(objects[0], phrasing.listed(objects))
    return [replace(best[0], text=said), *best[1:]]


def _rank(candidate: Candidate) -> tuple[float, float, str, int]:
    row = candidate.row
    return (candidate.score, row.get("confidence", 0.0), row["document"], -row["start"])


def _where(candidate: Candidate) -> tuple[str, int]:
    return candidate.row["file"], candidate.row["start"]


def _telling_more(groups: Iterable[Group]) -> Iterator[Group]:
    """The groups of which no better one from the same sentence already says all."""
    said: dict[tuple[str, int], list[frozenset[str]]] = {}
    for group in groups:
        best = group[0]
        here = said.setdefault((best.row["document"], best.row["start"]), [])
        key = frozenset(best.key)
        if not any(key <= other for other in here):
            here.append(key)
            yield group


def _answer(group: Group, voices: int) -> Answer:
    best, row = group[0], group[0].row
    places = {(c.row["document"], c.row["start"], c.row["end"]): _place(c) for c in reversed(group)}
    first = (row["document"], row["start"], row["end"])
    return Answer(
        text=" ".join(best.text.split()),
        claim=row.get("claim"),
        statistic=row.get("id") if "measure" in row else None,
        sources=tuple(best.evidence.get("sources", ())),
        quote=row["quote"],
        document=row["document"],
        file=row["file"],
        start=row["start"],
        end=row["end"],
        score=round(min(best.score, 1.0), 3),
        support=voices,
        verdict=best.verdict,
        places=(places[first], *(places[at] for at in sorted(places) if at != first)),
        parts=best.parts,
    )


def _place(candidate: Candidate) -> Row:
    row = candidate.evidence
    source = next(iter(row.get("sources", ())), None)
    kept = {key: row[key] for key in ("document", "file", "start", "end", "quote")}
    return {**kept, "source": source and source["label"]}


def relayed(voice: Row, sources: Iterable[Row]) -> tuple[Row, ...]:
    """A voice that is nearest to what it says, before those that relay it."""
    return (voice, *({**source, "stance": "relays"} for source in sources))
