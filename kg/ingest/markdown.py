"""Markdown as plain text: one line a block, markup gone, metadata from the front matter."""

from __future__ import annotations

import re

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.S)
_FIELDS = {"title": "title", "author": "author", "publisher": "publisher", "date": "date", "source": "source"}


def plain(text: str) -> dict[str, str]:
    """`text` and the fields of its front matter, by the names of a Document's fields."""
    from markdown_it import MarkdownIt

    fields = {}
    if matter := _FRONT_MATTER.match(text):
        text = text[matter.end() :]
        for line in matter[1].splitlines():
            key, _, value = line.partition(":")
            if (field := _FIELDS.get(key.strip().lower())) and (value := value.strip().strip("\"'")):
                fields[field] = value
    parser = MarkdownIt("commonmark").enable("table")
    blocks: list[str] = []
    heading = None
    for token in parser.parse(text):
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "inline":
            block = "".join(_inline(child.type, child.content) for child in token.children or ()).strip()
            if block:
                blocks.append(block)
                if heading == "h1":
                    fields.setdefault("title", block)
            heading = None
    return {"text": "\n\n".join(blocks), **fields}


def _inline(kind: str, content: str) -> str:
    """What a piece of a block reads as; a link reads as its words, an image as nothing."""
    if kind in ("softbreak", "hardbreak"):
        return " "
    return content if kind in ("text", "code_inline") else ""
