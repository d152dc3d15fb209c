"""A parsed text as plain Python objects: words, sentences, names, and the phrases that rules pass around.

The rules of the later rooms read this tree and never spaCy's, for three reasons: attribute access is several
times faster, a tree can be built by hand in a test, and nothing of the model leaks past the room that loads it.
Indexes (`i`, `left`, `right`) count words of the whole text; `start` and `end` are code points of the text.
White space is never a word.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter

_PLACE = attrgetter("i")


class Word:
    """A token with its place in the dependency tree (labels: ClearNLP, as in spaCy's English models)."""

    __slots__ = (
        "children",
        "dep",
        "end",
        "entity",
        "head",
        "i",
        "left",
        "lemma",
        "lower",
        "pos",
        "right",
        "sentence",
        "start",
        "tag",
        "text",
    )

    def __init__(self, *, i: int, text: str, lemma: str, pos: str, tag: str, dep: str, start: int) -> None:
        self.i = i
        self.text = text
        self.lower = text.lower()
        self.lemma = lemma
        self.pos = pos
        self.tag = tag
        self.dep = dep
        self.start = start
        self.end = start + len(text)
        self.head: Word = self
        self.children: list[Word] = []
        self.left = i
        """Index of the first word of the subtree."""
        self.right = i
        """Index of the last word of the subtree (inclusive)."""
        self.sentence = 0
        """Index of the sentence."""
        self.entity = ""
        """The model's label of the name this word is in, or empty."""

    def __repr__(self) -> str:
        return f"{self.text}/{self.dep}"

    @property
    def is_root(self) -> bool:
        """Whether nothing governs this word."""
        return self.head is self

    def ancestors(self) -> Iterator[Word]:
        """The governor, its governor, and so on to the root."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    def subtree(self) -> list[Word]:
        """This word and all that hangs on it, in the order of the text."""
        found, stack = [], [self]
        while stack:
            word = stack.pop()
            found.append(word)
            stack.extend(word.children)
        return sorted(found, key=_PLACE)

    def child(self, *deps: str) -> Word | None:
        """The first child with one of these labels."""
        for child in self.children:
            if child.dep in deps:
                return child
        return None

    def having(self, *deps: str) -> list[Word]:
        """All children with one of these labels, in the order of the text."""
        return [child for child in self.children if child.dep in deps]


@dataclass(slots=True, frozen=True)
class Sentence:
    """Words `[first, last)` of a parse and the root among them."""

    i: int
    first: int
    last: int
    root: Word
    paragraph: int = 0


@dataclass(slots=True, frozen=True)
class Name:
    """Words `[first, last)` that the model takes for a name, with its label (PERSON, ORG, GPE, DATE …)."""

    first: int
    last: int
    label: str


@dataclass(slots=True)
class Parse:
    """A text with its words, sentences, paragraphs and the model's names."""

    text: str
    words: list[Word] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    """Code points `[start, end)` of each paragraph."""

    def words_of(self, sentence: Sentence) -> list[Word]:
        """The words of a sentence."""
        return self.words[sentence.first : sentence.last]

    def between(self, first: int, last: int) -> str:
        """The text from the start of word `first` to the end of word `last - 1`."""
        return self.text[self.words[first].start : self.words[last - 1].end] if last > first else ""

    def span_of(self, sentence: Sentence) -> tuple[int, int]:
        """Code points of a sentence."""
        return self.words[sentence.first].start, self.words[sentence.last - 1].end

    def sentences_at(self, start: int, end: int) -> list[Sentence]:
        """The sentences with words in code points `[start, end)`."""
        first = bisect_right(self.sentences, start, key=lambda s: self.words[s.last - 1].end)
        last = bisect_left(self.sentences, end, key=lambda s: self.words[s.first].start)
        return self.sentences[first:last]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some words of one sentence, in the order of the text, with the word that heads them. Gaps are allowed:
    in "production and trafficking of fentanyl" one phrase is "production of fentanyl".
    """

    head: Word
    words: tuple[Word, ...]

    @classmethod
    def of(cls, head: Word, words: Iterable[Word]) -> Phrase:
        """A phrase of these words, sorted, without repeats."""
        return cls(head, tuple(sorted({w.i: w for w in words}.values(), key=_PLACE)))

    @property
    def text(self) -> str:
        """The words as they would read: one space where the text had any white space or a gap."""
        pieces: list[str] = []
        previous: Word | None = None
        for word in self.words:
            if previous is not None and word.start > previous.end:
                pieces.append(" ")
            pieces.append(word.text)
            previous = word
        return "".join(pieces)

    @property
    def start(self) -> int:
        """Code point where the first word starts."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Code point where the last word ends."""
        return self.words[-1].end

    def core(self) -> tuple[int, int]:
        """Code points of the longest run of neighbouring words that holds the head: always a quotable span."""
        at = next((k for k, w in enumerate(self.words) if w is self.head), 0)
        first = last = at
        while first > 0 and self.words[first - 1].i == self.words[first].i - 1:
            first -= 1
        while last + 1 < len(self.words) and self.words[last + 1].i == self.words[last].i + 1:
            last += 1
        return self.words[first].start, self.words[last].end
