"""Claims and numbers as sentences. What is denied, planned or uncertain reads so."""

from __future__ import annotations

import re
from typing import Any

from kg.answer.words import auxiliaries, kin, root, tokens
from kg.lexicon import words
from kg.words import line

Row = dict[str, Any]

_STANCE = {
    "denies": "denied that",
    "accuses": "alleged that",
    "promises": "promised that",
    "proposes": "proposed that",
    "questions": "asked whether",
    "doubts": "doubted that",
    "relays": "reported that",
    "asserts": "said that",
}
#: A modality shows in the relation's words where one of these stands there; else it is put behind the claim.
_MARKS = {
    "planned": (
        "will",
        "would",
        "plan",
        "plans",
        "planned",
        "going",
        "intend",
        "intends",
        "propose",
        "proposes",
        "expected",
        "to",
    ),
    "possible": ("may", "might", "could", "can", "possible", "likely", "perhaps"),
    "required": ("must", "shall", "has", "have", "required", "need", "needs"),
    "permitted": ("may", "can", "allowed", "permitted"),
    "hypothetical": ("would", "could", "if", "might"),
    "requested": (
        "call",
        "calls",
        "urge",
        "urges",
        "should",
        "ask",
        "asks",
        "asked",
        "urged",
        "called",
        "want",
        "wants",
    ),
    "attempted": (
        "seek",
        "seeks",
        "aim",
        "aims",
        "try",
        "tries",
        "tried",
        "designed",
        "meant",
        "intended",
        "sought",
        "attempt",
        "attempted",
    ),
}
_NOT = frozenset({"not", "never", "no", "n't", "neither", "nor", "none", "nobody", "cannot", "without"})
#: What negates the words by which somebody speaks, and what stands apart there that is one word; who doesn't speak.
_NEGATED = re.compile(r"\b(?:not|never|no|cannot)\b|n['\u2019]t\b")
_APART = re.compile(r" (?=n['\u2019]t\b)")
_NOBODY = ("nobody", "no one", "none", "no ")
_COMPARATOR = {
    "moreThan": "more than ",
    "atLeast": "at least ",
    "lessThan": "less than ",
    "atMost": "at most ",
    "about": "about ",
}
#: How "hundreds of boats" reads, which counts from a hundred to a thousand.
_SEVERAL = {(100, 1000): "hundreds of", (1000, 10000): "thousands of", (1000000, 1000000000): "millions of"}
#: Roles that are no prepositions.
_ROLES = frozenset(
    {"predicative", "time", "recipient", "agent", "when", "object", "manner", "place", "reason", "purpose"}
)
#: "We are working" of one agency: "the agency is working".
_OF_ONE = {"are": "is", "am": "is", "were": "was", "have": "has", "do": "does"}
_FINITE = {"be": ("is", "are"), "have": ("has", "have")}
_PLURAL = frozenset(
    {"they", "we", "people", "those", "these", "police", "men", "women", "children", "most", "some", "others"}
)
#: What a bare infinitive stands for, of one and of several.
_TOWARDS = {
    "attempted": ("seeks", "seek"),
    "planned": ("plans", "plan"),
    "possible": ("may be", "may be"),
    "required": ("has", "have"),
    "requested": ("is asked", "are asked"),
    "permitted": ("is allowed", "are allowed"),
}
#: "He's in", "they'll go": the auxiliary is written onto the subject. A bare "'s" is a possessive.
_CONTRACTED = re.compile(r"['\u2019](?:s|re|ll|ve|d)\s", re.I)
#: A name beside a description: between commas, or directly.
_WHOLE_NAME = r"[A-Z][\w'\u2019-]+(?: [A-Z]\.)?(?: (?:(?:al|de|van|von|bin)[ -])?[A-Z][\w'\u2019-]+){1,3}"
_BESIDE = re.compile(rf"((?: \([^)]*\))?(?:, (?P<set>{_WHOLE_NAME})(?=,)| (?P<direct>{_WHOLE_NAME})))")
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who", "which", "that", "this", "these", "those", "you"})


