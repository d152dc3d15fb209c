"""All candidates of a text: names and the places inside them, descriptions, pronouns; each stretch once."""

from __future__ import annotations

from kg.annotate import Parse, Word
from kg.mentions.drafts import Candidate
from kg.mentions.names import names
from kg.mentions.nominals import nominals
from kg.mentions.teams import mark_teams
from kg.mentions.types import known

#: The longest name of a place inside another name, in words: "New South Wales Fire Service".
_PLACE_WORDS = 3
_LEFT = frozenset({"compound", "amod", "nmod", "nummod", "poss", "det", "advmod"})


def candidates(parse: Parse) -> list[Candidate]:
    """The candidates of a text, in the order of the text, the longer first where two start together."""
    named = names(parse)
    taken = {k: c for c in named for k in range(c.first, c.last + 1)}
    inner = [place for candidate in named for place in _places_inside(parse, candidate)]
    inner += [body for candidate in named if candidate.title for body in _body_before(parse, candidate)]
    known_as = {(c.first, c.last) for c in named}
    inner = [c for span, c in {(c.first, c.last): c for c in inner}.items() if span not in known_as]
    for candidate in named:
        _widen(parse, candidate, taken)
    mark_teams(parse, named)
    found = [*named, *inner, *nominals(parse, taken)]
    found.sort(key=lambda c: (c.start, -c.end, c.kind))
    return found


def _places_inside(parse: Parse, candidate: Candidate) -> list[Candidate]:
    """Places that a longer name holds: "Peru" in "the Peru Harbour Authority"."""
    if candidate.type in ("time", "place") or candidate.first == candidate.last:
        return []
    found = []
    named_from = parse.words[candidate.last].end - len(candidate.name)
    k = candidate.first
    while k <= candidate.last:
        for size in range(min(_PLACE_WORDS, candidate.last - k + 1), 0, -1):
            text = parse.between(k, k + size)
            if size <= candidate.last - candidate.first and text[:1].isupper() and known().get(text.lower()) == "place":
                inside = parse.words[k : k + size]
                if candidate.type != "person" or inside[-1].end <= named_from:
                    found.append(_place(inside, text))
                k += size - 1
                break
        k += 1
    return found


def _body_before(parse: Parse, candidate: Candidate) -> list[Candidate]:
    """The body whose a title is: "HSI" of "HSI Director Ana Ruiz", "White House" of "White House adviser Bo Hess"."""
    named_from = parse.words[candidate.last].end - len(candidate.name)
    title = [w for w in parse.words[candidate.first : candidate.last + 1] if w.start < named_from]
    for size in range(min(_PLACE_WORDS, len(title) - 1), 0, -1):
        inside = title[:size]
        text = parse.between(inside[0].i, inside[-1].i + 1)
        acronym = size == 1 and text.isupper() and len(text) > 2 and inside[0].pos == "PROPN"
        if known().get(text.lower()) == "agency" or (acronym and text.lower() not in known()):
            return [
                Candidate(
                    head=inside[-1],
                    first=inside[0],
                    last=inside[-1],
                    kind="named",
                    type="agency",
                    name=text,
                    definite=True,
                )
            ]
    return []


def _place(words: list[Word], name: str) -> Candidate:
    return Candidate(
        head=words[-1], first=words[0], last=words[-1], kind="named", type="place", name=name, definite=True
    )


def _widen(parse: Parse, candidate: Candidate, taken: dict[int, Candidate]) -> None:
    """Let a mention begin at its determiner ("the" of "the Sahel"), or a person's at what describes them ("student"
    of "student Ana Ruiz"), and end at its possessive. The name stays as it is.
    """
    words = parse.words
    sentence = parse.sentences[candidate.head.sentence]
    k = candidate.first
    if candidate.type == "person" and candidate.kind == "named":
        while (
            k > sentence.first
            and words[k - 1].dep in _LEFT
            and words[k - 1].head is candidate.head
            and k - 1 not in taken
        ):
            k -= 1
    elif k > sentence.first and words[k - 1].dep == "det" and candidate.first <= words[k - 1].head.i <= candidate.last:
        k -= 1
    candidate.described = k < candidate.first and words[candidate.first - 1].pos == "NOUN"
    last = candidate.last
    if last + 1 < sentence.last and words[last + 1].tag == "POS":
        candidate.end = words[last + 1].end
        candidate.possessive = True
    candidate.start = words[k].start
