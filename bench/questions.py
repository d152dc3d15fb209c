"""How well questions are answered: the first answer right and cited, and silence where a text has no answer.

    python bench/questions.py --graphs FOLDER [--article TEXT] [--news TEXTS] [--reports TEXTS]
                              [--politics TEXTS] [--half first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth] [--wrong]

The questions of `bench/questions/` were written, each with its answer, before any was asked. Since each set was first run, its
failures have been looked at (`docs/accuracy.md` has what each gave at first): a new set tells what to expect on new texts. They
are about the documents of `seeds/`, a news article about the same strategy, the development half of GUM's news (CC BY), that of
re3d (Open Government Licence), and that of PolNeAR, of which the first asks about twenty-one articles: TEXTS is a file of JSON
lines with `id` and `text`, or a folder of text files. Each set becomes one graph in FOLDER, built where it isn't there; the questions about texts that
aren't given are left out.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kg
from kg.answer import Answers

ROOT = Path(__file__).resolve().parents[1]
HALVES = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question, whether it was answered as it should be, and what came out."""

    texts: str
    question: str
    answerable: bool
    right: bool
    seconds: float
    found: Answers


def texts(path: Path) -> Iterator[kg.Document | Path]:
    """The texts of a file of JSON lines, or of a folder, or of one file."""
    if path.suffix == ".jsonl":
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield kg.Document(text=row["text"], origin=row["id"])
    else:
        yield from sorted(file for file in path.iterdir() if file.is_file()) if path.is_dir() else [path]


def is_right(case: dict[str, str], found: Answers) -> bool:
    """Whether the first answer is the one expected, its quote shows it, and the voice is right."""
    if not found:
        return False
    best = found[0]
    voices = " | ".join(str(source["label"]) for source in best.sources)
    shown = ((case["first"], best.text), (case["cites"], best.quote), (case.get("voice", ""), voices))
    return all(re.search(pattern, text, re.I) for pattern, text in shown)


def asked(half: str, sets: dict[str, Path], graphs: Path) -> Iterator[Outcome]:
    """The outcomes of one half, set by set."""
    cases: dict[str, Any] = tomllib.loads((ROOT / f"bench/questions/{half}.toml").read_text(encoding="utf-8"))
    for name, path in sets.items():
        with kg.open(graphs / name) as graph:
            if not list(graph.documents()):
                for text in texts(path):
                    graph.add(text)
        with kg.open(graphs / name, write=False) as graph:
            for case in cases.get(name, {}).get("ask", ()):
                start = time.perf_counter()
                found = graph.ask(case["question"])
                yield Outcome(name, case["question"], True, is_right(case, found), time.perf_counter() - start, found)
            for question in cases.get(name, {}).get("none", ()):
                start = time.perf_counter()
                found = graph.ask(question)
                yield Outcome(name, question, False, not found, time.perf_counter() - start, found)


def show(outcome: Outcome) -> None:
    """A question that went wrong, with what was answered."""
    print(f"- [{outcome.texts}] {outcome.question}")
    for answer in list(outcome.found)[:3]:
        print(f"    {answer.score:.2f} {answer.text[:160]}  | {' < '.join(s['label'] for s in answer.sources)}")
    if not outcome.found:
        print(f"    none: {outcome.found.reason}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("article", "news", "reports", "politics"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--graphs", type=Path, required=True, help="where the graphs are kept")
    parser.add_argument("--half", choices=HALVES, help="only this half")
    parser.add_argument("--wrong", action="store_true", help="show the questions that went wrong")
    options = parser.parse_args()
    given = {
        "seeds": ROOT / "seeds",
        **{name: getattr(options, name) for name in ("article", "news", "reports", "politics")},
    }
    sets = {name: path for name, path in given.items() if path}
    for half in [options.half] if options.half else HALVES:
        outcomes = list(asked(half, sets, options.graphs))
        for outcome in outcomes if options.wrong else ():
            if not outcome.right:
                show(outcome)
        slowest = max(outcome.seconds for outcome in outcomes)
        for name in (*sets, None):
            mine = [o for o in outcomes if name in (None, o.texts)]
            right = [o.right for o in mine if o.answerable]
            if not right:
                continue
            silent = [o.right for o in mine if not o.answerable]
            print(
                f"{half:<7} {name or 'all':<8} first answer right and cited {sum(right)}/{len(right)}"
                f" = {sum(right) / len(right):.3f}   silent {sum(silent)}/{len(silent)} = {sum(silent) / len(silent):.3f}"
            )
        print(f"{half:<7} slowest  {slowest:.2f} s")


if __name__ == "__main__":
    main()
