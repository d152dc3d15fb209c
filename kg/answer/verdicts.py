"""Yes-or-no questions: what is said for and against, and how much of it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.answer.answers import Answer

_ORDER = ("for", "against", "open")
_SAYS = {"for": "for", "against": "against", "open": "only planned, possible or the like"}


def balanced(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers with the best of each verdict before the rest, so that one side doesn't hide the other."""
    first = {answer.verdict: answer for answer in reversed(answers)}
    heads = sorted(first.values(), key=lambda answer: answers.index(answer))
    return (*heads, *(answer for answer in answers if answer not in heads))


def note(answers: Sequence[Answer]) -> str | None:
    """How many answers are for and against, where both are."""
    counts = {verdict: sum(answer.verdict == verdict for answer in answers) for verdict in _ORDER}
    told = [f"{counts[verdict]} {_SAYS[verdict]}" for verdict in _ORDER if counts[verdict]]
    return f"statements disagree: {', '.join(told)}" if counts["for"] and counts["against"] else None
