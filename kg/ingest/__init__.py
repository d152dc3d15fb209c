"""Files in, documents out. Nothing here knows about language beyond a byline and a date.

In: paths, folders, globs, `-`, or text. Out: `kg.records.Document`, whose `text` all offsets refer to.
Next room: `kg.annotate`.
"""

from kg.ingest.find import find
from kg.ingest.read import from_text, read

__all__ = ["find", "from_text", "read"]
