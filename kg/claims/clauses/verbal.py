"""Propositions of verbs: one for each subject and object."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate import Phrase, Word
from kg.claims.clauses.complements import Complements, complements, inherited, where
from kg.claims.clauses.phrases import noun_phrase, opens_a_question
from kg.claims.clauses.relatives import lacks_its_object, missing_object, with_its_subject
from kg.claims.clauses.rules import RULES
from kg.claims.clauses.subjects import Subject, subject_of, whom_of
from kg.claims.clauses.verbs import auxiliaries, group, is_passive, label
from kg.claims.drafts import Proposition
from kg.lexicon import words

#: Of long lists only so many subjects and objects are multiplied.
_MAX_SUBJECTS, _MAX_OBJECTS = 8, 16
#: Rules that say nothing without an object: "the materials needed".
_WANTING = frozenset({"reduced", "adverbial", "purpose", "gerund"})
#: "This shows …": what it stands for is somewhere else.
_VAGUE = frozenset({"it", "this", "that", "these", "those", "which", "what"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_COPULAS = frozenset({"be", "become", "remain", "seem", "appear"})
#: How much less a reading is trusted for each phrase that isn't the first of its list: what is joined is often misread.
_LATER = 0.1
_NOT_CLAUSES = frozenset({"aux", "auxpass", "amod", "compound", "prep", "agent", "mark", "case", "prt", "punct", "det"})


def of_verb(verb: Word) -> Iterator[Proposition]:
    """The propositions of a verb; none where nobody is its subject, or where it says nothing by itself."""
    if verb.dep in _NOT_CLAUSES or verb.tag == "MD" or (verb.dep != "relcl" and _asks(verb)) or _is_compared(verb):
        return  # "as well as it should": what it should isn't said again
    if verb.lemma == "be" and verb.child("expl") is not None:
        yield from _existential(verb)
        return
    subject = subject_of(verb)
    if not subject.phrases or _governs_chain(verb):
        return
    if any(whom_of(c) or _whose(c) for c in verb.having("dobj")):
        return  # "costumes, many of which they made"
    takes = complements(verb, missing=missing_object(verb))
    if takes.content is not None and (whole := with_its_subject(takes.content)) is not None:
        takes.objects = [whole]  # "moves that he said helped": that moves helped
    elif takes.content is not None and (lacks_its_object(verb) or _lacks_its_subject(verb, takes.content)):
        return  # "everything she says she knows"
    takes.arguments += [*where(verb), *inherited(verb)]
    if not takes.objects and verb.lemma == "be":
        _adverb(verb, takes)
    relation, governors = _relation(verb, subject, takes)
    bare = not takes.objects and not takes.arguments
    asked = any(c.tag == "WRB" for c in verb.having("advmod"))  # "how we feel"
    gapped = not subject.rule and verb.head.pos == "ADV"  # "everywhere she goes"
    if bare and (
        _only_seems(verb)
        or asked
        or gapped
        or verb.lemma in ("be", "do", "have")
        or verb.dep == "parataxis"
        or subject.rule in _WANTING
    ):
        return
    name = _rule(verb, subject, takes)
    whats: list[Phrase | None] = [*takes.objects[:_MAX_OBJECTS]] or [None]
    for k, who in enumerate(subject.phrases[:_MAX_SUBJECTS]):
        for what in [whats[k]] if _respectively(verb, subject, whats) else whats:
            yield Proposition(
                rule=name,
                predicate=verb,
                subject=who,
                relation=relation,
                label=" ".join(filter(None, (label(verb), takes.tail))),
                object=what,
                arguments=tuple(takes.arguments),
                content=what.head if takes.content is not None and what is not None else None,
                governors=governors,
                confidence=_confidence(name, verb, who, what, takes),
            )


def _only_seems(verb: Word) -> bool:
    """ "He looked like he had won": that he looked says nothing."""
    return verb.lemma in words("clauses", "verbs", "seeming") and verb.child("advcl") is not None


def _lacks_its_subject(verb: Word, clause: Word) -> bool:
    """ "gifts, which he said were paid back": were what?"""
    found = clause.child("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
    finite = any(w.tag in _FINITE for w in (clause, *auxiliaries(clause)))
    if found is not None and found.tag in ("WDT", "WP"):
        return found.i < verb.i
    return verb.dep == "relcl" and found is None and clause.i > verb.i and finite


def _whose(thing: Word) -> bool:
    """ "whose support she needs": whose it is stands elsewhere."""
    return any(c.tag == "WP$" for c in thing.having("poss"))


def _respectively(verb: Word, subject: Subject, whats: list[Phrase | None]) -> bool:
    """ "Osei and Ruiz won gold and silver, respectively": each won one."""
    if len(whats) < 2 or len(whats) != len(subject.phrases):
        return False
    return any(w.lower == "respectively" for w in verb.subtree())


def _asks(verb: Word) -> bool:
    """Whether the object is open, or how much of it there is: "what he said", "how safe the boats were"."""
    fronted = [c for c in verb.having("dobj", "attr", "acomp", "oprd", "advmod") if c.i < verb.i]
    if any(opens_a_question(c) and (c.dep != "advmod" or c.pos == "ADJ") for c in fronted):
        return True
    target = verb.child("dobj", "attr")
    if target is None or target.i > verb.i:
        return False
    return any(w.tag in ("WP", "WDT") for w in (target, *target.having("det")))


def _is_compared(verb: Word) -> bool:
    """ "less angry than it was in May": what it was then stands before "than"."""
    if verb.lemma not in ("be", "do", "have") or verb.child("dobj", "attr", "acomp", "oprd") is not None:
        return False
    measure = verb.head.pos in ("ADJ", "ADV")
    return any(c.lower == "than" or (measure and c.lower == "as") for c in verb.having("mark"))


def _governs_chain(verb: Word) -> bool:
    """Whether an infinitive below says it all: of "seeks to prevent fraud" only "prevent" is told."""
    below = verb.child("xcomp")
    if below is None:
        adjective = verb.child("acomp", "oprd")
        below = adjective.child("xcomp") if adjective is not None else None
    if below is None or below.pos not in ("VERB", "AUX"):
        return False
    if any(c.dep in ("prep", "agent") and verb.i < c.i < below.i for c in verb.children):
        return False
    return any(g is verb or g.head is verb for g in subject_of(below).governors)


def _relation(verb: Word, subject: Subject, takes: Complements) -> tuple[Phrase, tuple[Word, ...]]:
    found = group(verb)
    governors = tuple(g for g in subject.governors if g is not verb)
    for governor in governors:
        found += group(governor) if governor.pos in ("VERB", "AUX") else _predicative(governor)
    found += takes.swallowed
    leaning = any(w.dep == "prep" and w.head is verb for w in takes.swallowed)  # "did well among nurses"
    if not takes.objects or leaning or any(w.dep == "neg" for w in found):
        found += _manner(verb)
    elif takes.content is None:
        found += [*_manner_of_a_deed(verb), *_in_part(verb)]
    return Phrase.of(verb, found), governors


def _manner(verb: Word) -> list[Word]:
    """ "The power has shifted elsewhere", "They don't grow normally": without the adverb it would say something else."""
    last = max([verb.i, *(c.i for c in verb.having("prt", "neg"))])
    if any(c.dep == "neg" for c in verb.children):  # "doesn't work as well as it should"
        measure = next((c for c in verb.having("advmod") if c.left == last + 1 and c.child("advcl") is not None), None)
        if measure is not None:
            return measure.subtree()
    after = [c for c in verb.having("advmod") if c.i == last + 1 and not c.children and c.tag in ("RB", "RBR", "RBS")]
    return [c for c in after if c.lower == "otherwise" or c.lower not in words("clauses", "adverbs", "linking")]


def _manner_of_a_deed(verb: Word) -> list[Word]:
    """ "They view him unfavourably": without the adverb it would say something else."""
    thing = verb.child("dobj")
    if thing is None:
        return []
    last, linking = max(w.i for w in thing.subtree()), words("clauses", "adverbs", "linking")
    after = [c for c in verb.having("advmod") if c.i == last + 1 and not c.children]
    if verb.child("prt") is None and any(c.lower in words("clauses", "adverbs", "direction") for c in after):
        return after  # "threw the data away"
    return [c for c in after if c.lower.endswith("ly") and c.lower not in linking]


def _in_part(verb: Word) -> list[Word]:
    """ "The boats are mostly rafts": without the adverb, all are."""
    after = max([verb.i, *(c.i for c in verb.having("prt", "neg"))]) + 1
    return [c for c in verb.having("advmod") if c.i == after and c.lower in words("clauses", "adverbs", "restricting")]


def _predicative(adjective: Word) -> list[Word]:
    """ "is not able" of "is not able to trace": the copula with its adjective."""
    own = [adjective, *(w for w in adjective.having("advmod", "neg") if not w.children and w.i < adjective.i)]
    return [*own, *group(adjective.head)] if adjective.head.pos in ("VERB", "AUX") else own


def _adverb(verb: Word, takes: Complements) -> None:
    """ "is home", "is abroad": an adverb as the complement."""
    where = words("clauses", "adverbs", "whereabouts")
    after = [c for c in verb.having("advmod") if c.i > verb.i and (c.lower in where or c.child("npadvmod") is not None)]
    if after:
        takes.objects = [noun_phrase(after[0])]
        takes.arguments = [one for one in takes.arguments if one[1].head is not after[0]]  # "two months away"


def _existential(verb: Word) -> Iterator[Proposition]:
    """ "There are three ports in Orin": three ports exist."""
    noun = verb.child("attr", "nsubj", "dobj")
    there = verb.child("expl")
    if noun is None or there is None or noun.pos not in ("NOUN", "PROPN", "PRON", "NUM"):
        return
    takes = complements(verb)
    relation = Phrase.of(verb, [there, *auxiliaries(verb), verb])
    for who in takes.objects[:_MAX_SUBJECTS]:
        no = [w for w in who.words if w.lower == "no" and w.head is who.head]  # "there were no survivors"
        yield Proposition(
            rule="existential",
            predicate=verb,
            subject=Phrase(who.head, tuple(w for w in who.words if w not in no)),
            relation=Phrase.of(verb, [*relation.words, *no]),
            label="exist",
            object=None,
            arguments=tuple(takes.arguments),
            confidence=RULES["existential"].trust,
            surface=("there", Phrase.of(verb, [*auxiliaries(verb), verb]).text, who.text),
        )


def _rule(verb: Word, subject: Subject, takes: Complements) -> str:
    if takes.rule and not (takes.rule == "clause-object" and subject.rule in ("purpose", "gerund")):
        return takes.rule
    if subject.rule:
        return subject.rule
    if is_passive(verb):
        return "passive"
    return "copula" if verb.lemma in _COPULAS else "active"


def _confidence(name: str, verb: Word, who: Phrase, what: Phrase | None, takes: Complements) -> float:
    """The rule's trust, less what makes a reading less sure. The numbers are rounded weights of a linear fit to how
    precise each triple was on the development half of CaRB.
    """
    trust = RULES[name].trust
    trust -= 0.004 * min(len(who.words), 20)
    trust -= 0.035 * min(sum(1 for _ in verb.ancestors()), 6)
    trust -= 0.05 * min(len(takes.arguments), 4)
    trust -= _LATER * sum(phrase.head.dep == "conj" for phrase in (who, what) if phrase is not None)
    if what is not None:
        trust -= 0.003 * min(len(what.words), 30)
    elif not takes.arguments:
        trust -= 0.2
    if who.head.pos == "PROPN":
        trust += 0.07
    elif who.head.lower in _VAGUE:
        trust -= 0.06
    return round(min(max(trust, 0.05), 0.95), 3)
