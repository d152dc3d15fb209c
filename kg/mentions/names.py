"""Names: those the model finds, trimmed and mended by our own evidence, and capitalised ones that it misses."""

from __future__ import annotations

from kg.annotate import Parse, Word
from kg.mentions.drafts import Candidate
from kg.mentions.types import LINKS, demonyms, given_names, known, name_type, noun_type, titles

#: What the model calls a name though it names nothing: numbers are `kg.claims`' business.
_NUMBERS = frozenset({"CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"})
_SPOKEN_OF = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
_EDGES = frozenset({"PUNCT", "DET", "SYM", "SPACE", "PART", "ADP", "CCONJ", "PRON", "AUX"})
_QUOTES = {"'": "'", '"': '"', "\u2018": "\u2019", "\u201c": "\u201d"}
_TITLE_WORDS_MAX = 12
_NAME_POS = frozenset({"PROPN", "NOUN", "ADJ", "VERB"})


def names(parse: Parse) -> list[Candidate]:
    """Candidates of kind `named` (and `nominal` for adjectives of origin, as in "Danish ports")."""
    taken: set[int] = set()
    found: list[Candidate] = []
    for words, label in _stretches(parse):
        if any(w.i in taken for w in words):
            continue
        candidate = _candidate(parse, words, label)
        if candidate is not None:
            found.append(candidate)
            taken.update(range(candidate.first, candidate.last + 1))
    titles_at = {k: c for c in found if c.title for k in range(c.first, c.last + 1)}
    return [c for c in found if not _in_title(c, titles_at.get(c.first))]


def _in_title(candidate: Candidate, person: Candidate | None) -> bool:
    """Whether a name is only a piece of a person's title, and not a known one: "Security" of "Security Adviser"."""
    within = person is not None and person is not candidate and candidate.last <= person.last
    return within and candidate.name.lower() not in known()


def _stretches(parse: Parse) -> list[tuple[list[Word], str]]:
    """Runs of words that may be a name with the model's label, the surest first."""
    runs = [(run, "WORK_OF_ART") for run in _quoted_titles(parse)]
    runs += [(run, "LAW" if run[-1].lower in ("act", "treaty") else "ORG") for run in _formed(parse)]
    model: set[int] = set()
    for name in parse.names:
        if name.label in _NUMBERS:
            continue
        words = _grown(parse, name.first, name.last, name.label)
        model.update(w.i for w in words)
        runs.append((words, name.label))
    runs += [(run, "") for run in _capitalised(parse, model)]
    return runs


def _grown(parse: Parse, first: int, last: int, label: str) -> list[Word]:
    """A model's name with capitalised words beside it that belong to it."""
    words = parse.words
    sentence = parse.sentences[words[first].sentence]
    if label in ("DATE", "TIME"):
        return words[first:last]
    while (
        first > sentence.first
        and words[first - 1].tag in ("NNP", "NNPS")
        and words[first - 1].head in words[first:last]
        and words[first - 1].lower not in titles()
        and words[first - 1].dep == "compound"
        and not words[first - 1].entity
    ):
        first -= 1
    while last < sentence.last and _heads_on(words[last], words[last - 1]):
        last += 1
    return words[first:last]


def _heads_on(word: Word, before: Word) -> bool:
    """Whether a proper noun goes on with the name before it: "Harbour" + "Authority"."""
    return (
        word.tag in ("NNP", "NNPS")
        and word.text[:1].isupper()
        and not word.entity
        and before.tag != "POS"
        and before.head is word
        and word.lower not in titles()
    )


def _quoted_titles(parse: Parse) -> list[list[Word]]:
    """Titles of documents in quotation marks: 'Strategy for Clean Harbours', each larger word capitalised."""
    found = []
    for sentence in parse.sentences:
        words = parse.words_of(sentence)
        k = 0
        while k < len(words):
            close = _QUOTES.get(words[k].text)
            if close is None:
                k += 1
                continue
            end = next(
                (
                    j
                    for j in range(k + 1, min(len(words), k + 2 + _TITLE_WORDS_MAX))
                    if words[j].text in (close, words[k].text)
                ),
                None,
            )
            if end is None:
                k += 1
                continue
            inside = words[k + 1 : end]
            while inside and inside[-1].pos == "PUNCT":
                inside.pop()
            if len(inside) > 2 and _is_title(inside):
                found.append(inside)
                k = end
            k += 1
    return found


def _is_title(words: list[Word]) -> bool:
    capital = [w.text[:1].isupper() for w in words if w.lower not in LINKS]
    nouny = all(w.pos not in ("PRON", "AUX") and w.tag not in ("VBD", "VBZ", "VBP") for w in words)
    return (
        nouny
        and all(capital)
        and words[0].lower not in ("i", "we")
        and words[0].text[:1].isupper()
        and len(capital) > 1
    )


