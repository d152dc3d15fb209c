"""Whether a clause is said to hold: its polarity and modality, and the words that decide them.

In: the predicate of a proposition. Out: a `Factuality` (`kg.claims.drafts`). Only the tree and
`kg/lexicon/factuality.toml` are read. Voices are another matter: what somebody says, claims or denies keeps the
factuality it has in their mouth.
"""

from kg.claims.factuality.climb import assess, stands_alone

__all__ = ["assess", "stands_alone"]
