"""Claims that noun phrases make: titles, possession, parts, actions named by a noun, lists after a colon.

In: a tree. Out: `Proposition`s (`kg.claims.drafts`). `kg.claims.clauses` reads verbs, copulas and appositions; this
package reads what stands inside a noun phrase, and only what a reader would take as said.
"""

from __future__ import annotations

from kg.annotate import Parse
from kg.claims.drafts import Proposition
from kg.claims.nominals import actions, colons, parts, titles
from kg.claims.nominals.phrases import Rule

RULES: tuple[Rule, ...] = (*titles.RULES, *parts.RULES, *actions.RULES, *colons.RULES)


def propositions(parse: Parse) -> list[Proposition]:
    """The claims of all rules, in the order of their predicates."""
    found = [one for rule in RULES for one in rule.find(parse)]
    return sorted(found, key=lambda one: (one.predicate.i, one.rule, one.subject.start, one.label))


__all__ = ["RULES", "Rule", "propositions"]