_FORM_LAST = frozenset(
    {
        "act",
        "treaty",
        "agency",
        "center",
        "centre",
        "unit",
        "units",
        "force",
        "project",
        "program",
        "programme",
        "strategy",
        "bureau",
    }
)


def _formed(parse: Parse) -> list[list[Word]]:
    """ "Operation X", "X Act", "X Center": the capitalised run around the noun that tells what it is."""
    found = []
    for run in _runs(parse):
        lowers = [w.lower for w in run]
        if lowers[0] == "operation" and len(run) > 1:
            found.append(run)
        elif len(run) > 2 and (lowers[-1] in _FORM_LAST or {"of", "for"} & set(lowers[1:])):
            start = 0
            while start < len(run) - 2 and (lowers[start] in titles() or known().get(lowers[start]) == "group"):
                start += 1
            found.append(run[start:])
    return found


def _runs(parse: Parse) -> list[list[Word]]:
    """Maximal runs of capitalised nouns and adjectives, small links inside allowed, not over a sentence's end."""
    found: list[list[Word]] = []
    for sentence in parse.sentences:
        run: list[Word] = []
        for word in parse.words_of(sentence):
            capital = word.text[:1].isupper() and (
                word.pos in _NAME_POS or (bool(run) and word.pos not in ("PRON", "PUNCT"))
            )
            if (
                (capital and (word.pos != "VERB" or run or word.i == sentence.first))
                or (run and word.lower in ("of", "for") and _takes_complement(run) and _goes_on(parse, word))
                or (run and word.lower == "the" and run[-1].lower in ("of", "for"))
                or (run and word.text in ("-", "&", "/") and word.start == run[-1].end)
            ):
                run.append(word)
            else:
                _close(found, run)
                run = []
        _close(found, run)
    return found


def _takes_complement(run: list[Word]) -> bool:
    """ "Bureau of …", "Centre for Control of …": a body's noun whose name goes on after a preposition."""
    if noun_type(run[-1].lower) in ("agency", "unit"):
        return run[-1].lower not in ("government", "army", "police")
    return any(w.lower in ("of", "for") for w in run)


def _goes_on(parse: Parse, link: Word) -> bool:
    after = parse.words[link.i + 1 : link.i + 3]
    return bool(after) and (
        after[0].text[:1].isupper() or (after[0].lower == "the" and len(after) > 1 and after[1].text[:1].isupper())
    )


def _close(found: list[list[Word]], run: list[Word]) -> None:
    while run and not (run[-1].text[:1].isupper() or run[-1].text[:1].isdigit()):
        run.pop()
    if run:
        found.append(run)


def _capitalised(parse: Parse, model: set[int]) -> list[list[Word]]:
    """Runs of proper nouns that the model leaves without a label: not in headlines, and not a lone first word unless
    it is a part of a name found elsewhere ("Halberd Inc. … Halberd denied it").
    """
    found = []
    parts = {
        w.lower for n in parse.names if n.label in _SPOKEN_OF for w in parse.words[n.first : n.last] if w.tag == "NNP"
    }
    loud = {s.i for s in parse.sentences if _is_headline(parse.words_of(s))}
    for run in _runs(parse):
        run = [w for w in run if w.i not in model]
        first = parse.sentences[run[0].sentence].first if run else 0
        while run and run[0].i == first and not (_sure(run[0]) or _is_part(run, parts)):
            run.pop(0)
        if not run or run[-1].i - run[0].i != len(run) - 1:
            continue
        proper = [w for w in run if w.tag in ("NNP", "NNPS") or _is_lettered(w)]
        if not proper or run[-1].tag not in ("NNP", "NNPS", "NN", "NNS"):
            continue
        if run[0].sentence in loud and not (len(run) > 1 or _sure(run[0])):
            continue
        found.append(run)
    return found


def _is_part(run: list[Word], parts: set[str]) -> bool:
    """Whether a run at the start of a sentence is a name: of several words, or a word of a name found elsewhere."""
    return run[0].pos == "PROPN" and (len(run) > 1 or run[0].lower in parts)


def _is_lettered(word: Word) -> bool:
    """ "VIUs", tagged as a common noun."""
    return len(word.text) > 2 and word.text.isalpha() and sum(c.isupper() for c in word.text) > 1


def _sure(word: Word) -> bool:
    capitals = len(word.text) > 1 and word.text.isupper() and word.pos == "PROPN"
    return capitals or word.lower in known() or (_is_lettered(word) and not word.text.isupper())


def _is_headline(words: list[Word]) -> bool:
    content = [w for w in words if w.text[:1].isalpha() and len(w.text) > 3]
    return len(content) > 2 and sum(w.text[:1].isupper() for w in content) > 0.7 * len(content)


