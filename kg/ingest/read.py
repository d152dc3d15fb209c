"""One file, standard input, or a string becomes a document."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

from kg import ids
from kg.errors import InputError
from kg.ingest import foreign, metadata
from kg.ingest.find import FORMATS, STDIN
from kg.records import Document

#: Larger inputs are refused: a book has about a megabyte.
MAX_BYTES = 50_000_000

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SURROGATE = re.compile("[\ud800-\udfff]")


def read(origin: str) -> Document:
    """The document at a path, or on standard input for `-`. Raises InputError with what is wrong with it."""
    data = _bytes(origin)
    if not data.strip():
        raise InputError("empty", origin=origin)
    kind = FORMATS.get(Path(origin).suffix.lower(), "text")
    if kind == "html" or (kind == "text" and re.match(rb"\s*(?:<!doctype html|<html)\b", data[:1000], re.I)):
        return from_text(**foreign.read_html(decode(data, origin), origin=origin), origin=origin)
    text = decode(data, origin)
    if kind == "markdown":
        from kg.ingest.markdown import plain

        return from_text(**plain(text), origin=origin)
    return from_text(text, origin=origin)


def from_text(
    text: str,
    *,
    origin: str = "",
    title: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    date: str | None = None,
    source: str | None = None,
) -> Document:
    """A document of this text. What isn't given (title, publisher, author, date, source) is taken from the text
    where it stands there. Raises InputError for a text that is empty or isn't text.
    """
    if not text.strip():
        raise InputError("empty", origin=origin)
    if found := _SURROGATE.search(text):
        raise InputError(f"not valid Unicode: a lone surrogate at character {found.start()}", origin=origin)
    if (nul := text.find("\0")) >= 0:
        raise InputError(f"not a text: a NUL at character {nul}", origin=origin)
    given = {"title": title, "publisher": publisher, "author": author, "date": date, "source": source}
    sha = ids.sha256(text)
    document = replace(metadata.read(text), text=text, origin=origin, sha256=sha, id=ids.document(sha))
    return replace(document, **{k: v for k, v in given.items() if v})


def decode(data: bytes, origin: str) -> str:
    """Text from bytes: UTF-8, or UTF-16 with a byte order mark. Line ends become `\\n`, as Python reads text files."""
    if data.startswith(b"%PDF-"):
        raise InputError("a PDF; make a text of it first, for example: pdftotext report.pdf", origin=origin)
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\0" in data[:8192]:
        raise InputError("not a text file (it holds NUL bytes)", origin=origin)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"not UTF-8 (byte 0x{data[error.start]:02x} at {error.start}); convert it first, "
            f"for example: iconv -f WINDOWS-1252 -t UTF-8",
            origin=origin,
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _bytes(origin: str) -> bytes:
    try:
        if origin == STDIN:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(origin).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"can't be read ({reason})", origin=origin) from None
    if len(data) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES // 1_000_000} MB; split it first", origin=origin)
    return data
