"""Sets claims of several documents side by side: where they contradict, what became of plans, what changed.

In: a graph's rows in the shape of the JSON contract (`kg.store`), found by what they are about. Out: rows of such rows,
each with its voices, quotes and places; what a claim says is never changed, and no side is taken.

    content   what a claim says, so that it can be compared      evidence   who says so, copies counted once
    reading   the rows that may belong together, by keys         figures    numbers, their bounds, units and periods
    said      a statement as a side of a conflict
    conflicts = contradictions (what is denied) + opposites (what is said the other way) + disagreements (numbers)
    plans      timeline      diff

Neighbours: `kg.answer` puts claims into words; `kg.graph` hands all of this out. Nothing here loads spaCy or rdflib.
"""

from kg.compare.conflicts import conflicts
from kg.compare.diff import diff
from kg.compare.plans import plans
from kg.compare.timeline import timeline

__all__ = ["conflicts", "diff", "plans", "timeline"]
