"""The process behind `kg.ingest.foreign`: reads foreign formats from standard input, one line of JSON each."""

from __future__ import annotations

import json
import logging
import resource
import sys

#: Deeper nesting of elements overflows the parser's stack.
MAX_PAGE = 20_000_000


def html(page: str) -> dict[str, str]:
    """The main text of a page and its metadata; `error` if there is none."""
    import trafilatura

    if len(page) > MAX_PAGE:
        return {"error": f"a page of more than {MAX_PAGE // 1_000_000} million characters; split it first"}
    found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, include_tables=True)
    text = (found.text or "").strip() if found else ""
    if not text:
        return {"error": "no text found in this page"}
    fields = {
        "title": found.title,
        "author": found.author,
        "publisher": found.sitename,
        "date": found.date,
        "source": found.url,
    }
    return {"text": text, **{name: value for name, value in fields.items() if value}}


READERS = {"html": html}


def main() -> None:
    """Answer until standard input ends."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    logging.disable(logging.CRITICAL)
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            answer = READERS[request["kind"]](request["text"])
        except (ValueError, RecursionError, MemoryError, TypeError, AttributeError) as error:
            answer = {"error": f"can't be read ({type(error).__name__}: {str(error)[:100]})"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
