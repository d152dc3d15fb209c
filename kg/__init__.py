"""Reads news, reports and policy papers into a knowledge graph of entities and claims that a person can check.

>>> import kg
>>> [list(triple) for triple in kg.triples("The agency arrested 302 people.")]
[['The agency', 'arrested', '302 people']]

`kg.open` gives a `Graph`; `kg.extract` and `kg.triples` read one text without a graph. Nothing is imported before
it is used, so that `import kg` is quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.entities import same_entity_clusters as same_entity_clusters
    from kg.errors import GraphError as GraphError
    from kg.errors import InputError as InputError
    from kg.errors import KgError as KgError
    from kg.errors import LockedError as LockedError
    from kg.errors import ModelError as ModelError
    from kg.errors import QueryError as QueryError
    from kg.errors import UnknownError as UnknownError
    from kg.extraction import extract as extract
    from kg.extraction import triples as triples
    from kg.graph import Graph as Graph
    from kg.graph import open_graph as open  # noqa: A004, F401 - `kg.open` as in the contract
    from kg.records import Attribution as Attribution
    from kg.records import Claim as Claim
    from kg.records import Document as Document
    from kg.records import Entity as Entity
    from kg.records import Extraction as Extraction
    from kg.records import Mention as Mention
    from kg.records import Quantity as Quantity
    from kg.records import Statement as Statement
    from kg.records import Statistic as Statistic
    from kg.records import Triple as Triple

#: Each public name: the module it lives in, and its name there.
_PUBLIC = {
    "open": ("kg.graph", "open_graph"),
    "Graph": ("kg.graph", "Graph"),
    "extract": ("kg.extraction", "extract"),
    "triples": ("kg.extraction", "triples"),
    "same_entity_clusters": ("kg.entities", "same_entity_clusters"),
    **{
        name: ("kg.records", name)
        for name in (
            "Attribution",
            "Claim",
            "Document",
            "Entity",
            "Extraction",
            "Mention",
            "Quantity",
            "Statement",
            "Statistic",
            "Triple",
        )
    },
    **{
        name: ("kg.errors", name)
        for name in (
            "GraphError",
            "InputError",
            "KgError",
            "LockedError",
            "ModelError",
            "QueryError",
            "UnknownError",
        )
    },
}

__all__ = list(_PUBLIC)


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("claimgraph")
    if name not in _PUBLIC:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, attribute = _PUBLIC[name]
    value = getattr(importlib.import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*_PUBLIC, "__version__"])
