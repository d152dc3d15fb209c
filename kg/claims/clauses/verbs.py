"""The words of a verb: its auxiliaries, its negation, its adverbs, its particle, and the verbs that govern it."""

from __future__ import annotations

from kg.annotate import Word
from kg.lexicon import words

_AUX = frozenset({"aux", "auxpass", "neg"})
#: Longer rows of conjuncts are left alone.
_MAX_STEPS = 8
_SHARING = frozenset({"VB", "VBN", "VBG"})


def partner(verb: Word, steps: int = 0) -> Word | None:
    """The verb whose auxiliaries a conjunct shares: "will buy and sell"; "is meant to help, calm and cure", which the
    model may hang on "meant".
    """
    head = verb.head
    if verb.dep != "conj" or steps > _MAX_STEPS or verb.child("aux", "auxpass", "nsubj", "nsubjpass") is not None:
        return None
    if verb.tag == head.tag:
        return head if verb.tag in _SHARING else None
    if verb.lemma.lower() != verb.lower or (verb.tag == "VBD" and head.tag not in ("VBZ", "VBP")):
        return None
    below = [w for w in head.subtree() if head.i < w.i < verb.i and _infinitive(w)]
    return below[-1] if below else partner(head, steps + 1)


def _infinitive(word: Word) -> bool:
    return word.tag == "VB" and word.dep in ("xcomp", "advcl") and any(c.lower == "to" for c in word.having("aux"))


def auxiliaries(verb: Word, steps: int = 0) -> list[Word]:
    """The auxiliaries and negation of a verb, its own or shared."""
    own = verb.having("aux", "auxpass", "neg")
    if not any(w.dep != "neg" for w in own) and steps < _MAX_STEPS and (other := partner(verb)) is not None:
        return [*auxiliaries(other, steps + 1), *own]
    return own


def is_passive(verb: Word) -> bool:
    """Whether a verb is a passive, with "be" or without: "agents assigned to Orin"."""
    if any(w.dep == "auxpass" for w in auxiliaries(verb)):
        return True
    if verb.tag == "VBN" and verb.child("nsubjpass") is not None:
        return True  # "with each town assigned a target"
    if verb.tag != "VBN" or (verb.child("dobj") is not None and verb.child("agent") is None):
        return False
    if verb.dep == "conj":
        return verb.child("aux") is None and is_passive(verb.head)
    return verb.dep in ("acl", "advcl", "xcomp", "ccomp", "oprd") and verb.child("aux") is None


def particles(verb: Word) -> list[Word]:
    """What follows a verb as a part of it: "shut down"; "went back", which the model may take for an adverb."""
    if verb.lemma == "be":
        return []  # "It was over": over is what it was
    directions = words("clauses", "adverbs", "direction")
    return [
        c
        for c in verb.children
        if c.dep == "prt" or (c.i == verb.i + 1 and not c.children and _is_particle(c, directions))
    ]


def _hyphenated(verb: Word) -> list[Word]:
    """What a hyphen ties to a verb: "co-" of "co-operate", "second-" of "second-guess"."""
    return [
        c
        for c in (*verb.having("compound"), *verb.having("advmod", "amod", "nummod", "npadvmod", "punct"))
        if (c.dep == "compound" and c.i == verb.i - 1) or (c.i in (verb.i - 1, verb.i - 2) and _is_tied(c, verb))
    ]


def _is_tied(piece: Word, verb: Word) -> bool:
    """Whether nothing but a hyphen stands between a piece of a word and the verb that it ends with."""
    if piece.text == "-":
        return piece.end == verb.start
    return piece.end == verb.start - 1 and piece.i == verb.i - 2


def _is_particle(word: Word, directions: frozenset[str]) -> bool:
    """ "went back", "as time went by"; not the "for" of "the firm they worked for"."""
    if word.dep == "advmod":
        return word.lower in directions
    return (
        word.dep == "prep"
        and word.lower in ("by", "in", "on", "off", "over", "up", "down")
        and word.head.dep != "relcl"
    )


def group(verb: Word) -> list[Word]:
    """The words of a verb: "has never been seen", "shut down"."""
    found = [*auxiliaries(verb), *_hyphenated(verb), verb, *particles(verb)]
    inside = {w.i for w in found}
    simple = {c.i: c for c in verb.children if c.dep == "advmod" and _is_simple(c)}
    simple |= {w.i: w for c in simple.values() for w in c.children}
    at = min(w.i for w in (verb, *_hyphenated(verb))) - 1
    while at in inside or at in simple:
        if at in simple:
            found.append(simple[at])
        at -= 1
    found += _yet(verb)
    return sorted({w.i: w for w in found}.values(), key=lambda w: w.i)


def _is_simple(adverb: Word) -> bool:
    """ "still", "no longer"; without the latter the relation would read as its contrary."""
    return adverb.tag != "WRB" and all(c.lower == "no" and c.i == adverb.i - 1 for c in adverb.children)


def _yet(verb: Word) -> list[Word]:
    """ "have yet to begin", "is still to open", "is no longer open": without it the relation would say the contrary."""
    if verb.lemma not in ("have", "be"):
        return []
    for adverb in verb.having("advmod"):
        if adverb.left == verb.i + 1 and adverb.lower == "longer":
            return adverb.subtree()
        if adverb.i == verb.i + 1 and adverb.lower in ("yet", "still") and verb.child("xcomp") is not None:
            return [adverb]
    return []


def label(verb: Word) -> str:
    """The plain form: "deploy", "shut down", "be assigned"."""
    stem = f"be {verb.lower}" if is_passive(verb) else verb.lemma.lower()
    stem = "".join([*(w.lower for w in _hyphenated(verb)), stem])
    return " ".join([stem, *(w.lower for w in particles(verb))])
