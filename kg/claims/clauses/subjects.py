"""Who the subject of a verb is: its own, that of the verb it is conjoined with, its antecedent, its controller."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.annotate import Phrase, Word
from kg.claims.clauses.phrases import (
    OPENING,
    clause_phrase,
    conjuncts,
    is_denied,
    is_infinitive,
    noun_phrase,
    opens_a_question,
    spread,
)
from kg.claims.clauses.verbs import is_passive, partner
from kg.lexicon import words
from kg.mentions.types import noun_type

_OWN = ("nsubj", "nsubjpass", "csubj", "csubjpass")
DASHES = ("-", "--", "\u2013", "\u2014")
_AMOUNTS = ("PERCENT", "QUANTITY")
_PLACES = ("GPE", "LOC", "FAC")
_WHOLE = ("ROOT", "ccomp")
_NAMED = ("NOUN", "PROPN", "PRON")
#: A verb further from its subject than this many steps has none: a bad parse.
_MAX_STEPS = 8


@dataclass(frozen=True, slots=True)
class Subject:
    """The subjects of a verb, the rule that found them (empty for its own), and the governors it swallowed."""

    phrases: tuple[Phrase, ...] = ()
    rule: str = ""
    governors: tuple[Word, ...] = field(default=())


NOBODY = Subject()


def subject_of(verb: Word, steps: int = 0) -> Subject:
    """The subjects of a verb, or `NOBODY`."""
    own = verb.child(*_OWN)
    if own is not None:
        return _own(verb, own)
    finder = _FINDERS.get(verb.dep)
    if finder is None or steps > _MAX_STEPS or verb.child("expl") is not None:
        return NOBODY
    return finder(verb, steps + 1)


def _own(verb: Word, own: Word) -> Subject:
    if own.tag in ("WDT", "WP"):
        return _antecedent(verb, own) if own.lower in ("who", "which", "that", "whom") else NOBODY
    if whom_of(own):
        return _antecedent(verb, own) if own.lower in ("both", "all") else NOBODY
    if own.dep in ("csubj", "csubjpass"):
        whole = own.tag in ("VBG", "VB") and own.child("nsubj", "nsubjpass") is None
        whole = whole and verb.lower not in ("are", "were")  # "Going with them are two nurses": the nurses are
        return Subject((clause_phrase(own),), "clause-subject") if whole else NOBODY
    if own.lower == "it" and _expletive(verb):
        return NOBODY
    if own.tag == "NNS" and any(c.lower == "that" for c in own.having("det")):
        return NOBODY  # "a trend that risks undermining trade": no such plural
    if (
        own.lower in ("'s", "\u2019s")
        or own.lower == "there"
        or any(c.tag in ("WP$", "WDT") for c in own.children)
        or opens_a_question(own)
    ):
        return NOBODY
    return Subject(tuple(spread(own)))


def whom_of(own: Word) -> bool:
    """Whether a noun is "both of whom", "most of which"."""
    of = own.child("prep")
    inner = of.child("pobj") if of is not None and of.lower == "of" else None
    return inner is not None and inner.tag in ("WDT", "WP")


def _expletive(verb: Word) -> bool:
    """Whether "it" stands for a clause: "it is clear that …", "it was Osei who …", "it seems that …", "it looks like …"."""
    if verb.lemma in words("clauses", "verbs", "seeming") and any(_is_likeness(c) for c in verb.having("advcl")):
        return True
    if _when_it_comes_to(verb) or _is_a_wait(verb):
        return True
    if verb.lemma == "be":
        attr = verb.child("attr")
        cleft = attr is not None and attr.child("relcl") is not None
        adjective = verb.child("acomp")
        infinitive = adjective is not None and adjective.child("xcomp", "ccomp") is not None
        far = adjective is not None and any(is_infinitive(c) for c in verb.having("advcl"))  # "hard for her to see"
        return cleft or infinitive or far or verb.child("ccomp", "csubj", "xcomp") is not None
    adjective = verb.child("acomp")
    if adjective is not None and verb.lemma in ("remain", "become", "seem", "appear", "get"):
        return verb.child("ccomp", "xcomp") is not None or adjective.child("ccomp", "xcomp") is not None
    passive = verb.child("auxpass") is not None
    return verb.child("ccomp") is not None and (passive or verb.lemma in ("seem", "appear", "happen", "turn"))


def _when_it_comes_to(verb: Word) -> bool:
    """ "When it comes to taxes, he lies": nothing comes."""
    to = verb.child("prep") if verb.lemma == "come" and verb.dep == "advcl" and verb.left == verb.i - 2 else None
    matter = to.child("pobj", "pcomp") if to is not None and to.lower == "to" else None
    return matter is not None and matter.entity not in _PLACES


def _is_a_wait(verb: Word) -> bool:
    """ "It may be years before the port opens", "It took days until help came"."""
    lasting = verb.child("attr", "dobj", "npadvmod") if verb.lemma in ("be", "take") else None
    if lasting is None or lasting.entity not in ("DATE", "TIME"):
        return False
    return any(c.lower in ("before", "until", "till", "since") for w in verb.having("advcl") for c in w.having("mark"))


def _is_likeness(clause: Word) -> bool:
    return any(c.lower in ("like", "as") for c in clause.having("mark")) and clause.head.i < clause.i


def _antecedent(verb: Word, own: Word) -> Subject:
    """The noun before a relative pronoun, also where it stands before another verb: "cases that they hoped would help";
    all of a list where the model hangs the clause on the first: "cooks and nurses who left".
    """
    top = verb
    while (top.dep == "conj" and top.head is not top) or (top.dep == "ccomp" and own.i < top.head.i):
        top = top.head
    if top.dep != "relcl" or (own.lower == "which" and top.head.entity in _AMOUNTS):
        return NOBODY  # "fell to nine percent, which is the lowest": the fall is, or the percentage
    if is_denied(top.head) or (own.lower == "which" and (_sums_up(top) or _is_somebody(top.head))):
        return NOBODY
    listed = [w for w in conjuncts(top.head) if w.i < top.left] if own.lower == "who" else [top.head]
    return Subject(tuple(_shorn(noun, top) for noun in listed), "relative")


def _is_somebody(noun: Word) -> bool:
    """Whether "which" after a noun can't mean it: "told the mayor, which was wise"."""
    return noun.entity == "PERSON" or (noun.pos == "NOUN" and noun.tag == "NN" and noun_type(noun.lower) == "person")


