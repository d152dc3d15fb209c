"""Files become documents, and what can't be read says why."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest import find, from_text, read
from kg.ingest.foreign import Reader

PAGE = """<!doctype html><html><head><title>Port seizure | The Ledger</title>
<meta name="author" content="Ann Lee"><meta property="og:site_name" content="The Ledger">
<meta property="article:published_time" content="2024-03-02T10:00:00Z"><meta property="og:title" content="Port seizure">
</head><body><nav>Home Menu</nav><article><h1>Port seizure</h1><p>The agency said it seized twelve tons of steel on
Monday, and officials declined to comment on the matter any further.</p></article></body></html>"""


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.txt", b"A plain text.", "A plain text."),
        ("a.txt", b"\xef\xbb\xbfWith a mark.", "With a mark."),
        ("a.txt", "Über allem.".encode("utf-16"), "Über allem."),
        ("a.txt", b"One line.\r\nAnother.\rThird.", "One line.\nAnother.\nThird."),
        ("a.dat", b"Any ending will do.", "Any ending will do."),
        (
            "a.md",
            b"# Head\n\nThe **agency** said [this](http://x.example).\nAnd more.",
            "Head\n\nThe agency said this. And more.",
        ),
    ],
)
def test_text_formats(tmp_path: Path, name: str, content: bytes, text: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    document = read(str(path))
    assert document.text == text
    assert document.origin == str(path)
    assert document.id.endswith(document.sha256[:16])


def test_html_keeps_the_article_and_its_metadata(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE)
    document = read(str(path))
    assert "seized twelve tons" in document.text
    assert "Menu" not in document.text
    assert (document.title, document.author, document.publisher, document.date) == (
        "Port seizure",
        "Ann Lee",
        "The Ledger",
        "2024-03-02",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.4\n1 0 obj\n", "a PDF; make a text of it first"),
        (b"\x89PNG\r\n\x1a\n\0\0", "NUL bytes"),
        (b"caf\xe9 au lait", "not UTF-8"),
        (b"\xed\xa0\x80", "not UTF-8"),
        (b"x" * 9000 + b"\0", "a NUL at character 9000"),
    ],
)
def test_bad_files_say_what_is_wrong(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        read(str(path))
    assert str(path) in str(caught.value)


def test_a_missing_file_and_a_lone_surrogate() -> None:
    with pytest.raises(InputError, match="can't be read"):
        read("no/such/file.txt")
    with pytest.raises(InputError, match="lone surrogate at character 2"):
        from_text("ab\ud800")


def test_a_page_without_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body></body></html>")
    with pytest.raises(InputError, match="no text"):
        read(str(path))


def test_a_reader_that_takes_too_long_is_stopped_and_works_again() -> None:
    reader = Reader()
    try:
        with pytest.raises(InputError, match="within"):
            reader.read("html", PAGE, origin="slow.html", seconds=0.001)
        assert "seized" in reader.read("html", PAGE, origin="fine.html")["text"]
    finally:
        reader.close()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"From a pipe.")))
    assert read("-").text == "From a pipe."


def test_find(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.bin", ".hidden.txt", "sub/d.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "none").mkdir()
    root = str(tmp_path)
    assert find([root])[0] == [f"{root}/a.md", f"{root}/b.txt", f"{root}/sub/d.html"]
    assert find([f"{root}/*.txt", f"{root}/b.txt", "-"])[0] == [f"{root}/b.txt", "-"]
    found, errors = find([f"{root}/none", f"{root}/x.txt", f"{root}/*.pdf", f"{root}/c.bin"])
    assert found == [f"{root}/c.bin"]
    assert [str(e).rsplit(": ", 1)[-1].split(" (")[0] for e in errors] == [
        "no documents in this folder",
        "no such file or folder",
        "no file matches this pattern",
    ]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Heading of the day\nBy Ann Lee\nA text that is longer than its heading.", "title", "Heading of the day"),
        ("Heading of the day\nBy Ann Lee\nA text that is longer than its heading.", "author", "Ann Lee"),
        ("Jo Doe for The Ledger\nA text.", "author", "Jo Doe"),
        ("Jo Doe for The Ledger\nA text.", "publisher", "The Ledger"),
        ("A text.\nArticle published on March 3, 2021 in the weekly.", "date", "2021-03-03"),
        ("LONDON, 3 March 2021 - The minister spoke.", "date", "2021-03-03"),
        ("Published: 2021-03-03\nA text.", "date", "2021-03-03"),
        ("A text.\nSource: The Ledger", "source", "The Ledger"),
        ("This text was translated and reposted from LEDGER\nMore.", "source", "LEDGER"),
        ("A sentence is no title.\nMore text follows here.", "title", None),
        ("The report of March 3, 2021 said so.\nMore.", "date", None),
        ("The law was published on 32 March 2021.", "date", None),
        ("We wait for The Ledger to answer.\nMore.", "author", None),
    ],
)
def test_metadata_stands_where_the_text_states_it(text: str, field: str, value: str | None) -> None:
    assert getattr(from_text(text), field) == value


#: Lines of a name and a day, and the date, publisher and author that they tell.
DATELINES = [
    ("Claimgraph Walk, March 4, 2024", "2024-03-04", "Claimgraph Walk", None),
    ("*The Norland Post, 5 May 2024*", "2024-05-05", "The Norland Post", None),
    ("The Norland Post | 5 May 2024", "2024-05-05", "The Norland Post", None),
    ("5 May 2024 | The Norland Post", "2024-05-05", "The Norland Post", None),
    ("_Norland Times, Monday, May 6, 2024_", "2024-05-06", "Norland Times", None),
    ("NORLAND POST - May 6, 2024", "2024-05-06", "NORLAND POST", None),
    ("Harbour Watch \u2014 2024-05-05", "2024-05-05", "Harbour Watch", None),
    ("The Norland Post (May 6, 2024)", "2024-05-06", "The Norland Post", None),
    ("The Coast Guard, May 5, 2024", "2024-05-05", "The Coast Guard", None),
    ("Anna Roth, May 5, 2024", "2024-05-05", None, "Anna Roth"),
    ("By Ann Lee, 5 May 2024", "2024-05-05", None, "Ann Lee"),
    ("Lima, 5 May 2024", "2024-05-05", None, None),
    ("LIMA, May 5, 2024", "2024-05-05", None, None),
    ("Lima, Peru, May 5, 2024", "2024-05-05", None, None),
    ("Port Aho, May 5, 2024", "2024-05-05", None, None),
    ("Brackwater, May 5, 2024", "2024-05-05", None, None),
    ("Press Conference, May 5, 2024", "2024-05-05", None, None),
    ("Annual Report, May 5, 2024", "2024-05-05", None, None),
    ("Section 12, May 5, 2024", "2024-05-05", None, None),
    ("May 5, 2024", "2024-05-05", None, None),
    ("The Norland Post, May 2024", None, None, None),
    ("The Norland Post, 32 May 2024", None, None, None),
    ("Statement by the Mayor, May 5, 2024", None, None, None),
    ("The council met on 5 May 2024", None, None, None),
    ("The boats, May 5, 2024", None, None, None),
]


@pytest.mark.parametrize(("line", "date", "publisher", "author"), DATELINES)
def test_a_line_of_a_name_and_a_day(line: str, date: str | None, publisher: str | None, author: str | None) -> None:
    body = "The Coastal Harbour Agency seized 12 boats in Norland in 2023, the mayor said."
    below = from_text(f"# Boats seized\n\n{line}\n\n{body}")
    assert (below.date, below.publisher, below.author) == (date, publisher, author)
    assert below.title == "Boats seized"
    above = from_text(f"{line}\n\nBoats seized\n\n{body}")
    assert (above.date, above.publisher, above.author) == (date, publisher, author)
    if publisher or author:
        assert above.title == "Boats seized"
    inside = from_text(f"{body} {line}\n\n{body}")
    assert (inside.publisher, inside.author) == (None, None)


def test_a_label_comes_before_a_line_without_one() -> None:
    text = "The Norland Post, 5 May 2024\nPublisher: Coast Daily\nThe Coastal Harbour Agency seized 12 boats."
    assert from_text(text).publisher == "Coast Daily"


def test_given_metadata_comes_first() -> None:
    assert from_text("By Ann Lee\nA text.", author="Jo Doe").author == "Jo Doe"
