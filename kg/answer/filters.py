"""Words that limit a question: according to whom, in which document, planned or denied, all together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kg.answer.question import Scope, Slot
from kg.answer.words import Token, root, tokens
from kg.lexicon import table, words

Row = dict[str, Any]

_ACCORDING = r",?\s*\b(?:according to|in the words of|per(?=\s+(?-i:the\s)?(?-i:[A-Z])))\s+(?P<who>[^,?]+?)(?=,|\?|$|\s+(?:in|during|since|before|after)\s+(?:\d|FY))"
#: "In Li's view", "in the view of Li", "by Li's account", ", says Li", ", Li says".
_VIEW = r"view|opinion|eyes|words|estimate|telling|account|estimation|judg(?:e)?ment|count|reckoning|calculation"
_SAYS = r"(?:say|argue|claim|think|believe|report|insist|suggest|estimate|predict|warn|allege|assert|note|write)"
_VIEWED = (
    rf",?\s*\b(?:in|by)\s+(?:the\s+(?:{_VIEW})\s+of\s+(?P<who>[^,?]+?)(?=,|\?|$)|(?P<whose>(?-i:[A-Z]|the\s)[^,?]*?)(?:'s|(?<=s)')\s+(?:own\s+)?(?:{_VIEW})\b)",
    rf",\s*(?:so\s+)?{_SAYS}s?(?:d|ed)?\s+(?P<who>(?-i:[A-Z]|the\s)[^,?]+)\s*\??$",
    r",\s*(?:said|wrote)\s+(?P<who>(?-i:[A-Z]|the\s)[^,?]+)\s*\??$",
    rf",\s*(?:as\s+)?(?P<who>(?-i:[A-Z]|the\s)[^,?]*?)\s+(?:{_SAYS}s?(?:d|ed)?|said|wrote)\s*\??$",
)
_INSIDE = r",?\s*\b(?:in|from)\s+(?P<name>(?:the\s+|this\s+|that\s+|these\s+)?[^,?]+?)(?=,|\?|$|\s+(?:in|since|during|before|after|what|who|how|when|where|why|which)\b)"
_FILE = r"\b[\w-]+\.(?:txt|md|html?|pdf|docx)\b"


def scope(text: str, slot: Callable[[Sequence[Token]], Slot], documents: Iterable[Row]) -> tuple[Scope, str]:
    """What a question's words limit it to, and its text without them."""
    voice = Slot()
    match = re.search(_ACCORDING, text, re.I) if any(s in text for s in ("ccording to", "words of", "per ")) else None
    if match:
        voice = slot(tokens(match["who"]))
        text = f"{text[: match.start()]} {text[match.end() :]}".strip(" ,")
    elif "," in text or re.search(rf"\b(?:{_VIEW})\b", text):
        for pattern in _VIEWED:
            if match := re.search(pattern, text, re.I):
                who = match["who"] or match["whose"] if "whose" in match.groupdict() else match["who"]
                voice = slot(tokens(who))
                text = f"{text[: match.start()]} {text[match.end() :]}".strip(" ,")
                break
    inside, name, text = _documents(text, documents)
    modalities, stances, text = _marked(text)
    return Scope(voice, inside, name, modalities, stances), text


def together(text: str) -> tuple[bool, str]:
    """Whether numbers are to be added up, and the text without the words that say so."""
    for phrase in table("questions")["together"]["phrases"]:
        found = re.search(rf",?\s*\b{phrase}\b", text, re.I)
        if found:
            return True, f"{text[: found.start()]} {text[found.end() :]}".strip()
    return False, text


def _documents(text: str, documents: Iterable[Row]) -> tuple[tuple[str, ...], str, str]:
    """The documents that "in the brief" or "in report.txt" limits a question to, those words, and the text without."""
    lower = text.lower()
    nouns = words("questions", "documents", "nouns")
    if not (re.search(_FILE, text) or any(noun in lower for noun in nouns)):
        return (), "", text
    rows = list(documents)
    for match in re.finditer(_INSIDE, text, re.I):
        name = match["name"].strip()
        asked = [token for token in tokens(name) if token.low not in ("the", "this", "that", "these", "a", "an")]
        if not asked or not (re.search(_FILE, name) or _names_document(asked[-1].low)):
            continue
        found = tuple(row["id"] for row in rows if _fits(name, asked, row))
        bare = all(_names_document(token.low) for token in asked)
        if found or bare:
            rest = f"{text[: match.start()]} {text[match.end() :]}".strip(" ,")
            return (found if 0 < len(found) < len(rows) else ()), name, rest
    return (), "", text


def _names_document(low: str) -> bool:
    return any(root(low) == root(noun) for noun in words("questions", "documents", "nouns"))


def _fits(name: str, asked: Sequence[Token], row: Row) -> bool:
    """Whether a document is called so, by its file, title or publisher."""
    file = row["file"].rsplit("/", 1)[-1]
    if re.search(_FILE, name):
        return bool(file and file in name)
    called = tokens(" ".join((file.replace("_", " "), row["title"] or "", row["publisher"] or "")))
    return {token.root for token in asked} <= {token.root for token in called}


def _marked(text: str) -> tuple[frozenset[str], frozenset[str], str]:
    """The modality or stance that an adjective before a noun asks for: "which planned offices", and the rest."""
    marks = table("questions")["marks"]
    before = r"\b(?:which|what|many|much|list|name)\s+(?:of\s+)?(?:the\s+)?"
    match = re.search(rf"{before}(?P<mark>{'|'.join(marks)})\s+(?=\w)", text, re.I)
    if match is None:
        return frozenset(), frozenset(), text
    meant = marks[match["mark"].lower()]
    rest = f"{text[: match.start('mark')]}{text[match.end('mark') :].lstrip()}"
    return frozenset(meant.get("modalities", ())), frozenset(meant.get("stances", ())), rest
