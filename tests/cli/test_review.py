"""`kg review`: decisions through the command, suggestions from a file and at a prompt, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import click
import pytest

from .test_help import ROOT, command_of, examples

AUTHOR = ("--author", "Ada Lind")


@pytest.fixture(autouse=True)
def _author(monkeypatch):
    monkeypatch.setenv("KG_AUTHOR", "Bo Rask")


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def claim(kg, *arguments):
    """The beginning of the identifier of the first claim that is listed."""
    return lines(kg("claims", "--json", *arguments))[0]["claim"][-16:-8]


def commands(program: click.Group) -> dict[str, click.Command]:
    group = command_of(program, "review")
    assert isinstance(group, click.Group)
    return group.commands


def test_every_option_is_explained_and_examples_run(program, kg, folder):
    key = claim(kg)
    for name, command in commands(program).items():
        assert all(isinstance(p, click.Argument) or p.help for p in command.params), name
        for example in examples(command):
            text = example.replace("1d07a2c4", key).replace("HSI", "CHA").replace("TCIU", "NPU")
            arguments = text.partition(" > ")[0].split()[1:]
            result = kg(*[a.strip('"') for a in arguments]) if '"' not in text else kg("review", name, "--help")
            assert result.exit_code in (0, 1, 2), example
            assert "Traceback" not in result.output


def test_merge_and_undo(kg, folder):
    before = kg("export", "--format", "nquads").stdout
    old = lines(kg("claims", "--json", "--about", "Norland Police"))[0]["claim"]
    result = kg("review", "merge", "CHA", "Norland Police", "--reason", "one office", *AUTHOR)
    assert result.stdout == "Decision 1: 'Norland Police' is 'Coastal Harbour Agency'.\n"
    assert kg("show", "Norland Police").stdout.startswith("Coastal Harbour Agency (CHA), agency\n")
    assert kg("show", "https://w3id.org/claimgraph/data/entity/norland-police").stdout.startswith("Coastal Harbour")
    assert json.loads(kg("why", old, "--json").stdout.splitlines()[0])["claim"] != old
    assert kg("claims", "--about", "https://w3id.org/claimgraph/data/entity/norland-police").exit_code == 0
    assert (
        kg("query", "what-does", "-p", "entity=https://w3id.org/claimgraph/data/entity/norland-police").exit_code == 0
    )
    assert kg("validate").exit_code == 0
    (made,) = lines(kg("review", "log", "--json"))
    assert (made["author"], made["reason"], made["state"]) == ("Ada Lind", "one office", "in force")
    assert kg("review", "undo", "1").stdout == "Decision 2: undoes decision 1.\n"
    assert kg("export", "--format", "nquads").stdout == before
    assert [made["author"] for made in lines(kg("review", "log", "--json"))] == ["Ada Lind", "Bo Rask"]


def test_decisions_outlast_building_again(kg, folder):
    kg("review", "rename", "CHA", "Harbour Agency of the Coast")
    kg("remove", "report.txt")
    kg("build", "report.txt", "brief.txt")
    assert kg("show", "CHA").stdout.startswith("Harbour Agency of the Coast (CHA)")


def test_split_prints_the_new_identifier(kg, folder):
    result = kg("review", "split", "CHA", "--document", "brief.txt")
    said, new = result.stdout.splitlines()
    assert said.startswith("Decision 1: 'Coastal Harbour Agency' in ")
    assert said.endswith("brief.txt is another.")
    assert {Path(row["file"]).name for row in lines(kg("claims", "--json", "--about", new.strip()))} == {"brief.txt"}
    made = json.loads(kg("review", "rename", new.strip(), "Harbour Agency of Norland", "--json").stdout)
    assert (made["kind"], made["entity"], made["name"]) == ("rename", new.strip(), "Harbour Agency of Norland")


def test_reject_and_accept(kg, folder):
    wrong = claim(kg, "--about", "NPU")
    right = claim(kg, "--about", "Norland Police")
    assert kg("review", "reject", wrong, "--reason", "misread").exit_code == 0
    assert wrong not in kg("claims", "--json").stdout
    assert wrong not in kg("export", "--format", "jsonl").stdout
    assert "rejected by Bo Rask on 20" in kg("why", wrong).stdout
    assert ": misread (decision 1)" in kg("why", wrong).stdout
    kg("review", "accept", right)
    assert "reviewed" in next(row for row in kg("claims").stdout.splitlines() if row.startswith(right))
    assert {row["reviewed"] is not None for row in lines(kg("claims", "--json", "--min-confidence", "1"))} == {True}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("merge", "CHA", "Maria Osei"), "kg review retype"),
        (("merge", "CHA", "CHA"), "with itself"),
        (("merge", "CHA", "Nobody"), "no entity 'Nobody'"),
        (("split", "CHA"), "a document, or a name"),
        (("split", "CHA", "--document", "none.txt"), "no document 'none.txt'"),
        (("split", "CHA", "--alias", "NPU"), "its names are"),
        (("retype", "CHA", "army"), "the types are"),
        (("rename", "CHA", ""), "no name"),
        (("reject", "zzzz"), "no claim"),
        (("undo", "7"), "no decision '7'; nobody has decided anything yet"),
        (("undo", "x"), "no decision 'x'"),
        (("suggest", "-i"), "--from FILE"),
        (("suggest", "--from", "none.csv"), "can't be read"),
    ],
)
def test_refusals_are_short_and_leave_no_decision(kg, folder, arguments, says):
    result = kg("review", *arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.splitlines()) <= 4
    assert not (folder / "graph" / "curation.jsonl").exists()


def test_what_is_not_in_the_log_says_what_is(kg, folder):
    kg("review", "rename", "CHA", "Agency", *AUTHOR)
    assert "there is one, number 1: see kg review log" in kg("review", "undo", "99").stderr
    kg("review", "rename", "CHA", "Office", *AUTHOR)
    assert "there are 2, from 1 to 2" in kg("review", "undo", "99").stderr


def test_what_is_no_claim_says_where_to_look(kg, folder):
    result = kg("why", "zzzz")
    assert result.exit_code == 2
    assert "no claim or entity 'zzzz'; kg claims lists the claims" in result.stderr
    assert "did you mean 'Maria Osei'" in kg("why", "Marie Osei").stderr


def test_a_locked_graph_is_left_alone(kg, folder, monkeypatch):
    import kg as library

    monkeypatch.setattr("kg.store.folder.PATIENCE", 0.05)
    with library.open("graph"):
        assert kg("review", "rename", "CHA", "Agency").exit_code == 75


def test_a_torn_line_is_told(kg, folder):
    kg("review", "rename", "CHA", "Agency")
    log = folder / "graph" / "curation.jsonl"
    log.write_text(log.read_text() + '{"id": "12', encoding="utf-8")
    result = kg("review", "log")
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 2)
    assert "cut off" in result.stderr
    kg("review", "rename", "CHA", "Office")
    assert len(lines(kg("review", "log", "--json"))) == 2
    assert (folder / "graph" / "curation.torn").read_text() == '{"id": "12\n'


# ---------------------------------------------------------------------- suggestions


@pytest.fixture
def doubtful(kg, folder):
    """The same folder with two spellings of a body, and a last name alone."""
    (folder / "more.txt").write_text(
        "The Coastal Harbor Agency sold two ships. Marina Quell of the Norwich Police praised Norland.\n"
        "The Norland Police Force hired divers.\n",
        encoding="utf-8",
    )
    assert kg("build", "more.txt").exit_code == 0
    return folder


def suggested(kg):
    return lines(kg("review", "suggest", "--json"))


def test_suggestions_say_why_and_the_likeliest_is_first(kg, doubtful):
    found = suggested(kg)
    first = found[0]
    assert {first["label"], first["other_label"]} == {"Coastal Harbour Agency", "Coastal Harbor Agency"}
    assert "spelling" in first["reasons"][0]
    assert [row["score"] for row in found] == sorted((row["score"] for row in found), reverse=True)
    assert kg("review", "suggest", "--limit", "1").stdout.count("merge") == 1


def test_suggestions_are_followed_from_a_file(kg, doubtful):
    table = kg("review", "suggest", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(table)))
    rows[0]["decision"] = "accept"
    for row in rows[1:]:
        row["decision"] = "reject"
    with Path("answers.csv").open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    result = kg("review", "suggest", "--from", "answers.csv", *AUTHOR)
    assert result.stderr == f"1 accepted, {len(rows) - 1} rejected, 0 refused.\n"
    assert kg("show", "Coastal Harbor Agency").stdout.startswith("Coastal Harbour Agency")
    result = kg("review", "suggest", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    again = kg("review", "suggest", "--from", "answers.csv")
    assert again.exit_code == 0
    assert again.stderr == f"0 accepted, {len(rows) - 1} rejected, 0 refused, 1 merged already.\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("kind,entity\nmerge,x\n", "no column `decision`"),
        ("decision,kind,entity,other\nmaybe,merge,a,b\n", "line 2: decision 'maybe' is neither"),
        ("decision,kind,entity,other\naccept,merge,a,\n", "line 2: doesn't say what it is about"),
        ('{"decision": "accept"', "line 1: not JSON"),
        ('{"decision": "accept"}\n[1]', "line 1: doesn't say"),
        ("", "no column"),
    ],
)
def test_answers_that_are_unclear_decide_nothing(kg, folder, text, says):
    result = kg("review", "suggest", "--from", "-", stdin=text)
    assert result.exit_code == 2
    assert says in result.stderr
    assert not (folder / "graph" / "curation.jsonl").exists()


def test_suggestions_are_answered_at_a_prompt(kg, doubtful):
    count = len(suggested(kg))
    terminal, end = pty.openpty()
    run = [sys.executable, "-c", "from kg.cli.app import main; main()", "review", "suggest", "-i"]
    with subprocess.Popen(run, stdin=end, stdout=end, stderr=end, cwd=doubtful) as process:
        os.close(end)
        os.write(terminal, b"s\na\n" if count > 1 else b"a\n")
        os.write(terminal, b"q\n")
        shown = b""
        while b"Decision 1" not in shown:
            shown += os.read(terminal, 4096)
        assert process.wait(timeout=60) in (0, None)
    os.close(terminal)
    assert len(lines(kg("review", "log", "--json"))) == 1


def test_the_reference_lists_them(program):
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert all(f"## kg review {name}\n" in page for name in commands(program))
