"""What one clause says of itself: its auxiliaries and adverbs, its negators, its mood."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.annotate import Word
from kg.claims.factuality.effects import LEXICON, simple
from kg.lexicon import words
from kg.records import Modality

_VERBAL = ("VERB", "AUX")
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr", "dative", "npadvmod", "oprd")
_PREDICATE = ("attr", "acomp", "oprd", "prep", "advmod")
#: Forms that need an auxiliary, and so can share that of the verb they are conjoined with ("will buy and sell").
_DEPENDENT = ("VB", "VBN", "VBG")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
#: So far are auxiliaries looked for along a list of conjoined verbs.
MAX_CONJUNCTS = 20
_OPENING = ('"', "\u201c", "``")
_WH = ("WDT", "WP", "WP$", "WRB")


@dataclass(slots=True)
class Clause:
    """`negators` turn the polarity one by one; `modality` is that of the clause alone."""

    negators: list[Word] = field(default_factory=list)
    modality: Modality = "actual"
    cues: list[Word] = field(default_factory=list)


def anchor(predicate: Word) -> Word:
    """The verb whose auxiliaries and negators are those of a predicate: the copula of its complement, else itself."""
    head = predicate.head
    if predicate.dep in _PREDICATE and predicate.pos not in _VERBAL and head.lemma in ("be", "become", "remain"):
        return head
    return predicate


def shares(word: Word) -> bool:
    """Whether a conjunct shares the auxiliaries and negators of the verb it is conjoined with."""
    head = word.head
    return (
        word.dep == "conj"
        and word.tag in _DEPENDENT
        and word.tag == head.tag
        and word.child("nsubj", "nsubjpass", "expl") is None
        and word.child("aux", "auxpass") is None
    )


def _sharing(verb: Word) -> list[Word]:
    """A verb and those whose auxiliaries it shares, nearest first."""
    found = [verb]
    while len(found) < MAX_CONJUNCTS and shares(found[-1]):
        found.append(found[-1].head)
    return found


def finite(verb: Word) -> bool:
    """Whether a verb heads a finite clause: by its form, or that of an auxiliary that it has or shares."""
    return any(
        one.tag in _FINITE or any(a.tag in _FINITE for a in one.having("aux", "auxpass")) for one in _sharing(verb)
    )


def infinitive(verb: Word) -> bool:
    """Whether a verb is a to-infinitive."""
    return any(c.dep == "aux" and c.tag == "TO" for c in verb.children)


def read(verb: Word) -> Clause:
    """What the clause of a verb says of itself."""
    clause = Clause()
    _auxiliaries(verb, clause)
    clause.negators = negators(verb)
    clause.cues += clause.negators
    _adverbs(verb, clause)
    if clause.modality in ("actual", "planned", "hypothetical"):
        _conditional(verb, clause)
    _mood(verb, clause)
    return clause


def _auxiliaries(verb: Word, clause: Clause) -> None:
    modals = simple("modal")
    for one in _sharing(verb):
        for aux in one.children:
            if aux.dep in ("aux", "auxpass") and (aux.tag == "MD" or aux.lower == "need") and aux.lower in modals:
                if modals[aux.lower].modality == "hypothetical" and _has_come(one):
                    return
                clause.modality = modals[aux.lower].modality
                clause.cues.append(aux)
                return


def _has_come(verb: Word) -> bool:
    """Whether "would" tells what came about: "who would later lead the firm"."""
    return any(c.lower in words(LEXICON, "hindsight", "adverbs") for c in verb.having("advmod"))


def negators(verb: Word) -> list[Word]:
    """The words that negate a clause: "not", "never", "nobody", "no" before an argument, "neither"."""
    found: list[Word] = []
    for one in _sharing(verb):
        found = [_negator(c) for c in one.children if _negates(c, one)]
        if found or _contrasted(one):
            break
    if not found and verb.dep == "conj" and any(c.dep == "cc" and c.lower in ("or", "nor") for c in verb.head.children):
        above = verb.head.having("neg", "advmod", "preconj")
        found = [c for c in above if c.lower in ("never", "neither", "nor")]
        found = found or [c for c in verb.head.having("cc") if c.lower == "nor" and c.i < verb.i]
    if (
        not found
        and verb.dep == "advcl"
        and verb.head.lemma == "be"
        and any(c.lower == "like" for c in verb.having("mark"))
    ):
        found = verb.head.having("neg")  # "it is not like the dam broke"
    return found[:1] if len(found) > 1 and _concord(found) else found


def _negator(child: Word) -> Word:
    """The negating word itself: of "no witness" the "no"."""
    if child.dep == "advmod" and (never := _never(child)) is not None:
        return never
    nouns = child.having("pobj") if child.dep in ("prep", "agent") else [child]
    determiners = {"not", *words(LEXICON, "negation", "determiners")}
    return next((d for noun in nouns for d in noun.children if d.lower in determiners and d.i < noun.i), child)


def _never(adverb: Word) -> Word | None:
    """The "never" of "never before", "never again"."""
    return next((c for c in adverb.children if c.lower == "never"), None)


def _contrasted(verb: Word) -> bool:
    """Whether "but" stands before a conjunct: "did not call but wrote"."""
    return verb.dep == "conj" and any(
        c.dep == "cc" and c.lower in ("but", "yet", "instead") for c in verb.head.children
    )


def _concord(found: list[Word]) -> bool:
    """Whether negators say the same twice: "neither … nor", "never … nobody" are one negation."""
    return any(w.lower in ("neither", "nor", "nobody", "nothing") for w in found)


def _negates(child: Word, verb: Word) -> bool:
    if child.dep == "neg":
        return not _focused(child)
    if child.dep in ("advmod", "preconj", "cc") and child.lower in ("neither", "nor"):
        return child.dep != "cc" or child.i < verb.i
    if child.dep == "advmod":
        if any(c.dep == "neg" and c.lower == "no" for c in child.children):
            return child.lower == "longer"
        entry = simple("adverb").get(child.lower)
        return (entry is not None and entry.negates) or _never(child) is not None
    if child.dep in _ARGUMENTS:
        return _negative(child)
    if child.dep in ("prep", "agent"):
        return any(_negative(noun) and _in_scope(child, noun) for noun in child.having("pobj"))
    return False


def _focused(negator: Word) -> bool:
    """Whether "not" belongs to the next word: "not only", "not necessarily"."""
    focus = words(LEXICON, "negation", "focus")
    return any(w.i == negator.i + 1 and w.lower in focus for w in negator.head.children) or any(
        w.lower in focus for w in negator.children
    )


def _negative(noun: Word) -> bool:
    if noun.lower in words(LEXICON, "negation", "pronouns"):
        return True
    if noun.lower in words(LEXICON, "negation", "idle"):
        return noun.dep != "npadvmod" and any(c.lower == "no" for c in noun.children) and noun.head.lemma == "be"
    if any(c.dep == "neg" and c.lower == "not" and _single(c, noun) for c in noun.children):
        return True
    determiners = words(LEXICON, "negation", "determiners")
    return any(
        c.dep in ("det", "neg", "preconj", "cc") and c.i < noun.i and c.lower in determiners for c in noun.children
    )


def _single(negator: Word, noun: Word) -> bool:
    """Whether "not" is that of "not a witness", "not one witness"; "not all" and "not many" leave some."""
    return any(c.i == negator.i + 1 and c.lower in ("a", "an", "one", "single") for c in noun.children)


def _in_scope(preposition: Word, noun: Word) -> bool:
    return preposition.lower in words(LEXICON, "negation", "prepositions") or noun.lemma in words(
        LEXICON, "negation", "frames"
    )


def _adverbs(verb: Word, clause: Clause) -> None:
    adverbs = simple("adverb")
    for child in verb.children:
        if child.dep == "advmod" and child.lower in adverbs and not adverbs[child.lower].negates:
            if clause.modality == "actual":
                clause.modality = adverbs[child.lower].modality
            clause.cues.append(child)
    for either in (verb.head if verb.dep == "conj" else verb).having("preconj"):
        if either.lower == "either" and clause.modality == "actual":  # "has either won or tied": one of them
            clause.modality = "possible"
            clause.cues.append(either)


def _conditional(verb: Word, clause: Clause) -> None:
    """A clause in the present or future that depends on a condition is hypothetical."""
    told = verb.tag == "VBD" or any(a.tag == "VBD" or a.lemma == "have" for a in verb.having("aux", "auxpass"))
    if clause.modality == "actual" and told:
        return
    for child in verb.children:
        mark = condition(child) if child.dep == "advcl" else None
        if (
            mark is not None and not _is_inclusive(mark) and mark.lower not in ("whether", "lest")
        ):  # "whether they like it or not, it is closed"
            clause.modality = "hypothetical"
            clause.cues.append(mark)
            return


def _is_inclusive(mark: Word) -> bool:
    """Whether "even" stands before a conjunction: "even if it rains" is no condition of what follows."""
    beside = (*mark.children, *mark.head.children, *mark.head.head.children)
    return any(c.lower in words(LEXICON, "conjunctions", "inclusive") and c.i == mark.i - 1 for c in beside)


def condition(verb: Word) -> Word | None:
    """The conjunction that makes an adverbial clause a condition."""
    marks = verb.having("mark", "advmod") if verb.dep in ("advcl", "ccomp") else []
    conditional = words(LEXICON, "conjunctions", "conditional")
    for mark in marks:
        if mark.lower in conditional and mark.i < verb.i:
            return mark
    if verb.dep in ("advcl", "ccomp") and (inverted := _inverted(verb)) is not None:
        return inverted
    if verb.lower in ("provided", "providing", "assuming", "supposing") and not infinitive(verb):
        return verb if verb.child("ccomp") is not None else None
    return None


def _inverted(verb: Word) -> Word | None:
    """The auxiliary before the subject of "had he known", "should it rain", "were she to come"."""
    subject, above = verb.child("nsubj", "nsubjpass"), verb.head
    torn = verb.dep == "ccomp" and above.lower in ("had", "should", "were") and above.i == verb.left - 1
    if torn and subject is not None and above.child("nsubj", "nsubjpass") is None:  # the model makes two verbs of it
        return above
    for aux in verb.having("aux", "auxpass"):
        if (
            subject is not None
            and aux.lower in ("had", "should", "were")
            and aux.i < subject.left
            and aux.i == verb.left
        ):
            return aux
    return None


def _mood(verb: Word, clause: Clause) -> None:
    """Questions are hypothetical, imperatives are requested."""
    if verb.dep not in ("ROOT", "ccomp", "conj", "parataxis"):
        return
    mark = next((c for c in verb.children if c.dep == "punct" and c.text.startswith("?") and c.i > verb.i), None)
    if mark is not None and not _is_quoted(mark, verb) and (verb.dep != "ccomp" or verb.child("mark") is None):
        clause.modality = "hypothetical"
        clause.cues.append(mark)
    elif (asked := _asked(verb)) is not None:
        clause.modality = "hypothetical"
        clause.cues.append(asked)
    elif _imperative(verb):
        clause.modality = "requested"
        clause.cues.append(verb)


def _asked(verb: Word) -> Word | None:
    """The question mark of a quoted question, told by its order of words: `it asked: "Were you late?"`."""
    subject, first = verb.child("nsubj"), next(iter(verb.having("aux", "auxpass")), verb)
    if verb.dep != "ccomp" or subject is None or not first.i < subject.i or first.left < first.i or verb.child("expl"):
        return None
    if first.pos != "AUX" or verb.i < verb.head.i or subject.left != first.i + 1:
        return None
    return next((c for c in verb.head.children if c.dep == "punct" and c.text.startswith("?") and c.i > verb.i), None)


def _is_quoted(mark: Word, verb: Word) -> bool:
    """Whether a question mark ends what somebody asks in a clause that tells of it: `she sings, "Where is he?"`."""
    return any(w.text in _OPENING and verb.i < w.i < mark.i for w in verb.subtree())


def _imperative(verb: Word) -> bool:
    if verb.tag != "VB" or verb.dep not in ("ROOT", "ccomp", "conj"):
        return False
    verb = _sharing(verb)[-1]
    if verb.dep == "conj":
        return False
    for child in verb.children:
        if child.dep in ("nsubj", "nsubjpass", "expl", "csubj", "mark", "auxpass"):
            return False
        if child.dep == "aux" and child.lower not in ("do", "please"):
            return False
        if child.i < verb.i and child.tag in _WH:
            return False
    return verb.dep == "ROOT" or verb.head.i > verb.i
