"""Records become quads: the graph of a document, and the graph of the entities.

A document's graph is what that document alone supports, so dropping the graph retracts the document. Words are
told apart from what they denote: `rdf:subject` is the entity (or a literal, where no entity is known for the words),
and `kg:subjectPassage` is where the words stand. A label is repeated beside a claim only where it isn't the entity's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyoxigraph import Literal, NamedNode, Quad

from kg import ids
from kg.rdf.vocabulary import ABOUT, ARGUMENT, CLASSES, ENTITIES, MEASURE, OBJECT, SUBJECT, UNNAMED, Role, name, node
from kg.records import (
    Claim,
    Document,
    Entity,
    EntityType,
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

_DATE = name("xsd:date")
_DOUBLE = name("xsd:double")
_INTEGER = name("xsd:integer")

Object = NamedNode | Literal
Add = Callable[[NamedNode, NamedNode, Object], None]


def quads(extraction: Extraction) -> list[Quad]:
    """The graph of a document: each quad once, in the order of the records."""
    document = extraction.document
    graph = node(document.id)
    found: dict[Quad, None] = {}

    def add(subject: NamedNode, predicate: NamedNode, value: Object) -> None:
        found[Quad(subject, predicate, value, graph)] = None

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
        writer.derived(node(statistic.id), statistic.start, statistic.end)
    for evidence in extraction.names:
        writer.name(evidence)
    for tie in extraction.ties:
        writer.tie(tie)
    return list(found)


def entity_quads(entities: Iterable[Entity]) -> list[Quad]:
    """One canonical description of each of these entities, in the graph of the entities."""
    found: list[Quad] = []
    for entity in entities:
        it = node(entity.id)

        def add(predicate: str, value: Object, it: NamedNode = it) -> None:
            found.append(Quad(it, name(predicate), value, ENTITIES))

        for kind in CLASSES[entity.type]:
            add("rdf:type", name(kind))
        add("skos:prefLabel", Literal(entity.label, language="en"))
        for alias in entity.aliases:
            add("skos:altLabel", Literal(alias, language="en"))
        if entity.acronym:
            add("kg:acronym", Literal(entity.acronym))
        if entity.parent:
            add(above(entity.type), node(entity.parent))
    return found


def above(kind: EntityType) -> str:
    """The term of ORG between a body of a type and what it is a part of."""
    return "org:unitOf" if kind == "unit" else "org:subOrganizationOf"


class _Writer:
    """Writes the records of one extraction as triples."""

    def __init__(self, extraction: Extraction, add: Add) -> None:
        self._add = add
        self._document = extraction.document
        self._text = extraction.document.text
        self._run = node(extraction.run.id)
        self._entities = {entity.id: entity for entity in extraction.entities}

    def passage(self, start: int, end: int) -> NamedNode:
        """The node of a span, with no more said of it: its IRI tells where it is."""
        return node(ids.passage(self._document.id, start, end))

    def quoted(self, start: int, end: int) -> NamedNode:
        """The node of a span whose words and offsets are spelled out."""
        passage = self.passage(start, end)
        self._add(passage, name("rdf:type"), name("nif:RFC5147String"))
        self._add(passage, name("nif:referenceContext"), node(self._document.id))
        self._add(passage, name("nif:beginIndex"), _integer(start))
        self._add(passage, name("nif:endIndex"), _integer(end))
        self._add(passage, name("nif:anchorOf"), Literal(self._text[start:end]))
        return passage

    def derived(self, node_: NamedNode, start: int, end: int) -> None:
        """Says that something was found in a span."""
        self._add(node_, name("prov:wasDerivedFrom"), self.quoted(start, end))

    def mention(self, mention: Mention) -> None:
        """A mention is the span itself, its words, and the entity it identifies."""
        passage = self.passage(mention.start, mention.end)
        self._add(passage, name("nif:anchorOf"), Literal(self._text[mention.start : mention.end]))
        self._add(passage, name("itsrdf:taIdentRef"), node(mention.entity))
        self._add(passage, name("kg:mentionKind"), name(f"kg:{mention.kind}"))

    def term(self, holder: NamedNode, role: Role, term: Term) -> None:
        """A term's entity and where its words stand; label and type where they aren't the entity's own."""
        self._add(holder, role.value, node(term.id) if term.id else Literal(term.label))
        self._add(holder, role.passage, self.passage(term.start, term.end))
        entity = self._entities.get(term.id or "")
        if entity is None or (entity.label, entity.type) != (term.label, term.type):
            if term.id:
                self._add(holder, role.label, Literal(term.label))
            if term.type != "concept":
                self._add(holder, role.type, name(CLASSES[term.type][0]))

    def claim(self, claim: Claim) -> None:
        """What is claimed, as this document words it."""
        it = node(claim.id)
        relation = node(claim.relation.id)
        self._add(it, name("rdf:type"), name("kg:Claim"))
        self._add(it, name("rdfs:label"), Literal(claim.label))
        self.term(it, SUBJECT, claim.subject)
        self._add(it, name("rdf:predicate"), relation)
        self._add(relation, name("rdfs:label"), Literal(claim.relation.label))
        self._add(it, name("kg:relationText"), Literal(claim.relation.text))
        if claim.object:
            self.term(it, OBJECT, claim.object)
        self._add(it, name("kg:polarity"), name(f"kg:{claim.polarity}"))
        self._add(it, name("kg:modality"), name(f"kg:{claim.modality}"))
        ordered = sorted(claim.arguments, key=lambda a: (a.role, a.term.id or a.term.label, a.term.start))
        for number, argument in enumerate(ordered, 1):
            part = node(f"{claim.id}/argument/{number}")
            self._add(it, name("kg:argument"), part)
            self._add(part, name("kg:role"), Literal(argument.role))
            self.term(part, ARGUMENT, argument.term)
        self.time(it, claim.time)
        if claim.place:
            self._add(it, name("kg:place"), Literal(claim.place))
        if claim.content:
            self._add(it, name("kg:content"), node(claim.content))
        for statistic in claim.statistics:
            self._add(it, name("kg:statistic"), node(statistic))

    def time(self, holder: NamedNode, time: Time | None) -> None:
        """A time as written, and its days."""
        if time is None:
            return
        self._add(holder, name("schema:temporal"), Literal(time.text))
        if time.start:
            self._add(holder, name("schema:startDate"), Literal(time.start, datatype=_DATE))
        if time.end:
            self._add(holder, name("schema:endDate"), Literal(time.end, datatype=_DATE))

    def statement(self, statement: Statement) -> None:
        """Who says it: a statement for the nearest voice, and around it one for each voice that reports it."""
        it = node(statement.id)
        self._add(it, name("kg:claim"), node(statement.claim))
        self.derived(it, statement.start, statement.end)
        self._add(it, name("prov:wasGeneratedBy"), self._run)
        self._add(it, name("kg:rule"), Literal(statement.rule))
        self._add(it, name("kg:confidence"), number(statement.confidence))
        if statement.reviewed:
            self._add(it, name("kg:reviewed"), node(statement.reviewed))
        predicate = self.passage(statement.predicate.start, statement.predicate.end)
        self._add(it, name("kg:predicatePassage"), predicate)
        for cue in statement.cues:
            self._add(it, name("kg:cuePassage"), self.passage(cue.start, cue.end))
        for level, source in enumerate(statement.sources):
            if level:
                outer = node(f"{statement.id}/reported/{level}")
                self._add(outer, name("kg:reports"), it)
                it = outer
            self.voice(it, source)

    def voice(self, it: NamedNode, source: Source) -> None:
        """One voice of a statement."""
        self._add(it, name("rdf:type"), name("kg:Statement"))
        self._add(it, name("kg:source"), node(source.id) if source.id else name("kg:unnamedSource"))
        self._add(it, name("kg:stance"), name(f"kg:{source.stance}"))
        self._add(it, name("kg:form"), name(f"kg:{source.form}"))
        entity = self._entities.get(source.id or "")
        if source.label != (entity.label if entity else UNNAMED if source.id is None else None):
            self._add(it, name("kg:sourceLabel"), Literal(source.label))
        if source.cue:
            self._add(it, name("kg:cue"), Literal(source.cue))

    def statistic(self, statistic: Statistic) -> None:
        """A number, what it counts and whom it is about; where it stands is said by `derived`."""
        it = node(statistic.id)
        self._add(it, name("rdf:type"), name("kg:Statistic"))
        if statistic.about:
            self.term(it, ABOUT, statistic.about)
        self.term(it, MEASURE, statistic.measure)
        if statistic.relation:
            self._add(it, name("kg:relationLabel"), Literal(statistic.relation))
        self._add(it, name("schema:value"), number(statistic.value))
        if statistic.upper is not None:
            self._add(it, name("kg:upperValue"), number(statistic.upper))
        self._add(it, name("kg:comparator"), name(f"kg:{statistic.comparator}"))
        if statistic.unit:
            self._add(it, name("schema:unitText"), Literal(statistic.unit))
        self.time(it, statistic.time)
        if statistic.claim:
            self._add(it, name("kg:statedBy"), node(statistic.claim))
        self._add(it, name("kg:comparisonKey"), Literal(statistic.comparison_key))

    def name(self, evidence: NameEvidence) -> None:
        """What made a name an entity's."""
        words = evidence.words
        key = (self._document.id, evidence.entity, evidence.name, evidence.rule, words.start, words.end)
        it = node(ids.hashed("name", *key))
        self._add(it, name("rdf:type"), name("kg:NameEvidence"))
        self._add(it, name("kg:evidenceFor"), node(evidence.entity))
        self._add(it, name("kg:name"), Literal(evidence.name))
        self._add(it, name("kg:rule"), Literal(evidence.rule))
        self._add(it, name("skos:note"), Literal(evidence.why, language="en"))
        self._add(it, name("kg:wordsPassage"), self.passage(words.start, words.end))
        self.derived(it, evidence.start, evidence.end)

    def tie(self, tie: Tie) -> None:
        """What belongs to what, in the terms of ORG."""
        words = tie.words
        key = (self._document.id, tie.kind, tie.entity, tie.other, tie.role, words.start, words.end)
        it = node(ids.hashed("tie", *key))
        if tie.kind == "member":
            self._membership(it, tie)
        elif tie.kind == "site" and tie.other:
            self._add(it, name("rdf:type"), name("org:Site"))
            self._add(it, name("org:siteOf"), node(tie.entity))
            self._add(it, name("schema:location"), node(tie.other))
        elif tie.other:
            part = self._entities.get(tie.entity)
            relation = "schema:areaServed" if tie.kind == "of" else above(part.type if part else "agency")
            self._add(it, name("rdf:type"), name("kg:Tie"))
            self._add(it, name("rdf:subject"), node(tie.entity))
            self._add(it, name("rdf:predicate"), name(relation))
            self._add(it, name("rdf:object"), node(tie.other))
        self._add(it, name("kg:wordsPassage"), self.passage(words.start, words.end))
        self.derived(it, tie.start, tie.end)

    def _membership(self, it: NamedNode, tie: Tie) -> None:
        self._add(it, name("rdf:type"), name("org:Membership"))
        self._add(it, name("org:member"), node(tie.entity))
        other = self._entities.get(tie.other or "")
        if tie.other:
            in_place = other is not None and other.type == "place"
            self._add(it, name("schema:location" if in_place else "org:organization"), node(tie.other))
            if not in_place and tie.standing == "present":
                self._add(node(tie.entity), name("org:memberOf"), node(tie.other))
        if tie.role:
            role = node(f"{ids.BASE}role/{ids.slug(tie.role)}")
            self._add(it, name("org:role"), role)
            self._add(role, name("rdf:type"), name("org:Role"))
            self._add(role, name("skos:prefLabel"), Literal(tie.role.lower(), language="en"))
            self._add(it, name("kg:roleText"), Literal(tie.role))
        self._add(it, name("kg:standing"), name(f"kg:{tie.standing}"))
        if tie.time:
            during = node(f"{it.value}/during")
            self._add(it, name("org:memberDuring"), during)
            self._add(during, name("rdf:type"), name("time:Interval"))
            self.time(during, tie.time)


