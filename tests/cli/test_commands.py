"""The commands on a small graph: what they print, in every style, and their exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys

import pytest

from kg import export

LISTS = ["entities", "claims", "statistics", "sources"]


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_building_twice_adds_nothing(kg, folder):
    before = kg("export", "--format", "nquads").stdout
    result = kg("build", "report.txt", "brief.txt")
    assert result.exit_code == 0
    assert "0 new documents" in result.stdout
    assert "2 already in the graph" in result.stdout
    assert kg("export", "--format", "nquads").stdout == before


def test_the_order_of_reading_does_not_matter(kg, folder):
    for name, paths in {"a": ["report.txt", "brief.txt"], "b": ["brief.txt", "report.txt"]}.items():
        assert kg("build", *paths, "--graph", name).exit_code == 0
    dumps = [kg("export", "--format", "nquads", "--graph", name).stdout for name in ("a", "b")]
    assert dumps[0] == dumps[1]


def test_build_reads_standard_input_and_prints_json(kg, folder):
    (built,) = lines(kg("build", "-", "--json", stdin="The Dock Board hired 12 pilots."))
    assert built["file"] == "-"
    assert built["new"] is True
    assert built["error"] is None


@pytest.mark.parametrize("name", LISTS)
def test_lists_in_every_style(kg, folder, name):
    records = lines(kg(name, "--json"))
    assert records
    assert lines(kg(name, "--format", "json")) == records
    rows = list(csv.DictReader(io.StringIO(kg(name, "--format", "csv").stdout)))
    assert len(rows) == len(records)
    assert len(kg(name, "--format", "tsv").stdout.splitlines()) == len(records) + 1
    assert len(kg(name).stdout.splitlines()) == len(records) + 1


def test_every_claim_quotes_its_document(kg, folder):
    for claim in lines(kg("claims", "--json")):
        text = (folder / claim["file"].rsplit("/", 1)[-1]).read_text(encoding="utf-8")
        assert text[claim["start"] : claim["end"]] == claim["quote"]
        assert claim["sources"]
        for term in (claim["subject"], claim["object"], *claim["arguments"]):
            assert term is None or text[term["start"] : term["end"]] == term["text"]


def test_filters(kg, folder):
    about = lines(kg("claims", "--about", "CHA", "--json"))
    assert about
    assert len(about) < len(lines(kg("claims", "--json")))
    by = lines(kg("claims", "--by", "Maria Osei", "--json"))
    assert by
    assert all("Maria Osei" in {source["label"] for source in claim["sources"]} for claim in by)
    planned = lines(kg("claims", "--modality", "planned", "--json"))
    assert {claim["modality"] for claim in planned} == {"planned"}
    assert {row["type"] for row in lines(kg("entities", "--type", "person", "--json"))} == {"person"}
    inside = {row["label"] for row in lines(kg("entities", "--document", "brief.txt", "--json"))}
    assert "Norland Police" in inside
    assert "Maria Osei" not in inside
    assert {row["value"] for row in lines(kg("statistics", "--since", "2022-06", "--until", "2022-06", "--json"))} >= {
        12
    }


def test_the_least_confidence(kg, folder):
    claims = lines(kg("claims", "--json"))
    least = sorted({claim["confidence"] for claim in claims})[1]
    kept = [claim for claim in claims if claim["confidence"] >= least]
    assert 0 < len(kept) < len(claims)
    assert lines(kg("claims", "--min-confidence", str(least), "--json")) == kept
    exported = lines(kg("export", "--format", "jsonl", "--min-confidence", str(least)))
    assert len([record for record in exported if record["kind"] == "claim"]) == len(kept)
    assert kg("ask", "what", "does", "NPU", "do", "--min-confidence", "1").exit_code == 1
    assert "RDF is written whole" in kg("export", "--format", "trig", "--min-confidence", str(least)).stderr


def test_nothing_found_is_status_1(kg, folder):
    result = kg("claims", "--relation", "levitate")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "No claims found.\n"


def test_show(kg, folder):
    shown = json.loads(kg("show", "CHA", "--json").stdout)
    assert shown["entity"]["label"] == "Coastal Harbour Agency"
    assert shown["does"]
    assert shown["statistics"]
    assert "Coastal Harbour Agency" in kg("show", "cha").stdout


def test_why_shows_the_words(kg, folder):
    claim = next(c for c in lines(kg("claims", "--json")) if c["modality"] == "planned")
    key = claim["claim"].rsplit("/", 1)[-1]
    (evidence,) = lines(kg("why", key, "--json"))
    assert evidence["rule"]
    assert evidence["predicate"]["text"] in evidence["quote"]
    assert "will" in {cue["text"] for cue in evidence["cues"]}
    text = kg("why", key[:10]).stdout
    for name in ("sentence", "rule", "relation", "cues", "said by"):
        assert f"{name}:" in text


def test_why_skipped_lists_sentences_with_reasons(kg, folder):
    (folder / "odd.txt").write_text("What a day! The agency hired 12 pilots.")
    kg("build", "odd.txt")
    found = lines(kg("why", "--skipped", "odd.txt", "--json"))
    assert [sentence["quote"] for sentence in found] == ["What a day!"]
    assert found[0]["reason"]


def test_ask(kg, folder):
    result = kg("ask", "what does NPU do", "--json")
    assert result.exit_code == 0
    (found,) = lines(result)
    assert {"question", "answers", "reason", "note", "understood"} == set(found)
    assert any("inspect" in answer["text"] for answer in found["answers"])
    assert "report.txt:" in kg("ask", "what", "does", "NPU", "do").stdout


def test_ask_without_an_answer(kg, folder):
    result = kg("ask", "what does the Ministry of Magic do")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("No answer: ")


def test_path(kg, folder):
    steps = lines(kg("path", "CHA", "Norland Police", "--json"))
    assert steps
    assert steps[0]["from"] == "Coastal Harbour Agency"
    assert steps[-1]["to"] == "Norland Police"
    assert all(step["quote"] and step["sources"] for step in steps)
    assert "1. Coastal Harbour Agency → " in kg("path", "CHA", "Norland Police").stdout


def test_every_rule_that_fires_is_described(kg, folder):
    for claim in {row["rule"]: row["claim"] for row in lines(kg("claims", "--json"))}.values():
        for evidence in lines(kg("why", claim, "--json")):
            assert evidence["rule_description"], evidence["rule"]


def test_query_from_everywhere(kg, folder):
    text = "SELECT ?name WHERE { ?who skos:prefLabel ?name } ORDER BY ?name"
    (folder / "names.rq").write_text(text)
    assert kg("query", "names.rq", "--json").stdout == kg("query", "-", "--json", stdin=text).stdout != ""
    assert lines(kg("query", "-", "--json", stdin="ASK { ?a ?b ?c }")) == [{"answer": True}]
    made = kg("query", "-", "--json", stdin="CONSTRUCT { ?a skos:prefLabel ?n } WHERE { ?a skos:prefLabel ?n }")
    assert set(lines(made)[0]) == {"subject", "predicate", "object"}
    assert kg("query", "claims-about", "-p", "entity=CHA").exit_code == 0


def test_named_queries_are_listed_and_run(kg, folder):
    named = lines(kg("query", "--list", "--json"))
    assert len(named) >= 40
    for query in named:
        values = {"entity": "CHA", "document": "report.txt", "date": "2022-01-01", "number": "1"}
        given = [f"-p{name}={values.get(kind, 'x')}" for name, kind in query["parameters"].items()]
        result = kg("query", query["name"], *given)
        assert result.exit_code in (0, 1), (query["name"], result.stderr)


def test_queries_are_found_by_a_word(kg):
    assert "  series: " in kg("query", "--list", "numbers").stdout
    assert "  denials: " not in kg("query", "--list", "numbers").stdout
    assert kg("query", "--list", "zebra").exit_code == 1


def test_a_mistyped_parameter_is_told_and_no_empty_answer(kg, folder):
    result = kg("query", "what-does", "-p", "entity=Coastal Harbor Agency")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean 'Coastal Harbour Agency'" in result.stderr


def test_results_come_in_pages_and_say_what_is_left(kg, folder):
    everything = kg("query", "entities", "--format", "tsv")
    total = len(everything.stdout.splitlines()) - 1
    assert total > 6
    assert everything.stderr == ""
    seen = []
    for page in range(1, -(-total // 3) + 1):
        result = kg("query", "entities", "--format", "tsv", "--limit", "3", "--page", str(page))
        rows = result.stdout.splitlines()[1:]
        seen += rows
        left = total - len(seen)
        assert f"… {left} more: --page {page + 1}" in result.stderr if left else result.stderr == ""
    assert seen == everything.stdout.splitlines()[1:]
    beyond = kg("query", "entities", "--limit", "3", "--page", "999")
    assert beyond.exit_code == 1
    assert "No page 999" in beyond.stderr


def test_a_long_table_is_cut_loudly(kg, folder):
    result = kg("query", "-", stdin="SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o")
    assert len(result.stdout.splitlines()) == 101
    assert "Rows 1 to 100 of" in result.stderr
    assert len(kg("query", "-", "--json", stdin="SELECT ?s WHERE { ?s ?p ?o }").stdout.splitlines()) > 101


def test_export_to_files(kg, folder):
    for name in sorted(export.FORMATS.keys() - export.FOLDERS):
        assert kg("export", "--format", name, "-o", f"out.{name}").exit_code == 0
        assert (folder / f"out.{name}").stat().st_size > 100
        assert kg("export", "--format", name).stdout_bytes == (folder / f"out.{name}").read_bytes()
    for name in sorted(export.FOLDERS):
        assert kg("export", "--format", name, "-o", name).exit_code == 0
        assert list((folder / name).iterdir())


def test_export_about_an_entity(kg, folder):
    assert kg("export", "--format", "html", "--about", "NPU", "-o", "npu.html").exit_code == 0
    assert "<title>Night Patrol Unit" in (folder / "npu.html").read_text(encoding="utf-8")
    whole, part = (lines(kg("export", "--format", "jsonl", *more)) for more in ((), ("--about", "NPU")))
    assert 0 < len(part) < len(whole)
    assert kg("export", "--format", "turtle", "--about", "NPU").exit_code == 2


def test_remove_undoes_build(kg, folder):
    assert kg("build", "report.txt", "--graph", "one").exit_code == 0
    before = kg("export", "--format", "nquads", "--graph", "one").stdout
    assert kg("build", "brief.txt", "--graph", "one").exit_code == 0
    assert kg("remove", "brief.txt", "--graph", "one").exit_code == 0
    assert kg("export", "--format", "nquads", "--graph", "one").stdout == before


def test_validate_and_doctor(kg, folder):
    assert kg("validate").stdout == "The graph is valid.\n"
    checks = {check["check"]: check for check in lines(kg("doctor", "--json"))}
    assert {"python", "spacy", "model", "store", "index", "lock", "disk"} <= set(checks)
    assert checks["store"]["ok"]
    assert checks["index"]["ok"]
    assert checks["lock"]["ok"]


def test_a_lost_index_is_noticed_and_made_again(kg, folder):
    before = kg("claims", "--json").stdout
    (folder / "graph" / "index.sqlite").unlink()
    assert kg("claims", "--json").stdout == before
    found = kg("doctor", "--json")
    assert found.exit_code == 1
    assert [check["check"] for check in lines(found) if not check["ok"]] == ["index"]
    assert kg("doctor").exit_code == 0
    assert kg("claims", "--json").stdout == before


def test_the_graph_can_be_named_by_the_environment(kg, folder, monkeypatch):
    monkeypatch.setenv("KG_GRAPH", str(folder / "graph"))
    monkeypatch.chdir("/")
    assert kg("claims").exit_code == 0


def test_a_broken_pipe_is_quiet(folder):
    command = [sys.executable, "-c", "from kg.cli.app import main; main()", "export", "--format", "nquads"]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert run.stdout is not None
    assert run.stderr is not None
    run.stdout.read(1)
    run.stdout.close()
    assert run.stderr.read() == b""
    run.stderr.close()
    run.wait(timeout=60)


def test_asking_imports_nothing_heavy(shell, folder):
    code = "import sys; sys.argv[1:] = ['ask', 'what', 'does', 'NPU', 'do']\nfrom kg.cli.app import main\n"
    code += "try: main()\nexcept SystemExit: pass\nsys.stderr.write('\\n'.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(run.stderr.splitlines()) & {"spacy", "rdflib", "networkx", "numpy", "dateutil", "trafilatura"}


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupted_build_resumes(kg, folder, workers):
    (folder / "many").mkdir()
    for k in range(8):
        (folder / "many" / f"{k:02}.txt").write_text(f"The Dock Board hired {k + 2} pilots. " * 12)
    command = [sys.executable, "-c", "from kg.cli.app import main; main()", "build", "many", "--graph", "g", "--json"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    run = subprocess.Popen([*command, "--workers", workers], bufsize=0, process_group=0, **pipes)
    assert run.stdout is not None
    run.stdout.readline()
    os.killpg(run.pid, signal.SIGINT)
    _, errors = run.communicate(timeout=120)
    assert run.returncode == 130
    assert errors.decode().strip() == "Interrupted."
    result = kg("build", "many", "--graph", "g")
    assert result.exit_code == 0
    assert "already in the graph" in result.stdout
    assert "0 already" not in result.stdout
    assert kg("build", "many", "--graph", "whole").exit_code == 0
    dumps = [kg("export", "--format", "nquads", "--graph", name).stdout for name in ("g", "whole")]
    assert dumps[0] == dumps[1]


def test_a_role_connects_a_person_with_an_agency(kg, folder):
    (step,) = lines(kg("path", "Maria Osei", "CHA", "--json"))
    assert step["text"] == "Maria Osei is director of Coastal Harbour Agency (CHA)"
    text = (folder / "report.txt").read_text(encoding="utf-8")
    assert text[step["start"] : step["end"]] == step["quote"]
    assert step["sources"]


def test_what_is_one_needs_no_path(kg, folder):
    result = kg("path", "CHA", "Coastal Harbour Agency")
    assert result.exit_code == 1
    assert "'CHA' and 'Coastal Harbour Agency' are one: Coastal Harbour Agency." in result.stderr


def test_a_line_of_a_name_and_a_day_is_who_published_and_when(kg, folder):
    for name, text in {
        "walk.txt": "Claimgraph Walk, March 4, 2024\n\nAgency seizes boats\n\nThe Dock Board seized 12 boats in Norland.",
        "post.md": "# Agency seizes boats\n\n*The Norland Post, 5 May 2024*\n\nThe Dock Board seized 14 boats in Norland.",
    }.items():
        (folder / name).write_text(text)
    assert kg("build", "walk.txt", "post.md", "--graph", "g").exit_code == 0
    rows = csv.DictReader(io.StringIO(kg("query", "documents", "--format", "csv", "--graph", "g").stdout))
    assert {(row["title"], row["publisher"], row["date"]) for row in rows} == {
        ("Agency seizes boats", "Claimgraph Walk", "2024-03-04"),
        ("Agency seizes boats", "The Norland Post", "2024-05-05"),
    }
    types = {row["label"]: row["type"] for row in lines(kg("entities", "--json", "--graph", "g"))}
    assert types["Claimgraph Walk"] == types["The Norland Post"] == "agency"


def test_an_export_makes_its_folder(kg, folder):
    assert kg("export", "--format", "jsonl", "-o", "some/new/folder/graph.jsonl").exit_code == 0
    assert (folder / "some/new/folder/graph.jsonl").read_text() == kg("export", "--format", "jsonl").stdout
    assert [path.name for path in (folder / "some/new/folder").iterdir()] == ["graph.jsonl"]


def test_a_build_says_how_many_entries_its_registers_have(kg, folder):
    (folder / "one.csv").write_text("name,type\nCoastal Harbour Agency,agency\n")
    (folder / "two.csv").write_text("name,type\nNorland Police,agency\nNight Patrol Unit,unit\n")
    registers = ("--gazetteer", "one.csv", "--gazetteer", "two.csv")
    assert "The register has 3 entries." in kg("build", "brief.txt", *registers).stdout
    assert "The register has 1 entry." in kg("build", "brief.txt", "--gazetteer", "one.csv").stdout
    assert "register" not in kg("build", "brief.txt").stdout
    assert kg("build", "brief.txt", *registers, "--quiet").stdout == ""
    assert len(lines(kg("build", "brief.txt", *registers, "--json"))) == 1
