"""What somebody says in naming a thing, and what a noun says that somebody has: "called the dam a wall that leaks",
"Osei's claim that it leaks".

Only where there is a clause inside: "called him a fool" is one claim of one voice, and nothing is told in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate import Phrase, Word
from kg.claims.drafts import Voice
from kg.claims.factuality.clause import negators
from kg.claims.voices.features import View
from kg.claims.voices.stance import stance_of
from kg.claims.voices.told import speaker
from kg.lexicon import table
from kg.lexicon import words as listed

#: These readings are sure where the tree is.
CONFIDENCE = 0.7
_CLAUSES = ("relcl", "acl", "advcl")


def naming_voices(view: View) -> Iterator[Voice]:
    """ "Osei called the dam a wall that leaks", "described the dam as a wall that leaks"."""
    for verb in view.parse.words:
        if verb.pos != "VERB" or verb.lemma not in listed("voices", "naming", "lemmas"):
            continue
        source, name = verb.child("nsubj"), _name(verb)
        named = verb.child("dobj") is not None or (name is not None and name.dep == "pobj")
        if source is not None and name is not None and named and verb.i < name.left and _tells(name):
            yield _voice(view, verb, Phrase.of(source, source.subtree()), name.left, name.right)


def noun_voices(view: View) -> Iterator[Voice]:
    """ "Osei's claim that the dam leaks", "statements by Osei that the dam leaks"."""
    for noun in view.parse.words:
        if noun.pos != "NOUN" or noun.lemma not in listed("voices", "sayings", "nouns"):
            continue
        beside = noun.head.having("ccomp") if noun.dep == "dobj" else []
        clause = next((c for c in (*noun.having("acl", "ccomp"), *beside) if _that(c) and c.left > noun.i), None)
        source = _owner(noun)
        if clause is not None and source is not None:
            yield _voice(view, noun, source, clause.left, clause.right)


def asked_to(cue: Word, source: Phrase | None) -> Phrase | None:
    """Who speaks where somebody else asks: "called on Osei to apologise for saying that it leaks" has Osei say it."""
    below = next((w for w in cue.ancestors() if w.dep != "prep"), cue)
    if source is None or cue.dep != "pcomp" or not any(c.tag == "TO" for c in below.having("aux")):
        return source
    asking = below.head
    asked = below.child("nsubj") or next(
        (n for h in (asking, *asking.having("prep")) for n in h.having("dobj", "pobj") if asking.i < n.i < below.i),
        None,
    )
    return source if asked is None or source.head is not asking.child("nsubj") else Phrase.of(asked, asked.subtree())


def _name(verb: Word) -> Word | None:
    """What a thing is called: after an object, or after "as"."""
    named = verb.child("oprd")
    if named is not None or verb.lemma not in listed("voices", "describing", "lemmas"):
        return named
    thing = verb.child("dobj")
    holders = [verb] if thing is None else [verb, thing]
    as_ = next((c for h in holders for c in h.having("prep") if c.lower == "as" and c.i > verb.i), None)
    return as_.child("pobj") if as_ is not None else None


def _tells(name: Word) -> bool:
    return name.pos in ("NOUN", "PROPN", "PRON") and any(
        c.dep in _CLAUSES and c.pos in ("VERB", "AUX") for w in name.subtree() for c in w.children
    )


def _owner(noun: Word) -> Phrase | None:
    """Whose a saying is: "Osei's claim", "claims by Osei", "Osei made the claim", "Osei persisted in his claim"."""
    by = next((c for c in noun.having("prep") if c.lower == "by"), None)
    owner = noun.child("poss") or (by.child("pobj") if by is not None else None)
    if owner is not None:
        return Phrase.of(owner, (w for w in owner.subtree() if w.dep != "case" or w.head is not owner))
    verb = noun.head.head if noun.dep == "pobj" else noun.head
    kinds = "uttering" if noun.dep == "dobj" else f"uttering-{noun.head.lower}" if noun.dep == "pobj" else ""
    if kinds and verb.lemma in table("voices").get(kinds, {}).get("lemmas", ()) and not negators(verb):
        return speaker(verb)
    return None


def _that(clause: Word) -> bool:
    return any(c.lower == "that" for c in clause.having("mark"))


def _voice(view: View, cue: Word, source: Phrase, first: int, last: int) -> Voice:
    words = view.parse.words
    return Voice(
        source=source,
        cue=(cue,),
        content=((words[first].start, words[last].end),),
        stance=stance_of(cue, (cue,)),
        confidence=CONFIDENCE,
    )
