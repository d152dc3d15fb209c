"""What a pronoun can stand for, and how well each thing spoken of before fits.

Grammar and agreement bar some; the weights for the rest follow Lappin and Leass (1994), "An algorithm for pronominal
anaphora resolution": how many sentences ago, subjects before objects, both before what hangs on another noun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate import Word
from kg.lexicon import words
from kg.mentions import Candidate
from kg.mentions.nominals import pronouns
from kg.mentions.types import noun_type
from kg.records import EntityType

if TYPE_CHECKING:
    from kg.entities.coreference import Cluster

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
BODIES: frozenset[EntityType] = frozenset({"agency", "unit", "group", "operation"})
#: Of two that differ by less than this nobody can tell which is meant: "The port sued the mine. It lost."
DOUBT = 1.0
_RECENCY, _PER_WORD = 5.0, 0.002
_SUBJECT, _OBJECT, _HANGING, _NAMED = 1.5, 0.5, -0.8, 0.2
#: What a clause is about is rather meant in it, and in the clauses below.
_ABOVE = 0.6
#: And rather in what opens its sentence: "In his first year, Lind built a port".
_AHEAD = 0.6
_PER_TIME, _MOST_TIMES = 0.1, 0.6
#: A pronoun goes on with what a pronoun stood for, unless nobody knows what that was.
_CHAIN, _NO_CHAIN = 1.2, -1.5
#: "They" are rather bodies than things, but rather several things than one.
_LIVELY, _SINGULAR = 0.6, -0.8
_MIND, _NO_MIND = 0.5, -1.0
#: Who has what acts on a pronoun is rather meant than who is spoken of around: "Lind said that Aho's words hurt her".
_OWNER = 2.5
#: "Ben Okoro and his wife".
_WITH = 3.5
#: Of whom it is known that she is a woman, "she" is rather said than of others.
_SEXED = 0.7
#: Who has spoken goes on to be quoted; who is reported in indirect speech may as well be whom the text is about.
_SPOKE = 1.5
#: In a quotation "it" is seldom what only the reporter spoke of.
_REPORTED = -1.0
_OBJECTS = frozenset({"dobj", "attr"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_MODIFIERS = frozenset({"poss", "compound", "nmod", "amod"})
_MINDED: frozenset[EntityType] = frozenset({"agency", "unit", "group", "person"})


def salience(
    pronoun: Word, group: str, other: Candidate, cluster: Cluster, *, times: int, reported: bool, spoke: bool = False
) -> float:
    """How well a mention fits as what a pronoun of this group stands for. `times` is how often its cluster was spoken
    of so far; `reported` whether the pronoun stands in a quotation and the mention before it; `spoke` whether the mention
    is of a speaker, and the pronoun of one who is quoted.
    """
    head = other.head
    value = _RECENCY / (1 + pronoun.sentence - head.sentence) - _PER_WORD * abs(pronoun.i - head.i)
    value += (
        _role(head, alone=group != "plural")
        + (_NAMED if other.kind == "named" else 0.0)
        + min(_PER_TIME * times, _MOST_TIMES)
    )
    if other.kind == "pronoun":
        value += _NO_CHAIN if cluster.key.startswith("?") else _CHAIN
    if _governs(head, pronoun):
        value += _ABOVE
    if head.i > pronoun.i:
        value += _AHEAD
    if _is_with(head, pronoun):
        value += _WITH
    if _owns_subject(head, pronoun):
        value += _OWNER
    if spoke:
        value += _SPOKE
    if group in ("male", "female"):
        return value + (_SEXED if cluster.sex == group[0] else 0.0)
    if group == "plural":
        value += _LIVELY if cluster.type in BODIES else 0.0
        several = other.plural or other.kind == "pronoun" or is_listed(other, pronoun)
        value += 0.0 if several else _SINGULAR
    if other.kind != "pronoun":
        minded = cluster.type in _MINDED
        if _has_mind(pronoun):
            value += _MIND if minded else _NO_MIND
        elif not minded and group == "plural" and _acts(pronoun):
            value += _NO_MIND
    return value + (_REPORTED if reported else 0.0)


def _role(head: Word, *, alone: bool) -> float:
    """What the place in its clause tells; one of several subjects isn't what a clause is about `alone`."""
    dep = head.head.dep if head.dep == "appos" else head.dep
    if dep == "attr" and head.head.child("expl") is not None:
        return _SUBJECT  # "There is a mayor, Osei. He …"
    if dep in _MODIFIERS:
        return _HANGING
    if alone and any(c.dep == "conj" and c.pos in _NOUNS for c in head.children):
        return 0.0
    return _SUBJECT if dep in SUBJECTS else _OBJECT if dep in _OBJECTS else 0.0


def _governs(head: Word, pronoun: Word) -> bool:
    """Whether a mention is the subject of the nearest verb above the pronoun's: "The port said that its cranes …"."""
    for verb in pronoun.ancestors():
        subject = verb.child("nsubj", "nsubjpass")
        if subject is not None and subject is not pronoun and not (subject.left <= pronoun.i <= subject.right):
            return (verb.head if verb.dep == "relcl" and subject.tag in ("WDT", "WP") else subject) is head
    return False