def _sums_up(clause: Word) -> bool:
    """ "…, which may make it easier to leave", "…, which means that it closed": the whole sentence does."""
    if not any(c.text == "," and c.i == clause.left - 1 for c in clause.head.children):
        return False
    made = clause.child("ccomp")
    eased = made is not None and any(c.lower == "it" for c in made.having("nsubj"))
    means = clause.lemma == "mean" and clause.child("auxpass") is None
    return means or (clause.lemma == "make" and eased)


def _shorn(noun: Word, clause: Word) -> Phrase:
    """The phrase of a noun without the clause that is about it, and without other clauses after it."""
    off = [clause, *noun.having("acl", "relcl")]
    kept = [w for w in noun_phrase(noun).words if not any(c.left <= w.i <= c.right for c in off)] or [noun]
    while len(kept) > 1 and kept[-1].text == ",":
        kept.pop()
    return Phrase(noun, tuple(kept))


def _conjoined(verb: Word, steps: int) -> Subject:
    found = subject_of(partner(verb) or verb.head, steps)
    if verb.tag == "VBZ" and any(_plural(phrase.head) for phrase in found.phrases):
        return NOBODY  # "We want a plan that …, and leaves …": conjoined with the wrong verb
    if verb.tag == "VB" and verb.child("aux") is None and verb.head.tag in ("VBZ", "VBD") and partner(verb) is None:
        return NOBODY  # "It has a plan to …, get loans": so has it
    return Subject(found.phrases, found.rule or "conjoined", found.governors)


def _plural(head: Word) -> bool:
    return head.tag in ("NNS", "NNPS") or head.lower in ("i", "we", "you", "they")


def _reduced(verb: Word, _steps: int) -> Subject:
    if verb.tag not in ("VBG", "VBN") or verb.head.pos not in ("NOUN", "PROPN", "PRON", "NUM", "SYM"):
        return NOBODY
    if verb.child("mark") is not None or any(c.text == ":" and c.i < verb.i for c in verb.head.children):
        return NOBODY  # "three goals: saving fuel" is a list
    if verb.tag == "VBG" and verb.head.lemma in words("clauses", "nouns", "trouble") and verb.head.head.lemma == "have":
        if any(c.lower == "no" for c in verb.head.having("det")):
            return NOBODY  # "has no business closing the port"
        return Subject(subject_of(verb.head.head, _steps).phrases, "control")
    if _is_cut_off(verb) or is_denied(verb.head) or _is_nobody(verb.head):
        return NOBODY
    if verb.head.entity in ("DATE", "TIME") and verb.child("dobj") is not None:
        return NOBODY  # "after months preparing crews"
    if verb.head.dep == "appos" and verb.head.lower in (
        "all",
        "both",
        "each",
    ):  # "nine rafts and a boat, all bound for"
        first = verb.head.head
        while first.dep == "conj" and first.head.pos in ("NOUN", "PROPN"):
            first = first.head
        return Subject(tuple(_shorn(noun, verb) for noun in conjuncts(first)), "reduced")
    return Subject((_shorn(verb.head, verb),), "reduced")


