"""Mends what the parser gets wrong in the same way every time. Each rule says what the tree can't mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.annotate import frames, garden, joints, offices, reports, sharing
from kg.annotate.frames import SUBJECTS, attach
from kg.annotate.tree import Word

_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
#: Verbs whose last letter is doubled before an ending: "hop", "hopped".
_SHORT = re.compile(r"[^aeiou]*[aeiou][bdfgklmnprtvz]")
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "appos", "xcomp")
#: Prepositions that open a sentence and are taken for a part of the name after them.
_PLACING = frozenset({"near", "outside", "inside", "around", "along", "across", "beyond", "above", "below"})
_DASHES = ("\u2014", "\u2013", "\u2015", "--")
#: "two weeks after he died"
_DISTANT = frozenset({"before", "after", "since"})
#: Past forms that look like the base form: "shut", "cut", "put" after a verb in the present are infinitives.
_PRESENT = frozenset({"VBZ", "VBP"})
#: Participles between a verb of saying and what is said, which they can't take for themselves.
_CITING = frozenset({"cite", "quote", "refer", "point"})


def repair(words: Sequence[Word]) -> None:
    """Mend the tree of one sentence in place: heads, labels and tags; edges are computed afterwards."""
    if words[0].pos == "PROPN" and words[0].lower in _PLACING:
        _name_with_a_preposition(words[0])
    for k, word in enumerate(words):
        frames.mend(word, words)
        garden.mend(word, words)
        joints.mend(word, words)
        reports.mend(word, words)
        offices.mend(word, words)
        sharing.mend(word, words)
        if word.tag in ("VBD", "VBN", "VBG", "VBZ"):
            _plain_form(word)
        if word.lower == "got" and word.dep != "conj":
            _has_got(word)
        if word.text == "-" and 0 < k < len(words) - 1:
            _cut_at_the_hyphen(words[k - 1], word, words[k + 1])
            garden.prefixed(words[k - 1], word, words[k + 1])
        elif word.dep == "conj":
            _noun_with_an_object(word)
            _stray_finite(word)
            _stray_infinitive(word, words)
        elif word.dep in SUBJECTS:
            _dateline(word, words)
        elif word.dep == "relcl":
            _agreement(word)
        elif word.dep == "npadvmod":
            _distance(word)
        elif word.dep == "appos":
            _listed(word)
        elif word.dep == "prep" and word.head.lower == "according" and word.lower != "to":
            attach(word, word.head.head, "prep")  # "was built, according to the mayor, by volunteers"
        elif word.dep == "prep" and word.lower == "of" and k:
            _after_a_list(word, words[k - 1])
        elif word.lower == "that" and word.dep == "mark" and k and words[k - 1].text == ",":
            _over_an_insertion(word.head)


def _plain_form(verb: Word) -> None:
    """ "hoped" and "hopes" aren't of "hop", which would double its end or have none, and no verb ends in "cke"."""
    stem = verb.lower.removesuffix("ed").removesuffix("ing").removesuffix("es")
    if verb.lemma.endswith("cke"):
        verb.lemma = verb.lemma[:-1]
    elif verb.lemma == stem and stem != verb.lower and _SHORT.fullmatch(stem):
        verb.lemma = f"{stem}e"


def _name_with_a_preposition(near: Word) -> None:
    """ "Near Orin Bay, five patrols sank a raft": where, as another subject follows."""
    name, verb = near.head, near.head.head
    if name.dep not in SUBJECTS or not any(c.dep in SUBJECTS and name.i < c.i < verb.i for c in verb.children):
        return
    near.pos, near.tag, near.entity = "ADP", "IN", ""
    attach(near, verb, "prep")
    attach(name, near, "pobj")


