"""A graph behind a SPARQL endpoint reads as the one in the folder: from our own server, and from Oxigraph's."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import entry_points
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import kg
from kg.errors import GraphError, QueryError
from kg.serve import server
from kg.serve.access import Access
from kg.serve.application import Application
from kg.serve.serving import Serving, Size
from kg.store.remote import Endpoint, _with_values

ROOT = Path(__file__).parents[2]
NAMED = sorted(file.stem for file in (ROOT / "queries").glob("*.rq"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two of the seeds."""
    made = tmp_path_factory.mktemp("remote") / "graph"
    with kg.open(made) as graph:
        graph.add(ROOT / "seeds" / "press-conference.txt")
        graph.add(ROOT / "seeds" / "units-and-operations.txt")
    return made


@pytest.fixture(scope="module")
def oxigraph(folder: Path) -> Iterator[str]:
    """The address of Oxigraph's server, whose default graph is not the union of the others, with our export."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("Oxigraph's server is not installed")
    data, place = folder.parent / "graph.nq", folder.parent / "oxigraph"
    with kg.open(folder, write=False) as graph:
        graph.export("nquads", data)
    subprocess.run([program, "load", "--location", place, "--file", data], check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    command = [program, "serve-read-only", "--location", place, "--bind", address]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://{address}/query"
        running.kill()


@pytest.fixture(scope="module")
def ours(folder: Path) -> Iterator[str]:
    """The address of our own server, in this process."""
    bound = server.listen("127.0.0.1", 0)
    with Serving(folder, Size(queries=1, pages=1)) as serving:
        made = server.create(Application(serving, Access()), bound, 4)
        stopped = threading.Event()

        def run() -> None:
            while not stopped.is_set():
                made.asyncore.loop(timeout=0.1, map=made._map, count=1)

        running = threading.Thread(target=run)
        running.start()
        yield f"{server.address(bound)}sparql"
        stopped.set()
        running.join()
        made.task_dispatcher.shutdown()
        for channel in list(made.active_channels.values()):
            channel.handle_close()
        made.close()
    bound.close()


@pytest.fixture(params=["oxigraph", "ours"])
def endpoint(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


def run(*arguments: str | Path, stdin: str | None = None) -> tuple[int, str, str]:
    (script,) = entry_points(group="console_scripts", name="kg")
    program = sys.modules[script.load().__module__].kg
    result = CliRunner().invoke(program, [str(a) for a in arguments], input=stdin, prog_name="kg")
    return result.exit_code, result.stdout, result.stderr


COMMANDS = [
    ["entities", "--json"],
    ["claims", "--json"],
    ["claims", "--about", "HSI", "--modality", "planned"],
    ["statistics", "--json"],
    ["sources", "--json"],
    ["sources", "--about", "HSI"],
    ["ask", "what", "does", "TCIU", "do", "--json"],
    ["ask", "how many firearms were seized in FY2022"],
    ["ask", "who is Zebulon Quist"],
    ["show", "HSI", "--json"],
    ["show", "Zebulon Quist"],
    ["path", "HSI", "TCIU", "--json"],
    ["conflicts", "--json"],
    ["plans", "--json"],
    ["timeline", "HSI", "--json"],
    ["diff", "seeds/press-conference.txt", "seeds/units-and-operations.txt", "--json"],
    ["validate"],
    ["export", "--format", "nquads"],
    ["export", "--format", "jsonl"],
]


def test_a_server_named_without_the_path_of_its_endpoint(ours):
    server = ours.removesuffix("/sparql")
    status, _, said = run("claims", "--endpoint", server)
    assert (status, said.strip().endswith(f"; try {server}/sparql")) == (2, True), said


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_commands_print_the_same(folder, endpoint, command):
    expected = run(*command, "--graph", folder)
    assert run(*command, "--endpoint", endpoint) == expected
    assert expected[1] or expected[2]


QUESTIONS = (
    "who is the director of HSI",
    "what did HSI seize in 2022",
    "how many arrests did HSI make",
    "which units does HSI have",
    "who said that fentanyl kills",
    "what is the purpose of the strategy",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_has_the_same_answers_and_copies_no_document(folder, oxigraph, monkeypatch, question):
    copied = []
    fetch = Endpoint._fetch
    monkeypatch.setattr(Endpoint, "_fetch", lambda self, graph: (copied.append(graph.value), fetch(self, graph))[1])
    with kg.open(oxigraph, write=False) as there, kg.open(folder, write=False) as here:
        assert there.ask(question).to_json() == here.ask(question).to_json()
    assert {iri.rpartition("/")[2] for iri in copied} <= {"entities"}


@pytest.mark.parametrize("name", NAMED)
def test_named_queries_give_the_same(folder, oxigraph, name):
    from kg.store.named import load

    values = {"entity": "HSI", "document": "press-conference.txt", "date": "2022-01-01", "number": "10"}
    parameters = load(name).parameters
    given = [f"{key}={values.get(kind, 'Mexico')}" for key, kind in parameters.items()]
    options = [part for pair in given for part in ("-p", pair)]
    assert run("query", name, *options, "--json", "--endpoint", oxigraph) == run(
        "query", name, *options, "--json", "--graph", folder
    )


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s a kg:Claim }",
        "SELECT ?label { ?s a kg:Claim ; rdfs:label ?label } ORDER BY ?label",
        "ASK { GRAPH ?g { ?s a kg:Claim } }",
        "CONSTRUCT { <a:a> <a:b> ?n } WHERE { SELECT (COUNT(*) AS ?n) { ?s a kg:Claim } }",
        "SELECT ?s { ?s a kg:Claim",
        "SELECT ?s { ?s a nothing:Claim }",
        "SELECT ?s { SERVICE <http://127.0.0.1/> { ?s a kg:Claim } }",
    ],
)
def test_queries_of_users_print_the_same(folder, endpoint, query):
    assert run("query", "-", "--endpoint", endpoint, stdin=query) == run("query", "-", "--graph", folder, stdin=query)


@pytest.mark.parametrize(
    "command", [["build", "seeds"], ["remove", "x"], ["review", "merge", "A", "B"], ["review", "log"]], ids=" ".join
)
def test_what_writes_or_needs_the_folder_is_refused(oxigraph, command):
    status, out, error = run(*command, "--endpoint", oxigraph)
    assert (status, out) == (2, "")
    assert error.startswith(f"Error: {oxigraph}: an endpoint ")
    assert "--graph" in error


def test_the_command_line_counts_before_the_environment(folder, oxigraph, monkeypatch, tmp_path):
    monkeypatch.setenv("KG_ENDPOINT", oxigraph)
    expected = run("entities", "--graph", folder)
    assert run("entities") == expected
    assert run("entities", "--graph", tmp_path / "none")[0] == 2
    monkeypatch.setenv("KG_GRAPH", str(tmp_path / "none"))
    assert run("entities") == expected
    status, _, error = run("entities", "--graph", folder, "--endpoint", oxigraph)
    assert (status, "either --graph or --endpoint" in error) == (2, True)


def test_from_python(folder, oxigraph):
    with kg.open(oxigraph, write=False) as there, kg.open(folder, write=False) as here:
        assert list(there.claims()) == list(here.claims())
    with pytest.raises(GraphError, match="only read"):
        kg.open(oxigraph)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:1/query", "no answer (.*refused"),
        ("http://nobody.invalid/query", "no answer (.*nobody.invalid"),
        ("http:///query", "not the address"),
        ("http://[/query", "not the address"),
    ],
)
def test_what_can_not_be_reached_is_an_error_of_one_line(url, said):
    with pytest.raises(GraphError, match=said.replace("(", r"\(")) as error, kg.open(url, write=False) as graph:
        list(graph.entities())
    assert len(str(error.value).splitlines()) == 1


# ---------------------------------------------------------------------- servers that are out of order

Answer = Callable[[int], tuple[int, str, bytes]]


@pytest.fixture
def answering() -> Iterator[Callable[[Answer], str]]:
    """Starts a server that gives what a function from the number of the request says."""
    running: list[tuple[HTTPServer, threading.Thread]] = []

    def start(answer: Answer) -> str:
        count = iter(range(1000))

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                status, kind, body = answer(next(count))
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                if status == 503:
                    self.send_header("Retry-After", "0")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        made = HTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        running.append((made, thread))
        return f"http://127.0.0.1:{made.server_address[1]}/sparql"

    yield start
    for made, thread in running:
        made.shutdown()
        thread.join()
        made.server_close()


JSON = "application/sparql-results+json"
NODE = ox.NamedNode("https://example.org/g")


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        ((200, "text/html", b"<p>Welcome"), GraphError, "not a SPARQL endpoint.*200 text/html"),
        ((404, "text/plain", b"nothing here\nat all"), GraphError, "404 nothing here$"),
        ((200, JSON, b"{"), GraphError, "can't be read"),
        ((400, "text/plain", b"no such function"), QueryError, "refused the query: no such function"),
        ((503, "text/plain", b"busy"), GraphError, "no answer .*503"),
    ],
)
def test_answers_that_are_none_are_errors(answering, answer, error, said):
    endpoint = Endpoint(answering(lambda _: answer))
    with pytest.raises(error, match=said):
        list(endpoint.quads_for_pattern(NODE, None, None, None))
    endpoint.close()


@pytest.mark.parametrize(("place", "hint"), [("", "/sparql"), ("/", "/sparql"), ("/query", None), ("/sparql", None)])
def test_where_only_a_server_is_named_its_endpoint_is_suggested(answering, place, hint):
    server = answering(lambda _: (405, "text/plain", b"not allowed")).removesuffix("/sparql")
    endpoint = Endpoint(server + place)
    with pytest.raises(GraphError) as error:
        list(endpoint.quads_for_pattern(NODE, None, None, None))
    assert str(error.value).endswith(f"; try {server}{hint}" if hint else "not allowed")
    endpoint.close()


def test_a_busy_server_is_asked_again(answering):
    empty = b'{"head":{"vars":["s","p","o","g"]},"results":{"bindings":[]}}'
    endpoint = Endpoint(answering(lambda k: (503, "text/plain", b"busy") if k < 2 else (200, JSON, empty)))
    assert list(endpoint.quads_for_pattern(NODE, None, None, None)) == []
    endpoint.close()


def test_a_graph_that_is_cut_off_is_an_error(answering):
    lines = b"".join(b'<a:a> <a:b> "%d" .\n' % k for k in range(100))
    count = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"250"}}]}}'
    endpoint = Endpoint(answering(lambda k: (200, "application/n-triples", lines) if k == 0 else (200, JSON, count)))
    with pytest.raises(GraphError, match="gives 100 of 250 triples"):
        list(endpoint.quads_for_pattern(None, None, None, NODE))
    endpoint.close()


def test_a_password_is_sent_and_never_shown(answering):
    endpoint = Endpoint(answering(lambda _: (404, "text/plain", b"")).replace("http://", "http://ana:s%40cret@"))
    assert endpoint._headers["authorization"] == "Basic YW5hOnNAY3JldA=="
    with pytest.raises(GraphError) as error:
        list(endpoint.quads_for_pattern(NODE, None, None, None))
    assert "s%40cret" not in str(error.value)
    assert "ana" not in str(error.value)
    endpoint.close()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x { ?x ?p ?o }", "SELECT (<a:b> AS ?x) { <a:b> ?p ?o }"),
        ("SELECT (STR(?x) AS ?t) { ?x ?p ?o }", "SELECT (STR(<a:b>) AS ?t) { <a:b> ?p ?o }"),
        ("SELECT ?xx { ?xx ?p '?x' } # ?x", "SELECT ?xx { ?xx ?p '?x' } # ?x"),
        ("SELECT ?t { { SELECT ?t $x { $x ?p ?t } } }", "SELECT ?t { { SELECT ?t (<a:b> AS $x) { <a:b> ?p ?t } } }"),
        (
            "SELECT ?x { ?x ?p ?o } GROUP BY ?x HAVING (?x > 1) LIMIT 2",
            "SELECT (<a:b> AS ?x) { <a:b> ?p ?o } GROUP BY (<a:b>) HAVING ((<a:b>) > 1) LIMIT 2",
        ),
        ("ASK { <http://x/?x> a:select ?x }", "ASK { <http://x/?x> a:select <a:b> }"),
    ],
)
def test_values_are_put_where_their_variables_stand(query, expected):
    assert _with_values(query, {"x": ox.NamedNode("a:b")}) == expected
    ox.Store().query(expected, prefixes={"a": "a:"})
