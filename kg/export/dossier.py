"""All that a graph knows about one entity, put together from its records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from kg.export.naming import homonyms
from kg.store import ties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store import Store


class Filtered(Protocol):
    """What a dossier reads."""

    def claims(self, *, about: str | None = None, by: str | None = None) -> Iterator[dict[str, Any]]:
        """Claims about an entity, or said by it."""

    def statistics(self, *, about: str | None = None) -> Iterator[dict[str, Any]]:
        """Statistics about an entity."""


def dossier(graph: Filtered, store: Store, entity: dict[str, Any]) -> dict[str, Any]:
    """`entity`, its `parent` and `units` (entities, each unit with its own), the `parents` of that up to the top, its
    `members`, `roles` and `sites` (see `kg.store.ties`), its `homonyms`, what it `does`, what is `said_about` it and
    what it `says` (claims), its `statistics`, and its `timeline`: the claims with a known time, by time.
    """
    iri = entity["id"]
    about = _first(graph.claims(about=iri))
    does = [claim for claim in about if claim["subject"]["id"] == iri]
    above = ties.wholes(store.read.entity, entity)
    return {
        "entity": entity,
        "parent": above[0] if above else None,
        "parents": above,
        "units": ties.parts(store.read.parts, iri),
        "members": ties.members(store, iri),
        "roles": ties.roles(store, iri),
        "sites": ties.sites(store, iri),
        "homonyms": list(homonyms(store, entity)),
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
