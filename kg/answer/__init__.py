"""Answers questions in English from a graph, each answer with who says so and where.

In: a graph's rows (`kg.store`) and a question. Out: `Answers`; no answer is made up, and no claim is changed.
A question walks through

    words, names, verbs, periods → question (what is asked) → clauses, numbers, things, paths (candidates, by `matching`)
    → candidates (grouped, ranked) → answers        phrasing: claims as sentences        asking: the conductor

Nothing here loads spaCy, rdflib or networkx.
"""

from kg.answer.answers import Answer, Answers
from kg.answer.asking import ask
from kg.answer.paths import Step, connect

__all__ = ["Answer", "Answers", "Step", "ask", "connect"]