def name_of(term: Row) -> str:
    """A term as it reads; a pronoun by what it stands for."""
    text = " ".join(str(term["text"]).split())
    return str(term["label"]) if text.lower() in _PRONOUNS and term["label"].lower() not in _PRONOUNS else text


def with_name_beside(term: Row, row: Row) -> str:
    """A description with the name that its sentence sets beside it: "the mayor, Ana Li,", "mayor of Norland Ben Ode"."""
    text = name_of(term)
    after = row["quote"][term["end"] - row["start"] :] if term["start"] >= row["start"] else ""
    described = text.lower() not in _PRONOUNS and any(word.islower() for word in text.split())
    beside = _BESIDE.match(after) if described else None
    name = beside and (beside["set"] or beside["direct"])
    if not beside or not name or name in text:
        return text
    return f"{text}, {name}," if beside["set"] else f"{text} {name}"


def sentence(row: Row) -> str:
    """A claim as a sentence, without its voices."""
    subject, relation = with_name_beside(row["subject"], row), verb_phrase(row)
    parts = [relation, subject] if relation.lower().startswith("there ") else [subject, relation]
    if row.get("rule") == "existential" and not row["object"]:
        parts = ["there", relation.lower().removeprefix("there "), subject]
    given = [
        a
        for a in row["arguments"]
        if a["role"] == "recipient" and row["object"] and a["start"] < row["object"]["start"]
    ]
    parts += [" ".join(argument["text"].split()) for argument in given]  # "deny the gangs their fuel"
    if row["object"]:
        gerund = row["object"]["text"].split(" ", 1)[0].endswith("ing")
        parts.append("of" if gerund and row["relation"]["label"].startswith("have ") else "")
        parts.append(_inside(row["object"], row["subject"]))
    for argument in sorted((a for a in row["arguments"] if a not in given), key=lambda a: a["start"]):
        text = " ".join(argument["text"].split())
        role = "" if argument["role"] in _ROLES or text.lower().startswith(f"{argument['role']} ") else argument["role"]
        parts.append(f"{role} {text}" if role else text)
    said = line(parts)
    if row["time"] and not {t.root for t in tokens(row["time"]["text"])} <= {t.root for t in tokens(said)}:
        said = f"{said} ({row['time']['text']})"
    return f"{said}{_marks(row, said)}"


def _inside(term: Row, subject: Row) -> str:
    """A term as it reads behind the subject, also where it stands before it: "A lawyer for Osei, Ana Li, left"."""
    text = " ".join(str(term["text"]).split())
    opens = term["start"] < subject["start"] and text.split(" ", 1)[0] in ("A", "An", "The")
    return f"{text[:1].lower()}{text[1:]}" if opens else text


def verb_phrase(row: Row) -> str:
    """A claim's relation as the verb of a sentence: what stands there, completed where it is no finite verb."""
    text, label = row["relation"]["text"], row["relation"]["label"]
    if _CONTRACTED.match(text):
        return str(text)
    lows = [token.low for token in tokens(text)]
    plural = _is_plural(row["subject"])
    if any(low in auxiliaries() for low in lows[:3]):
        renamed = not plural and name_of(row["subject"]) != " ".join(str(row["subject"]["text"]).split())
        head, space, rest = str(text).partition(" ")
        return f"{_OF_ONE.get(head, head)}{space}{rest}" if renamed else str(text)
    if plural and len(lows) > 1 and lows[1] == "to" and lows[0].endswith("s"):  # "a unit that seeks to", of the units
        return f"{plain_form(lows[0])}{text[len(lows[0]) :]}"
    if lows[:1] == ["to"] and row["modality"] in ("possible", "permitted"):
        return f"may{text[2:]}"
    if lows[:1] == ["to"]:
        return f"{_TOWARDS.get(row['modality'], _FINITE['be'])[plural]} {text}"
    head, _, rest = label.partition(" ")
    if head in ("be", "have") and not (head == "have" and any(root(low) == root("have") for low in lows)):
        named = rest if _is_verbal(lows, rest) else ""
        return f"{_FINITE[head][plural]} {text if named else ''}".rstrip() if head == "be" else _FINITE[head][plural]
    if not any(root(low) == root(head) for low in lows):
        return f"{conjugated(label, plural)}" if not lows else f"\u2013 {text}"
    if any(low.endswith("ing") and root(low) == root(head) for low in lows) or _reported(row, lows, label):
        return conjugated(label, plural)
    return f"\u2013 {text}" if kin(lows[0]) != root(lows[0]) and root(lows[0]) != root(head) else str(text)


