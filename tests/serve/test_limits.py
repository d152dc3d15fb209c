"""What a hostile query or client can do: nothing that others notice."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from kg.serve import server as serving
from kg.serve.pool import Limits, Pool, RequestError

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def answers(server) -> bool:
    return server.sparql("ASK { ?s a kg:Claim }").json()["boolean"] is True


def test_a_query_without_end_is_stopped(server):
    start = time.monotonic()
    answer = server.sparql(SLOW)
    assert (answer.status, answer.text) == (500, "stopped after 2 seconds, the limit\n")
    assert time.monotonic() - start < 8
    assert answers(server)


@pytest.fixture(scope="module")
def pool(built) -> Iterator[Pool]:
    """One process, with little memory."""
    made = Pool(built, 1, waiting=0, limits=Limits(seconds=20, memory=64))
    made.start()
    yield made
    made.close()


def ask(pool: Pool, text: str) -> bytes:
    types = ("text/tab-separated-values", None)
    reply = pool.run("query", {"text": text, "default": (), "named": (), "types": types})
    with reply.body as body:
        return body.read()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
        "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?c), STR(?f))) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    ],
)
def test_a_query_that_takes_all_memory_is_stopped(pool, query):
    with pytest.raises(RequestError, match="64 MiB") as refused:
        ask(pool, query)
    assert refused.value.status == 500
    assert ask(pool, "ASK { ?s a kg:Claim }").strip() == b"true"


def test_an_answer_of_any_length_is_whole_or_refused(pool, monkeypatch):
    query = "SELECT * { { SELECT * { ?a ?b ?c } LIMIT 200 } { SELECT * { ?d ?e ?f } LIMIT 200 } }"
    assert ask(pool, query).count(b"\n") == 40_001
    monkeypatch.setattr("kg.serve.pool.LONGEST", 1 << 20)
    with pytest.raises(RequestError, match="longer than 1 MiB") as refused:
        ask(pool, query)
    assert refused.value.status == 500
    assert ask(pool, "ASK { ?s a kg:Claim }").strip() == b"true"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ASK { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }", "nested"),
        ("ASK " + "{" * 3000 + "}" * 3000, "nested"),
        ("ASK { " + " UNION ".join(["{}"] * 7000) + " }", "nested"),
        ("ASK { FILTER(1 < " + "(" * 60 + "2" + ")" * 60 + ") }", "nested"),
        ("ASK { FILTER(?a<" + "(" * 5000 + "1>0" + ")" * 5000 + ") }", "nested"),
        ("ASK { FILTER(" + "!" * 5000 + "true) }", "nested"),
        ("SELECT * FROM <http://127.0.0.1/x> { ?s ?p ?o }", "FROM"),
        ("SELECT * FROM NAMED <http://127.0.0.1/x> { ?s ?p ?o }", "FROM"),
        ("LOAD <http://127.0.0.1/x>", "LOAD"),
        ("INSERT DATA { <a:a> <a:b> 1 }", "INSERT"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE"),
        ("CLEAR ALL", "line 1"),
    ],
)
def test_what_would_crash_fetch_or_write_is_refused(server, query, said):
    answer = server.request("POST", "/sparql", query.encode(), Content_Type="application/sparql-query")
    assert answer.status == 400
    assert said in answer.text
    assert answers(server)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
        "SELECT * { { SELECT * { OPTIONAL { SERVICE SILENT <%s> { ?s ?p ?o } } } } }",
        "SELECT * { BIND(<%s> AS ?where) service ?where { ?s ?p ?o } }",
        "ASK { FILTER EXISTS { SERVICE <%s> { ?s ?p ?o } } }",
        "ASK { FILTER(?a<1) SERVICE <%s> { ?s ?p ?o } }",
    ],
)
def test_nothing_is_fetched(server, query):
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.settimeout(0.2)
        address = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/sparql"
        assert server.sparql(query % address).status == 400
        with pytest.raises(TimeoutError):
            elsewhere.accept()


def test_the_word_service_in_a_text_is_no_service(server):
    assert server.sparql('SELECT ?s { ?s rdfs:label "customs service" }').status == 200


def test_too_long_queries_heads_and_bodies_have_their_status(server):
    type_ = "application/sparql-query"
    assert server.request("POST", "/sparql", b"ASK {}" + b" " * 65536, Content_Type=type_).status == 413
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n")
        assert client.recv(1000).startswith(b"HTTP/1.1 413")
    assert server.get(f"/sparql?query={quote('ASK {} #' + 'x' * 70_000)}").status == 431
    assert server.get("/", X_Long="x" * 70_000).status == 431
    assert server.get(f"/ask?q={'x' * 2000}").status == 413
    assert answers(server)


def test_a_busy_server_says_when_to_come_back_and_still_shows_pages(starter, built):
    server = starter(built, "--processes", "1", "--waiting", "1", "--timeout", "1")
    with ThreadPoolExecutor(6) as clients:
        asked = [clients.submit(server.sparql, SLOW) for _ in range(5)]
        time.sleep(0.5)
        page = server.get("/entity/norland", "text/html")
        found = [one.result() for one in asked]
    assert page.status == 200
    refused = [answer for answer in found if answer.status == 503]
    assert len(refused) == 3
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in refused)
    assert sorted(answer.status for answer in found) == [500, 500, 503, 503, 503]
    assert answers(server)
    server.stop()


def test_a_query_whose_client_has_gone_is_given_up(starter, built):
    server = starter(built, "--processes", "1", "--waiting", "5", "--timeout", "60")
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(f"GET /sparql?query={quote(SLOW)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(0.5)
    start = time.monotonic()
    assert answers(server)
    assert time.monotonic() - start < 20
    server.stop()


@pytest.fixture
def quick(monkeypatch) -> int:
    """The port of a server in this process, which waits for nobody for long."""
    monkeypatch.setattr(serving, "ARRIVAL", 0.5)
    monkeypatch.setattr(serving, "IDLE", 2)
    monkeypatch.setattr(serving, "CLEANUP", 0.2)
    bound = serving.listen("127.0.0.1", 0)

    def application(environ, start_response):
        start_response("200 OK", [("Content-Length", "2")])
        return [b"ok"]

    made = serving.create(application, bound, 2)
    stopped = threading.Event()

    def run() -> None:
        while not stopped.is_set():
            made.asyncore.loop(timeout=0.1, map=made._map, count=1)

    running = threading.Thread(target=run)
    running.start()
    yield bound.getsockname()[1]
    stopped.set()
    running.join()
    made.task_dispatcher.shutdown()
    made.close()
    bound.close()
    for channel in list(made.active_channels.values()):
        channel.handle_close()


def test_a_client_that_sends_byte_by_byte_is_cut_off(quick):
    with socket.create_connection(("127.0.0.1", quick)) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
        client.settimeout(0.05)
        deadline = time.monotonic() + 5
        ended = False
        while not ended and time.monotonic() < deadline:
            try:
                client.sendall(b"x")
                ended = client.recv(100) == b""
            except TimeoutError:
                continue
            except OSError:
                ended = True
    assert ended


def test_slow_clients_do_not_hold_up_others(quick):
    slow = [socket.create_connection(("127.0.0.1", quick)) for _ in range(20)]
    for client in slow:
        client.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n")
    with socket.create_connection(("127.0.0.1", quick)) as client:
        client.settimeout(2)
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert client.recv(1000).startswith(b"HTTP/1.1 200")
    for client in slow:
        client.close()
