"""Text in, tree out. The only room that loads a language model; `tree` is what all later rooms read.

In: a text (from `kg.ingest`, or any string). Out: a `Parse` for `kg.mentions` and `kg.claims`.
"""

from kg.annotate.parse import from_doc, parse, parse_all
from kg.annotate.tree import Name, Parse, Phrase, Sentence, Word

__all__ = ["Name", "Parse", "Phrase", "Sentence", "Word", "from_doc", "parse", "parse_all"]
