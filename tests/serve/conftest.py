"""A server as its user starts it, on a small graph."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

import kg

REPORT = """\
Harbour agency widens its net

Published on March 4, 2023

The Coastal Harbour Agency (CHA) seized 284 boats in 2022. Maria Osei, director of the agency, said that the CHA will
send 40 inspectors to Norland. The mayor of Norland denied that the port is unsafe.

The Night Patrol Unit (NPU) is a unit of the Coastal Harbour Agency. The NPU inspects cargo ships and trains customs
officers. The agency bought <script>alert(1)</script> boats & "nets".
"""
BRIEF = """\
The Coastal Harbour Agency (CHA) works with the Norland Police. According to the Norland Police, smugglers used
fishing boats. The CHA arrested 12 smugglers in June 2022.
"""
COMMAND = [sys.executable, "-P", "-c", "from kg.cli.app import main; main()"]


@dataclass
class Answer:
    """What a server answered."""

    status: int
    headers: Any
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def type(self) -> str:
        return str(self.headers["Content-Type"]).partition(";")[0]

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Server:
    """A running `kg serve`."""

    process: subprocess.Popen[str]
    root: str
    opened: list[HTTPConnection] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(urlsplit(self.root).port or 0)

    def request(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """One request; header names are written with `_`."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, {key.replace("_", "-"): value for key, value in headers.items()})
        found: HTTPResponse = connection.getresponse()
        answer = Answer(found.status, found.headers, found.read())
        connection.close()
        return answer

    def get(self, path: str, accept: str = "*/*", **headers: str) -> Answer:
        return self.request("GET", path, Accept=accept, **headers)

    def sparql(self, query: str, accept: str = "*/*", **parameters: str) -> Answer:
        return self.get(f"/sparql?{urlencode({'query': query, **parameters})}", accept)

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(20)


Serve = Callable[..., Server]


@pytest.fixture(scope="session")
def starter() -> Iterator[Serve]:
    """Starts servers, which are stopped at the end."""
    started: list[subprocess.Popen[str]] = []

    def start(folder: Path, *options: str) -> Server:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--graph", str(folder), "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={key: value for key, value in os.environ.items() if not key.startswith("KG_")},
        )
        started.append(process)
        assert process.stdout
        root = process.stdout.readline().strip()
        assert root.startswith("http://"), root + process.stdout.read()
        return Server(process, root)

    yield start
    for process in started:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a graph of two documents; leave it as it is."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "brief.txt").write_text(BRIEF, encoding="utf-8")
    with kg.open(folder / "graph") as graph:
        graph.add(folder / "report.txt")
        graph.add(folder / "brief.txt")
    return folder / "graph"


@pytest.fixture
def graph(built: Path, tmp_path: Path) -> Path:
    """A copy of the graph, to be changed."""
    return shutil.copytree(built, tmp_path / "graph", ignore=shutil.ignore_patterns("serving"))


@pytest.fixture(scope="session")
def server(starter: Serve, built: Path) -> Server:
    """A server with the usual options, whose queries may take two seconds."""
    return starter(built, "--timeout", "2")


__all__ = ["Answer", "Serve", "Server"]
