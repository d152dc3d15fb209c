"""A graph behind a SPARQL 1.1 endpoint, read as if it were a store here: any server's, loaded with our RDF.

`Endpoint` has what `kg.store.reader` asks of a store, `query` and `quads_for_pattern`, over the SPARQL 1.1 Protocol. What
is asked of one graph is answered from a copy of that graph, fetched once, as asking triple by triple takes a trip each;
the copies used last are kept. Who asks for a few statements has only what they are made of copied (`fetch`).
"""

from __future__ import annotations

import functools
import re
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlencode, urlsplit

import pyoxigraph as ox
import urllib3

from kg.errors import GraphError, QueryError
from kg.rdf.vocabulary import PREFIXES
from kg.store.parts import Node, Parts

if TYPE_CHECKING:
    from kg.store.asking import Found, Term

#: Seconds to connect, and between two bytes of an answer.
CONNECT, READ = 10.0, 120.0
#: Quads of copied graphs that are kept in memory, some 300 MB.
_KEPT = 1_000_000
#: A server that cuts answers at a limit of its own gives round numbers of rows: only these are counted again.
_ROUND = 100

_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_TOKEN = re.compile(
    r"""(?P<variable> [?$]\w+ ) | (?P<word> [A-Za-z]\w*(?![\w:]) ) | (?P<open> [({] ) | (?P<close> [)}] )
      | \#[^\n]* | <[^<>"{}|^`\\\s]*> | [\w.-]*:[\w.%:-]* | @\w+
      | '''(?s:.*?)''' | \"\"\"(?s:.*?)\"\"\" | '(?:[^'\\\n]|\\.)*' | "(?:[^"\\\n]|\\.)*" """,
    re.VERBOSE,
)


