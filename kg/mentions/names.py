"""Names: runs of words (`kg.mentions.runs`) trimmed, parted from titles, and typed."""

from __future__ import annotations

import re

from kg.annotate import Parse, Word
from kg.lexicon import words as lexicon
from kg.mentions.drafts import Candidate
from kg.mentions.headlines import headings, headlines, named_in, names_below
from kg.mentions.runs import stretches
from kg.mentions.types import demonyms, given_names, is_title, known, name_type, noun_type
from kg.records import EntityType

_EDGES = frozenset({"PUNCT", "DET", "SYM", "SPACE", "PART", "ADP", "CCONJ", "PRON", "AUX"})
_ENDS = frozenset({"ADP", "DET", "CCONJ"})
_MODIFIERS = frozenset({"amod", "compound", "nmod"})
_NO_NAME = re.compile(r"I['\u2019](?:d|ll|m|ve)|.*(?:@|://|\bhref=).*")
#: A party and the state after a politician: "(D-Va.)", ", R-Ohio".
_PARTY = re.compile(r"[(,]\s?([DRI]-[A-Z][\w.]*(?: [A-Z]\w+)?)")
_DATELINE = re.compile(r"[\w., ]{0,30}(?:\([^)\n]{2,20}\))?\s*(?:[\u2014\u2013]|--| - )")
#: Titles of at most so many letters are abbreviations, and no office by themselves: "CEO".
_LETTERS = 3
#: Types that a name can seem to have though a title before it tells that it is a person's.
_TITLED = frozenset({"concept", "agency", "person", "other", "group"})


#: Types that a name can seem to have though the noun right before it tells another, and those that it can tell.
_UNSURE = frozenset({"person", "concept", "place", "other"})
_INTRODUCED = frozenset({"agency", "place", "facility", "other"})


def names(parse: Parse) -> list[Candidate]:
    """Candidates of kind `named` (and `nominal` for adjectives of origin, as in "Danish ports")."""
    above = headlines(parse)
    runs = stretches(parse)
    taken: set[int] = set()
    labelled = _made(parse, [run for run in runs if run[0][0].sentence not in above], taken)
    if above:
        below = names_below(parse, labelled)
        common = frozenset(w.text for w in parse.words if w.sentence not in above and w.text.islower())
        loud = [run for run in runs if run[0][0].sentence in above]
        labelled += _made(parse, [piece for run in loud for piece in named_in(run, below, common)], taken)
    parties = {k for m in _PARTY.finditer(parse.text) for k in range(*m.span(1))}
    found = [candidate for candidate, _ in labelled if candidate.start not in parties]
    for candidate in found:
        if _is_dateline(parse, candidate):
            candidate.type = "place"
    lines = headings(parse)
    found = [c for c in found if c.head.sentence not in lines or _outlives(parse, c)]
    titles_at = {k: c for c in found if c.title for k in range(c.first, c.last + 1)}
    sure = {id(c) for c, label in labelled if label in ("PERSON", "ORG", "GPE") and not _is_portfolio(c.name)}
    return [c for c in found if id(c) in sure or not _in_title(c, titles_at.get(c.first))]


def _made(parse: Parse, runs: list[tuple[list[Word], str]], taken: set[int]) -> list[tuple[Candidate, str]]:
    """The candidates of runs with their labels, each word in one only: those in `taken` are in others already."""
    found = []
    for words, label in runs:
        if any(w.i in taken for w in words):
            continue
        candidate = _candidate(parse, words, label)
        if candidate is not None:
            found.append((candidate, label))
            taken.update(range(candidate.first, candidate.last + 1))
    return found


def _is_dateline(parse: Parse, candidate: Candidate) -> bool:
    """As in "SKARR, Norland, May 3 (NP) - Divers found": where a report was written, in capitals at its start."""
    name = parse.between(candidate.first, candidate.last + 1)
    starts = any(start == candidate.start for start, _ in parse.paragraphs)
    return starts and name.isupper() and bool(_DATELINE.match(parse.text, candidate.end))


