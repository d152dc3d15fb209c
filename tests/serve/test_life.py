"""A server's beginning and end, and what it does when the graph changes."""

from __future__ import annotations

import re
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner

import kg
from kg.cli.serve import command

COMMAND = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def workers(server) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(server.process.pid)], capture_output=True, text=True)
    return [int(pid) for pid in found.stdout.split()]


def test_what_describes_the_data_is_counted_before_it_is_asked_for_and_again_after_a_change(starter, graph):
    server = starter(graph)
    assert eventually(lambda: list((graph / "serving").glob("*/counts.json")))
    before = server.get("/void", "application/n-triples").text
    with kg.open(graph) as written:
        written.add("The Harbour Agency seized 12 boats.")
    assert eventually(lambda: server.get("/void", "application/n-triples").text != before)
    server.stop()


def alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    try:
        return state.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def eventually(test, seconds: float = 15.0) -> bool:
    end = time.monotonic() + seconds
    while not test() and time.monotonic() < end:
        time.sleep(0.1)
    return bool(test())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_and_leaves_nothing(starter, graph, number):
    server = starter(graph, "--timeout", "60", "--processes", "1")
    started = workers(server)
    assert len(started) == 2
    assert len(list((graph / "serving").iterdir())) == 1
    client = socket.create_connection(("127.0.0.1", server.port))
    client.sendall(f"GET /sparql?query={quote(COMMAND)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    time.sleep(0.3)
    start = time.monotonic()
    assert server.stop(number) == 0
    assert time.monotonic() - start < 8
    client.close()
    assert eventually(lambda: not any(map(alive, started)))
    assert not list((graph / "serving").iterdir())


def test_it_may_be_stopped_before_it_serves(graph):
    command = [
        sys.executable,
        "-P",
        "-c",
        "from kg.cli.app import main; main()",
        "serve",
        "--graph",
        str(graph),
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as starting:
        assert eventually(lambda: any((graph / "serving").glob("*")))
        starting.terminate()
        starting.communicate(timeout=20)
    assert not list((graph / "serving").iterdir())


def test_what_a_killed_server_leaves_is_cleared_away(starter, graph):
    server = starter(graph, "--processes", "1")
    started = workers(server)
    left = list((graph / "serving").iterdir())
    assert server.stop(signal.SIGKILL) == -signal.SIGKILL
    assert eventually(lambda: not any(map(alive, started)))
    assert left[0].exists()
    other = starter(graph, "--processes", "1")
    assert not left[0].exists()
    assert len(list((graph / "serving").iterdir())) == 1
    other.stop()


def test_two_servers_keep_out_of_each_others_way(starter, graph):
    one, other = starter(graph, "--processes", "1"), starter(graph, "--processes", "1")
    assert one.stop() == 0
    assert other.sparql("ASK { ?s a kg:Claim }").json()["boolean"] is True
    other.stop()


def test_it_goes_on_with_the_changed_graph(starter, graph):
    server = starter(graph, "--processes", "1")
    question = "/ask?q=how+many+whales+did+the+agency+count"
    assert server.get(question).json()["answers"] == []
    wrong: list[int] = []
    stop = threading.Event()

    def keep_asking() -> None:
        while not stop.is_set():
            wrong.extend({answer.status for answer in (server.get("/"), server.sparql("ASK {}"))} - {200})

    asking = threading.Thread(target=keep_asking)
    asking.start()
    with kg.open(graph) as writing:
        writing.add("The Coastal Harbour Agency counted 41 whales in 2022.")
        assert server.get("/").status == 200  # while somebody writes
    assert eventually(lambda: "41 whales" in server.get(question).text)
    stop.set()
    asking.join()
    assert not wrong
    assert eventually(lambda: len(list((graph / "serving").iterdir())) == 1)
    server.stop()


def run(*arguments: object):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def failed(*arguments: object) -> str:
    """The message of a server that doesn't start."""
    result = run(*arguments)
    assert isinstance(result.exception, kg.errors.KgError), result
    assert len(str(result.exception).splitlines()) == 1
    return str(result.exception)


def test_a_port_that_is_taken_is_an_error(graph):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"port {port}: Address already in use; choose another with --port" in failed(
            "--graph", graph, "--port", port
        )


def test_an_address_that_is_not_ours_is_an_error(graph):
    assert "--host" in failed("--graph", graph, "--host", "no such host", "--port", 0)


def test_a_graph_that_is_not_there_is_an_error(tmp_path):
    assert "kg build" in failed("--graph", tmp_path / "none", "--port", 0)
    assert not (tmp_path / "none").exists()


def test_a_graph_that_is_being_written_is_an_error(graph):
    with kg.open(graph):
        assert "another process" in failed("--graph", graph, "--port", 0)


def test_a_graph_in_a_folder_that_can_not_be_written_is_served(starter, graph, monkeypatch):
    (graph / "serving").write_text("in the way", encoding="utf-8")
    server = starter(graph, "--processes", "1")
    assert server.sparql("ASK { ?s a kg:Claim }").json()["boolean"] is True
    assert server.stop() == 0


def test_the_examples_of_the_help_run(starter, graph):
    examples = re.findall(r"^ *kg serve ?(.*)$", (command.help or "").partition("Examples:")[2], re.MULTILINE)
    assert len(examples) >= 2
    for example in examples:
        options = shlex.split(example)
        server = starter(graph, *options, *([] if "--port" in options else ["--port", "0"]))
        assert server.get("/", "text/html").status == 200
        server.stop()
