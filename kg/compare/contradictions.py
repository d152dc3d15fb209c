"""What one source asserts and another denies, doubts or negates.

A denial of less is one of more: that no waste was dumped contradicts that waste was dumped in the bay, and that no
waste was dumped in the bay contradicts neither that waste was dumped nor that it was dumped at sea.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from kg.compare.content import same_relation
from kg.compare.reading import Reading
from kg.compare.said import FOR, MODALITIES, SAME_DAYS, Said, is_one_text, is_over, record, said, same_voice
from kg.lexicon import words
from kg.words import kin, tokens

Row = dict[str, Any]


def contradictions(reading: Reading) -> Iterator[Row]:
    """Claims for which there are voices on both sides: `kind about relation text contradicts reasons sides`."""
    by_subject: dict[str, list[Said]] = {}
    for one in (said(reading, row) for row in reading.rows(reading.contrary)):
        if one and one.position != FOR and one.content.subject and not _hollow(one):
            by_subject.setdefault(one.content.subject, []).append(one)
    for subject in sorted(by_subject):
        against = by_subject[subject]
        others = _others(reading, subject, against)
        for group in _alike(against):
            yield from _conflicts(reading, group, others)


def _hollow(one: Said) -> bool:
    """Whether the opposite may well be true too, or it isn't clear of what: "has not commented", "is not only a port"."""
    what, term = one.content, one.row["object"]
    first = " ".join(term["text"].split()[:2]) if term else ""  # "isn't the only candidate"
    lows = {token.low for token in tokens(f"{one.row['relation']['text']} {first}")}
    last = [token.low for token in tokens(term["text"])][-1:] if term else []  # "found a way to do that"
    if lows & words("compare", "partly", "words") or not words("compare", "pointing", "words").isdisjoint(last):
        return True
    light = what.verb in words("compare", "light", "words")
    return what.verb in words("compare", "passing", "words") or (light and not what.head)


def _others(reading: Reading, subject: str, against: list[Said]) -> dict[str, list[Said]]:
    """What is said for the contents of a subject's claims, by what may stand for the object ("" where there is none):
    found by relation, so that not all that the subject does is read.
    """
    relations = {no.content.relation for no in against}
    found = reading.doing(subject, lambda own: any(same_relation(one, own) for one in relations), MODALITIES)
    others: dict[str, list[Said]] = {}
    for yes in (said(reading, row) for row in reading.rows(found)):
        if yes and yes.position == FOR and yes.content.subject == subject:
            for head in yes.content.head or ("",):
                others.setdefault(head, []).append(yes)
    return others


def _alike(against: list[Said]) -> list[list[Said]]:
    """Statements against one and the same thing."""
    groups: dict[tuple[Any, ...], list[Said]] = {}
    for no in against:
        key = (kin(no.content.verb), no.content.particle, no.content.words, no.row["modality"])
        groups.setdefault(key, []).append(no)
    return list(groups.values())


def _conflicts(reading: Reading, group: list[Said], others: dict[str, list[Said]]) -> Iterator[Row]:
    """The conflict of statements against one thing with those for it: the comparable and the others apart."""
    found: dict[tuple[str, ...], tuple[list[Said], list[Said]]] = {}
    for no in group:
        near = {yes.row["statement"]: yes for head in no.content.head or ("",) for yes in others.get(head, ())}
        for yes in near.values():
            if not _opposed(no, yes):
                continue
            reasons = _reasons(reading, no, yes)
            if reasons is None:
                continue
            against, support = found.setdefault(reasons, ([], []))
            against.append(no)
            support.append(yes)
    for reasons, (against, support) in sorted(found.items()):
        yield record(reading, (*support, *against), reasons)


def _opposed(no: Said, yes: Said) -> bool:
    if no.row["modality"] != yes.row["modality"] or no.row["statement"] == yes.row["statement"]:
        return False
    return no.content.covers(yes.content) and not is_one_text(no, yes)


def _reasons(reading: Reading, no: Said, yes: Said) -> tuple[str, ...] | None:
    """Why the two may not be comparable; None where they aren't about the same thing at all."""
    one, other = no.row, yes.row
    if not reading.is_named(one["subject"]) and not reading.same_story(one["document"], other["document"]):
        return None
    when = _times(reading, no, yes)
    if when is not None and same_voice(no, yes):
        when = ("the same source at different times",)
    if when and not no.content.words:  # too little is said: "Osei does not care"
        return None
    if when and (no.content.words != yes.content.words or not reading.is_named(one["subject"])):
        return None
    return when


def _times(reading: Reading, no: Said, yes: Said) -> tuple[str, ...] | None:
    """What their times say against comparing them: nothing where they meet, None where they don't."""
    mine, other = no.content.time, yes.content.time
    if mine and other:
        return () if mine[0] <= other[1] and other[0] <= mine[1] else None
    days = [reading.dates.get(one.row["document"]) for one in (no, yes)]
    if no.row["document"] == yes.row["document"]:
        return ()
    if None in days:
        near = reading.same_story(no.row["document"], yes.row["document"])
        return () if near else ("it isn't known when one of them was said",)
    denied, claimed = (datetime.date.fromisoformat(str(day)) for day in days)
    if denied >= claimed and is_over(no.row):
        return ()
    if other and other[0] > str(days[0]) and is_over(no.row):
        return None  # what hadn't happened then happened later
    changed = denied < claimed and (_has(no, "yet") or _has(no, "perfect") or _has(yes, "at_last"))
    return () if abs((claimed - denied).days) <= SAME_DAYS and not changed else ("said on different days",)


def _has(one: Said, name: str) -> bool:
    """Whether words of a list stand beside a claim's verb."""
    return not words("compare", name, "words").isdisjoint(token.low for token in tokens(one.row["relation"]["text"]))
