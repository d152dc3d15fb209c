"""A person's own register of entities: names, types, identifiers, aliases and parents, from CSV or JSON lines.

    name,type,id,aliases,parent,country
    Harbour Police,agency,Q12345,HP|Port Police,Coastal Ministry,Norland

Only `name` is needed. `id` is an IRI, a Wikidata identifier (Q and digits), or a key of one's own, which becomes an IRI;
without one it is made of the name. In CSV, aliases are parted by "|". A parent is the name, an alias or the id of
another entry. Raises InputError with the number of the first line that is wrong.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, cast, get_args

from kg import ids
from kg.entities.names import is_acronym, plain
from kg.entities.profiles import Profile
from kg.errors import InputError
from kg.records import EntityType

WIKIDATA = "http://www.wikidata.org/entity/"
_COLUMNS = ("name", "type", "id", "aliases", "parent", "country")
_ITEM = re.compile(r"Q[1-9]\d*")
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_KEY = re.compile(r"[\w.:-]+")
#: So many further lines that are wrong are told with the first.
_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One registered entity; `parent` is the id of its whole."""

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    country: str | None = None

    @property
    def profile(self) -> Profile:
        """The entry as a document would know it. Names in capitals are acronyms, the first of them its own."""
        acronym = next((a for a in self.aliases if is_acronym(a)), "")
        traits = {f"register:{self.id}"} | ({f"of:{plain(self.country)}"} if self.country else set())
        return Profile(self.name, self.type, acronym, self.aliases, tuple(sorted(traits)), self.id)


