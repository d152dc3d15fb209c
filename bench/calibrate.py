"""Fit the weights of `kg.assembly.confidence` to claims that were read and judged one by one.

    python bench/calibrate.py sample 200 TEXT.txt … > claims.jsonl    claims at random, to be judged
    python bench/calibrate.py keep claims.jsonl >> bench/judged.jsonl  what was judged, without any text
    python bench/calibrate.py fit bench/judged.jsonl [--write kg/assembly/confidence.json] [--diagram docs/reliability.svg]

`sample` prints one JSON object a line: `sentence`, `claim` (with the entities meant), `sources`, `polarity`, `modality`, `rule`,
`trust`, `features`, `text` (the file) and `true`, which is null. Put `true` or `false` there: false if subject, relation or
object are wrong or cut so that they mislead, if a pronoun was given to the wrong entity, if who says it is wrong or missing, or
if polarity, modality or time are wrong.

`keep` leaves of the judged ones `rule`, `trust`, `features`, `true` and a hash of the file's name.

`fit` reads `features`, `trust`, `text` and `true`, and leaves out what isn't judged. It prints Brier score and log loss of the
rules' trust, of the same confidence for all, and of the fit under five-fold cross-validation (a text is never on both sides),
a reliability table, and what remains at some limits.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

import kg
from kg.annotate.models import chosen, load
from kg.annotate.parse import parse_all
from kg.assembly.confidence import RAISING, features, probability
from kg.claims import clauses, nominals
from kg.records import Claim

FOLDS, REPEATS, STEPS = 5, 8, 1500
#: Strength of the pull of all weights towards 0: as if so much had been seen against each.
DECAY = 1.0
#: Weights of features that are rarer than this are left at 0.
RARE = 5
LIMITS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)

Numbers = np.ndarray[Any, np.dtype[np.float64]]


# ---------------------------------------------------------------------- sampling


def sample(count: int, paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Claims drawn at random from texts, in the order of the texts."""
    rows = [row for path in paths for row in claims_of(path)]
    drawn = sorted(random.Random(0).sample(range(len(rows)), min(count, len(rows))))
    return [rows[k] for k in drawn]


def claims_of(path: Path) -> list[dict[str, Any]]:
    """All claims of a text with the features of the propositions they came from."""
    text = path.read_text(encoding="utf-8")
    found = kg.extract(text)
    parse = next(parse_all([found.document.text], model=load(chosen())))
    drafts = {}
    for one in [*clauses.propositions(parse), *nominals.propositions(parse)]:
        core = one.object.core() if one.object is not None else None
        drafts[one.rule, one.relation.start, one.relation.end, one.subject.core(), core] = one
    claims = {claim.id: claim for claim in found.claims}
    rows = []
    for said in found.statements:
        claim = claims[said.claim]
        subject, thing = claim.subject, claim.object
        core = (thing.start, thing.end) if thing else None
        draft = drafts.get((said.rule, said.predicate.start, said.predicate.end, (subject.start, subject.end), core))
        if draft is not None:
            rows.append(
                {
                    "sentence": " ".join(said.quote.split()),
                    "claim": written(claim),
                    "sources": [f"{source.label} {source.stance}" for source in said.sources[:-1]],
                    "polarity": claim.polarity,
                    "modality": claim.modality,
                    "rule": said.rule,
                    "trust": draft.confidence,
                    "features": features(draft),
                    "text": path.name,
                    "true": None,
                }
            )
    return rows


def written(claim: Claim) -> str:
    """Subject, relation, object and arguments as they stand, with the entity where it has another name."""
    terms = [claim.subject, *([claim.object] if claim.object else []), *(a.term for a in claim.arguments)]
    shown = [t.text if t.text.endswith(t.label) else f"{t.text} [{t.label}]" for t in terms]
    roles = ["", *([""] if claim.object else []), *(f"{a.role}: " for a in claim.arguments)]
    subject, *rest = [role + text for role, text in zip(roles, shown, strict=True)]
    return " | ".join([subject, claim.relation.text, *rest])


