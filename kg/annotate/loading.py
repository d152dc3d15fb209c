"""A model loaded as spaCy loads it, without what reading texts does without: in half of the time, and with half of the
memory.

Left out are spaCy's commands, which `import spacy` imports, the strings of a model's whole vocabulary, which its vectors don't
need, the rules for words that every language begins with, which the model's own then replace, and a component that is
never run. What is installed is gone through once and not for each name that is looked for.
"""

from __future__ import annotations

import importlib
import sys
import warnings
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer

#: spaCy's module that its package takes `info` from, and the package of all its commands, which comes with it.
_COMMANDS = ("spacy.cli", "spacy.cli.info")
_BARE = "claimgraph.BareTokenizer.v1"
#: Finds sentences where no parser does.
_NEVER_RUN = "senter"


def loaded(name: str) -> Language:
    """The pipeline in an installed package."""
    _import_spacy()
    _list_what_is_installed()
    from spacy.util import registry

    if not registry.has("tokenizers", _BARE):
        registry.tokenizers(_BARE)(_bare_tokenizer)
    with warnings.catch_warnings():
        # The model was trained with 3.7: spaCy 3.8 says so (W095); its results were compared and are equal.
        warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
        nlp: Language = importlib.import_module(name).load(
            exclude=["strings", _NEVER_RUN], config={"nlp": {"tokenizer": {"@tokenizers": _BARE}}}
        )
    for label in (label for labels in nlp.pipe_labels.values() for label in labels):
        nlp.vocab.strings.add(label)  # the other strings that components name they add themselves
    return nlp


def _import_spacy() -> None:
    """Imports spaCy, unless it is there, with its commands only when someone asks for them."""
    if "spacy" in sys.modules:
        return
    for module in _COMMANDS:
        sys.modules[module] = ModuleType(module)
    sys.modules[_COMMANDS[-1]].info = _info  # type: ignore[attr-defined]
    try:
        importlib.import_module("spacy")
    finally:
        for module in _COMMANDS:
            del sys.modules[module]


def _info(*arguments: object, **options: object) -> object:
    """`spacy.info`."""
    return importlib.import_module("spacy.cli.info").info(*arguments, **options)


def _list_what_is_installed() -> None:
    """Has spaCy's catalogue look up what packages offer it in a dictionary of groups, as which some Pythons give it."""
    catalogue: Any = importlib.import_module("catalogue")
    offers = catalogue.AVAILABLE_ENTRY_POINTS
    if not isinstance(offers, dict):
        catalogue.AVAILABLE_ENTRY_POINTS = {group: list(offers.select(group=group)) for group in offers.groups}


def _bare_tokenizer() -> Callable[[Language], Tokenizer]:
    """One that has yet to get its rules, from the model's files."""
    from spacy.tokenizer import Tokenizer

    return lambda nlp: Tokenizer(nlp.vocab)