def _stray_finite(word: Word) -> None:
    """ "is used to train nurses and contributes to research": a finite verb isn't joined to an infinitive."""
    infinitive = word.head
    if word.tag not in ("VBZ", "VBD") or word.lower == word.lemma or word.child(*SUBJECTS) is not None:
        return
    if infinitive.tag != "VB" or not any(c.dep == "aux" and c.tag == "TO" for c in infinitive.children):
        return
    above = next((w for w in infinitive.ancestors() if w.pos in ("VERB", "AUX") and _is_finite(w)), None)
    if above is not None and above.i < infinitive.i:
        attach(word, above, "conj")


def _over_an_insertion(clause: Word) -> None:
    """ "reported, citing two officials, that the mine was sold": what is reported, not what is cited."""
    above = list(clause.ancestors())[:3]
    citing = next((w for w in above if w.tag == "VBG" and w.dep == "advcl" and w.lemma in _CITING), None)
    if citing is not None and citing.head.i < citing.i and citing.head.child("ccomp", "dobj") is None:
        attach(clause, citing.head, "ccomp")


def _is_finite(verb: Word) -> bool:
    return verb.tag in _FINITE or any(c.tag in _FINITE for c in verb.having("aux", "auxpass"))


def _listed(noun: Word) -> None:
    """ "a raft, a truck, a hut, and a tunnel": with more to come, each of its own kind, the second is one of a list."""
    further = next((c for c in noun.children if c.dep == "conj" and c.pos == "NOUN"), None)
    if further is not None and all(_indefinite(w) for w in (noun.head, noun, further)):
        noun.dep = "conj"


def _indefinite(noun: Word) -> bool:
    article = noun.child("det")
    return noun.child("nummod") is not None or (article is not None and article.lower in ("a", "an"))


def _has_got(got: Word) -> None:
    """ "He's got a gift": he has, nobody gets him. "He has got to pay": he has to."""
    to = got.child("xcomp")
    if (
        to is not None
        and to.tag == "VB"
        and any(c.lemma == "have" or c.text[0] in "'\u2019" for c in got.having("aux"))
    ):
        got.lemma = "have"
    for aux in got.having("auxpass"):
        if aux.text[0] in "'\u2019" and got.child("dobj") is not None:
            aux.dep, aux.lemma = "aux", "have"
            for subject in got.having("nsubjpass"):
                subject.dep = "nsubj"


def _distance(noun: Word) -> None:
    """ "two weeks after he died" is how long after: he didn't die in those weeks."""
    mark = noun.head.child("mark")
    if mark is not None and mark.i == max(w.i for w in noun.subtree()) + 1 and mark.lower in _DISTANT:
        attach(noun, mark, "npadvmod")


def _cut_at_the_hyphen(before: Word, hyphen: Word, after: Word) -> None:
    """The three pieces of "non-smoker" aren't three objects of one verb, but one word, whose last piece heads it; so are
    those of "18-fold".
    """
    if after.lower == "fold" and before.dep == "npadvmod" and before.head is after.head and before.end == hyphen.start:
        after.dep, after.pos, after.tag, after.lemma = before.dep, "NOUN", "NN", "fold"
        after.entity = before.entity
        attach(before, after, "nummod")
        attach(hyphen, after, "compound")
        return
    if hyphen.start != before.end or after.start != hyphen.end or after.is_root or hyphen.dep not in _ARGUMENTS:
        return
    if (before.head is hyphen.head is after.head) and before.dep == hyphen.dep and not hyphen.children:
        after.dep = before.dep
        for modifier in list(before.children):
            attach(modifier, after, modifier.dep)
        attach(before, after, "compound")
        attach(hyphen, after, "compound")


def _dateline(subject: Word, words: Sequence[Word]) -> None:
    """Nothing has a subject cut off by a single dash: in "Lima, Peru — The mayor resigned", the mayor is the subject."""
    verb = subject.head
    between = [w for w in words if subject.i < w.i < verb.i]
    dashes = [w.i for w in between if w.text in _DASHES]
    if subject.i != words[0].i or subject.pos != "PROPN" or len(dashes) != 1:
        return
    for second in (*verb.having(*SUBJECTS), *subject.having("appos")):
        if dashes[0] < second.i < verb.i and second.pos in ("NOUN", "PROPN", "PRON"):
            attach(second, verb, subject.dep)
            subject.dep = "meta"
            return


