"""Claims and numbers as sentences. What is denied, planned or uncertain reads so."""

from __future__ import annotations

from typing import Any

from kg.answer.words import tokens
from kg.lexicon import words

Row = dict[str, Any]

_STANCE = {
    "denies": "denied that",
    "accuses": "alleged that",
    "promises": "promised that",
    "proposes": "proposed that",
    "questions": "asked whether",
    "doubts": "doubted that",
    "relays": "reported that",
    "asserts": "said that",
}
#: A modality shows in the relation's words where one of these stands there; else it is put behind the claim.
_MARKS = {
    "planned": (
        "will",
        "would",
        "plan",
        "plans",
        "planned",
        "going",
        "intend",
        "intends",
        "propose",
        "proposes",
        "expected",
        "to",
    ),
    "possible": ("may", "might", "could", "can", "possible", "likely", "perhaps"),
    "required": ("must", "shall", "has", "have", "required", "need", "needs"),
    "permitted": ("may", "can", "allowed", "permitted"),
    "hypothetical": ("would", "could", "if", "might"),
    "requested": (
        "call",
        "calls",
        "urge",
        "urges",
        "should",
        "ask",
        "asks",
        "asked",
        "urged",
        "called",
        "want",
        "wants",
    ),
    "attempted": (
        "seek",
        "seeks",
        "aim",
        "aims",
        "try",
        "tries",
        "tried",
        "designed",
        "sought",
        "attempt",
        "attempted",
    ),
}
_NOT = frozenset({"not", "never", "no", "n't", "neither", "nor", "none", "nobody", "cannot", "without"})
_COMPARATOR = {
    "moreThan": "more than ",
    "atLeast": "at least ",
    "lessThan": "less than ",
    "atMost": "at most ",
    "about": "about ",
}
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who", "which", "that", "this", "these", "those", "you"})


def name_of(term: Row) -> str:
    """A term as it reads; a pronoun by what it stands for."""
    text = " ".join(str(term["text"]).split())
    return str(term["label"]) if text.lower() in _PRONOUNS and term["label"].lower() not in _PRONOUNS else text


def sentence(row: Row) -> str:
    """A claim as a sentence, without its voices."""
    parts = [name_of(row["subject"]), row["relation"]["text"]]
    if row["object"]:
        parts.append(" ".join(row["object"]["text"].split()))
    prepositions = words("questions", "prepositions", "words")
    for argument in sorted(row["arguments"], key=lambda a: a["start"]):
        text = " ".join(argument["text"].split())
        role = argument["role"]
        starts = role in prepositions and not text.lower().startswith(f"{role} ")
        parts.append(f"{role} {text}" if starts else text)
    said = " ".join(part for part in parts if part)
    if row["time"] and row["time"]["text"].lower() not in said.lower():
        said = f"{said} ({row['time']['text']})"
    return f"{said}{_marks(row, said)}"


def _marks(row: Row, said: str) -> str:
    lows = {token.low for token in tokens(row["relation"]["text"])}
    notes = []
    if row["polarity"] == "negated" and not (
        _NOT & {token.low for token in tokens(said)} or "n't" in said or "n\u2019t" in said
    ):
        notes.append("not so")
    if row["modality"] != "actual" and not lows & set(_MARKS.get(row["modality"], ())):
        notes.append(row["modality"])
    return f" ({', '.join(notes)})" if notes else ""


def attributed(row: Row) -> str:
    """A claim as a sentence in the voice nearest to it, where that isn't the document's own assertion."""
    source = row["sources"][0] if row["sources"] else None
    if source is None or len(row["sources"]) < 2 or source["stance"] in ("asserts", "relays"):
        return capital(sentence(row))
    return in_voice(source, row)


def in_voice(source: Row, row: Row) -> str:
    """ "X denied that …"."""
    said = sentence(row)
    first = row["subject"]["text"].split(" ", 1)[0]
    if first.lower() in ("the", "a", "an", "our", "its", "their", "this", "these", "some", "most", "all"):
        said = said[:1].lower() + said[1:]
    return capital(f"{source['label']} {_STANCE.get(source['stance'], 'said that')} {said}")


def capital(text: str) -> str:
    """With a capital at the start."""
    return text[:1].upper() + text[1:]


def with_list(row: Row, said: str) -> str:
    """A claim with the list that a colon after its object opens in the sentence ("three aims: …")."""
    term = row["object"] or (row["arguments"][-1] if row["arguments"] else None)
    ends = [t["end"] for t in (row["object"], *row["arguments"]) if t]
    if term is None or not ends:
        return said
    rest = row["quote"][max(0, max(ends) - row["start"]) :].lstrip(" \"'\u201d\u2019")
    return f"{said}: {' '.join(rest[1:].split()).rstrip('.')}" if rest.startswith(":") else said


def number(row: Row) -> str:
    """A statistic's number with what it counts: "more than 284,000 rounds of ammunition"."""
    measure = " ".join(str(row["measure"]["text"]).split())
    unit = row["unit"] or ""
    if any(c.isdigit() for c in measure):
        return measure
    value = _figure(row["value"])
    if row["upper"] is not None:
        value = f"{value} to {_figure(row['upper'])}"
    amount = f"{_COMPARATOR.get(row['comparator'], '')}{value}"
    if unit and unit.lower() not in measure.lower():
        return f"{amount} {unit} ({measure})" if measure else f"{amount} {unit}"
    head = measure.lower()
    for word in ("the ", "a ", "an "):
        head = head.removeprefix(word)
    return f"{amount} {measure[len(measure) - len(head) :]}"


def _figure(value: float) -> str:
    return f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"
