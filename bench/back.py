"""How many claims of a graph can be asked back: "What did X seize?", "Who seized Y?", "Did X seize Y?", "When did X seize Y?".

    python bench/back.py GRAPH… [--claims NUMBER] [--seed NUMBER] [--wrong]

Of each graph so many claims of named ones, drawn at random, are made into questions in their own words. Shown is how often the
sentence of a claim is the first answer's, or among the first three (others may answer as well), and how often nothing is answered.
What is silent or wrong here is read wrongly: unlike the questions of `bench/questions/`, these need no other words.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import kg

Row = dict[str, Any]

#: What can be asked by name, with short words.
NAMED = ("person", "agency", "unit", "group", "place", "operation")
LONGEST = 8
PRONOUNS = frozenset(
    {"he", "she", "it", "they", "him", "her", "them", "i", "we", "who", "this", "that", "his", "their", "its"}
)


def asked(claim: Row) -> Iterator[tuple[str, str]]:
    """Questions that a claim answers, each with its kind."""
    subject, thing = (" ".join(claim[name]["text"].split()) for name in ("subject", "object"))
    verb = claim["relation"]["label"]
    yield "what", f"What did {subject} {verb}?"
    yield "who", f"Who {claim['relation']['text']} {thing}?"
    yield "whether", f"Did {subject} {verb} {thing}?"
    if claim["time"]:
        yield "when", f"When did {subject} {verb} {thing}?"


def can_be_asked(claim: Row) -> bool:
    """Whether a claim is a plain one of somebody named: no passive, nothing planned or denied, few words."""
    relation, subject, thing = claim["relation"]["label"], claim["subject"], claim["object"]
    if thing is None or claim["modality"] != "actual" or claim["polarity"] != "affirmed":
        return False
    texts = (subject["text"], thing["text"])
    return bool(
        subject["type"] in NAMED
        and subject["text"][:1].isupper()
        and not PRONOUNS & {text.split()[0].lower() for text in texts}
        and max(len(text.split()) for text in texts) <= LONGEST
        and relation.split()[0] != "be"
        and len(relation.split()) <= 2
    )


def ask_back(graph: kg.Graph, claims: Sequence[Row], wrong: bool) -> Counter[tuple[str, str]]:
    """By the kind of question, how many there were and what came of them."""
    counts = Counter[tuple[str, str]]()
    for claim in claims:
        for kind, question in asked(claim):
            found = graph.ask(question)
            quotes = [answer.quote for answer in list(found)[:3]]
            here = claim["quote"] in quotes
            counts.update((kind, what) for what in ("all", *(["first"] if quotes[:1] == [claim["quote"]] else ())))
            counts.update((kind, what) for what, so in (("three", here), ("silent", not quotes)) if so)
            if wrong and not here:
                print(f"- {question}\n    {found[0].text if quotes else found.reason}")
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graphs", nargs="+", type=Path)
    parser.add_argument("--claims", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", action="store_true", help="show the questions that went wrong")
    options = parser.parse_args()
    chance, counts = random.Random(options.seed), Counter[tuple[str, str]]()
    for path in options.graphs:
        with kg.open(path, write=False) as graph:
            claims = [claim for claim in graph.claims() if can_be_asked(claim)]
            counts += ask_back(graph, chance.sample(claims, min(options.claims, len(claims))), options.wrong)
    for kind in ("what", "who", "whether", "when"):
        total = counts[kind, "all"] or 1
        shares = "   ".join(f"{what} {counts[kind, what] / total:.3f}" for what in ("first", "three", "silent"))
        print(f"{kind:<8} {counts[kind, 'all']:>5}   {shares}")


if __name__ == "__main__":
    main()
