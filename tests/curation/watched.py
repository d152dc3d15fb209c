"""One text whose two bodies are taken for one, in graphs that decisions are tried on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg import ids
from kg.graph import Graph
from kg.records import Extraction, Mention, MentionKind, Source, Term
from kg.store import Store
from tests.rdf.made import Made

GUARD, LIND, DOCKERS = (ids.entity(name) for name in ("Harbour Guard", "Ada Lind", "docker"))


def watch() -> Extraction:
    """One text in which two bodies go by the acronym HG, so that they are taken for one."""
    made = Made("The Harbour Guard (HG) bought ropes. It sold nets. HG said that HG hired divers. It trains them.")
    guard = made.entity("Harbour Guard", "Harbour Guard", "agency", acronym="HG", aliases=("HG",))

    def term(before: str, words: str, kind: MentionKind = "named") -> Term:
        """The guard by other words, which stand before some others."""
        start = made.document.text.index(before)
        end = start + len(words)
        made.mentions.append(Mention(start=start, end=end, text=words, type="agency", entity=guard.id or "", kind=kind))
        return replace(guard, text=words, start=start, end=end)

    term("HG) bought", "HG")
    term("HG said", "HG")
    made.says(made.claim(guard, "buy", made.words("ropes", concept="rope")), "The Harbour Guard (HG) bought ropes.")
    sells = made.claim(term("It sold", "It", "pronoun"), "sell", made.words("nets", concept="net"))
    made.says(sells, "It sold nets.")
    hires = made.claim(term("HG hired", "HG"), "hire", made.words("divers", concept="diver"))
    voice = Source(id=guard.id, label=guard.label, stance="asserts", cue="said", form="indirect")
    made.says(hires, "HG said that HG hired divers.", voice, made.publisher("relays"))
    made.says(made.claim(term("It trains", "It", "pronoun"), "train", made.words("them")), "It trains them.")
    return made.done()


def opened(*extractions: Extraction, path: Path | None = None) -> Graph:
    store = Store(path)
    for extraction in extractions:
        store.add(extraction)
    return Graph(store)


def dump(graph: Graph) -> str:
    return "".join(sorted(f"{quad}\n" for quad in graph.quads()))


def subjects(graph: Graph, label: str) -> set[str]:
    return {claim.subject.label for claim in graph.claims() if label in claim.label}


# ---------------------------------------------------------------------- what each decision does
