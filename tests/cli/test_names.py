"""`kg why ENTITY` and `kg show`: what made names an entity's, why namesakes are two, and what belongs to what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TEXTS = {
    "senate.txt": (
        "Senator Otto Lind praised the Norland Fisheries Board (NFB). Lind chairs the Harbour Committee. "
        "The NFB is part of the Coastal Ministry."
    ),
    "church.txt": "Bishop Otto Lind blessed the boats of Skarr. Lind left.",
    "police.txt": "The NFB sued a trader. The Cyber Desk, a unit within the NFB, has an office in Lima.",
}


@pytest.fixture(scope="module")
def graph(program, tmp_path_factory):
    from click.testing import CliRunner

    folder = tmp_path_factory.mktemp("names")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    result = CliRunner().invoke(program, ["build", str(folder), "--graph", str(folder / "graph")], prog_name="kg")
    assert result.exit_code == 0, result.output
    return folder / "graph"


def _records(kg, *arguments: str | Path) -> list[dict]:
    return [json.loads(line) for line in kg(*arguments, "--json").stdout.splitlines()]


def test_a_definition_is_shown_with_its_words_and_place(kg, graph):
    found = _records(kg, "why", "Norland Fisheries Board", "--alias", "nfb", "--graph", graph)
    defined = next(r for r in found if r["rule"] == "definition")
    text = TEXTS["senate.txt"]
    assert defined["name"] == "NFB"
    assert defined["file"].endswith("senate.txt")
    assert text[defined["start"] : defined["end"]] == defined["quote"] == text[: text.index(")") + 2]
    assert text[defined["words"]["start"] : defined["words"]["end"]] == "Norland Fisheries Board (NFB)"


def test_a_link_between_documents_says_why_and_where(kg, graph):
    found = _records(kg, "why", "NFB", "--alias", "NFB", "--graph", graph)
    linked = [r for r in found if r["rule"] == "acronym"]
    assert {Path(r["file"]).name for r in linked} == {"senate.txt", "police.txt"}
    assert "Norland Fisheries Board" in linked[0]["why"]
    shown = kg("why", "NFB", "--graph", graph).stdout
    assert "NFB = Norland Fisheries Board" in shown
    assert "police.txt:" in shown


def test_namesakes_are_told_apart(kg, graph):
    shown = kg("why", "Otto Lind", "--graph", graph).stdout
    assert "not Otto Lind" in shown
    assert "one is of the faith, the other of the state" in shown
    labels = [row["label"] for row in _records(kg, "entities", "--type", "person", "--graph", graph)]
    assert labels.count("Otto Lind") == 2


def test_show_has_a_tree_members_and_sites(kg, graph):
    shown = kg("show", "NFB", "--graph", graph).stdout
    assert "Structure\n  Coastal Ministry\n    Norland Fisheries Board (NFB)\n      Cyber Desk\n" in shown
    desk = _records(kg, "show", "Cyber Desk", "--graph", graph)[0]
    assert [whole["label"] for whole in desk["parents"]] == ["Norland Fisheries Board", "Coastal Ministry"]
    assert [site["label"] for site in desk["sites"]] == ["Lima"]
    committee = kg("show", "Harbour Committee", "--graph", graph).stdout
    assert "Members\n  Otto Lind, chair  [" in committee


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("why", "NFB", "--alias", "Rural Bank"), "no name of Norland Fisheries Board 'Rural Bank'"),
        (("why", "Norland Fisheries Bord"), "did you mean"),
        (("why", "--alias", "NFB"), "say which claim or entity"),
        (("why",), "say which claim or entity"),
    ],
)
def test_what_is_not_there_is_said(kg, graph, arguments, message):
    result = kg(*arguments, "--graph", graph)
    assert result.exit_code == 2
    assert message.casefold() in result.stderr.casefold()


def test_a_register_is_kept_and_used_by_later_builds(kg, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("one.txt").write_text("The Reef Survey hired divers.", encoding="utf-8")
    Path("two.txt").write_text("The Coral Office sank a boat.", encoding="utf-8")
    register = "name,type,id,aliases,parent\nReef Survey,agency,Q42,RS|Coral Office,Sea Board\nSea Board,agency,,,\n"
    Path("agencies.csv").write_text(register, encoding="utf-8")
    assert kg("build", "one.txt", "--gazetteer", "agencies.csv").exit_code == 0
    assert kg("build", "two.txt").exit_code == 0
    (reef,) = (row for row in _records(kg, "entities") if row["label"] == "Reef Survey")
    assert reef["documents"] == 2
    assert reef["exact_match"] == ["http://www.wikidata.org/entity/Q42"]
    assert "Sea Board\n    Reef Survey (RS)" in kg("show", "Coral Office").stdout
    found = kg("query", "-", stdin="SELECT ?e ?o WHERE { GRAPH ?g { ?e skos:exactMatch ?o } }").stdout
    assert "http://www.wikidata.org/entity/Q42" in found
    assert kg("validate").exit_code == 0


def test_a_bad_register_stops_the_build_before_it_begins(kg, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("one.txt").write_text("The Reef Survey hired divers.", encoding="utf-8")
    Path("agencies.csv").write_text("name,type\nReef Survey,agncy\n", encoding="utf-8")
    result = kg("build", "one.txt", "--gazetteer", "agencies.csv")
    assert result.exit_code == 2
    assert "agencies.csv: line 2: unknown type 'agncy'" in result.stderr
    assert not Path("graph").exists()


def test_what_a_document_alone_showed_goes_with_it(kg, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in TEXTS.items():
        Path(name).write_text(text, encoding="utf-8")
    assert kg("build", "senate.txt").exit_code == 0
    before = kg("export", "--format", "nquads").stdout
    assert kg("build", "church.txt", "police.txt").exit_code == 0
    assert "differentFrom" in kg("export", "--format", "nquads").stdout
    assert kg("remove", "church.txt").exit_code == 0
    assert kg("remove", "police.txt").exit_code == 0
    assert sorted(kg("export", "--format", "nquads").stdout.splitlines()) == sorted(before.splitlines())
