"""Which words name or refer to something: names, descriptions, pronouns, and acronyms with their long forms.

In: a `Parse` (`kg.annotate`). Out: `Candidate`s in the order of the text, for `kg.entities` to group.
"""

from kg.mentions.acronyms import Definition, definitions
from kg.mentions.candidates import candidates
from kg.mentions.drafts import Candidate

__all__ = ["Candidate", "Definition", "candidates", "definitions"]