def kept(row: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a judged claim: nothing of its text."""
    name = hashlib.sha256(row["text"].encode()).hexdigest()[:8]
    return {"text": name, **{key: row[key] for key in ("rule", "trust", "features", "true")}}


# ---------------------------------------------------------------------- fitting


def fit(rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Weights by the name of the feature: logistic regression with decay, no weight with the wrong sign."""
    seen = [name for row in rows for name in row["features"]]
    names = sorted(name for name in set(seen) if seen.count(name) >= RARE)
    x = np.array([[row["features"].get(name, 0.0) for name in names] + [1.0] for row in rows])
    y = np.array([float(row["true"]) for row in rows])
    signs = np.array([1.0 if name in RAISING else -1.0 for name in names])
    decay = np.array([DECAY] * len(names) + [0.0]) / len(rows)
    step = 1 / (np.linalg.eigvalsh(x.T @ x / len(rows))[-1] / 4 + decay.max())
    w = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        slope = x.T @ (1 / (1 + np.exp(-x @ w)) - y) / len(rows) + decay * w
        w -= step * slope
        w[:-1] = signs * np.maximum(signs * w[:-1], 0)
    every = dict.fromkeys(sorted(set(seen)), 0.0)
    return {**every, **{name: round(float(v), 3) for name, v in zip([*names, "bias"], w, strict=True)}}


def crossed(rows: Sequence[dict[str, Any]]) -> Numbers:
    """The probability of each row by weights fitted to other texts, once for each of several ways to deal them out."""
    found = np.zeros((REPEATS, len(rows)))
    texts = sorted({row["text"] for row in rows})
    for repeat in range(REPEATS):
        random.Random(repeat).shuffle(order := list(texts))
        fold = {text: k % FOLDS for k, text in enumerate(order)}
        for k in range(FOLDS):
            weighing = {name: 0.0 for row in rows for name in row["features"]}
            weighing |= fit([row for row in rows if fold[row["text"]] != k])
            for at, row in enumerate(rows):
                if fold[row["text"]] == k:
                    found[repeat, at] = probability(row["features"], weighing)
    return found


# ---------------------------------------------------------------------- reporting


def brier(p: Numbers, y: Numbers) -> float:
    """Mean squared distance between the probability and what held."""
    return float(((p - y) ** 2).mean())


def log_loss(p: Numbers, y: Numbers) -> float:
    """Mean surprise at what held, in nats."""
    return float(-(y * np.log(p) + (1 - y) * np.log(1 - p)).mean())


def ranking(p: Numbers, y: Numbers) -> float:
    """How often a claim that held has a higher probability than one that did not (area under the ROC curve)."""
    held, failed = p[y == 1][:, None], p[y == 0][None, :]
    return float((held > failed).mean() + 0.5 * (held == failed).mean())


def bins(p: Numbers, y: Numbers) -> list[tuple[float, int, float, float]]:
    """For each tenth: where it starts, how many claims, their mean confidence, and the share that held."""
    at = np.minimum((p * 10).astype(int), 9)
    return [
        (k / 10, int((at == k).sum()), float(p[at == k].mean()), float(y[at == k].mean()))
        for k in range(10)
        if (at == k).any()
    ]


def report(rows: Sequence[dict[str, Any]]) -> Numbers:
    """Print the scores; return the cross-validated probability of each claim."""
    y = np.array([float(row["true"]) for row in rows])
    trust = np.array([min(max(row["trust"], 0.01), 0.99) for row in rows])
    runs = crossed(rows)
    p: Numbers = runs.mean(axis=0)
    same = np.full(len(rows), y.mean())
    print(f"{len(rows)} claims of {len({row['text'] for row in rows})} texts, {y.mean():.3f} true\n")
    print(f"{'':24}{'Brier':>8}{'log loss':>10}{'AUC':>8}")
    for name, value in (("trust of the rule", trust), ("the same for all", same), ("fitted, crossed", p)):
        print(f"{name:24}{brier(value, y):8.3f}{log_loss(value, y):10.3f}{ranking(value, y):8.3f}")
    print(f"\n{'confidence':12}{'claims':>8}{'mean':>8}{'true':>8}")
    for start, count, mean, held in bins(p, y):
        print(f"{start:.1f} to {start + 0.1:.1f}{count:>9}{mean:8.2f}{held:8.2f}")
    print(f"\n{'at least':12}{'share':>8}{'true':>8}{'by trust: share':>18}{'true':>8}")
    for limit in LIMITS:
        kept, old = p >= limit, trust >= limit
        print(f"{limit:<12}{kept.mean():8.2f}{y[kept].mean():8.2f}{old.mean():18.2f}{_mean(y[old]):>8}")
    return p


def _mean(values: Numbers) -> str:
    return f"{values.mean():.2f}" if len(values) else "-"


def diagram(p: Numbers, y: Numbers) -> str:
    """The reliability diagram as SVG: confidence to the right, share that held upwards, areas by the number of claims."""
    size, edge = 300, 46

    def place(right: float, up: float) -> tuple[float, float]:
        return edge + right * size, 14 + (1 - up) * size

    lines = []
    for tenth in range(0, 11, 2):
        (x, low), (left, y_) = place(tenth / 10, 0), place(0, tenth / 10)
        lines.append(f'<text x="{x:.0f}" y="{low + 18:.0f}" text-anchor="middle">{tenth / 10:.1f}</text>')
        lines.append(f'<text x="{left - 8:.0f}" y="{y_ + 4:.0f}" text-anchor="end">{tenth / 10:.1f}</text>')
        lines.append(f'<path d="M{left:.0f} {y_:.0f}h{size}M{x:.0f} {low:.0f}v-{size}" stroke="#ddd"/>')
    (x0, y0), (x1, y1) = place(0, 0), place(1, 1)
    lines.append(f'<path d="M{x0:.0f} {y0:.0f}L{x1:.0f} {y1:.0f}" stroke="#888" stroke-dasharray="4 4"/>')
    for _, count, mean, held in bins(p, y):
        x, up = place(mean, held)
        radius = max(2.0, 1.4 * math.sqrt(count))
        spread = math.sqrt(held * (1 - held) / count) * size
        lines.append(f'<path d="M{x:.1f} {up - spread:.1f}v{2 * spread:.1f}" stroke="#1f5fa8"/>')
        lines.append(f'<circle cx="{x:.1f}" cy="{up:.1f}" r="{radius:.1f}" fill="#1f5fa8" fill-opacity=".55"/>')
    middle = edge + size / 2
    lines.append(f'<text x="{middle:.0f}" y="{size + 52}" text-anchor="middle">confidence</text>')
    lines.append(
        f'<text transform="translate(14 {14 + size / 2:.0f}) rotate(-90)" text-anchor="middle">share true</text>'
    )
    body = "\n".join(lines)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + edge + 16} {size + 62}" fill="none"'
    style = "<style>text{font:12px sans-serif;fill:#333}</style>"
    return f'{head} role="img" aria-label="Reliability diagram">\n{style}\n<rect width="100%" height="100%" fill="#fff"/>\n{body}\n</svg>\n'


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="kind", required=True)
    drawing = kinds.add_parser("sample", help="print claims to be judged")
    drawing.add_argument("count", type=int)
    drawing.add_argument("texts", type=Path, nargs="+")
    keeping = kinds.add_parser("keep", help="print judged claims without their text")
    keeping.add_argument("claims", type=Path)
    fitting = kinds.add_parser("fit", help="fit weights to judged claims")
    fitting.add_argument("claims", type=Path)
    fitting.add_argument("--write", type=Path, help="where the weights go")
    fitting.add_argument("--diagram", type=Path, help="where the reliability diagram goes")
    given = parser.parse_args(arguments)
    if given.kind == "sample":
        for row in sample(given.count, given.texts):
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        return
    lines = given.claims.read_text(encoding="utf-8").splitlines()
    rows = [row for line in lines if line.strip() and (row := json.loads(line))["true"] is not None]
    if given.kind == "keep":
        for row in rows:
            sys.stdout.write(json.dumps(kept(row)) + "\n")
        return
    p = report(rows)
    if given.write:
        given.write.write_text(json.dumps(fit(rows), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if given.diagram:
        y = np.array([float(row["true"]) for row in rows])
        given.diagram.write_text(diagram(p, y), encoding="utf-8")


if __name__ == "__main__":
    main()