def _outlives(parse: Parse, candidate: Candidate) -> bool:
    """Whether a name in a heading is one: of a telling type, beside a parenthesis, or found in the text too."""
    beside = parse.words[max(0, candidate.first - 1) : candidate.last + 2]
    if candidate.type not in ("concept", "other", "document") or any(w.text in ("(", ")") for w in beside):
        return True
    return parse.text.count(candidate.name) > 1


def _in_title(candidate: Candidate, person: Candidate | None) -> bool:
    """Whether a name is only a piece of a person's title, and not a known one: "Security" of "Security Adviser"."""
    within = person is not None and person is not candidate and candidate.last <= person.last
    return within and candidate.name.lower() not in known()


def _is_portfolio(name: str) -> bool:
    return all(word in lexicon("titles", "portfolios") for word in name.lower().split())


def _candidate(parse: Parse, words: list[Word], label: str) -> Candidate | None:
    """The candidate of a run: its edges trimmed, its title split off, its type decided."""
    span = _trimmed(words, label)
    if not any(c.isalnum() for w in span for c in w.text) or _is_no_name(_text(parse, span)):
        return None
    core, title = _without_title(parse, span, label)
    addressed = bool(title) and _is_addressed(title)
    kind = "person" if addressed else _type(parse, core, label, titled=bool(title))
    if kind != "person":
        core, title = span, []
        kind = _type(parse, core, label, titled=False)
    office = (
        kind in ("person", "concept", "agency") and not title and label in ("", "PERSON", "ORG") and _is_office(core)
    )
    adjective = _is_adjective(core)
    dated = kind == "time" and core[-1].tag not in ("NNP", "NNPS", "CD")
    return Candidate(
        head=_head(core),
        first=title[0] if title else core[0],
        last=core[-1],
        kind="nominal" if adjective or dated else "named",
        type="person" if office else kind,
        name=_text(parse, core),
        title=_text(parse, title).lstrip(". "),
        definite=not adjective,
        office=office,
    )


def _is_no_name(text: str) -> bool:
    """As in "I'd", "Lt" of "Lt. Gov. Lind", and an address."""
    title = text.lower().rstrip(".") in lexicon("titles", "short") and text.lower() not in known()
    return title or bool(_NO_NAME.fullmatch(text))


def _trimmed(words: list[Word], label: str) -> list[Word]:
    """Without determiners, prepositions, possessives and marks at the edges."""
    span = list(words)
    while span and (
        (span[-1].pos == "PUNCT" and span[-1].text != ".") or span[-1].tag == "POS" or span[-1].pos in _ENDS
    ):
        span.pop()
    while span and _is_edge(span[0], label):
        span.pop(0)
    return span


def _without_title(parse: Parse, span: list[Word], label: str) -> tuple[list[Word], list[Word]]:
    """The name and its title, from within the run or from before it."""
    if label not in ("PERSON", "ORG", "", "NORP"):
        return span, []
    core, title = _split_title(span)
    if not title and label in ("PERSON", ""):
        title = _titles_before(parse, core)
    return core, title


def _type(parse: Parse, core: list[Word], label: str, *, titled: bool) -> EntityType:
    name = _text(parse, core)
    kind = name_type(name, label)
    if titled and kind in _TITLED and label in ("PERSON", "") and name.lower() not in known():
        return "person"
    if label == "" and kind == "concept" and core[0].lower in given_names() and len(core) in (2, 3):
        kind = "person"
    if kind in _UNSURE and label != "GPE" and not titled:
        return _introduced_as(parse, core) or kind
    return kind


def _is_adjective(core: list[Word]) -> bool:
    """As in "Danish" of "Danish ports": an adjective of origin names nobody."""
    word = core[0]
    return len(core) == 1 and word.lower in demonyms() and word.pos in ("ADJ", "PROPN") and word.dep in _MODIFIERS


