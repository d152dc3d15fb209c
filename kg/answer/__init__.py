"""Answers questions in English from a graph, each answer with who says so and where.

In: a graph's rows (`kg.store`) and a question. Out: `Answers`; no answer is made up, and no claim is changed.
A question walks through

    wording (in plain words), periods, filters, orders (in the direct order), names, verbs → reading (with `being` and
    `chains`: what is asked, a `question`) → clauses, circumstances, speech, numbers,
    things, apposition, paths (candidates, by `matching`), else passages (`telling`, `anaphora`); where these leave doubt, closest
    (the likeliest sentence by its `marks`, with the `parts` of it that answer) → totals, verdicts, callers → candidates (grouped,
    ranked; `support`) → answers        phrasing: claims as sentences        asking: the conductor        conversation: follow-ups
    absent: why there is no answer

Nothing here loads spaCy, rdflib or networkx.
"""

from kg.answer.answers import Answer, Answers
from kg.answer.asking import ask
from kg.answer.conversation import Conversation
from kg.answer.paths import Step, connect

__all__ = ["Answer", "Answers", "Conversation", "Step", "ask", "connect"]
