"""The rdf room."""
