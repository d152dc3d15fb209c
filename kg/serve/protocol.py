"""The SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/): what a request asks, or why it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Request

from kg.serve.pool import RequestError
from kg.store.guard import MAX_BYTES

QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query, and the graphs that it is to see; all, where none is named."""

    text: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def asked(request: Request) -> Asked | None:
    """What a request asks: None if nothing, which is how the service's description is asked for. Raises RequestError."""
    if request.method != "POST":
        return _from(request.args)
    if request.mimetype == FORM:
        found = _from(request.form)
        if found is None:
            raise RequestError(400, "the form has no query")
        return found
    if request.mimetype == UPDATE:
        raise _read_only()
    if request.mimetype != QUERY:
        raise RequestError(
            415, f"send a query as {QUERY} or as {FORM}, not as {request.mimetype or 'data of unknown type'}"
        )
    if request.mimetype_params.get("charset", "utf-8").lower() != "utf-8":
        raise RequestError(415, "send a query in UTF-8")
    try:
        text = request.get_data().decode("utf-8")
    except ValueError:
        raise RequestError(400, "the query is not in UTF-8") from None
    return _checked(text, request.args)


def _from(values: MultiDict[str, str]) -> Asked | None:
    if "update" in values:
        raise _read_only()
    queries = values.getlist("query")
    if len(queries) > 1:
        raise RequestError(400, "send one query at a time")
    return _checked(queries[0], values) if queries else None


def _checked(text: str, values: MultiDict[str, str]) -> Asked:
    if "using-graph-uri" in values or "using-named-graph-uri" in values:
        raise _read_only()
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise RequestError(413, f"the query is longer than {MAX_BYTES // 1024} KiB")
    default, named = values.getlist("default-graph-uri"), values.getlist("named-graph-uri")
    return Asked(text=text, default=tuple(default), named=tuple(named))


def _read_only() -> RequestError:
    return RequestError(403, "this server only reads: it takes no updates")
