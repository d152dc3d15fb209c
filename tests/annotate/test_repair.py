"""What the parser gets wrong in the same way is mended, and what it gets right is left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate import Parse


def head_of(tree: Parse, text: str) -> tuple[str, str]:
    word = next(w for w in tree.words if w.text == text)
    return word.dep, word.head.text


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("The agency runs a program that aims to train officers, buy equipment and hire analysts.", "buy", "train"),
        ("The agency runs a program that aims to train officers, buy equipment and hire analysts.", "hire", "buy"),
        (
            "Those guards, she adds, are part of the Harbour Units (HU), the union's main body that tries to block street trade, shut down secret arms shops and arrest arms dealers.",
            "shut",
            "block",
        ),
        (
            "Those guards, she adds, are part of the Harbour Units (HU), the union's main body that tries to block street trade, shut down secret arms shops and arrest arms dealers.",
            "arrest",
            "shut",
        ),
        ("The agency trains officers, buys equipment and hires analysts.", "buys", "trains"),
        ("She wants to leave, and her friends stay.", "stay", "wants"),
    ],
)
def test_conjoined_verbs(parse: Callable[[str], Parse], sentence: str, word: str, expected: str) -> None:
    assert head_of(parse(sentence), word) == ("conj", expected)