def _is_verbal(lows: list[str], rest: str) -> bool:
    """Whether the words of a relation are those of its label, like "assigned to" of "be assigned to"."""
    return bool(lows) and bool({root(low) for low in lows} & {root(word) for word in rest.split()})


def _reported(row: Row, lows: list[str], label: str) -> bool:
    """Whether a plain form follows a plural pronoun that is written out as one name."""
    return (
        row["subject"]["text"].lower() in _PRONOUNS
        and lows == label.split()
        and name_of(row["subject"]) != row["subject"]["text"]
    )


def conjugated(label: str, plural: bool) -> str:
    """A relation's plain form in the present tense.

    >>> conjugated("focus on", False), conjugated("carry", False), conjugated("carry", True)
    ('focuses on', 'carries', 'carry')
    """
    head, space, rest = label.partition(" ")
    if head in _FINITE:
        head = _FINITE[head][plural]
    elif not plural:
        if head.endswith("y") and head[-2:-1] not in ("a", "e", "o", "u"):
            head = f"{head[:-1]}ies"
        else:
            head += "es" if head.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    return f"{head}{space}{rest}"


def plain_form(verb: str) -> str:
    """A verb in the third person of the present, without its ending.

    >>> plain_form("seeks"), plain_form("tries"), plain_form("wishes")
    ('seek', 'try', 'wish')
    """
    if verb.endswith("ies"):
        return f"{verb[:-3]}y"
    return verb[:-2] if verb.endswith(("ses", "shes", "ches", "xes", "zes", "oes")) else verb[:-1]


def _is_plural(term: Row) -> bool:
    text = name_of(term)
    if " and " in text and term["label"] == text:
        return True
    front = next((part for part in re.split(r"\s(?:of|in|from|for|with|that|who|which|to|by|on|at)\s", text)), text)
    head = front.rsplit(" ", 1)[-1]
    last = head.lower()
    if last in _PLURAL or (head[-1:] == "s" and head[:-1].isupper() and len(head) > 2):  # "the NPUs"
        return True
    label = str(term["label"])
    of_several = (
        term.get("type") == "group"
        or head[:1].islower()
        or label[:1].islower()
        or label.lower().endswith(f" {last[:-1]}")
    )
    return root(last) != last.removesuffix("e") and last.endswith("s") and of_several


def _marks(row: Row, said: str) -> str:
    lows = {token.low for token in tokens(f"{row['relation']['text']} {verb_phrase(row)}")}
    notes = []
    if row["polarity"] == "negated" and not (
        _NOT & {token.low for token in tokens(said)} or "n't" in said or "n\u2019t" in said
    ):
        notes.append("not so")
    if row["modality"] != "actual" and not lows & set(_MARKS.get(row["modality"], ())):
        notes.append(row["modality"])
    return f" ({', '.join(notes)})" if notes else ""


def attributed(row: Row) -> str:
    """A claim as a sentence in the voice nearest to it, where that isn't the document's own assertion."""
    source = row["sources"][0] if row["sources"] else None
    plain = source is None or len(row["sources"]) < 2 or source["stance"] in ("asserts", "relays")
    if source is None or (plain and not is_negated(source)):
        return capital(sentence(row))
    return in_voice(source, row)


