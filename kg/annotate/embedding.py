"""Vectors of words, computed once for each word of a batch instead of once for each place where it stands.

What the first layer of spaCy's networks makes of a word depends on nothing but the word: its spelling, its norm, and whether a space
follows. In a news text six of ten words have been there before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import NORM, ORTH, SPACY
from spacy.tokens import Doc

if TYPE_CHECKING:
    from thinc.api import Model

Vectors = NDArray[np.float32]


def distinct(embed: Model[Any, Any]) -> Model[Any, Any]:
    """A layer that gives what `embed` gives, for prediction only. It must look at each word alone (`looks_at_words`)."""
    from thinc.api import Model

    return Model("distinct", _forward, layers=[embed], dims={"nO": embed.maybe_get_dim("nO")})


def looks_at_words(config: Mapping[str, Any]) -> bool:
    """Whether a pipe's network has an embedding of its own that is known to look at each word alone."""
    model = config.get("model") or {}
    embed = model.get("embed") or model.get("tok2vec", {}).get("embed") or {}
    return str(embed.get("@architectures")).startswith("spacy.MultiHashEmbed.")


def _forward(model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Vectors], Callable[[Any], Any]]:
    if is_train:
        raise NotImplementedError("a model that was quickened can't be trained")
    words = np.concatenate([doc.to_array([ORTH, NORM, SPACY]) for doc in docs])
    kinds: dict[tuple[int, ...], int] = {}
    rows = [kinds.setdefault(key, len(kinds)) for key in map(tuple, words.tolist())]
    vectors = model.layers[0].predict([_of_words(docs[0].vocab, list(kinds))])[0][rows]
    ends = np.cumsum([len(doc) for doc in docs])
    return np.split(vectors, ends[:-1]), lambda gradient: gradient


def _of_words(vocab: Any, kinds: Sequence[tuple[int, ...]]) -> Doc:
    """A document that has each of these words once."""
    doc = Doc(vocab, words=[vocab.strings[orth] for orth, _, _ in kinds], spaces=[bool(space) for *_, space in kinds])
    return doc.from_array([NORM], np.array([norm for _, norm, _ in kinds], dtype=np.uint64))