def _is_with(head: Word, pronoun: Word) -> bool:
    """Whether a mention is listed with what a pronoun has: "Ben Okoro and his wife"."""
    if pronoun.tag != "PRP$" or pronoun.head.dep != "conj":
        return False
    beside = pronoun.head.head
    return head is (beside.head if beside.dep == "appos" else beside)


def _owns_subject(head: Word, pronoun: Word) -> bool:
    """Whether a mention has what acts on a pronoun: "the port's loss had hurt it"."""
    owned, act = head.head, pronoun.head
    if pronoun.dep in SUBJECTS and act.pos not in ("VERB", "AUX"):
        act = act.head  # "made him a danger"
    elif pronoun.dep not in _OBJECTS:
        return False
    return head.dep == "poss" and owned.dep in SUBJECTS and owned.head is act


def _has_mind(pronoun: Word) -> bool:
    """Whether a pronoun does or has what only people and bodies do and have: "it announced", "their votes"."""
    if pronoun.lower == "their":
        return pronoun.head.lemma in words("antecedents", "minded", "nouns")
    return pronoun.dep in SUBJECTS and pronoun.head.lemma in words("antecedents", "minded", "verbs")


def _acts(pronoun: Word) -> bool:
    """Whether a pronoun does what things seldom do: "they filmed", not "they rose"."""
    act = pronoun.head
    return pronoun.dep == "nsubj" and act.pos == "VERB" and act.lemma not in words("antecedents", "lifeless", "verbs")


def can_be(pronoun: Word, group: str, other: Candidate, cluster: Cluster) -> bool:
    """Whether grammar and agreement allow that a pronoun of this group stands for what a mention does."""
    if _is_predicate(other) or _is_nothing(other) or (cluster.type != "concept" and _is_event(pronoun)):
        return False
    if group == "plural" and is_listed(other, pronoun):
        return cluster.type != "time" and not _blocked(other, pronoun)
    return _agrees(other, cluster, group) and not _blocked(other, pronoun)


def _is_event(pronoun: Word) -> bool:
    """As in "it happened", "it was an attack", "it is sad": no ship and no bank is."""
    if pronoun.dep not in SUBJECTS:
        return False
    verb = pronoun.head
    if verb.lemma != "be":
        return verb.lemma in words("antecedents", "events", "verbs")
    noun = verb.child("attr")
    if noun is not None and noun.pos == "NOUN":
        return noun_type(noun.lower) in (None, "time")
    told = verb.child("acomp")
    return told is not None and told.lower in words("antecedents", "events", "adjectives")


def is_unlikely(pronoun: Word, cluster: Cluster) -> bool:
    """As in "the ferries … they filmed": only a thing was spoken of that could be meant, and things don't film."""
    minded = cluster.type in _MINDED
    return pronoun.lower in ("they", "their") and not minded and (_has_mind(pronoun) or _acts(pronoun))


def is_listed(other: Candidate, pronoun: Word) -> bool:
    """As in "Norvik and Halberd … they": they are both, which no entity is; but not in "the farmers and their families"."""
    head = other.head
    if other.kind == "pronoun" or head.pos not in _NOUNS:
        return False
    beside = [c for c in head.children if c.dep == "conj"]
    if head.dep == "conj":
        beside.append(head.head)
    return any(c.pos in _NOUNS and not c.left <= pronoun.i <= c.right for c in beside)


def _is_predicate(other: Candidate) -> bool:
    """As in "it is time to go": what something is said to be is no thing of its own."""
    return other.kind == "nominal" and other.head.dep == "attr" and other.head.head.child("nsubj") is not None


def _is_nothing(other: Candidate) -> bool:
    """As in "neither side scored", "a lot of fun", "two percent": there is nothing to go back to."""
    if other.kind == "nominal" and other.head.lemma in words("antecedents", "hollow", "nouns"):
        return True
    return any(c.dep == "det" and c.lower in ("no", "neither") for c in other.head.children)


def _agrees(other: Candidate, cluster: Cluster, group: str) -> bool:
    if cluster.key.startswith("?s") or cluster.key == "?you" or other.type == "time":
        return False
    if group in ("male", "female"):
        if cluster.type != "person" or other.plural:
            return False
        return not cluster.sex or cluster.sex == group[0]
    if group == "thing":
        if other.kind == "pronoun":
            return pronouns()[other.name] == "thing"
        return cluster.type not in ("person", "time") and not other.plural
    if other.kind == "pronoun":
        return pronouns()[other.name] == "plural"
    return other.plural or cluster.type in ("group", "agency", "unit")


def _blocked(other: Candidate, pronoun: Word) -> bool:
    """Whether the two can't be one: one inside the other, or subject and object of one verb."""
    if other.start <= pronoun.start and pronoun.end <= other.end:
        return True
    around = other.head.left <= pronoun.i <= other.head.right and not _is_with(other.head, pronoun)
    if around and other.head.pos != "PRON" and other.head.dep in SUBJECTS:
        return True
    same_clause = other.head.head is pronoun.head and pronoun.tag != "PRP$"
    return same_clause and not pronoun.lower.endswith(("self", "selves"))
