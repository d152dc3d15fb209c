"""Mends by what a word can take: a verb of giving two objects, "who" a person, "that" a clause with a finite verb."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from kg.annotate.tree import Word
from kg.lexicon import words as listed

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_NOUNS = frozenset({"NOUN", "PROPN"})
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_ALL = ("all", "both", "each")
_WHEN = frozenset({"DATE", "TIME"})
#: What "who" never goes back to.
_NOBODY = frozenset({"GPE", "LOC", "FAC", "ORG", "DATE", "TIME", "MONEY", "PERCENT"})


def mend(word: Word, words: Sequence[Word]) -> None:
    """Mend what a word is and hangs on, by the words around it in its sentence."""
    if word.tag == "HYPH":
        _one_word_of_two(word, words)
    elif word.pos == "ADJ":
        _verb_like_an_adjective(word)
    for rule in _BY_LABEL.get(word.dep, ()):
        rule(word, words)


def attach(word: Word, head: Word, dep: str) -> None:
    """Hang a word on another head."""
    word.head.children.remove(word)
    word.head, word.dep = head, dep
    head.children.append(word)
    head.children.sort(key=lambda w: w.i)


def _second_object(noun: Word, words: Sequence[Word]) -> None:
    """ "The raids deny crews the boats needed": the crews aren't the boats, which they are denied."""
    first, verb = noun.head, noun.head.head
    if noun.pos != "NOUN" or first.dep != "dobj" or verb.lemma not in listed("attachment", "verbs", "giving"):
        return
    before = words[min(w.i for w in noun.subtree()) - words[0].i - 1]
    if before.pos != "PUNCT" and noun.child("det", "poss", "nummod", "amod") is not None:
        attach(noun, verb, "dobj")
        first.dep = "dative"


def _subject_after_a_phrase(noun: Word, _words: Sequence[Word]) -> None:
    """ "According to Ana Ruiz, the port closed": Ana Ruiz isn't the port, which would else be missing."""
    name, preposition = noun.head, noun.head.head
    verb = preposition.head
    if name.dep != "pobj" or name.pos != "PROPN" or noun.pos != "NOUN" or noun.child("det") is None:
        return
    if preposition.dep != "prep" or not preposition.i < noun.i < verb.i or verb.tag not in _FINITE:
        return
    if verb.child(*SUBJECTS) is not None:
        return
    attach(noun, verb, "nsubjpass" if verb.child("auxpass") is not None else "nsubj")


def _subject_before_a_subject(name: Word, words: Sequence[Word]) -> None:
    """ "On a new site, Wave Report, Norvik opened a count": the site is Wave Report, Norvik opened it."""
    second = next((c for c in name.head.having("nsubj") if name.i < c.i < name.head.i), None)
    if second is None or name.pos != "PROPN":
        return
    at = min(w.i for w in name.subtree()) - words[0].i
    while at > 1 and words[at - 1].pos == "PUNCT":
        at -= 1
    if at < 2 or (words[at].text != "," and words[at - 1].text != ","):
        return
    noun = words[at - 1]
    if noun.dep == "pobj" and noun.head.head is name.head:
        attach(name, noun, "appos")


def _recipient(first: Word, _words: Sequence[Word]) -> None:
    """Of two objects the first is who gets the second; whoever is told a clause is told no thing."""
    verb, objects = first.head, first.head.having("dobj")
    if len(objects) != 2 or first is not objects[0] or verb.child("ccomp") is not None:
        return
    if verb.lemma in listed("attachment", "verbs", "giving"):
        first.dep = "dative"


def _one_word_of_two(hyphen: Word, words: Sequence[Word]) -> None:
    """The pieces of "back-and-forth" are one word, not a list."""
    at = hyphen.i - words[0].i
    pieces = words[at - 1 : at + 4]
    if not at or len(pieces) < 5 or any(a.end != b.start for a, b in itertools.pairwise(pieces)):
        return
    first, _, and_, second, last = pieces
    if and_.dep == "cc" and second.text == "-" and last.head is first:
        for part in (and_, second, last):
            attach(part, first, "compound")


def _owned(bureau: Word, _words: Sequence[Word]) -> None:
    """ "the Ministry of Fishing's Office of Nets": the office is the ministry's."""
    owner = bureau.head if bureau.dep == "appos" else bureau.head.head
    of = owner.child("prep")
    first = of.child("pobj") if of is not None and of.lower == "of" else None
    mark = first.child("case") if first is not None and first is not bureau else None
    if mark is None or owner.pos != "PROPN" or owner.is_root or mark.i != min(w.i for w in bureau.subtree()) - 1:
        return
    attach(bureau, owner.head, owner.dep)
    attach(owner, bureau, "poss")
    attach(mark, owner, "case")


