"""Runs of words that may be a name: the model's, quoted titles, those of telling form, capitalised ones it misses."""

from __future__ import annotations

import re

from kg.annotate import Parse, Word
from kg.lexicon import words as lexicon
from kg.mentions.headlines import is_headline
from kg.mentions.types import LINKS, given_names, is_title, known, months, noun_type

#: What the model calls a name though it names nothing: numbers are `kg.claims`' business.
_NUMBERS = frozenset({"CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"})
#: Labels whose words are parts of names: "Halberd" of "Halberd Inc.".
_SPOKEN_OF = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
_QUOTES = {"'": "'", '"': '"', "\u2018": "\u2019", "\u201c": "\u201d"}
#: A quoted title has at most so many words; more is speech.
_TITLE_WORDS_MAX = 12
_NAME_POS = frozenset({"PROPN", "NOUN", "ADJ", "VERB"})
#: Labels of numbers that are no part of a name beside them: "on Friday 20 ships", "Norvik 3%".
_COUNTED = frozenset({"DATE", "TIME", "PERCENT", "MONEY"})
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")


def stretches(parse: Parse) -> list[tuple[list[Word], str]]:
    """Runs of words that may be a name with the model's label, the surest first."""
    capitals = _runs(parse)
    runs = [(run, "WORK_OF_ART") for run in _quoted_titles(parse)]
    runs += [(run, _formed_label(run)) for run in _formed(parse, capitals)]
    model: set[int] = set()
    for name in parse.names:
        if name.label in _NUMBERS:
            continue
        words = _grown(parse, name.first, name.last, name.label)
        model.update(w.i for w in words)
        runs += [(part, name.label) for part in _parted(words)]
    runs += [(run, "") for run in _capitalised(parse, capitals, model)]
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
        and not is_title(words[first - 1].lower)
        and words[first - 1].dep == "compound"
        and words[first - 1].text[:1].isupper()
        and not words[first - 1].entity
        and not (label == "PERSON" and any(c.entity for c in words[first - 1].children))
    ):
        first -= 1
    while last < sentence.last and (
        _heads_on(words[last], words[last - 1]) or _is_branch(words[last], words[last - 1])
    ):
        last += 1
    if label != "PERSON":
        last = _before_title(words, first, last)
    if label == "PERSON" and last < sentence.last and _is_surname_month(words[last], words[last - 1]):
        last += 1
    run = words[first:last]
    after = words[last] if last < sentence.last else None
    if after and run[0].lower not in given_names() and _is_its_number(run[-1], after) and _takes_number(parse, run):
        last += 1
    return words[first:last]


def _before_title(words: list[Word], first: int, last: int) -> int:
    """Where a name ends, without the title that a person's name follows: "Air Force" of "Air Force Col. Otto Lind"."""
    after = last + (words[last : last + 1] != [] and words[last].text == ".")
    if after < len(words) and words[after].entity == "PERSON" and words[after].sentence == words[first].sentence:
        while last > first + 1 and is_title(words[last - 1].lower):
            last -= 1
    return last


def _is_its_number(before: Word, word: Word) -> bool:
    """Whether a number belongs to the name that ends before it: "Clearview 6", "Boeing 737", "Article 89"."""
    if not word.text[0].isdigit() or not word.text.replace(".", "").isalnum() or word.start != before.end + 1:
        return False
    if {word.entity, before.entity} & _COUNTED or known().get(before.lower) == "place" or not before.text.isalnum():
        return False
    return word.head is before or (before.head is word and before.dep in ("compound", "nmod"))


def _parted(words: list[Word]) -> list[list[Word]]:
    """A model's name parted at its possessive where two bodies are named: "the FBI's Bureau of Audits" is the FBI and
    a bureau, but "Women's Health Office" is one.
    """
    for k, word in enumerate(words):
        if word.tag == "POS" and 0 < k < len(words) - 1:
            owner, rest = words[:k], words[k + 1 :]
            at = next((j for j, w in enumerate(rest) if w.lower in ("of", "for", "on")), len(rest))
            part = noun_type(rest[at - 1].lower, rest[at - 2].lower if at > 1 else "") if at else None
            if part in ("agency", "unit", "operation") and _is_owner(owner):
                return [owner, *_parted(rest)]
    return [words]


def _is_owner(words: list[Word]) -> bool:
    last = words[-1]
    body = len(words) > 1 and noun_type(last.lower) in ("agency", "unit")
    return body or last.lower in known() or (last.text.isupper() and len(last.text) > 1)


def _heads_on(word: Word, before: Word) -> bool:
    """Whether a proper noun goes on with the name before it: "Harbour" + "Authority"."""
    return (
        word.tag in ("NNP", "NNPS")
        and word.text[:1].isupper()
        and not word.entity
        and before.tag != "POS"
        and before.head is word
        and not is_title(word.lower)
        and not (word.head.entity == "PERSON" and word.dep == "compound" and before.entity != "PERSON")
    )


def _is_surname_month(word: Word, before: Word) -> bool:
    """As in "Theresa May": a month's name after a given name on which it hangs."""
    return word.lower in months() and before.lower in given_names() and before.head is word and before.dep == "compound"


