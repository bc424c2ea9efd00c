"""The bodies that an article names and may mean again, and titles that stand in full, looked up once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.extract.spans import Body, Title
from kg.link.finds import Finds
from kg.text import key

# What stands between a title and its name.
_AFTER = re.compile(r" ?")
_BEFORE = re.compile(r" ?[,(-] ?")
_WORDS_OF_ITS_OWN = 2  # spaces: "Ban Lễ tang" is one body, "Trung tâm" any of many
_OF_MANY = ("cong-ty-co-phan", "ban-chi-dao", "ban-quan-ly", "to-cong-tac")


@dataclass(frozen=True, slots=True)
class Some:
    """Some bodies of an article, in order; `only` is set where all of them are one."""

    bodies: tuple[Body, ...]
    starts: tuple[int, ...]
    only: Body | None

    def before(self, offset: int) -> Body | None:
        """Return the last of them that begins before `offset`."""
        at = bisect_left(self.starts, offset)
        return self.bodies[at - 1] if at else None

    def between(self, start: int, end: int) -> tuple[Body, ...]:
        """Return those that begin in the half-open span."""
        return self.bodies[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def is_bare(body: Body) -> bool:
    """Say whether a body is the word for its kind alone: `Sở`, `Trung tâm`, `Ban Chỉ đạo`."""
    if body.form != "named" or body.place or body.parent or body.level or "(" in body.en:
        return False
    return body.vi.count(" ") < _WORDS_OF_ITS_OWN or body.organ in _OF_MANY


def only(bodies: Sequence[Body]) -> Body | None:
    """Return the body that all of `bodies` are, however often it is named; None where they differ."""
    names = {(key(body.vi), key(body.place.vi) if body.place else "") for body in bodies}
    return bodies[0] if len(names) == 1 else None


def some(finds: Finds, name: str, pick: Callable[[Body], Body | None]) -> Some:
    """Return what `pick` makes of the bodies of the article; `name` tells it apart from other picks."""
    memo = finds.reading.memo
    found = memo.get((f"some {name}", 0))
    if isinstance(found, Some):
        return found
    bodies = sorted(filter(None, map(pick, told(finds))), key=lambda body: body.start)
    made = Some(tuple(bodies), tuple(body.start for body in bodies), only(bodies))
    memo[f"some {name}", 0] = made
    return made


def told(finds: Finds) -> list[Body]:
    """Return the bodies that may be meant again, in order."""
    memo = finds.reading.memo
    kept = memo.get(("told", 0))
    if isinstance(kept, list):
        return kept
    parsed = (body for body in memo.values() if isinstance(body, Body) and body.start < body.end)
    upper = (body for body in parsed if finds.reading.shadow[body.start].isupper())
    bodies = {(body.start, body.end): body for body in (*upper, *finds.context.bodies) if not is_bare(body)}
    for title in finds.titles:
        if title.body and not is_bare(title.body) and title.body.start > title.start:
            bodies.setdefault((title.body.start, title.body.end), title.body)
    told = [bodies[span] for span in sorted(bodies)]
    memo["told", 0] = told
    return told


def titles_in_full(finds: Finds, title: Title) -> list[Title]:
    """Return the titles with a body that stand beside the name that also stands beside `title`, in order."""
    persons = _persons(finds)
    person = persons.get(title.start)
    if person is None:
        return []
    memo = finds.reading.memo
    kept = memo.get(("in full", 0))
    if isinstance(kept, dict):
        return list(kept.get(person, ()))
    found: dict[str, list[Title]] = {}
    for other in finds.titles:
        if other.body and not is_bare(other.body) and other.start in persons:
            found.setdefault(persons[other.start], []).append(other)
    memo["in full", 0] = found
    return found.get(person, [])


def _persons(finds: Finds) -> dict[int, str]:
    """Return the person whose name stands directly after or before each title, by where the title begins."""
    memo = finds.reading.memo
    kept = memo.get(("persons", 0))
    if isinstance(kept, dict):
        return kept
    leads, ends = [name.lead for name in finds.names], [name.end for name in finds.names]
    found: dict[int, str] = {}
    for title in finds.titles:
        after, before = bisect_left(leads, title.end), bisect_right(ends, title.start) - 1
        for at, gap in ((after, _AFTER), (before, _BEFORE)):
            if not 0 <= at < len(leads) or title.start in found:
                continue
            span = (title.end, leads[at]) if gap is _AFTER else (ends[at], title.start)
            person = finds.people.person(finds.names[at])
            if person and gap.fullmatch(finds.reading.low, *span):
                found[title.start] = person
    memo["persons", 0] = found
    return found
