"""Noun phrases as arguments: whole, but without the clauses, appositions and conjuncts that hang on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.annotate import Phrase, Word
from kg.lexicon import words

_OFF = frozenset({"relcl", "appos", "conj", "cc", "preconj", "parataxis", "advcl", "meta", "intj", "dep"})
OPENING, CLOSING = frozenset(("``", "`", '"', "\u201c")), frozenset(("''", '"', "\u201d"))
#: A preposition further than this many words from the first belongs to something else.
_REACH = 60
_STOPS = frozenset(".?!")
_PAIRS = {(",", ","), ("(", ")"), ("--", "--"), ("-", "-"), ("\u2013", "\u2013"), ("\u2014", "\u2014")}
_EDGE = frozenset((*",;:-\u2013\u2014()[]", "--"))


def noun_phrase(head: Word) -> Phrase:
    """The phrase of a noun. "Those who left" keeps its clause: without it, it would say something else."""
    off = _OFF - {"relcl"} if head.lower in words("clauses", "nouns", "pronominal") or is_shell(head) else _OFF
    if any(c.dep == "cc" and (c.lower == "&" or c.entity) for c in head.children):
        off = off - {"cc", "conj"}
    found = [head]
    for child in head.children:
        if (child.dep not in off or _is_to_be_done(child) or (child.dep == "relcl" and is_denied(head))) and not _loose(
            child
        ):
            found += child.subtree() if _is_cut_between(child) else _whole(child)
    return _trimmed(head, found)


def _is_cut_between(child: Word) -> bool:
    """Whether the second party hangs on an apposition: "the race between Osei, a surgeon, and Ruiz"."""
    party = child.child("pobj") if child.lower == "between" else None
    return party is not None and party.child("conj") is None and party.child("appos") is not None


def is_denied(noun: Word) -> bool:
    """ "It isn't a plan that works", "They have no plan that works": nothing is said to work."""
    article = noun.child("det")
    if article is None or noun.dep not in ("attr", "dobj") or article.lower not in ("a", "an", "any", "no"):
        return False
    return article.lower == "no" or noun.head.child("neg") is not None


def _is_to_be_done(clause: Word) -> bool:
    """ "prices to pay", "the first nurse in Orin to leave": the infinitive says which."""
    if clause.dep != "relcl" or not is_infinitive(clause):
        return False
    noun = clause.head
    return clause.left == noun.i + 1 or any(c.lower in words("clauses", "adjectives", "ranking") for c in noun.children)


def is_infinitive(word: Word) -> bool:
    """Whether a word is an infinitive with "to"."""
    return word.tag == "VB" and any(c.lower == "to" for c in word.having("aux"))


def opens_a_question(word: Word) -> bool:
    """ "how powerful", "just how many boats": of what degree or number is what is asked."""
    first = next((w for w in word.subtree() if w.tag == "WRB"), None)
    return first is not None and first.lower == "how" and first.head in (word, *word.children) and first.i < word.i


def is_shell(noun: Word) -> bool:
    """Whether a noun says nothing without its clause: "the only way to cross the river"."""
    return noun.lower in words("clauses", "nouns", "shell")


def is_called(noun: Word, other: Word) -> bool:
    """Whether what looks like an apposition is what somebody calls a thing: "called the machine 'a gift'", "called talk
    about the judge 'a shame'".
    """
    thing = noun
    while thing.dep == "pobj" and thing.head.dep == "prep":
        thing = thing.head.head
    naming = thing.dep == "dobj" and thing.head.lemma in words("clauses", "verbs", "naming")
    return naming and not any(c.text == "," for c in (*noun.children, *other.children) if noun.i < c.i < other.i)


def _loose(child: Word) -> bool:
    """Whether a modifier is set off: "agents, living abroad," or "ports, including Orin". A comma stays before the
    noun ("a slow, costly process") and before a number ("May 4, 2023").
    """
    head = child.head
    if child.dep == "punct":
        if child.tag == "HYPH" and (child.i < head.i or any(w.end == child.start for w in head.subtree())):
            return False  # "a half-empty hall", "a back-and-forth"
        if child.text != ",":
            return child.text in _EDGE or child.text in _STOPS
        return child.i > head.i and not any(c.dep == "nummod" and c.left == child.i + 1 for c in head.children)
    if (
        child.i > head.i
        and child.dep != "nummod"
        and any(c.text in (",", ":") and c.i == child.left - 1 for c in head.children)
    ):
        return True
    return _member(child)


def _whole(word: Word) -> list[Word]:
    """A modifier with all that hangs on it, down to relative clauses and appositions."""
    found, stack = [], [word]
    while stack:
        one = stack.pop()
        found.append(one)
        off = ("appos", "parataxis") if is_shell(one) else ("relcl", "appos", "parataxis")
        stack += [c for c in one.children if c.dep not in off and not _member(c)]
    return found


def _member(word: Word) -> bool:
    return word.dep == "prep" and word.lower in words("clauses", "prepositions", "member")


def _trimmed(head: Word, found: list[Word]) -> Phrase:
    """Without punctuation at either end, brackets and quotes that came in pairs excepted."""
    phrase = Phrase.of(head, found)
    inside = list(phrase.words)
    inside = [w for k, w in enumerate(inside) if not (k + 1 < len(inside) and _emptied(w, inside[k + 1]))]
    inside = [w for k, w in enumerate(inside) if w.text != ")" or any(v.text == "(" for v in inside[:k])]
    marks = [w for w in inside if w.text in OPENING or w.text in CLOSING]
    if len(marks) == 1 and len(inside) > 1:  # of "was 'very happy' with it", in "very happy with it"
        inside.remove(marks[0])
    while len(inside) > 1 and (inside[-1].dep == "cc" or (inside[-1].text in _EDGE and not _closes(inside))):
        inside.pop()
    while len(inside) > 1 and (
        inside[0].text in _EDGE or (inside[0].dep in ("cc", "preconj") and inside[0].lower != "neither")
    ):
        inside.pop(0)
    return Phrase(head, tuple(inside))


def _emptied(before: Word, word: Word) -> bool:
    """Whether what stood between a comma or bracket and the next was left out."""
    return before.i < word.i - 1 and (before.text, word.text) in _PAIRS


def _closes(inside: list[Word]) -> bool:
    return inside[-1].text in (")", "]") and any(w.text in ("(", "[") for w in inside)


def conjuncts(head: Word) -> list[Word]:
    """A word and all that are conjoined with it, but "X, not Y" is X."""
    if any(c.dep == "conj" and not c.text[0].isalnum() for c in head.children):  # a word cut at its hyphen
        return [head]
    if any(c.dep == "cc" and (c.lower == "&" or c.entity) for c in head.children):  # "Ruiz & Sons" is one name
        return [head]
    found, word = [head], head
    while True:
        following = [c for c in word.children if c.dep == "conj" and _nominal(c) and c.child("neg") is None]
        if not following:
            return found
        found += following
        word = following[-1]


def _nominal(word: Word) -> bool:
    return word.child("nsubj", "nsubjpass") is None


def spread(head: Word, *, alternatives: bool = False) -> list[Phrase]:
    """One phrase for each conjunct; "X or Y" is left whole unless `alternatives`.

    What hangs on the first but follows the last is shared: "ports and camps in the north". So is a phrase with "of"
    on the last, by bare conjuncts before it.
    """
    if head.pos in ("VERB", "AUX") and head.child("det") is None:
        return [clause_phrase(head)]
    heads = conjuncts(head)
    if len(heads) == 1:
        return [noun_phrase(head)]
    either = any(c.dep == "cc" and c.lower in ("or", "nor") for w in heads for c in w.children)
    nouns = heads[-1].pos in ("NOUN", "PROPN") and (head.pos in ("NOUN", "PROPN") or head.dep in ("dobj", "pobj"))
    modifiers = nouns and any(
        w.pos == "ADJ" and w.child("det") is None for w in heads
    )  # "police, fiscal and health checks"
    if modifiers or (either and not alternatives):
        return [together(head)]
    after = [c for h in heads for c in h.children if c.dep == "prep" and c.i > heads[-1].i and not _member(c)]
    shared = [c for c in after if c.head is not heads[-1] or (c.lower == "of" and not _own_phrase(c.head))]
    opened = head.child("prep", "acl", "relcl", "nummod") is None and all(_bare(one) for one in heads[1:-1])
    phrases = []
    for one in heads:
        phrase = noun_phrase(one)
        alike = _bare(one) or (one is head and opened)  # "the illegal purchase and sale of arms"
        missing = [c for c in shared if c.head is not one and (alike or c.head is not heads[-1])]
        if one.pos == "PRON" or one.entity == "PERSON":  # "she and hundreds of nurses": she is not of nurses
            missing = [c for c in missing if c.lower != "of"]
        phrases.append(_trimmed(one, [*phrase.words, *(w for c in missing for w in _whole(c))]))
    return phrases


def parties(role: str, noun: Word) -> list[Phrase]:
    """The phrases after a preposition: one for each conjunct, but "between May and June" is one."""
    if role in words("clauses", "prepositions", "collective"):
        return [together(noun)]
    return spread(noun)


def together(head: Word) -> Phrase:
    """A noun and all that are conjoined with it as one phrase."""
    return _trimmed(head, [w for h in conjuncts(head) for w in _whole_conjunct(h)])


def _whole_conjunct(head: Word) -> list[Word]:
    links = [c for c in head.children if c.dep in ("cc", "preconj") or (c.dep == "punct" and c.text == ",")]
    return [*noun_phrase(head).words, *links]


def _bare(word: Word) -> bool:
    return word.child("prep", "det", "poss", "acl", "relcl", "nummod") is None


def _own_phrase(word: Word) -> bool:
    """Whether a conjunct is a phrase of its own: "40 boats and 300 rounds of ammunition", "peace and the rule of law"."""
    return word.child("nummod", "det", "poss") is not None


def clause_phrase(verb: Word, *, without: Sequence[Word] = ()) -> Phrase:
    """A whole clause, without its complementiser, the punctuation at its ends, and these conjuncts."""
    found = [w for w in verb.subtree() if not (w.dep == "mark" and w.head is verb and w.lower == "that")]
    if without:
        found = [w for w in found if w.i < without[0].left]
        while len(found) > 1 and found[-1].dep == "cc":
            found.pop()
    while len(found) > 1 and _dangles(found):
        found.pop()
    while len(found) > 1 and (found[0].dep == "cc" or (found[0].dep == "punct" and not _opens(found))):
        found.pop(0)
    if verb not in found:
        return Phrase(verb, (verb,))
    return Phrase(verb, tuple(found))


def _dangles(found: list[Word]) -> bool:
    """Whether the last word closes nothing: a comma, "but", the end of a quotation that began before."""
    last = found[-1]
    if last.dep == "cc" or last.text in ("(", "["):
        return True
    if last.text in CLOSING:
        return not any(w.text in OPENING for w in found[:-1])
    return last.dep == "punct" and last.text not in (")", "]", "%")


def _opens(found: list[Word]) -> bool:
    return found[0].text in OPENING and any(w.text in CLOSING for w in found[1:])


def is_time(phrase: Phrase) -> bool:
    """Whether a phrase denotes a time."""
    return phrase.head.entity in ("DATE", "TIME")


Prepositional = tuple[Word, str, tuple[Word, ...], Word]


def prepositions(word: Word) -> Iterator[Prepositional]:
    """The prepositional phrases of a word: the preposition, its role, its words, and the noun or clause in it."""
    for child in word.children:
        if child.child("neg") is not None and not any(c.lower == "if" for c in child.children):
            continue  # "by voters, not by judges"; but "if not for the dam"
        if child.dep in ("prep", "agent") or (child.dep == "dative" and child.pos in ("ADP", "PART")):
            of = child.child("pcomp")  # "because of": the model hangs both "of" and the noun on "because"
            pair = of is not None and of.pos == "ADP" and not of.children
            yield from _inside(child, child, (child, of) if of is not None and pair else (child,))
        elif child.dep == "advmod" and child.pos == "ADV" and child.right > child.i:
            for inner in child.having("prep"):  # "north of the river"
                if inner.i == child.i + 1 and child.i > word.i:
                    yield from _inside(child, inner, (child, inner))


def _inside(top: Word, word: Word, path: tuple[Word, ...]) -> Iterator[Prepositional]:
    for child in word.children:
        if child.dep == "pobj" and (inner := _complex(child)) is not None:
            yield from _inside(top, inner, (*path, child, inner))
        elif (child.dep == "pobj" and child.pos != "PUNCT") or (child.dep == "pcomp" and _is_argument(top, child)):
            yield top, " ".join(w.lower for w in path), path, child
        elif (
            child.dep in ("prep", "pcomp")
            and child.pos in ("ADP", "SCONJ")
            and len(path) < 4
            and child.i < top.i + _REACH
        ):
            own = word.child("pobj") is not None  # "from May to June" is two
            yield from _inside(top, child, (child,) if own else (*path, child))
        elif child.dep == "conj" and child.pos == "ADP" and len(path) == 1:
            yield from _inside(top, child, (child,))


def _complex(noun: Word) -> Word | None:
    """The second preposition of "in response to", "in front of"."""
    if noun.lower not in words("clauses", "prepositions", "complex") or len(noun.children) != 1:
        return None
    inner = noun.children[0]
    return inner if inner.dep == "prep" and inner.i == noun.i + 1 and inner.child("pobj") is not None else None


def _is_argument(top: Word, clause: Word) -> bool:
    """Whether a clause after a preposition is an argument: "calls for closing it", "depends on what he does".

    After "by", "before" and the like a gerund is a clause of its own, but what a passive verb is done by.
    """
    if clause.tag != "VBG" or top.lower not in words("clauses", "prepositions", "gerund"):
        return clause.pos in ("VERB", "AUX")
    return top.lower == "by" and top.head.child("auxpass") is not None
