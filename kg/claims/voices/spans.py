"""From words with roles to a voice: the source as a phrase, the cue as words, the content as code points."""

from __future__ import annotations

from dataclasses import dataclass

from kg.annotate import Phrase, Word
from kg.claims.voices.features import Candidate, View, limb_features
from kg.claims.voices.limbs import SUBJECTS, Limb, partner, split
from kg.claims.voices.model import role
from kg.claims.voices.quotes import CLOSING, DASHES, OPENING, STRAIGHT, mark_of

#: How deep a limb is split: "spoke [about [the rain]]" needs one, "made [a claim [about [the rain]]]" two.
DEEP = 2
#: A shorter quotation beside a cue ("the 'deal', she said") is a term, not the thing said.
LONG = 4
#: Marks that end a sentence belong to what is said; other punctuation at its edges doesn't.
KEPT = frozenset({".", "!", "?", "...", "\u2026", ")", "]", "'", "\u2019", "%"})


@dataclass(slots=True)
class Reading:
    """The role of each word around a cue word, and the limb that is the source."""

    roles: dict[int, str]
    source: Limb | None = None


def read(view: View, found: Candidate) -> Reading:
    """Give each limb of a candidate its role."""
    given: dict[int, str] = {}
    sources: list[tuple[float, Limb]] = []
    todo = list(found.limbs)
    while todo:
        part = todo.pop(0)
        name, margin = role(limb_features(view, found, part))
        if name == "split" and (part.depth >= DEEP or part.kind.startswith("^")):
            name = "none"
        if name == "split":
            todo = split(part) + todo
        elif name == "source":
            sources.append((margin, part))
        elif name != "none":
            given.update((i, name) for i in part.indexes() if given.get(i) != "cue")
    given[found.word.i] = "cue"
    for i in [i for i, name in given.items() if name == "content" and view.inside[i] < 0]:
        other = view.parse.words[i]
        if other.dep == "conj" and partner(other) is found.word:
            given.update((j, "none") for j in range(other.left, other.right + 1))
    source = max(sources, key=lambda s: s[0])[1] if sources else None
    if source is not None:
        given.update((i, "source") for i in source.indexes() if given.get(i) != "cue" and not _outside(view, i, source))
        given.update((i, "content") for i in _swallowed(found.word, source) if given.get(i) == "source")
    return Reading(given, source)


def _outside(view: View, i: int, source: Limb) -> bool:
    """Whether a word of a source is the mark that closes a quotation before it: `"…, great," Osei (Md.) said`."""
    k = view.inside[i]
    return k >= 0 and view.parse.words[i].pos == "PUNCT" and view.quotations[k].first < source.left


def _swallowed(cue: Word, source: Limb) -> range:
    """Words of the source that are the subject of what is said: in "According to Lee, the piers closed" the parser
    can take "the piers" for an apposition to *Lee*, and then "closed" has no subject.
    """
    clause = cue.head
    second = next((c for c in source.head.children if c.dep == "appos" and c.left > source.head.i), None)
    if cue.lower != "according" or second is None or clause.i < source.right or clause.pos not in ("VERB", "AUX"):
        return range(0)
    if any(c.dep in SUBJECTS for c in clause.children):
        return range(0)
    return range(second.left, source.right + 1)


def source_phrase(view: View, reading: Reading) -> Phrase | None:
    """The source without a dateline or punctuation at its edges."""
    limb = reading.source
    if limb is None:
        return None
    words = [view.parse.words[i] for i in limb.indexes() if reading.roles.get(i) == "source"]
    return phrase(limb.head, words[_dateline(words, limb.head) :])


def _dateline(words: list[Word], head: Word) -> int:
    """How many words a dateline takes before the source: "OSLO -- The king said"."""
    for k, word in enumerate(words):
        if word.i >= head.i or word.pos not in ("PROPN", "PUNCT", "SYM"):
            return 0
        if word.text in DASHES and word.text != "-":
            return k + 1
    return 0


def phrase(head: Word, words: list[Word]) -> Phrase | None:
    """These words as a phrase, without punctuation at the edges."""
    marks = OPENING + STRAIGHT if sum(mark_of(w.text) is not None for w in words) > 1 else ""
    while words and words[0].pos == "PUNCT" and words[0].text not in marks:
        words = words[1:]
    while words and words[-1].pos == "PUNCT" and words[-1].text not in CLOSING + STRAIGHT + ")]":
        words = words[:-1]
    return Phrase.of(head if head in words else words[0], words) if words else None


def content_runs(view: View, roles: dict[int, str]) -> list[tuple[int, int]]:
    """Runs `[first, last]` of words that are said, with the whole of each quotation they touch."""
    inside, found = view.inside, view.quotations
    said = {i for i, name in roles.items() if name == "content"}
    fixed = {i for i, name in roles.items() if name in ("cue", "source")}
    home = {inside[i] for i in fixed if inside[i] >= 0}
    touched = sorted({inside[i] for i in said if inside[i] >= 0} - home)
    whole = [k for k in touched if found[k].size > LONG]
    if not home:
        bare = any(inside[i] < 0 and view.parse.words[i].pos != "PUNCT" for i in said)
        whole += _beside(view, fixed, bare=bare)
        whole += _continued(view, sorted({*touched, *whole}), max(fixed))
    if any(found[k].last < min(fixed) for k in whole) and _ends_quoted(view, min(fixed)):
        said = {i for i in said if i < max(fixed) or inside[i] >= 0}  # "A," she said after the vote
    for k in whole:
        said |= set(range(found[k].first, found[k].last + 1))
    return _runs(view, said - fixed, fixed)


