"""Bad input: one clear message, the documented exit status, no traceback, and nothing stored is lost."""

from __future__ import annotations

import fcntl
import os

import pytest

DOCUMENTS = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\n", "empty"),
    "pdf": (b"%PDF-1.4\n1 0 obj\n", "a PDF; make a text of it first"),
    "binary": (bytes(range(256)) * 10, "not a text file"),
    "invalid-utf8": (b"The caf\xe9 opened.", "not UTF-8"),
    "lone-surrogate": (b"The caf\xed\xa0\x80 opened.", "not UTF-8"),
    "nul": (b"The agency\x00 hired pilots.", "NUL"),
    "late-nul": (b"The agency hired pilots. " * 500 + b"\x00", "NUL"),
}


def one_message(result) -> str:
    lines = result.stderr.strip().splitlines()
    message = [line for line in lines if not line.startswith("  ")]  # below it, the line of a query and a caret
    assert 1 <= len(message) <= 2, result.stderr
    assert "Traceback" not in result.output
    assert lines[0].startswith("Error: ")
    return result.stderr


def stored(kg) -> str:
    return kg("export", "--format", "nquads").stdout


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_unreadable_documents(kg, folder, kind):
    data, reason = DOCUMENTS[kind]
    (folder / "bad.txt").write_bytes(data)
    (folder / "good.txt").write_text("The agency hired 12 pilots.")
    result = kg("build", "bad.txt", "good.txt")
    assert result.exit_code == 1
    assert "bad.txt" in one_message(result)
    assert reason in result.stderr
    assert "1 new document with" in result.stdout
    assert "good.txt" in kg("query", "documents").stdout


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("missing.txt", "no such file"),
        ("*.docx", "no file matches"),
        ("hollow", "no documents in this folder"),
        ("a\udcff.txt", "no such file"),
        ("x" * 5000, "can't be looked up"),
    ],
)
def test_paths_without_documents(kg, folder, path, reason):
    (folder / "hollow").mkdir()
    before = stored(kg)
    result = kg("build", path)
    assert result.exit_code == 1
    assert reason in one_message(result)
    assert stored(kg) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_forbidden_file(kg, folder):
    (folder / "secret.txt").write_text("The agency hired pilots.")
    (folder / "secret.txt").chmod(0)
    assert "Permission denied" in one_message(kg("build", "secret.txt"))


def test_a_line_of_a_megabyte(kg, folder):
    (folder / "long.txt").write_text("x" * 1_000_000)
    assert kg("build", "long.txt").exit_code == 0
    assert kg("validate").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "status", "reason"),
    [
        (["show", "Coastal Harbor Agency"], 2, "did you mean 'Coastal Harbour Agency'"),
        (["claims", "--about", "Nobody At All"], 2, "no entity 'Nobody At All'"),
        (["claims", "--document", "reprt.txt"], 2, "no document 'reprt.txt'"),
        (["remove", "reprt.txt"], 2, "no document"),
        (["why", "zzzz"], 2, "no claim"),
        (["why", "--skipped", "nothing.txt"], 2, "no document"),
        (["query", "claims-abuot"], 2, "claims-about"),
        (["query", "missing.rq"], 2, "No such file"),
        (["query", "claims-about"], 2, "entity"),
        (["query", "claims-about", "-p", "wrong=HSI"], 2, "wrong"),
        (["export", "--format", "grapml"], 2, "graphml"),
        (["export", "--format", "csv"], 2, "-o FOLDER"),
        (["export", "--format", "xls"], 2, "the formats are html, graphml"),
        (["export", "--format", "json"], 2, "did you mean 'jsonld', 'jsonl'?"),
        (["export", "--format", "jsonl", "-o", "report.txt/x"], 2, "exists"),
        (["build", "report.txt", "--model", "en_core_web_xxl"], 2, "unknown model"),
        (["build", "missing.txt", "--model", "en_core_web_xxl"], 2, "unknown model"),
    ],
)
def test_unknown_things(kg, folder, arguments, status, reason):
    before = stored(kg)
    result = kg(*arguments)
    assert result.exit_code == status, result.output
    assert reason in one_message(result)
    assert stored(kg) == before


