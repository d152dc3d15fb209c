"""What a verb takes besides its subject: objects, a clause, complements, and arguments with their prepositions."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.annotate import Phrase, Word
from kg.claims.clauses.phrases import (
    CLOSING,
    OPENING,
    clause_phrase,
    is_called,
    is_time,
    noun_phrase,
    parties,
    prepositions,
    spread,
)
from kg.claims.clauses.verbs import is_passive
from kg.lexicon import words
from kg.mentions.types import noun_type

Argument = tuple[str, Phrase]
Missing = tuple[Phrase, Word | None] | None
#: Verbs that take a clause without "that".
_SAYING = ("attachment", "verbs", "saying")
_AMOUNTS = ("MONEY", "PERCENT", "QUANTITY", "CARDINAL")
#: Longer rows of conjuncts are left alone.
_MAX_STEPS = 8
_PAST = frozenset({"VBD", "VBN"})
_RELATIVE = ("WDT", "WP", "WP$", "WRB")


@dataclass(slots=True)
class Complements:
    """`objects` share the relation; `swallowed` are words of the relation, `tail` the end of its plain form."""

    objects: list[Phrase] = field(default_factory=list)
    content: Word | None = None
    arguments: list[Argument] = field(default_factory=list)
    swallowed: list[Word] = field(default_factory=list)
    tail: str = ""
    rule: str = ""


def complements(verb: Word, *, missing: Missing = None, borrow: int = 4) -> Complements:
    """All that a verb takes, each conjunct for itself; `missing` is the object that stands before its relative clause.
    A bare verb borrows from the next: "buy and sell stocks".
    """
    found = Complements()
    taken = set() if (informed := _informed(verb)) is not None else _objects(verb, found)
    if not found.objects:
        _clause(verb, found)
    taken |= _relational(verb, found)
    if missing is not None and not found.objects:
        thing, preposition = missing
        found.objects, found.rule = [thing], "relative-object"
        if preposition is not None:
            found.swallowed, found.tail = [preposition], preposition.lower
    _arguments(verb, found, taken)
    if informed is not None:
        found.arguments = [*(("recipient", phrase) for phrase in spread(informed)), *found.arguments]
    if not found.objects:
        _swallow(verb, found)
    partner = _next_in_a_list(verb)
    fronted = all(phrase.words[-1].i < verb.i for _role, phrase in found.arguments)
    if partner is not None and borrow and not found.objects and fronted:
        shared = complements(partner, borrow=borrow - 1)
        shared.arguments = [*found.arguments, *shared.arguments]
        return shared
    return found


def _next_in_a_list(verb: Word) -> Word | None:
    """The verb that follows a bare one: "buy and sell stocks", "find, pick up and carry stones"."""
    if verb.lemma in words("clauses", "verbs", "intransitive"):
        return None
    last = max([verb.i, *(c.i for c in verb.having("prt"))])
    tags = {verb.tag} if is_passive(verb) or verb.tag not in _PAST else _PAST  # "bought, cleaned and sold"
    following = next((c for c in verb.having("conj") if c.tag in tags), None)
    if following is None:
        return None
    between = [w for w in verb.head.subtree() if last < w.i < following.i]
    close = len(between) == following.i - last - 1 > 0 and all(
        (w.dep == "cc" and w.lower != "but") or w.text == "," or (w.dep == "advmod" and w.head is following)
        for w in between
    )
    return following if close else None


def _informed(verb: Word) -> Word | None:
    """Who is told a clause: "told readers that sugar is cheap"."""
    told, clause = verb.child("dobj"), verb.child("ccomp")
    if told is None or clause is None or verb.lemma not in words("clauses", "verbs", "informing"):
        return None
    if told.tag in _RELATIVE or not verb.i < told.i < clause.left or clause.child("nsubj", "nsubjpass") is None:
        return None
    return told


def _objects(verb: Word, found: Complements) -> set[Word]:
    """The direct object, or what a copula ties to the subject. Returns the prepositions that are used up."""
    target = verb.child("dobj", "attr") or verb.child("oprd", "acomp") or _amount(verb)
    if target is None or target.tag in _RELATIVE:
        return set()
    if target.dep in ("acomp", "oprd") and target.pos in ("ADJ", "ADV", "VERB"):
        return _adjective(target, found)
    found.objects = spread(target)
    doing = verb.child("xcomp")
    if doing is not None and doing.tag == "VBG" and verb.lemma in ("spend", "waste") and len(found.objects) == 1:
        found.objects = [Phrase.of(target, [*found.objects[0].words, *doing.subtree()])]  # "spent a day mending nets"
    return set()


def _amount(verb: Word) -> Word | None:
    """ "rose five percent": an amount after a verb without object."""
    return next((c for c in verb.having("npadvmod") if c.i > verb.i and c.entity in _AMOUNTS and _counts(c)), None)


def _counts(amount: Word) -> bool:
    """ "five percent"; not "Celsius" of "by two degrees Celsius"."""
    return amount.pos == "NUM" or amount.child("nummod", "quantmod", "det", "amod") is not None


def _adjective(target: Word, found: Complements) -> set[Word]:
    """ "is responsible for the port", "is sure that it closed": the adjective belongs to the relation, and the
    preposition.
    """
    for top, role, path, noun in prepositions(target):
        if top.i == target.i + 1 and noun.tag not in _RELATIVE:
            degree = [w for w in target.having("advmod", "neg") if w.i < target.i]
            found.swallowed = [*degree, target, *path]
            found.tail = f"{target.lower} {role}"
            found.objects = parties(role, noun)
            return {top}
    clause = target.child("ccomp")
    if clause is not None and target.i < clause.left and clause.child("nsubj", "nsubjpass", "expl") is not None:
        found.swallowed = [*(w for w in target.having("advmod", "neg") if w.i < target.i), target]
        found.tail, found.content, found.rule = target.lower, clause, "clause-object"
        found.objects = [clause_phrase(clause)]
        return set()
    found.objects = spread(target)
    return set()


def _clause(verb: Word, found: Complements) -> None:
    """ "said that farmers planted maize": the clause is the object."""
    clauses = verb.having("ccomp")
    clause = next((c for c in clauses if _follows(c, verb)), clauses[0] if clauses else None)
    if clause is None and verb.lemma == "be":
        clause = verb.child("xcomp")
    if clause is not None and clause.pos == "ADJ" and clause.child("nsubj") is None and verb.i < clause.i:
        inner = clause.child("ccomp")
        if inner is not None:  # "made sure that the dam held"
            found.swallowed, found.tail, clause = [clause], clause.lower, inner
    if clause is None or clause.right - clause.left < 1:
        return
    bare = (
        clause.tag in ("VBZ", "VBP", "VBD")
        and clause.child("mark") is None
        and clause.subtree()[0].tag not in _RELATIVE
    )
    if bare and not found.swallowed and (verb.lemma == "make" or verb.lemma not in words(*_SAYING)):
        return  # "The voters make good choices and democracy works"
    if clause.i < verb.i and verb.lemma.lower() not in words("clauses", "verbs", "reporting"):
        return  # two sentences joined by a comma
    if clause.pos in ("VERB", "AUX") or clause.child("nsubj") is not None:
        more = [c for c in clause.having("conj") if c.child("mark") is not None]  # "that …, and that …"
        found.objects = [clause_phrase(clause, without=more), *(clause_phrase(c) for c in more)]
        found.content = clause
        found.rule = "clause-object"


def _follows(clause: Word, verb: Word) -> bool:
    """ "The port closed, they say boats sank": with nothing between, the clause after the verb is its object."""
    return clause.i > verb.i and not any(c.dep == "punct" and verb.i < c.i < clause.left for c in verb.children)


def _relational(verb: Word, found: Complements) -> set[Word]:
    """ "is part of X", "has an impact on X": the noun and its preposition belong to the relation."""
    if len(found.objects) != 1 or found.swallowed or found.content is not None:
        return set()
    noun = found.objects[0].head
    be = verb.lemma in ("be", "become", "remain") and noun.dep == "attr"
    light = verb.lemma in words("clauses", "verbs", "light") and noun.lemma.lower() in words(
        "clauses", "light", "nouns"
    )
    if not light and not (be and noun.lower in words("clauses", "nouns", "relational")):
        return set()
    if noun.child("relcl", "acl", "poss") is not None or any(c.lower == "no" for c in noun.children):
        return set()
    for holder in (noun, verb) if light else (noun,):
        for top, role, path, inner in prepositions(holder):
            if (
                inner.tag in _RELATIVE
                or is_time(noun_phrase(inner))
                or top.i != noun.i + 1
                or (be and role not in ("of", "to"))
            ):
                continue
            before = [w for w in found.objects[0].words if w.i <= noun.i]
            found.swallowed = [*before, *path]
            found.tail = f"{noun.lemma.lower()} {role}"
            found.objects = spread(inner)
            found.rule = "light-verb" if light else found.rule
            return {top}
    return set()


def _arguments(verb: Word, found: Complements, taken: set[Word]) -> None:
    """Prepositional phrases, recipients and bare times, in the order of the text."""
    arguments: list[tuple[int, Argument]] = []
    for top, role, _path, noun in prepositions(verb):
        if _is_absolute(top, noun) or _is_quoted(top, verb):
            continue
        if (
            top not in taken
            and noun.tag not in _RELATIVE
            and not (noun.lower == "order" and noun.child("acl", "advcl"))
        ):
            arguments += [(top.i, (_restricted(top, role), phrase)) for phrase in parties(role, noun)]
    for child in verb.children:
        described = child.dep == "oprd" and child not in found.swallowed
        if described and found.objects and found.objects[0].head is not child and child.i > verb.i:
            arguments += [(child.i, ("predicative", phrase)) for phrase in spread(child)]
        elif child.dep == "dative" and child.pos not in ("ADP", "PART") and child.tag not in _RELATIVE:
            arguments += [(child.i, ("recipient", phrase)) for phrase in spread(child)]
        elif child.dep == "npadvmod" and child.entity in ("DATE", "TIME"):
            arguments.append((child.i, ("time", noun_phrase(child))))
        elif (
            child.dep == "advmod"
            and (since := child.child("npadvmod")) is not None
            and since.entity in ("DATE", "TIME")
        ):
            arguments.append((child.i, ("time", Phrase.of(child, child.subtree()))))
    if (named := _likened(verb)) is not None:
        arguments.append((named.i, ("as", Phrase.of(named, [w for w in named.subtree() if w.lower != "as"]))))
    for child in (c for thing in verb.having("dobj") for c in thing.having("appos") if is_called(thing, c)):
        arguments.append((child.i, ("predicative", noun_phrase(child))))
    arguments.sort(key=lambda one: one[0])
    found.arguments = [argument for _at, argument in arguments]


def _likened(verb: Word) -> Word | None:
    """ "described the dam as unsafe": what it is described as."""
    if verb.child("dobj") is None:
        return None
    after = (c for c in verb.having("advcl") if c.pos == "ADJ" and c.child("nsubj") is None)
    return next((c for c in after if c.left < c.i and any(w.lower == "as" and w.i == c.left for w in c.children)), None)


def _is_quoted(word: Word, verb: Word) -> bool:
    """ "asked, 'With rafts?'": what a quotation opens with is no argument of the verb before it. But "was 'against the plan'"."""
    if verb.lemma == "be":
        return False
    marks = [c for c in verb.children if verb.i < c.i < word.i]
    return any(c.text in OPENING for c in marks) and not any(c.text in CLOSING and c.text not in OPENING for c in marks)


def _is_absolute(preposition: Word, noun: Word) -> bool:
    """ ", with the crew watching the port": a clause of its own, of which verb nobody can tell."""
    if preposition.lower != "with" or preposition.right > noun.right:
        return False
    after_comma = any(c.text == "," and c.i == preposition.i - 1 for c in preposition.head.children)
    return after_comma and any(c.tag == "VBG" and c.i > noun.i for c in noun.having("acl"))


def _restricted(preposition: Word, role: str) -> str:
    """ "partly due to": without the adverb more would be said."""
    return " ".join([*(w.lower for w in _restricting(preposition)), role])


def _restricting(preposition: Word) -> list[Word]:
    """ "partly" of "partly due to", "largely" of "was made largely of steel"."""
    near = [c for c in preposition.head.having("advmod") if c.i == preposition.i - 1 and not c.children]
    return [c for c in (*near, *preposition.having("advmod")) if c.lower in words("clauses", "adverbs", "restricting")]


def _swallow(verb: Word, found: Complements) -> None:
    """The nearest preposition after a verb without object belongs to the relation: "was assigned to the port"."""
    candidates = sorted(
        (
            (top.dep != "agent", top.i, role, path, noun)
            for top, role, path, noun in prepositions(verb)
            if top.i > verb.i and noun.tag not in _RELATIVE and not _is_quoted(top, verb)
        ),
        key=lambda one: one[:2],
    )
    for not_agent, _at, role, path, noun in candidates:
        if not_agent and (role in words("clauses", "prepositions", "adjunct") or noun.entity in ("DATE", "TIME")):
            continue
        if not_agent and any(w.head is verb and w.dep == "agent" for w in verb.children):
            continue
        phrases = parties(role, noun)
        heads = {p.head for p in phrases}
        found.arguments = [a for a in found.arguments if a[1].head not in heads]
        found.objects, found.swallowed, found.tail = phrases, [*_restricting(path[0]), *path], role
        return


def where(verb: Word) -> list[Argument]:
    """ "the ward where they treated him": they treated him in the ward."""
    if verb.dep != "relcl" or not any(w.tag == "WRB" and w.lower == "where" for w in verb.subtree()[:2]):
        return []
    if noun_type(verb.head.lower) in ("person", "group"):
        return []  # "a club, home to 90 residents, where maples grow"
    place = noun_phrase(verb.head)
    kept = tuple(w for w in place.words if not verb.left <= w.i <= verb.right)
    return [("in", Phrase(verb.head, kept or (verb.head,)))]


def inherited(verb: Word) -> list[Argument]:
    """Adjuncts before the first of conjoined verbs hold for the others too: "In May he bought it and sold it"."""
    found: list[Argument] = []
    steps = 0
    while verb.dep == "conj" and verb.child("nsubj", "nsubjpass") is None and steps < _MAX_STEPS:
        verb, steps = verb.head, steps + 1
        for top, role, _path, noun in prepositions(verb):
            if top.i < verb.left + 2 and top.i < verb.i and noun.tag not in _RELATIVE:
                found += [(role, phrase) for phrase in parties(role, noun)]
    return found
