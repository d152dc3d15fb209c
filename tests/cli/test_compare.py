"""`kg conflicts`, `kg plans`, `kg timeline`, `kg diff` and `kg path` on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

DISPUTES = Path(__file__).resolve().parents[2] / "disputes"

OTHER = """\
Harbour agency under fire

Published on March 6, 2023

The Coastal Harbour Agency (CHA) seized 312 boats in 2022. The inspectors of Norland said that the port is unsafe.
"""


def test_conflicts(kg, folder):
    assert kg("conflicts").exit_code == 1
    (folder / "other.txt").write_text(OTHER, encoding="utf-8")
    kg("build", "other.txt")
    shown = kg("conflicts", "--strict")
    assert shown.exit_code == 0
    assert "284 boats or 312 boats (contradicted)" in shown.stdout
    row = json.loads(kg("conflicts", "--about", "CHA", "--json").stdout.splitlines()[0])
    assert list(row) == ["kind", "about", "relation", "text", "contradicts", "reasons", "sides"]
    cells = list(csv.DictReader(io.StringIO(kg("conflicts", "--format", "csv").stdout, newline="")))
    assert {cell["part"] for cell in cells} >= {"284 boats", "312 boats"}
    assert all(cell["quote"] for cell in cells)


def test_a_fiscal_and_a_calendar_year_of_the_disputes(kg, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert kg("build", DISPUTES).exit_code == 0
    (row,) = [json.loads(line) for line in kg("conflicts", "--about", "NHP", "--json").stdout.splitlines()]
    assert (row["kind"], row["contradicts"]) == ("number", False)
    assert row["reasons"] == ["fiscal and calendar year: 2022 and fiscal year 2022"]
    assert [side["value"] for side in row["sides"]] == [163, 218]
    assert "may not be comparable: fiscal and calendar year" in kg("conflicts").stdout
    assert kg("conflicts", "--about", "NHP", "--strict").exit_code == 1


def test_plans(kg, folder):
    row = json.loads(kg("plans", "--json").stdout.splitlines()[0])
    assert (row["status"], row["made"][0]["file"].rsplit("/", 1)[-1]) == ("no later document", "report.txt")
    assert kg("plans", "--status", "done").exit_code == 1
    assert kg("plans", "--status", "finished").exit_code == 2


def test_timeline(kg, folder):
    rows = [json.loads(line) for line in kg("timeline", "CHA", "--json").stdout.splitlines()]
    assert any(row["dated_by"] == "claim" and row["date"] == "2022-01-01" for row in rows)
    assert all(
        row["dated_by"] == "claim"
        for row in map(json.loads, kg("timeline", "CHA", "--dated", "--json").stdout.splitlines())
    )
    assert "~2023-03-04" in kg("timeline", "CHA").stdout
    assert kg("timeline", "CHA", "--since", "2050").exit_code == 1
    assert kg("timeline", "Nobody Known").exit_code == 2


def test_diff(kg, folder):
    rows = [json.loads(line) for line in kg("diff", "report.txt", "brief.txt", "--json").stdout.splitlines()]
    assert {"added", "dropped"} <= {row["change"] for row in rows}
    assert kg("diff", "report.txt", "report.txt").exit_code == 1
    missing = kg("diff", "report.txt", "nowhere.txt")
    assert (missing.exit_code, missing.stderr.count("\n")) == (2, 1)


def test_path_shortest_and_strongest(kg, folder):
    rows = [json.loads(line) for line in kg("path", "Maria Osei", "Norland Police", "--json").stdout.splitlines()]
    assert (rows[0]["from"], rows[-1]["to"]) == ("Maria Osei", "Norland Police")
    assert all(row["support"] >= 1 and 0 < row["strength"] < 1 and row["quote"] for row in rows)
    strong = [
        json.loads(s) for s in kg("path", "Maria Osei", "Norland Police", "--strongest", "--json").stdout.splitlines()
    ]
    assert len(strong) >= len(rows)
    assert kg("path", "Maria Osei", "Norland Police", "--max-steps", "1").exit_code == (len(rows) > 1)
    assert kg("path", "Maria Osei", "Norland Police", "--max-steps", "0").exit_code == 2


def test_what_is_about_an_entitys_own_is_about_it(kg, folder):
    told = "The Coastal Harbour Agency (CHA) is in Norland. CHA's agents arrested {} smugglers in 2023."
    for name, number in (("one.txt", 12), ("two.txt", 14)):
        (folder / name).write_text(told.format(number))
    kg("build", "one.txt", "two.txt")
    shown = {
        ("conflicts", "--about"): "12 smugglers or 14 smugglers",
        ("claims", "--about"): "CHA's agents arrested 14 smugglers",
        ("timeline",): "CHA's agents arrested 14 smugglers",
        ("show",): "CHA's agents arrest 14 smugglers",
    }
    for command, text in shown.items():
        assert text in kg(*command, "CHA").stdout
    assert {12, 14} <= {
        json.loads(row)["value"] for row in kg("statistics", "--about", "CHA", "--json").stdout.splitlines()
    }
