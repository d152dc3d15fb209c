"""From a predicate up the tree: what each governor on the way does to it.

One step looks at how a clause hangs on its governor (`_LINKS`, by dependency label) and says what the governor
does to it (an `Effect`), and whether what holds of the governor, its negation and its modality, holds of the
clause too. The outermost modality wins: "may try to sell" is possible.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.annotate import Word
from kg.claims.drafts import Factuality
from kg.claims.factuality.clause import Clause, anchor, condition, finite, infinitive, read, shares
from kg.claims.factuality.effects import LEXICON, NOTHING, Effect, governors, simple
from kg.lexicon import words
from kg.records import Modality

#: No sentence needs more; a broken tree must not hold the reader up.
_MAX_STEPS = 25
_VERBAL = ("VERB", "AUX")
#: Modalities that spread from a clause to its result: "will expand, creating jobs".
_UNREAL: tuple[Modality, ...] = (
    "planned",
    "hypothetical",
    "possible",
    "requested",
    "required",
    "attempted",
    "permitted",
)


@dataclass(frozen=True, slots=True)
class _Step:
    """The next word up (None: stop here), what it does, and what it hands down."""

    up: Word | None
    effect: Effect = NOTHING
    cue: Word | None = None
    negation: bool = True
    modality: bool = True


_STOP = _Step(None)


class _Reading:
    """What is known of the predicate so far, from the inside out."""

    def __init__(self) -> None:
        self.negative = False
        self.modality: Modality = "actual"
        self.cues: dict[int, Word] = {}
        self.hears_negation = True
        self.hears_modality = True

    def clause(self, clause: Clause) -> None:
        fresh = [negator for negator in clause.negators if negator.i not in self.cues]
        if self.hears_negation and len(fresh) % 2:
            self.negative = not self.negative
            self._cue(*fresh)
        if self.hears_modality and clause.modality != "actual":
            self.modality = clause.modality
            self._cue(*(cue for cue in clause.cues if cue not in clause.negators))

    def effect(self, effect: Effect, cue: Word | None) -> None:
        if effect.negates and self.hears_negation:
            self.negative = not self.negative
        if effect.modality != "actual" and self.hears_modality:
            self.modality = effect.modality
        if cue is not None and (effect.negates or effect.modality != "actual"):
            self._cue(cue)

    def _cue(self, *found: Word) -> None:
        self.cues.update((word.i, word) for word in found)


def assess(predicate: Word, governors: tuple[Word, ...] = ()) -> Factuality:
    """The polarity and modality of what a predicate says. `governors` are words above it that its relation swallowed,
    outermost first; those that the tree leads to are found without them.
    """
    reading, passed = _Reading(), {predicate.i}
    if not _stands_alone(predicate):
        word = anchor(predicate)
        reading.clause(_clause(word))
        for _ in range(_MAX_STEPS):
            passed.add(word.i)
            step = _step(word)
            reading.effect(step.effect, step.cue)
            reading.hears_negation &= step.negation
            reading.hears_modality &= step.modality
            if step.up is None or step.up.i in passed or not (reading.hears_negation or reading.hears_modality):
                break
            passed.add(step.up.i)
            word = anchor(step.up)
            reading.clause(_clause(word))
    for governor in reversed(governors):
        if governor.i not in passed:
            effect = _lookup(governor, "to", "that", "noun")
            reading.effect(effect or NOTHING, governor)
            reading.clause(_clause(governor))
    cues = tuple(reading.cues[i] for i in sorted(reading.cues))
    return Factuality(polarity="negated" if reading.negative else "affirmed", modality=reading.modality, cues=cues)


def _stands_alone(predicate: Word) -> bool:
    """Possessives, titles and appositions hold whatever the clause around them says."""
    return predicate.tag == "POS" or (
        predicate.pos not in _VERBAL and predicate.dep in ("poss", "case", "compound", "nmod", "appos", "nsubj", "amod")
    )


def _clause(word: Word) -> Clause:
    if word.pos in ("NOUN", "PROPN"):
        return Clause(negators=_refusals(word))
    clause = read(word)
    if clause.modality == "actual" and word.dep == "advcl" and condition(word) is not None:
        clause.modality = "hypothetical"
    return clause


def _refusals(noun: Word) -> list[Word]:
    """The "no" of "no plan to …"."""
    return [c for c in noun.children if c.dep in ("det", "neg") and c.lower == "no"]


def _lookup(word: Word, *after: str) -> Effect | None:
    known = governors()
    for kind in after:
        effect = known.get((word.lemma, kind)) or known.get((word.lower, kind))
        if effect is not None:
            return effect
    return None


def _step(word: Word) -> _Step:
    base = word
    while base.dep == "conj" and base.head is not base:
        first = _first(base)
        if first is None:
            return _STOP
        base = first
    link = _LINKS.get(base.dep)
    return link(base) if link is not None else _STOP


def _complement(verb: Word) -> _Step:
    """An infinitive, a gerund or a finite clause as the complement of a verb, an adjective or a noun."""
    head = _governor(verb)
    if infinitive(verb) or (verb.tag == "VB" and not _that(verb) and head.pos in _VERBAL and not finite(verb)):
        return _infinitive(verb, head)
    if verb.tag == "VBG" and not finite(verb):
        return _governed(head, _lookup(head, "ing"), default=NOTHING)
    if verb.tag == "VB" and not finite(verb):
        subjunctive = _lookup(head, "that")
        required = subjunctive is not None and subjunctive.modality == "required"
        modality: Modality = "required" if required else "requested"
        return _governed(head, Effect(modality=modality), default=NOTHING)
    if not finite(verb):
        return _Step(head)
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
            if child.i < verb.i and _lookup(child, "that", "to") is not None:
                return child
    return head


def _that(verb: Word) -> bool:
    return any(c.dep == "mark" and c.lower == "that" for c in verb.children)


def _infinitive(verb: Word, head: Word) -> _Step:
    own_subject = verb.child("nsubj", "nsubjpass") is not None or any(
        c.dep in ("dobj", "dative") and c.i < verb.i for c in head.children
    )
    if _too(head):
        return _Step(head, Effect(modality="possible", negates=True), head)
    if head.lemma == "be" and head.pos in _VERBAL:
        return _to_be(head)
    if head.lemma == "have" and any(c.lower == "yet" for c in (*head.children, *verb.children)):
        return _Step(head, Effect(negates=True), head)
    if (
        head.lemma == "able"
        and any(c.tag == "VBD" for c in (head.head, *head.head.having("aux")))
        and finite(head.head)
    ):
        return _Step(head)
    if _passive(head) and _instrument(head):
        return _Step(None, Effect(modality="attempted"), head)
    effect = _lookup(head, "to+subject", "to") if own_subject else _lookup(head, "to", "to+subject")
    if head.pos == "NOUN":
        return _noun(head, effect)
    if effect is None and head.pos in _VERBAL and (own_subject or _passive(head)) and verb.lemma not in ("be", "have"):
        return _Step(None, Effect(modality="attempted"), head)
    return _governed(head, effect, default=NOTHING)


def _passive(verb: Word) -> bool:
    """Whether a participle is passive: with its auxiliary, or after a noun."""
    return verb.tag == "VBN" and (verb.child("auxpass") is not None or verb.dep == "acl")


def _instrument(verb: Word) -> bool:
    """Whether what is "used to" or "needed to" do something is meant for it."""
    if verb.lemma in words(LEXICON, "instrument", "passive"):
        return True
    return verb.dep == "acl" and verb.lemma in words(LEXICON, "instrument", "reduced")


def _too(head: Word) -> bool:
    """Whether "too" makes the infinitive fail: "too weak to stand"."""
    return head.pos in ("ADJ", "ADV") and any(c.dep == "advmod" and c.lower == "too" for c in head.children)


def _to_be(copula: Word) -> _Step:
    """ "The goal is to …" is an attempt, "the court is to …" a plan."""
    subject = copula.child("nsubj")
    effect = _lookup(subject, "to") if subject is not None else None
    return _Step(copula, effect or Effect(modality="planned"), copula)


def _governed(head: Word, effect: Effect | None, *, default: Effect) -> _Step:
    found = effect if effect is not None else default
    return _Step(None if found.opaque else head, found, head)


def _finite(verb: Word, head: Word) -> _Step:
    mark = condition(verb)
    if mark is not None:
        return _Step(None, Effect(modality="hypothetical"), mark)
    effect = _lookup(head, "that")
    if effect is None or effect.opaque:
        return _STOP
    if effect.modality in ("planned", "requested") and finite(verb):
        effect = Effect(raises=effect.raises)  # "expects that it will", "demands that it must": the clause has its own
    return _Step(head, effect, head, negation=effect.raises, modality=effect.raises or effect.modality != "actual")


def _adverbial(verb: Word) -> _Step:
    """Purposes, conditions and results."""
    head = verb.head
    mark = condition(verb)
    if mark is not None:
        return _Step(None, Effect(modality="hypothetical"), mark)
    if infinitive(verb):
        if head.pos == "ADJ" or _too(head):
            return _infinitive(verb, head)
        if head.lemma == "go" and any(c.lower == "on" for c in head.having("prt", "advmod")):
            return _Step(head)  # "went on to win"
        asked = (
            _lookup(head, "for")
            if any(c.lower == "for" for c in (*head.having("prep"), *verb.having("mark")))
            else None
        )
        if asked is not None and asked.modality == "requested":
            return _Step(head, asked, head)  # "called for him to be freed"
        to = next(c for c in verb.children if c.dep == "aux" and c.tag == "TO")
        return _Step(None, Effect(modality="attempted"), to)
    marks = {c.lower for c in verb.having("mark", "advmod", "prep")}
    if verb.tag == "VBG" and marks & {"without", "instead", "rather"}:
        return _Step(head, Effect(negates=True), _named(verb, marks), negation=False)
    if "so" in marks and "that" in marks:
        return _Step(None, Effect(modality="attempted"), _named(verb, {"so"}))
    if verb.tag == "VBG" and not finite(verb) and not marks and verb.i > head.i:
        if verb.lemma in words(LEXICON, "aside", "words"):
            return _STOP
        return _Step(head, negation=False)
    if verb.tag in ("VBZ", "VBP") and marks & words(LEXICON, "conjunctions", "temporal"):
        main = read(head).modality
        return _Step(None, Effect(modality="planned" if main == "planned" else "actual"), head)
    return _STOP


def _named(verb: Word, forms: set[str]) -> Word | None:
    return next((c for c in verb.children if c.lower in forms), None)


def _modifier(verb: Word) -> _Step:
    """An infinitive, or a clause with "that", after a noun."""
    head = verb.head
    if infinitive(verb):
        if head.lower == "order" and head.dep == "pobj" and not any(c.dep == "det" for c in head.children):
            return _Step(None, Effect(modality="attempted"), head)
        factive = words(LEXICON, "factive", "words")
        if head.lower in factive or any(c.lower in factive or c.tag == "JJS" for c in head.children):
            return _STOP
        return _noun(head, _lookup(head, "to") or Effect(modality="attempted"))
    if verb.tag == "VBG" and verb.lemma in words(LEXICON, "result", "words") and head.head.pos in _VERBAL:
        return _Step(head.head, negation=False)
    if _that(verb) and finite(verb):
        effect = _lookup(head, "that")
        if effect is None or effect.opaque:
            return _STOP
        negation = effect.raises
        return _noun(head, effect) if negation else _Step(None, effect, head)
    return _STOP


def _noun(noun: Word, effect: Effect | None) -> _Step:
    """The effect of a noun, and of the verb that only carries it: "has no plan to", "lacks the ability to"."""
    found = effect or NOTHING
    if found.opaque:
        return _STOP
    verb = noun.head
    if noun.dep in ("dobj", "attr", "pobj", "nsubj", "nsubjpass") and verb.lemma in words(LEXICON, "light", "lacking"):
        turned = Effect(modality=found.modality, negates=not found.negates, raises=found.raises)
        return _Step(noun, turned, verb)
    carried = noun.dep in ("dobj", "attr") and verb.lemma in words(LEXICON, "light", "words")
    return _Step(noun, found, noun, negation=carried or bool(_refusals(noun)), modality=carried)


def _gerund(verb: Word) -> _Step:
    """A gerund after a preposition: what the preposition or the word before it makes of it."""
    if finite(verb):
        return _STOP
    preposition = verb.head
    own = next(
        (
            simple("preposition")[w.lower]
            for w in (preposition, preposition.head, *preposition.children)
            if w.lower in simple("preposition")
        ),
        None,
    )
    if own is not None:
        return _Step(None, own, preposition)
    head = preposition.head
    effect = _lookup(head, preposition.lower)
    if effect is not None:
        if head.pos == "NOUN":
            return _noun(head, effect)
        return _governed(head, effect, default=NOTHING)
    if preposition.lower in ("by", "in", "through") and head.pos in _VERBAL:
        return _Step(head, negation=False)
    return _STOP


def _subject(verb: Word) -> _Step:
    """A gerund or infinitive as the subject of what would, will or may be: nobody says that it happens."""
    if infinitive(verb):
        return _Step(None, Effect(modality="hypothetical"), verb)
    modality = read(anchor(verb.head)).modality
    unreal = modality in _UNREAL and not finite(verb)
    return _Step(None, Effect(modality="hypothetical" if unreal else "actual"), verb)


def _object(noun: Word) -> _Step:
    """A noun that is the predicate of a claim ("the seizure of 3 boats") as the object of a verb."""
    if noun.pos in _VERBAL:
        return _STOP
    head = noun.head
    if noun.dep == "pobj":
        effect = _lookup(head.head, head.lower)
        if head.lower == "without":
            return _Step(None, Effect(negates=True), head)
        return _Step(head.head, effect or NOTHING, head.head, modality=head.head.pos in _VERBAL)
    effect = _lookup(head, "noun") or NOTHING
    return _STOP if effect.opaque else _Step(head, effect, head)


def _predicate(word: Word) -> _Step:
    """An adjective or noun after a copula, or a participle after "be": the copula's clause."""
    return _Step(word.head) if word.head.pos in _VERBAL else _STOP


_LINKS: dict[str, Callable[[Word], _Step]] = {
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
    "relcl": lambda verb: _modifier(verb) if infinitive(verb) else _STOP,
    "xcomp": _complement,
}
