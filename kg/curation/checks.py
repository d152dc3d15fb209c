"""What a decision must not contradict: itself, the kinds of things, and the other decisions in force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from kg.curation.decisions import Decision
from kg.curation.replay import State
from kg.entities.names import plain
from kg.errors import DecisionError
from kg.records import EntityType

#: Types between which names alone often can't decide; entities of two other sets are never one.
_KINDS: tuple[frozenset[EntityType], ...] = (
    frozenset({"agency", "unit", "group"}),
    frozenset({"place", "facility"}),
    frozenset({"law", "document", "operation"}),
)
_UNCLEAR: frozenset[EntityType] = frozenset({"concept", "other"})


def akin(one: EntityType, other: EntityType) -> bool:
    """Whether things of two types can be one."""
    return one == other or bool({one, other} & _UNCLEAR) or any({one, other} <= kind for kind in _KINDS)


class Checks:
    """Raises DecisionError, with what to do, for a decision that can't stand beside those in force.

    `log` is the whole log, which gives the decisions their numbers.
    """

    def __init__(self, state: State, log: Sequence[Decision], valid: Sequence[Decision]) -> None:
        self._state, self._valid = state, valid
        self._numbers = {decision.id: number for number, decision in enumerate(log, 1)}

    def merge(self, kept: str, gone: str) -> None:
        """Two entities can be one."""
        one, other = self._state.entities[kept], self._state.entities[gone]
        if kept == gone:
            raise DecisionError(f"{one.label!r} can't be merged with itself; both names denote {kept}")
        if not akin(one.type, other.type):
            raise DecisionError(
                f"{one.label!r} is of type {one.type} and {other.label!r} of type {other.type}; "
                "if one of the types is wrong, correct it with kg review retype"
            )
        self._not_apart(kept, gone)

    def distinct(self, one: str, other: str) -> None:
        """Two entities aren't one already."""
        if one == other:
            label = self._state.entities[one].label
            for decision, _ in self._state.merges:
                if decision.entity and self._state.find(decision.entity) == one:
                    self._refuse(f"both are {label!r}", decision)
            raise DecisionError(f"both are {label!r}; tell them apart with kg review split")

    def split(self, entity: str, document: str | None, alias: str | None) -> None:
        """Something of an entity moves, something stays, and nobody said that they are one."""
        whole, parts = self._state.parts(entity, document, alias)
        label, moved = self._state.entities[entity].label, whole | parts
        if not moved:
            names = sorted({name for node in self._state.groups[entity] for name in self._state.names(node)})
            hint = f"its names are {', '.join(map(repr, names[:8]))}" if alias else "see kg why"
            raise DecisionError(f"nothing of {label!r} is in that part; {hint}")
        if moved == self._state.groups[entity] and not parts:
            raise DecisionError(
                f"that is all of {label!r}, and nothing would be left; kg review rename gives it a name"
            )
        group = self._state.groups[entity]
        for decision, nodes in self._state.merges:
            came = nodes & group
            if came and came != group and not parts and whole in (came, group - came):
                self._refuse(f"what would be split from {label!r} was merged into it", decision)
        for decision in self._valid:
            if decision.kind == "same" and self._means(decision, entity, document, alias):
                self._refuse(f"{label!r} was found right", decision)

    def retype(self, entity: str, type_: str) -> None:
        """The type is one, and another."""
        if type_ not in get_args(EntityType):
            raise DecisionError(f"no type {type_!r}; the types are {', '.join(get_args(EntityType))}")
        if self._state.entities[entity].type == type_:
            raise DecisionError(f"{self._state.entities[entity].label!r} is of type {type_} already")

    def rename(self, entity: str, name: str) -> None:
        """The name is one, and another."""
        if not any(c.isalnum() for c in name):
            raise DecisionError(f"no name: {name!r}")
        if self._state.entities[entity].label == name:
            raise DecisionError(f"{name!r} is called so already")

    def claim(self, kind: str, claim: str) -> None:
        """Nobody decided about a claim yet."""
        for decision in self._valid:
            if decision.claim == claim:
                done = "already" if decision.kind == kind else f"{decision.kind}ed"
                self._refuse(
                    f"the claim is {done}" if done != "already" else f"the claim is {kind}ed already", decision
                )

    def undo(self, decision: Decision) -> None:
        """A decision is in force, and no other one stands on it."""
        number = self._numbers[decision.id]
        if decision.kind == "undo":
            raise DecisionError(f"decision {number} undoes another one; make that one again instead")
        if decision not in self._valid:
            raise DecisionError(f"decision {number} is undone already")
        for later in self._valid:
            if decision.new and decision.new in [ref.id for ref in (later.entity, later.other) if ref]:
                self._refuse(f"decision {number} made an entity that is needed", later)

    def _not_apart(self, kept: str, gone: str) -> None:
        for decision in self._state.apart:
            if decision.kind == "same":
                continue
            one = self._state.find(decision.entity) if decision.entity else None
            other = self._state.find(decision.other) if decision.other else self._state.current(decision.new or "")
            if {one, other} == {kept, gone}:
                self._refuse("they were found to be two", decision)

    def _means(self, decision: Decision, entity: str, document: str | None, alias: str | None) -> bool:
        same = decision.entity is not None and self._state.find(decision.entity) == entity
        return same and (decision.document, plain(decision.alias or "")) == (document, plain(alias or ""))

    def _refuse(self, why: str, decision: Decision) -> None:
        number = self._numbers[decision.id]
        raise DecisionError(
            f"{why}, by decision {number} of {decision.author} ({decision.says}); kg review undo {number} takes it back"
        )
