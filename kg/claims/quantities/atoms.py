"""Words cut where a number touches something else: "10kW" is 10 and kW, "PS21,700" is PS and 21,700."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.annotate import Word
from kg.claims.quantities.units import glued_after, glued_before
from kg.lexicon import words

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_GLUED = re.compile(rf"(?P<before>\D*?)(?P<sign>[-\u2212+]?)(?P<number>{_NUMBER})(?P<after>[^\d,].*)?")
_SPELT = words("quantities", "numerals", "ones") | words("quantities", "numerals", "tens")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a word at code points `[start, end)` of the text."""

    text: str
    lower: str
    start: int
    word: Word

    @property
    def end(self) -> int:
        """Code point where the piece ends."""
        return self.start + len(self.text)

    def touches(self, other: Atom) -> bool:
        """Whether nothing stands between this piece and the next one."""
        return self.end == other.start


def atoms_of(sentence: list[Word]) -> list[Atom]:
    """The pieces of the words of a sentence, in order; most words are one piece."""
    found: list[Atom] = []
    for word in sentence:
        if word.text[-1] == "-" and (
            word.lower[:-1] in _SPELT or word.text[:-1].isdigit()
        ):  # "two-, three- and 10- to 12-litre cans"
            found += [Atom(word.text[:-1], word.lower[:-1], word.start, word), Atom("-", "-", word.end - 1, word)]
        elif len(word.text) > 1 and not word.text.isalpha() and _DIGIT.search(word.text):
            found.extend(_cut(word, signed=bool(found) and found[-1].text == "$"))
        else:
            found.append(Atom(word.text, word.lower, word.start, word))
    return found


def _cut(word: Word, *, signed: bool) -> list[Atom]:
    """The pieces of a word with a digit. `signed`: whether "$" stands before it, as in "$ US40"."""
    match = _GLUED.fullmatch(word.text)
    whole = [Atom(word.text, word.lower, word.start, word)]
    if match is None:
        return whole
    before, sign, after = match["before"], match["sign"], match["after"] or ""
    if before.isalpha() and sign:  # "minus-5", "sub-7"
        before, sign = before + sign, ""
    if not (glued_before(before, signed=signed) and glued_after(after)):
        return whole
    pieces, at = [], word.start
    for piece in (before, sign + match["number"], after):
        if piece:
            pieces.append(Atom(piece, piece.lower(), at, word))
            at += len(piece)
    return pieces