def _called(name: Word, _words: Sequence[Word]) -> None:
    """ "The surgeon Ana Brandt left": with nothing between them it is Ana Brandt who left, a surgeon."""
    noun = name.head
    close = min(w.i for w in name.subtree()) == noun.i + 1
    party = noun.entity == "NORP" and name.entity == "PERSON"  # "Democrat Ana Brandt"
    if not close or not (noun.tag == "NN" or party) or name.pos != "PROPN" or noun.is_root or name.entity in _WHEN:
        return
    if noun.lemma in listed("attachment", "nouns", "naming"):
        return
    attach(name, noun.head, noun.dep)
    for child in noun.children[:]:
        attach(child, name, child.dep)
    attach(noun, name, "compound")


def _offices(name: Word, _words: Sequence[Word]) -> None:
    """ "Former cook and union leader Ana Brandt left": a bare noun of one is an office of hers, not somebody else."""
    noun = name.head
    bare = noun.tag == "NN" and noun.child("det", "poss", "nummod", "appos") is None
    titled = any(c.pos in ("NOUN", "PROPN") and c.entity != "PERSON" for c in name.having("compound"))
    if (
        not bare
        or not titled
        or name.entity != "PERSON"
        or noun.lower not in listed("types", "heads", "person")
        or noun.is_root
    ):
        return
    if name.child("conj") is not None or any(c.text == "," and noun.i < c.i < name.i for c in noun.children):
        return
    attach(name, noun.head, noun.dep)
    attach(noun, name, "compound")


def _when(time: Word, _words: Sequence[Word]) -> None:
    """ "Earlier this month poor nurses struck": it was then that they struck, no kind of nurses."""
    noun = time.head
    verb = noun.head
    first = min(w.i for w in noun.subtree()) == min(w.i for w in time.subtree())
    dated = time.entity in _WHEN and time.child("det") is not None
    if first and dated and noun.tag in ("NNS", "NNPS") and noun.dep in SUBJECTS and verb.pos == "VERB":
        attach(time, verb, "npadvmod")


def _once_more(noun: Word, _words: Sequence[Word]) -> None:
    """ "They need a leader with courage, a leader who listens": a noun that is said again is said of no other."""
    within = noun.head
    above = [w for w in within.ancestors() if w.i < within.i][:4]
    same = next((w for w in above if w.lemma == noun.lemma and w.pos == "NOUN"), None)
    if within.dep == "pobj" and noun.pos == "NOUN" and same is not None:
        attach(noun, same, "appos")


def _more_to_say(infinitive: Word, _words: Sequence[Word]) -> None:
    """ "They have more to say about it": more is what they say, it says nothing."""
    more = infinitive.head.child("dobj")
    if infinitive.head.lemma != "have" or more is None or more.i != min(w.i for w in infinitive.subtree()) - 1:
        return
    if more.pos in ("ADJ", "PRON") and more.tag != "PRP":
        attach(infinitive, more, "relcl")


def _has_done(short: Word, _words: Sequence[Word]) -> None:
    """ "He's praised plans to dredge the bay", "It's become a farm": he has, and it has. Who is given or called something is."""
    verb = short.head.head if short.head.dep in SUBJECTS else short.head
    done = verb.tag == "VBN" if verb is short.head else short.i == verb.i - 1 and verb.tag in ("VBD", "VBN")
    if not done or short.lower not in ("'s", "\u2019s"):
        return
    thing = verb.child("dobj")
    into = [p.child("pobj") for p in verb.having("prep") if p.lower == "in"]
    owed = any(w is not None and {w.lemma, w.lower} & listed("attachment", "nouns", "owed") for w in into)
    takes_two = not owed and any(verb.lemma in listed("attachment", "verbs", kind) for kind in ("giving", "calling"))
    if verb.lemma in listed("attachment", "verbs", "befalling") or (
        thing is not None and thing.i > verb.i and not takes_two
    ):
        attach(short, verb, "aux")
        short.lemma = "have"
        for subject in verb.having("nsubjpass"):
            subject.dep = "nsubj"


def _worth(gerund: Word, words: Sequence[Word]) -> None:
    """ "It's worth noting that the mayor resigned": worth noting, and nobody notes it."""
    before = words[gerund.i - words[0].i - 1]
    if gerund.tag == "VBG" and before.lower == "worth" and before.head is gerund.head:
        attach(gerund, before, "xcomp")


