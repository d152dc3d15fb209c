"""Names found as spaCy's recognizer finds them, with the same network, in a fraction of the time.

spaCy walks a text word by word, and asks of some seventy moves at each word which are allowed. But a decision outside of a name
depends on nothing that was decided before: all of them are taken here at once, and then, for all names that could begin, where
they end.

    decision outside of a name:   O (no name), U-PERSON (a name of one word), B-PERSON (one begins)
    decision inside of a name:    I-PERSON (it goes on), L-PERSON (this is its last word)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span
from spacy.util import minibatch

if TYPE_CHECKING:
    from spacy.pipeline import EntityRecognizer

#: What the network looks at: the word, the first word of the open name, the last word before this one that is in it.
_FEATURES = 3


class Recognizer:
    """A pipe that sets `doc.ents`. Documents must have their sentences, and no names yet."""

    def __init__(self, recognizer: EntityRecognizer) -> None:
        self._vectors, self._lower, upper = recognizer.model.layers
        self._bias = self._lower.get_param("b")
        self._weights = upper.get_param("W").T
        self._bias_of_moves = upper.get_param("b")
        system = recognizer.moves
        moves = {system.get_class_name(k): k for k in range(system.n_moves)}
        self._labels = [name[2:] for name in moves if name.startswith("B-")]
        self._outside = [moves["O"]]
        self._begin, self._inside, self._last, self._unit = (
            np.array([moves[f"{move}-{label}"] for label in self._labels]) for move in "BILU"
        )

    @staticmethod
    def fits(recognizer: EntityRecognizer) -> bool:
        """Whether a recognizer is one that can be read here: greedy, with a hidden layer, over three words, on the processor."""
        model = recognizer.model
        return (
            recognizer.cfg.get("beam_width", 1) == 1
            and bool(model.attrs.get("has_upper"))
            and not model.attrs.get("unseen_classes")
            and model.get_ref("lower").get_dim("nF") == _FEATURES
            and model.ops.name == "numpy"
        )

    def __call__(self, doc: Doc) -> Doc:
        """The document, with its names."""
        self._annotate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """The documents of a stream, in order, annotated so many at a time."""
        for docs in minibatch(stream, size=batch_size):
            self._annotate(docs)
            yield from docs

    def _annotate(self, docs: Sequence[Doc]) -> None:
        docs = [doc for doc in docs if len(doc)]
        if not docs:
            return
        words = self._lower.predict(self._vectors.predict(docs))  # words[0] stands for no word
        marks = np.concatenate([doc.to_array(["IS_SPACE"]) for doc in docs]) == 1
        ends = np.concatenate([_ends(doc) for doc in docs])
        labels, closing = self._names(words, marks, ends)
        first = 0
        for doc in docs:
            doc.set_ents(list(self._spans(doc, labels, closing, first)), default="outside")
            first += len(doc)

    def _names(
        self, words: NDArray[np.float32], blank: NDArray[np.bool_], ends: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
        """For each word, the number of the label of a name that may begin there (-1: none), and where that name's last word is."""
        at = np.arange(len(blank))
        none = np.full_like(at, -1)
        scores = self._scores(words, at, none, none)
        begin = np.where((blank | ends)[:, None], -np.inf, scores[:, self._begin])
        unit = np.where(blank[:, None], -np.inf, scores[:, self._unit])
        best_begin, best_unit = begin.max(axis=1), unit.max(axis=1)
        outside = scores[:, self._outside].max(axis=1)
        closing = at.copy()
        labels = np.where(best_unit > outside, unit.argmax(axis=1), -1)
        begins = (best_begin > outside) & (best_begin > best_unit)
        labels[begins] = begin[begins].argmax(axis=1)
        start = at[begins]
        while len(start):
            closing[start] += 1
            at, label = closing[start], labels[start]
            scores = self._scores(words, at, start, at - 1)
            row = np.arange(len(at))
            goes_on = ~ends[at] & (scores[row, self._inside[label]] >= scores[row, self._last[label]])
            start = start[goes_on]
        return labels, closing

    def _scores(
        self, words: NDArray[np.float32], at: NDArray[np.int_], start: NDArray[np.int_], before: NDArray[np.int_]
    ) -> Any:
        """What the network gives each move at words `at`; -1 where there is no such word."""
        pieces = words[at + 1, 0] + words[start + 1, 1] + words[before + 1, 2] + self._bias
        return pieces.max(axis=-1) @ self._weights + self._bias_of_moves

    def _spans(self, doc: Doc, labels: NDArray[np.int_], closing: NDArray[np.int_], first: int) -> Iterator[Span]:
        """The names of a document whose words begin at `first`; one that would begin within another does not."""
        free = first
        for at in first + np.flatnonzero(labels[first : first + len(doc)] >= 0):
            if at >= free:
                free = closing[at] + 1
                yield Span(doc, at - first, free - first, label=self._labels[labels[at]])


def _ends(doc: Doc) -> NDArray[np.bool_]:
    """Whether a word is the last of its sentence: no name goes on behind it."""
    starts: NDArray[np.bool_] = doc.to_array(["SENT_START"]) == 1
    return np.append(starts[1:], True)
