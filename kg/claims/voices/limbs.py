"""The limbs of a cue word: the parts of the sentence that may be its source, its content, or part of the cue.

In "Ann, the mayor, has said that it rains" the limbs of *said* are "Ann, the mayor" (`nsubj`), "has" (`aux`) and "that
it rains" (`ccomp`). A limb that holds more than one role is split into its head and the limbs of that head:
`prep_about` of "spoke about the rain" into "about" (`prep_about.`) and "the rain" (`prep_about/pobj`).
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.annotate import Word

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
RELATIVE = frozenset({"who", "that", "which", "whom"})
#: Labels of a clause that takes its subject from the words above it: "[She] left, adding that …".
LEANING = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "acl", "dep"})
#: Labels of a word whose surroundings may be what is said: "It rains, he said", "It rains, according to her".
ASIDE = frozenset({"parataxis", "advcl", "prep", "dep", "acl", "relcl", "advmod", "npadvmod", "mark", "pobj", "nsubj"})
#: A verb with the first of these tags can't be coordinated with one that has the second.
FINITE = frozenset({"VBD", "VBZ", "VBP"})
BARE_FORMS = frozenset({"VB", "VBG"})
#: How far up a subject is looked for: "She tried and failed to go on to say …" needs four steps.
REACH = 4


@dataclass(frozen=True, slots=True)
class Limb:
    """A part of the sentence as seen from the cue word: `kind` is how it hangs there."""

    kind: str
    head: Word
    left: int
    right: int
    without: tuple[int, int] | None = None
    """Words `[first, last]` that lie between `left` and `right` but belong to another limb."""
    depth: int = 0

    def indexes(self) -> list[int]:
        """The words of the limb."""
        if self.without is None:
            return list(range(self.left, self.right + 1))
        first, last = self.without
        return [i for i in range(self.left, self.right + 1) if not first <= i <= last]


def kind_of(word: Word) -> str:
    """A word's label, with the preposition where it is one."""
    return (
        f"prep_{word.lower}" if word.dep in ("prep", "agent", "dative") and word.pos in ("ADP", "SCONJ") else word.dep
    )


def limbs(cue: Word) -> list[Limb]:
    """The limbs of a cue word, in the order of the text for those below it, then those above."""
    found = [Limb(kind_of(c), c, c.left, c.right) for c in cue.children if c.dep != "punct"]
    found += _above(cue)
    return found


def partner(word: Word) -> Word | None:
    """The verb that a wrongly attached verb is coordinated with: in "She said he would pay and warned of delays"
    *warned* goes with *said*, whose form it has, and not with *pay*.
    """
    if word.dep != "conj" or word.tag not in FINITE or word.head.tag not in BARE_FORMS:
        return None
    return next((w for w in word.ancestors() if w.tag == word.tag and w.pos == "VERB"), None)


def split(limb: Limb) -> list[Limb]:
    """A limb as its head and the limbs of its head."""
    head, depth = limb.head, limb.depth + 1
    parts = [Limb(f"{limb.kind}.", head, head.i, head.i, None, depth)]
    parts += [
        Limb(f"{limb.kind}/{kind_of(c)}", c, c.left, c.right, None, depth) for c in head.children if c.dep != "punct"
    ]
    return sorted(parts, key=lambda part: part.left)


def _above(cue: Word) -> list[Limb]:
    found: list[Limb] = []
    subject = next((c for c in cue.children if c.dep in SUBJECTS), None)
    if cue.dep in ("relcl", "acl") and (subject is None or subject.lower in RELATIVE):
        found.append(_around(f"^{cue.dep}", cue))
        return found
    if subject is None and cue.dep in LEANING:
        word, path = cue, ""
        if (beside := partner(cue)) is not None:
            subject = next((c for c in beside.children if c.dep in SUBJECTS), None)
            if subject is not None:
                return [Limb(f"^conj/{subject.dep}", subject, subject.left, subject.right)]
        for _ in range(REACH):
            path, word = f"{path}^{word.dep}", word.head
            subject = next((c for c in word.children if c.dep in SUBJECTS and c is not cue), None)
            if subject is not None:
                found.append(Limb(f"{path}/{subject.dep}", subject, subject.left, subject.right))
            if subject is not None or word.is_root or word.dep not in LEANING:
                break
    if cue.dep in ASIDE:
        found.append(_around(f"^{cue.dep}", cue))
    return found


def _around(kind: str, cue: Word) -> Limb:
    """The phrase or clause that the cue hangs on, without the cue's own subtree."""
    head = cue.head
    return Limb(kind, head, head.left, head.right, (cue.left, cue.right))