def _after_with(verb: Word, _words: Sequence[Word]) -> None:
    """ "with each town assigned a target": what follows "with" has no tense."""
    mark = verb.child("mark")
    if mark is not None and mark.lower in ("with", "without") and verb.tag == "VBD":
        verb.tag = "VBN"
        for subject in verb.having("nsubj"):
            subject.dep = "nsubjpass"


def _of_evidence(clause: Word, _words: Sequence[Word]) -> None:
    """ "No evidence has emerged that the mayor lied": the clause is what there is evidence of."""
    verb, mark = clause.head, clause.child("mark")
    if mark is None or mark.lower != "that" or verb.lemma not in listed("attachment", "verbs", "being there"):
        return
    noun = verb.child("attr") or verb.child("nsubj")
    if noun is not None and noun.i < clause.i and noun.lemma in listed("attachment", "nouns", "evidence"):
        attach(clause, noun, "acl")


def _who(verb: Word, _words: Sequence[Word]) -> None:
    """ "a donor in Orin, who headed a firm": towns head nothing."""
    who = verb.child("nsubj")
    while who is not None and who.lower == "who" and verb.head.dep == "pobj" and verb.head.entity in _NOBODY:
        above = verb.head.head.head
        if above.pos not in ("NOUN", "PROPN"):
            return
        attach(verb, above, "relcl")


def _after_a_closed_list(noun: Word, _words: Sequence[Word]) -> None:
    """ "the sale and theft of rafts, masts and sails": "and" ended the first list, so masts are in the second."""
    if noun.pos not in _NOUNS:
        return
    first = noun.head
    chain = [first]
    for one in chain:
        chain += [c for c in one.having("conj") if c.i < noun.i and c.pos in _NOUNS]
    last = max(chain, key=lambda w: w.i)
    if last is first or not any(c.dep == "cc" and c.lower == "and" and c.i < last.i for w in chain for c in w.children):
        return
    within = [p.child("pobj") for w in chain for p in w.having("prep") if last.i < p.i < noun.i and p.lower == "of"]
    inner = within[-1] if len(within) == 1 else None
    commas = [c for c in first.children if inner is not None and c.text == "," and inner.i < c.i < noun.i]
    if inner is not None and inner.pos in _NOUNS and commas:
        for part in (*commas, noun):
            attach(part, inner, part.dep)


def _modifier_of_an_object(participle: Word, _words: Sequence[Word]) -> None:
    """ "publicise supporting programs": publicise takes a thing, not a deed."""
    verb, thing = participle.head, participle.child("dobj")
    if (
        participle.tag != "VBG"
        or verb.pos != "VERB"
        or thing is None
        or participle.i != verb.i + 1
        or len(participle.children) != 1
    ):
        return
    if verb.lemma in listed("attachment", "verbs", "doing") or thing.child("det", "poss") is not None:
        return
    attach(thing, verb, "dobj")
    attach(participle, thing, "amod")


def _all_of_a_list(all_: Word, words: Sequence[Word]) -> None:
    """ "nine rafts and two boats, all destined for Orin": the list that ended right before is, nothing further off."""
    at = all_.i - words[0].i
    if all_.lower not in _ALL or not 1 < at < len(words) - 1 or words[at - 1].text != "," or words[at + 1].tag != "VBN":
        return
    participle, noun = words[at + 1], words[at - 2]
    while noun.tag not in ("NNS", "NNPS") and noun.dep in ("pobj", "prep", "compound", "nmod"):
        noun = noun.head
    if participle.child("aux", "auxpass") is not None or noun.tag not in ("NNS", "NNPS"):
        return
    if all_.head is participle:
        attach(all_, noun, "appos")
    if participle not in (all_.head, *all_.ancestors()) and not participle.is_root:
        attach(participle, all_, "acl")


def _where_it_comes_from(preposition: Word, _words: Sequence[Word]) -> None:
    """ "imports steel used in bridges from Orin": it is imported from there."""
    inner = preposition.head
    if preposition.lower != "from" or inner.dep != "acl" or inner.tag != "VBN" or inner.child("prep") is preposition:
        return
    verb = inner.head.head
    if inner.head.dep == "dobj" and verb.lemma in listed("attachment", "verbs", "taking"):
        attach(preposition, verb, "prep")


def _noun_with_an_infinitive(infinitive: Word, _words: Sequence[Word]) -> None:
    """ "added that patrols to stop thefts will be doubled": what is added is that they will be doubled."""
    noun, verb = infinitive.child("nsubj"), infinitive.head
    if noun is None or infinitive.tag != "VB" or not any(c.lower == "to" for c in infinitive.having("aux")):
        return
    finite = next((c for c in verb.having("ccomp") if c.i > infinitive.i and c.child(*SUBJECTS) is None), None)
    if finite is None or finite.child("aux", "auxpass") is None:
        return
    for mark in infinitive.having("mark"):
        attach(mark, finite, "mark")
    attach(noun, finite, "nsubjpass" if finite.child("auxpass") is not None else "nsubj")
    attach(infinitive, noun, "acl")


