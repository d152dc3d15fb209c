"""The index: its format follows what it is made by, what is found doesn't depend on the order of adding, and a torn or
foreign file is made anew.
"""

from __future__ import annotations

import itertools
import json
import zlib
from pathlib import Path

import pytest

from kg import ids
from kg.lexicon import table
from kg.store import Store, index
from kg.store.index import Index
from kg.store.indexed import Indexed
from kg.store.reader import Reader
from kg.store.reading import from_json, to_json
from kg.words import kin, root
from tests.rdf.made import harbour, strike
from tests.store.test_settling import short

KG = Path(index.__file__).parents[1]


def test_who_changes_the_words_raises_the_format() -> None:
    """An index made by other roots doesn't find what it should: put the new sum here, and raise `index.FORMAT`."""
    made_by = (KG / "words.py").read_text() + json.dumps(table("questions")["irregular"], sort_keys=True)
    assert (index.FORMAT, zlib.crc32(made_by.encode())) == (5, 2501010629)


def test_rows_are_read_as_they_were_written() -> None:
    texts = (f"{ids.BASE}doc/1", f'he wrote "{ids.BASE}doc/1", and "\x01', "\x01", "")
    row = {text: list(texts) for text in texts}
    assert from_json(to_json(row)) == row


def test_what_is_found_does_not_depend_on_the_order_of_adding() -> None:
    found, marks = set(), set()
    for order in itertools.permutations([harbour(), strike(), short()]):
        with Store() as store:
            for extraction in order:
                store.add(extraction)
                store.settle()
            rows = store.read.find({root("hired"), kin("hired")}, {"guard"}, limit=2)
            found.add(json.dumps(rows))
            assert store._index
            marks.add(store._index.mark)
    assert len(found) == len(marks) == 1


def test_what_only_few_words_miss_comes_first() -> None:
    with Store() as store:
        for extraction in (harbour(), strike(), short()):
            store.add(extraction)
        (row,) = store.read.find({"ferry"}, {"sank", "sink"}, {"whale"}, limit=1)
        assert "ferry" in row["quote"]


@pytest.mark.parametrize("damage", [b"", b"not a database", None])
def test_a_torn_file_is_not_read_and_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    with Store(tmp_path / "g") as store:
        store.add(harbour())
        rows = list(store.claims())
    file = tmp_path / "g" / "index.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 3] if damage is None else damage)
    with Store(tmp_path / "g", write=False) as store:
        assert isinstance(store.read, Reader)
        assert not store.indexed
        assert list(store.claims()) == rows
    with Store(tmp_path / "g") as store:
        assert isinstance(store.read, Indexed)
        assert store.indexed
        assert list(store.claims()) == rows


def test_an_index_of_another_format_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path / "g") as store:
        store.add(harbour())
        dump = store.dump()
    monkeypatch.setattr(index, "FORMAT", index.FORMAT + 1)
    assert Index.read(tmp_path / "g" / "index.sqlite") is None
    with Store(tmp_path / "g") as store:
        assert store.indexed
        assert store.dump() == dump