def test_a_model_of_the_environment_is_checked_too(kg, folder, monkeypatch):
    monkeypatch.setenv("KG_MODEL", "en_core_web_xxl")
    result = kg("build", "missing.txt")
    assert result.exit_code == 2
    assert "unknown model" in one_message(result)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["biuld"], "Did you mean build"),
        (["claims", "--abuot", "x"], "--about"),
        (["claims", "--since", "yesterday"], "not a date"),
        (["claims", "--format", "xml"], "'table'"),
        (["query", "plans", "-p", "novalue"], "name=value"),
        (["query"], "say which query"),
        (["why"], "say which claim"),
        (["ask"], "QUESTION"),
    ],
)
def test_usage(kg, folder, arguments, reason):
    result = kg(*arguments)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x WHERE { ?x",
        "",
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT DATA { <http://a> <http://b> <http://c> }",
        "SELECT * WHERE { SERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * FROM <http://localhost:1/> WHERE { ?s ?p ?o }",
        "LOAD <http://localhost:1/>",
        "SELECT * WHERE " + "{" * 3000 + "}" * 3000,
        "SELECT * WHERE { ?s ?p '" + "x" * 100_000 + "' }",
        b"SELECT \xff",
        "SELECT * WHERE { nope:a ?p ?o }",
    ],
)
def test_queries_that_are_malformed_or_not_allowed(kg, folder, query):
    before = stored(kg)
    result = kg("query", "-", stdin=query)
    assert result.exit_code == 2, result.output
    one_message(result)
    assert stored(kg) == before


@pytest.mark.parametrize("arguments", [["claims"], ["build", "report.txt"], ["ask", "what does CHA do"], ["doctor"]])
def test_a_folder_that_is_not_ours(kg, folder, arguments):
    (folder / "foreign").mkdir()
    (folder / "foreign" / "thesis.tex").write_text("years of work")
    result = kg(*arguments, "--graph", "foreign")
    assert result.exit_code in (1, 2)
    assert "not a graph of claimgraph" in result.output
    assert [file.name for file in (folder / "foreign").iterdir()] == ["thesis.tex"]


def test_no_graph_yet(kg, folder):
    result = kg("claims", "--graph", "elsewhere")
    assert result.exit_code == 2
    assert "kg build" in one_message(result)
    assert not (folder / "elsewhere").exists()


def test_a_locked_graph(kg, folder):
    before = stored(kg)
    lock = os.open(folder / "graph" / "lock", os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        for arguments in (["build", "report.txt"], ["remove", "report.txt"]):
            result = kg(*arguments)
            assert result.exit_code == 75
            assert "another process" in one_message(result)
    finally:
        os.close(lock)
    assert stored(kg) == before


def test_a_damaged_document_is_named(kg, folder):
    damaged = next((folder / "graph" / "documents").glob("*"))
    damaged.write_text("{")
    (folder / "more.txt").write_text("The agency hired 12 pilots.")
    result = kg("build", "more.txt")
    assert result.exit_code == 2
    assert damaged.name in one_message(result)


def test_no_file_of_the_folder_is_run(shell, folder):
    (folder / "json.py").write_text("raise SystemExit('run by mistake')")
    words = "The agency hired 12 pilots for the new port on the coast of Norland, officials said on Monday. " * 3
    (folder / "page.html").write_text(f"<html><body><article><p>{words}</p></article></body></html>")
    run = shell("build", "page.html", "--graph", "pages", cwd=folder)
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("claims", "--modality", "plannedd"), "'planned'"),
        (("claims", "--type", "agencies"), "'agency'"),
        (("entities", "--type", "agencies"), "'agency'"),
        (("statistics", "--type", "agencies"), "'agency'"),
        (("claims", "--format", "xml"), "'csv'"),
    ],
)
def test_a_value_that_does_not_exist_is_an_error_that_names_those_that_do(kg, arguments, named):
    result = kg(*arguments)
    assert result.exit_code == 2
    assert named in result.stderr
