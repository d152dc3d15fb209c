"""What a relative clause is about besides its subject: "the maize (that) they sold", "the firm they worked for"."""

from __future__ import annotations

from kg.annotate import Phrase, Word
from kg.claims.clauses.phrases import clause_phrase, is_denied, is_shell, noun_phrase
from kg.claims.clauses.verbs import is_passive
from kg.lexicon import words

_WHERE_OR_WHEN = ("DATE", "TIME", "GPE", "LOC", "FAC")
_RELATIVE = ("WDT", "WP")


def missing_object(verb: Word) -> tuple[Phrase, Word | None] | None:
    """The antecedent, where the verb of a relative clause lacks an object, and the preposition that it belongs to."""
    clause = _gapped(verb)
    own = clause.child("nsubj", "nsubjpass")
    if clause.dep != "relcl" or own is None or own.tag in _RELATIVE or is_denied(clause.head):
        return None
    preposition = _stranded(verb, own)
    if preposition is not None:
        return _antecedent(clause), preposition
    if is_passive(verb) or is_shell(clause.head):
        return None
    if any(c.tag in _RELATIVE for p in verb.having("prep") if p.i > verb.i for c in p.having("pobj")):
        return _antecedent(clause), None  # "crimes that he planned against them"
    relative = verb.child("dobj")
    if relative is not None and relative.tag in _RELATIVE:
        return _antecedent(clause), None
    bare = not any(c.tag in ("WRB", "WDT") for c in clause.subtree() if c.i < verb.i)
    if not bare or verb.child("ccomp", "xcomp") is not None or _is_adjunct(verb, clause.head):
        return None
    return _antecedent(clause), None


def lacks_its_object(verb: Word) -> bool:
    """Whether the clause that a relative clause has as its object is told of the antecedent: "all she says she knows"."""
    own = verb.child("nsubj", "nsubjpass")
    if verb.dep != "relcl" or own is None or own.tag in _RELATIVE:
        return False
    return not any(c.tag in ("WRB", "WP$", "WDT", "WP") for c in verb.subtree() if c.i < verb.i)


def with_its_subject(clause: Word) -> Phrase | None:
    """ "moves that he said helped": a clause whose subject stands before the verb above it, as "moves helped"."""
    own, above = clause.child("nsubj", "nsubjpass"), clause.head
    if own is None or own.tag not in _RELATIVE or not own.i < above.i < clause.i or above.dep != "relcl":
        return None
    inside = [w for w in clause_phrase(clause).words if w is not own]
    return Phrase.of(clause, [*_antecedent(above).words, *inside])


def _is_adjunct(verb: Word, noun: Word) -> bool:
    """ "the year he went to Orin": he didn't go the year."""
    if verb.child("prep") is None:
        return False
    return noun.entity in _WHERE_OR_WHEN or verb.lemma in words("clauses", "verbs", "intransitive")


def _antecedent(clause: Word) -> Phrase:
    """The noun that a relative clause hangs on, without the clause."""
    kept = tuple(w for w in noun_phrase(clause.head).words if not clause.left <= w.i <= clause.right)
    return Phrase(clause.head, kept or (clause.head,))


def _stranded(verb: Word, own: Word) -> Word | None:
    """The preposition after a verb that has no noun of its own: "for" of "the firm they worked for"."""
    if verb.dep != "relcl":
        return None
    for preposition in (c for c in verb.having("prep") if c.i > verb.i and c.child("pcomp", "prep") is None):
        if all(noun.tag in _RELATIVE and noun.i < own.i for noun in preposition.having("pobj")):
            return preposition
    return None


def _gapped(verb: Word) -> Word:
    """The clause whose object may be missing: "a job he is known to want" lacks that of "want"."""
    while verb.dep == "xcomp" and verb.head.pos in ("VERB", "AUX"):
        told = verb.head.child("dobj")
        if told is not None and told.pos != "PRON":
            break
        verb = verb.head
    return verb
