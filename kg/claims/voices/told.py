"""Who says what by the tree alone, where the model isn't sure: "the lawyer maintains that …", "made it clear that …",
and who speaks where the cue has no subject of its own: "missed no chance to remind them that …".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
#: What is pointed at speaks for itself only as the subject of its own verb.
_POINTING = frozenset({"that", "this", "these", "those", "which", "what", "it", "there"})


def told_voices(view: View) -> Iterator[Voice]:
    """Verbs of saying whose object is a clause, with whoever says it; and who is sure or afraid that a thing is so."""
    for word in view.parse.words:
        if word.lower in listed("voices", "minded", "words"):
            source, clause = minded(word), _whole_clause(word.having("ccomp"))
        elif word.pos == "VERB":
            clause = _clear(word) if word.lemma == "make" else _told(word)
            source = speaker(word) if clause is not None else None
        else:
            continue
        if source is None or clause is None or clause.left <= source.head.i <= clause.right:
            continue
        if not _is_open(word.head if word.dep == "acomp" else word) and _in_one(view, word, clause):
            yield _voice(view, word, source, clause)


def speaker(verb: Word) -> Phrase | None:
    """Who says what this verb says: its subject, or whoever it is said of by the verb above."""
    own = verb.child("nsubj")
    if own is not None:
        return Phrase.of(own, own.subtree()) if own.lower not in ("it", "there") or verb.lemma != "make" else None
    if verb.child(*SUBJECTS) is not None or verb.child("auxpass") is not None:
        return None
    found = whole(subject_of(verb)) or _with_a_chance(verb)
    return None if found is None or found.head.lower in _POINTING else found


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


def minded(word: Word) -> Phrase | None:
    """Who is "sure that …", "convinced that …"."""
    above, label = (word.head, "nsubj") if word.dep == "acomp" else (word, "nsubjpass")
    who = above.child(label)
    if who is None or who.lower in _POINTING:
        return None
    return Phrase.of(who, who.subtree())


def _told(verb: Word) -> Word | None:
    """The clause that a verb of saying has as its object."""
    if verb.lemma not in listed("voices", "telling", "lemmas"):
        return None
    if verb.tag == "VB" and not verb.having("aux"):
        return None  # "helps Osei maintain the wall that …"
    return _whole_clause(verb.having("ccomp"))


def _whole_clause(clauses: Iterable[Word]) -> Word | None:
    """The first of these that has a tense and a subject, and asks nothing: not "why it leaks", which who explains it knows."""
    return next((c for c in clauses if finite(c) and c.child(*SUBJECTS) is not None and not _asks(c)), None)


def _asks(clause: Word) -> bool:
    first = min(clause.subtree(), key=lambda w: w.i)
    return first.tag in ("WRB", "WP", "WDT") or first.lower in _IF


def _in_one(view: View, word: Word, clause: Word) -> bool:
    """Whether no quotation begins or ends between a word in one and the clause that hangs on it."""
    k = view.inside[word.i]
    return k < 0 or all(view.inside[i] == k for i in (clause.left, clause.right))


def _clear(make: Word) -> Word | None:
    """ "made (it) clear that the dam leaks"."""
    for clear in make.having("ccomp", "acomp", "oprd"):
        if clear.lower in ("clear", "plain"):
            told = (c for w in (clear, make) for c in w.having("ccomp", "advcl") if c is not clear and c.i > clear.i)
            return _whole_clause(told)
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
