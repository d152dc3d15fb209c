"""Pages of other sites, and names that others point here, get nothing."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("host", ["localhost", "localhost:1234", "127.0.0.1", "LOCALHOST", "[::1]", "[::1]:80"])
def test_our_names(server, host):
    assert server.get("/", Host=host).status == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "[x", "a@b"])
def test_names_of_others_are_refused(server, host):
    answer = server.get("/ask?q=who+denied+it", Host=host)
    assert answer.status == 403
    assert "--allow-host" in answer.text


def test_a_request_without_a_host_is_refused(server):
    import socket

    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert client.recv(1000).startswith(b"HTTP/1.0 403")


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:1", "http://localhost.evil.example"]
)
def test_pages_of_other_sites_are_refused(server, method, origin):
    headers = {"Origin": origin, "Content_Type": "application/sparql-query"}
    answer = server.request(method, "/sparql", b"ASK {}" if method == "POST" else None, **headers)
    assert answer.status == 403
    assert answer.headers["Access-Control-Allow-Origin"] is None


def test_our_own_pages_may_post(server):
    own = server.root.rstrip("/")
    host = own.removeprefix("http://")
    answer = server.request(
        "POST", "/sparql", b"ASK {}", Origin=own, Host=host, Content_Type="application/sparql-query"
    )
    assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (200, None)


@pytest.mark.parametrize(
    ("site", "mode", "status"),
    [
        ("cross-site", "no-cors", 403),
        ("same-site", "cors", 403),
        ("cross-site", "navigate", 200),
        ("same-origin", "cors", 200),
        ("none", "navigate", 200),
    ],
)
def test_pictures_and_scripts_of_other_sites_are_refused_but_links_work(server, site, mode, status):
    answer = server.sparql("ASK {}")
    assert answer.status == 200
    assert server.get("/entity/norland", "text/html", Sec_Fetch_Site=site, Sec_Fetch_Mode=mode).status == status


def test_a_site_may_be_allowed(starter, built):
    server = starter(built, "--allow-origin", "https://notes.example", "--allow-host", "graph.example")
    assert server.get("/", Host="graph.example:8000").status == 200
    answer = server.get(
        "/sparql?query=ASK%7B%7D", Origin="https://notes.example", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="cors"
    )
    assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (200, "https://notes.example")
    asked = server.request("OPTIONS", "/sparql", Origin="https://notes.example")
    assert (asked.status, "POST" in asked.headers["Access-Control-Allow-Methods"]) == (204, True)
    assert server.get("/", Origin="https://other.example").status == 403
    server.stop()


@pytest.mark.parametrize("path", ["/", "/sparql", "/ask?q=x", "/nothing", "/style.css", "/entity/nobody"])
def test_every_answer_has_its_policy(server, path):
    headers = server.get(path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert (headers["X-Content-Type-Options"], headers["Server"]) == ("nosniff", None)