def _agreement(verb: Word) -> None:
    """ "the members of the team that sing", "the choir of the villages that sings": who agrees with the verb."""
    who = verb.child("nsubj")
    noun = verb.head
    number = _number(verb)
    if who is None or who.tag not in ("WDT", "WP") or number is None or noun.child("conj") or noun.dep != "pobj":
        return
    above = noun.head.head
    if above.pos == "VERB":  # "lists things on the bill that add up"
        above = next((c for c in above.having("dobj") if c.i < noun.i), above)
    nouns = (("NN", "NNP"), ("NNS",))
    own, other = (nouns[1], nouns[0]) if number == "singular" else nouns
    if noun.tag in own and above.tag in other and above.i < noun.i and noun.head.dep == "prep":
        attach(verb, above, "relcl")


def _number(verb: Word) -> str | None:
    """The number that the form of a verb, or of its first auxiliary, agrees with."""
    first = next(iter(verb.having("aux", "auxpass")), verb)
    if first.tag == "VBZ" or first.lower == "was":
        return "singular"
    return "plural" if first.tag == "VBP" or first.lower == "were" else None


def _after_a_list(of: Word, before: Word) -> None:
    """In "12 arrests and seizures of 40 boats", "of" goes with the noun beside it, not with the counted one."""
    first = of.head
    joined = before.dep == "conj" and before.head is first and before.tag in ("NN", "NNS")
    if joined and first.child("nummod") is not None and before.child("nummod", "prep") is None:
        attach(of, before, "prep")


def _noun_with_an_object(word: Word) -> None:
    """A noun joined to a verb, with a direct object, is a verb: "to find suspects and arrest drug traffickers"."""
    if word.pos == "NOUN" and word.tag == "NN" and word.head.pos == "VERB" and word.child("dobj") is not None:
        word.pos, word.tag = "VERB", "VB"


def _stray_infinitive(word: Word, words: Sequence[Word]) -> None:
    """A bare infinitive isn't joined to a finite verb, but to the infinitive before it: in "runs a programme that aims
    to train officers, buy equipment", "buy" goes with "train".
    """
    head = word.head
    if word.pos != "VERB" or head.tag not in (*_FINITE, "VBN") or word.child("aux") is not None:
        return
    subject = word.child(*SUBJECTS)
    if word.tag == "VB":
        if subject is not None:
            return
    elif not (
        word.tag in ("VBD", "VBP") and word.lower == word.lemma and head.tag in _PRESENT and word.tag != head.tag
    ):
        return
    infinitive = _infinitive_before(word, words)
    if infinitive is None:
        return
    above = list(infinitive.ancestors())
    if subject is None and head not in above:
        return
    if subject is not None and not (subject in above and _becomes_apposition(subject, words)):
        return
    attach(word, infinitive, "conj")
    word.tag = "VB"


def _infinitive_before(word: Word, words: Sequence[Word]) -> Word | None:
    """The nearest infinitive with "to" before a word, with a comma between: the first member of its list."""
    first = words[0].i
    comma = False
    for other in reversed(words[: word.i - first]):
        comma = comma or other.text == "," or other.dep == "cc"
        if comma and other.tag == "VB" and any(c.dep == "aux" and c.lower == "to" for c in other.children):
            return other
    return None


def _becomes_apposition(noun: Word, words: Sequence[Word]) -> bool:
    """Whether the noun can be set beside the noun before it, with a comma between; if so, it is."""
    left = min(w.i for w in noun.subtree()) - words[0].i
    if left < 2 or words[left - 1].text != ",":
        return False
    before = words[left - 2]
    while before.pos not in ("NOUN", "PROPN") or before.dep in ("appos", "compound"):
        if before.is_root or before.head.i > before.i:
            return False
        before = before.head
    attach(noun, before, "appos")
    return True