class Endpoint:
    """The endpoint at a URL. Raises GraphError where it can't be reached or doesn't answer as one."""

    def __init__(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            named = parts.scheme in ("http", "https") and parts.hostname
        except ValueError:
            named = None
        if not named:
            raise GraphError(f"{url}: not the address of a SPARQL endpoint (http://… or https://…)")
        secret, _, place = parts.netloc.rpartition("@")
        self.url = parts._replace(netloc=place, fragment="").geturl()
        self._headers = {"User-Agent": "claimgraph"}
        if secret:
            self._headers |= urllib3.make_headers(basic_auth=unquote(secret))
        # A busy server (503) says when to come back; queries only read, so they may be sent again.
        again = urllib3.Retry(
            4, connect=1, read=0, redirect=2, status_forcelist=[503], allowed_methods=None, backoff_factor=0.2
        )
        self._pool = urllib3.PoolManager(retries=again, timeout=urllib3.Timeout(connect=CONNECT, read=READ))
        self._copies = ox.Store()
        self._sizes: OrderedDict[str, int] = OrderedDict()
        self._parts = Parts(self._select)
        self._empty = ox.Store()
        self._looked_up = functools.lru_cache(maxsize=100_000)(self._look_up)

    # ------------------------------------------------------------------ as a store

    def query(
        self,
        query: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[ox.Variable, Term] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: Sequence[ox.NamedNode] = (),
        named_graphs: Sequence[ox.NamedNode] = (),
    ) -> Found:
        """As `pyoxigraph.Store.query`, which first reads the query: a mistake in it is told in the same words."""
        bound: dict[ox.Variable, Any] = dict(substitutions or {})
        form = self._empty.query(query, prefixes=dict(prefixes or {}), substitutions=bound)
        graphs = [("default-graph-uri", graph.value) for graph in default_graph]
        graphs += [("named-graph-uri", graph.value) for graph in named_graphs]
        if use_default_graph_as_union and not graphs:
            graphs = self._union
        text = _declared(prefixes or {}) + _with_values(query, {key.value: value for key, value in bound.items()})
        if isinstance(form, ox.QueryTriples):
            found = ox.Store()
            found.load(self._ask(text, _TRIPLES, graphs), ox.RdfFormat.N_TRIPLES)
            return found.query("CONSTRUCT WHERE { ?s ?p ?o }")
        return self._results(text, graphs)

    def quads_for_pattern(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        object: ox.NamedNode | ox.Literal | None,  # noqa: A002 - the term of RDF
        graph: ox.NamedNode | None,
    ) -> Iterator[ox.Quad]:
        """As that of `pyoxigraph.Store`."""
        if graph is not None:
            known = None if graph.value in self._sizes else self._parts.quads(subject, predicate, object, graph)
            if known is not None:
                return known
            self._fetch(graph)
            return iter(self._copies.quads_for_pattern(subject, predicate, object, graph))
        home = None if subject is None else self._parts.home(subject, predicate)
        if home is not None:
            return self.quads_for_pattern(subject, predicate, object, home)
        if subject is predicate is object is None:
            return (quad for one in self._graphs for quad in self.quads_for_pattern(None, None, None, one))
        return iter(self._looked_up(subject, predicate, object))

    def fetch(self, nodes: Collection[Node], sentences: Collection[Node]) -> None:
        """Copy what rows of some statements and numbers, and of those in some sentences, are made of: each is given by the
        IRIs of its document and its own. Otherwise their whole graphs would be copied.
        """
        if self._parts.size > _KEPT:
            self._parts.clear()
        self._parts.fetch(nodes, sentences)

    def close(self) -> None:
        """Close the connections."""
        self._pool.clear()

    @property
    def _hint(self) -> str:
        """Where the endpoint may be, if only a server is named."""
        parts = urlsplit(self.url)
        return f"; try {parts._replace(path='/sparql').geturl()}" if parts.path in ("", "/") else ""

    # ------------------------------------------------------------------ what is fetched

    def _look_up(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        object: ox.NamedNode | ox.Literal | None,  # noqa: A002 - the term of RDF
    ) -> tuple[ox.Quad, ...]:
        terms = [
            str(term) if term else f"?{key}" for term, key in zip((subject, predicate, object), "spo", strict=True)
        ]
        found = self._select("?s ?p ?o ?g", f"GRAPH ?g {{ {' '.join(terms)} }}")
        return tuple(ox.Quad(subject or row["s"], predicate or row["p"], object or row["o"], row["g"]) for row in found)

    def _select(self, variables: str, pattern: str) -> Iterable[ox.QuerySolution]:
        found = self._results(f"{_declared(PREFIXES)}SELECT {variables} WHERE {{ {pattern} }}", [])
        assert isinstance(found, ox.QuerySolutions)
        solutions = list(found)
        self._check(len(solutions), f"{{ {pattern} }}")
        return solutions

    def _fetch(self, graph: ox.NamedNode) -> None:
        """Copy a graph unless it is here; of the others drop those that were used least lately, if they take too much."""
        if graph.value in self._sizes:
            self._sizes.move_to_end(graph.value)
            return
        pattern = f"{{ GRAPH {graph} {{ ?s ?p ?o }} }}"
        data = self._ask(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {pattern}", _TRIPLES, [])
        self._copies.load(data, ox.RdfFormat.N_TRIPLES, to_graph=graph)
        size = sum(1 for _ in self._copies.quads_for_pattern(None, None, None, graph))
        self._check(size, pattern)
        self._sizes[graph.value] = size
        while len(self._sizes) > 1 and sum(self._sizes.values()) > _KEPT:
            last, _ = self._sizes.popitem(last=False)
            self._copies.remove_graph(ox.NamedNode(last))

    @functools.cached_property
    def _graphs(self) -> list[ox.NamedNode]:
        """All named graphs, sorted."""
        found = self._results("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", [])
        assert isinstance(found, ox.QuerySolutions)
        return sorted((row["g"] for row in found if isinstance(row["g"], ox.NamedNode)), key=str)

    @functools.cached_property
    def _union(self) -> list[tuple[str, str]]:
        """The dataset to be named so that the default graph is the union of all: nothing where it is so anyway."""
        found = self._results(f"{_declared(PREFIXES)}ASK {{ ?document a kg:Document }}", [])
        if bool(found):
            return []
        return [(key, graph.value) for key in ("default-graph-uri", "named-graph-uri") for graph in self._graphs]

    # ------------------------------------------------------------------ the protocol

    def _results(self, text: str, graphs: Sequence[tuple[str, str]]) -> ox.QuerySolutions | ox.QueryBoolean:
        data = self._ask(text, _ROWS, graphs)
        try:
            return ox.parse_query_results(data, ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise GraphError(f"{self.url}: its answer can't be read ({error})") from None

    def _check(self, size: int, pattern: str) -> None:
        """Raises GraphError if the server gave less than there is."""
        if size == 0 or size % _ROUND:
            return
        found = self._results(f"{_declared(PREFIXES)}SELECT (COUNT(*) AS ?n) WHERE {pattern}", [])
        assert isinstance(found, ox.QuerySolutions)
        there = int(next(iter(found))["n"].value)
        if there != size:
            raise GraphError(f"{self.url}: gives {size} of {there} triples; its limit of rows must be higher")

    def _ask(self, text: str, accept: str, graphs: Sequence[tuple[str, str]]) -> bytes:
        form = urlencode([("query", text), *graphs])
        headers = {**self._headers, "Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            answer = self._pool.request("POST", self.url, body=form, headers=headers)
        except urllib3.exceptions.HTTPError as error:
            raise GraphError(f"{self.url}: no answer ({_reason(error)})") from None
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        if answer.status == 400:
            raise QueryError(f"{self.url}: refused the query: {_line(answer.data)}")
        if answer.status != 200 or kind not in (accept, "application/json", "text/plain"):
            said = _line(answer.data) if kind == "text/plain" else kind or "nothing"
            raise GraphError(
                f"{self.url}: not a SPARQL endpoint, or one that is out of order: {answer.status} {said}{self._hint}"
            )
        return answer.data


class Elsewhere:
    """As `kg.store.folder.Folder`, for a graph of which only the RDF can be read. Raises GraphError for all else."""

    write = False
    index = None
    unsettled = False

    def __init__(self, url: str, *, write: bool) -> None:
        self.endpoint = Endpoint(url)
        if write:
            raise self._refusal("is only read")

    @property
    def decisions(self) -> str:
        """Not there."""
        raise self._refusal("does not have the log of decisions")

    def heads(self) -> Iterator[tuple[str, str]]:
        """Not there."""
        raise self._refusal("does not have what was extracted")

    def head(self, key: str) -> str | None:  # noqa: ARG002 - as of a folder
        """Not there."""
        raise self._refusal("does not have what was extracted")

    read = head

    def close(self) -> None:
        """Close the connections."""
        self.endpoint.close()

    def _refusal(self, reason: str) -> GraphError:
        return GraphError(f"{self.endpoint.url}: an endpoint {reason}; name the graph's folder with --graph")


def _declared(prefixes: Mapping[str, str]) -> str:
    return "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in prefixes.items())


def _with_values(text: str, values: Mapping[str, Term]) -> str:
    """A query with terms in place of variables; where it selects one, the term is given under its name.

    >>> _with_values("SELECT ?x ?y WHERE { ?x ?p ?y FILTER(?y != '?x') } ORDER BY ?x", {"x": ox.NamedNode("a:b")})
    "SELECT (<a:b> AS ?x) ?y WHERE { <a:b> ?p ?y FILTER(?y != '?x') } ORDER BY (<a:b>)"
    """
    if not values:
        return text
    clause, depth = "", 0

    def put(token: re.Match[str]) -> str:
        nonlocal clause, depth
        if token["word"]:
            word = token[0].upper()
            clause = word if word in ("SELECT", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET") else clause
        elif token["open"] or token["close"]:
            clause = "" if token[0] in "{}" else clause
            depth = 0 if token[0] in "{}" else depth + (1 if token["open"] else -1)
        elif token["variable"] and token[0][1:] in values:
            term = str(values[token[0][1:]])
            if clause == "SELECT" and depth == 0:
                return f"({term} AS {token[0]})"
            return f"({term})" if clause in ("GROUP", "ORDER", "HAVING") else term
        return token[0]

    return _TOKEN.sub(put, text)


def _reason(error: BaseException) -> str:
    """What lies at the bottom of an error of urllib3."""
    inner = getattr(error, "reason", None)
    return _reason(inner) if isinstance(inner, BaseException) else str(error).rpartition(": ")[2]


def _line(data: bytes) -> str:
    """The first line of a message."""
    return (data.decode("utf-8", "replace").strip().splitlines() or ["nothing"])[0][:300]
