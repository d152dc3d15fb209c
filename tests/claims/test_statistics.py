"""Figures: what a number counts, whom it is about, the relation between them and the time."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.annotate import Parse
from kg.claims.drafts import Figure
from kg.claims.quantities import measures
from kg.claims.statistics import figures
from kg.claims.times import times

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "statistics.toml").read_text(encoding="utf-8"))


def shown(figure: Figure) -> str:
    about = figure.about.text if figure.about else "-"
    time = figure.time.phrase.text if figure.time else "-"
    return f"{figure.measure.value:.15g} | {figure.counted.text} | {about} | {figure.relation or '-'} | {time}"


def read(tree: Parse) -> list[Figure]:
    return figures([], measures(tree), times(tree))


@pytest.mark.parametrize("case", CASES["figure"], ids=lambda c: c["text"])
def test_figures(case: dict[str, object], parse: Callable[[str], Parse]) -> None:
    assert [shown(f) for f in read(parse(str(case["text"])))] == case["figures"]


def test_the_numbers_of_the_article(article: Path, parse: Callable[[str], Parse]) -> None:
    found = {f.measure.value: f for f in read(parse(article.read_text(encoding="utf-8")))}
    for value, counted, relation in [
        (272, "criminal investigations", "initiate"),
        (302, "arrests", "arrest"),
        (514, "firearms", "seize"),
        (1019, "magazines", "seize"),
        (284000, "rounds of ammunition", "seize"),
    ]:
        figure = found[value]
        assert (figure.counted.text, figure.relation) == (counted, relation)
        assert figure.about is not None
        assert figure.about.text == "WaT partners"
        assert figure.time is not None
        assert figure.time.phrase.text == "FY2022"
