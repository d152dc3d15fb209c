"""Whose voice a claim is in: the voices around it from the nearest outward, and the publisher last."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from kg import ids
from kg.annotate import Phrase, Word
from kg.assembly.terms import Terms
from kg.claims.drafts import Proposition, Voice
from kg.claims.factuality import stands_alone
from kg.claims.voices import relayed
from kg.lexicon import words
from kg.records import Document, Entity, Source, Stance, Term

UNNAMED = "unnamed source"

#: What sets off a description of who speaks.
_OFFSETS = frozenset({",", "(", "-", "\u2013", "\u2014"})

_LEXICON = "assembly"

#: Half of the indirect voices below this confidence weren't ones in a reading of three news reports.
SURE = 0.66


class Voices:
    """The voices of a text, to be asked which of them speak at a place."""

    def __init__(self, voices: Sequence[Voice], terms: Terms, document: Document, words: Sequence[Word]) -> None:
        starts = [word.start for word in words]
        tops = [_tops(voice, words, starts) for voice in voices]
        heard = [
            v for v, t in zip(voices, tops, strict=True) if any(_states(top, v) for top in t) and not _is_idle(v, t)
        ]
        self._voices = [v for v in (*relayed(heard), *heard) if _is_sure(v)]
        self._sizes = [sum(end - start for start, end in voice.content) for voice in self._voices]
        self._around: dict[int, list[int]] = {}
        for k, voice in enumerate(self._voices):
            for start, end in voice.content:
                for word in words[bisect_left(starts, start) : bisect_left(starts, end)]:
                    self._around.setdefault(word.i, []).append(k)
        self._cues = frozenset(word.i for voice in self._voices for word in voice.cue)
        naming = [v for v in voices if v not in heard and _is_sure(v) and _names(v)]
        self._sources = _speakers([*self._voices, *naming], terms)[: len(self._voices)]
        self._publisher = publisher(document)

    def is_cue(self, word: Word) -> bool:
        """Whether a word only introduces what somebody says."""
        return word.i in self._cues

    def at(self, proposition: Proposition) -> tuple[Source, ...]:
        """The sources of a proposition, nearest first, the publisher last."""
        around = self._around.get(proposition.predicate.i, ())
        spoken = {k for k in around if not _is_own(self._voices[k], proposition)}
        chain: list[Source] = []
        for k in sorted(spoken, key=lambda k: (self._sizes[k], k)):
            source = self._sources[k]
            granted = _granted(self._voices[k], proposition)
            if granted is not None and _is_aside(self._voices[k], granted):
                continue
            if not chain or (source.id or source.label) != (chain[-1].id or chain[-1].label):
                chain.append(source if granted is None else replace(source, stance="asserts"))
        stance: Stance = "relays" if chain else "asserts"
        last = self._publisher
        return (*chain, Source(id=last.id, label=last.label, stance=stance, cue="", form=last.form))


def _is_own(voice: Voice, proposition: Proposition) -> bool:
    """Whether the voice is no other than the proposition itself. "Denied" is not what he denied; in "the agency plans
    to hire", "plans" tells how certain the hiring is, not who says so.
    """
    if voice.stance in ("denies", "questions"):  # "denied dumping" is one relation, but nobody says that it was dumped
        return proposition.predicate in voice.cue
    own = {word.i for word in (proposition.predicate, *proposition.relation.words, *proposition.governors)}
    if any(word.i in own for word in voice.cue):
        return True
    intends = voice.stance in ("promises", "proposes") and voice.form == "indirect"
    if voice.source is None:  # "the drill is intended to …" promises nothing
        return intends and voice.stance == "promises"
    return intends and voice.source.head is proposition.subject.head


def _granted(voice: Voice, proposition: Proposition) -> Word | None:
    """The clause that a speaker only mentions, if the proposition is in one: who denies that the dam, which was built in
    1950, leaks does not deny the year, and who urges the mayor to drain the lake that floods the fields does not propose
    the floods.
    """
    if voice.stance in ("asserts", "relays"):
        return None
    word = proposition.predicate
    if stands_alone(word):
        return word
    while not word.is_root and any(start <= word.head.start < end for start, end in voice.content):
        if word.dep in ("relcl", "appos") or (word.dep == "advcl" and _tells_when(word)):
            return word
        word = word.head
    return None


def _is_aside(voice: Voice, clause: Word) -> bool:
    """Whether a clause is the writer's own remark on what somebody asks for or promises: "asked Osei to drain the lake,
    which is new".
    """
    if voice.stance not in ("promises", "proposes") or voice.form == "direct" or clause.dep not in ("relcl", "appos"):
        return False
    return any(
        c.text == "," and c.i in (clause.left - 1, clause.left) for c in (*clause.head.children, *clause.children)
    )


def _tells_when(clause: Word) -> bool:
    markers = words(_LEXICON, "conjunctions", "granted")
    return any(c.lower in markers and c.i < clause.i for c in clause.having("mark", "advmod"))


def _is_sure(voice: Voice) -> bool:
    """Whether a claim may rest on it, as on a denial, without which it would be told as a fact. "The border will see more
    guards" has a cue of doubtful kind; a quotation that goes on with the last speaker has none, and stands.
    """
    if any(word.lemma in words("voices", "mute", "lemmas") for word in voice.cue):
        return False
    denying = voice.source is not None and any(word.lemma in words("voices", "denies", "lemmas") for word in voice.cue)
    return not voice.cue or voice.form == "direct" or voice.confidence >= SURE or denying


def _is_idle(voice: Voice, tops: Sequence[Word]) -> bool:
    """ "a mechanism that seeks to …": nobody speaks; but "Osei, who said the dam held" did."""
    relative = voice.source is not None and voice.source.head.tag in ("WDT", "WP")
    return relative and not any(top.child("nsubj", "nsubjpass", "expl") is not None for top in tops)


def _tops(voice: Voice, words: Sequence[Word], starts: Sequence[int]) -> list[Word]:
    """The words of the content that hang on nothing in it."""
    found: list[Word] = []
    for start, end in voice.content:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        found += [word for word in words[first:last] if word.is_root or not first <= word.head.i < last]
    return found


def _states(top: Word, voice: Voice) -> bool:
    """Whether something is said: "shared information" and "focuses on trafficking" state nothing, "rejected reports
    that the dam broke" does; and who "nominated Osei to fill the seat" has stated nothing either.
    """
    bare = top.tag == "VB" and top.child("nsubj", "nsubjpass", "csubj", "expl") is None
    if bare and voice.stance == "asserts" and voice.form == "indirect":
        return any(word.lemma in words(_LEXICON, "verbs", "saying") for word in voice.cue)
    if voice.cue and voice.cue[-1].pos in ("NOUN", "ADP") and not _is_that(top) and _is_bare_noun(voice, top):
        return False
    if top.pos in ("VERB", "AUX") or top.child("pcomp", "ccomp", "xcomp") is not None:
        return True
    if top.dep != "dobj" and _names(voice):
        return any(c.dep in ("relcl", "acl", "advcl") for w in top.subtree() for c in w.children)
    return any(c.lower == "that" for clause in top.having("acl") for c in clause.having("mark"))


def _is_bare_noun(voice: Voice, top: Word) -> bool:
    """ "a pension claim being withdrawn" claims nothing, nor has anybody spoken where "criticism for" has no critic."""
    return voice.source is None or (top.dep == "acl" and top.tag in ("VBG", "VBN"))


def _is_that(clause: Word) -> bool:
    return any(c.lower == "that" for c in clause.having("mark"))


def _names(voice: Voice) -> bool:
    """Whether somebody calls a thing something: who does has spoken, and may go on as "he"."""
    return any(word.lemma in words("voices", "naming", "lemmas") for word in voice.cue)


def _speakers(voices: Sequence[Voice], terms: Terms) -> list[Source]:
    """The source of each voice. Who is meant by a pronoun is looked for among those who spoke before: "it states"
    continues the document or agency that spoke last, rather than whatever the quotation in between is about; so does
    "he adds" where no person has been heard since.
    """
    found: dict[int, Source] = {}
    known: dict[int, Term] = {}
    heard: list[Term] = []
    for k in sorted(range(len(voices)), key=lambda k: (_place(voices[k]), k)):
        voice = voices[k]
        cue = " ".join(word.text for word in voice.cue)
        if voice.source is None:
            found[k] = Source(id=None, label=UNNAMED, stance=voice.stance, cue=cue, form=voice.form)
            continue
        head = voice.source.head
        if head.i not in known:
            known[head.i] = _continued(head, terms.of(_antecedent(voice.source)), heard, terms.resolution.likely(head))
        who = known[head.i]
        intends = voice.stance in ("promises", "proposes") and who.type != "document"
        if who.id is not None and who.type in _SPEAKERS and not intends:
            heard.append(who)
        found[k] = Source(id=who.id, label=who.label, stance=voice.stance, cue=cue, form=voice.form)
    return [found[k] for k in range(len(voices))]


def _antecedent(source: Phrase) -> Phrase:
    """The noun phrase that a relative pronoun goes back to, the name where it describes one; any other source itself,
    less what is set off behind it: "Osei, 56, who has served since May".
    """
    if source.head.tag not in ("WDT", "WP"):
        end = _aside(source)
        return Phrase.of(source.head, [w for w in source.words if w.i < end])
    clause = next((w for w in source.head.ancestors() if w.dep == "relcl"), None)
    if clause is None:
        return source
    noun = clause.head
    if noun.dep == "appos" and noun.head.pos == "PROPN" and noun.head.i < noun.i:
        noun = noun.head
    kept = [
        w for c in noun.children if c.i < clause.left and c.dep not in ("appos", "punct", "relcl") for w in c.subtree()
    ]
    return Phrase.of(noun, [noun, *kept])


def _aside(source: Phrase) -> int:
    """The index of the word at which what is set off at the end of a source begins, or one past its last word."""
    end = source.words[-1].i + 1
    clauses = {w.left for w in source.words if w.dep in ("appos", "relcl", "acl")}
    cut = next((w.i for w in source.words if w.i > source.head.i and w.text in _OFFSETS and w.i + 1 in clauses), end)
    return end if any(w.dep == "conj" and w.head.i < cut <= w.i for w in source.words) else cut


def _place(voice: Voice) -> int:
    """Where a voice is heard: at its cue, or where its words begin."""
    return voice.cue[0].start if voice.cue else voice.content[0][0]


def _is_definite(noun: Word) -> bool:
    """Whether a noun points back: "the document"."""
    return any(c.dep == "det" and c.lower in ("the", "this", "that") for c in noun.children)


def _continued(head: Word, who: Term, heard: Sequence[Term], likely: Entity | None) -> Term:
    """The speaker that a pronoun or "the document" goes on with, where that is clear; else who it seems to be."""
    if head.lower == "it":
        return next((t for t in reversed(heard) if t.type != "person"), who)
    if who.type == "document" and head.pos == "NOUN" and head.lower != "article" and _is_definite(head):
        return next((t for t in reversed(heard) if t.type == "document"), who)
    if head.lower in ("he", "she") and who.id is None and heard:
        person = next((t for t in reversed(heard) if t.type == "person"), None)
        if likely is not None:  # of two who may be meant, who spoke last
            return person if person is not None and person.id == likely.id else who
        return heard[-1] if heard[-1].type != "person" else who
    return who


#: The kinds of things that speak.
_SPEAKERS = frozenset({"person", "agency", "unit", "document", "law", "group"})


def publisher(document: Document) -> Source:
    """The last voice: the document's publisher, else its author, else the document under its title or file name."""
    name = document.publisher or document.author
    if name:
        return Source(id=ids.entity(name), label=name, stance="asserts", cue="", form="direct")
    label = document.title or document.origin.replace("\\", "/").rsplit("/", 1)[-1] or UNNAMED
    return Source(id=None, label=label, stance="asserts", cue="", form="direct")