def _is_nobody(noun: Word) -> bool:
    """ "There isn't anyone living there", "without anything moving": nothing is said to."""
    if noun.lower not in ("anyone", "anybody", "anything", "nobody", "nothing", "none"):
        return False
    return noun.lower[0] == "n" or noun.head.child("neg") is not None or noun.head.lower == "without"


def _is_cut_off(participle: Word) -> bool:
    """ "a task for Osei - saving fuel": a dash begins something else than what Osei does."""
    noun = participle.head
    above = (noun, *noun.ancestors())
    return any(c.text in DASHES and noun.i < c.i < participle.i for w in above for c in w.children)


def _adverbial(verb: Word, steps: int) -> Subject:
    above = verb.head
    if above.pos not in ("VERB", "AUX"):
        return NOBODY
    if verb.tag == "VB" and verb.child("aux") is not None and verb.child("mark") is None:
        above = _main(above)
        if verb.lemma == "be" and verb.i < above.i and _is_candid(verb):
            return NOBODY  # "To be clear, the town will not pay"
        if any(w.text == ":" for w in above.subtree() if above.i < w.i < verb.i):
            return NOBODY  # "They proved a point: to save fuel"
        if _undergoes(above) or (above.dep == "relcl" and any(is_infinitive(w) for w in above.ancestors())):
            return NOBODY  # "to help firms that sell boats to stop thefts": who stops them?
        if _takes_time(above):
            return NOBODY  # "The reform will take time to get right"
        if (trusted := _trusted(above, verb)) is not None:
            return Subject(tuple(spread(trusted)), "control")
        sent = above.lemma in words("clauses", "verbs", "sent")
        if above.lemma == "be" or (is_passive(above) and not sent):
            return NOBODY
        if (doer := _before(verb, above)) is not None:
            return Subject(tuple(spread(doer)), "purpose")
        goes = above.child("dobj") if sent else None
        if goes is not None and not is_passive(above):  # "sent nurses to Orin to count birds"
            return Subject(tuple(spread(goes)), "purpose") if goes.tag not in ("WDT", "WP") else NOBODY
        return Subject(subject_of(above, steps).phrases, "purpose")
    if verb.tag in ("VBG", "VBN"):
        if _is_result(verb, above):
            return Subject((clause_phrase(above, without=[verb]),), "adverbial")
        return Subject(subject_of(above, steps).phrases, "adverbial")
    return NOBODY


def _is_result(participle: Word, above: Word) -> bool:
    """ "The site was attacked, causing it to close": the attack caused it, not the site; "It closed, meaning that …"."""
    told = participle.child("ccomp")
    if participle.lemma == "mean" and participle.tag == "VBG" and told is not None and above.i < participle.i:
        return above.dep in _WHOLE
    if participle.tag != "VBG" or not above.i < participle.i or not is_passive(above) or above.dep not in _WHOLE:
        return False
    behind = any(c.text == "," and c.i == participle.left - 1 for c in above.children)
    return behind and participle.lemma in words("clauses", "verbs", "resulting") and participle.child("mark") is None


def _is_candid(verb: Word) -> bool:
    said = verb.child("acomp")
    return said is not None and said.lower in words("clauses", "adjectives", "candid")


def _before(infinitive: Word, verb: Word) -> Word | None:
    """ "set up a tent for visitors to rest": visitors are to."""
    nouns = [w.child("pobj") for w in verb.subtree() if w.i < infinitive.i and w.lower == "for"]
    return next((n for n in nouns if n is not None and n.right == infinitive.left - 1 and n.pos in _NAMED), None)


def _takes_time(verb: Word) -> bool:
    """ "The reform will take time to get right", "It took nine boats to do it"; not "She took him there to explain it"."""
    subject = verb.child("nsubj")
    return verb.lemma == "take" and subject is not None and (subject.lower == "it" or _is_lasting(verb, subject))


def _is_lasting(verb: Word, subject: Word) -> bool:
    taken = verb.child("dobj")
    lasting = taken is not None and (taken.lemma == "time" or taken.entity in ("DATE", "TIME"))
    return lasting and subject.pos == "NOUN" and noun_type(subject.lower) not in ("person", "group")


