"""The times of a text: patterns tried where a word could begin one, then neighbours joined to ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.annotate import Parse, Phrase, Word
from kg.claims.drafts import TimeSpan
from kg.claims.times import days
from kg.claims.times.days import Interval
from kg.claims.times.patterns import PATTERNS, STARTERS, Pattern
from kg.claims.times.resolve import Moment, month_number
from kg.lexicon import words

_TEMPORAL = ("DATE", "TIME")
_VERBAL = ("VERB", "AUX")
_STARTING_FORM = re.compile(r"\d|['\u2019]\d0|mid-|FY\d|Q[1-4]|(?:early|late)-", re.IGNORECASE)
#: How a time hangs on an event that it dates: "after the 1999 revolt" is not "after 1999".
_MODIFYING = ("nummod", "compound", "nmod", "amod", "poss")
#: Years in which a text can be published; others would carry "next century" past the calendar.
_PLAUSIBLE = range(1400, 2200)
_DURATION_PREPOSITIONS = frozenset({"for", "over", "during", "within", "in", "after", "throughout", "last", "every"})


@dataclass(frozen=True, slots=True)
class _Found:
    """Words `[first, last)` that denote a time, and its days."""

    first: int
    last: int
    pattern: str
    days: Interval | None


def times(parse: Parse, today: date | None = None) -> list[TimeSpan]:
    """The times of a text in its order. `today` is the day of publication, from which "yesterday" is counted;
    without it such times keep their words and have no days.
    """
    if today is not None and today.year not in _PLAUSIBLE:
        today = None
    found: list[_Found] = []
    i, count = 0, len(parse.words)
    while i < count:
        word = parse.words[i]
        here = _at(parse, i, today) if word.lower in STARTERS or _STARTING_FORM.match(word.text) else None
        if here is None:
            i += 1
        else:
            found.append(here)
            i = here.last
    return [_span(parse, one) for one in _joined(parse, found)]


def _at(parse: Parse, first: int, today: date | None) -> _Found | None:
    """The longest time that begins with word `first` and ends with a word of its sentence."""
    word = parse.words[first]
    best: tuple[int, Pattern, re.Match[str], int] | None = None
    for pattern in PATTERNS:
        match = pattern.regex.match(parse.text, word.start)
        if match is None or (best is not None and match.end() <= best[0]):
            continue
        last = _last(parse, first, match.end())
        if last is not None and (not pattern.bare or _licensed(parse, first, last, pattern.name)):
            best = (match.end(), pattern, match, last)
    if best is None:
        return None
    _, pattern, match, last = best
    interval = pattern.days_of(match, Moment(today, _tense(word)))
    return _Found(first, last, pattern.name, interval)


def _last(parse: Parse, first: int, end: int) -> int | None:
    """Index after the word that ends at code point `end`, if it is of the same sentence."""
    i, count = first, len(parse.words)
    while i < count and parse.words[i].end < end:
        i += 1
    if i == count or parse.words[i].sentence != parse.words[first].sentence:
        return None
    ended = parse.words[i]
    return i + 1 if ended.end == end or ended.text.rstrip(".") == parse.text[ended.start : end] else None


def _licensed(parse: Parse, first: int, last: int, name: str) -> bool:
    """Whether a bare month, year or duration is one: by the word before it, or the model's label."""
    word, final = parse.words[first], parse.words[last - 1]
    before = parse.words[first - 1] if first and parse.words[first - 1].sentence == word.sentence else None
    following = parse.words[last] if last < len(parse.words) else None
    if name in ("near day", "near unit"):  # "on NBC's Today" is a programme
        return before is None or before.tag != "POS"
    if name == "bare quarter":
        inside = parse.words_of(parse.sentences[word.sentence])
        return not any(w.lower in words("times", "games") for w in inside)
    if name == "bare season":
        return final.entity in _TEMPORAL and _after(before, "plain")
    if name == "month":
        return word.tag != "MD" and (final.entity in _TEMPORAL or _after(before, "plain"))
    if name == "duration":
        adverbial = (final.dep == "npadvmod" and final.head.pos != "ADJ") or (
            final.dep == "pobj" and final.head.lower in _DURATION_PREPOSITIONS
        )
        spent = following is not None and following.lower == "of" and final.head.lower == "in"  # "in 40 hours of talks"
        return adverbial and not spent and final.tag in ("NNS", "NN")
    counts = final.dep == "nummod" and final.head.i > final.i and final.head.tag in ("NNS", "NNPS")
    if following is not None and following.text in ("%", "-") and name == "year":
        return False
    if before is not None and before.text in ("$", "\u20ac", "\u00a3", "No.", "#", "-"):
        return False
    return not counts and (final.entity in _TEMPORAL or word.entity in _TEMPORAL or _after(before, "plain"))


