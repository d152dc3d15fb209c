"""Names that are defined by a short form beside them take the place of the candidates found otherwise."""

from __future__ import annotations

from collections import defaultdict

from kg.annotate import Parse, Word
from kg.entities.clusters import NameGroups
from kg.entities.names import plain, unwrapped
from kg.entities.reasons import Reason
from kg.mentions import Candidate
from kg.mentions.acronyms import Definition, is_short_form
from kg.mentions.types import known, name_type
from kg.records import EntityType

#: What may have a short name without its letters: "Operation Silver Tern (OpT)".
_CODED = frozenset({"operation", "agency", "unit", "law", "document", "group"})


def completed(parse: Parse, found: list[Candidate], defined: list[Definition]) -> list[Definition]:
    """The definitions with long forms that reach back to the start of a name, and those that names and short names in
    parentheses after them make, whatever their letters.
    """
    named: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in found:
        if candidate.kind == "named":
            named[parse.words[candidate.last].end].append(candidate)
    defined = [_reaching_back(parse, named, d) for d in defined]
    ends = {d.long[1] for d in defined} | {d.short[1] for d in defined}
    coded = [_coded(parse, c) for end, inside in named.items() if end not in ends for c in inside if c.type in _CODED]
    return sorted([*defined, *(d for d in coded if d is not None)], key=lambda d: d.long)


def _reaching_back(parse: Parse, named: dict[int, list[Candidate]], definition: Definition) -> Definition:
    """With the words of an operation's name, and the generic ones of a body's, that the acronym has no letters for."""
    start, end = definition.long
    bare = plain(parse.text[start:end])
    for candidate in named.get(end, ()):
        name_start = end - len(candidate.name)
        if name_start < start and (candidate.type == "operation" or unwrapped(plain(candidate.name)) == bare):
            return Definition(definition.short, (name_start, end))
    return definition


def _coded(parse: Parse, candidate: Candidate) -> Definition | None:
    after = parse.words[candidate.last + 1 : candidate.last + 4]
    if len(after) < 3 or after[0].text != "(" or after[2].text != ")":
        return None
    end = parse.words[candidate.last].end
    start = end - len(candidate.name)
    fits = is_short_form(after[1].text) and after[1].lower not in known() and parse.text[start:end] == candidate.name
    return Definition((after[1].start, after[1].end), (start, end)) if fits else None


def with_forms(parse: Parse, found: list[Candidate], defined: list[Definition]) -> list[Candidate]:
    """The candidates with the definitions' long and short forms in place of those that they cross."""
    if not defined:
        return found
    starts = {w.start: w for w in parse.words}
    ends = {w.end: w for w in parse.words}
    at_word = {k: c for c in found if c.kind == "named" for k in range(c.first, c.last + 1)}
    forms: list[Candidate] = []
    for definition in defined:
        pair = [(starts.get(start), ends.get(end)) for start, end in (definition.long, definition.short)]
        words = [(first, last) for first, last in pair if first is not None and last is not None and first.i <= last.i]
        if len(words) == 2:
            kind = _type(parse, definition, at_word, words[0])
            forms += [_form(parse, first, last, kind) for first, last in words]
    covered: dict[int, list[Candidate]] = defaultdict(list)
    for form in forms:
        for k in range(form.first, form.last + 1):
            covered[k].append(form)
    kept = [c for c in found if not any(_crosses(c, f) for k in range(c.first, c.last + 1) for f in covered.get(k, ()))]
    return sorted([*kept, *forms], key=lambda c: (c.start, -c.end, c.kind))


def _form(parse: Parse, first: Word, last: Word, kind: EntityType) -> Candidate:
    name = " ".join(parse.text[first.start : last.end].split())
    head = _head(parse, first, last)
    return Candidate(head=head, first=first, last=last, kind="named", type=kind, name=name, definite=True)


def _type(parse: Parse, definition: Definition, at_word: dict[int, Candidate], long: tuple[Word, Word]) -> EntityType:
    """The type of what a definition defines: by its long name, or that of a name inside it."""
    name = " ".join(parse.text[slice(*definition.long)].split())
    by_name = name_type(name)
    if by_name != "concept" or name[:1].islower():
        return by_name
    first, last = long
    for k in range(first.i, last.i + 1):
        inside = at_word.get(k)
        if inside is not None and first.i <= inside.first and inside.last <= last.i:
            return inside.type
    return "concept"


def _head(parse: Parse, first: Word, last: Word) -> Word:
    for word in parse.words[first.i : last.i + 1]:
        outside = not first.i <= word.head.i <= last.i or word.head is word
        if outside and word.pos in ("NOUN", "PROPN", "ADJ", "NUM", "X"):
            return word
    return last


def _crosses(candidate: Candidate, form: Candidate) -> bool:
    """Whether a candidate ends where a form ends, or overlaps it without holding or being inside it."""
    if candidate.end == form.end or (candidate.start == form.start and candidate.end <= form.end):
        return True
    inside = form.start <= candidate.start and candidate.end <= form.end
    around = candidate.start <= form.start and form.end <= candidate.end
    return not inside and not (around and candidate.kind != "named")


def link_forms(parse: Parse, groups: NameGroups, found: list[Candidate], defined: list[Definition]) -> None:
    """Tell the groups which forms are of one entity."""
    names = {(c.start, c.end): c.name for c in found if c.kind == "named" and not c.office}
    for definition in defined:
        long, short = names.get(definition.long), names.get(definition.short)
        if long is not None and short is not None:
            start, end = min(definition.long[0], definition.short[0]), max(definition.long[1], definition.short[1])
            end += parse.text[end : end + 1] in (")", "]")
            words = " ".join(parse.text[start:end].split())
            groups.link(long, short, Reason("definition", f"the text defines it: {words}", (start, end)), sure=True)
