# `make demo` and `make test` are all a fresh machine needs; `make check` is what every change must pass.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint check docs clean

demo: $(VENV)/.installed
	$(BIN)/kg build seeds
	$(BIN)/kg ask "what does TCIU do"

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy -p cli
	$(BIN)/lint-imports --no-logo

check: lint test

# The pages that show what commands print, and those that are made from the program.
docs: $(VENV)/.dev
	$(BIN)/python -m kg.cli.reference > docs/commands.md
	$(BIN)/python -m kg.rdf.reference > docs/ontology.md
	$(BIN)/python docs/regenerate.py

clean:
	rm -rf $(VENV) graph build *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.installed
