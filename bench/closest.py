"""Learn the weights of `kg.answer.closest` from questions with known answers.

    python bench/closest.py --graphs FOLDER [--write [--without SET …]]

The sets of `bench/questions/` are asked of the graphs that `bench/questions.py` makes in FOLDER. Where claims leave doubt, a sentence
that shows the answer is a right one; the others that come close, and all that come close to a question without an answer,
are wrong ones. The chance
that a sentence is right is a logistic function of its marks. Shown is how often the likeliest sentence is right in each set
when the weights are learned from the other sets. `--write` writes the weights, and the rarity of words counted in the same
texts, into `kg/lexicon/closest.toml`.
"""

from __future__ import annotations

import argparse
import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from questions import HALVES, ROOT

import kg
from kg.answer import closest
from kg.answer.asking import answered, is_sure, pools
from kg.answer.matching import Matcher
from kg.answer.names import Names
from kg.answer.reading import understand
from kg.answer.rows import Rows
from kg.lexicon import table
from kg.words import root, tokens

TARGET = ROOT / "kg/lexicon/closest.toml"
#: Each mark counts less for the sum of squares of the weights, in standard deviations.
RIDGE = 3.0
#: A word is common that is found this often.
COMMON = 8


@dataclass(frozen=True, slots=True)
class Close:
    """The sentences close to one question: their marks, and which show the answer."""

    half: str
    names: list[str]
    marks: np.ndarray
    right: np.ndarray
    answerable: bool


def asked(names: Iterable[str], graphs: Path) -> Iterator[Close]:
    """All questions with the sentences close to them."""
    for name in names:
        with kg.open(graphs / name, write=False) as graph:
            rows = Rows(graph._store)
            known, documents = Names(rows.reads), list(rows.reads.documents())
            for half in HALVES:
                cases = tomllib.loads((ROOT / f"bench/questions/{half}.toml").read_text("utf-8")).get(name, {})
                for case in (*cases.get("ask", ()), *({"question": text} for text in cases.get("none", ()))):
                    question = understand(case["question"], known, documents)
                    matcher, (pool, figures) = Matcher(question, known, rows), pools(question, known, rows)
                    by_claims = answered(question, matcher, pool, figures, rows)
                    if is_sure(by_claims):
                        continue
                    looked_at = closest.looked_at(question, matcher, pool, figures, by_claims)
                    found = [close for close in looked_at if close.fits]
                    if found:
                        shows = case.get("cites", "(?!)")
                        right = [bool(re.search(shows, close.row["quote"], re.I)) for close in found]
                        marks = [list(close.marks.values()) for close in found]
                        yield Close(half, list(found[0].marks), np.array(marks), np.array(right), "cites" in case)


def learned(cases: Iterable[Close]) -> tuple[float, np.ndarray]:
    """The constant and the weights of a logistic function of the marks, by Newton's method with a ridge."""
    cases = list(cases)
    values, right = np.vstack([case.marks for case in cases]), np.concatenate([case.right for case in cases])
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    matrix = np.c_[np.ones(len(values)), (values - mean) / spread]
    penalty = np.diag([0.0] + [RIDGE] * values.shape[1])
    weights = np.zeros(matrix.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (likely - right) + penalty @ weights
        curve = (matrix * (likely * (1 - likely))[:, None]).T @ matrix + penalty
        weights -= np.linalg.solve(curve, slope)
    scaled = weights[1:] / spread
    return float(weights[0] - scaled @ mean), scaled


def shown(cases: list[Close]) -> None:
    """How often the likeliest sentence is right where it is likely enough, each set by the weights of the others."""
    for half in HALVES:
        constant, weights = learned(case for case in cases if case.half != half)
        mine = [case for case in cases if case.half == half]
        best = [
            (chances.max(), case.right[chances.argmax()], case.answerable)
            for case in mine
            for chances in [constant + case.marks @ weights]
        ]
        first = np.mean([right for _, right, answerable in best if answerable])
        line = [f"{half:<7} likeliest is right {first:.3f}"]
        for least in (0.3, 0.4, 0.5):
            enough = math.log(least / (1 - least))
            right = np.mean([right for chance, right, answerable in best if answerable and chance >= enough])
            false = np.mean([chance >= enough for chance, _, answerable in best if not answerable])
            line.append(f"over {least}: {right:.2f} right, {false:.2f} of none")
        print(" | ".join(line))


def rarity(names: Iterable[str], graphs: Path) -> dict[str, float]:
    """The logarithm of how rare the common words of the texts are, by their roots; "" for all others."""
    counts, sentences = Counter[str](), 0
    for name in names:
        with kg.open(graphs / name, write=False) as graph:
            for quote in {row["quote"] for row in graph._store.read.claims()}:
                sentences += 1
                counts.update({root(token.low) for token in tokens(quote) if not token.capital})
    rare = {low: round(math.log(sentences / count), 1) for low, count in counts.items() if count >= COMMON}
    return {"": round(math.log(sentences / 2), 1), **dict(sorted(rare.items()))}


def written(constant: float, weights: np.ndarray, names: list[str], rare: dict[str, float]) -> str:
    """The content of the file of weights."""
    lines = [
        "# How close a sentence is to a question (kg.answer.closest). Written by bench/closest.py.",
        "",
        "[weights]",
        "# What each mark of a sentence adds to the chance, on the scale of a logistic function, that it holds the answer.",
        f"always = {constant:.2f}",
        *(f'"{name}" = {weight:.2f}' for name, weight in zip(names, weights, strict=True)),
        "",
        "[rarity]",
        '# The logarithm of how rare the roots of common words are in the sentences of news; "" for all others.',
        *(f'"{low}" = {value}' for low, value in rare.items()),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graphs", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    parser.add_argument(
        "--without", nargs="*", default=[], choices=HALVES, help="sets from which the written weights aren't learned"
    )
    options = parser.parse_args()
    folders = sorted(path.name for path in options.graphs.iterdir())
    rare = table("closest")["rarity"]
    if options.write:
        rare.clear()
        rare.update(rarity(folders, options.graphs))
    cases = list(asked(folders, options.graphs))
    shown(cases)
    if options.write:
        constant, weights = learned(case for case in cases if case.half not in options.without)
        TARGET.write_text(written(constant, weights, cases[0].names, rare), encoding="utf-8")


if __name__ == "__main__":
    main()
