"""The statistical part: two log-linear models with weights that were counted out by `bench/train_voices.py`.

One says how likely a word is the head of a cue; the other gives each limb of a cue its role. The weights (in hundredths)
lie in `weights.json`; a feature that isn't there weighs nothing.
"""

from __future__ import annotations

import functools
import json
import math
from dataclasses import dataclass
from importlib.resources import files

#: What a limb can be. `split`: the head and the limbs of the head have roles of their own.
ROLES = ("none", "source", "cue", "content", "split")
#: Weights are stored in hundredths.
SCALE = 100.0


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the two models, and the lemmas of nouns, adjectives and prepositions that were ever cues."""

    cue: dict[str, int]
    limb: dict[str, tuple[int, ...]]
    lemmas: frozenset[str]


@functools.cache
def weights() -> Weights:
    """The shipped weights, read once."""
    data = json.loads(files("kg.claims.voices").joinpath("weights.json").read_text(encoding="utf-8"))
    return Weights(data["cue"], {k: tuple(v) for k, v in data["limb"].items()}, frozenset(data["lemmas"]))


def cue_probability(features: list[str]) -> float:
    """How likely a word with these features is the head of a cue."""
    get = weights().cue.get
    total = sum(get(f, 0) for f in features) / SCALE
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def role(features: list[str]) -> tuple[str, float]:
    """The best role of a limb with these features, and by how much it beats `none`."""
    totals = [0] * len(ROLES)
    get = weights().limb.get
    for feature in features:
        found = get(feature)
        if found is not None:
            for k, value in enumerate(found):
                totals[k] += value
    best = max(range(len(ROLES)), key=totals.__getitem__)
    return ROLES[best], (totals[best] - totals[0]) / SCALE
