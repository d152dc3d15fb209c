"""Text in, tree out: the only module that runs the model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from kg.annotate.models import Model, chosen, load
from kg.annotate.paragraphs import headed, paragraphs
from kg.annotate.repair import repair
from kg.annotate.tree import Name, Parse, Sentence, Word

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Paragraphs handed to the model at once: enough to keep it busy, few enough to keep memory flat.
BATCH = 64

#: Words that a process keeps what spaCy finds out about, a few MB: those it meets first, which are the most frequent.
KEPT = 20_000

#: What the model can't take (lone surrogates raise) or stumbles over (line ends inside a paragraph, NULs).
#: Each is replaced by one code point, so that offsets stay true.
_UNREADABLE = re.compile(r"[\ud800-\udfff\x00-\x08\x0e-\x1f\x7f]")
_LINE_END = re.compile(r"[\t\r\n\x0b\x0c\x85\u2028\u2029\u00a0]")
#: The model knows "it's" but no curly apostrophe; the mark of a footnote ("dam.[3]") joins two sentences.
_APOSTROPHE = re.compile(r"(?<=\w)\u2019(?=\w)")
#: A tag that was left in the text ("<b>", "<tweet id="4">") is no word of it.
_TAG = re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>]{0,500})?/?>")
_FOOTNOTE = re.compile(r"(?<=[\w.,;:!?\"')\u201d])(?:\[\d{1,3}\])+(?!\w)")


def parse(text: str, *, model: str | None = None) -> Parse:
    """The tree of a text. Offsets refer to `text` as given."""
    return next(parse_all([text], model=load(chosen(model))))


def parse_all(texts: Iterable[str], *, model: Model) -> Iterator[Parse]:
    """The trees of many texts, in order; memory does not grow with their number."""
    for text in texts:
        spans = paragraphs(text)
        result = Parse(text=text, paragraphs=spans)
        with _forgetting(model):
            pieces = [(k, *piece) for k, span in enumerate(spans) for piece in headed(text, *span)]
            readable = (_readable(text[start:end]) for _, start, end in pieces)
            for (k, start, _), doc in zip(pieces, model.nlp.pipe(readable, batch_size=BATCH), strict=True):
                add_doc(result, doc, offset=start, paragraph=k)
        yield result


def _forgetting(model: Model) -> AbstractContextManager[object]:
    """What is found out about words in here is forgotten afterwards, once enough are known."""
    return model.nlp.memory_zone() if len(model.nlp.vocab) >= KEPT else nullcontext()


def from_doc(doc: Doc) -> Parse:
    """The tree of a document that a spaCy user has parsed."""
    result = Parse(text=doc.text, paragraphs=paragraphs(doc.text))
    add_doc(result, doc, offset=0, paragraph=0)
    return result


def _readable(text: str) -> str:
    """The text as the model shall see it: every code point stays in its place."""
    text = _LINE_END.sub(" ", _UNREADABLE.sub("\ufffd", text))
    if "\u2019" in text:
        text = _APOSTROPHE.sub("'", text)
    if "<" in text:
        text = _TAG.sub(lambda tag: " " * len(tag[0]), text)
    return _FOOTNOTE.sub(lambda mark: " " * len(mark[0]), text) if "[" in text else text


def add_doc(result: Parse, doc: Doc, *, offset: int, paragraph: int) -> None:
    """Append a parsed piece that starts at code point `offset` of the text."""
    base = len(result.words)
    tokens = [t for t in doc if not t.is_space]
    place = {t.i: base + k for k, t in enumerate(tokens)}
    words = result.words
    for k, t in enumerate(tokens):
        word = Word(
            i=base + k,
            text=result.text[offset + t.idx : offset + t.idx + len(t.text)],
            lemma=t.lemma_,
            pos=t.pos_,
            tag=t.tag_,
            dep=t.dep_,
            start=offset + t.idx,
        )
        word.entity = t.ent_type_
        words.append(word)
    for k, t in enumerate(tokens):
        head = t.head
        while head.is_space and head.head is not head:  # white space governs words only by accident
            head = head.head
        if head.i in place and place[head.i] != base + k:
            word = words[base + k]
            word.head = words[place[head.i]]
            word.head.children.append(word)
    for sentence in doc.sents:
        inside = [place[t.i] for t in sentence if t.i in place]
        if inside:
            _add_sentence(result, inside[0], inside[-1] + 1, paragraph)
    for name in doc.ents:
        inside = [place[t.i] for t in name if t.i in place and words[place[t.i]].entity]
        if inside:
            result.names.append(Name(inside[0], inside[-1] + 1, name.label_))


def _add_sentence(result: Parse, first: int, last: int, paragraph: int) -> None:
    words = result.words[first:last]
    repair(words)
    root = next((w for w in words if w.is_root), words[0])
    for word in words:
        word.sentence = len(result.sentences)
    result.sentences.append(Sentence(len(result.sentences), first, last, root, paragraph))
    for word in words:
        for above in word.ancestors():
            if above.left <= word.i <= above.right:  # and so have those above it, or will when its ends come
                break
            above.left = min(above.left, word.i)
            above.right = max(above.right, word.i)