def _introduced_as(parse: Parse, core: list[Word]) -> EntityType | None:
    """What the noun before a name says that it is: "the weekly Lumen", "the frigate Aho", "the town of Aho"."""
    if core[0].i < 2:
        return None
    head, before = _head(core), parse.words[core[0].i - 1]
    if before.lower == "of" and head.head is before:
        return "place" if before.head.lower in lexicon("types", "named", "of") else None
    if before.head is not head and head.head is not before:
        return None
    if before.lower in ("weekly", "daily"):
        return "agency"
    kind = noun_type(before.lower) if before.tag == "NN" else None
    return kind if kind in _INTRODUCED else None


def _is_edge(word: Word, label: str) -> bool:
    if label in ("DATE", "TIME"):
        return word.pos in ("PUNCT", "ADP") or word.lower in ("the", "a", "an")
    return (
        (word.pos in _EDGES and not word.text[:1].isupper())
        or word.lower in ("the", "a", "an", "'s", "\u2019s", "former", "ex")
        or word.pos == "PUNCT"
    )


def _is_office(words: list[Word]) -> bool:
    """As in "President", "Home Secretary": the last word is a title in the singular and no name follows. A "Court of
    Justice" is none.
    """
    last = words[-1]
    if len(words) > 4 or any(w.lower in ("of", "for") for w in words):
        return False
    return is_title(last.lower) and last.tag in ("NN", "NNP") and len(last.text) > _LETTERS


def _split_title(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """The name and the title before it: "General Ruiz" → "Ruiz", "General"; a title alone stays a name."""
    at = 0
    for k in range(min(len(words) - 1, 5)):
        if is_title(words[k].lower):
            at = k + 1
    if at and (_is_addressed(words) or noun_type(words[-1].lower) in (None, "place", "time", "other", "facility")):
        return words[at:], words[:at]
    return words, []


def _is_addressed(words: list[Word]) -> bool:
    return words[0].lower.rstrip(".") in lexicon("titles", "address")


def _titles_before(parse: Parse, core: list[Word]) -> list[Word]:
    """Title words that stand before a person's name and hang on it: "Foreign Minister" of "Foreign Minister Aho"."""
    head = _head(core)
    k = core[0].i
    sentence = parse.sentences[core[0].sentence]
    if (
        k - 1 > sentence.first
        and parse.words[k - 1].text == "."
        and parse.words[k - 2].lower in lexicon("titles", "short")
    ):
        k -= 1
    if k > sentence.first and (office := _office_with_complement(parse.words[k - 1], head)):
        return parse.words[office.i : k]
    if k == sentence.first or not is_title(parse.words[k - 1].lower) or parse.words[k - 1].head is parse.words[k - 1]:
        return []
    governor = parse.words[k - 1].head
    if governor is not head and governor not in core:
        return []
    start = k - 1
    while (
        start > sentence.first
        and parse.words[start - 1].pos in ("PROPN", "ADJ", "NOUN")
        and parse.words[start - 1].dep in ("compound", "amod", "nmod", "punct")
        and k - start < 6
    ):
        start -= 1
    return parse.words[start:k]


def _office_with_complement(word: Word, head: Word) -> Word | None:
    """The title whose complement ends before a name: "Secretary" of "Secretary of State Aho"."""
    office = word.head.head
    if (
        word.dep != "pobj"
        or word.head.lower not in ("of", "for")
        or office.head is not head
        or word.head.i != office.i + 1
    ):
        return None
    return office if is_title(office.lower) and office.dep in ("nmod", "compound") else None


def _head(words: list[Word]) -> Word:
    """The word that governs the others from outside."""
    inside = set(map(id, words))
    outer = [w for w in words if id(w.head) not in inside or w.head is w]
    named = [w for w in outer if w.pos in ("PROPN", "NOUN", "ADJ", "NUM")]
    return (named or outer or words)[0]


def _text(parse: Parse, words: list[Word]) -> str:
    return " ".join(parse.text[words[0].start : words[-1].end].split()) if words else ""
