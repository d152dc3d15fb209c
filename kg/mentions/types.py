"""What kind of thing a name or a noun stands for, by lists (`kg.lexicon`) first and the model's label last."""

from __future__ import annotations

import functools

from kg.lexicon import table, words
from kg.records import EntityType

#: Small words inside names: "Bank of England", "Organization for the Prohibition of …".
LINKS = frozenset(
    {"of", "for", "and", "the", "&", "in", "on", "to", "de", "la", "del", "des", "du", "der", "et", "against"}
)
_BEFORE_COMPLEMENT = frozenset({"of", "for", "on", "in", "to", "against", "de", "del", "des", "du"})
#: A name of so many words that ends in a body's noun is a body, though the model sees a person.
_BODY_WORDS = 3


@functools.cache
def heads() -> dict[str, EntityType]:
    """Head nouns (singular, some of two words) with the type they give; the first list that has one wins."""
    found: dict[str, EntityType] = {}
    for kind, nouns in table("types")["heads"].items():
        for noun in nouns:
            found.setdefault(noun, kind)
    return found


@functools.cache
def known() -> dict[str, EntityType]:
    """Names whose type needs no evidence, in lower case."""
    found: dict[str, EntityType] = {}
    places = table("places")
    for name in (*places["countries"], *places["states"], *places["cities"], *places["known"]["cities"]):
        found[name.lower()] = "place"
    for name in places["known"]["regions"]:
        found[name.lower()] = "place"
    for other in (*places["countries"].values(), *places["cities"].values()):
        found.update((name.lower(), "place") for name in other)
    organisations = table("organisations")
    for short, long in organisations["acronyms"].items():
        found[short.lower()] = found[long.lower()] = "agency"
    for kind, names in organisations["known"].items():
        found.update((name.lower(), kind) for name in names)
    found.update((name.lower(), "other") for name in table("types")["products"]["names"])
    for name in demonyms():
        found[name] = "group"
    return found


@functools.cache
def demonyms() -> dict[str, str]:
    """Demonyms and names of peoples in lower case, with their country or an empty string."""
    found = dict.fromkeys((name.lower() for name in table("demonyms")["others"]["names"]), "")
    for country, names in table("demonyms")["countries"].items():
        found.update((name.lower(), country) for name in names)
    return found


@functools.cache
def given_names() -> dict[str, str]:
    """Given names in lower case with "m" or "f"."""
    lists = table("given_names")
    return {name.lower(): sex for key, sex in (("male", "m"), ("female", "f")) for name in lists[key]}


@functools.cache
def months() -> frozenset[str]:
    """Months in lower case, long and short."""
    return frozenset(name for names in table("times")["months"] for name in names)


def singular(noun: str) -> str:
    """A rough singular of a lower-case noun: "agencies" → "agency", "boxes" → "box", "units" → "unit".

    >>> [singular(n) for n in ("agencies", "churches", "units", "police", "congress")]
    ['agency', 'church', 'unit', 'police', 'congress']
    """
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "xes", "sses")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3:
        return noun[:-1]
    return noun


def noun_type(noun: str, before: str = "") -> EntityType | None:
    """The type of a noun (lower case, singular or plural), by itself or with the word before it."""
    table_ = heads()
    one = noun if noun in table_ else singular(noun)
    if before and (both := table_.get(f"{before} {one}")):
        return both
    return table_.get(one)


@functools.lru_cache(maxsize=4096)
def name_type(name: str, label: str = "") -> EntityType:
    """The type of a name (no determiner, no title); `label` is the model's, if it has one.

    >>> name_type("Operation Blue Lantern", "ORG"), name_type("Clean Rivers Act", "LAW"), name_type("Peru", "ORG")
    ('operation', 'law', 'place')
    """
    lower = name.lower()
    if label in ("DATE", "TIME"):
        return "time"
    if found := known().get(lower):
        return found
    parts = lower.replace("-", " ").split()
    if len(parts) > 1 and (by_first := table("types")["firsts"].get(parts[0])):
        first_type: EntityType = by_first
        if first_type != "place" or noun_type(parts[-1]) not in ("agency", "unit"):
            return first_type
    at = next((k for k, p in enumerate(parts) if k and p in _BEFORE_COMPLEMENT), len(parts))
    if at > 1 and parts[at - 1][:1].isdigit():
        at -= 1
        if at == len(parts) - 1 and known().get(" ".join(parts[:at])) == "other":
            return "other"
    head = parts[at - 1] if parts else ""
    by_noun = noun_type(head, parts[at - 2] if at > 1 else "")
    person_like = label == "PERSON" or (bool(parts) and parts[0] in given_names() and 1 < len(parts) <= 3)
    if _is_branch(parts, name):
        return "agency"
    if by_noun and (len(parts) > 1 or not label) and not _may_be_surname(by_noun, parts, label):
        found_type = _named_head(head, by_noun, label)
        return "group" if found_type == "agency" and head not in heads() else found_type
    if parts and parts[-1] in demonyms() and label != "PERSON" and not (len(parts) > 1 and parts[0] in given_names()):
        return "group"
    if person_like and label != "ORG":
        return "person"
    return _label_type(label)


def _may_be_surname(by_noun: EntityType, parts: list[str], label: str) -> bool:
    """As in "Ana House", "Paul Church": for the model a person, and the noun is short and common as a last name."""
    if label == "PERSON" and by_noun == "facility":
        return len(parts) == 2 and parts[0] in given_names()
    if label != "PERSON" or by_noun not in ("person", "other", "place", "agency", "time"):
        return False
    return by_noun != "agency" or len(parts) < _BODY_WORDS or parts[0] in given_names()


def _is_branch(parts: list[str], name: str) -> bool:
    """As in "Interpol Peru", "RLA Ghana": a body and the place that it works in."""
    if len(parts) != 2 or known().get(parts[1]) != "place":
        return False
    return known().get(parts[0]) == "agency" or (len(parts[0]) > 2 and name.split()[0].isupper())


def _label_type(label: str) -> EntityType:
    """The type by the model's label alone."""
    kind: EntityType = table("types")["labels"].get(label, "concept")
    return kind


def _named_head(noun: str, by_noun: EntityType, label: str) -> EntityType:
    """What a head noun says in a name: "Fans of Ajax" named a group, "Project Manager" nobody in particular."""
    if label in ("WORK_OF_ART", "LAW") and by_noun not in ("law", "document", "operation"):
        return _label_type(label)
    if noun in words("types", "vague", "words") and label == "ORG":
        return "agency"
    if by_noun == "person":
        return "group" if label in ("ORG", "NORP") or singular(noun) != noun else "person"
    if by_noun == "time" and label in ("EVENT", "ORG", "WORK_OF_ART"):
        return "concept" if label == "EVENT" else "agency" if label == "ORG" else "document"
    if by_noun in ("other", "substance") and label in ("ORG", "GPE", "FAC", "LOC"):
        return _label_type(label)
    return by_noun


@functools.cache
def titles() -> frozenset[str]:
    """Words that stand before a person's name and aren't part of it."""
    return words("titles", "words") | words("titles", "short")


def is_title(word: str) -> bool:
    """Whether a lower-case word is a title: "gov.", "ex-president"."""
    return word.rstrip(".").removeprefix("ex-").removeprefix("vice-") in titles()