def _beside(view: View, fixed: set[int], *, bare: bool) -> list[int]:
    """Quotations that begin right after the source and cue or, unless more is said in bare words, end right
    before them: `"A," she said, "B."`
    """
    words, inside, near = view.parse.words, view.inside, []
    first, last = min(fixed), max(fixed)
    at = first - 1
    while at >= 0 and words[at].pos == "PUNCT" and inside[at] < 0 and words[at].sentence == words[first].sentence:
        at -= 1
    if not bare and at >= 0 and inside[at] >= 0 and not _crosses(view, at, first):
        near.append(inside[at])
    at, colon = _up_to_colon(view, fixed), False
    while at < len(words) and words[at].pos == "PUNCT" and inside[at] < 0:
        colon = colon or words[at].text == ":"
        at += 1
    if at < len(words) and inside[at] >= 0 and (colon or words[at].sentence == words[last].sentence):
        near.append(inside[at])
    return [k for k in near if view.quotations[k].size > LONG]


def _up_to_colon(view: View, fixed: set[int]) -> int:
    """The word after the source and cue, or the colon that ends their sentence: "said in a speech on Monday:"."""
    words = view.parse.words
    end = view.parse.sentences[words[max(fixed)].sentence].last - 1
    between = words[max(fixed) + 1 : end]
    told = words[end].text == ":" and all(any(a.i in fixed for a in w.ancestors()) for w in between)
    return end if told and end > max(fixed) else max(fixed) + 1


def _ends_quoted(view: View, at: int) -> bool:
    """Whether a quotation ends right before a word."""
    at -= 1
    while at > 0 and view.parse.words[at].pos == "PUNCT" and view.inside[at] < 0:
        at -= 1
    return at >= 0 and view.inside[at] >= 0


def _crosses(view: View, before: int, after: int) -> bool:
    sentences, words = view.parse.sentences, view.parse.words
    return sentences[words[before].sentence].paragraph != sentences[words[after].sentence].paragraph


def _continued(view: View, touched: list[int], cue: int) -> list[int]:
    """Quotations that go on after the cue's sentence: `"A," she said. "B."`, and over paragraphs that open a mark."""
    if not touched:
        return []
    words, more = view.parse.words, []
    sentences = view.parse.sentences
    sentence = sentences[words[cue].sentence]
    following = sentence.last
    k = view.inside[following] if following < len(words) else -1
    if k >= 0 and k not in touched and view.quotations[k].first == following:
        near = sentences[words[following].sentence].paragraph == sentence.paragraph
        if near and not _owned(view, k):
            more.append(k)
    last = view.quotations[max([*touched, *more])]
    while not last.closed and last.last + 1 < len(words) and view.inside[last.last + 1] >= 0:
        more.append(view.inside[last.last + 1])
        last = view.quotations[more[-1]]
    return more


def _owned(view: View, k: int) -> bool:
    """Whether a cue of its own follows the quotation in its sentence: `"B," he said`."""
    last = view.quotations[k].last
    words = view.parse.words
    return last > 0 and words[last - 1].text == "," and last + 1 < len(words)


def _runs(view: View, said: set[int], fixed: set[int]) -> list[tuple[int, int]]:
    words, runs = view.parse.words, list[tuple[int, int]]()
    for i in sorted(said):
        gap = range(runs[-1][1] + 1, i) if runs else range(0)
        if runs and all((words[j].pos == "PUNCT" or words[j].dep == "cc") and j not in fixed for j in gap):
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return [run for run in (_trim(view, *run) for run in runs) if run[0] <= run[1]]


def _trim(view: View, first: int, last: int) -> tuple[int, int]:
    words = view.parse.words
    while first <= last and (words[first].dep == "cc" or (words[first].pos == "PUNCT" and not _begins(words[first]))):
        first += 1
    while first <= last and (words[last].dep == "cc" or (words[last].pos == "PUNCT" and not _ends(words[last]))):
        last -= 1
    return first, last


def _begins(word: Word) -> bool:
    return word.text in "([" or mark_of(word.text) is not None


def _ends(word: Word) -> bool:
    return word.text in KEPT or mark_of(word.text) is not None


def is_direct(view: View, runs: list[tuple[int, int]]) -> bool:
    """Whether at least half of the words said stand in quotation marks."""
    size = sum(last - first + 1 for first, last in runs)
    return 2 * sum(view.inside[i] >= 0 for first, last in runs for i in range(first, last + 1)) >= size


def code_points(view: View, runs: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Runs of words as code points `[start, end)`."""
    words = view.parse.words
    return tuple((words[first].start, words[last].end) for first, last in runs)


def inner_quotation(view: View, run: tuple[int, int]) -> tuple[int, int]:
    """A run within a quotation, up to the single mark that closes the one before or at its first word: `"He said, 'I fell,' and left."`."""
    words = view.parse.words
    first, last = run
    marks = ("'", "\u2018")
    if words[first].text not in marks and (not first or words[first - 1].text not in marks):
        return run
    closing = (i for i in range(first + 1, last + 1) if words[i].text in ("'", "\u2019") and words[i].tag != "POS")
    return first, next(closing, last)