def _document(document: Document, add: Add) -> None:
    """A document's text, where it came from, and who published it."""
    it = node(document.id)
    add(it, name("rdf:type"), name("nif:Context"))
    add(it, name("rdf:type"), name("kg:Document"))
    add(it, name("nif:isString"), Literal(document.text))
    add(it, name("kg:sha256"), Literal(document.sha256 or ids.sha256(document.text)))
    add(it, name("schema:inLanguage"), Literal(document.language))
    literals = {
        "kg:origin": document.origin,
        "schema:name": document.title,
        "dcterms:source": document.source,
        "schema:publisher": document.publisher,
        "schema:author": document.author,
    }
    for key, value in literals.items():
        if value:
            add(it, name(key), Literal(value))
    if document.date:
        add(it, name("schema:datePublished"), Literal(document.date, datatype=_DATE))


def _run(run: Run, add: Add) -> None:
    """What made the extraction."""
    it = node(run.id)
    add(it, name("rdf:type"), name("prov:Activity"))
    add(it, name("kg:version"), Literal(run.version))
    add(it, name("kg:model"), Literal(run.model))
    add(it, name("kg:modelVersion"), Literal(run.model_version))


def number(value: float) -> Literal:
    """A number: an integer where it is a whole one, which reads better, and a double otherwise."""
    whole = abs(value) < 1e15 and value == int(value)
    return _integer(int(value)) if whole else Literal(repr(float(value)), datatype=_DOUBLE)


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=_INTEGER)
