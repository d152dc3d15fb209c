"""Pronouns and descriptions find the entity they stand for, by rules applied in the order of the text.

The sieves follow Lee et al. (2013), "Deterministic coreference resolution based on entity-centric, precision-ranked
rules": a description with the head of an earlier one, then descriptions by kind ("the country"), then pronouns by
number, gender, distance and grammatical role. What grammar forbids is in `binding`, who speaks where in `speech`.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Sequence

from kg.annotate import Parse, Word
from kg.entities.binding import bound_to, fellows, is_expletive
from kg.entities.descriptions import described_as
from kg.entities.names import canonical, plain
from kg.entities.speech import Speech
from kg.lexicon import table, words
from kg.mentions import Candidate
from kg.mentions.nominals import pronouns
from kg.mentions.types import given_names, heads, noun_type, titles
from kg.records import EntityType

#: How many sentences back a pronoun, and a description, may point.
_PRONOUN_REACH = 3
_DESCRIPTION_REACH = 12
#: What speaks for people and bodies where "they" may be things too.
_LIVELY = 0.8
_FIRST_PERSON = frozenset(word for word, group in pronouns().items() if group in ("speaker", "speakers"))
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_BODY_TYPES = frozenset({"agency", "unit", "group", "operation"})
_THING_TYPES = frozenset(
    {"agency", "unit", "operation", "place", "law", "document", "facility", "substance", "concept", "other", "group"}
)


class Cluster:
    """An entity in the making: its candidates in the order of the text and what is known of it."""

    __slots__ = ("key", "members", "sex", "type", "words")

    def __init__(self, key: str, type: EntityType) -> None:  # noqa: A002 - the field's name in the contract
        self.key = key
        self.type: EntityType = type
        self.members: list[Candidate] = []
        self.sex = ""
        self.words: set[str] = set()


class Coreference:
    """Assigns each description and pronoun a cluster; `named` holds the clusters of the names."""

    def __init__(
        self, parse: Parse, candidates: Sequence[Candidate], named: dict[int, Cluster], speech: Speech
    ) -> None:
        self.parse = parse
        self._speech = speech
        self._at: dict[int, Cluster] = {candidates[k].head.i: cluster for k, cluster in named.items()}
        """Index of a mention's head → its cluster: of names from the start, of others once they are read."""
        self.of: dict[int, Cluster] = dict(named)
        """Cluster of a candidate by its place in `candidates`."""
        self._candidates = candidates
        self._seen: list[tuple[int, Candidate, Cluster]] = []
        self._by_head: dict[str, list[tuple[int, Candidate, Cluster]]] = defaultdict(list)
        self.stands: dict[int, Cluster] = {}
        """Index of a word → the cluster that it stands for besides its own: that of the name which it introduces ("the
        newspaper Lumen"), or of the person who says "we".
        """
        self._beside: dict[int, Cluster] = {}
        """Index of a description's head → the cluster of the name that it describes."""
        self._named_by_head = dict(self._at)
        self._named_until = {candidates[k].last: cluster for k, cluster in named.items()}
        """Index of the last word of a name → its cluster."""
        self._by_word: dict[str, list[tuple[int, Candidate, Cluster]]] = defaultdict(list)
        self._plain: dict[str, Cluster] = {}
        self._count: Counter[str] = Counter()
        self._run()

    def _run(self) -> None:
        speakers: list[tuple[int, Candidate, Word]] = []
        for k, candidate in enumerate(self._candidates):
            cluster = self.of.get(k)
            if cluster is None:
                speaker = self._speech.speaker(candidate.head) if candidate.name in _FIRST_PERSON else None
                if speaker is not None and candidate.kind == "pronoun":
                    speakers.append((k, candidate, speaker))
                    continue
                cluster = self._pronoun(candidate) if candidate.kind == "pronoun" else self._description(candidate)
                self.of[k] = cluster
            self._note(candidate, cluster)
        for k, candidate, speaker in speakers:
            cluster = self._at.get(speaker.i)
            several = pronouns()[candidate.name] == "speakers"
            if cluster is not None and several and cluster.type == "person":
                self.stands[candidate.head.i] = cluster
                cluster = None
            self.of[k] = cluster or self._pronoun(candidate)

    def _note(self, candidate: Candidate, cluster: Cluster) -> None:
        self._at.setdefault(candidate.head.i, cluster)
        cluster.members.append(candidate)
        self._count[cluster.key] += 1
        entry = (candidate.head.sentence, candidate, cluster)
        self._seen.append(entry)
        if candidate.kind == "named":
            cluster.words.update(w.lower() for w in candidate.name.replace("-", " ").split())
            cluster.words.update(w.lower() for w in candidate.title.split())
            for word in described_as(self.parse, candidate):
                cluster.words.add(word)
                self._by_word[word].append(entry)
            if candidate.type == "person":
                cluster.sex = cluster.sex or _sex(candidate)
            last = candidate.name.split()[-1].lower() if candidate.name else ""
            if last in heads():
                self._by_head[last].append(entry)
        elif candidate.kind == "nominal":
            meant = self._beside.get(candidate.head.i, cluster)
            self._by_head[candidate.head.lemma.lower()].append((candidate.head.sentence, candidate, meant))

    def _own(self, candidate: Candidate) -> Cluster:
        """A cluster of its own; equal times ("this year", "the year") share one."""
        name = plain(candidate.name.lower().removeprefix("this "))
        if candidate.type != "time" or not candidate.definite:
            name = f"{name}~{candidate.start}"
        return self._plain.setdefault(name, Cluster(f"~{name}", candidate.type))

    # -- descriptions ------------------------------------------------------------------------------------------

    def _description(self, candidate: Candidate) -> Cluster:
        if candidate.office:
            return self._office(candidate.name.split()[-1].lower()) or self._own(candidate)
        named = self._apposed(candidate)
        if named is not None:
            return named
        introduced = self._introduced(candidate)
        if introduced is not None:
            self._beside[candidate.head.i] = introduced
            if candidate.head.dep not in ("appos", "attr"):
                self.stands[candidate.head.i] = introduced
            return self._own(candidate)
        if candidate.type == "time" or not candidate.definite:
            return self._own(candidate)
        if candidate.head.lemma.lower() in words("coreference", "place"):
            return self._by_kind(candidate) or self._same_head(candidate) or self._own(candidate)
        return (
            self._same_head(candidate) or self._described(candidate) or self._by_kind(candidate) or self._own(candidate)
        )

    def _apposed(self, candidate: Candidate) -> Cluster | None:
        """As in "the Plan for Safer Rivers document", "the Volga river": a name and the noun for what it is."""
        k = candidate.head.i - 1
        while k > candidate.first and self.parse.words[k].pos == "PUNCT":
            k -= 1
        cluster = self._named_until.get(k)
        indefinite = any(c.lower in ("a", "an", "another") for c in candidate.head.children)
        if cluster is None or candidate.plural or indefinite or noun_type(candidate.head.lower) != cluster.type:
            return None
        return cluster if cluster.type in ("document", "law", "operation", "place", "group", "unit") else None

    def _introduced(self, candidate: Candidate) -> Cluster | None:
        """As in "the newspaper Lumen", "Ana Ruiz, his lawyer", "Ana Ruiz is the mayor": the name that this describes."""
        head = candidate.head
        beside = [c for c in head.children if c.dep == "appos"] + ([head.head] if head.dep == "appos" else [])
        if head.dep == "attr" and head.head.lemma == "be":
            beside += head.head.having("nsubj")
        for word in beside:
            cluster = self._named_by_head.get(word.i)
            if cluster is not None and not candidate.plural and cluster.type == candidate.type != "concept":
                return cluster
        return None

    def _described(self, candidate: Candidate) -> Cluster | None:
        """As in "student Ana Ruiz … the student": a name that was described by this noun and all its modifiers."""
        if candidate.plural:
            return None
        wanted = set(candidate.name.lower().split())
        for _, other, cluster in reversed(self._by_word[candidate.head.lemma.lower()][-40:]):
            if wanted <= cluster.words and not _overlap(other, candidate):
                return cluster
        return None

    def _same_head(self, candidate: Candidate) -> Cluster | None:
        """As in "the national port authority … the authority": the same head and no modifier that wasn't there before."""
        lemma = candidate.head.lemma.lower()
        modifiers = set(candidate.name.lower().split()[:-1])
        owner = _owner(candidate)
        for sentence, other, cluster in reversed(self._by_head[lemma][-12:]):
            if candidate.head.sentence - sentence > _DESCRIPTION_REACH:
                break
            if other.plural != candidate.plural or _overlap(other, candidate):
                continue
            if owner and owner != _owner(other):
                continue
            if candidate.last > candidate.head.i + 1 and self._text(candidate) != self._text(other):
                continue
            had = {w.lower() for w in other.name.replace("-", " ").split()}
            if modifiers <= had:
                return cluster
        return None

    def _text(self, candidate: Candidate) -> str:
        return self.parse.text[candidate.head.start : candidate.end].lower()

    def _by_kind(self, candidate: Candidate) -> Cluster | None:
        """As in "the country", "the agency", "the president", "the document": the fitting name last or most spoken of."""
        lemma = candidate.head.lemma.lower()
        if candidate.plural or len(candidate.name.split()) > 1 or candidate.last > candidate.head.i + 1:
            return None
        if any(c.tag in ("PRP$",) or c.dep == "poss" for c in candidate.head.children):
            return None
        if lemma in titles():
            return self._office(lemma)
        wanted = _meant(lemma)
        if not wanted:
            return None
        best: Cluster | None = None
        score = 0.0
        for sentence, other, cluster in reversed(self._seen[-200:]):
            if cluster.type not in wanted or other.kind != "named" or _overlap(other, candidate):
                continue
            gap = candidate.head.sentence - sentence
            if gap > _DESCRIPTION_REACH and lemma not in cluster.words:
                continue
            value = 4.0 / (1 + gap) + (1.0 if other.head.dep in _SUBJECTS else 0.0) + 0.15 * self._count[cluster.key]
            value += 3.0 if lemma in cluster.words else 0.0
            if lemma in ("country", "nation") and not _is_country(other.name):
                value -= 3.0
            if value > score:
                best, score = cluster, value
        return best

    def _office(self, lemma: str) -> Cluster | None:
        """The person last spoken of who was given this title."""
        for _, _, cluster in reversed(self._seen[-200:]):
            if cluster.type == "person" and lemma in cluster.words:
                return cluster
        return None

    # -- pronouns ----------------------------------------------------------------------------------------------

    def _pronoun(self, candidate: Candidate) -> Cluster:
        group = pronouns()[candidate.name]
        if group == "relative":
            return self._relative(candidate) or self._alone(candidate)
        if group in ("speakers", "speaker", "you"):
            return self._plain.setdefault(group, Cluster(f"?{group}", "person" if group == "speaker" else "group"))
        if group in ("male", "female", "thing", "plural"):
            if group == "thing" and is_expletive(candidate.head):
                return self._alone(candidate)
            return self._antecedent(candidate, group) or self._alone(candidate)
        return self._alone(candidate)

    def _alone(self, candidate: Candidate) -> Cluster:
        return Cluster(f"?{candidate.start}", candidate.type)

    def _relative(self, candidate: Candidate) -> Cluster | None:
        noun = next((w for w in candidate.head.ancestors() if w.dep == "relcl"), None)
        if noun is None:
            return None
        return next((c for _, m, c in reversed(self._seen[-20:]) if m.head is noun.head), None)

    def _antecedent(self, candidate: Candidate, group: str) -> Cluster | None:
        best: Cluster | None = None
        chosen: Candidate | None = None
        score = 0.0
        here = candidate.head
        possessive = here.tag == "PRP$"
        if here.lower.endswith(("self", "selves")):
            bound = bound_to(here)
            if bound is not None and bound.i in self._at:
                return self._at[bound.i]
        barred = self._barred(here)
        for sentence, other, cluster in reversed(self._seen[-80:]):
            gap = here.sentence - sentence
            if gap > _PRONOUN_REACH:
                break
            if cluster.key in barred or self._speech.says(here, other.start):
                continue
            if (
                other.head.i in self._beside
                or _is_predicate(other)
                or not _agrees(other, cluster, group)
                or _blocked(other, here, possessive)
            ):
                continue
            value = 3.0 / (1 + gap) + self._salience(other, cluster) - 0.002 * (here.i - other.head.i)
            if group == "plural" and cluster.type in _BODY_TYPES:
                value += _LIVELY
            if other.kind == "pronoun":
                value += 1.2 if not cluster.key.startswith("?") else -1.5
            if value > score:
                best, score, chosen = cluster, value, other
        if chosen is not None and group == "plural" and _is_listed(chosen):
            return None
        if best is not None and group in ("male", "female") and not best.sex:
            best.sex = group[0]
        return best

    def _barred(self, pronoun: Word) -> set[str]:
        """The keys of clusters that a pronoun can't be in: its clause's other actors, and the speaker around it."""
        others = [] if pronoun.tag == "PRP$" else fellows(pronoun)
        speaker = self._speech.speaker(pronoun)
        if speaker is not None:
            others.append(speaker)
        return {self._at[w.i].key for w in others if w.i in self._at}

    def _salience(self, other: Candidate, cluster: Cluster) -> float:
        dep = other.head.head.dep if other.head.dep == "appos" else other.head.dep
        role = 1.5 if dep in _SUBJECTS else 0.5 if dep in ("dobj", "attr") else 0.0
        if dep in ("poss", "compound", "nmod", "amod"):
            role = -0.5
        kind = 0.4 if other.kind == "named" else 0.0
        return role + kind + min(0.1 * self._count[cluster.key], 0.6)


