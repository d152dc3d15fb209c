"""The facts of a text as surface strings, for open information extraction: subject, relation, object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.annotate import Parse, Phrase, Word
from kg.claims import clauses, nominals
from kg.claims.clauses.phrases import noun_phrase, prepositions, spread
from kg.claims.clauses.subjects import subject_of
from kg.claims.clauses.verbs import group
from kg.claims.drafts import Proposition, replace
from kg.lexicon import words
from kg.records import Triple

#: How much less a fact is trusted for each further preposition in its relation.
_STEP = 0.05
#: Rules whose facts are read off a noun phrase, and so don't belong to a chain.
_NOT_CHAINED = frozenset({"apposition", "title", "possession", "member", "place"})
#: A person would seldom put into words what a noun phrase implies: "Finance Minister Ruiz".
_IMPLIED = 0.4
_MODIFIERS = frozenset({"amod", "compound", "nmod"})
#: What follows a noun and can be left to another link of the chain.
_LATER = frozenset({"prep", "acl", "relcl", "advcl"})
#: Roles that aren't prepositions: what stands there stands alone.
_BARE = frozenset({"time", "recipient", "predicative"})
#: Prepositional phrases within prepositional phrases are followed this deep.
_MAX_DEPTH = 3


def triples(parse: Parse, *, chained: bool = False) -> list[Triple]:
    """The facts of a tree. `chained` also gives "They | held the workshop in | 1982", one for each argument."""
    found: dict[tuple[str, str, str], Triple] = {}
    for proposition in (one for whole in _propositions(parse) for one in _alternatives(whole)):
        if chained and proposition.rule in _NOT_CHAINED:
            continue
        for one in (t for apart in _apart(proposition) for t in _chained(apart)) if chained else _plain(proposition):
            if one.subject and one.relation and one.object:
                found.setdefault((one.subject, one.relation, one.object), one)
    return list(found.values())


def _propositions(parse: Parse) -> list[Proposition]:
    """Those of clauses, and those that noun phrases imply, which are told less often than they are true."""
    implied = [replace(one, confidence=one.confidence * _IMPLIED) for one in nominals.propositions(parse)]
    return [*clauses.propositions(parse), *implied]


def _alternatives(proposition: Proposition) -> list[Proposition]:
    """One proposition for each of "X or Y", where it is the object."""
    thing = proposition.object
    if (
        thing is None
        or proposition.content is not None
        or not any(w.head is thing.head and w.dep == "conj" for w in thing.words)
    ):
        return [proposition]
    return [replace(proposition, object=phrase) for phrase in spread(thing.head, alternatives=True)]


def _apart(proposition: Proposition) -> Iterator[Proposition]:
    """One proposition for each of the modifiers joined by "and" before the subject's or object's head: "social and
    economic plans" are social plans and economic plans.
    """
    whats = [None] if proposition.object is None else _modified(proposition.object)
    for who in _modified(proposition.subject):
        for what in whats:
            yield replace(proposition, subject=who, object=what)


def _modified(phrase: Phrase) -> list[Phrase]:
    for modifier in phrase.head.children:
        if modifier.dep not in _MODIFIERS or modifier.i > phrase.head.i or modifier not in phrase.words:
            continue
        joined = [modifier]
        for one in joined:
            joined += [c for c in one.having("conj") if c.i < phrase.head.i]
        links = [c for one in joined for c in one.children if c.dep == "cc" or c.text == ","]
        if len(joined) > 1 and any(c.lower == "and" for c in links):
            return [
                Phrase(phrase.head, tuple(w for w in phrase.words if w not in links and not _within(w, joined, kept)))
                for kept in joined
            ]
    return [phrase]


def _within(word: Word, joined: Sequence[Word], kept: Word) -> bool:
    """Whether a word belongs to another of the joined modifiers than the one that is kept."""
    while word not in joined and not word.is_root:
        word = word.head
    return word in joined and word is not kept


def _triple(subject: str, relation: str, object_: str, confidence: float) -> Triple:
    return Triple(subject=subject, relation=relation, object=object_, confidence=round(max(confidence, 0.01), 3))


def _relation(proposition: Proposition) -> str:
    """The relation, with "that" where it stands before a clause."""
    mark = proposition.content.child("mark") if proposition.content is not None else None
    text = _verb(proposition)
    return f"{text} {mark.text}" if mark is not None and mark.lower == "that" else text


def _verb(proposition: Proposition, *without: str) -> str:
    """The words of the relation without these labels, and without adverbs that only tie sentences together."""
    linking = words("clauses", "adverbs", "linking")
    whole = proposition.relation.words
    kept = [w for w in whole if w.dep not in without and not (w.dep == "advmod" and w.lower in linking)]
    return Phrase.of(proposition.predicate, kept or whole).text


def _plain(proposition: Proposition) -> Iterator[Triple]:
    if proposition.surface is not None:
        yield _triple(*proposition.surface, proposition.confidence)
        return
    relation = _relation(proposition)
    if proposition.rule == "reduced" and proposition.label.startswith("be "):
        relation = f"{'are' if proposition.subject.head.tag in ('NNS', 'NNPS') else 'is'} {relation}"
    told = [phrase.text for role, phrase in proposition.arguments if role == "recipient" and proposition.content]
    if told and proposition.object is not None:  # "told | readers that sugar is cheap"
        that = relation.removeprefix(_verb(proposition)).split()
        more = [_with_role(role, phrase) for role, phrase in proposition.arguments if role != "recipient"]
        whole = " ".join([*told, *that, proposition.object.text, *more])
        yield _triple(proposition.subject.text, _verb(proposition), whole, proposition.confidence)
        return
    rest = [_with_role(role, phrase) for role, phrase in proposition.arguments]
    parts = [proposition.object.text, *rest] if proposition.object is not None else rest
    yield _triple(proposition.subject.text, relation, " ".join(parts), proposition.confidence)


def _with_role(role: str, phrase: Phrase) -> str:
    return phrase.text if role in _BARE else f"{role} {phrase.text}"


def _chained(proposition: Proposition) -> Iterator[Triple]:
    if proposition.surface is not None:
        yield _triple(*proposition.surface, proposition.confidence)
        return
    subject, before = _above(proposition)
    relation, confidence = f"{before}{_relation(proposition)}", proposition.confidence
    base = relation
    if proposition.object is not None:
        whole = proposition.content is not None
        yield _triple(subject, relation, proposition.object.text if whole else _short(proposition.object), confidence)
        if proposition.content is None:
            yield from _nested(subject, relation, proposition.object, confidence, 0)
        if _swallowed(proposition):  # other arguments follow the verb as well
            base = f"{before}{_verb(proposition, 'prep', 'pcomp')}"
        else:
            base = f"{relation} {_short(proposition.object)}"
    arguments = proposition.arguments if proposition.content is None else ()
    for role, phrase in ((role, part) for role, whole in arguments for part in _modified(whole)):
        head = base if role in _BARE else f"{base} {_written(role, phrase)}"
        yield _triple(subject, head, _short(phrase), confidence - _STEP)
        yield from _nested(subject, head, phrase, confidence - _STEP, 1)


def _written(role: str, phrase: Phrase) -> str:
    """The preposition as it stands, with its capital: "After" of "After a pause, he went on"."""
    holder = phrase.head
    while holder.dep in ("conj", "pobj", "pcomp", "prep", "dep") and holder.lower != role:
        holder = holder.head
    return holder.text if holder.lower == role else role


def _above(proposition: Proposition) -> tuple[str, str]:
    """The subject, and what stands before the relation: "asked her" of "He asked her to leave Orin"."""
    verb, above = proposition.predicate, proposition.predicate.head
    alone = proposition.subject.text, ""
    if verb.tag != "VB" or verb.dep not in ("xcomp", "ccomp", "advcl") or proposition.governors or above.pos != "VERB":
        return alone
    if not any(w.dep == "aux" and w.lower == "to" for w in verb.children):
        return alone
    who = subject_of(above)
    if len(who.phrases) != 1:
        return alone
    target = above.child("dobj")
    middle = f" {noun_phrase(target).text}" if target is not None else ""
    return who.phrases[0].text, f"{Phrase.of(above, group(above)).text}{middle} "


def _swallowed(proposition: Proposition) -> bool:
    """Whether the object stands after a preposition that the relation took in: "assigned to | the port"."""
    if proposition.object is None:
        return False
    holder = proposition.object.head.head
    while holder.dep in ("pobj", "conj", "pcomp"):
        holder = holder.head
    return holder.dep == "prep" and holder.head is proposition.predicate and holder in proposition.relation.words


def _short(phrase: Phrase) -> str:
    """The words up to the head and what follows with "of": "the workshop" of "the workshop for sculptors"."""
    if phrase.head.pos in ("VERB", "AUX", "PRON"):  # "closing the port", "someone living abroad"
        return phrase.text
    later = (c for c in phrase.head.children if c.i > phrase.head.i and c.dep in _LATER and c.lower != "of")
    end = next((c.left for c in later), phrase.words[-1].i + 1)
    kept = tuple(w for w in phrase.words if w.i < end)
    return Phrase(phrase.head, kept or phrase.words).text


def _nested(subject: str, relation: str, phrase: Phrase, confidence: float, depth: int) -> Iterator[Triple]:
    """ "held a workshop for sculptors from | the islands": the phrases inside an argument."""
    inside = set(phrase.words)
    for top, role, _path, noun in prepositions(phrase.head):
        if top not in inside or depth >= _MAX_DEPTH:
            continue
        before = Phrase(phrase.head, tuple(w for w in phrase.words if w.i < top.i))
        if not before.words or phrase.head not in before.words:
            continue
        for inner in (part for one in spread(noun, alternatives=True) for part in _modified(one)):
            head = f"{relation} {before.text} {role}"
            yield _triple(subject, head, inner.text, confidence - _STEP)
            yield from _nested(subject, head, inner, confidence - 2 * _STEP, depth + 1)
