"""A graph that decisions are tried on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.graph import Graph
from tests.curation.watched import opened, watch
from tests.rdf.made import harbour, strike


@pytest.fixture
def graph() -> Iterator[Graph]:
    with opened(harbour(), strike(), watch()) as graph:
        yield graph
