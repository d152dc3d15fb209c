"""Propositions, voices, times and figures become claims, statements and statistics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg import ids
from kg.annotate import Parse, Phrase, Sentence, Word
from kg.assembly import identity
from kg.assembly.confidence import confidence
from kg.assembly.sources import Voices
from kg.assembly.terms import Terms, readable
from kg.claims import factuality
from kg.claims.drafts import Factuality, Figure, Proposition, TimeSpan, Voice
from kg.claims.times import time_of
from kg.lexicon import words
from kg.records import Argument, Claim, Document, Relation, Skipped, Span, Statement, Statistic, Time
from kg.words import line

if TYPE_CHECKING:
    from kg.entities import Resolution

_LEXICON = "assembly"
#: Pronouns that take "were".
_SEVERAL = frozenset({"we", "you", "they", "these", "those"})


@dataclass(frozen=True, slots=True)
class Findings:
    """What the claims room found in one text."""

    propositions: Sequence[Proposition]
    voices: Sequence[Voice]
    times: Sequence[TimeSpan]
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class Assembled:
    """What the claims room found, identified."""

    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    statistics: tuple[Statistic, ...]
    skipped: tuple[Skipped, ...]


def assemble(parse: Parse, document: Document, resolution: Resolution, findings: Findings) -> Assembled:
    """The claims of a text with their statements and statistics, in the order of the text."""
    return _Assembly(parse, document, resolution, findings).run()


class _Assembly:
    """One text on its way from drafts to records. Claims inside claims are made first, so that each is made once."""

    def __init__(self, parse: Parse, document: Document, resolution: Resolution, findings: Findings) -> None:
        self.parse, self.document = parse, document
        self.terms = Terms(resolution, document.text)
        self.voices = Voices(findings.voices, self.terms, document, parse.words)
        listed = {p.object.head.i for p in findings.propositions if p.rule == "colon-list" and p.object}
        self.findings = replace(
            findings,
            propositions=[
                p
                for p in findings.propositions
                if self._says_something(p) and (p.rule == "colon-list" or p.predicate.i not in listed)
            ],
        )
        self.by_predicate: dict[int, list[Proposition]] = {}
        for proposition in self.findings.propositions:
            self.by_predicate.setdefault(proposition.predicate.i, []).append(proposition)
        self.figures: dict[int, list[Statistic]] = {}
        self.made: dict[int, Claim] = {}
        self.judged: dict[tuple[int, ...], Factuality] = {}

    def run(self) -> Assembled:
        statistics = [self._statistic(figure) for figure in self.findings.figures]
        claims: dict[str, Claim] = {}
        statements: dict[str, Statement] = {}
        claim_of: dict[str, str] = {}
        for proposition in self.findings.propositions:
            claim = self._claim(proposition, ())
            claims.setdefault(claim.id, claim)
            statement = self._statement(proposition, claim)
            best = statements.get(statement.id)
            if best is None or best.confidence < statement.confidence:
                statements[statement.id] = statement
            for statistic in claim.statistics:
                claim_of.setdefault(statistic, claim.id)
        linked = {s.id: _linked(s, claim_of.get(s.id)) for s in statistics}
        return Assembled(
            claims=tuple(claims.values()),
            statements=tuple(sorted(statements.values(), key=lambda s: (s.start, s.end, s.predicate.start, s.id))),
            statistics=tuple(linked.values()),
            skipped=tuple(self._skipped()),
        )

    # ------------------------------------------------------------------ claims

    def _claim(self, proposition: Proposition, above: tuple[int, ...]) -> Claim:
        """The claim of a proposition; `above` are the predicates whose content it is, to break circles."""
        key = id(proposition)
        if key in self.made:
            return self.made[key]
        subject = self.terms.subject(proposition)
        object_ = self.terms.object(proposition, subject) if proposition.object else None
        said = proposition.surface[1] if proposition.surface else proposition.relation.text
        relation = Relation(id=ids.relation(proposition.label), label=proposition.label, text=said)
        arguments = tuple(Argument(role=role, term=self.terms.of(phrase)) for role, phrase in _arguments(proposition))
        facts = self._factuality(proposition)
        span = time_of(proposition.predicate, list(self.findings.times))
        where = (a.term.label for a in arguments if _is_place(a))
        claim = identity.claim(
            Claim(
                id="",
                label=_label(proposition),
                subject=subject,
                relation=relation,
                object=object_,
                arguments=arguments,
                polarity=facts.polarity,
                modality=facts.modality,
                time=_time(span),
                place=next(where, None),
                statistics=tuple(sorted(s.id for s in self.figures.get(key, ()))),
                content=self._content(proposition, (*above, proposition.predicate.i)),
            )
        )
        self.made[key] = claim
        return claim

    def _content(self, proposition: Proposition, above: tuple[int, ...]) -> str | None:
        """The claim inside: the first proposition of the content's predicate."""
        if proposition.content is None or proposition.content.i in above:
            return None
        inner = self.by_predicate.get(proposition.content.i)
        return self._claim(inner[0], above).id if inner else None

    def _factuality(self, proposition: Proposition) -> Factuality:
        key = (proposition.predicate.i, *(word.i for word in proposition.governors))
        if key not in self.judged:
            self.judged[key] = factuality.assess(proposition.predicate, proposition.governors)
        return self.judged[key]

    def _says_something(self, proposition: Proposition) -> bool:
        """Not "he adds" alone: a cue without a content of its own is told by the sources of what is said. Nor "the
        mayor is the mayor": what was only another name is no description.
        """
        if proposition.object is None:
            bare = not proposition.arguments and proposition.label in words(_LEXICON, "verbs", "saying")
            return not bare and not self.voices.is_cue(proposition.predicate)
        return not self.terms.repeats(proposition)

    # ------------------------------------------------------------------ statements

    def _statement(self, proposition: Proposition, claim: Claim) -> Statement:
        predicate = proposition.predicate
        start, end = self.parse.span_of(self.parse.sentences[predicate.sentence])
        sources = self.voices.at(proposition)
        said = proposition.relation
        made = Statement(
            id="",
            claim=claim.id,
            sources=sources,
            document=self.document.id,
            start=start,
            end=end,
            quote=self.document.text[start:end],
            rule=proposition.rule,
            confidence=round(confidence(proposition), 3),
            predicate=Span(start=said.start, end=said.end, text=self.document.text[said.start : said.end]),
            cues=tuple(Span(start=w.start, end=w.end, text=w.text) for w in self._factuality(proposition).cues),
        )
        return identity.statement(made)

    # ------------------------------------------------------------------ statistics

    def _statistic(self, figure: Figure) -> Statistic:
        m = figure.measure
        sentence = self.parse.sentences[m.words[0].sentence]
        start, end = self.parse.span_of(sentence)
        statistic = identity.statistic(
            Statistic(
                id="",
                about=self.terms.of(figure.about) if figure.about else None,
                measure=self.terms.of(figure.counted),
                relation=figure.relation,
                value=m.value,
                upper=m.upper,
                comparator=m.comparator,
                unit=m.unit,
                time=_time(figure.time),
                claim=None,
                document=self.document.id,
                start=start,
                end=end,
                quote=self.document.text[start:end],
                comparison_key="",
            )
        )
        if figure.proposition is not None:
            self.figures.setdefault(id(figure.proposition), []).append(statistic)
        return statistic

    # ------------------------------------------------------------------ sentences without claims

    def _skipped(self) -> list[Skipped]:
        used = {proposition.predicate.sentence for proposition in self.findings.propositions}
        return [
            Skipped(start=span[0], end=span[1], reason=_reason(self.parse.words_of(sentence)))
            for sentence in self.parse.sentences
            if sentence.i not in used and (span := self.parse.span_of(sentence)) and _has_words(self.parse, sentence)
        ]