def _of_what_is_regarded(infinitive: Word, _words: Sequence[Word]) -> None:
    """ "They rejected a plan to close ports": the plan is to close them, the rejection isn't."""
    verb = infinitive.head
    thing = verb.child("dobj")
    if infinitive.tag != "VB" or thing is None or verb.lemma not in listed("attachment", "verbs", "regarding"):
        return
    if thing.lemma in listed("attachment", "nouns", "plans") and verb.i < thing.i < infinitive.i:
        attach(infinitive, thing, "acl")


def _two_clauses(second: Word, _words: Sequence[Word]) -> None:
    """ "The office screened nurses and the ministry hired cooks": what is screened is no clause, but nurses."""
    verb, thing = second.head, second.child("nsubj")
    who = thing.child("conj") if thing is not None else None
    if verb.lemma in listed("attachment", "verbs", "saying") or verb.child("dobj") is not None or verb.pos != "VERB":
        return
    if thing is None or who is None or second.tag not in _FINITE or second.child("mark") is not None:
        return
    if not verb.i < thing.i < who.i < second.i:
        return
    links = [c for c in thing.having("cc") if c.i < who.i]
    if not links or links[-1].lower != "and" or (who.child("det", "poss", "compound") is None and who.pos != "PROPN"):
        return
    attach(who, second, "nsubj")
    attach(thing, verb, "dobj")
    attach(links[-1], verb, "cc")
    second.dep = "conj"


def _predicate(adjective: Word, _words: Sequence[Word]) -> None:
    """ "She is certain Ruiz will win": certain is she."""
    name = adjective.head
    clause = name.head
    be = clause.head
    if name.dep != "nsubj" or clause.dep != "ccomp" or be.lemma != "be" or adjective.i != be.i + 1:
        return
    if adjective.lower in listed("attachment", "adjectives", "minded") and name.pos in ("PROPN", "PRON"):
        attach(adjective, be, "acomp")
        attach(clause, adjective, "ccomp")


def _verb_like_an_adjective(word: Word) -> None:
    """ "a plan to free delegates": with "to" and an object it is a verb."""
    if word.child("dobj") is not None and any(c.tag == "TO" for c in word.having("aux")):
        word.pos, word.tag, word.lemma = "VERB", "VB", word.lower


def _verb_like_a_plural(noun: Word, words: Sequence[Word]) -> None:
    """ "The RCA details that its divers …": a name before and a clause with "that" behind make it a verb."""
    at = noun.i - words[0].i
    if noun.tag != "NNS" or noun.lower not in listed("voices", "homographs", "words") or at < 1 or at + 1 >= len(words):
        return
    name, that = words[at - 1], words[at + 1]
    clause = next((c for c in noun.having("acl", "relcl", "ccomp") if that in c.having("mark")), None)
    if clause is None or that.lower != "that" or name.pos != "PROPN" or name.head is not noun:
        return
    if noun.child("poss", "amod", "nummod") is not None or clause.child(*SUBJECTS) is None:
        return
    for part in [c for c in noun.having("compound", "det", "nmod") if c is not name]:
        attach(part, name, part.dep)
    noun.pos, noun.tag, name.dep, clause.dep = "VERB", "VBZ", "nsubj", "ccomp"


#: The rules to try on a word, by its label.
_BY_LABEL: dict[str, tuple[Callable[[Word, Sequence[Word]], None], ...]] = {
    "ROOT": (_verb_like_a_plural,),
    "acl": (_modifier_of_an_object,),
    "advcl": (_of_what_is_regarded, _of_evidence, _worth, _after_with),
    "amod": (_predicate,),
    "appos": (_once_more, _owned, _subject_after_a_phrase, _second_object, _all_of_a_list, _called),
    "auxpass": (_has_done,),
    "case": (_has_done,),
    "ccomp": (_noun_with_an_infinitive, _two_clauses, _of_evidence),
    "conj": (_after_a_closed_list, _offices),
    "dobj": (_recipient,),
    "npadvmod": (_when,),
    "nsubj": (_subject_before_a_subject, _all_of_a_list),
    "pobj": (_owned,),
    "prep": (_where_it_comes_from,),
    "relcl": (_who,),
    "xcomp": (
        _more_to_say,
        _modifier_of_an_object,
    ),
}
