"""How a source stands to what it says: from the cue's words alone, by the lists of `lexicon/voices.toml`."""

from __future__ import annotations

import functools

from kg.annotate import Word
from kg.claims.factuality.clause import finite, negators
from kg.lexicon import table
from kg.records import Stance

#: Asked first, so that "questioned whether" doubts before it questions.
ORDER: tuple[Stance, ...] = ("denies", "accuses", "promises", "proposes", "doubts", "questions", "relays")


@functools.cache
def _stances() -> dict[str, Stance]:
    lists = table("voices")
    return {lemma: stance for stance in reversed(ORDER) for lemma in lists[stance]["lemmas"]}


def stance_of(head: Word, cue: tuple[Word, ...]) -> Stance:
    """The stance of a cue with this head: negated belief doubts, "ask … to" proposes, who "neither confirmed nor
    denied" or "declined to say whether" left it open, who "did not doubt" is sure, and who "was denied a visa" was
    refused something: nobody denied a claim.
    """
    declining = table("voices")["declining"]["lemmas"]
    refused = any(w.dep == "xcomp" and w.head.lemma in declining for w in (head, *cue))
    negated = refused or any(w.dep == "neg" or w.lower in ("never", "no") for w in cue)
    if negated or negators(head):
        open_ = (*table("voices")["denies"]["lemmas"], *table("voices")["withholding"]["lemmas"])
        if head.lemma in open_:
            return "questions"
    lists = table("voices")
    words = (head, *(w for w in cue if w is not head))
    if negated and any(w.lemma in lists["belief"]["lemmas"] for w in words):
        return "doubts"
    if negated and any(w.lemma in lists["assent"]["lemmas"] for w in words):
        return "denies"
    if refused:
        return "questions"
    if negated and head.lemma == "doubt":
        return "asserts"
    if head.lemma in lists["asking"]["lemmas"] and any(c.dep == "xcomp" or c.lower == "for" for c in head.children):
        return "proposes"
    if head.lemma in lists["suggesting"]["lemmas"] and any(_tells(c) for c in head.having("ccomp")):
        return "asserts"
    deps = {c.dep for c in head.children}
    if head.lemma in lists["refusing"]["lemmas"] and ("dative" in deps or ("auxpass" in deps and "agent" not in deps)):
        return "asserts"
    return next((s for s in (_stances().get(w.lemma) for w in words) if s is not None), "asserts")


def _tells(clause: Word) -> bool:
    """Whether a clause tells what is rather than what should be: "suggested that the dam leaks"."""
    return finite(clause) and not any(a.lower == "should" for a in clause.having("aux"))
