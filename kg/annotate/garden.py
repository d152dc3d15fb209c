"""Garden paths: a verb that was taken for a modifier, an object or a part of something else, so that a clause broke."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.annotate.frames import SUBJECTS, attach
from kg.annotate.tree import Word
from kg.lexicon import words as listed

_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
#: Participles that no past tense looks like: "taken", "known".
_ONLY_PARTICIPLE = ("en", "wn", "ung", "unk", "one")
_ADJUNCTS = frozenset({"prep", "advmod", "npadvmod", "advcl"})
_ASKING = frozenset({"who", "what", "why", "how", "whether", "whom", "where", "when"})
_WHERE = frozenset({"in", "at", "on", "during", "to", "after", "before"})
_PREFIXES = frozenset({"re", "co", "pre", "over", "under", "mis", "out", "de", "non", "counter"})


def mend(word: Word, words: Sequence[Word]) -> None:
    """Mend what a word is and hangs on, by the clause that would else have no verb, or one too many."""
    for rule in _BY_LABEL.get(word.dep, ()):
        rule(word, words)


def crown(verb: Word, root: Word, dep: str) -> None:
    """Make a word the root of its sentence, and hang the old root on it."""
    verb.head.children.remove(verb)
    verb.head, verb.dep = verb, "ROOT"
    root.head, root.dep = verb, dep
    verb.children.append(root)
    verb.children.sort(key=lambda w: w.i)


def _no_verb(noun: Word, words: Sequence[Word]) -> None:
    """ "Most of the farmers approved of the dam, although it cost a lot.": a whole sentence has a verb, here "approved"."""
    if noun.pos not in _NOMINAL or words[-1].text not in (".", "\u201d", "''", '"') or noun.child("conj", "nsubj"):
        return
    below = [noun, *(c.child("pobj") for c in noun.having("prep") if c.lower == "of")]
    verb = next((v for n in below if n is not None for v in n.having("acl") if _may_be_past(v)), None)
    if verb is None or verb.i < noun.i or any(w.text == "," for w in words if noun.i < w.i < verb.i):
        return
    opened = any(w.text == "," and w.head is noun and w.i < noun.i for w in noun.children)
    clause = any(c.child("mark") is not None and c.i > verb.i for c in noun.having("advcl"))
    if verb.child("dobj") is None and not ((opened or clause) and verb.child("prep", "advmod", "npadvmod")):
        return
    parts = [c for c in noun.children if c.i > verb.i or (opened and c.i < noun.i and c.dep in _ADJUNCTS)]
    parts += [c for c in noun.children if c.text == "," and c.i < noun.i]
    crown(verb, noun, "nsubj")
    verb.pos, verb.tag = "VERB", "VBD"
    for part in parts:
        attach(part, verb, part.dep)


def _may_be_past(verb: Word) -> bool:
    """Whether a participle looks like a past tense, and nobody does it to its noun."""
    if verb.tag not in ("VBN", "VBD") or verb.lower.endswith(_ONLY_PARTICIPLE):
        return False
    return verb.child("agent", "aux", "auxpass") is None


def _verb_too_early(participle: Word, words: Sequence[Word]) -> None:
    """ "The boats seen in Orin have left": seen they were, what they did is leave."""
    noun = participle.child("nsubj")
    if noun is None or participle.tag not in ("VBN", "VBD") or participle.child("aux", "auxpass", "cc") is not None:
        return
    verb = next((c for c in participle.having("ccomp", "conj") if c.i > participle.i and _is_whole(c)), None)
    done = participle.child("agent") is not None or (
        participle.tag == "VBN" and verb is not None and verb.dep == "ccomp"
    )
    if verb is None or not done:
        return
    crown(verb, participle, "acl")
    participle.tag = "VBN"
    attach(noun, verb, "nsubjpass" if verb.child("auxpass") is not None else "nsubj")
    before = words[participle.i - words[0].i - 1]
    attach(participle, before if before.pos in ("NOUN", "PROPN") and before in noun.subtree() else noun, "acl")
    for part in [c for c in participle.children if c.i > verb.i or (c.i < noun.i and c.dep in (*_ADJUNCTS, "punct"))]:
        attach(part, verb, part.dep)


def _is_whole(verb: Word) -> bool:
    """Whether a verb is finite by its auxiliary, and has neither subject nor "that"."""
    return verb.child("mark", *SUBJECTS) is None and any(c.tag in _FINITE for c in verb.having("aux", "auxpass"))


def _whose(noun: Word, words: Sequence[Word]) -> None:
    """ "Osei, whose firm has grown, is a nurse": what she is is the sentence, and what her firm has done is said of her."""
    inner = noun.head
    owner = next((c for c in inner.having("nsubj", "nsubjpass") if c.i < noun.i and c is not noun), None)
    verb = next((c for c in inner.having("conj") if c.i > inner.i), None)
    if owner is None or verb is None or not inner.is_root or not any(c.tag == "WP$" for c in noun.having("poss")):
        return
    if verb.child(*SUBJECTS) is not None or inner.child("cc") is not None:
        return
    crown(verb, inner, "relcl")
    attach(owner, verb, "nsubjpass" if verb.child("auxpass") is not None else "nsubj")
    before = words[noun.subtree()[0].i - words[0].i - 1]
    while before.text == "," or before.dep == "compound":
        before = before.head
    attach(inner, before if before is not verb and before in owner.subtree() else owner, "relcl")


def _report_at_the_end(shows: Word, words: Sequence[Word]) -> None:
    """ "The port is safe, a Herald survey shows.": no plural "shows" stands beside the port."""
    if shows.tag != "NNS" or shows.lower not in listed("attachment", "verbs", "showing"):
        return
    noun = next((c for c in reversed(shows.having("compound")) if c.i == shows.i - 1), None)
    at, root = shows.i - words[0].i, next((w for w in words if w.is_root), None)
    first = shows.subtree()[0].i - words[0].i
    if noun is None or root is None or root is shows or first < 1 or words[first - 1].text != ",":
        return
    if any(w.pos != "PUNCT" for w in words[at + 1 :]) or root.pos not in ("VERB", "AUX"):
        return
    crown(shows, root, "ccomp")
    shows.pos, shows.tag = "VERB", "VBZ"
    for part in [c for c in shows.children if c not in (noun, root)]:
        attach(part, noun, part.dep)
    noun.dep = "nsubj"


def _subject_of_an_auxiliary(auxiliary: Word, _words: Sequence[Word]) -> None:
    """ "They left because they were unarmed guards or invited guests": who "were" is said of is subject of the verb."""
    if not auxiliary.children:
        return
    verb = auxiliary.head
    for negation in auxiliary.having("neg"):
        attach(negation, verb, "neg")
    subject = auxiliary.child("nsubj", "nsubjpass")
    if subject is None or verb.child(*SUBJECTS) is not None or not subject.i < auxiliary.i < verb.i:
        return
    if auxiliary.child("mark") is not None and verb.dep == "conj":
        verb.dep = "advcl"
    for part in list(auxiliary.children):
        attach(part, verb, part.dep)
    subject.dep = "nsubjpass" if auxiliary.dep == "auxpass" else "nsubj"


def _modifiers_of_a_list(adjective: Word, _words: Sequence[Word]) -> None:
    """ "It sells fresh, dried and smoked fish": fish is sold, not "fresh"."""
    verb = adjective.head
    chain = [adjective]
    for one in chain:
        chain += one.having("conj")
    nouns = [w for w in chain if w.pos in ("NOUN", "PROPN")]
    if adjective.pos != "ADJ" or not nouns or verb.child("dobj", "attr") is not None:
        return
    noun = min(nouns, key=lambda w: w.i)
    before = [w for w in chain if w.i < noun.i]
    if verb.lemma in listed("attachment", "verbs", "linking") or any(w.pos != "ADJ" for w in before):
        return
    if not any(c.lower in ("and", "or") for w in before for c in w.having("cc")) or noun.child("det", "poss"):
        return
    attach(noun, verb, "dobj")
    attach(adjective, noun, "amod")


def _infinitive_after_a_gerund(verb: Word, _words: Sequence[Word]) -> None:
    """ "They should stop using nets and turn to rods": they should turn, not stop turning."""
    gerund = verb.head
    above = gerund.head
    if verb.tag != "VB" or gerund.tag != "VBG" or gerund.dep not in ("xcomp", "advcl") or above.tag != "VB":
        return
    if verb.child("aux", *SUBJECTS) is None and above.i < gerund.i < verb.i:
        attach(verb, above, "conj")


def _subject_in_a_list(verb: Word, words: Sequence[Word]) -> None:
    """ "It led to calls from Osei and Ruiz was invited": no second "and" ties "was" to "led", so Ruiz begins a clause."""
    first = verb.head
    at = verb.subtree()[0].i - words[0].i
    noun = words[at - 1] if at > 1 else verb
    if verb.child(*SUBJECTS) is not None or not (verb.tag in _FINITE or verb.child("aux", "auxpass") is not None):
        return
    if noun.dep != "conj" or noun.pos != "PROPN" or noun.head.dep != "pobj" or first not in noun.ancestors():
        return
    link = next((c for c in noun.head.having("cc") if c.lower == "and" and c.i < noun.i), None)
    if link is None or any(c.i < verb.i for c in first.having("cc")) or words[at].tag in ("VBN", "VBG", "VB"):
        return
    attach(noun, verb, "nsubjpass" if verb.child("auxpass") is not None else "nsubj")
    attach(link, first, "cc")


def _what_talks_are_for(infinitive: Word, words: Sequence[Word]) -> None:
    """ "They met after weeks of talks to end the strike": the talks were to end it."""
    verb = infinitive.head
    to = next((c for c in infinitive.having("aux") if c.lower == "to"), None)
    if to is None or infinitive.tag != "VB" or verb.pos not in ("VERB", "AUX") or infinitive.child("mark") is not None:
        return
    plans = listed("attachment", "nouns", "plans")
    first = words[0].i
    between = words[verb.i + 1 - first : to.i - first] if verb.i < to.i else ()
    noun = next((w for w in reversed(between) if w.dep == "pobj" and w.pos == "NOUN" and w.lemma in plans), None)
    if noun is None or any(w.pos == "VERB" or w.text == "," for w in between if w.i > noun.i):
        return
    if verb in noun.ancestors() and any(w.dep == "dobj" and w.head is verb for w in noun.ancestors()):
        return  # "needs ten percent of votes to win"
    for preposition in [c for c in infinitive.having("prep") if c.i < to.i]:
        attach(preposition, verb, "prep")
    if infinitive not in noun.ancestors():
        attach(infinitive, noun, "acl")


def _which_one(infinitive: Word, _words: Sequence[Word]) -> None:
    """ "She became the first nurse in Orin to win it": it says of what she was first."""
    verb = infinitive.head
    noun = verb.child("attr", "dobj")
    if noun is None or infinitive.tag != "VB" or not verb.i < noun.i < infinitive.i:
        return
    if verb.lemma in ("be", "become", "remain") and any(
        c.lower in listed("clauses", "adjectives", "ranking") for c in noun.children
    ):
        attach(infinitive, noun, "relcl")


def _gerund_with_a_subject(verb: Word, words: Sequence[Word]) -> None:
    """ "It ended in the work being shelved": what it ended in is the shelving."""
    if verb.child("mark", *SUBJECTS) is not None or not any(c.tag == "VBG" for c in verb.having("aux", "auxpass")):
        return
    noun = words[verb.subtree()[0].i - words[0].i - 1]
    preposition = noun.head
    if noun.dep != "pobj" or preposition.dep != "prep" or preposition.head is not verb.head or noun.i > verb.i:
        return
    attach(noun, verb, "nsubjpass" if verb.child("auxpass") is not None else "nsubj")
    attach(verb, preposition, "pcomp")


def _object_of_a_particle(particle: Word, _words: Sequence[Word]) -> None:
    """ "They passed on a chance to sell": what they passed on is a chance."""
    thing = particle.child("pobj")
    if thing is not None and particle.head.child("dobj") is None:
        attach(thing, particle.head, "dobj")


def _and_below(link: Word, words: Sequence[Word]) -> None:
    """ "help them to wash and then dry nets": "and" goes with what it joins."""
    if any(c.dep == "conj" and c.i > link.i for c in link.head.children):
        return
    at = link.i - words[0].i
    joined = next((w for w in words[at + 1 : at + 4] if w.dep == "conj"), None)
    if joined is not None and joined.head.i < link.i and joined.head.pos == joined.pos == "VERB":
        attach(link, joined.head, "cc")


def _to_cast(to: Word, _words: Sequence[Word]) -> None:
    """ "let them to cast votes": after "to" no past tense stands."""
    if to.tag == "TO" and to.head.tag in ("VBD", "VBP") and to.head.child("aux") is to:
        to.head.tag = "VB"


def _said_there(clause: Word, _words: Sequence[Word]) -> None:
    """ "She said at a meeting that nets are old": she said it, the meeting isn't about it."""
    mark, preposition = clause.child("mark"), clause.head.head
    verb = preposition.head
    if mark is None or mark.lower != "that" or clause.child(*SUBJECTS) is None or clause.head.dep != "pobj":
        return
    if verb.lemma not in listed("attachment", "verbs", "stating") or preposition.lower not in _WHERE:
        return
    if preposition.dep == "prep" and verb.i < preposition.i and verb.child("ccomp", "dobj") is None:
        attach(clause, verb, "ccomp")


