"""How far what is said reaches: what the model takes for said beyond a clause of the cue's own, and what it leaves out.

"Access is poor; partners say that trucks are late": only the lateness is said by partners. Nobody is bound to what stands in
quotation marks; that is told by the marks.
"""

from __future__ import annotations

from kg.annotate import Word
from kg.claims.voices.features import View
from kg.claims.voices.limbs import SUBJECTS

_WHEN = frozenset({"when", "while", "after", "before", "because", "since", "although", "though"})


def beyond(view: View, cue: Word, roles: dict[int, str]) -> set[int]:
    """The words outside of quotation marks that were taken for said and aren't."""
    said = {i for i, name in roles.items() if name == "content" and view.inside[i] == view.inside[cue.i]}
    if view.inside[cue.i] >= 0:  # who is quoted as saying so says nothing around the quotation
        around = {i for i, name in roles.items() if name == "content" and view.inside[i] < 0 and i < cue.i}
        if around:
            return around
    before = {i for i in said if i < cue.i}
    return (_unsaid(view, cue, before) if before else set()) | _after_quotation(view, cue, said - before)


def also_said(view: View, cue: Word) -> set[int]:
    """The words of a clause behind a report that is set in commas: "The mill closed, the board said, and the dam will"."""
    told, source = cue.child("ccomp"), cue.child("nsubj")
    if told is None or source is None or not told.right + 2 == source.left <= source.right < cue.i:
        return set()
    if any(view.inside[i] >= 0 for i in (told.left, told.right, cue.i)) or cue.child("dobj", "xcomp") is not None:
        return set()
    words = view.parse.words
    for clause in cue.having("conj"):
        subject, link = clause.child(*SUBJECTS), clause.left - 1
        if subject is None or subject.tag == "PRP" or link <= cue.i or clause.child("ccomp") is not None:
            continue
        if words[link].dep == "cc" and words[link - 1].text == "," and view.inside[clause.i] < 0:
            return set(range(clause.left, clause.right + 1))
    return set()


def _unsaid(view: View, cue: Word, before: set[int]) -> set[int]:
    """What stands before a semicolon, or before a cue that a clause of its own follows."""
    if any(c.dep == "ccomp" and c.i > cue.i and _is_told(c) for c in cue.children):
        return before
    if cue.dep == "advcl" and any(c.lower in _WHEN for c in cue.having("mark", "advmod")):
        return {i for i in before if i < cue.left}  # "The crowd roared when she added these words"
    words = view.parse.words
    cuts = [k for k in range(min(before), cue.i) if words[k].text == ";" and view.inside[k] == view.inside[cue.i]]
    return {i for i in before if i < cuts[-1]} if cuts else set()


def _is_told(clause: Word) -> bool:
    """Whether a clause that follows a cue is what it says: with "that", or a subject of its own."""
    return any(c.lower == "that" for c in clause.having("mark")) or clause.child(*SUBJECTS) is not None


def _after_quotation(view: View, cue: Word, after: set[int]) -> set[int]:
    """A clause with a subject of its own behind a quotation that closed: 'says "it is late", but Osei will come'."""
    words, found = view.parse.words, set[int]()
    for i in after:
        clause = words[i]
        link = clause.left - 1
        if clause.dep != "conj" or link < 2 or clause.child(*SUBJECTS) is None:
            continue
        if words[link].dep == "cc" and words[link - 1].text == "," and view.inside[link - 2] != view.inside[cue.i]:
            found |= {j for j in after if j >= link}
    return found
