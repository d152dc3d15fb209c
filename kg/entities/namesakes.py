"""Persons of one last name in one text: "Mr. Lind" and "Mrs. Lind", by their titles and given names.

In: the candidates of a text. Out: the same, those with a bare last name under that with its title where the text has a
man and a woman of the name, and which full name each of these stands for.
"""

from __future__ import annotations

from collections import defaultdict

from kg.entities.reasons import Reason
from kg.lexicon import words
from kg.mentions import Candidate
from kg.mentions.types import given_names


def sex(candidate: Candidate) -> str:
    """What a person's title or given name tells: "m", "f", or an empty string."""
    told = (sex_of(word) for word in candidate.title.lower().replace(".", "").split())
    first = candidate.name.split()[0].lower() if " " in candidate.name else ""
    return next(filter(None, told), "") or given_names().get(first, "")


def sex_of(word: str) -> str:
    """What a lower-case title or noun tells: "mr", "mother"."""
    return "m" if word in words("titles", "male") else "f" if word in words("titles", "female") else ""


def part_by_title(found: list[Candidate]) -> list[tuple[str, str, Reason]]:
    """Give the title to the names that need it, and tell for each the full name that it stands for, and why."""
    full: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    titled: dict[str, dict[str, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
    offices: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        if candidate.kind != "named" or candidate.type != "person" or candidate.office:
            continue
        last, told = candidate.name.split()[-1].lower(), sex(candidate)
        if " " in candidate.name:
            full[last][told].setdefault(candidate.name.lower(), candidate.name)
        elif told:
            titled[last][told].append(candidate)
        elif candidate.title:
            offices[last].append(candidate)
    links = []
    for last, by_sex in titled.items():
        if len({*by_sex, *full[last]} - {""}) < 2:
            continue
        _with_their_offices(by_sex, full[last], offices[last])
        for told, candidates in by_sex.items():
            bearers = list((full[last][told] or full[last][""]).values())
            for candidate in candidates:
                name = f"{candidate.title.split()[-1]} {candidate.name}"
                if len(bearers) == 1:
                    links.append(
                        (bearers[0], name, Reason("title", f"{name} is {bearers[0]} with a title", candidate.core))
                    )
                candidate.name, candidate.title = name, ""
    return links


def _with_their_offices(
    by_sex: dict[str, list[Candidate]], full: dict[str, dict[str, str]], offices: list[Candidate]
) -> None:
    """ "President Lind" is the Mr. Lind who has no full name in the text, rather than the Anna Lind who has another office."""
    alone = [told for told in by_sex if not full[told] and not full[""]]
    if len(alone) != 1 or not offices:
        return
    title = by_sex[alone[0]][0].title.split()[-1]
    for candidate in offices:
        candidate.name = f"{title} {candidate.name}"
