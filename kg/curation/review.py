"""`graph.review`: people's decisions, made, undone and told.

In: names or IRIs of entities, keys of claims. Out: the decision as a record. Each is checked against those in force, and
is in the log before the method returns; the graph follows when it is read next, or closed.
"""

from __future__ import annotations

import datetime
import getpass
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol, cast

from kg import ids
from kg.curation.checks import Checks
from kg.curation.decisions import Decision, Kind, identified, in_force
from kg.curation.replay import State, replay
from kg.errors import DecisionError, UnknownError
from kg.records import EntityType

Row = dict[str, Any]


class Kept(Protocol):
    """The graph whose decisions these are (`kg.store.Store`)."""

    @property
    def decisions(self) -> list[Decision]:
        """All decisions, in their order."""

    @property
    def torn(self) -> str:
        """What was torn off the end of the log."""

    def decide(self, decision: Decision) -> None:
        """Add a decision to the log."""

    @property
    def gazetteer(self) -> str:
        """The register of entities, a text of `kg.entities.gazetteer`."""

    @property
    def changes(self) -> int:
        """Another number whenever documents were added or removed."""

    def undecided(self) -> State:
        """The entities as they are without any decision."""


class Review:
    """People's decisions about a graph. `reason` is why, `author` who says so: by default $KG_AUTHOR, else the name of
    the system's user. All methods raise DecisionError for what contradicts a decision in force, and UnknownError.
    """

    def __init__(
        self,
        store: Kept,
        *,
        entity: Callable[[str], str],
        document: Callable[[str], Row],
        stated: Callable[[str], list[Row]],
        about: Callable[[str], Iterable[Row]],
    ) -> None:
        """`entity` gives the IRI of a name, `document` the row of a file or IRI, `stated` the rows of a claim's statements, `about` those of an
        entity's claims.
        """
        self._store = store
        self._entity, self._document, self._stated, self._about = entity, document, stated, about
        self._state: State | None = None
        self._known = (-1, -1)

    # ------------------------------------------------------------------ deciding

    def merge(self, entity: str, other: str, *, reason: str | None = None, author: str | None = None) -> Row:
        """Two entities are one: the first keeps its name and its IRI, which replaces the other's."""
        kept, gone = self._find(entity), self._find(other)
        self._checks.merge(kept, gone)
        return self._decide("merge", reason, author, entity=self._now.ref(kept), other=self._now.ref(gone))

    def split(
        self,
        entity: str,
        *,
        document: str | None = None,
        alias: str | None = None,
        reason: str | None = None,
        author: str | None = None,
    ) -> Row:
        """What a document calls by an entity's names, or all call by one of them, is another entity. The record's `new`
        is its IRI. With a name go the pronouns and descriptions that follow it.
        """
        iri, part = self._find(entity), self._part(document, alias)
        self._checks.split(iri, part["document"], part["alias"])
        ref = self._now.ref(iri)
        made = ids.digest("split", ref.id, part["document"], part["alias"])
        new = f"{ids.entity(alias or ref.label)}-{made[:8]}"
        return self._decide("split", reason, author, entity=ref, **part, new=new)

    def rename(self, entity: str, name: str, *, reason: str | None = None, author: str | None = None) -> Row:
        """An entity is called by another name; its IRI stays, and its old name is one of its aliases."""
        iri, name = self._find(entity), " ".join(name.split())
        self._checks.rename(iri, name)
        return self._decide("rename", reason, author, entity=self._now.ref(iri), name=name)

    def retype(self, entity: str, type: str, *, reason: str | None = None, author: str | None = None) -> Row:  # noqa: A002
        """An entity is of another type."""
        iri = self._find(entity)
        self._checks.retype(iri, type)
        return self._decide("retype", reason, author, entity=self._now.ref(iri), type=cast(EntityType, type))

    def distinct(self, entity: str, other: str, *, reason: str | None = None, author: str | None = None) -> Row:
        """Two entities are two: they aren't suggested again, and a merge of them is refused."""
        one, two = self._find(entity), self._find(other)
        self._checks.distinct(one, two)
        return self._decide("distinct", reason, author, entity=self._now.ref(one), other=self._now.ref(two))

    def same(
        self,
        entity: str,
        *,
        document: str | None = None,
        alias: str | None = None,
        reason: str | None = None,
        author: str | None = None,
    ) -> Row:
        """A name, or what a document calls so, is rightly an entity's: it isn't suggested again, and a split refused."""
        iri, part = self._find(entity), self._part(document, alias)
        return self._decide("same", reason, author, entity=self._now.ref(iri), **part)

    def reject(self, claim: str, *, reason: str | None = None, author: str | None = None) -> Row:
        """A claim isn't what the text says: it is in no list, answer, fact or export any more; `why` still shows it."""
        return self._rule("reject", claim, reason, author)

    def accept(self, claim: str, *, reason: str | None = None, author: str | None = None) -> Row:
        """A claim is what the text says: its statements are marked as reviewed, with confidence 1."""
        return self._rule("accept", claim, reason, author)

    def undo(self, decision: str | int, *, reason: str | None = None, author: str | None = None) -> Row:
        """Take back a decision, by its number in the log or the beginning of its id: the graph is as it was without."""
        found = self._decision(str(decision))
        self._checks.undo(found)
        number = [decision.id for decision in self._store.decisions].index(found.id) + 1
        made = self._decide("undo", reason, author, undoes=found.id)
        self._state = None
        return made | {"says": f"undoes decision {number}"}

    # ------------------------------------------------------------------ suggestions

    def suggest(self) -> Iterator[Row]:
        """What to look at, the likeliest first: see `kg.curation.suggest.suggestions`. `file` is the document's."""
        from kg.curation.suggest import suggestions
        from kg.entities import gazetteer

        for row in suggestions(self._now, self._company, gazetteer.load(self._store.gazetteer)):
            found = self._document(row["document"]) if row["document"] else None
            yield row | {"file": found and (found["file"] or found["title"])}

    def answer(
        self, suggestion: Mapping[str, Any], *, accept: bool, reason: str | None = None, author: str | None = None
    ) -> Row:
        """Follow a suggestion, or decide that it is wrong, so that it isn't made again."""
        who, by = suggestion["entity"], {"reason": reason, "author": author}
        if suggestion["kind"] == "merge":
            return (self.merge if accept else self.distinct)(who, suggestion["other"], **by)
        part = {"alias": suggestion.get("alias") or None, "document": suggestion.get("document") or None}
        return (self.split if accept else self.same)(who, **part, **by)

    def is_merged(self, suggestion: Mapping[str, Any]) -> bool:
        """Whether the two of a suggestion to merge are one already."""
        return suggestion["kind"] == "merge" and self._find(suggestion["entity"]) == self._find(suggestion["other"])

    def _company(self, iri: str) -> list[str]:
        """The entities with which one shares claims."""
        found: set[str] = set()
        for row in self._about(iri):
            terms = [row["subject"], row["object"], *row["arguments"]]
            found.update(term["id"] for term in terms if term and term["id"])
        return sorted(found - {iri})

    # ------------------------------------------------------------------ telling

    @property
    def torn(self) -> str:
        """A last line of the log whose writer was killed: it doesn't count, and is set aside by the next decision."""
        return self._store.torn

    def log(self) -> Iterator[Row]:
        """All decisions in their order: `number id kind says author time reason state note`, and what they are about.

        `state` is `in force`, `undone` or `without effect`; `note` says by which decision, or why.
        """
        log = self._store.decisions
        numbers = {decision.id: number for number, decision in enumerate(log, 1)}
        undone = {decision.undoes: number for number, decision in enumerate(log, 1)}
        for number, decision in enumerate(log, 1):
            state, note = "in force", None
            if decision.id in undone:
                state, note = "undone", f"by decision {undone[decision.id]}"
            elif decision.id in self._now.idle:
                state, note = "without effect", self._now.idle[decision.id]
            found = row(number, decision, state, note)
            yield found | (
                {"says": f"undoes decision {numbers[decision.undoes]}"} if decision.undoes in numbers else {}
            )

    def replacement(self, iri: str) -> str | None:
        """The IRI that stands now for that of an entity that is no more: it was merged, or made by a split that is
        undone, or its documents call it otherwise now.
        """
        found = self._now.current(iri)
        if found is None:
            made = next((d.entity for d in self._store.decisions if d.new == iri and d.entity), None)
            found = self._now.find(made) if made else None
        return found

    @property
    def state(self) -> State:
        """The entities as they are decided now; leave it as it is."""
        return self._now

    # ------------------------------------------------------------------ the state

    @property
    def _now(self) -> State:
        log = self._store.decisions
        if self._state is None or self._known != (len(log), self._store.changes):
            self._state = replay(self._store.undecided(), in_force(log))
            self._known = len(log), self._store.changes
        return self._state

    @property
    def _checks(self) -> Checks:
        log = self._store.decisions
        return Checks(self._now, log, in_force(log))

    def _find(self, name: str) -> str:
        iri = self.replacement(name) if name.startswith(ids.BASE) else self._entity(name)
        if iri is None or iri not in self._now.entities:
            raise UnknownError("entity", name)
        if not self._now.groups[iri]:
            raise DecisionError(f"no document mentions {name!r}, only the register of entities; correct it there")
        return iri

    def _part(self, document: str | None, alias: str | None) -> dict[str, str | None]:
        if (document is None) == (alias is None):
            raise DecisionError("say what of it is meant: a document, or a name, and not both")
        if document is None:
            return {"document": None, "alias": alias, "label": None}
        found = self._document(document)
        return {"document": found["id"], "alias": None, "label": found["file"] or None}

    def _decision(self, key: str) -> Decision:
        log = self._store.decisions
        if key.isdigit() and 0 < int(key) <= len(log):
            return log[int(key) - 1]
        found = [decision for decision in log if len(key) >= 4 and decision.id.startswith(key)]
        if len(found) != 1:
            there = "there is one, number 1" if len(log) == 1 else f"there are {len(log)}, from 1 to {len(log)}"
            hint = f"{there}: see kg review log" if log else "nobody has decided anything yet"
            raise UnknownError("decision", key, hint=hint)
        return found[0]

    def _rule(self, kind: Kind, key: str, reason: str | None, author: str | None) -> Row:
        rows = self._stated(key)
        claim = rows[0]["claim"]
        self._checks.claim(kind, claim)
        passages = sorted({ids.passage(row["document"], row["start"], row["end"]) for row in rows})
        return self._decide(kind, reason, author, claim=claim, label=rows[0]["label"], passages=tuple(passages))

    def _decide(self, kind: Kind, reason: str | None, author: str | None, **about: Any) -> Row:
        log, state = self._store.decisions, self._now
        time = datetime.datetime.now(datetime.UTC)
        decision = Decision(kind=kind, author=_author(author), time=_stamp(time), reason=reason or None, **about)
        decision = replace(decision, id=identified(decision))
        while any(decision.id == other.id for other in log):  # made again within the clock's last digit
            time += datetime.timedelta(microseconds=1)
            decision = replace(decision, id="", time=_stamp(time))
            decision = replace(decision, id=identified(decision))
        self._store.decide(decision)
        if kind != "undo":
            state.apply(decision)
        self._known = len(log) + 1, self._store.changes
        return row(len(log) + 1, decision, "in force", None)


