"""Punctuation as the cue: "Mayor: Bridge will close", "MODERATOR: Good evening.", `"We lost." — Pat Lee`."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate import Phrase, Word
from kg.claims.drafts import Voice
from kg.claims.voices.features import View
from kg.claims.voices.quotes import DASHES, Quotation, mark_of
from kg.claims.voices.told import speaker
from kg.lexicon import words as listed

#: A speaker's name and title beside the mark are short: "Pat Lee, mayor of Oldtown".
SHORT = 6
#: Less than this after a colon is a label ("Source: Reuters"), not something said.
FEWEST = 4
#: How a point of a list begins.
BULLETS = DASHES | {"*", "\u2022", "\u25cf", "\u25aa", "\u25e6"}
#: "Said Osei: …"
_SAID = frozenset({"said", "says", "added", "adds", "asked", "wrote", "tweeted"})
_INTRODUCING = listed("voices", "telling", "lemmas") | listed("voices", "introducing", "lemmas")
#: Less sure than a verb of saying: a colon also follows topics and labels.
CONFIDENCE = 0.6


def colon_voices(view: View) -> Iterator[Voice]:
    """Voices of paragraphs that begin with a speaker and a colon."""
    words = view.parse.words
    known = _known_names(view)
    for first, last in _paragraphs(view):
        start = first + 1 if mark_of(words[first].text) and first < last else first
        at = next((i for i in range(start + 1, min(start + SHORT + 1, last)) if words[i].text == ":"), None)
        if at is None or last - at < FEWEST or not _speaks(words[start:at], known):
            continue
        transcript = all(w.text.isupper() for w in words[start:at])
        said = words[start].lower in _SAID and words[start + 1].pos == "PROPN" and view.inside[at + 1] >= 0
        yield Voice(
            source=_phrase(words[start + said : at]),
            cue=(words[start if said else at],),
            content=((words[at + 1].start, words[last].end),),
            form="direct" if transcript or view.inside[at + 1] >= 0 else "indirect",
            confidence=CONFIDENCE,
        )


def block_voices(view: View) -> Iterator[Voice]:
    """Voices of the paragraph, or the list, below one that ends in a verb of saying and a colon: "Osei added:"."""
    words, paragraphs = view.parse.words, _paragraphs(view)
    for k, (_, last) in enumerate(paragraphs[:-1]):
        sentence = view.parse.sentences[words[last].sentence]
        root = next((w for w in words[sentence.first : sentence.last] if w.is_root), words[last])
        if (
            words[last].text != ":"
            or root.lemma not in _INTRODUCING
            or any(view.inside[i] >= 0 for i in range(sentence.first, sentence.last))
        ):
            continue
        source = speaker(root)
        runs = _below(words, paragraphs[k + 1 :])
        if source is None or root.child("ccomp", "dobj") is not None or not runs or view.inside[runs[0][0]] >= 0:
            continue
        yield Voice(
            source=source,
            cue=(root,),
            content=tuple((words[first].start, words[end].end) for first, end in runs),
            form="direct",
            confidence=CONFIDENCE,
        )


def _below(words: list[Word], paragraphs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first of these paragraphs, and those after it while all are points of a list."""
    listed_ = words[paragraphs[0][0]].text in BULLETS
    runs = [next(p for p in paragraphs)]
    for first, last in paragraphs[1:]:
        if not listed_ or words[first].text not in BULLETS:
            break
        runs.append((first, last))
    return [(first, last) for first, last in runs if last - first >= FEWEST]


def signed_voices(view: View) -> Iterator[Voice]:
    """Voices of quotations after a name and a colon that follow a dash or "More from": `Roads close - Lee: "We …"`."""
    words = view.parse.words
    for k, quotation in enumerate(view.quotations):
        at = quotation.first - 1
        if at < 2 or words[at].text != ":" or quotation.size <= FEWEST:
            continue
        first = next((i + 1 for i in range(at - 1, max(at - SHORT - 2, 0), -1) if _opens(words, i)), None)
        if first is None or first == at or any(w.pos in ("VERB", "AUX") for w in words[first:at]):
            continue
        if words[at - 1].entity in ("PERSON", "ORG") or words[at - 1].lower in listed("voices", "speaking", "nouns"):
            yield Voice(
                source=_phrase(words[first:at]),
                cue=(words[at],),
                content=tuple((q.start, q.end) for q in _whole(view, k)),
                form="direct",
                confidence=CONFIDENCE,
            )


def _opens(words: list[Word], i: int) -> bool:
    """Whether a signature may begin after this word."""
    return words[i].text in DASHES or (words[i].lower in ("from", "by") and words[i - 1].lower == "more")


def _whole(view: View, k: int) -> list[Quotation]:
    """A quotation with the paragraphs in which it goes on."""
    parts = [view.quotations[k]]
    while not parts[-1].closed and k + 1 < len(view.quotations):
        k += 1
        if view.quotations[k].first != parts[-1].last + 1:
            break
        parts.append(view.quotations[k])
    return parts


def dash_voices(view: View) -> Iterator[Voice]:
    """Voices of quotations that are signed: a dash and a name to the end of the paragraph, or to a next quotation."""
    words = view.parse.words
    ends = {last for _, last in _paragraphs(view)} | {q.first - 1 for q in view.quotations}
    for quotation in view.quotations:
        at = quotation.last + 1
        if at >= len(words) or words[at].text not in DASHES:
            continue
        last = next((i for i in range(at + 1, min(at + SHORT + 2, len(words))) if i in ends), None)
        if last is not None and words[at + 1].pos == "PROPN":
            yield Voice(
                source=_phrase(words[at + 1 : last + 1]),
                cue=(words[at],),
                content=((quotation.start, quotation.end),),
                form="direct",
                confidence=CONFIDENCE,
            )


def _paragraphs(view: View) -> list[tuple[int, int]]:
    """First and last word of each paragraph."""
    found: list[tuple[int, int]] = []
    paragraph = -1
    for sentence in view.parse.sentences:
        if sentence.paragraph == paragraph:
            found[-1] = (found[-1][0], sentence.last - 1)
        else:
            found.append((sentence.first, sentence.last - 1))
        paragraph = sentence.paragraph
    return found


def _known_names(view: View) -> dict[str, int]:
    """How often each word is the last of a person's or body's name: "Lee" of "Pat Lee"."""
    counts: dict[str, int] = {}
    for name in view.parse.names:
        if name.label in ("PERSON", "ORG"):
            last = view.parse.words[name.last - 1].lower
            counts[last] = counts.get(last, 0) + 1
    return counts


def _speaks(words: list[Word], known: dict[str, int]) -> bool:
    """Whether the words before a colon name a person, a body, or a kind of source ("Poll")."""
    if not words or any(w.pos in ("VERB", "AUX", "ADP") or w.text in ";?!." for w in words):
        return False
    if words[0].lower in listed("voices", "labels", "words"):
        return False
    kinds = listed("voices", "speaking", "nouns")
    if words[0].lower in kinds or words[-1].lower in kinds:
        return True
    if all(w.text.isupper() and w.text.isalpha() and len(w.text) > 2 for w in words):
        return len(words) <= 3
    last = words[-1]
    return known.get(last.lower, 0) > (last.entity in ("PERSON", "ORG")) or all(w.entity == "PERSON" for w in words)


def _phrase(words: list[Word]) -> Phrase:
    ids = {w.i for w in words}
    head = next((w for w in words if w.is_root or w.head.i not in ids), words[-1])
    return Phrase.of(head, words)
