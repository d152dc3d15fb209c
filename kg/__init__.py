"""Reads news, reports and policy papers into a knowledge graph of entities and claims that a person can check."""
