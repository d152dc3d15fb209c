"""Records become the graph of a document, as N-Quads.

A document's graph is what that document alone supports, so dropping the graph retracts the document. Words are
told apart from what they denote: `rdf:subject` is the entity (or a literal, where no entity is known for the words),
and `kg:subjectPassage` is where the words stand. A label is repeated beside a claim only where it isn't the entity's.
"""

from __future__ import annotations

from collections.abc import Callable

from kg import ids
from kg.rdf.terms import date, english, full, integer, literal, number, ref
from kg.rdf.vocabulary import ABOUT, ARGUMENT, CLASSES, MEASURE, OBJECT, SUBJECT, UNNAMED, Role, above
from kg.records import (
    Claim,
    Document,
    Extraction,
    Mention,
    NameEvidence,
    Run,
    Source,
    Statement,
    Statistic,
    Term,
    Tie,
    Time,
)

Add = Callable[[str, str, str], None]


def nquads(extraction: Extraction) -> str:
    """The graph of a document as N-Quads: each quad once, in the order of the records."""
    document = extraction.document
    end = f" {ref(document.id)} .\n"
    found: dict[str, None] = {}

    def add(subject: str, predicate: str, value: str) -> None:
        found[f"{subject} {full(predicate)} {value}{end}"] = None

    _document(document, add)
    _run(extraction.run, add)
    writer = _Writer(extraction, add)
    for mention in extraction.mentions:
        writer.mention(mention)
    for claim in {claim.id: claim for claim in reversed(extraction.claims)}.values():
        writer.claim(claim)
    for statement in extraction.statements:
        writer.statement(statement)
    first = {statistic.id: statistic for statistic in reversed(extraction.statistics)}
    for statistic in first.values():
        writer.statistic(statistic)
    for statistic in extraction.statistics:
        writer.derived(ref(statistic.id), statistic.start, statistic.end)
    for evidence in extraction.names:
        writer.name(evidence)
    for tie in extraction.ties:
        writer.tie(tie)
    return "".join(found)


