"""The matches of spaCy's attribute ruler, looked up instead of searched.

The ruler tries all its patterns at every word. Most are of one word, and ask for its tag, its dependency, whether it is white space,
or whether it is a certain word: words that are alike in these match alike, and what once matched one is kept for the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.attrs import DEP, IS_SPACE, LOWER, TAG
from spacy.matcher import Matcher

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, Span

_ASKED = frozenset(("TAG", "LOWER", "DEP", "IS_SPACE"))
#: A match as the ruler has it: the number of the rule, its name in the strings, the first word, the word after the last.
Match = tuple[int, int, int, int]


class Matches:
    """Stands for `AttributeRuler.match`: the same matches in the same order."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._strings = ruler.vocab.strings
        self._simple = Matcher(ruler.vocab)
        self._others = Matcher(ruler.vocab)
        self._named: dict[str, set[int]] = {"LOWER": set(), "DEP": {0}}  # no dependency is one of its own
        self._kept: dict[tuple[int | None, ...], list[tuple[int, ...]]] = {}
        for k, rule in enumerate(ruler.patterns):
            for pattern in rule["patterns"]:
                matcher = self._simple if _is_simple(pattern) else self._others
                matcher.add(str(k), [pattern])
                for asked, named in self._named.items():
                    named.update(self._strings[word] for word in _literals(pattern[0].get(asked, {})))

    def __call__(self, doc: Doc) -> list[Match]:
        """The matches in a document, by the numbers of their rules."""
        lowers, deps, kept = self._named["LOWER"], self._named["DEP"], self._kept
        matches = self._search(self._others, doc)
        for at, (tag, lower, dep, blank) in enumerate(doc.to_array([TAG, LOWER, DEP, IS_SPACE]).tolist()):
            key = (tag, lower if lower in lowers else None, dep if dep in deps else None, blank)
            if (rules := kept.get(key)) is None:
                rules = kept[key] = [found[:2] for found in self._search(self._simple, doc[at : at + 1])]
            for rule, name in rules:
                matches.append((rule, name, at, at + 1))
        matches.sort()  # a later rule overrides an earlier one
        return matches

    def _search(self, matcher: Matcher, doc: Doc | Span) -> list[Match]:
        return [(int(self._strings[name]), name, a, b) for name, a, b in matcher(doc, allow_missing=True)]


def _is_simple(pattern: list[dict[str, Any]]) -> bool:
    """Whether a pattern is of one word and asks for nothing but what words are kept by."""
    return (
        len(pattern) == 1
        and pattern[0].keys() <= _ASKED
        and all(not isinstance(value, dict) or value.keys() <= {"IN", "NOT_IN"} for value in pattern[0].values())
    )


def _literals(asked: str | dict[str, Any]) -> list[str]:
    """The words that a condition names."""
    return [asked] if isinstance(asked, str) else [word for name in ("IN", "NOT_IN") for word in asked.get(name, ())]
