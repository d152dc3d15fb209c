"""What the model looks at: for a word whether it is a cue, for a limb of a cue which role it plays.

Features are short strings, so that the shipped weights can be read: `l:claim|ccomp` is the lemma *claim* with a clause.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.annotate import Parse, Word
from kg.claims.voices.limbs import RELATIVE, SUBJECTS, Limb, limbs
from kg.claims.voices.quotes import Quotation, quotations, quoted

#: Limbs that make the frame of a cue, besides prepositions.
FRAME = ("ccomp", "xcomp", "dobj", "acl", "advcl", "oprd", "acomp", "attr", "^parataxis", "^prep", "dative", "prt")


@dataclass(slots=True)
class View:
    """A text with its quotations: what the rules and features read."""

    parse: Parse
    quotations: list[Quotation]
    inside: list[int]
    """For each word the quotation that it stands in, or -1."""

    @classmethod
    def of(cls, parse: Parse) -> View:
        """The view of a parse."""
        found = quotations(parse)
        return cls(parse, found, quoted(parse, found))


@dataclass(slots=True)
class Candidate:
    """A word that may be a cue, with its limbs and their frame."""

    word: Word
    limbs: list[Limb]
    frame: str
    subject: Word | None
    quote: str
    """Where a quotation stands: `before` or `after` the word's clause, in it (`part`), around the word (`in`)."""


def candidate(view: View, word: Word) -> Candidate:
    """A word with all that the features need."""
    parts = limbs(word)
    kinds = {p.kind for p in parts}
    frame = "+".join(k for k in FRAME if k in kinds)
    subject = next((p.head for p in parts if p.kind.rsplit("/", 1)[-1] in SUBJECTS), None)
    return Candidate(word, parts, frame, subject, _quote(view, word))


def _quote(view: View, word: Word) -> str:
    inside = view.inside
    if inside[word.i] >= 0:
        return "in"
    sentence = view.parse.sentences[word.sentence]
    before = next((i for i in range(word.i - 1, max(sentence.first - 2, word.i - 12), -1) if inside[i] >= 0), None)
    after = next(
        (i for i in range(word.i + 1, min(sentence.last + 1, word.i + 12, len(inside))) if inside[i] >= 0), None
    )
    name = ""
    if before is not None:
        name += "before" if view.quotations[inside[before]].size > 6 else "term-before"
    if after is not None:
        name += "after" if view.quotations[inside[after]].size > 6 else "term-after"
    return name


def cue_features(found: Candidate) -> list[str]:
    """The features of a word as the head of a cue."""
    word = found.word
    lemma = f"{word.lemma}/{word.pos[0]}"
    subject = found.subject
    who = "none" if subject is None else subject.lower if subject.pos == "PRON" else subject.entity or subject.pos
    auxiliary = "+".join(c.lemma for c in word.children if c.dep in ("aux", "auxpass", "neg"))
    features = [
        "bias",
        f"l:{lemma}",
        f"l:{lemma}|f:{found.frame}",
        f"l:{lemma}|w:{who}",
        f"l:{lemma}|d:{word.dep}",
        f"l:{lemma}|t:{word.tag}",
        f"l:{lemma}|q:{found.quote}",
        f"p:{word.pos}|f:{found.frame}",
        f"p:{word.pos}|f:{found.frame}|q:{found.quote}",
        f"p:{word.pos}|d:{word.dep}",
        f"p:{word.pos}|w:{who}",
        f"p:{word.pos}|t:{word.tag}|q:{found.quote}",
        f"p:{word.pos}|f:{found.frame}|w:{who}",
        f"a:{auxiliary}",
        f"l:{lemma}|a:{auxiliary}",
        f"d:{word.dep}|g:{word.head.lemma}",
    ]
    if subject is not None:
        features.append(f"s:{subject.lemma}")
    for part in found.limbs:
        head = part.head
        features.append(f"k:{word.pos}|{part.kind}")
        features.append(f"l:{lemma}|k:{part.kind}")
        if part.kind in ("dobj", "acomp", "attr", "prt", "oprd", "nsubjpass", "advmod", "xcomp"):
            features.append(f"k:{part.kind}|h:{head.lemma}")
            features.append(f"l:{lemma}|k:{part.kind}|h:{head.lemma}")
        if part.kind == "ccomp":
            mark = next((c.lower for c in head.children if c.dep == "mark"), "no")
            features.append(f"m:{mark}|{word.pos}")
    return features


def limb_features(view: View, found: Candidate, part: Limb) -> list[str]:
    """The features of a limb as source, cue, content, none, or as one to split."""
    word, head, kind = found.word, part.head, part.kind
    passive = "p" if any(c.dep == "auxpass" for c in word.children) else "a"
    side = "b" if part.right < word.i else "a"
    quote = "q" if view.inside[head.i] >= 0 else "o" if view.inside[part.right] >= 0 else "n"
    length = part.right - part.left
    size = "1" if length == 0 else "s" if length < 4 else "m" if length < 9 else "l"
    inner = next((c for c in head.children if c.dep in ("pobj", "pcomp")), None)
    features = [
        f"k:{kind}",
        f"k:{kind}|l:{word.lemma}",
        f"k:{kind}|h:{head.lemma}",
        f"k:{kind}|h:{head.lemma}|l:{word.lemma}",
        f"k:{kind}|f:{found.frame}",
        f"k:{kind}|f:{found.frame}|l:{word.lemma}",
        f"k:{kind}|p:{head.pos}|e:{head.entity}",
        f"k:{kind}|s:{side}|z:{size}|q:{quote}",
        f"k:{kind}|t:{head.tag}|{side}",
        f"k:{kind}|v:{passive}|{word.pos}",
        f"k:{kind}|g:{abs(part.left - word.i) == 1 or abs(part.right - word.i) == 1}",
        f"x:{kind.rsplit('/', 1)[-1]}|p:{head.pos}|{side}",
        f"x:{kind.rsplit('/', 1)[-1]}|h:{head.lemma}",
        f"c:{found.quote}|k:{kind}",
    ]
    if inner is not None:
        features.append(f"k:{kind}|i:{inner.lemma}")
        features.append(f"k:{kind}|ie:{inner.entity or inner.pos}|{side}")
    if kind.startswith("^relcl") and found.subject is not None:
        features.append(f"k:{kind}|r:{found.subject.lower in RELATIVE}")
    return features