def _relative_that(that: Word, _words: Sequence[Word]) -> None:
    """ "the result that they sought": "that" is the result."""
    clause = that.head
    subject = clause.child("nsubj", "nsubjpass")
    if that.lower == "that" and clause.dep in ("acl", "relcl") and subject is not None and that.i < subject.i:
        that.tag, clause.dep = "WDT", "relcl"


def _noun_before_of(noun: Word, words: Sequence[Word]) -> None:
    """ "the speed and reach of rumours": nothing reaches of anything."""
    verb, of = noun.head, noun.child("prep")
    thing = verb.child("dobj")
    if noun.tag != "VB" or of is None or of.lower != "of" or of.i != noun.i + 1 or thing is None:
        return
    link = words[noun.i - words[0].i - 1]
    if (
        link.dep != "cc"
        or link.i != max(w.i for w in thing.subtree()) + 1
        or noun.lemma in listed("attachment", "verbs", "of")
    ):
        return
    noun.pos, noun.tag = "NOUN", "NN"
    attach(link, thing, "cc")
    attach(noun, thing, "conj")


def _had_not(verb: Word, _words: Sequence[Word]) -> None:
    """ "She had not sent or received any": not received either."""
    first = verb.head
    if verb.tag != "VBD" or first.tag != "VBN" or verb.child("aux", *SUBJECTS) is not None:
        return
    if any(c.lower in ("or", "nor") and c.i < verb.i for c in first.having("cc")) and any(
        c.lemma == "have" for c in first.having("aux")
    ):
        verb.tag = "VBN"


