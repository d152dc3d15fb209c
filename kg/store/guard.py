"""What a user's query may do: read this graph, in reasonable size.

Oxigraph fetches `SERVICE` from the network with no switch against it, and deeply nested queries crash its parser, so
both are refused before it sees them.
"""

from __future__ import annotations

import re

from kg.errors import QueryError
from kg.store.mistakes import pointed

#: 64 KiB: longer queries are generated, and long chains of operators overflow the parser's stack.
MAX_BYTES = 65536

#: Brackets inside brackets. Oxigraph survives some hundreds; no query a person writes has twenty.
MAX_DEPTH = 50

#: Operators that the parser nests although the text is flat (`a UNION b UNION c`).
MAX_CHAIN = 500

_TOKEN = re.compile(
    r"""(?P<iri> <[^<>"{}|^`\\\s]*> )
      | (?P<skip> \#[^\n]* | '''(?s:.*?)''' | \"\"\"(?s:.*?)\"\"\"
        | '(?:[^'\\\n]|\\.)*' | "(?:[^"\\\n]|\\.)*" | [?$]\w+ | [\w.-]*:[\w.%:-]* )
      | (?P<word> [A-Za-z]+ )
      | (?P<open> [({\[] ) | (?P<close> [)}\]] )
      | (?P<operator> \|\| | && | [/|^!+*] | - )""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORBIDDEN = {
    "FROM": "FROM is not allowed: all graphs are read",
    "LOAD": "LOAD is not allowed: queries only read",
    "INSERT": "INSERT is not allowed: queries only read",
    "DELETE": "DELETE is not allowed: queries only read",
    "SERVICE": "SERVICE is not allowed: queries stay on this machine",
}


def check(text: str) -> None:
    """Raises QueryError, with line and column, for a query that is too large or not allowed."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise QueryError(f"query is longer than {MAX_BYTES // 1024} KiB")
    depth = chain = 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "word" and token[0].upper() in _FORBIDDEN:
            raise pointed(text, token.start(), _FORBIDDEN[token[0].upper()])
        if kind == "operator" or (kind == "word" and token[0].upper() in ("UNION", "OPTIONAL", "MINUS")):
            chain += 1
        if kind == "iri":  # or a comparison, as in "?a<((b)>c": brackets count
            depth += token[0].count("(") - token[0].count(")")
        depth += (kind == "open") - (kind == "close")
        if depth > MAX_DEPTH or chain > MAX_CHAIN:
            raise pointed(text, token.start(), f"nested more than {MAX_DEPTH} deep or too long")
    if re.search(r"\bservice\b", _unescaped(text), re.IGNORECASE) and _calls_service(text):
        raise QueryError(_FORBIDDEN["SERVICE"])


def _unescaped(text: str) -> str:
    """The text as the parser reads it: it replaces code point escapes first."""
    return _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), text)


def _calls_service(text: str) -> bool:
    """Whether a query calls SERVICE, as its tree says. Only asked where the word occurs, in a string or elsewhere. Raises
    QueryError where the tree can't be made: it is no SPARQL, is too deep, or escapes what is no character.

    The tokens above could be misled about where a string begins ("?a<b" may start an IRI or compare); this can't.
    """
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.algebra import traverse
    from rdflib.plugins.sparql.parser import parseQuery

    called = []

    def visit(node: object) -> None:
        if getattr(node, "name", None) == "ServiceGraphPattern":
            called.append(node)

    try:
        traverse(parseQuery(_unescaped(text)), visitPre=visit)
    except (ParseBaseException, RecursionError, ValueError) as error:
        raise QueryError(
            f"query holds the word SERVICE and can't be read to see whether it is called: {error}"
        ) from None
    return bool(called)