def _after(before: Word | None, kind: str) -> bool:
    if before is None:
        return False
    if before.lower == "the":
        return True
    kinds = (kind, "opens-end", "opens-start", "after", "before") if kind == "plain" else (kind,)
    return any(before.lower in words("times", "prepositions", k) for k in kinds)


def _tense(word: Word) -> Literal["past", "future", ""]:
    """The tense of the nearest clause above a word."""
    for above in word.ancestors():
        if above.pos not in _VERBAL:
            continue
        aux = {a.lower for a in above.having("aux", "auxpass")}
        if (
            not aux and above.tag == "VBG" and above.dep in ("advcl", "pcomp")
        ):  # "after closing Tuesday's fair, he must rest"
            return "past" if _after_kind(above.head, "after") else ""
        if not aux and above.dep == "acl" and above.tag == "VBN":  # "will give them the strength needed on Friday"
            continue
        if "to" in aux and above.dep == "advcl" and above.head.tag in ("VBD", "VBN"):  # "flew home to vote on Friday"
            continue
        if aux & {"will", "'ll", "\u2019ll", "shall", "to"} or (aux & words("times", "ahead") and "have" not in aux):
            return "future"
        if above.tag in ("VBD", "VBN") or aux & {"was", "were", "had", "has", "have", "did"}:
            return "past"
        if above.tag in ("VBZ", "VBP", "MD"):
            return ""
    return ""


def _joined(parse: Parse, found: list[_Found]) -> list[_Found]:
    """Two neighbours with "to", "and" or a dash between them are a range."""
    result: list[_Found] = []
    for here in found:
        if result and (joined := _range(parse, result[-1], here)) is not None:
            result[-1] = joined
        else:
            result.append(here)
    return result


def _range(parse: Parse, one: _Found, two: _Found) -> _Found | None:
    if two.first - one.last != 1 or parse.words[one.first].sentence != parse.words[two.first].sentence:
        return None
    if "duration" in (one.pattern, two.pattern):
        return None
    link = parse.words[one.last].lower
    before = parse.words[one.first - 1].lower if one.first else ""
    ranged = (
        (link == "and" and before == "between")
        or (link in ("to", "until", "till", "through") and before != "to")
        or link in ("-", "\u2013", "\u2014", "through")
    )
    if not ranged:
        return None
    first = one.days
    if one.pattern == "month" and two.days is not None:
        month = month_number(parse.words[one.last - 1].text)
        year = two.days[0].year
        first = days.month_of(year if month <= two.days[0].month else year - 1, month)
    elif one.pattern in ("month day", "day month") and two.days is not None:  # "March 3 to April 5, 2021"
        pattern = next(p for p in PATTERNS if p.name == one.pattern)
        match = pattern.regex.match(parse.text, parse.words[one.first].start)
        first = pattern.days_of(match, Moment(two.days[0], "past")) if match is not None else None
    interval = (first[0], two.days[1]) if first and two.days and first[0] <= two.days[1] else None
    return _Found(one.first, two.last, "range", interval)


def _span(parse: Parse, found: _Found) -> TimeSpan:
    inside = parse.words[found.first : found.last]
    before = parse.words[found.first - 1] if found.first else None
    if before is not None and before.lower == "the" and found.first <= before.head.i < found.last:
        inside = [before, *inside]
        before = parse.words[before.i - 1] if before.i else None
    head = next((w for w in inside if not found.first <= w.head.i < found.last), inside[-1])
    start, end = _bounded(found.days, before if head.dep not in _MODIFYING else None)
    return TimeSpan(
        phrase=Phrase(head, tuple(inside)),
        start=start.isoformat() if start else None,
        end=end.isoformat() if end else None,
    )


def _bounded(interval: Interval | None, before: Word | None) -> tuple[date | None, date | None]:
    """What the preposition before a time leaves of its days: "since 2015" has no last day."""
    if interval is None:
        return None, None
    start, end = interval
    if _after_kind(before, "opens-end"):
        return start, None
    if _after_kind(before, "opens-start"):
        return None, end
    if _after_kind(before, "after") and end < date.max:
        return end + timedelta(days=1), None
    if _after_kind(before, "before") and start > date.min:
        return None, start - timedelta(days=1)
    return start, end


def _after_kind(before: Word | None, kind: str) -> bool:
    return before is not None and before.lower in words("times", "prepositions", kind)
