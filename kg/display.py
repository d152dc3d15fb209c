"""Records as a notebook shows them: small tables in HTML, in which everything a document says is escaped.

In: rows in the shape of the JSON contract. Out: HTML for `_repr_html_`. Tables show their first rows and say how many
there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

#: Rows of a table, and characters of a quote in one.
ROWS, QUOTE = 20, 160
_LEFT = ' style="text-align:left;vertical-align:top"'
#: What goes without saying of a claim.
_USUAL = frozenset({"asserts", "relays", "affirmed", "actual"})


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows under a caption; None is an empty cell.

    >>> table("2 < 3", ["a"], [["<b>"], [None]]).count("<td")
    2
    """
    found = list(rows)
    head = "".join(f"<th{_LEFT}>{_text(column)}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in found[:ROWS])
    more = f"<p>… {len(found) - ROWS} more</p>" if len(found) > ROWS else ""
    title = f'<caption style="text-align:left"><b>{_text(caption)}</b></caption>'
    return f"<table>{title}<tr>{head}</tr>{body}</table>{more}"


def card(title: str, facts: Mapping[str, object]) -> str:
    """One thing: a title and what is known about it; facts that are None or empty are left out."""
    rows = "".join(
        f"<tr><th{_LEFT}>{_text(name)}</th>{_cell(value)}</tr>"
        for name, value in facts.items()
        if value not in (None, "")
    )
    return f'<table><caption style="text-align:left"><b>{_text(title)}</b></caption>{rows}</table>'


def record(row: Mapping[str, Any]) -> str:
    """A claim, a statistic, an entity or anything else."""
    if "statement" in row and "polarity" in row:
        return card(str(row["label"]), claim_facts(row))
    if "comparator" in row and "measure" in row:
        number = {"about": _label(row["about"]), "relation": row["relation"], "of": _label(row["measure"])}
        value = f"{row['value']:,.10g}" + ("" if row["upper"] is None else f" to {row['upper']:,.10g}")
        bound = "" if row["comparator"] in ("exactly", "range") else f"{row['comparator']} "
        return card(f"{bound}{value}", {**number, "time": _time(row["time"]), **_evidence(row)})
    title = row.get("label") or row.get("title") or row.get("text") or ""
    return card(str(title), {key: _plain(value) for key, value in row.items() if key != "label"})


def claim_facts(row: Mapping[str, Any]) -> dict[str, object]:
    """What a card says about a claim."""
    return {
        "says who": voices(row["sources"]),
        "reading": reading(row) or None,
        "time": _time(row["time"]),
        **_evidence(row),
        "confidence": f"{row['confidence']:.2f}",
    }


def voices(sources: Iterable[Mapping[str, Any]]) -> str:
    """Who says so, from the nearest voice outward."""
    return " < ".join(f"{source['label']} {source['stance']}" for source in sources)


def reading(row: Mapping[str, Any]) -> str:
    """What keeps a claim from being a plain fact."""
    stance = row["sources"][0]["stance"] if row.get("sources") else "asserts"
    return ", ".join(word for word in (stance, row["polarity"], row["modality"]) if word not in _USUAL)


def short(text: str) -> str:
    """A text in one line, cut."""
    line = " ".join(text.split())
    return line if len(line) <= QUOTE else f"{line[: QUOTE - 1].rstrip()}…"


def _evidence(row: Mapping[str, Any]) -> dict[str, object]:
    return {"quote": short(row["quote"]), "where": f"{row['file'] or row['document']}:{row['start']}-{row['end']}"}


def _label(term: Mapping[str, Any] | None) -> str | None:
    return None if term is None else str(term["label"])


def _time(time: Mapping[str, Any] | None) -> str | None:
    if not time:
        return None
    days = " to ".join(day for day in dict.fromkeys((time["start"], time["end"])) if day)
    return f"{time['text']} ({days})" if days and days != time["text"] else str(time["text"])


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return value.get("label") or ", ".join(f"{key} {item}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(str(_plain(item)) for item in value)
    return value


def _cell(value: object) -> str:
    return f"<td{_LEFT}>{'' if value is None else _text(value)}</td>"


def _text(value: object) -> str:
    """Escaped, without halves of characters and controls, which HTML can't hold."""
    return escape("".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in str(value)))