def in_voice(source: Row, row: Row) -> str:
    """ "X denied that …"."""
    said = sentence(row)
    own = {token.root for token in tokens(row["relation"]["text"])}
    if source["id"] == row["subject"]["id"] and own & {token.root for token in tokens(source["cue"])}:
        return capital(said)
    first = row["subject"]["text"].split(" ", 1)[0]
    if row["subject"]["label"][:1].islower() or first.lower() in (
        "the",
        "a",
        "an",
        "our",
        "its",
        "their",
        "this",
        "these",
        "some",
        "most",
        "all",
    ):
        said = said[:1].lower() + said[1:]
    return capital(f"{source['label']} {_says(source, row)} {said}")


def _says(source: Row, row: Row) -> str:
    """How a source puts a claim: by its stance, "denied that", or in its own words where they are negated: "did not deny
    that". Who neither confirms nor denies leaves it open.
    """
    if is_negated(source) or (source["stance"] == "questions" and source["label"].lower().startswith(_NOBODY)):
        return f"{cue(source)} {'whether' if row['modality'] == 'hypothetical' else 'that'}"
    denials = {root(lemma) for kind in ("denies", "withholding") for lemma in words("voices", kind, "lemmas")}
    if source["stance"] == "questions" and not denials.isdisjoint(token.root for token in tokens(source["cue"])):
        return "left open whether"
    return _STANCE.get(source["stance"], "said that")


def is_negated(source: Row) -> bool:
    """Whether a source doesn't say what it is a source of: "did not say that", "never denied"."""
    return bool(_NEGATED.search(cue(source)))


def cue(source: Row) -> str:
    """The words by which a source speaks, as they are written: "didn't deny"."""
    return _APART.sub("", " ".join(str(source["cue"]).split()))


def with_name(row: Row, said: str) -> str:
    """A claim whose subject is a description, with the name before it: "Ana Li, the old pilot, …"."""
    text = " ".join(str(row["subject"]["text"]).split())
    if with_name_beside(row["subject"], row) != text:  # it has a name already
        return said
    described = f"{row['subject']['label']}, {text[:1].lower()}{text[1:]},"
    return re.sub(re.escape(text), lambda _: described, said, count=1, flags=re.I)


def capital(text: str) -> str:
    """With a capital at the start."""
    return text[:1].upper() + text[1:]


def with_list(row: Row, said: str) -> str:
    """A claim with the list that a colon after its object opens in the sentence ("three aims: …")."""
    term = row["object"] or (row["arguments"][-1] if row["arguments"] else None)
    ends = [t["end"] for t in (row["object"], *row["arguments"]) if t]
    if term is None or not ends:
        return said
    rest = row["quote"][max(0, max(ends) - row["start"]) :].lstrip(" \"'\u201d\u2019")
    return f"{said}: {' '.join(rest[1:].split()).rstrip('.')}" if rest.startswith(":") else said


def listed(parts: list[str]) -> str:
    """Parts in a row: "a, b and c"."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


#: How shares are told; their units' names are nouns.
_UNITS = {"percentage": "percent", "percentage point": "percentage points", "count": "times"}


def number(row: Row) -> str:
    """A statistic's number with what it counts: "more than 284,000 rounds of ammunition", "15 percent (boats)"."""
    measure = " ".join(str(row["measure"]["text"]).split())
    unit = _UNITS.get(row["unit"] or "", row["unit"] or "")
    if any(c.isdigit() for c in measure):
        return measure
    if unit and not {t.root for t in tokens(unit)} <= {t.root for t in tokens(measure)}:
        return f"{amount(row)} {unit} ({measure})" if measure else f"{amount(row)} {unit}"
    head = measure.lower()
    for word in ("the ", "a ", "an "):
        head = head.removeprefix(word)
    return f"{amount(row)} {measure[len(measure) - len(head) :]}"


def amount(row: Row) -> str:
    """A statistic's number alone: "more than 284,000"."""
    value = _figure(row["value"])
    if row["upper"] is not None and (row["value"], row["upper"]) in _SEVERAL:
        value = _SEVERAL[row["value"], row["upper"]]
    elif row["upper"] is not None:
        value = f"{value} to {_figure(row['upper'])}"
    return f"{_COMPARATOR.get(row['comparator'], '')}{value}"


def _figure(value: float) -> str:
    return f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"
