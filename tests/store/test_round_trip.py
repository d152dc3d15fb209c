"""Whatever the records hold comes back from the RDF, and settles to the same bytes."""

from __future__ import annotations

from dataclasses import asdict
from typing import get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import ids, records
from kg.rdf.validate import validate
from kg.records import Argument, Claim, Entity, Extraction, Source, Term, Time
from kg.store import Store, saved
from tests.rdf.made import Made, quads

TEXT = "Ärzte 😀 of\tthe “Guard” said: \\n 'no' <b> & \"yes\"\nline two\u2028line three — 5 €."
LISTED = {
    ids.entity("Guard"): Entity(id=ids.entity("Guard"), label="Guard", type="agency", acronym="G"),
    ids.entity("Ärzte"): Entity(id=ids.entity("Ärzte"), label="Ärzte", type="group", aliases=("Doctors", "Ärzte-Bund")),
}

spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(lambda p: (p[0], min(len(TEXT), sum(p))))
labels = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
days = st.dates().map(str)
times = st.builds(Time, text=labels, start=st.none() | days, end=st.none() | days)
sources = st.builds(
    Source,
    id=st.none() | st.sampled_from([*LISTED, ids.entity("nobody")]),
    label=labels,
    stance=st.sampled_from(get_args(records.Stance)),
    cue=st.just("") | labels,
    form=st.sampled_from(get_args(records.Form)),
).map(lambda s: Source(**{**asdict(s), "label": LISTED[s.id].label}) if s.id in LISTED else s)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    start, end = draw(spans)
    iri = draw(st.none() | st.sampled_from([*LISTED, ids.entity("a thing"), ids.entity("Schiff")]))
    listed = LISTED.get(iri or "")
    return Term(
        text=TEXT[start:end],
        id=iri,
        label=listed.label if listed else draw(labels),
        type=listed.type if listed else draw(st.sampled_from(get_args(records.EntityType))),
        start=start,
        end=end,
    )


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    made = Made(TEXT, origin=draw(labels), date=draw(st.none() | days))
    made.entities.update(LISTED)
    for _ in range(draw(st.integers(0, 3))):
        start, end = draw(spans)
        statistic = None
        if draw(st.booleans()):
            value = draw(st.floats(allow_nan=False, allow_infinity=False))
            about, upper = draw(st.none() | terms()), draw(st.none() | st.floats(-1e6, 1e6))
            statistic = made.statistic(
                TEXT[:5],
                draw(terms()),
                value,
                about=about,
                upper=upper,
                unit=draw(st.none() | labels),
                time=draw(times),
            )
        arguments = draw(st.lists(st.builds(Argument, role=labels, term=terms()), max_size=3))
        claim = made.claim(
            draw(terms()),
            draw(st.sampled_from(["send", "be part of"])),
            draw(st.none() | terms()),
            arguments=tuple(sorted(arguments, key=lambda a: (a.term.start, a.term.end, a.role))),
            polarity=draw(st.sampled_from(get_args(records.Polarity))),
            modality=draw(st.sampled_from(get_args(records.Modality))),
            time=draw(st.none() | times),
            statistics=(statistic.id,) if statistic else (),
        )
        made.says(claim, TEXT[start:end], *draw(st.lists(sources, min_size=1, max_size=3)))
    return made.done()


def unique(extraction: Extraction) -> dict[str, Claim]:
    """Each claim once: of two with the same content, the first is kept."""
    return {claim.id: claim for claim in reversed(extraction.claims)}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(extractions())
def test_rows_give_back_the_records(extraction: Extraction) -> None:
    assert saved.load(saved.dump(extraction)) == extraction
    store = Store()
    store.add(extraction)
    rows = {row["statement"]: row for row in store.claims()}
    claims = unique(extraction)
    for statement in {s.id: s for s in reversed(extraction.statements)}.values():
        row, claim = rows.pop(statement.id), claims[statement.claim]
        assert row["subject"] == asdict(claim.subject)
        assert row["object"] == (asdict(claim.object) if claim.object else None)
        assert row["time"] == (asdict(claim.time) if claim.time else None)
        assert row["sources"] == [asdict(source) for source in statement.sources]
        assert row["quote"] == TEXT[row["start"] : row["end"]] == statement.quote
        if len({(a.term.start, a.term.end, a.role) for a in claim.arguments}) == len(claim.arguments):
            assert row["arguments"] == [{"role": a.role, **asdict(a.term)} for a in claim.arguments]
    assert not rows
    numbers = {statistic.id: statistic for statistic in reversed(extraction.statistics)}
    for row in store.statistics():
        expected = numbers[row["id"]]
        assert (row["value"], row["upper"], row["unit"]) == (expected.value, expected.upper, expected.unit)
        assert row["measure"] == asdict(expected.measure)
        assert row["about"] == (asdict(expected.about) if expected.about else None)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(extractions())
def test_graphs_are_sound(extraction: Extraction) -> None:
    assert validate(quads(extraction)) == []
