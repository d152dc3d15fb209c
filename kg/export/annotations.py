"""Web Annotations (https://www.w3.org/TR/annotation-model/): one for each statement, as JSON-LD.

Each is tied to its words twice: by position, in code points as the model has it, and by the quote with what stands
before and after it, which finds the place again in a copy of the text that differs elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from typing import IO, TYPE_CHECKING, Any

from kg import ids

if TYPE_CHECKING:
    from kg.export import Readable

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: So many characters before and after a quote tell it from an equal one, as Hypothesis and others have it.
_AROUND = 32
#: What goes without saying, and gets no tag.
_USUAL = frozenset({"asserts", "relays", "affirmed", "actual"})


def write(graph: Readable, name: str, out: IO[bytes]) -> None:  # noqa: ARG001 - the signature of all formats
    """Write a collection of one page with all annotations, an annotation a line, by document and place."""
    found = list(_annotations(graph))
    head = {
        "@context": _CONTEXT,
        "id": f"{ids.BASE}annotations",
        "type": "AnnotationCollection",
        "label": "Claims and where they stand",
        "total": len(found),
        "first": {"id": f"{ids.BASE}annotations/1", "type": "AnnotationPage", "startIndex": 0, "items": []},
    }
    before, after = json.dumps(head, ensure_ascii=False).split("[]")
    lines = ",\n".join(json.dumps(annotation, ensure_ascii=False) for annotation in found)
    out.write(f"{before}[\n{lines}\n]{after}\n".encode("utf-8", "backslashreplace"))


def _annotations(graph: Readable) -> Iterator[dict[str, Any]]:
    """The annotations, without the context that the collection has."""
    texts = {row["id"]: graph.text(row["id"]) for row in graph.documents()}
    generator = {
        "id": f"{ids.BASE}software/claimgraph-{version('claimgraph')}",
        "type": "Software",
        "name": f"claimgraph {version('claimgraph')}",
    }
    rows = sorted(graph.claims(), key=lambda row: (row["document"], row["start"], row["end"], row["statement"]))
    for row in rows:
        yield {
            "id": row["statement"].replace("/statement/", "/annotation/"),
            "type": "Annotation",
            "motivation": "describing",
            "generator": generator,
            "body": list(_bodies(row)),
            "target": {"source": row["document"], "selector": _selectors(row, texts[row["document"]])},
        }


def _bodies(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    voices = " < ".join(f"{voice['label']} {voice['stance']}" for voice in row["sources"])
    yield {
        "type": "TextualBody",
        "purpose": "describing",
        "format": "text/plain",
        "language": "en",
        "value": f"{row['label']} ({voices})" if voices else row["label"],
    }
    yield {"type": "SpecificResource", "purpose": "identifying", "source": row["claim"]}
    stance = row["sources"][0]["stance"] if row["sources"] else "asserts"
    for word in (stance, row["polarity"], row["modality"]):
        if word not in _USUAL:
            yield {"type": "TextualBody", "purpose": "tagging", "value": word}


def _selectors(row: dict[str, Any], text: str) -> list[dict[str, Any]]:
    start, end = row["start"], row["end"]
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": row["quote"],
            "prefix": text[max(start - _AROUND, 0) : start],
            "suffix": text[end : end + _AROUND],
        },
    ]