def _open_question(clause: Word, words: Sequence[Word]) -> None:
    """ "They have no idea who he is": they are no idea."""
    noun = clause.head
    first = words[clause.subtree()[0].i - words[0].i]
    if noun.lemma not in listed("attachment", "nouns", "questions") or first.i != noun.i + 1:
        return
    if first.lower in _ASKING:
        clause.dep = "acl"


def _makes_clear(clause: Word, _words: Sequence[Word]) -> None:
    """ "The letter makes clear that it closed": that it closed is made clear."""
    mark, above = clause.child("mark"), clause.head
    verb = above.head if above.pos == "ADJ" else above
    adjective = next((c for c in verb.children if c.pos == "ADJ" and c.i == verb.i + 1), None)
    if mark is None or mark.lower != "that" or adjective is None or verb.pos != "VERB":
        return
    if adjective.dep in ("ccomp", "acomp", "oprd") and adjective.i == clause.subtree()[0].i - 1:
        adjective.dep = "ccomp"
        attach(clause, adjective, "ccomp")


def _called_for(verb: Word, _words: Sequence[Word]) -> None:
    """ "The terms call for Norvik to issue shares": what they call for is that Norvik issues them."""
    mark, above = verb.child("mark"), verb.head
    if mark is None or mark.lower != "for" or verb.tag != "VB":
        return
    who = mark.child("pobj")
    if who is not None and verb.child(*SUBJECTS) is None:
        attach(who, verb, "nsubj")
    if mark.i == above.i + 1 and above.pos == "VERB" and verb.child(*SUBJECTS) is not None:
        attach(mark, above, "prep")
        attach(verb, mark, "pcomp")