def _undergoes(verb: Word) -> bool:
    """ "The port will see more guards to stop thefts": the guards shall, not the port."""
    subject = verb.child("nsubj")
    things = subject is not None and subject.pos == "NOUN" and verb.child("dobj") is not None
    return things and verb.lemma in words("clauses", "verbs", "undergoing")


def _main(verb: Word) -> Word:
    """The verb that a purpose belongs to: not "located" of "works in huts located in Orin to count birds"."""
    while verb.dep in ("acl", "relcl") and verb.lemma in words("clauses", "verbs", "static"):
        verb = next((w for w in verb.ancestors() if w.pos in ("VERB", "AUX")), verb.head)
    return verb


def _controlled(verb: Word, steps: int) -> Subject:
    above = verb.head
    if above.dep in ("acomp", "oprd") or above.pos == "ADJ":
        if above.lower not in words("clauses", "adjectives", "control"):
            return NOBODY
        found = subject_of(above.head, steps)
        return Subject(found.phrases, "control", (*found.governors, above))
    if above.pos not in ("VERB", "AUX") or any(c.text in OPENING and above.i < c.i < verb.i for c in above.children):
        return NOBODY
    if (asked := _asked(above, verb)) is not None:
        return Subject(tuple(spread(asked)), "control")
    if verb.tag == "VBG" and above.lemma in ("spend", "waste"):
        return Subject(subject_of(above, steps).phrases, "control")
    target = above.child("dative") or above.child("dobj")
    if target is not None and target.entity in ("DATE", "TIME") and _takes_time(above):
        return NOBODY  # "It takes two days to count them"
    if target is not None and _is_means(target, above):
        return Subject(subject_of(above, steps).phrases, "control")
    if target is not None and target.i < verb.i and above.lemma not in words("clauses", "verbs", "subject-control"):
        return Subject(tuple(spread(target)), "control", ()) if target.tag not in ("WDT", "WP") else NOBODY
    found = subject_of(above, steps)
    if above.lemma == "be" and not (found.phrases and found.phrases[0].head.pos in ("PROPN", "PRON")):
        return NOBODY
    return Subject(found.phrases, "control", (*found.governors, above))


def _is_means(thing: Word, verb: Word) -> bool:
    """ "has a chance to win", "needs nine votes to win": it isn't the chance that wins, nor the votes."""
    if verb.lemma == "have":
        return thing.lemma in words("clauses", "nouns", "chances")
    return verb.lemma in ("need", "use") and thing.tag in ("NN", "NNS") and noun_type(thing.lower) is None


def _asked(above: Word, verb: Word) -> Word | None:
    """Who is asked with a preposition: "called on the mayor to resign", "waited for the train to leave"."""
    if above.lemma not in words("clauses", "verbs", "oblique-control"):
        return None
    for preposition in above.having("prep"):
        asked = preposition.child("pobj")
        if asked is None or asked.entity in ("DATE", "TIME"):  # "He called on Friday to complain"
            continue
        if above.i < asked.i < verb.i and preposition.lower in ("on", "upon", "for"):
            return asked
    return None


def _trusted(above: Word, verb: Word) -> Word | None:
    """Who is counted on: "We rely on the port to pay the crews", and not "She relied on a map to find it"."""
    asked = _asked(above, verb)
    if asked is None or asked.head.lower not in ("on", "upon") or any(c.lower in ("a", "an") for c in asked.children):
        return None
    return asked if above.lemma in words("clauses", "verbs", "trusting") else None


def _complement(verb: Word, steps: int) -> Subject:
    if verb.tag == "VBG" or (verb.tag == "VB" and verb.child("aux") is not None and verb.child("mark") is None):
        return _controlled(verb, steps) if verb.child("aux") is not None else NOBODY
    return NOBODY


def _gerund(verb: Word, steps: int) -> Subject:
    preposition = verb.head
    above = preposition.head
    if verb.tag != "VBG" or preposition.lower not in words("clauses", "prepositions", "gerund"):
        return NOBODY
    if above.pos not in ("VERB", "AUX") or above.child("auxpass") is not None:
        return NOBODY
    return Subject(subject_of(above, steps).phrases, "gerund")


_FINDERS = {
    "conj": _conjoined,
    "acl": _reduced,
    "advcl": _adverbial,
    "xcomp": _controlled,
    "ccomp": _complement,
    "pcomp": _gerund,
}
