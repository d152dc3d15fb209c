"""Who acts in a claim and who undergoes it, the words that carry its relation, and what a term denotes."""

from __future__ import annotations

from typing import Any

from kg.answer.verbs import is_participle
from kg.answer.words import auxiliaries, is_stopword, tokens
from kg.lexicon import table, words

Row = dict[str, Any]

_PREPOSITIONS = words("questions", "prepositions", "words")


def is_passive(row: Row) -> bool:
    """Whether a claim's subject undergoes its relation: "be seized"."""
    head_, _, rest = row["relation"]["label"].partition(" ")
    return head_ == "be" and is_participle(rest.split(" ", 1)[0])


def undergone(row: Row) -> bool:
    """Whether a passive claim's subject doesn't act; in "be focused on" it does."""
    return is_passive(row) and row["relation"]["label"].split()[1] not in words("questions", "statives", "words")


def agents_of(row: Row) -> list[Row]:
    """Who acts in a passive claim, where it says so: "be seized by X"."""
    agents = [argument for argument in row["arguments"] if argument["role"] in ("by", "agent")]
    return [row["object"], *agents] if row["object"] and row["relation"]["label"].endswith(" by") else agents


def acting_in(row: Row) -> list[Row]:
    """Who acts in a claim, passive or not."""
    return agents_of(row) if is_passive(row) else [row["subject"]]


def undergoing_in(row: Row) -> Row | None:
    """Who or what undergoes a claim, passive or not."""
    undergoing: Row | None = row["subject"] if is_passive(row) else row["object"]
    return undergoing


def relation_words(relation: Row) -> tuple[str, ...]:
    """The words of a relation that carry it; its auxiliaries where there is nothing else."""
    lows = tuple(dict.fromkeys(t.low for t in (*tokens(relation["label"]), *tokens(relation["text"]))))
    asked = table("questions")
    if phrasal := asked["phrasal"].get(relation["label"]) or asked["phrases"].get(
        relation["label"]
    ):  # "lead to" is "cause"
        lows = (*lows, *phrasal.split())
    kept = tuple(low for low in lows if low not in auxiliaries() and not is_stopword(low))
    return kept or tuple(low for low in lows if low in auxiliaries())


def front(term: Row) -> str:
    """A term's words before its first preposition: what it denotes, without what describes it."""
    found = str(term["text"]).split()
    ends = (k for k, word in enumerate(found) if k and word.lower() in _PREPOSITIONS and not _of_many(found, k))
    end = next(ends, len(found))
    return " ".join(found[:end])


def _of_many(found: list[str], k: int) -> bool:
    """Whether the "of" at `k` follows a quantity: "most of the boats"."""
    return found[k].lower() == "of" and found[k - 1].lower() in words("questions", "quantities", "words")