def _candidate(parse: Parse, words: list[Word], label: str) -> Candidate | None:
    """The candidate of a run: its edges trimmed, its title split off, its type decided."""
    span = list(words)
    while span and (
        (span[-1].pos == "PUNCT" and span[-1].text != ".")
        or span[-1].tag == "POS"
        or span[-1].pos in ("ADP", "DET", "CCONJ")
    ):
        span.pop()
    while span and _is_edge(span[0], label):
        span.pop(0)
    if not span or not any(c.isalnum() for w in span for c in w.text):
        return None
    title: list[Word] = []
    core = list(span)
    if label in ("PERSON", "ORG", "", "NORP", "GPE") and label != "GPE":
        core, title = _split_title(core)
    if label in ("PERSON", "") and not title and core:
        title = _titles_before(parse, core)
    name = _text(parse, core)
    type_ = name_type(name, label)
    if (
        title
        and type_ in ("concept", "agency", "person", "other", "group")
        and label in ("PERSON", "")
        and known().get(name.lower()) is None
    ):
        type_ = "person"
    if type_ != "person":
        title, core = [], span
        name = _text(parse, core)
        type_ = name_type(name, label)
    if label == "" and type_ == "concept" and core[0].lower in given_names() and len(core) in (2, 3):
        type_ = "person"
    if type_ in ("person", "concept", "place") and label != "GPE" and not title and _introduced_as_body(parse, core):
        type_ = "agency"
    if type_ == "time" and not any(w.text[:1].isalnum() for w in core):
        return None
    head = _head(core)
    first = title[0] if title else core[0]
    office = (
        type_ in ("person", "concept", "agency") and not title and label in ("", "PERSON", "ORG") and _is_office(core)
    )
    if office:
        type_ = "person"
    adjective = (
        len(core) == 1
        and core[0].lower in demonyms()
        and core[0].pos in ("ADJ", "PROPN")
        and core[0].dep in ("amod", "compound", "nmod")
    )
    kind = "nominal" if adjective or (type_ == "time" and core[-1].tag not in ("NNP", "NNPS", "CD")) else "named"
    return Candidate(
        head=head,
        first=first,
        last=core[-1],
        kind="nominal" if kind == "nominal" else "named",
        type=type_,
        name=name,
        title=_text(parse, title) if title else "",
        definite=not adjective,
        office=office,
    )


def _introduced_as_body(parse: Parse, core: list[Word]) -> bool:
    """ "the weekly Lumen", "newspaper El Faro": the noun before the name says that it is a body."""
    if core[0].i == 0:
        return False
    before = parse.words[core[0].i - 1]
    tied = before.head is _head(core) or _head(core).head is before
    return tied and (noun_type(before.lower) == "agency" or before.lower in ("weekly", "daily"))


def _is_edge(word: Word, label: str) -> bool:
    if label in ("DATE", "TIME"):
        return word.pos in ("PUNCT", "ADP") or word.lower in ("the", "a", "an")
    return (
        (word.pos in _EDGES and not word.text[:1].isupper())
        or word.lower in ("the", "a", "an", "'s", "\u2019s")
        or word.pos == "PUNCT"
    )


def _is_title_word(word: Word) -> bool:
    return word.lower.rstrip(".").removeprefix("ex-").removeprefix("vice-") in titles()


def _is_office(words: list[Word]) -> bool:
    """ "President", "Home Secretary": the last word is a title in the singular and no name follows."""
    return _is_title_word(words[-1]) and words[-1].tag in ("NN", "NNP") and len(words) <= 4


def _split_title(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """The name and the title before it: "General Ruiz" → "Ruiz", "General"; a title alone stays a name."""
    at = 0
    for k in range(min(len(words) - 1, 5)):
        if _is_title_word(words[k]):
            at = k + 1
    if at and noun_type(words[-1].lower) in (None, "place", "time", "other", "facility"):
        return words[at:], words[:at]
    return words, []


def _titles_before(parse: Parse, core: list[Word]) -> list[Word]:
    """Title words that stand before a person's name and hang on it: "Foreign Minister" of "Foreign Minister Aho"."""
    head = _head(core)
    k = core[0].i
    sentence = parse.sentences[core[0].sentence]
    if k == sentence.first or not _is_title_word(parse.words[k - 1]) or parse.words[k - 1].head is parse.words[k - 1]:
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


def _head(words: list[Word]) -> Word:
    """The word that governs the others from outside."""
    inside = set(map(id, words))
    outer = [w for w in words if id(w.head) not in inside or w.head is w]
    named = [w for w in outer if w.pos in ("PROPN", "NOUN", "ADJ", "NUM")]
    return (named or outer or words)[0]


def _text(parse: Parse, words: list[Word]) -> str:
    return " ".join(parse.text[words[0].start : words[-1].end].split()) if words else ""
