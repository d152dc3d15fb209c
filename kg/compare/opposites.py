"""What one source asserts and another asserts the opposite of: a bridge approved and rejected, prices up and down."""

from __future__ import annotations

import datetime
import functools
import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kg.compare.content import Relation
from kg.compare.reading import Reading
from kg.compare.said import FOR, MODALITIES, OPPOSITE, SAME_DAYS, Said, is_one_text, is_over, record, said, same_voice
from kg.lexicon import table
from kg.words import kin

Row = dict[str, Any]
#: A relation as it is compared: the kin of its verb, and its particle.
Key = tuple[str, str]


def opposites(reading: Reading) -> Iterator[Row]:
    """Claims of one deed's two opposites with one subject, object and time, in the shape of contradictions."""
    found: dict[tuple[str, ...], Row] = {}
    for entity, relations in reading.deeds():
        keys = sorted({_key(relation) for relation in relations} & _sided())
        for one, other in itertools.permutations(keys, 2):
            for row in _between(reading, entity, one, other) if (one, other) in _pairs() else ():
                claims = sorted({shown["claim"] for side in row["sides"] for shown in side["evidence"]})
                found.setdefault((*claims, *row["reasons"]), row)
    yield from found.values()


def _between(reading: Reading, entity: str, one: Key, other: Key) -> Iterator[Row]:
    """The conflicts of what an entity does or undergoes with the opposite, by what they are about."""
    mine, theirs = (
        [
            each
            for each in (said(reading, row) for row in reading.rows(_doing(reading, entity, key)))
            if each and each.position == FOR and each.row["polarity"] == "affirmed"
        ]
        for key in (one, other)
    )
    found: dict[tuple[Any, ...], list[Said]] = {}
    for yes, no in itertools.product(mine, theirs):
        reasons = _reasons(reading, yes, no, _pairs()[one, other]) if _opposed(yes, no) else None
        if reasons is not None:
            about = (yes.content.subject, yes.content.words, yes.row["modality"])
            found.setdefault((reasons, about), []).extend((yes, replace(no, position=OPPOSITE)))
    for (reasons, _), sides in found.items():
        yield record(reading, sides, reasons)


def _doing(reading: Reading, entity: str, key: Key) -> Iterator[str]:
    return reading.doing(entity, lambda relation: _key(relation) == key, MODALITIES)


def _opposed(yes: Said, no: Said) -> bool:
    """Whether they are of one subject and one object in the same words, in texts that may contradict each other."""
    mine, other = yes.content, no.content
    return (
        yes.row["modality"] == no.row["modality"]
        and mine.subject == other.subject
        and (mine.subject is not None or bool(mine.head))
        and mine.same_object(other)
        and mine.words <= other.wide
        and other.words <= mine.wide
        and not is_one_text(yes, no)
    )


def _reasons(reading: Reading, yes: Said, no: Said, kind: str) -> tuple[str, ...] | None:
    """Why the two may not be comparable; None where they aren't about the same thing, or both may well be so."""
    named = reading.is_named({"id": yes.content.subject})  # the same for both, also where it is the agent of a passive
    if not named and not reading.same_story(yes.row["document"], no.row["document"]):
        return None
    when = _times(reading, yes, no, kind)
    if when and not named:
        return None
    return ("the same source at different times",) if when is not None and same_voice(yes, no) else when


def _times(reading: Reading, yes: Said, no: Said, kind: str) -> tuple[str, ...] | None:
    """What their times say against comparing them: nothing where one time can't hold both, None where it can."""
    mine, other = yes.content.time, no.content.time
    if kind != "stands":
        one_day = mine is not None and mine[0] == mine[1]
        return () if mine is not None and mine == other and (kind == "moves" or one_day) else None
    if mine and other:
        return () if mine[0] <= other[1] and other[0] <= mine[1] else None
    if yes.row["modality"] == "actual" and is_over(yes.row) != is_over(no.row):
        return None  # who opposes it now may have supported it once
    if yes.row["document"] == no.row["document"]:
        return ()
    days = [reading.dates.get(each.row["document"]) for each in (yes, no)]
    if None in days:
        near = reading.same_story(yes.row["document"], no.row["document"])
        return () if near else ("it isn't known when one of them was said",)
    first, last = sorted(datetime.date.fromisoformat(str(day)) for day in days)
    return () if (last - first).days <= SAME_DAYS else ("said on different days",)


def _key(relation: Relation) -> Key:
    return kin(relation[0]), relation[1]


@functools.cache
def _pairs() -> dict[tuple[Key, Key], str]:
    """Each two words of opposite sides, with how long both can't be so: `stands`, `moves` or `turns`."""
    found: dict[tuple[Key, Key], str] = {}
    for kind in ("stands", "moves", "turns"):
        for sides in table("compare")["opposites"][kind]:
            for one, other in itertools.product(*sides):
                found[_spelt(one), _spelt(other)] = kind
    return found


@functools.cache
def _sided() -> frozenset[Key]:
    """The words that are on a side."""
    return frozenset(itertools.chain.from_iterable(_pairs()))


def _spelt(words: str) -> Key:
    verb, _, particle = words.partition(" ")
    return kin(verb), particle
