"""What fails one job of a process, and what ends the process."""

from __future__ import annotations

import io
import pickle
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KgError, UnknownError
from kg.serve import jobs, worker
from kg.serve.pool import Failure, Limits, Pool, RequestError

LIMITS = Limits(seconds=5, memory=64)


def done(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> list[Any]:
    """The records that a job answers that raises an error."""

    def job(graph: object, answer: worker.Answer) -> None:
        answer.head("text/plain")
        answer.write(b"half of it")
        raise error

    monkeypatch.setitem(jobs.JOBS, "job", job)
    out = io.BytesIO()
    worker._do("job", {}, None, worker.Answer(out), LIMITS)  # type: ignore[arg-type]
    out.seek(0)
    records = []
    while out.tell() < len(out.getvalue()):
        records.append(pickle.load(out))
    return records


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (RequestError(406, "no such type"), 406, "no such type"),
        (UnknownError("entity", "Osei"), 404, "no entity 'Osei'"),
        (KgError("damaged"), 500, "damaged"),
        (MemoryError(), 500, "64 MiB"),
        (OSError(5, "Input/output error"), 500, "the server failed"),
        (RuntimeError("a query that can't be evaluated"), 500, "the server failed"),
        (RecursionError("too deep"), 500, "the server failed"),
        (ValueError("not an IRI"), 500, "the server failed"),
        (UnicodeDecodeError("utf-8", b"x", 0, 1, "invalid"), 500, "the server failed"),
        (sqlite3.OperationalError("disk I/O error"), 500, "the server failed"),
        (sqlite3.DatabaseError("file is not a database"), 500, "the server failed"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_what_a_job_may_meet_fails_the_job(monkeypatch, error, status, said):
    *_, last = done(monkeypatch, error)
    assert isinstance(last, Failure)
    assert last.status == status
    assert said in last.message


@pytest.mark.parametrize("error", [TypeError("a mistake"), KeyError("a"), AttributeError("a"), BrokenPipeError()])
def test_a_mistake_of_ours_and_a_server_that_is_gone_end_the_process(monkeypatch, error):
    with pytest.raises(type(error)):
        done(monkeypatch, error)


def test_another_process_takes_the_place_of_one_that_ended(built: Path):
    pool = Pool(built, 1, waiting=0, limits=Limits(seconds=20, memory=256))
    pool.start()
    with pytest.raises(RequestError, match="what the server printed says why") as refused:
        pool.run("no job of ours", {})
    assert refused.value.status == 500
    with pool.run("start", {}).body as body:
        assert b"<html" in body.read()
    pool.close()
