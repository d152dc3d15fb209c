"""Named SPARQL queries, one self-describing file each."""
