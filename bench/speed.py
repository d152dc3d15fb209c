"""How fast claimgraph is, as ratios to named peers taken in one run: the bare spaCy pipeline, and bare imports.

    python bench/speed.py [TEXT …]      without texts: the documents of seeds/, repeated

Each pair is measured in turn (A B A B …), and the median of the pairwise ratios is shown beside its limit.
"""

from __future__ import annotations

import argparse
import importlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as `kg` has it
ROOT = Path(__file__).resolve().parents[1]
KG = Path(sys.executable).with_name("kg")
#: Texts that are built with one worker and with two: so many that loading the models, some two seconds whatever is built, is
#: a few hundredths of what one worker takes.
COPIES = 240


def pairs(a: Callable[[], None], b: Callable[[], None], rounds: int) -> list[float]:
    """Seconds of `a` divided by seconds of `b`, round by round, after one round that isn't counted."""
    ratios = []
    for k in range(rounds + 1):
        seconds = []
        for run in (a, b):
            start = time.perf_counter()
            run()
            seconds.append(time.perf_counter() - start)
        if k:
            ratios.append(seconds[0] / seconds[1])
    return ratios


def process(*command: str) -> Callable[[], None]:
    """Runs a command to its end, its output thrown away."""
    return lambda: void(subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False))


def void(_: object) -> None:
    """Drops a result."""


def bare() -> Callable[[str], object]:
    """The pipeline as spaCy gives it. It warns that spaCy is newer than the model; see `kg.annotate.models`."""
    from kg.annotate.models import DEFAULT

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return importlib.import_module(DEFAULT).load()  # type: ignore[no-any-return]


def extraction(texts: Sequence[str], rounds: int) -> float:
    """Words a second of `kg.extract` as a share of those of the bare pipeline on the same texts."""
    import kg

    nlp = bare()
    ratios = pairs(
        lambda: void([kg.extract(text) for text in texts]),
        lambda: void([nlp(text) for text in texts]),
        rounds,
    )
    return 1 / statistics.median(ratios)


def building(texts: Sequence[str], rounds: int) -> tuple[float, float]:
    """Seconds of `kg build --workers 2` on COPIES texts, each time into a new graph: divided by those of `--workers 1`, and
    by those of the bare pipeline, loaded, on the same texts.
    """
    nlp = bare()
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder) / "texts"
        inputs.mkdir()
        copies = ["\n\n".join((f"Copy {k}.", *texts)) for k in range(COPIES)]
        for k, text in enumerate(copies):
            (inputs / f"{k:03}.txt").write_text(text, encoding="utf-8")

        def build(workers: int) -> None:
            with tempfile.TemporaryDirectory() as graph:
                command = [KG, "build", inputs, "--graph", graph, "--workers", str(workers), "--quiet"]
                subprocess.run(command, check=True)

        to_one = pairs(lambda: build(2), lambda: build(1), rounds)
        to_spacy = pairs(lambda: build(2), lambda: void([nlp(text) for text in copies]), rounds)
        return statistics.median(to_one), statistics.median(to_spacy)


def show(name: str, ratio: float, limit: str, fine: bool) -> None:
    print(f"{name:<58} {ratio:5.2f}   {limit:<12} {'ok' if fine else 'MISSED'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    files = args.texts or sorted(p for p in (ROOT / "seeds").iterdir() if p.suffix in (".txt", ".md"))
    texts = [path.read_text(encoding="utf-8") for path in files] * (1 if args.texts else 4)
    python = sys.executable

    share = extraction(texts, args.rounds)
    show("words a second: kg.extract / bare spaCy pipeline", share, ">= 0.70", share >= 0.70)

    ratio = statistics.median(pairs(process(str(KG), "--help"), process(python, "-c", "import click"), 3 * args.rounds))
    show("kg --help / import click", ratio, "<= 2", ratio <= 2)

    with tempfile.TemporaryDirectory() as folder:
        graph = str(Path(folder) / "graph")
        subprocess.run([KG, "build", "--graph", graph, *map(str, files)], check=True, capture_output=True)
        ask = process(str(KG), "ask", "--graph", graph, "what does TCIU do")
        bare = process(python, "-c", "import click, pyoxigraph")
        ratio = statistics.median(pairs(ask, bare, 3 * args.rounds))
    show("cold kg ask / import click, pyoxigraph", ratio, "<= 3", ratio <= 3)

    to_one, to_spacy = building(texts[: len(files)], min(args.rounds, 3))
    show("kg build --workers 2 / --workers 1 (two free cores)", to_one, "<= 0.5", to_one <= 0.5)
    share = 1 / to_spacy
    show("words a second: kg build --workers 2 / bare spaCy pipeline", share, ">= 1.40", share >= 1.4)


if __name__ == "__main__":
    main()
