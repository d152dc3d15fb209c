"""Pronouns and descriptions find the entity they stand for, by rules applied in the order of the text.

The sieves follow Lee et al. (2013), "Deterministic coreference resolution based on entity-centric, precision-ranked
rules": a description with the head of an earlier one, then descriptions by kind ("the country"), then pronouns by
number, gender, distance and grammatical role (`antecedents`). What grammar forbids in a pronoun's own clause is in
`binding`, who speaks where in `speech`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kg.annotate import Parse, Word
from kg.entities.antecedents import DOUBT, SUBJECTS, can_be, is_listed, is_unlikely, salience
from kg.entities.binding import announced, bound_to, fellows, is_expletive
from kg.entities.descriptions import described_as
from kg.entities.fitting import can_stand_for, meant, meant_places
from kg.entities.names import plain
from kg.entities.namesakes import sex, sex_of
from kg.entities.speech import Speech
from kg.lexicon import words
from kg.mentions import Candidate
from kg.mentions.nominals import pronouns
from kg.mentions.types import heads, noun_type, titles
from kg.records import EntityType

#: How many sentences back a pronoun, and a description, may point.
_PRONOUN_REACH = 3
_DESCRIPTION_REACH = 12
_FIRST_PERSON = frozenset(word for word, group in pronouns().items() if group in ("speaker", "speakers"))


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
        newspaper Lumen").
        """
        self.doubtful: set[int] = set()
        """Indexes of pronouns that could as well stand for something else than their cluster."""
        self._beside: dict[int, Cluster] = {}
        """Index of a description's head → the cluster of the name that it describes."""
        self._named_by_head = dict(self._at)
        self._names_by_head = {candidates[k].head.i: (candidates[k], cluster) for k, cluster in named.items()}
        self._named_until = {candidates[k].last: cluster for k, cluster in named.items()}
        """Index of the last word of a name → its cluster."""
        self._by_word: dict[str, list[tuple[int, Candidate, Cluster]]] = defaultdict(list)
        self._plain: dict[str, Cluster] = {}
        self._count: Counter[str] = Counter()
        self._persons = sorted((candidates[k].start, c.key) for k, c in named.items() if c.type == "person")
        """Where persons are named: code point and the key of the cluster."""
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
            if cluster is not None and (cluster.key.startswith("~") or (cluster.type == "person") == several):
                cluster = None  # "we" are more than a person, "I" is no body
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
            for word, is_one in described_as(self.parse, candidate).items():
                cluster.words.add(word)
                if is_one:
                    self._by_word[word].append(entry)
            if candidate.type == "person":
                cluster.sex = cluster.sex or sex(candidate)
            last = candidate.name.split()[-1].lower() if candidate.name else ""
            if last in heads():
                self._by_head[last].append(entry)
        elif candidate.kind == "nominal":
            if candidate.type == "person":
                cluster.sex = cluster.sex or sex_of(candidate.head.lower)
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
        if candidate.head.lemma.lower() in meant_places():
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
        if candidate.head.lemma.lower() in words("coreference", "within", "nouns"):
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
        wanted = meant(lemma)
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
            if not can_stand_for(lemma, other.name, cluster.type, cluster.words):
                continue
            value = 4.0 / (1 + gap) + (1.0 if other.head.dep in SUBJECTS else 0.0) + 0.15 * self._count[cluster.key]
            value += 3.0 if lemma in cluster.words else 0.0
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
        """The cluster that fits best. Where another fits nearly as well, or a thing in a quotation can only be what the
        reporter spoke of, the pronoun is `doubtful`.
        """
        here = candidate.head
        if here.lower.endswith(("self", "selves")):
            bound = bound_to(here)
            if bound is not None and bound.i in self._at and _may_be_self(self._at[bound.i], group):
                return self._at[bound.i]
        ranked: dict[str, tuple[float, Candidate, Cluster]] = {}
        for other, cluster in (*self._before(here, group), *self._after(here, group)):
            reported = self._speech.start(here) > other.start
            spoke = bool(self._speech.quoted(here)) and other.head.i in self._speech.contents
            value = salience(
                here, group, other, cluster, times=self._count[cluster.key], reported=reported, spoke=spoke
            )
            if value > 0 and (cluster.key not in ranked or value > ranked[cluster.key][0]):
                ranked[cluster.key] = value, other, cluster
        if not ranked:
            return None
        (score, chosen, best), *others = sorted(ranked.values(), key=lambda one: -one[0])
        if group == "plural" and is_listed(chosen, here):
            return None
        reported = group not in ("male", "female") and self._speech.start(here) > chosen.start
        near = bool(others) and score - others[0][0] < DOUBT
        if reported or near or chosen.head.i in self.doubtful or is_unlikely(here, best):
            self.doubtful.add(here.i)
        elif group in ("male", "female") and not best.sex:
            best.sex = group[0]
        return best

    def _before(self, pronoun: Word, group: str) -> Iterator[tuple[Candidate, Cluster]]:
        """What was spoken of in the sentences before a pronoun and can be meant, the nearest first."""
        barred = self._barred(pronoun)
        for sentence, other, cluster in reversed(self._seen[-80:]):
            if pronoun.sentence - sentence > _PRONOUN_REACH:
                break
            if cluster.key in barred or other.head.i in self._beside or self._speech.says(pronoun, other.start):
                continue
            if other.kind == "pronoun" and is_expletive(other.head):
                continue
            if can_be(pronoun, group, other, cluster):
                yield other, cluster

    def _after(self, pronoun: Word, group: str) -> Iterator[tuple[Candidate, Cluster]]:
        """The name that a pronoun in an opening phrase runs ahead of."""
        subject = announced(pronoun)
        if subject is not None and subject.i in self._names_by_head:
            other, cluster = self._names_by_head[subject.i]
            if can_be(pronoun, group, other, cluster):
                yield other, cluster

    def _barred(self, pronoun: Word) -> set[str]:
        """The keys of clusters that a pronoun can't be in: its clause's other actors, and the speaker around it."""
        others = [] if pronoun.tag == "PRP$" else fellows(pronoun)
        speaker = self._speech.speaker(pronoun)
        if speaker is not None:
            others.append(speaker)
        return {self._at[w.i].key for w in others if w.i in self._at} | self._named_by(pronoun)

    def _named_by(self, pronoun: Word) -> set[str]:
        """The persons whom a speaker names in a quotation: in '"Lind is late," he said' he isn't Lind."""
        found: set[str] = set()
        for start, end in self._speech.quoted(pronoun):
            named = self._persons[bisect_left(self._persons, (start,)) : bisect_left(self._persons, (end,))]
            found.update(key for _, key in named)
        return found


def _owner(candidate: Candidate) -> str:
    """The possessive pronoun before a noun: "their" of "their boats"."""
    return next((c.lower for c in candidate.head.children if c.tag == "PRP$"), "")


def _overlap(a: Candidate, b: Candidate) -> bool:
    return a.start < b.end and b.start < a.end


def _may_be_self(cluster: Cluster, group: str) -> bool:
    """Whether "himself" and "herself" may be what stands in the subject: nothing is but a person."""
    if group in ("male", "female"):
        return cluster.type == "person" and cluster.sex in ("", group[0])
    return group == "plural" or cluster.type != "person"
