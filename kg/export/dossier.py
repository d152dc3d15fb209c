"""All that a graph knows about one entity, put together from its records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


class Filtered(Protocol):
    """What a dossier reads."""

    def entities(self) -> Iterator[dict[str, Any]]:
        """All entities."""

    def claims(self, *, about: str | None = None, by: str | None = None) -> Iterator[dict[str, Any]]:
        """Claims about an entity, or said by it."""

    def statistics(self, *, about: str | None = None) -> Iterator[dict[str, Any]]:
        """Statistics about an entity."""


def dossier(graph: Filtered, entity: dict[str, Any]) -> dict[str, Any]:
    """`entity`, its `parent` and `units` (entities), what it `does`, what is `said_about` it and what it `says`
    (claims), its `statistics`, and its `timeline`: the claims with a known time, by time.
    """
    iri = entity["id"]
    about = _first(graph.claims(about=iri))
    does = [claim for claim in about if claim["subject"]["id"] == iri]
    entities = list(graph.entities()) if entity["parent"] or entity["type"] in ("agency", "unit", "group") else []
    return {
        "entity": entity,
        "parent": next((other for other in entities if other["id"] == entity["parent"]), None),
        "units": [other for other in entities if other["parent"] == iri],
        "does": does,
        "said_about": [claim for claim in about if claim["subject"]["id"] != iri],
        "says": [claim for claim in _first(graph.claims(by=iri)) if _says(claim, iri)],
        "statistics": list(graph.statistics(about=iri)),
        "timeline": sorted(
            (claim for claim in about if claim["time"] and claim["time"]["start"]),
            key=lambda claim: (claim["time"]["start"], claim["time"]["end"] or "", claim["claim"]),
        ),
    }


def _says(claim: dict[str, Any], iri: str) -> bool:
    """Whether an entity says so in its own words. That it intends to do something itself is what it does."""
    voice = claim["sources"][0]
    intends = voice["stance"] in ("promises", "proposes") and claim["subject"]["id"] == iri
    return voice["id"] == iri and not intends


def _first(claims: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    """One line for each claim: its first statement."""
    found: dict[str, dict[str, Any]] = {}
    for claim in claims:
        found.setdefault(claim["claim"], claim)
    return list(found.values())
