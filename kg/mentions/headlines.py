"""Lines in capitals, where a capital tells nothing: headings, and headlines, whose names are those that the text has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from kg.annotate import Parse, Word
from kg.mentions.drafts import Candidate
from kg.mentions.types import LINKS, known, noun_type

#: From this share of capitalised words on a line is a headline.
_HEADLINE = 0.7
#: A name that only a headline has is of so many words at most; more are a phrase in capitals.
_WORDS_MAX = 3
_VERBS = frozenset({"VBD", "VBN", "VBZ", "VBP", "MD"})

Run = tuple[list[Word], str]


def is_headline(words: list[Word]) -> bool:
    """Whether most words of a sentence have a capital."""
    content = [w for w in words if w.text[:1].isalpha() and len(w.text) > 3]
    return len(content) > 2 and sum(w.text[:1].isupper() for w in content) > _HEADLINE * len(content)


def headings(parse: Parse) -> set[int]:
    """Indexes of sentences that are a line of their own without a full stop, in capitals: "Strategic Aims"."""
    paragraphs = Counter(s.paragraph for s in parse.sentences)
    found = set()
    for sentence in parse.sentences:
        words = parse.words_of(sentence)
        if _is_in_capitals(words):
            found.add(sentence.i)
        elif paragraphs[sentence.paragraph] == 1 and words[-1].pos != "PUNCT":
            content = [w for w in words if w.text[:1].isalpha() and w.lower not in LINKS]
            if len(content) > 1 and all(w.text[:1].isupper() for w in content):
                found.add(sentence.i)
    return found


def headlines(parse: Parse) -> set[int]:
    """Indexes of the sentences of paragraphs in capitals, the verbs too: headlines above a text; none if all are."""
    paragraphs: dict[int, list[Word]] = defaultdict(list)
    for sentence in parse.sentences:
        paragraphs[sentence.paragraph] += parse.words_of(sentence)
    loud = {number for number, words in paragraphs.items() if _is_in_capitals(words)}
    return {s.i for s in parse.sentences if s.paragraph in loud} if len(loud) < len(paragraphs) else set()


def _is_in_capitals(words: list[Word]) -> bool:
    return is_headline(words) and not any(w.tag in _VERBS and w.text.islower() and len(w.text) > 2 for w in words)


def names_below(parse: Parse, found: Iterable[tuple[Candidate, str]]) -> dict[tuple[str, ...], str]:
    """The names `found` in a text with the model's labels, in lower-case words, and the last names of persons."""
    names: dict[tuple[str, ...], str] = {}
    for candidate, label in found:
        inside = parse.words[candidate.first : candidate.last + 1]
        words = tuple(w.lower for w in inside if w.end > inside[-1].end - len(candidate.name))
        names.setdefault(words, label)
        if candidate.type == "person":
            names.setdefault(words[-1:], "PERSON")
    return names


def named_in(run: Run, names: dict[tuple[str, ...], str], common: frozenset[str]) -> list[Run]:
    """The names in a headline's run of capitalised words, by those that the text has: in "Bishop Lind Praises Norvik"
    Lind and Norvik. `common` are the words that the text has in small letters.
    """
    words, label = run
    if _is_typed(words, label):
        return [run]
    pieces: list[Run] = []
    k = 0
    while k < len(words):
        sizes = range(len(words) - k, 0, -1)
        size = next((n for n in sizes if tuple(w.lower for w in words[k : k + n]) in names), 0)
        if size:
            pieces.append((words[k : k + size], names[tuple(w.lower for w in words[k : k + size])]))
        k += size or 1
    return pieces or ([run] if _may_be_name(words, common) else [])


def _is_typed(words: list[Word], label: str) -> bool:
    """As in "National Reef Service": for the model a body or a place, and the last word says so too."""
    if label not in ("ORG", "GPE", "LOC", "FAC") or any(
        w.pos in ("VERB", "AUX", "ADP") and w.lower not in LINKS for w in words
    ):
        return False
    return len(words) > 1 and noun_type(words[-1].lower) in ("agency", "unit", "place", "facility")


def _may_be_name(words: list[Word], common: frozenset[str]) -> bool:
    """Whether a run that the text below doesn't have may be a name all the same."""
    if " ".join(w.lower for w in words) in known():
        return True
    return len(words) <= _WORDS_MAX and all(w.pos in ("PROPN", "PUNCT") and w.lower not in common for w in words)
