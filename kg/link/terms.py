"""The term of office that a title names: `Ủy viên Trung ương Đảng khóa XIII`, `nhiệm kỳ 2021-2026`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.numerals import count, roman
from kg.link.bodies import LinkedBody
from kg.link.finds import Finds
from kg.link.held import Held
from kg.vocab import VPO

_NUMBERED = re.compile(r"(?<!\w)khóa (?:thứ )?([ivx]+|\d{1,2})(?!\w)")
# "Ủy viên Trung ương Đảng khóa X, XI", "các khóa XI, XII và XIII": the last of them decides.
_LAST = re.compile(r"(?<!\w)khóa (?:thứ )?(?:(?:(?:, | và |, và )(?:khóa )?)?([ivx]+|\d{1,2})(?!\w))+")
_YEARS = re.compile(r"(?<!\w)nhiệm kỳ ((?:19|20)\d\d) ?[-–] ?((?:19|20)\d\d)(?!\d)")
_PARTY = frozenset({VPO.PartyOrganization, VPO.PartyCommittee, VPO.PartyOrgan})
_ASSEMBLY = "id/org/quoc-hoi"


def held_term(finds: Finds, held: Held, body: LinkedBody | None) -> str | None:
    """Return the term of the reference tables that a title names, None where it names none or another.

    A number alone is of the Central Committee and its organs, or of the National Assembly; years are of
    whatever body the post is in.
    """
    printed = finds.reading.low[held.title.start : held.title.end]
    return next((name for name in _names(printed, body) if finds.reading.lexicon.get(name)), None)


def is_term_over(finds: Finds, held: Held, body: LinkedBody | None) -> bool:
    """Say whether the last term that a title names ended before the day of the article."""
    day = finds.context.day
    last = _LAST.search(finds.reading.low, held.title.start, held.title.end)
    if day is None or last is None:
        return False
    term = finds.reading.lexicon.get(next(_names(f"khóa {last[1]}", body), None))
    ended = term.one("endDate") if term else None
    return ended is not None and ended[:10] < day.isoformat()


def _names(printed: str, body: LinkedBody | None) -> Iterator[str]:
    numbered, years = _NUMBERED.search(printed), _YEARS.search(printed)
    number = count(numbered[1]) if numbered else None
    if number and body and body.name == _ASSEMBLY:
        yield f"id/term/qh-{roman(number).lower()}"
    elif number and body and body.kind in _PARTY and (body.level or "").endswith("central"):
        yield f"id/term/{roman(number).lower()}"
    if years:
        yield f"id/term/{years[1]}-{years[2]}"
