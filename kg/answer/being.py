"""Reads questions with "be" and no other verb: "what is X", "who is ambassador to X", "what is the price of X"; and the names
and content words in some words of a question.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.answer.names import Named, Names
from kg.answer.question import Kind, Question, Slot, roots
from kg.answer.words import Token, content, is_stopword, root
from kg.lexicon import table, words


class Being:
    """Reads what something is."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def slot(self, found: Sequence[Token]) -> Slot:
        """The names and the other content words in some words."""
        named = self.names.find(found)
        inside = {k for name in named for k in range(name.first, name.last)}
        inside |= {k for name in named for k in (*self._calling(found, name), *_particle(found, name))}
        rest = [token for k, token in enumerate(found) if k not in inside]
        said = content(rest)
        capitals = tuple(token.low for token in said if token.capital or token.low[0].isdigit())
        return Slot(tuple(found), tuple(name.ids for name in named), tuple(token.low for token in said), capitals)

    def _calling(self, found: Sequence[Token], name: Named) -> range:
        """Where a person's name is led by what they are called: "the sailor Ana Li"."""
        first = name.first
        while first and not is_stopword(found[first - 1].low) and not found[first - 1].capital:
            first -= 1
        led = first < name.first and first and found[first - 1].low == "the"
        persons = all(row["type"] == "person" for row in self.names.of(name.ids))
        return range(first if led and persons else name.first, name.first)

    def copular(self, kind: Kind, body: tuple[Token, ...]) -> Question:
        """ "What is X", "who is the head of X", "what are the objectives of X", "what is X part of"."""
        lows = [token.low for token in body]
        if "part" in lows and lows[-1] == "of":
            return Question("", "parents", subject=self.slot(body[: lows.index("part")]))
        if any(root(low) in roots("units") - {"part"} for low in lows[:2]) and "of" in lows and self.slot(body).ids:
            return Question("", "units", subject=self.slot(body[lows.index("of") + 1 :]))
        if root(lows[-1] if lows else "") == "plan" or "plans" in lows:
            return Question("", "plans", subject=self.slot([t for t in body if root(t.low) != "plan"]))
        named = self.names.find(body)
        if kind != "who" and (measured := self._measured(body, named)):
            return measured
        return self._described(kind, body, named)

    def _measured(self, body: tuple[Token, ...], named: Sequence[Named]) -> Question | None:
        """ "The price of X", "X's share of the market": a number, by the noun for what is measured."""
        of = next((k for k, token in enumerate(body) if token.low == "of"), len(body))
        noun = body[of - 1].low if of else ""
        dimension = table("questions")["measures"].get(noun)
        if dimension is None or any(name.first < of <= name.last for name in named):
            return None
        owner, whole = (body[: of - 1], body[of + 1 :]) if content(body[: of - 1]) else (body[of + 1 :], ())
        if dimension == "percentage":
            return Question("", "amount", subject=self.slot(owner), counted=self.slot(whole), dimension=dimension)
        counted = Slot() if dimension else self.slot(body[of - 1 : of])
        return Question("", "amount", subject=self.slot((*owner, *whole)), counted=counted, dimension=dimension)

    def _described(self, kind: Kind, body: tuple[Token, ...], named: Sequence[Named]) -> Question:
        """ "What is X", "who is the head of X", "who is ambassador to X"."""
        lows = [token.low for token in body]
        whole = self.slot(body)
        role = kind == "who" and "of" not in lows and self._led(body, named)
        if role:
            said = Question("", "definition", subject=whole, counted=Slot((), (), (kind,)))
            other = self.slot(body[role + 1 :])
            return Question("", "role", counted=self.slot(body[:role]), other=other, otherwise=(said,))
        if any(name.last == len(body) for name in named) and "of" not in lows:  # "what is X's Y" that has a name
            return Question("", "definition", subject=whole, counted=Slot((), (), (kind,)))
        outside = content(t for k, t in enumerate(body) if not any(n.first <= k < n.last for n in named))
        if outside and (named or "of" in lows):
            about: Kind = "role" if kind == "who" else "attribute"
            split = lows.index("of") if "of" in lows else 0
            if split and not any(n.first < split < n.last for n in named):
                return Question("", about, counted=self.slot(body[:split]), other=self.slot(body[split + 1 :]))
            return Question(
                "",
                about,
                counted=Slot(outside, (), tuple(t.low for t in outside)),
                other=self._only_names(body, named),
            )
        return Question("", "definition", subject=whole, counted=Slot((), (), (kind,)))

    def _led(self, body: Sequence[Token], named: Sequence[Named]) -> int:
        """Where the preposition stands that leads to the name behind a role: "ambassador to Norland"."""
        first = named[-1].first if named and named[-1].last == len(body) else 0
        ends = (k for k in range(first - 1, 0, -1) if body[k].low in words("questions", "prepositions", "words"))
        at = next(ends, 0)
        return at if at and content(body[:at]) and not any(name.first < at for name in named) else 0

    def _only_names(self, body: Sequence[Token], named: Sequence[Named]) -> Slot:
        return self.slot([t for n in named for t in body[n.first : n.last]])


def _particle(found: Sequence[Token], name: Named) -> range:
    """Where a particle leads a name that is known without it: "al-Wadi"."""
    led = name.first and found[name.first - 1].low in words("questions", "particles", "words")
    return range(name.first - bool(led), name.first)
