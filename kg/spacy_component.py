"""A component for spaCy users: `nlp.add_pipe("kg_claims")`, then `doc._.claims`.

It reads the parse and the names of the pipeline it stands in, so it goes after the parser and the entity recogniser.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg import ids
from kg.annotate import from_doc
from kg.annotate.models import Model
from kg.extraction import from_parse, run_of
from kg.records import Document, Extraction

#: What is put on `doc._`: the whole extraction, and its parts by name.
_PARTS = ("claims", "statements", "statistics", "attributions", "quantities", "entities", "mentions")


@Language.factory("kg_claims", requires=["token.dep", "token.tag", "token.lemma", "doc.ents"])  # type: ignore[untyped-decorator]
def create(nlp: Language, name: str) -> ClaimsComponent:  # noqa: ARG001 - spaCy's signature of a factory
    """The component of the name `kg_claims`."""
    return ClaimsComponent(nlp)


class ClaimsComponent:
    """Sets `doc._.kg` to the `Extraction` of a document, and `doc._.claims` and the others to its parts.

    Offsets are those of `doc.text`.
    """

    def __init__(self, nlp: Language) -> None:
        self._run = run_of(Model(nlp=nlp, name=f"{nlp.lang}_{nlp.meta['name']}", version=str(nlp.meta["version"])))
        if not Doc.has_extension("kg"):
            Doc.set_extension("kg", default=None)
        for part in _PARTS:
            if not Doc.has_extension(part):
                Doc.set_extension(part, getter=_getter(part))

    def __call__(self, doc: Doc) -> Doc:
        """Read the claims of a document."""
        sha = ids.sha256(doc.text)
        document = Document(text=doc.text, sha256=sha, id=ids.document(sha))
        doc._.kg = from_parse(from_doc(doc), document, self._run)
        return doc


def _getter(part: str) -> object:
    def get(doc: Doc) -> tuple[object, ...]:
        extraction: Extraction | None = doc._.kg
        return () if extraction is None else getattr(extraction, part)

    return get