def read(path: Path) -> list[Entry]:
    """The entries of a file, whose ending tells its format: `.csv`, `.jsonl` (or `.ndjson`, `.json`)."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"can't be read ({error.strerror})", origin=str(path)) from None
    except UnicodeDecodeError:
        raise InputError("is not UTF-8", origin=str(path)) from None
    return parse(text, str(path))


def parse(text: str, origin: str) -> list[Entry]:
    """The entries of a text; `origin` is the name of its file."""
    rows = _csv if origin.lower().endswith(".csv") else _json_lines
    return _entries(rows(text, origin), origin)


def dump(entries: Iterable[Entry]) -> str:
    """Entries as JSON lines, in the order of their ids: equal registers give equal texts."""
    ordered = sorted(entries, key=lambda entry: entry.id)
    return "".join(json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in ordered)


def load(text: str) -> list[Entry]:
    """The entries in a text of `dump`. Raises ValueError, KeyError or TypeError if it is none."""
    rows = [json.loads(line) for line in text.splitlines() if line]
    return [Entry(**{**row, "aliases": tuple(row["aliases"])}) for row in rows]


def joined(registers: Iterable[list[Entry]]) -> list[Entry]:
    """Several registers as one; of two entries with one id the later stays."""
    return list({entry.id: entry for register in registers for entry in register}.values())


Line = tuple[int, dict[str, Any]]


def _csv(text: str, origin: str) -> Iterator[Line]:
    reader = csv.DictReader(io.StringIO(text), strict=True)
    head = [(column or "").strip().lower() for column in reader.fieldnames or ()]
    unknown = [column for column in head if column not in _COLUMNS]
    if "name" not in head or unknown:
        wrong = f"unknown column {unknown[0]!r}" if unknown else "no column 'name'"
        raise InputError(f"line 1: {wrong}; the columns are {', '.join(_COLUMNS)}", origin=origin)
    reader.fieldnames = head
    try:
        for row in reader:
            if None in row:
                raise InputError(f"line {reader.line_num}: more cells than columns", origin=origin)
            yield reader.line_num, {**row, "aliases": [a.strip() for a in (row.get("aliases") or "").split("|")]}
    except csv.Error as error:
        raise InputError(f"line {reader.reader.line_num}: {error}", origin=origin) from None


def _json_lines(text: str, origin: str) -> Iterator[Line]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"line {number}: no JSON ({error})", origin=origin) from None
        if not isinstance(row, dict) or not row.keys() <= set(_COLUMNS):
            raise InputError(f"line {number}: not an object with the keys {', '.join(_COLUMNS)}", origin=origin)
        yield number, row


def _entries(rows: Iterable[Line], origin: str) -> list[Entry]:
    found: list[tuple[int, Entry]] = []
    wrong: list[tuple[int, str]] = []
    for number, row in rows:
        try:
            found.append((number, _entry(row)))
        except ValueError as error:
            wrong.append((number, str(error)))
    by_name: dict[str, str] = {}
    for number, entry in found:
        if entry.id in by_name.values():
            wrong.append((number, f"the id {entry.id!r} is given twice"))
        for name in (entry.id, entry.name, *entry.aliases):
            by_name.setdefault(plain(name), entry.id)
        by_name[entry.id] = entry.id
    linked: dict[str, Entry] = {}
    for number, entry in found:
        above = entry.parent and (by_name.get(_iri_or_name(entry.parent)) or by_name.get(plain(entry.parent)))
        if entry.parent and not above:
            wrong.append((number, f"the parent {entry.parent!r} is no entry of this file"))
        elif above == entry.id:
            wrong.append((number, "an entry can't be its own parent"))
        linked[entry.id] = replace(entry, parent=above or None)
    wrong += [(number, "it is a part of itself by its parents") for number, e in found if _turns(e.id, linked)]
    if wrong or not found:
        raise InputError(_told(sorted(wrong)) if wrong else "no entries", origin=origin)
    return list(linked.values())


def _entry(row: dict[str, Any]) -> Entry:
    """The entry of a row. Raises ValueError."""
    texts = {key: row.get(key) or "" for key in ("name", "type", "id", "parent", "country")}
    for key, value in texts.items():
        if not isinstance(value, str):
            raise ValueError(f"{key} must be a text")  # noqa: TRY004 - one error for all that is wrong in a row
    texts = {key: " ".join(value.split()) for key, value in texts.items()}
    aliases = row.get("aliases") or []
    if not isinstance(aliases, list) or not all(isinstance(a, str) for a in aliases):
        raise ValueError("aliases must be a list of texts")
    if not texts["name"]:
        raise ValueError("no name")
    if texts["type"] and texts["type"] not in get_args(EntityType):
        raise ValueError(f"unknown type {texts['type']!r}; the types are {', '.join(get_args(EntityType))}")
    return Entry(
        id=_iri(texts["id"] or ids.slug(texts["name"])),
        name=texts["name"],
        type=cast(EntityType, texts["type"] or "agency"),
        aliases=tuple(dict.fromkeys(name for a in aliases if (name := " ".join(a.split())) and name != texts["name"])),
        parent=texts["parent"] or None,
        country=texts["country"] or None,
    )


def _iri(given: str) -> str:
    if _ITEM.fullmatch(given):
        return f"{WIKIDATA}{given}"
    if _IRI.fullmatch(given):
        return given
    if not _KEY.fullmatch(given):
        raise ValueError(f"the id {given!r} is no IRI, no Wikidata identifier, and no key of letters, digits and .:-_")
    return f"{ids.BASE}register/{given.replace(':', '/')}"


def _iri_or_name(given: str) -> str:
    try:
        return _iri(given)
    except ValueError:
        return given


def _turns(start: str, entries: dict[str, Entry]) -> bool:
    """Whether an entry's parents lead back to it."""
    seen: set[str] = set()
    at = entries[start].parent
    while at and at not in seen and at in entries:
        if at == start:
            return True
        seen.add(at)
        at = entries[at].parent
    return False


def _told(wrong: list[tuple[int, str]]) -> str:
    (number, first), *rest = wrong
    others = sorted({line for line, _ in rest} - {number})
    more = f" (and {len(others)} more: {', '.join(map(str, others[:_TOLD]))}{' …' if len(others) > _TOLD else ''})"
    return f"line {number}: {first}{more if others else ''}"
