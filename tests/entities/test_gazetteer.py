"""A person's own register of entities (`kg.entities.gazetteer`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.entities import gazetteer
from kg.errors import InputError

SHIPPED = Path(__file__).parents[2] / "seeds" / "gazetteer" / "us-federal-agencies.csv"


def test_formats_give_the_same() -> None:
    table = "name,type,id,aliases,parent,country\nReef Survey,agency,Q42,RS|Coral Office,Sea Board,\nSea Board,,,,,Norland\n"
    lines = (
        '{"name": "Reef Survey", "type": "agency", "id": "Q42", "aliases": ["RS", "Coral Office"], "parent": "Sea Board"}\n'
        '\n{"name": "Sea Board", "country": "Norland"}\n'
    )
    entries = gazetteer.parse(table, "a.csv")
    assert entries == gazetteer.parse(lines, "a.jsonl")
    reef, board = entries
    assert reef.id == "http://www.wikidata.org/entity/Q42"
    assert reef.parent == board.id
    assert reef.profile.acronym == "RS"
    assert "of:norland" in board.profile.traits
    assert gazetteer.load(gazetteer.dump(entries)) == sorted(entries, key=lambda e: e.id)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "", "a.csv: line 1: no column 'name'"),
        ("a.csv", "name,kind\nX,agency\n", "line 1: unknown column 'kind'"),
        ("a.csv", "name\n", "no entries"),
        ("a.csv", "name,type\nX,agncy\n", "line 2: unknown type 'agncy'; the types are agency, unit"),
        ("a.csv", "name,type\nX,agency\n,agency\n", "line 3: no name"),
        ("a.csv", "name,type\n,agency\nX,agncy\n,place\n", "line 2: no name (and 2 more: 3, 4)"),
        ("a.csv", "name,type\nX,agency,more\n", "line 2: more cells than columns"),
        ("a.csv", 'name\n"X\n', "line 2: unexpected end of data"),
        ("a.csv", "name,id\nX,a b\n", "line 2: the id 'a b' is no IRI"),
        ("a.csv", "name,id\nX,Q1\nY,Q1\n", "line 3: the id 'http://www.wikidata.org/entity/Q1' is given twice"),
        ("a.csv", "name,parent\nX,Y\n", "line 2: the parent 'Y' is no entry of this file"),
        ("a.csv", "name,parent\nX,X\n", "line 2: an entry can't be its own parent"),
        ("a.csv", "name,parent\nX,Y\nY,X\n", "line 2: it is a part of itself by its parents"),
        ("a.jsonl", "{", "line 1: no JSON"),
        ("a.jsonl", "[]", "line 1: not an object with the keys name, type"),
        ("a.jsonl", '{"name": "X", "kind": "agency"}', "line 1: not an object with the keys"),
        ("a.jsonl", '{"name": "X"}\n{"name": 3}', "line 2: name must be a text"),
        ("a.jsonl", '{"name": "X", "aliases": "Y"}', "line 1: aliases must be a list of texts"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(name: str, text: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        gazetteer.parse(text, name)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"name\n\xff\n")
    for file, message in (("a.csv", "is not UTF-8"), ("b.csv", "can't be read")):
        with pytest.raises(InputError, match=message):
            gazetteer.read(tmp_path / file)


def test_the_one_that_is_shipped() -> None:
    entries = {entry.name: entry for entry in gazetteer.read(SHIPPED)}
    chain, at = [], entries["Homeland Security Investigations"]
    while at.parent:
        at = next(entry for entry in entries.values() if entry.id == at.parent)
        chain.append(at.name)
    assert chain == ["Immigration and Customs Enforcement", "Department of Homeland Security"]
