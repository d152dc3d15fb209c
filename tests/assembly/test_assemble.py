"""From text to claims: whose words, about whom, how certain, and where they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

import kg
from kg.assembly import identity
from kg.records import Claim, Extraction, Statement

TEXT = """Harbour Watch Agency finds new routes
By Mara Voss
Published: 3 March 2021
Publisher: The Ledger

The Harbour Watch Agency (HWA) said on Monday that its inspectors seized 40 boats in 2020. "Smugglers use small ports," the
agency said. Minister Ana Ruiz denied that the agency had asked for help. HWA plans to hire 12 divers. The strategy calls
for opening three more stations. According to Norland Radio, the agency did not search the islands.
"""


@pytest.fixture(scope="module")
def found() -> Extraction:
    return kg.extract(TEXT)


def rows(found: Extraction) -> list[tuple[Claim, Statement]]:
    claims = {c.id: c for c in found.claims}
    return [(claims[s.claim], s) for s in found.statements]


def one(found: Extraction, relation: str) -> tuple[Claim, Statement]:
    matching = [row for row in rows(found) if row[0].relation.label == relation]
    assert matching, f"no claim with {relation!r} among {[c.relation.label for c in found.claims]}"
    return matching[0]


@pytest.mark.parametrize(
    ("relation", "speaker", "stance"),
    [
        ("seize", "Harbour Watch Agency", "asserts"),
        ("use", "Harbour Watch Agency", "asserts"),
        ("ask for", "Ana Ruiz", "denies"),
        ("search", "Norland Radio", "asserts"),
        ("hire", "The Ledger", "asserts"),
    ],
)
def test_the_nearest_voice(found: Extraction, relation: str, speaker: str, stance: str) -> None:
    _, statement = one(found, relation)
    assert (statement.sources[0].label, statement.sources[0].stance) == (speaker, stance)


@pytest.mark.parametrize(
    ("text", "relation", "speakers"),
    [
        (
            "According to Norland Radio, quoting the Ledger, Mara Voss sold the boat.",
            "sell",
            ["Ledger", "Norland Radio"],
        ),
        ("Norland Radio reported, citing Mara Voss, that the harbour is closed.", "be", ["Mara Voss", "Norland Radio"]),
        ("Mara Voss said, citing high costs, that the agency sold the boat.", "sell", ["Mara Voss"]),
        (
            "\"Mara Voss said, 'I will repair the boat,' and then she sold the car,\" Ana Ruiz told the crew.",
            "repair",
            ["Mara Voss", "Ana Ruiz"],
        ),
        (
            "\"Mara Voss said, 'I will repair the boat,' and then she sold the car,\" Ana Ruiz told the crew.",
            "sell",
            ["Ana Ruiz"],
        ),
        ("Mara Voss, who said the harbour is closed, left on Monday.", "be", ["Mara Voss"]),
        ("Mara Voss, the pilot who said that the harbour is closed, left on Monday.", "be", ["Mara Voss"]),
        ("The valves are part of a plan that seeks to save water.", "save", []),
        ("The drill is intended to strengthen ties by ensuring safe trade.", "ensure", []),
        ("The agency denied dumping waste.", "dump", ["agency"]),
        ("The agency never denied dumping waste.", "dump", ["agency"]),
        ("The agency admitted dumping waste.", "dump", []),
        ("Mara Voss called the plan a disaster that would close nine schools.", "close", ["Mara Voss"]),
        ("Ana Ruiz described Mara Voss as a pilot who has never held a job.", "hold", ["Ana Ruiz"]),
        ("Mara Voss called a doctor who left.", "leave", []),
        (
            "Mara Voss called on Ana Ruiz to apologise for saying that the dam broke.",
            "break",
            ["Ana Ruiz", "Mara Voss"],
        ),
        ("Mara Voss said that she apologised for saying that the dam broke.", "break", ["Mara Voss"]),
        ("Mara Voss named the plan that would close nine schools.", "close", []),
        ("Mara Voss repeated Ana Ruiz's declaration that the dam broke.", "break", ["Ana Ruiz", "Mara Voss"]),
        ("Mara Voss echoed statements by Ana Ruiz that the dam broke.", "break", ["Ana Ruiz", "Mara Voss"]),
        ("The king nominated Mara Voss to fill the seat.", "fill", []),
        ("The agency rejected claims that the harbour is closed.", "be", ["agency"]),
        ("The harbour is closed; Mara Voss says that the dam broke.", "be", []),
        ("The harbour is closed; Mara Voss says that the dam broke.", "break", ["Mara Voss"]),
        ("The harbour is closed; the dam broke, Mara Voss says.", "break", ["Mara Voss"]),
        ('A letter says "the harbour may be closed for a year", but the agency sold the boat.', "sell", []),
        ("Delays may result in an owner's boat claim being rejected in May.", "be rejected", []),
        ("The crew sold the boat after Mara Voss added these words.", "sell", []),
        ("The agency asked Mara Voss to sell the boat, which it had built in May.", "build", []),
        ("The agency asked Mara Voss to sell the boat that floods the harbour.", "flood", ["agency"]),
        (
            "Mara Voss stressed that the dam was old, and nurses warned that the harbour flooded a village.",
            "flood",
            ["nurses"],
        ),
    ],
)
def test_whose_words_a_claim_rests_on(text: str, relation: str, speakers: list[str]) -> None:
    found = [s for c, s in rows(kg.extract(text)) if c.relation.label == relation and len(s.sources) > len(speakers)]
    assert [[source.label for source in s.sources[:-1]] for s in found][-1:] == [speakers]


@pytest.mark.parametrize(
    ("text", "relation", "speaker", "stance"),
    [
        ("Ada Osei denied that the dam, which flooded a village, closed a road.", "flood", "Ada Osei", "asserts"),
        ("Ada Osei denied that the dam, which flooded a village, closed a road.", "close", "Ada Osei", "denies"),
        ("The mayor denied that Lee, an engineer, left the firm.", "be", "mayor", "asserts"),
        ("The mayor denied that Lee, an engineer, left the firm.", "leave", "mayor", "denies"),
        ("Kim urged the council to close the dam that floods the valley.", "flood", "Kim", "asserts"),
        ("Kim urged the council to close the dam that floods the valley.", "close", "Kim", "proposes"),
        ("The owner denied that he saw the fire when it reached the barn.", "reach", "owner", "asserts"),
        ("The firm denied claims that it sold the boat.", "sell", "firm", "denies"),
        ("The mayor suggested that the fund had lent the money.", "lend", "mayor", "asserts"),
        ("The mayor suggested that the fund should lend the money.", "lend", "mayor", "proposes"),
        ("Auditors doubted that the fund had lent the money.", "lend", "Auditors", "doubts"),
        ("Auditors did not doubt that the fund had lent the money.", "lend", "Auditors", "asserts"),
        ("Auditors declined to say whether the fund had lent the money.", "lend", "Auditors", "questions"),
    ],
)
def test_what_a_speaker_only_mentions_is_not_denied(text: str, relation: str, speaker: str, stance: str) -> None:
    _, statement = one(kg.extract(text), relation)
    assert [(s.label, s.stance) for s in statement.sources][-2] == (speaker, stance)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "A spokesperson for the harbour office, which runs the docks, said the tide rose.",
            "spokesperson for the harbour office",
        ),
        ("A clerk, 40, who has served since May, said the tide rose.", "clerk"),
        (
            'Tom Osei said nurses must wait. He left. Paul Lind called it a "gift for all farmers." "The tide rose," he said.',
            "Paul Lind",  # who spoke last, not Tom Osei
        ),
        ("Officials who asked not to be named said the tide rose.", "Officials who asked not to be named"),
        ("A pilot, two nurses and a clerk said the tide rose.", "pilot, two nurses and a clerk"),
    ],
)
def test_a_source_is_named_without_what_is_set_off_behind_it(text: str, speaker: str) -> None:
    _, statement = one(kg.extract(text), "rise")
    assert statement.sources[0].label == speaker


def test_the_publisher_is_the_last_voice_of_every_statement(found: Extraction) -> None:
    for _, statement in rows(found):
        assert statement.sources[-1].label == "The Ledger"
        assert statement.sources[-1].stance == ("relays" if len(statement.sources) > 1 else "asserts")


def test_a_denial_holds_the_claim_that_is_denied(found: Extraction) -> None:
    denial, _ = one(found, "deny")
    inner, _ = one(found, "ask for")
    assert denial.content == inner.id
    assert inner.polarity == "affirmed"


@pytest.mark.parametrize(
    ("relation", "polarity", "modality"),
    [("hire", "affirmed", "planned"), ("search", "negated", "actual"), ("seize", "affirmed", "actual")],
)
def test_factuality(found: Extraction, relation: str, polarity: str, modality: str) -> None:
    claim, _ = one(found, relation)
    assert (claim.polarity, claim.modality) == (polarity, modality)


def test_offsets_hold_everywhere(found: Extraction) -> None:
    for claim, statement in rows(found):
        assert TEXT[statement.start : statement.end] == statement.quote
        terms = [claim.subject, *(a.term for a in claim.arguments), *([claim.object] if claim.object else [])]
        for term in terms:
            assert TEXT[term.start : term.end] == term.text
    for statistic in found.statistics:
        assert TEXT[statistic.start : statistic.end] == statistic.quote
    for mention in found.mentions:
        assert TEXT[mention.start : mention.end] == mention.text


def test_whose_inspectors_they_are(found: Extraction) -> None:
    claim, _ = one(found, "seize")
    assert claim.subject.label == "HWA's inspectors"
    assert claim.subject.text == "its inspectors"
    assert claim.object is not None
    assert claim.object.label == "40 boats"


def test_numbers_belong_to_their_claim(found: Extraction) -> None:
    claim, _ = one(found, "seize")
    numbers = {s.id: s for s in found.statistics}
    assert [numbers[s].value for s in claim.statistics] == [40]
    statistic = numbers[claim.statistics[0]]
    assert statistic.claim == claim.id
    assert statistic.time is not None
    assert (statistic.time.start, statistic.time.end) == ("2020-01-01", "2020-12-31")


def test_identifiers_follow_from_the_records(found: Extraction) -> None:
    for claim, statement in rows(found):
        assert identity.claim(replace(claim, id="")) == claim
        assert identity.statement(replace(statement, id="")) == statement
    for statistic in found.statistics:
        assert identity.statistic(replace(statistic, id="", comparison_key="")) == statistic


def test_the_same_text_gives_the_same_records(found: Extraction) -> None:
    assert kg.extract(TEXT) == found


def test_sentences_without_claims_are_listed_with_the_reason() -> None:
    skipped = kg.extract("No comment.\nThe boat sank near the pier.\nReally?").skipped
    assert [s.reason for s in skipped] == ["no verb", "no verb"]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\ud800", "\0", "...", "?!", "1 2 3", "a" * 20_000, "\n" * 50, "((((((", "\u201c\u201d\u2018\u2019"],
)
def test_any_text_can_be_extracted(text: str) -> None:
    found = kg.extract(text)
    assert found.document.text == text


def test_intentions_are_not_somebody_elses_words() -> None:
    found = kg.extract("The agency plans to hire divers. Rivers run programs that use data.")
    assert all(len(statement.sources) == 1 for statement in found.statements)


LABELS = [
    ("Karl Osei, a surgeon in Orin, resigned.", "Karl Osei | be | surgeon in Orin"),
    ("Karl Osei, the surgeon who ran the ward, resigned.", "Karl Osei | run | ward"),
    ("Most Danes rejected the offer.", "Most Danes | reject | offer"),
    ("Only two Danes rejected the offer.", "Only two Danes | reject | offer"),
    ("He is a Danish General.", "* | be | Danish General"),
    ("Justice Karl Osei died. Justice Ana Ruiz joined the court.", "Ana Ruiz | be | Justice"),
    ("The dam was built by the German company Hartwig.", "dam | be built by | Hartwig"),
    ("The plan failed, said another adviser, Karl J. Osei of the bank.", "Karl J. Osei | say | plan failed"),
    ("Minister of Health Ana Ruiz resigned.", "Ana Ruiz | be | Minister of Health"),
    ('"This is a slow process," Karl Osei said.', "Karl Osei | say | This is a slow process"),
    ("That would be a mistake, Karl Osei said.", "Karl Osei | say | That would be a mistake"),
]


@pytest.mark.parametrize(("sentence", "claim"), LABELS)
def test_labels_say_what_is_said(sentence: str, claim: str) -> None:
    found = {
        f"{c.subject.label} | {c.relation.label} | {c.object and c.object.label}" for c in kg.extract(sentence).claims
    }
    wanted = claim.removeprefix("*")
    assert any(one.endswith(wanted) for one in found), found


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        (
            "The party is collecting mayors from across the country.",
            "party is collecting mayors from across the country",
        ),
        ("The storm closed the road because of the flood.", "storm closed road because of the flood"),
        ("The firm chose trust instead of fear.", "firm chose trust instead of fear"),
        ("They gave the mayor a prize last year.", "They gave the mayor prize last year"),
    ],
)
def test_a_label_keeps_every_preposition(sentence: str, label: str) -> None:
    assert label in {claim.label for claim in kg.extract(sentence).claims}


def test_nobody_is_said_to_be_himself_and_no_cue_stands_alone() -> None:
    found = kg.extract(
        "Mayor Karl Osei said:\nThe dam is safe. Karl Osei, the surgeon, left. Karl Osei, known as Osei, left."
    )
    for claim in found.claims:
        assert claim.object is None or claim.subject.id != claim.object.id, claim.label
        assert claim.relation.label != "say"


def test_pronouns_that_point_nowhere_are_no_entities() -> None:
    vague, clear = kg.extract("They sold the dam."), kg.extract("The brothers sold the dam.")
    assert vague.claims[0].subject.id is None
    assert clear.claims[0].subject.id is not None
    assert vague.statements[0].confidence < clear.statements[0].confidence


def test_recipients_stand_before_what_they_get() -> None:
    assert kg.extract("The firm denied the workers a raise.").claims[0].label == "firm denied the workers raise"
