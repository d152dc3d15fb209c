"""What is wrong with a SPARQL query, said so that a person can mend it: line, column, the line itself and a caret.

The parser tells the furthest place it came to, which is often past the mistake ("WHER {" fails at the bracket). So
the usual mistakes are looked for first: a word that SPARQL doesn't have, a prefix that nobody declared, a bracket
without its other half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import QueryError
from kg.rdf.vocabulary import PREFIXES

#: Characters of a line that are shown around the mistake.
_SHOWN = 90
#: https://www.w3.org/TR/sparql11-query/#sparqlGrammar
_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a ABS ADD ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL CLEAR COALESCE CONCAT CONSTRUCT CONTAINS COPY COUNT
        CREATE DATATYPE DAY DEFAULT DELETE DESC DESCRIBE DISTINCT DROP ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM
        GRAPH GROUP GROUP_CONCAT HAVING HOURS IF IN INSERT INTO IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISURI LANG
        LANGMATCHES LCASE LIMIT LOAD MAX MD5 MIN MINUS MINUTES MONTH MOVE NAMED NOT NOW OFFSET OPTIONAL ORDER PREFIX RAND
        REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT SEPARATOR SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR
        STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR SUM TIMEZONE TO TRUE TZ UCASE UNDEF
        UNION URI USING UUID VALUES WHERE WITH YEAR""",
    )
)
_TOKEN = re.compile(
    r"""(?P<skip> \#[^\n]* | <[^<>"{}|^`\\\s]*> | '''(?s:.*?)''' | \"\"\"(?s:.*?)\"\"\"
        | '(?:[^'\\\n]|\\.)*' | "(?:[^"\\\n]|\\.)*" | [?$]\w+ | @[A-Za-z-]+ | \d[\w.]* )
      | (?P<name> [^\W\d][\w.-]*: [\w.%:-]* )
      | (?P<word> [A-Za-z]\w* )
      | (?P<bracket> [(){}\[\]] )
      | (?P<operator> [!<>]?=|&&|\|\| )
      | (?P<quote> ["'] )""",
    re.VERBOSE,
)
_PAIRS = {")": "(", "}": "{", "]": "["}


def malformed(message: str, text: str) -> QueryError:
    """The error for a query that the parser refuses with a message."""
    if not text.strip():
        return QueryError("query is empty")
    place = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    reasons = "; ".join(re.findall(r"[A-Z]\w*(?: \w+)+", re.sub(r"\[[^\]]*\]", "", place[3] if place else message)))
    select = re.search(r"(?i)\bSELECT\b", text)
    if "unbound" in reasons and select:
        return pointed(text, select.start(), f"{reasons} (beside COUNT and the like only those of GROUP BY may stand)")
    for at, why in (*_words(text), *_prefixes(text), *_brackets(text)):
        return pointed(text, at, why)
    if place is None:
        return QueryError(f"query: {message}")
    at = min(_offset(text, int(place[1]), int(place[2])), len(text.rstrip()))
    found = text[at : at + 20].split("\n")[0].strip()
    return pointed(
        text, at, reasons or (f"unexpected {found!r}" if found else "something is missing before this place")
    )


def pointed(text: str, at: int, why: str) -> QueryError:
    """The error for a mistake at a place of a query, with its line and a caret below it."""
    before = text.rfind("\n", 0, at) + 1
    line, column = text.count("\n", 0, at) + 1, at - before + 1
    shown = text[before:].split("\n", 1)[0].replace("\t", " ").replace("\r", " ")
    cut = max(0, min(column - 1 - _SHOWN // 2, len(shown) - _SHOWN))
    part = shown[cut : cut + _SHOWN]
    return QueryError(f"query, line {line}, column {column}: {why}\n  {part}\n  {' ' * (column - 1 - cut)}^")


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Words that SPARQL doesn't have, strings that don't end, and operators without a right side."""
    operator: re.Match[str] | None = None
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "quote":
            yield token.start(), "a string that begins here does not end in its line"
        if operator and token[0] in _PAIRS:
            yield token.start(), f"something is missing after {operator[0]!r}"
        operator = token if token.lastgroup == "operator" else None
        if token.lastgroup == "word" and token[0] != "a" and token[0].upper() not in _WORDS:
            yield token.start(), f"{token[0]!r} is no word of SPARQL{_hint(token[0].upper(), _WORDS)}"


def _prefixes(text: str) -> Iterator[tuple[int, str]]:
    """Names whose prefix is neither ours nor declared."""
    known = {*PREFIXES, *re.findall(r"(?i)\bPREFIX\s+([\w.-]*):", text)}
    for token in _TOKEN.finditer(text):
        prefix = token[0].partition(":")[0]
        if token.lastgroup == "name" and prefix not in known:
            yield token.start(), f"the prefix {prefix}: is not declared{_hint(prefix, known)}"


def _brackets(text: str) -> Iterator[tuple[int, str]]:
    """The first bracket that closes nothing, or the last one that nothing closes."""
    open_: list[tuple[int, str]] = []
    for token in _TOKEN.finditer(text):
        if token.lastgroup != "bracket":
            continue
        if token[0] not in _PAIRS:
            open_.append((token.start(), token[0]))
        elif open_ and open_[-1][1] == _PAIRS[token[0]]:
            open_.pop()
        else:
            yield token.start(), f"{token[0]!r} closes nothing that is open"
            return
    if open_:
        at, bracket = open_[-1]
        yield at, f"{bracket!r} is never closed"


def _hint(word: str, known: frozenset[str] | set[str]) -> str:
    import difflib  # only a mistake needs it

    near = difflib.get_close_matches(word, sorted(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _offset(text: str, line: int, column: int) -> int:
    """The place of a line and a column, both from 1."""
    return sum(len(before) + 1 for before in text.split("\n")[: line - 1]) + column - 1
