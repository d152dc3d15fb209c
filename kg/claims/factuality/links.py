"""How a clause hangs on what governs it, by dependency label, and what the governor does to it.

A `Step` says what the next word up does to the clause (an `Effect`), and whether what holds of that word, its
negation and its modality, holds of the clause too.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass

from kg.annotate import Word
from kg.claims.factuality.clause import MAX_CONJUNCTS, anchor, condition, finite, infinitive, negators, read, shares
from kg.claims.factuality.effects import LEXICON, NOTHING, Effect, lookup, simple
from kg.claims.factuality.signs import (
    UNREAL,
    has_that,
    has_too,
    instrument,
    is_addressed,
    is_any,
    is_awaited,
    is_past,
    is_ranked,
    is_to_end,
    is_told,
    is_wanted,
    modality_of_when,
    passive,
    subjunctive,
)
from kg.lexicon import words

_VERBAL = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Step:
    """The next word up (None: stop here), what it does, and what it hands down."""

    up: Word | None
    effect: Effect = NOTHING
    cue: Word | None = None
    negation: bool = True
    modality: bool = True


_STOP = Step(None)


def refusals(noun: Word) -> list[Word]:
    """The "no" of "no plan to …"."""
    return [c for c in noun.children if c.dep in ("det", "neg") and c.lower == "no"]


def step_from(word: Word) -> Step:
    """The step from a word to what governs it; a conjunct hangs where the first of the conjuncts does."""
    if (than := _passed_over(word)) is not None:
        return Step(word.head, Effect(negates=True), than, negation=False)
    base = word
    for _ in range(MAX_CONJUNCTS):
        if base.dep != "conj" or base.head is base:
            break
        first = _first(base)
        if first is None:
            return _STOP
        base = first
    link = _LINKS.get(base.dep)
    return link(base) if link is not None else _STOP


def _passed_over(verb: Word) -> Word | None:
    """The "than" of what is not done "rather than close the school", "would sooner strike than accept"."""
    if verb.tag != "VB" or verb.dep not in ("conj", "advcl"):
        return None
    than = next((c for c in (*verb.children, *verb.head.having("cc")) if c.lower == "than" and c.i < verb.i), None)
    preferred = {c.lower for c in (*verb.head.children, *(than.children if than is not None else ()))}
    return than if preferred & {"rather", "sooner"} else None


def _complement(verb: Word) -> Step:
    """An infinitive, a gerund or a finite clause as the complement of a verb, an adjective or a noun."""
    head = _governor(verb)
    whether = next((c for c in verb.having("mark") if c.lower == "whether"), None)
    if whether is not None and infinitive(verb):
        return Step(None, Effect(modality="hypothetical"), whether)
    bare = verb.tag == "VB" and not has_that(verb) and head.pos in _VERBAL and not finite(verb)
    if bare and is_told(verb, head):
        return _finite(verb, head)
    if infinitive(verb) or bare:
        return _infinitive(verb, head)
    if verb.tag == "VBG" and not finite(verb):
        ends = Effect(negates=True) if is_to_end(head) else None
        return _governed(head, ends or lookup(head, "ing"), default=NOTHING)
    if not finite(verb) and subjunctive(verb):
        wanted = lookup(head, "that")
        required = wanted is not None and wanted.modality == "required"
        return _governed(head, Effect(modality="required" if required else "requested"), default=NOTHING)
    if not finite(verb) and not has_that(verb):
        return Step(head)
    return _finite(verb, head)


def _first(conjunct: Word) -> Word | None:
    """The first of the conjuncts that hang on the same governor: the head, or, where a bare infinitive was hung
    on a finite verb ("plans to build a pier, dredge the bay"), the infinitive before it.
    """
    head = conjunct.head
    if shares(conjunct) or finite(conjunct) == finite(head) or conjunct.pos not in _VERBAL:
        return head
    if infinitive(head) and conjunct.lower == conjunct.lemma and conjunct.child("nsubj", "nsubjpass") is None:
        return head  # "to prevent thefts, shut down labs": the form is ambiguous
    if conjunct.tag == "VB" and conjunct.child("nsubj", "nsubjpass") is None:
        before = [
            c for c in head.children if c.i < conjunct.i and c.dep in ("xcomp", "ccomp", "advcl") and infinitive(c)
        ]
        return before[-1] if before else None
    return None


def _governor(verb: Word) -> Word:
    """The word that a complement belongs to: in "it is unlikely that …" the adjective, not the copula."""
    head = verb.head
    if head.lemma in ("be", "make", "seem", "appear", "become") and head.pos in _VERBAL:
        for child in head.having("acomp", "attr", "oprd"):
            if child.i < verb.i and lookup(child, "that", "to") is not None:
                return child
    return head


def _infinitive(verb: Word, head: Word) -> Step:
    own_subject = verb.child("nsubj", "nsubjpass") is not None or any(
        c.dep in ("dobj", "dative") and c.i < verb.i for c in head.children
    )
    if has_too(head):
        return Step(head, Effect(modality="possible", negates=True), head)
    if head.pos == "ADJ" and any(c.dep == "advmod" and c.lower == "enough" for c in head.children):
        return Step(head, Effect(modality="possible"), head)  # "strong enough to win"
    if head.lemma == "be" and head.pos in _VERBAL:
        return _to_be(head)
    if head.lemma == "remain" and not any(c.dep == "auxpass" for c in verb.children):
        return Step(head)  # "remains the favourite to win"; what "remains to be seen" isn't seen
    if head.lemma == "have" and any(c.lower == "yet" for c in (*head.children, *verb.children)):
        return Step(head, Effect(negates=True), head)
    if (
        head.lemma == "able"
        and any(c.tag == "VBD" for c in (head.head, *head.head.having("aux")))
        and finite(head.head)
    ):
        return Step(head)
    if passive(head) and instrument(head):
        return Step(None, Effect(modality="attempted"), head)
    effect = lookup(head, "to+subject", "to") if own_subject else lookup(head, "to", "to+subject")
    if head.pos == "NOUN":
        return _noun(head, effect)
    if head.lemma == "look" and verb.lemma in ("be", "have"):
        effect = Effect(modality="possible")  # "looks to be late" is no plan
    if effect is None and head.pos in _VERBAL and (own_subject or passive(head)) and verb.lemma not in ("be", "have"):
        return Step(None, Effect(modality="attempted"), head)
    return _governed(head, effect, default=NOTHING)


def _to_be(copula: Word) -> Step:
    """ "The goal is to …" is an attempt, "the court is to …" a plan, and what "is yet to" happen has not."""
    late = next((c for c in copula.having("advmod") if c.lower in ("yet", "still")), None)
    if late is not None:
        return Step(copula, Effect(negates=True), late)
    subject = copula.child("nsubj")
    effect = lookup(subject, "to") if subject is not None else None
    return Step(copula, effect or Effect(modality="planned"), copula)


def _governed(head: Word, effect: Effect | None, *, default: Effect) -> Step:
    found = effect if effect is not None else default
    return Step(None if found.opaque else head, found, head)


def _finite(verb: Word, head: Word) -> Step:
    mark = condition(verb)
    if mark is not None:
        return Step(None, Effect(modality="hypothetical"), mark)
    if (mark := condition(head)) is head:  # "assuming that the bank stays open"
        return Step(None, Effect(modality="hypothetical"), mark)
    effect = _that_effect(head)
    if effect is None or effect.opaque or any(c.lower == "why" for c in verb.having("advmod")):
        return _STOP
    if effect.settles and negators(anchor(head)):
        return Step(None, Effect(modality="possible"), head)  # "is not certain that": it may be
    if is_wanted(verb, effect):
        return Step(head, Effect(modality="requested"), head)
    if effect.modality in ("planned", "requested") and finite(verb):
        effect = Effect(raises=effect.raises)  # "expects that it will", "demands that it must": the clause has its own
    return Step(head, effect, head, negation=effect.raises, modality=effect.raises or effect.modality != "actual")


def _that_effect(head: Word) -> Effect | None:
    """What a word makes of a clause with "that"; in "their hope is that …" the subject does."""
    subject = head.child("nsubj") if head.lemma == "be" and head.pos in _VERBAL else None
    return lookup(subject or head, "that")


def _purpose(verb: Word, head: Word) -> Step:
    """An infinitive beside a clause: a purpose, unless it goes with a word of it."""
    if head.lower == "order" and head.dep == "pobj":
        return Step(None, Effect(modality="attempted"), head)  # "in order for the port to close"
    if any(is_ranked(noun) for noun in verb.having("nsubj")):
        return _STOP  # "The first nurse to lead the union, she left"
    if head.pos == "ADJ" or has_too(head) or (head.pos == "NOUN" and lookup(head, "to") is not None):
        return _infinitive(verb, head)
    if head.lemma == "go" and any(c.lower == "on" for c in head.having("prt", "advmod")):
        return Step(head)  # "went on to win"
    asked = lookup(head, "to") if is_addressed(head, verb) else None
    if asked is not None and asked.modality == "requested":
        return Step(head, asked, head)
    to = next(c for c in verb.children if c.dep == "aux" and c.tag == "TO")
    return Step(None, Effect(modality="attempted"), to)


def _adverbial(verb: Word) -> Step:
    """Purposes, conditions and results."""
    head = verb.head
    mark = condition(verb)
    if mark is not None:
        return Step(None, Effect(modality="hypothetical"), mark)
    if infinitive(verb):
        return _purpose(verb, head)
    marks = {c.lower for c in verb.having("mark", "advmod", "prep")}
    if not finite(verb) and marks & {"without", "instead", "rather"}:
        return Step(head, Effect(negates=True), _named(verb, marks), negation=False)
    purpose = marks & words(LEXICON, "conjunctions", "purpose")
    if purpose and "that" in marks:
        return Step(None, Effect(modality="attempted"), _named(verb, purpose))
    if verb.tag == "VBG" and not finite(verb) and not marks and verb.i > head.i:
        if verb.lemma in words(LEXICON, "aside", "words"):
            return _STOP
        return Step(head, negation=False)
    if marks & words(LEXICON, "conjunctions", "until") and is_awaited(head):
        return Step(None, Effect(modality="hypothetical"), _named(verb, marks))
    if "because" in marks and head.lemma == "be" and head.child("attr", "acomp") is None:
        return Step(head)  # "it isn't because they were late": the reason is denied
    if verb.tag in ("VBZ", "VBP") and head.lower == "long" and "as" in marks:
        return Step(None, Effect(modality="hypothetical"), head)  # "as long as the ice holds"
    if verb.tag in ("VBZ", "VBP") and marks & words(LEXICON, "conjunctions", "temporal"):
        return Step(None, Effect(modality=modality_of_when(head, marks)), head)
    return _STOP


def _named(verb: Word, forms: Set[str]) -> Word | None:
    return next((c for c in verb.children if c.lower in forms), None)


def _modifier(verb: Word) -> Step:
    """An infinitive, or a clause with "that", after a noun."""
    head = verb.head
    if infinitive(verb):
        if head.lower == "order" and head.dep == "pobj" and not any(c.dep == "det" for c in head.children):
            return Step(None, Effect(modality="attempted"), head)
        if is_ranked(head):
            return _STOP
        return _noun(head, lookup(head, "to") or Effect(modality="attempted"))
    preposition = head.head.lower if head.dep == "pobj" else "to"
    if verb.tag == "VBG" and preposition != "to" and (effect := lookup(head.head.head, preposition)) is not None:
        return _noun(head.head.head, effect)  # "a ban on lorries entering the town"
    if verb.tag == "VBG" and verb.lemma in words(LEXICON, "result", "words") and head.head.pos in _VERBAL:
        return Step(head.head, negation=False)
    if (has_that(verb) and (finite(verb) or subjunctive(verb))) or _is_its_content(verb):
        effect = _verdict(head) or lookup(head, "that")
        if effect is None or effect.opaque:
            return _STOP
        negation = effect.raises
        return _noun(head, effect) if negation else Step(None, effect, head)
    return _STOP


def _relative(verb: Word) -> Step:
    """A relative clause holds, whatever its noun is part of, but of what is only sought or still to be made: "They need a
    nurse who speaks Thai", "It will build a boat that floats".
    """
    if infinitive(verb) or _is_its_content(verb):
        return _modifier(verb)
    noun = verb.head
    above = noun.head.head if noun.dep == "pobj" else noun.head
    if not is_any(noun) or noun.dep not in ("dobj", "pobj") or above.pos not in _VERBAL:
        return _STOP
    if is_past(verb) and read(above).modality != "hypothetical":
        return _STOP
    kind = above.lemma if noun.dep == "dobj" else f"{above.lemma} {noun.head.lower}"
    if kind in words(LEXICON, "sought", "words"):
        return Step(None, Effect(modality="hypothetical"), above)
    return Step(above, negation=False) if kind in words(LEXICON, "made", "words") else _STOP


def _is_its_content(verb: Word) -> bool:
    """ "no chance Osei will withdraw", "no evidence he lied": a clause without "that" that lacks nothing."""
    if verb.dep not in ("acl", "relcl") or not finite(verb) or verb.child("nsubj", "nsubjpass") is None:
        return False
    if verb.child("mark") is not None or any(w.tag in ("WDT", "WP", "WRB") for w in verb.subtree()[:2]):
        return False
    whole = verb.dep == "acl" or verb.child("dobj", "acomp", "attr", "ccomp") is not None
    return (whole or verb.lemma in words("clauses", "verbs", "intransitive")) and lookup(verb.head, "that") is not None


def _verdict(noun: Word) -> Effect | None:
    """What is said of a report by the predicate after it: "the rumour that he had died was false"."""
    complement = noun.head.child("acomp", "oprd", "attr") if noun.dep == "nsubj" else None
    effect = lookup(complement, "that") if complement is not None else None
    return effect if effect is not None and effect.negates else None


def _noun(noun: Word, effect: Effect | None) -> Step:
    """The effect of a noun, and of the verb that only carries it: "has no plan to", "lacks the ability to"."""
    found = effect or NOTHING
    if found.opaque:
        return _STOP
    verb = noun.head
    if noun.dep in ("dobj", "attr", "pobj", "nsubj", "nsubjpass") and verb.lemma in words(LEXICON, "light", "lacking"):
        turned = Effect(modality=found.modality, negates=not found.negates, raises=found.raises)
        return Step(noun, turned, verb)
    carried = noun.dep in ("dobj", "attr") and verb.lemma in words(LEXICON, "light", "words")
    return Step(noun, found, noun, negation=carried or bool(refusals(noun)), modality=carried)


def _gerund(verb: Word) -> Step:
    """A gerund after a preposition: what the preposition or the word before it makes of it."""
    if finite(verb):
        return _STOP
    preposition = verb.head
    beside = [c for c in preposition.head.children if c.i == preposition.i - 1]  # "far from", "short of"
    near = (preposition, preposition.head, *preposition.children, *beside)
    own = next((simple("preposition")[w.lower] for w in near if w.lower in simple("preposition")), None)
    head = preposition.head
    effect = lookup(head, preposition.lower)
    if own is not None and (effect is None or not effect.negates):
        return Step(None, own, preposition)
    if effect is not None:
        if head.pos == "NOUN":
            return _noun(head, effect)
        return _governed(head, effect, default=NOTHING)
    if preposition.lower in ("by", "in", "through") and head.pos in _VERBAL:
        means = head.child("dobj", "attr")
        if preposition.lower == "by" and means is not None and means.lemma in words(LEXICON, "means", "nouns"):
            return Step(None, Effect(modality="possible"), means)  # "has two ways to do it: by suing, by waiting"
        return Step(head, negation=False)
    return _STOP


def _subject(verb: Word) -> Step:
    """A gerund or infinitive as the subject of what would, will or may be: nobody says that it happens."""
    if infinitive(verb) or any(c.dep == "mark" and c.lower == "whether" for c in verb.children):
        return Step(None, Effect(modality="hypothetical"), verb)
    modality = read(anchor(verb.head)).modality
    unreal = modality in UNREAL and not finite(verb)
    return Step(None, Effect(modality="hypothetical" if unreal else "actual"), verb)


def _object(noun: Word) -> Step:
    """A noun that is the predicate of a claim ("the seizure of 3 boats") as the object of a verb."""
    if noun.pos in _VERBAL:
        return _STOP
    head = noun.head
    if noun.dep == "pobj":
        effect = lookup(head.head, head.lower)
        if head.lower == "without":
            return Step(None, Effect(negates=True), head)
        return Step(head.head, effect or NOTHING, head.head, modality=head.head.pos in _VERBAL)
    effect = lookup(head, "noun") or NOTHING
    return _STOP if effect.opaque else Step(head, effect, head)


def _predicate(word: Word) -> Step:
    """An adjective or noun after a copula, or a participle after "be": the copula's clause."""
    return Step(word.head) if word.head.pos in _VERBAL else _STOP


_LINKS: dict[str, Callable[[Word], Step]] = {
    "acl": _modifier,
    "acomp": _predicate,
    "advcl": _adverbial,
    "attr": _predicate,
    "ccomp": _complement,
    "csubj": _subject,
    "csubjpass": _subject,
    "dobj": _object,
    "nsubjpass": _object,
    "oprd": _predicate,
    "pcomp": _gerund,
    "pobj": _object,
    "relcl": _relative,
    "xcomp": _complement,
}
