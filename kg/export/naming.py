"""Why a name is one of an entity's, and why its namesakes are others, as records.

In: a store and an entity's record. Out: for each name and document the rule, what it saw, and the sentence that shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg import ids
from kg.errors import UnknownError
from kg.lexicon import table

if TYPE_CHECKING:
    from kg.store import Store

Row = dict[str, Any]

#: Of a name that links documents, so many places are shown where documents use it.
_PLACES = 3


def names(store: Store, entity: Row, name: str | None = None) -> Iterator[Row]:
    """What made each name (or this one, whatever its case) the entity's:
    `entity label name rule rule_description why document file start end quote words`. What links documents has no
    `document`, unless one mentions the entity by just this name. Raises UnknownError for what is no name of it.
    """
    known = [entity["label"], *filter(None, [entity["acronym"]]), *entity["aliases"]]
    wanted = None if name is None else {n for n in known if n.casefold() == name.casefold()}
    if wanted is not None and not wanted:
        raise UnknownError(f"name of {entity['label']}", name or "", _near(name or "", known))
    found = [row for row in _rows(store, entity) if wanted is None or row["name"] in wanted]
    said = {row["name"] for row in found}
    for label in sorted((wanted or {entity["label"]}) - said):
        why = (
            "what most documents call it" if label == entity["label"] else f"a name of {entity['label']} in a document"
        )
        found += list(_placed(store, entity, _row(entity, label, "label", why)))[:1]
    yield from found


def homonyms(store: Store, entity: Row) -> Iterator[Row]:
    """The other entities that documents call by a name of this one: `name other label why`."""
    for row in store.ask("homonyms-of", {"entity": entity["id"]}).rows:
        name, other, label, why = (value.value for value in row)
        yield {"name": name, "other": other, "label": label, "why": why}


def _rows(store: Store, entity: Row) -> Iterator[Row]:
    for found in store.ask("names-of", {"entity": entity["id"]}).rows:
        name, rule, why, document, passage, words = found
        row = _row(entity, name.value, rule.value, why.value)
        if passage is None:
            yield from _placed(store, entity, row)
        else:
            yield row | _place(store, document.value, passage.value, words.value)


def _row(entity: Row, name: str, rule: str, why: str) -> Row:
    noted = table("naming")[rule]
    return {
        "entity": entity["id"],
        "label": entity["label"],
        "name": name,
        "rule": rule,
        "rule_description": f"{noted['does']} Example: {noted['example']}",
        "why": why,
        **dict.fromkeys(("document", "file", "start", "end", "quote", "words")),
    }


def _placed(store: Store, entity: Row, row: Row) -> Iterator[Row]:
    """A row for the first place in each of some documents that mention the entity by this name; else the row alone."""
    found = store.ask("places-of-name", {"entity": entity["id"], "name": row["name"]}).rows
    first: dict[str, tuple[str, str]] = {}
    for document, passage, text in sorted(found, key=lambda f: ids.parse_passage(f[1].value)):
        _, start, _ = ids.parse_passage(passage.value)
        start += text.value.index(row["name"])
        words = ids.passage(document.value, start, start + len(row["name"]))
        first.setdefault(document.value, (passage.value, words))
    if not first:
        yield row
    for document, (passage, words) in list(first.items())[:_PLACES]:
        yield row | _place(store, document, passage, words)


def _place(store: Store, document: str, passage: str, words: str) -> Row:
    text = store.text(document)
    (_, start, end), (_, first, last) = ids.parse_passage(passage), ids.parse_passage(words)
    return {
        "document": document,
        "file": store.read.document(document)["file"],
        "start": start,
        "end": end,
        "quote": text[start:end],
        "words": {"start": first, "end": last, "text": text[first:last]},
    }


def _near(name: str, known: list[str]) -> list[str]:
    import difflib

    return difflib.get_close_matches(name, known, n=3, cutoff=0.5)
