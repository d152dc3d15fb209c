"""Who says what by the tree alone, where the model isn't sure: "the lawyer maintains that …", "made it clear that …",
and who speaks where the cue has no subject of its own: "missed no chance to remind them that …".
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate import Phrase, Word
from kg.claims.clauses.subjects import Subject, subject_of
from kg.claims.drafts import Voice
from kg.claims.factuality.clause import finite, negators
from kg.claims.voices.features import View
from kg.claims.voices.limbs import SUBJECTS
from kg.claims.voices.spans import code_points, content_runs, is_direct
from kg.claims.voices.stance import stance_of
from kg.lexicon import words as listed

#: These readings are sure where the tree is.
CONFIDENCE = 0.7
#: Who might, could or should say a thing hasn't said it.
_OPEN = frozenset({"can", "could", "may", "might", "must", "should", "would", "ca"})
_IF = frozenset({"if", "whether", "unless"})


def told_voices(view: View) -> Iterator[Voice]:
    """Verbs of saying whose object is a clause, with whoever says it."""
    for verb in view.parse.words:
        if verb.pos != "VERB":
            continue
        clause = _clear(verb) if verb.lemma == "make" else _told(verb)
        if clause is None or _is_open(verb):
            continue
        source = speaker(verb)
        if source is not None and not clause.left <= source.head.i <= clause.right:
            yield _voice(view, verb, source, clause)


def speaker(verb: Word) -> Phrase | None:
    """Who says what this verb says: its subject, or whoever it is said of by the verb above."""
    own = verb.child("nsubj")
    if own is not None:
        return Phrase.of(own, own.subtree()) if own.lower not in ("it", "there") or verb.lemma != "make" else None
    if verb.child(*SUBJECTS) is not None or verb.child("auxpass") is not None:
        return None
    return whole(subject_of(verb)) or _with_a_chance(verb)


def whole(subject: Subject) -> Phrase | None:
    """The phrases of a subject as one."""
    found = subject.phrases
    return Phrase.of(found[0].head, (w for phrase in found for w in phrase.words)) if found else None


def _with_a_chance(verb: Word) -> Phrase | None:
    """ "never missed an opportunity to remind them": who had it reminds; "her decision to say so" is hers."""
    noun = verb.head
    if verb.dep != "acl" or verb.tag != "VB" or noun.pos != "NOUN":
        return None
    if (owner := noun.child("poss")) is not None:
        return Phrase.of(owner, (w for w in owner.subtree() if w.dep != "case" or w.head is not owner))
    return whole(subject_of(noun.head)) if noun.dep == "dobj" and noun.head.child("auxpass") is None else None


def _told(verb: Word) -> Word | None:
    """The clause that a verb of saying has as its object."""
    if verb.lemma not in listed("voices", "telling", "lemmas"):
        return None
    return next((c for c in verb.having("ccomp") if finite(c) and c.child(*SUBJECTS) is not None), None)


def _clear(make: Word) -> Word | None:
    """ "made (it) clear that the dam leaks"."""
    for clear in make.having("ccomp", "acomp", "oprd"):
        if clear.lower in ("clear", "plain"):
            told = (c for w in (clear, make) for c in w.having("ccomp", "advcl") if c is not clear and c.i > clear.i)
            return next((c for c in told if finite(c) and c.child(*SUBJECTS) is not None), None)
    return None


def _is_open(verb: Word) -> bool:
    """Whether nobody is told to have said it: "if he says that", "might say that", "didn't say that"."""
    over = (verb, *(verb.ancestors() if verb.dep in ("xcomp", "conj") else ()))
    return any(
        negators(w) or any(c.lower in _OPEN for c in w.having("aux")) or any(c.lower in _IF for c in w.having("mark"))
        for w in over
        if w.pos in ("VERB", "AUX")
    )


def _voice(view: View, verb: Word, source: Phrase, clause: Word) -> Voice:
    roles = dict.fromkeys(range(clause.left, clause.right + 1), "content")
    roles.update((w.i, "source") for w in source.words)
    roles[verb.i] = "cue"
    runs = content_runs(view, roles)
    return Voice(
        source=source,
        cue=(verb,),
        content=code_points(view, runs),
        stance=stance_of(verb, (verb,)),
        form="direct" if is_direct(view, runs) else "indirect",
        confidence=CONFIDENCE,
    )
