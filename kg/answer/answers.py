"""What `ask` gives back: answers with their evidence, as objects, JSON, text and HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from kg.answer.phrasing import cue, is_negated


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer. `quote` is what stands at code points `[start, end)` of the document; `score` is in [0, 1]."""

    text: str
    claim: str | None
    statistic: str | None
    sources: tuple[dict[str, Any], ...]
    quote: str
    document: str
    file: str
    start: int
    end: int
    score: float
    support: int = 1
    """How many independent voices say so; copies of a text, and what one voice says twice, count once."""
    verdict: str | None = None
    """Of a yes-or-no question: `for`, `against`, or `open` where it is only planned, possible or the like."""
    places: tuple[dict[str, Any], ...] = ()
    """All places that say so, this one first: `document file start end quote source`."""
    parts: tuple[dict[str, Any], ...] = ()
    """Of a sum, what was added: `value text statistic document file start end quote`."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to a question, best first; without any, `reason` says why."""

    question: str
    answers: tuple[Answer, ...] = ()
    reason: str | None = None
    note: str | None = None
    """What to know of the answers as a whole, such as why numbers aren't added up."""
    understood: str | None = None
    """The whole question where it was asked as a follow-up."""

    def __iter__(self) -> Iterator[Answer]:
        return iter(self.answers)

    def __len__(self) -> int:
        return len(self.answers)

    def __getitem__(self, k: int) -> Answer:
        return self.answers[k]

    def to_json(self) -> dict[str, Any]:
        """The object that `kg ask --json` prints."""
        lists = ("sources", "places", "parts")
        rows = [{**asdict(answer), **{key: list(getattr(answer, key)) for key in lists}} for answer in self.answers]
        return {
            "question": self.question,
            "answers": rows,
            "reason": self.reason,
            "note": self.note,
            "understood": self.understood,
        }

    def __str__(self) -> str:
        if not self.answers:
            return f"No answer: {self.reason}"
        said = [f"{k}. {answer.text}\n{_indented(answer)}" for k, answer in enumerate(self.answers, 1)]
        return "\n".join([*said, *([f"Note: {self.note}"] if self.note else [])])

    def _repr_html_(self) -> str:
        import html  # only a notebook needs it

        if not self.answers:
            return f"<p>No answer: {html.escape(self.reason or '')}</p>"
        cells = ((str(k), a.text, voices(a.sources), _flat(a.quote), place(a)) for k, a in enumerate(self.answers, 1))
        rows = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in cells)
        head = "".join(f"<th>{title}</th>" for title in ("", "Answer", "Says who", "Quote", "Where"))
        note = f"<p>{html.escape(self.note)}</p>" if self.note else ""
        return f"<table><caption>{html.escape(self.question)}</caption><tr>{head}</tr>{rows}</table>{note}"


#: So many places are written out beside the first.
_SHOWN = 3


def _indented(answer: Answer) -> str:
    others = [f"{row['file'] or row['document']}:{row['start']}-{row['end']}" for row in answer.places[1:]]
    more = f", and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    also = f"; also {', '.join(others[:_SHOWN])}{more}" if others else ""
    support = f" ({answer.support} independent sources)" if answer.support > 1 else ""
    return f'   {voices(answer.sources)}{support}\n   "{_flat(answer.quote)}"\n   {place(answer)}{also}'


def voices(sources: tuple[dict[str, Any], ...]) -> str:
    """Who says so, from the nearest voice outward; of one that doesn't say it, in what words: 'questions ("did not deny")'."""
    return " < ".join(
        f"{source['label']} {source['stance']}" + (f' ("{cue(source)}")' if is_negated(source) else "")
        for source in sources
    )


def place(answer: Answer) -> str:
    """`file:start-end`."""
    return f"{answer.file or answer.document}:{answer.start}-{answer.end}"


def _flat(text: str) -> str:
    return " ".join(text.split())