def _gerund_after_a_particle(gerund: Word, _words: Sequence[Word]) -> None:
    """ "He held off buying boats": what he held off is buying."""
    verb = gerund.head
    particle = verb.child("prt")
    if gerund.tag == "VBG" and particle is not None and particle.i == gerund.i - 1 and not gerund.child(*SUBJECTS):
        gerund.dep = "xcomp"


def _of_the_subject(including: Word, words: Sequence[Word]) -> None:
    """ "New rules followed, including a ban": a ban is one of the rules."""
    verb = including.head
    subject = verb.child("nsubj", "nsubjpass")
    at = including.i - words[0].i
    if including.lower != "including" or subject is None or at < 2 or words[at - 1].text != ",":
        return
    if words[at - 2] is verb and subject.tag in ("NNS", "NNPS"):
        attach(including, subject, "prep")


def prefixed(first: Word, hyphen: Word, verb: Word) -> None:
    """The three pieces of "re-elected" are one verb, which the last carries."""
    if first.lower not in _PREFIXES or first.pos != "VERB" or not verb.tag.startswith("VB"):
        return
    between = list(verb.ancestors())
    if hyphen.start != first.end or verb.start != hyphen.end or first not in between:
        return
    if first.is_root:
        crown(verb, first, "compound")
    else:
        attach(verb, first.head, first.dep)
        attach(first, verb, "compound")
    for noun in between[: between.index(first)]:
        attach(noun, verb, "oprd")
    for child in list(first.children):
        attach(child, verb, child.dep)
    attach(hyphen, verb, "compound")


#: The rules to try on a word, by its label.
_BY_LABEL: dict[str, tuple[Callable[[Word, Sequence[Word]], None], ...]] = {
    "ROOT": (_no_verb, _verb_too_early),
    "acomp": (_modifiers_of_a_list,),
    "acl": (_said_there,),
    "advcl": (_called_for, _makes_clear, _which_one, _what_talks_are_for, _gerund_after_a_particle),
    "appos": (_report_at_the_end,),
    "aux": (_subject_of_an_auxiliary, _to_cast),
    "auxpass": (_subject_of_an_auxiliary,),
    "cc": (_and_below,),
    "ccomp": (_makes_clear, _called_for, _gerund_with_a_subject),
    "conj": (_noun_before_of, _infinitive_after_a_gerund, _had_not, _subject_in_a_list),
    "dobj": (_relative_that,),
    "nsubj": (_whose,),
    "prep": (_of_the_subject,),
    "prt": (_object_of_a_particle,),
    "relcl": (_open_question, _said_there),
    "xcomp": (_which_one,),
}
