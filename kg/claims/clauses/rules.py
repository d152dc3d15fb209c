"""The names of the rules, for `kg why`: each with what it says and a sentence that it reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its description, a sentence that it fires on, and how far it can be trusted, from 0 to 1."""

    name: str
    description: str
    example: str
    trust: float


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule("active", "A verb with its own subject.", "Farmers planted maize.", 0.72),
        Rule("passive", "A passive verb with its own subject.", "The bridge was built by soldiers.", 0.7),
        Rule("copula", "A form of be, become or seem ties a subject to a complement.", "Osei is a surgeon.", 0.64),
        Rule("clause-object", "The object is itself a clause.", "Osei said that farmers planted maize.", 0.72),
        Rule("light-verb", "A light verb and its noun are one relation.", "The cut had an impact on prices.", 0.62),
        Rule("existential", "There is something.", "There are three ports in Orin.", 0.45),
        Rule(
            "control", "An infinitive takes the subject or object of the verb above it.", "She tried to sell it.", 0.68
        ),
        Rule("conjoined", "A conjoined verb shares the subject of the first.", "He wrote a song and sold it.", 0.68),
        Rule("relative", "A relative clause says something of its antecedent.", "He met men who sold maize.", 0.68),
        Rule(
            "relative-object", "An object relative: the antecedent is the object.", "The maize they sold was old.", 0.58
        ),
        Rule("reduced", "A participle after a noun says something of it.", "Men living in Orin came.", 0.52),
        Rule("adverbial", "A participle clause shares the subject of its main verb.", "He left, taking the key.", 0.5),
        Rule("purpose", "An infinitive of purpose shares the subject of its main verb.", "She went to see it.", 0.42),
        Rule(
            "gerund",
            "A gerund after a preposition shares the subject of its verb.",
            "He left after selling the car.",
            0.5,
        ),
        Rule("clause-subject", "The subject is itself a clause.", "Rebuilding the dam will cost millions.", 0.5),
        Rule("apposition", "An apposition says what its noun is.", "Osei, a surgeon, came.", 0.54),
        Rule("place", "A place named after a comma is where the first is.", "She lives in Dallas, Texas.", 0.5),
        Rule("member", "What follows “including” is a member.", "Ports, including Orin, closed.", 0.5),
    )
}
