"""All candidates of a text: names, descriptions, pronouns, each stretch once."""

from __future__ import annotations

from kg.annotate import Parse
from kg.mentions.drafts import Candidate
from kg.mentions.names import names
from kg.mentions.nominals import nominals


def candidates(parse: Parse) -> list[Candidate]:
    """The candidates of a text, in the order of the text, the longer first where two start together."""
    named = names(parse)
    taken = {k: c for c in named for k in range(c.first, c.last + 1)}
    found = [*named, *nominals(parse, taken)]
    found.sort(key=lambda c: (c.start, -c.end, c.kind))
    return found