def _is_branch(word: Word, before: Word) -> bool:
    """As in "HSI" + "Peru": a body's acronym on which the place of its branch follows."""
    acronym = before.text.isupper() and len(before.text) > 2 and known().get(before.lower) != "place"
    return acronym and before.head is word and before.dep == "compound" and known().get(word.lower) == "place"


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


def _formed(parse: Parse, runs: list[list[Word]]) -> list[list[Word]]:
    """As in "Operation X", "X Act", "X Center": the capitalised run around the noun that tells what it is."""
    found = []
    for run in runs:
        lowers = [w.lower for w in run]
        after = parse.words[run[-1].i + 1 : run[-1].i + 2]
        if after and _is_its_number(run[-1], after[0]) and _takes_number(parse, run):
            found.append([*run, after[0]])
        elif lowers[0] == "operation" and len(run) > 1:
            found.append(run)
        elif len(run) > 2 and (
            lowers[-1] in lexicon("types", "last_words", "words") or {"of", "for"} & set(lowers[1:])
        ):
            start = 0
            while start < len(run) - 2 and (is_title(lowers[start]) or known().get(lowers[start]) == "group"):
                start += 1
            found.append(run[start:])
    return found


def _takes_number(parse: Parse, run: list[Word]) -> bool:
    """Not a day ("March 4") nor a score ("South Korea 1")."""
    name = parse.between(run[0].i, run[-1].i + 1).lower()
    return run[-1].pos in ("PROPN", "NOUN") and known().get(name) != "place" and run[-1].lower not in months()


def _formed_label(run: list[Word]) -> str:
    """The label that the model would give to a run of telling form."""
    if run[-1].text[0].isdigit():
        return "PRODUCT" if any(w.pos == "PROPN" for w in run) else ""
    return "LAW" if run[-1].lower in ("act", "treaty") else "ORG"


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
    return [_numbered(parse, run) for run in found]


def _numbered(parse: Parse, run: list[Word]) -> list[Word]:
    """A unit's name with the number before it: "3rd Battalion"."""
    first = run[0].i
    if first and noun_type(run[-1].lower) == "unit" and _ORDINAL.fullmatch(parse.words[first - 1].lower):
        return [parse.words[first - 1], *run] if parse.words[first - 1].sentence == run[0].sentence else run
    return run


def _takes_complement(run: list[Word]) -> bool:
    """As in "Bureau of …", "Centre for Control of …": a body's noun whose name goes on after a preposition."""
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


def _capitalised(parse: Parse, runs: list[list[Word]], model: set[int]) -> list[list[Word]]:
    """Runs of proper nouns that the model leaves without a label: not in headlines, and not a lone first word unless
    it is a part of a name found elsewhere ("Halberd Inc. … Halberd denied it").
    """
    found = []
    parts = {
        w.lower for n in parse.names if n.label in _SPOKEN_OF for w in parse.words[n.first : n.last] if w.tag == "NNP"
    }
    alone = {parse.words[n.first].lower for n in parse.names if n.label in _SPOKEN_OF and n.last == n.first + 1}
    alone -= {w.text for w in parse.words if w.lower in alone}
    loud = {s.i for s in parse.sentences if is_headline(parse.words_of(s))}
    for run in runs:
        run = [w for w in run if w.i not in model]
        first = parse.sentences[run[0].sentence].first if run else 0
        while run and run[0].i == first and not (_sure(run[0]) or _is_part(run, parts, alone)):
            run.pop(0)
        if not run or run[-1].i - run[0].i != len(run) - 1:
            continue
        proper = any(w.tag in ("NNP", "NNPS") or _is_lettered(w) or _stands_out(parse, w) for w in run)
        if not proper or run[-1].tag not in ("NNP", "NNPS", "NN", "NNS"):
            continue
        if run[0].sentence in loud and not (len(run) > 1 or _sure(run[0])):
            continue
        found.append(run)
    return found


def _is_part(run: list[Word], parts: set[str], alone: set[str]) -> bool:
    """Whether a run at the start of a sentence is a name: of several words, or a word of a name found elsewhere; a
    common noun if it is a whole name there.
    """
    first = run[0]
    if first.pos == "PROPN":
        return len(run) > 1 or first.lower in parts
    return first.pos == "NOUN" and first.lower in alone


def _is_lettered(word: Word) -> bool:
    """As in "VIUs", tagged as a common noun."""
    return len(word.text) > 2 and word.text.isalpha() and sum(c.isupper() for c in word.text) > 1


def _stands_out(parse: Parse, word: Word) -> bool:
    """A common noun for the model, but with a capital after a small letter or a comma: "Norvik makes Clearview"."""
    if word.i == 0 or word.pos != "NOUN" or not word.text[:1].isupper():
        return False
    before = parse.words[word.i - 1]
    return before.sentence == word.sentence and (before.text.islower() or before.text == ",")


def _sure(word: Word) -> bool:
    capitals = len(word.text) > 1 and word.text.isupper() and word.pos == "PROPN"
    return capitals or word.lower in known() or (_is_lettered(word) and not word.text.isupper())