def _has_words(parse: Parse, sentence: Sentence) -> bool:
    return any(w.pos not in ("PUNCT", "SYM", "SPACE") for w in parse.words_of(sentence))


def _reason(inside: list[Word]) -> str:
    """Why a sentence yielded nothing."""
    verbs = [w for w in inside if w.pos in ("VERB", "AUX")]
    if not verbs:
        return "no verb"
    if not any(w.dep in ("nsubj", "nsubjpass", "csubj", "expl") for w in inside):
        return "no subject"
    if inside[-1].text == "?":
        return "a question"
    return "no rule found a subject with a relation to anything"


def _is_place(argument: Argument) -> bool:
    """Whether an argument tells where."""
    return argument.role in words(_LEXICON, "roles", "where") and argument.term.type == "place"


def _time(span: TimeSpan | None) -> Time | None:
    return None if span is None else Time(text=span.phrase.text, start=span.start, end=span.end)


def _linked(statistic: Statistic, claim: str | None) -> Statistic:
    return replace(statistic, claim=claim)


def _arguments(proposition: Proposition) -> list[tuple[str, Phrase]]:
    """The further arguments that say something about the claim: "according to" says whose voice it is in."""
    return [
        (role, phrase)
        for role, phrase in proposition.arguments
        if any(c.isalnum() for c in phrase.text) and not role.startswith("according")
    ]


def _read(proposition: Proposition) -> str:
    """The relation as it reads in a sentence of its own: of "Asked why, she left", she was asked why."""
    said = proposition.relation.text
    passive = proposition.rule == "adverbial" and proposition.label.startswith("be ")
    if not passive or any(w.dep == "auxpass" for w in proposition.relation.words):
        return said
    several = proposition.subject.head.tag in ("NNS", "NNPS") or proposition.subject.head.lower in _SEVERAL
    return f"{'were' if several else 'was'} {said[:1].lower()}{said[1:]}"


def _label(proposition: Proposition) -> str:
    """The claim in words: subject, relation, object, further arguments."""
    if proposition.surface is not None:
        parts = list(proposition.surface)
    else:
        parts = [readable(proposition.subject), _read(proposition)]
        parts += [phrase.text for role, phrase in _arguments(proposition) if role == "recipient"]
        parts += [readable(proposition.object)] if proposition.object is not None else []
    for role, phrase in _arguments(proposition):
        if role == "recipient" and proposition.surface is None:
            continue
        parts.append(phrase.text if role in words(_LEXICON, "roles", "bare") else f"{role} {phrase.text}")
    return line(parts)