def _is_listed(other: Candidate) -> bool:
    """As in "Norvik and Halberd … they": they are both, which no entity is."""
    head = other.head
    if head.dep == "conj":
        return other.kind == "named" and head.head.pos == "PROPN"
    return other.kind == "named" and any(c.dep == "conj" and c.pos == "PROPN" for c in head.children)


def _is_predicate(other: Candidate) -> bool:
    """As in "it is time to go": what something is said to be is no thing of its own."""
    return other.kind == "nominal" and other.head.dep == "attr" and other.head.head.child("nsubj") is not None


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
        return cluster.type in _THING_TYPES and not other.plural and cluster.type != "person"
    if other.kind == "pronoun":
        return pronouns()[other.name] == "plural"
    return other.plural or cluster.type in ("group", "agency", "unit")


def _blocked(other: Candidate, pronoun: Word, possessive: bool) -> bool:
    """Whether the two can't be one: one inside the other, or subject and object of one verb."""
    if other.start <= pronoun.start and pronoun.end <= other.end:
        return True
    if other.head.left <= pronoun.i <= other.head.right and other.head.pos != "PRON" and other.head.dep in _SUBJECTS:
        return True
    same_clause = other.head.head is pronoun.head and not possessive
    return same_clause and not pronoun.lower.endswith(("self", "selves"))


@functools.cache
def _meant(lemma: str) -> frozenset[str]:
    """The types of names that "the" and a bare noun can stand for."""
    for kind in table("coreference"):
        if lemma in words("coreference", kind):
            return _BODY_TYPES if kind == "body" else frozenset({kind})
    return frozenset()


def _owner(candidate: Candidate) -> str:
    """The possessive pronoun before a noun: "their" of "their boats"."""
    return next((c.lower for c in candidate.head.children if c.tag == "PRP$"), "")


def _overlap(a: Candidate, b: Candidate) -> bool:
    return a.start < b.end and b.start < a.end


def _sex(candidate: Candidate) -> str:
    for word in candidate.title.lower().replace(".", "").split():
        if word in words("titles", "male"):
            return "m"
        if word in words("titles", "female"):
            return "f"
    first = candidate.name.split()[0].lower() if " " in candidate.name else ""
    return given_names().get(first, "")


def _is_country(name: str) -> bool:

    return (canonical(name) or name) in table("places")["countries"]