def _stamp(time: datetime.datetime) -> str:
    return time.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _author(given: str | None) -> str:
    name = given or os.environ.get("KG_AUTHOR") or _user()
    name = " ".join((name or "").split())
    if not name:
        raise DecisionError("who decides? give --author NAME, or set KG_AUTHOR")
    return name


def _user() -> str | None:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user without a name
        return None


def told(log: Iterable[Decision], iri: str) -> Row | None:
    """The record of a decision in force, by its IRI."""
    found = ((number, decision) for number, decision in enumerate(log, 1) if decision.iri == iri)
    return next((row(number, decision, "in force", None) for number, decision in found), None)


def row(number: int, decision: Decision, state: str, note: str | None) -> Row:
    """A decision as `kg review log --json` prints it."""
    entity, other = decision.entity, decision.other
    return {
        "number": number,
        "id": decision.id,
        "kind": decision.kind,
        "says": decision.says,
        "author": decision.author,
        "time": decision.time,
        "reason": decision.reason,
        "state": state,
        "note": note,
        "entity": entity and entity.id,
        "other": other and other.id,
        "new": decision.new,
        "alias": decision.alias,
        "document": decision.document,
        "name": decision.name,
        "type": decision.type,
        "claim": decision.claim,
        "undoes": decision.undoes,
    }
