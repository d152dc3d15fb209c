"""SPARQL: named queries with bound parameters, and queries of users, which are checked first."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError, UnknownError
from kg.rdf.vocabulary import PREFIXES, name
from kg.store.named import Named, load, names

Term = ox.NamedNode | ox.Literal
Found = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a query gives: `variables` and `rows` of terms (None where unbound), or `triples`, or a `truth`."""

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    triples: tuple[ox.Triple, ...] = ()
    truth: bool | None = None


def named(query: str) -> Named:
    """The query of a name. Raises UnknownError with close matches."""
    try:
        return load(query)
    except KeyError:
        import difflib  # only a mistake needs it

        near = difflib.get_close_matches(query, names(), n=3, cutoff=0.4)
        raise UnknownError("query", query, near) from None


def bindings(query: Named, values: Mapping[str, str]) -> dict[ox.Variable, Term]:
    """The terms for a query's parameters. Raises QueryError for a missing, unknown or malformed one."""
    given = {**query.defaults, **values}
    for key in given:
        if key not in query.parameters:
            expected = ", ".join(query.parameters) or "none"
            raise QueryError(f"query {query.name} has no parameter {key!r}; its parameters: {expected}")
    missing = [key for key in query.parameters if key not in given]
    if missing:
        raise QueryError(f"query {query.name} needs -p {missing[0]}=…; for example: {query.example}")
    return {ox.Variable(key): _bound(query.parameters[key], key, value) for key, value in given.items()}


def ask(store: ox.Store, query: str, **values: str) -> Iterator[dict[str, Any]]:
    """The solutions of a named SELECT query, as terms by the name of their variable (None where unbound)."""
    found = run_named(store, named(query), values)
    for row in found.rows:
        yield dict(zip(found.variables, row, strict=True))


def run(store: ox.Store, text: str, substitutions: Mapping[ox.Variable, Term] | None = None) -> Answer:
    """The answer to a SPARQL text over all graphs together. Raises QueryError where it is malformed or not allowed."""
    from kg.store.guard import check  # named queries aren't checked

    check(text)
    return _answer(store, text, substitutions or {}, union=True)


def evaluate(store: ox.Store, text: str, *, default: Sequence[str] = (), named: Sequence[str] = ()) -> Found:
    """As `run`, but what Oxigraph gives, over these graphs if there are any. Raises QueryError."""
    from kg.store.guard import check

    check(text)
    try:
        nodes = {"default_graph": [*map(ox.NamedNode, default)], "named_graphs": [*map(ox.NamedNode, named)]}
    except ValueError as error:
        raise QueryError(f"not the IRI of a graph: {error}") from None
    return _found(store, text, {}, **(nodes if default or named else {"use_default_graph_as_union": True}))


def run_named(store: ox.Store, query: Named, values: Mapping[str, str]) -> Answer:
    """The answer to a named query, without the columns of its parameters. All that it asks for it asks of a `GRAPH`, so it
    needs no default graph, for which an endpoint would have to be given the names of all.
    """
    found = _answer(store, query.text, bindings(query, values), union=False)
    kept = [at for at, variable in enumerate(found.variables) if variable not in query.parameters]
    return Answer(
        variables=tuple(found.variables[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in found.rows),
        triples=found.triples,
        truth=found.truth,
    )


def _answer(store: ox.Store, text: str, substitutions: Mapping[ox.Variable, Term], *, union: bool) -> Answer:
    found = _found(store, text, substitutions, use_default_graph_as_union=union)
    if isinstance(found, ox.QueryBoolean):
        return Answer(truth=bool(found))
    if isinstance(found, ox.QueryTriples):
        return Answer(triples=tuple(found))
    variables = tuple(variable.value for variable in found.variables)
    return Answer(variables=variables, rows=tuple(tuple(solution) for solution in found))


def _found(store: ox.Store, text: str, substitutions: Mapping[ox.Variable, Term], **dataset: Any) -> Found:
    try:
        return store.query(text, prefixes=PREFIXES, substitutions=dict(substitutions), **dataset)
    except SyntaxError as error:
        from kg.store.mistakes import malformed  # only a mistake needs it

        raise malformed(str(error), text) from None
    except RuntimeError as error:  # a variable to bind that the query doesn't select
        raise QueryError(f"query: {error}") from None


def _bound(kind: str, key: str, value: str) -> Term:
    if kind in ("entity", "document", "relation"):
        try:
            return ox.NamedNode(value)
        except ValueError:
            raise QueryError(f"{key}={value!r} is not an IRI") from None
    if kind == "date":
        try:
            datetime.date.fromisoformat(value)
        except ValueError:
            raise QueryError(f"{key}={value!r} is not a date (YYYY-MM-DD)") from None
        return ox.Literal(value, datatype=name("xsd:date"))
    if kind == "number":
        try:
            return ox.Literal(float(value))
        except ValueError:
            raise QueryError(f"{key}={value!r} is not a number") from None
    return ox.Literal(value)