class _Writer:
    """Writes the records of one extraction as triples."""

    def __init__(self, extraction: Extraction, add: Add) -> None:
        self._add = add
        self._document = extraction.document
        self._text = extraction.document.text
        self._run = ref(extraction.run.id)
        self._entities = {entity.id: entity for entity in extraction.entities}
        self._quoted: set[tuple[int, int]] = set()

    def passage(self, start: int, end: int) -> str:
        """The node of a span, with no more said of it: its IRI tells where it is."""
        return ref(ids.passage(self._document.id, start, end))

    def quoted(self, start: int, end: int) -> str:
        """The node of a span whose words and offsets are spelled out, once."""
        passage = self.passage(start, end)
        if (start, end) in self._quoted:
            return passage
        self._quoted.add((start, end))
        self._add(passage, "rdf:type", full("nif:RFC5147String"))
        self._add(passage, "nif:referenceContext", ref(self._document.id))
        self._add(passage, "nif:beginIndex", integer(start))
        self._add(passage, "nif:endIndex", integer(end))
        self._add(passage, "nif:anchorOf", literal(self._text[start:end]))
        return passage

    def derived(self, node_: str, start: int, end: int) -> None:
        """Says that something was found in a span."""
        self._add(node_, "prov:wasDerivedFrom", self.quoted(start, end))

    def mention(self, mention: Mention) -> None:
        """A mention is the span itself, its words, and the entity it identifies."""
        passage = self.passage(mention.start, mention.end)
        self._add(passage, "nif:anchorOf", literal(self._text[mention.start : mention.end]))
        self._add(passage, "itsrdf:taIdentRef", ref(mention.entity))
        self._add(passage, "kg:mentionKind", full(f"kg:{mention.kind}"))

    def term(self, holder: str, role: Role, term: Term) -> None:
        """A term's entity and where its words stand; label and type where they aren't the entity's own."""
        self._add(holder, role.value, ref(term.id) if term.id else literal(term.label))
        self._add(holder, role.passage, self.passage(term.start, term.end))
        entity = self._entities.get(term.id or "")
        if entity is None or (entity.label, entity.type) != (term.label, term.type):
            if term.id:
                self._add(holder, role.label, literal(term.label))
            if term.type != "concept":
                self._add(holder, role.type, full(CLASSES[term.type][0]))

    def claim(self, claim: Claim) -> None:
        """What is claimed, as this document words it."""
        it = ref(claim.id)
        relation = ref(claim.relation.id)
        self._add(it, "rdf:type", full("kg:Claim"))
        self._add(it, "rdfs:label", literal(claim.label))
        self.term(it, SUBJECT, claim.subject)
        self._add(it, "rdf:predicate", relation)
        self._add(relation, "rdfs:label", literal(claim.relation.label))
        self._add(it, "kg:relationText", literal(claim.relation.text))
        if claim.object:
            self.term(it, OBJECT, claim.object)
        self._add(it, "kg:polarity", full(f"kg:{claim.polarity}"))
        self._add(it, "kg:modality", full(f"kg:{claim.modality}"))
        ordered = sorted(claim.arguments, key=lambda a: (a.role, a.term.id or a.term.label, a.term.start))
        for place, argument in enumerate(ordered, 1):
            part = ref(f"{claim.id}/argument/{place}")
            self._add(it, "kg:argument", part)
            self._add(part, "kg:role", literal(argument.role))
            self.term(part, ARGUMENT, argument.term)
        self.time(it, claim.time)
        if claim.place:
            self._add(it, "kg:place", literal(claim.place))
        if claim.content:
            self._add(it, "kg:content", ref(claim.content))
        for statistic in claim.statistics:
            self._add(it, "kg:statistic", ref(statistic))

    def time(self, holder: str, time: Time | None) -> None:
        """A time as written, and its days."""
        if time is None:
            return
        self._add(holder, "schema:temporal", literal(time.text))
        if time.start:
            self._add(holder, "schema:startDate", date(time.start))
        if time.end:
            self._add(holder, "schema:endDate", date(time.end))

    def statement(self, statement: Statement) -> None:
        """Who says it: a statement for the nearest voice, and around it one for each voice that reports it."""
        it = ref(statement.id)
        self._add(it, "kg:claim", ref(statement.claim))
        self.derived(it, statement.start, statement.end)
        self._add(it, "prov:wasGeneratedBy", self._run)
        self._add(it, "kg:rule", literal(statement.rule))
        self._add(it, "kg:confidence", number(statement.confidence))
        if statement.reviewed:
            self._add(it, "kg:reviewed", ref(statement.reviewed))
        predicate = self.passage(statement.predicate.start, statement.predicate.end)
        self._add(it, "kg:predicatePassage", predicate)
        for cue in statement.cues:
            self._add(it, "kg:cuePassage", self.passage(cue.start, cue.end))
        for level, source in enumerate(statement.sources):
            if level:
                outer = ref(f"{statement.id}/reported/{level}")
                self._add(outer, "kg:reports", it)
                it = outer
            self.voice(it, source)

    def voice(self, it: str, source: Source) -> None:
        """One voice of a statement."""
        self._add(it, "rdf:type", full("kg:Statement"))
        self._add(it, "kg:source", ref(source.id) if source.id else full("kg:unnamedSource"))
        self._add(it, "kg:stance", full(f"kg:{source.stance}"))
        self._add(it, "kg:form", full(f"kg:{source.form}"))
        entity = self._entities.get(source.id or "")
        if source.label != (entity.label if entity else UNNAMED if source.id is None else None):
            self._add(it, "kg:sourceLabel", literal(source.label))
        if source.cue:
            self._add(it, "kg:cue", literal(source.cue))

    def statistic(self, statistic: Statistic) -> None:
        """A number, what it counts and whom it is about; where it stands is said by `derived`."""
        it = ref(statistic.id)
        self._add(it, "rdf:type", full("kg:Statistic"))
        if statistic.about:
            self.term(it, ABOUT, statistic.about)
        self.term(it, MEASURE, statistic.measure)
        if statistic.relation:
            self._add(it, "kg:relationLabel", literal(statistic.relation))
        self._add(it, "schema:value", number(statistic.value))
        if statistic.upper is not None:
            self._add(it, "kg:upperValue", number(statistic.upper))
        self._add(it, "kg:comparator", full(f"kg:{statistic.comparator}"))
        if statistic.unit:
            self._add(it, "schema:unitText", literal(statistic.unit))
        self.time(it, statistic.time)
        if statistic.claim:
            self._add(it, "kg:statedBy", ref(statistic.claim))
        self._add(it, "kg:comparisonKey", literal(statistic.comparison_key))

    def name(self, evidence: NameEvidence) -> None:
        """What made a name an entity's."""
        words = evidence.words
        key = (self._document.id, evidence.entity, evidence.name, evidence.rule, words.start, words.end)
        it = ref(ids.hashed("name", *key))
        self._add(it, "rdf:type", full("kg:NameEvidence"))
        self._add(it, "kg:evidenceFor", ref(evidence.entity))
        self._add(it, "kg:name", literal(evidence.name))
        self._add(it, "kg:rule", literal(evidence.rule))
        self._add(it, "skos:note", english(evidence.why))
        self._add(it, "kg:wordsPassage", self.passage(words.start, words.end))
        self.derived(it, evidence.start, evidence.end)

    def tie(self, tie: Tie) -> None:
        """What belongs to what, in the terms of ORG."""
        words = tie.words
        key = (self._document.id, tie.kind, tie.entity, tie.other, tie.role, words.start, words.end)
        it = ref(ids.hashed("tie", *key))
        if tie.kind == "member":
            self._membership(it, tie)
        elif tie.kind == "site" and tie.other:
            self._add(it, "rdf:type", full("org:Site"))
            self._add(it, "org:siteOf", ref(tie.entity))
            self._add(it, "schema:location", ref(tie.other))
        elif tie.other:
            part = self._entities.get(tie.entity)
            relation = "schema:areaServed" if tie.kind == "of" else above(part.type if part else "agency")
            self._add(it, "rdf:type", full("kg:Tie"))
            self._add(it, "rdf:subject", ref(tie.entity))
            self._add(it, "rdf:predicate", full(relation))
            self._add(it, "rdf:object", ref(tie.other))
        self._add(it, "kg:wordsPassage", self.passage(words.start, words.end))
        self.derived(it, tie.start, tie.end)

    def _membership(self, it: str, tie: Tie) -> None:
        self._add(it, "rdf:type", full("org:Membership"))
        self._add(it, "org:member", ref(tie.entity))
        other = self._entities.get(tie.other or "")
        if tie.other:
            in_place = other is not None and other.type == "place"
            self._add(it, "schema:location" if in_place else "org:organization", ref(tie.other))
            if not in_place and tie.standing == "present":
                self._add(ref(tie.entity), "org:memberOf", ref(tie.other))
        if tie.role:
            role = ref(f"{ids.BASE}role/{ids.slug(tie.role)}")
            self._add(it, "org:role", role)
            self._add(role, "rdf:type", full("org:Role"))
            self._add(role, "skos:prefLabel", english(tie.role.lower()))
            self._add(it, "kg:roleText", literal(tie.role))
        self._add(it, "kg:standing", full(f"kg:{tie.standing}"))
        if tie.time:
            during = ref(f"{it[1:-1]}/during")
            self._add(it, "org:memberDuring", during)
            self._add(during, "rdf:type", full("time:Interval"))
            self.time(during, tie.time)


def _document(document: Document, add: Add) -> None:
    """A document's text, where it came from, and who published it."""
    it = ref(document.id)
    add(it, "rdf:type", full("nif:Context"))
    add(it, "rdf:type", full("kg:Document"))
    add(it, "nif:isString", literal(document.text))
    add(it, "kg:sha256", literal(document.sha256 or ids.sha256(document.text)))
    add(it, "schema:inLanguage", literal(document.language))
    literals = {
        "kg:origin": document.origin,
        "schema:name": document.title,
        "dcterms:source": document.source,
        "schema:publisher": document.publisher,
        "schema:author": document.author,
    }
    for key, value in literals.items():
        if value:
            add(it, key, literal(value))
    if document.date:
        add(it, "schema:datePublished", date(document.date))


def _run(run: Run, add: Add) -> None:
    """What made the extraction."""
    it = ref(run.id)
    add(it, "rdf:type", full("prov:Activity"))
    add(it, "kg:version", literal(run.version))
    add(it, "kg:model", literal(run.model))
    add(it, "kg:modelVersion", literal(run.model_version))
