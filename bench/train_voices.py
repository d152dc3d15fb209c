"""Count out the weights of `kg.claims.voices` from annotated articles.

    python bench/train_voices.py ARTICLES.jsonl kg/claims/voices/weights.json

ARTICLES: one JSON object a line with `text` and `attributions` of `source`, `cue`, `content` (lists of `[start, end]`), as in
PolNeAR (Newell, Margolin and Ruths, LREC 2018). No sentence is kept: what is written are weights of lemmas and labels.
Two log-linear models are trained with AdaGrad; features seen fewer than MINIMUM times are dropped.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from kg.annotate import Parse, Word
from kg.annotate.models import chosen, load
from kg.annotate.parse import parse_all
from kg.claims.voices.candidates import BARE, POSSIBLE
from kg.claims.voices.features import View, candidate, cue_features, limb_features
from kg.claims.voices.limbs import Limb, split
from kg.claims.voices.model import ROLES, SCALE

MINIMUM = 10
EPOCHS = 8
RATE = 0.04
DECAY = 2e-5
#: A limb belongs to a role when this share of its words does.
SHARE = 0.85
#: A lemma that isn't a verb is a candidate if it headed a cue this often.
OFTEN = 3
#: How deep a limb is split.
DEEP = 2

Example = tuple[list[str], int]


def word_roles(parse: Parse, attribution: dict[str, Any]) -> dict[int, str]:
    """The role of each word that one attribution covers."""
    found = {}
    for name in ("content", "source", "cue"):
        for start, end in attribution[name]:
            for word in parse.words:
                if word.start >= end:
                    break
                if word.end > start and any(c.isalnum() for c in word.text):
                    found[word.i] = name
    return found


def head_of(parse: Parse, roles: dict[int, str]) -> Word | None:
    """The word that heads the cue: the highest, verbs before others."""
    inside = {i for i, role in roles.items() if role == "cue"}
    heads = [parse.words[i] for i in sorted(inside) if parse.words[i].is_root or parse.words[i].head.i not in inside]
    return min(heads, key=lambda w: (w.pos not in ("VERB", "AUX"), w.i)) if heads else None


def limb_role(parse: Parse, roles: dict[int, str], part: Limb) -> str:
    """The role of a limb by its words."""
    inside = [i for i in part.indexes() if any(c.isalnum() for c in parse.words[i].text)]
    counts = Counter(roles.get(i, "none") for i in inside)
    if not counts:
        return "none"
    best, count = counts.most_common(1)[0]
    if len(counts) == 1 or (count >= SHARE * len(inside) and roles.get(part.head.i, "none") == best):
        return best
    if part.depth < DEEP and not part.kind.startswith("^"):
        return "split"
    return max(("source", "cue", "content"), key=lambda name: counts[name])


def examples(articles: Iterable[tuple[dict[str, Any], Parse]]) -> tuple[list[Example], list[Example], list[str]]:
    """What the two models learn from, and the lemmas of cues that aren't verbs."""
    prepared, lemmas = [], Counter[str]()
    for article, parse in articles:
        view = View.of(parse)
        heads: dict[int, dict[int, str]] = {}
        covered: set[int] = set()
        for attribution in article["attributions"]:
            roles = word_roles(parse, attribution)
            head = head_of(parse, roles)
            covered |= {i for i, role in roles.items() if role in ("content", "cue")}
            if head is not None:
                heads[head.i] = roles
                lemmas[f"{head.lemma}/{head.pos}"] += 1
        prepared.append((view, heads, covered))
    kept = sorted(k for k, n in lemmas.items() if n >= OFTEN and k.rsplit("/", 1)[1] in BARE)
    cues: list[Example] = []
    parts: list[Example] = []
    for view, heads, covered in prepared:
        for word in view.parse.words:
            if word.pos in POSSIBLE or f"{word.lemma}/{word.pos}" in kept or word.i in heads:
                if word.i in covered and word.i not in heads:
                    continue  # what is said may hold further cues, which the annotators left out
                found = candidate(view, word)
                cues.append((cue_features(found), int(word.i in heads)))
                if word.i in heads:
                    for part in found.limbs:
                        parts += limb_examples(view, found, heads[word.i], part)
    return cues, parts, kept


def limb_examples(view: View, found: Any, roles: dict[int, str], part: Limb) -> Iterator[Example]:
    """A limb with its role, and its parts where it is split."""
    name = limb_role(view.parse, roles, part)
    yield limb_features(view, found, part), ROLES.index(name)
    if name == "split":
        for piece in split(part):
            yield from limb_examples(view, found, roles, piece)


def train(data: list[Example], classes: int) -> dict[str, list[int]]:
    """Weights in hundredths of a log-linear model, by AdaGrad with a little decay."""
    counts = Counter(f for features, _ in data for f in set(features))
    names = sorted(f for f, n in counts.items() if n >= MINIMUM)
    place = {name: k for k, name in enumerate(names)}
    weights, squares = np.zeros((len(names), classes)), np.full((len(names), classes), 1e-2)
    rows = [(np.array(sorted({place[f] for f in features if f in place}), dtype=np.int64), y) for features, y in data]
    order = list(range(len(rows)))
    shuffle = random.Random(0)
    for _ in range(EPOCHS):
        shuffle.shuffle(order)
        for k in order:
            at, y = rows[k]
            if not len(at):
                continue
            scores = weights[at].sum(axis=0)
            slope = np.exp(scores - scores.max())
            slope /= slope.sum()
            slope[y] -= 1
            gradient = slope + DECAY * len(rows) ** 0.5 * weights[at]
            squares[at] += gradient**2
            weights[at] -= RATE * gradient / np.sqrt(squares[at])
    rounded = np.rint(weights * SCALE).astype(int)
    return {name: rounded[k].tolist() for name, k in place.items() if np.abs(rounded[k]).max() >= 8}


def build(articles: Iterable[tuple[dict[str, Any], Parse]]) -> dict[str, Any]:
    """The content of `weights.json`."""
    cues, parts, lemmas = examples(articles)
    cue = {name: yes - no for name, (no, yes) in train(cues, 2).items()}
    return {"lemmas": lemmas, "cue": cue, "limb": train(parts, len(ROLES))}


def main() -> None:
    source, target = map(Path, sys.argv[1:3])
    articles = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
    parses = parse_all((a["text"] for a in articles), model=load(chosen()))
    data = build(zip(articles, parses, strict=True))
    target.write_text(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
