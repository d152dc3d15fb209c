"""Candidates for answers: made by the finders, grouped and ranked into `Answer`s."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from kg.answer.answers import Answer
from kg.answer.words import content, tokens

Row = dict[str, Any]

#: Nothing below this is an answer: half a subject times a synonym in another clause of the sentence.
_LEAST = 0.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible answer: its words, the row that is its evidence, how well it fits."""

    text: str
    row: Row
    score: float
    sources: tuple[Row, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """Equal for two that say the same."""
        return tuple(sorted({token.root for token in content(tokens(self.text))}))


def ranked(candidates: Iterable[Candidate], limit: int) -> tuple[Answer, ...]:
    """The best answers, one for each thing said; those with more independent voices first among equals."""
    groups: dict[object, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.score >= _LEAST:
            groups.setdefault(candidate.key, []).append(candidate)
    best = _joined([(max(group, key=_rank), _support(group)) for group in groups.values()])
    best.sort(
        key=lambda pair: (-round(pair[0].score, 3), -pair[1], pair[0].row["file"], pair[0].row["start"], pair[0].text)
    )
    kept: list[tuple[Candidate, int]] = []
    for candidate, support in best:
        if not any(_says_less(candidate, other) for other, _ in kept):
            kept.append((candidate, support))
    return tuple(_answer(candidate, support) for candidate, support in kept[:limit])


def _joined(best: list[tuple[Candidate, int]]) -> list[tuple[Candidate, int]]:
    """One answer for what one sentence says in a list: "X seized boats" and "X seized engines" are "X seized boats and
    engines", by the best of them.
    """
    frames: dict[object, list[tuple[Candidate, int]]] = {}
    for at, pair in enumerate(best):
        frames.setdefault(_frame(pair[0]) or at, []).append(pair)
    return [_listed(pairs) if len(pairs) > 1 else pairs[0] for pairs in frames.values()]


def _frame(candidate: Candidate) -> tuple[object, ...] | None:
    """What candidates of one sentence share that differ in their objects only."""
    row, said = candidate.row, " ".join(candidate.text.split())
    listed = " ".join(row["object"]["text"].split()) if row.get("object") else ""
    if not listed or said.count(listed) != 1:
        return None
    return (row["document"], row["start"], row["subject"]["start"], said.replace(listed, "\0"))


def _listed(pairs: list[tuple[Candidate, int]]) -> tuple[Candidate, int]:
    pairs = sorted(pairs, key=lambda pair: int(pair[0].row["object"]["start"]))
    objects = [" ".join(candidate.row["object"]["text"].split()) for candidate, _ in pairs]
    first, (best, support) = pairs[0][0], max(pairs, key=lambda pair: _rank(pair[0]))
    said = " ".join(first.text.split()).replace(objects[0], f"{', '.join(objects[:-1])} and {objects[-1]}")
    return replace(best, text=said), support


def _rank(candidate: Candidate) -> tuple[float, float, str, int]:
    row = candidate.row
    return (candidate.score, row.get("confidence", 0.0), row["document"], -row["start"])


def _support(group: list[Candidate]) -> int:
    voices = {(c.row["document"], c.sources[0]["label"] if c.sources else "") for c in group}
    return len({label or document for document, label in voices})


def _says_less(candidate: Candidate, other: Candidate) -> bool:
    """Whether a better answer from the same sentence already says all of this."""
    same = candidate.row["document"] == other.row["document"] and candidate.row["start"] == other.row["start"]
    return same and set(candidate.key) <= set(other.key)


def _answer(candidate: Candidate, support: int) -> Answer:
    row = candidate.row
    return Answer(
        text=" ".join(candidate.text.split()),
        claim=row.get("claim"),
        statistic=row.get("id") if "measure" in row else None,
        sources=candidate.sources or tuple(row.get("sources", ())),
        quote=row["quote"],
        document=row["document"],
        file=row["file"],
        start=row["start"],
        end=row["end"],
        score=round(min(candidate.score, 1.0), 3),
        support=support,
    )
