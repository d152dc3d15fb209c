"""HTTP: which request gets which answer, in which format, and with which status."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response
from werkzeug.wsgi import FileWrapper

from kg.serve import addresses, media, pages, protocol
from kg.serve.access import Access
from kg.serve.media import HTML
from kg.serve.pool import BusyError, Gone, Reply, RequestError
from kg.serve.serving import Serving

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

#: No scripts, nothing from elsewhere, in no frame; also for data, which a browser could be made to show as a page.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
    "Vary": "Accept, Origin",
}
_METHODS = ("GET", "HEAD", "OPTIONS")
#: Seconds after which a refused client may come back.
_RETRY = 2
#: Lines in a part of a page, unless it is asked for more.
_LINES = 20
_LONGEST_QUESTION = 1000
_FILES = {"style.css": "text/css", "icon.svg": "image/svg+xml"}

_THERE = (
    f"there are /, /entities, /documents, /ask?q=…, /sparql, /void, {addresses.ONTOLOGY} and the things: "
    f"/relation/… and {', '.join(f'/{kind}/…' for kind in addresses.KINDS)}"
)

_ROUTES = Map(
    [
        Rule("/", endpoint="start", methods=_METHODS),
        Rule("/ask", endpoint="ask", methods=_METHODS),
        Rule("/sparql", endpoint="sparql", methods=[*_METHODS, "POST"]),
        Rule("/void", endpoint="void", methods=_METHODS),
        Rule("/.well-known/void", endpoint="void", methods=_METHODS),
        Rule(addresses.ONTOLOGY, endpoint="ontology", methods=_METHODS),
        Rule("/entities", endpoint="entities", methods=_METHODS),
        Rule("/documents", endpoint="documents", methods=_METHODS),
        Rule("/around/<path:key>", endpoint="around", methods=_METHODS),
        *(
            Rule(f"/{kind}/<path:key>", endpoint="thing", defaults={"kind": kind}, methods=_METHODS)
            for kind in (*addresses.KINDS, "relation")
        ),
        *(Rule(f"/{name}", endpoint="file", defaults={"name": name}, methods=_METHODS) for name in _FILES),
    ],
    strict_slashes=False,
    redirect_defaults=False,
)


class Application:
    """The WSGI application on a graph that is served."""

    def __init__(self, serving: Serving, access: Access) -> None:
        self._serving, self._access = serving, access

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """One request."""
        request = Request(environ)
        origin = None
        try:
            origin = self._access.check(request)
            response = self._respond(request, origin)
        except RequestError as refused:
            response = _refusal(request, refused.status, str(refused))
        except NotFound:
            response = _refusal(request, 404, f"nothing is at {request.path}; {_THERE}")
        except HTTPException as error:
            response = _refusal(request, error.code or 500, error.description or "")
            if isinstance(error, MethodNotAllowed):
                response.headers["Allow"] = ", ".join(error.valid_methods or _METHODS)
        response.headers.extend(_HEADERS)
        if origin:
            response.headers["Access-Control-Allow-Origin"] = origin
        return response(environ, start_response)

    def _respond(self, request: Request, origin: str | None) -> Response:
        endpoint, arguments = _ROUTES.bind_to_environ(request.environ).match()
        if request.method == "OPTIONS":
            return _options(endpoint, origin)
        answer: Callable[..., Response] = getattr(self, f"_{endpoint}")
        return answer(request, **arguments)

    def _start(self, request: Request) -> Response:
        return self._page(request, "start", {})

    def _ask(self, request: Request) -> Response:
        mime = _type(request, (media.JSON, HTML))
        question = request.args.get("q", "").strip()
        if not question:
            raise RequestError(400, "ask a question: /ask?q=who+denied+interference")
        if len(question) > _LONGEST_QUESTION:
            raise RequestError(413, f"the question is longer than {_LONGEST_QUESTION} characters")
        limit = _number(request, "limit", 10, 1, 1000)
        least = _number(request, "min_confidence", 0.0, 0, 1)
        arguments = {"question": question, "limit": int(limit), "least": least, "mime": mime}
        return self._page(request, "ask", arguments)

    def _sparql(self, request: Request) -> Response:
        asked = protocol.asked(request)
        if asked is None:
            mime = _type(request, (*media.TRIPLES, HTML))
            if mime == HTML:
                return Response(pages.results(_EXAMPLE), mimetype=HTML)
            return self._described(request, mime, service=True)
        wish = request.args.get("format")
        types = [media.chosen(request.accept_mimetypes, wish, (*known, HTML)) for known in (media.ROWS, media.TRIPLES)]
        if types == [None, None]:
            raise RequestError(406, f"answers can be had as {', '.join((*media.ROWS, *media.TRIPLES, HTML))}")
        arguments = {"text": asked.text, "default": asked.default, "named": asked.named, "types": types}
        return self._query(request, "query", arguments)

    def _void(self, request: Request) -> Response:
        return self._described(request, _type(request, media.TRIPLES), service=False)

    def _described(self, request: Request, mime: str, *, service: bool) -> Response:
        arguments = {"root": request.host_url, "mime": mime, "service": service}
        return self._query(request, "void", arguments)

    def _entities(self, request: Request) -> Response:
        mime = _type(request, (media.JSON, HTML))
        first = int(_number(request, "first", 0, 0, 10**9))
        name = request.args.get("name", "")[:_LONGEST_QUESTION]
        return self._page(request, "entities", {"name": name, "first": first, "mime": mime})

    def _documents(self, request: Request) -> Response:
        return self._page(request, "documents", {"mime": _type(request, (media.JSON, HTML))})

    def _thing(self, request: Request, kind: str, key: str) -> Response:
        mime = _type(request, (*media.TRIPLES, HTML))
        limit = int(_number(request, "limit", _LINES, 1, 10**9))
        arguments = {"iri": addresses.iri(kind, key), "mime": mime, "limit": limit}
        return self._page(request, "thing", arguments)

    def _around(self, request: Request, key: str) -> Response:
        _type(request, (HTML,))
        limit = int(_number(request, "limit", _LINES, 1, 10**9))
        return self._page(request, "around", {"iri": addresses.iri("entity", key), "limit": limit})

    def _ontology(self, request: Request) -> Response:
        return self._page(request, "ontology", {"mime": _type(request, (*media.TRIPLES, HTML))})

    def _page(self, request: Request, job: str, arguments: dict[str, Any]) -> Response:
        return _sent(self._serving.page(job, arguments, _gone(request)))

    def _query(self, request: Request, job: str, arguments: dict[str, Any]) -> Response:
        return _sent(self._serving.query(job, arguments, _gone(request)))

    def _file(self, request: Request, name: str) -> Response:  # noqa: ARG002 - as the others
        return Response(_file(name), mimetype=_FILES[name])


_EXAMPLE = """\
SELECT ?claim ?label WHERE {
  GRAPH ?document { ?claim a kg:Claim ; rdfs:label ?label ; kg:modality kg:planned }
} LIMIT 20"""


@functools.cache
def _file(name: str) -> bytes:
    return (Path(__file__).parent / name).read_bytes()


def _gone(request: Request) -> Gone:
    """Whether the client has closed its connection: Waitress tells while a request is worked on."""
    gone: Gone = request.environ.get("waitress.client_disconnected", lambda: False)
    return gone


def _sent(reply: Reply) -> Response:
    """A reply of a process, as it is."""
    if reply.place is not None:
        reply.body.close()
        return Response(status=reply.status, headers={"Location": pages.local(reply.place)})
    response = Response(FileWrapper(reply.body, 1 << 16), status=reply.status, direct_passthrough=True)
    response.headers["Content-Type"] = media.typed(reply.mime)
    response.content_length = reply.size
    response.call_on_close(reply.body.close)
    return response


def _options(endpoint: str, origin: str | None) -> Response:
    """What may be done; for a page of another site that may ask, in its browser's terms."""
    methods = "GET, HEAD, OPTIONS, POST" if endpoint == "sparql" else "GET, HEAD, OPTIONS"
    response = Response(status=204, headers={"Allow": methods})
    if origin:
        response.headers["Access-Control-Allow-Methods"] = methods
        response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    return response


def _type(request: Request, offered: Iterable[str]) -> str:
    offered = tuple(offered)
    found = media.chosen(request.accept_mimetypes, request.args.get("format"), offered)
    if found is None:
        raise RequestError(406, f"this can be had as {', '.join(offered)}")
    return found


def _number(request: Request, name: str, default: float, least: float, most: float) -> float:
    text = request.args.get(name)
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise RequestError(400, f"{name}={text[:50]!r} is not a number from {least:g} to {most:g}")
    return value


def _refusal(request: Request, status: int, message: str) -> Response:
    """Why there is no answer: a line, or a page for those who read pages."""
    if media.chosen(request.accept_mimetypes, None, ("text/plain", HTML)) == HTML:
        body: Any = pages.render("error.html", name=HTTP_STATUS_CODES.get(status, "Error"), message=message)
        response = Response(body, status=status, mimetype=HTML)
    else:
        response = Response(f"{message}\n", status=status, mimetype="text/plain")
    if status == BusyError().status:
        response.headers["Retry-After"] = str(_RETRY)
    return response
