"""How strong a tie between two people of one body is: an order for lists and drawings, not a measured chance.

    weight = time × size × closeness

time       sure overlap: 0.5 for a day, growing to 1 for a term of office (five years); merely possible: 0.25
size       1 / log2(people in the body at one time): 1 for two, 0.5 for four, 0.25 for sixteen
closeness  1 head and own deputy, 0.8 leaders otherwise, 0.6 a leader and a member, 0.5 all else
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log2

from kg.derive.facts import Reference
from kg.store.together import length
from kg.vocab import VPO

_TERM = 1826  # days of a term of office
_LEADING = {"scheme/role-kind/head", "scheme/role-kind/deputy"}


def weigh(days: int | None, people: int, near: float) -> str:
    """Return the weight with three decimals; `days` of sure overlap, None where it is only possible."""
    time = 0.25 if days is None else 0.5 + 0.5 * min(days, _TERM) / _TERM
    return f"{time * near / log2(max(2, people)):.3f}"


def closeness(one: str, other: str, reference: Reference) -> float:
    """Return how near two roles of one body are to each other, from 0.5 to 1."""
    kinds = [reference.one(role, VPO.roleKind) for role in (one, other)]
    heads = [reference.one(role, VPO.deputyOf) for role in (one, other)]
    if heads[0] == other or heads[1] == one:
        return 1.0
    leading = sum(kind in _LEADING for kind in kinds)
    return (0.5, 0.6, 0.8)[leading]


def said_of_posts(one: str, other: str, reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield the two roles as a reason in Vietnamese and English; nothing where a label lacks."""
    for language, joint in (("vi", "chức danh: {} và {}"), ("en", "roles: {} and {}")):
        names = [reference.label(role, language) for role in (one, other)]
        if all(names):
            yield language, joint.format(*sorted(filter(None, names)))


def said_of_overlap(span: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Yield how long the two surely were there together."""
    days = length(span) + 1
    yield "vi", f"cùng giữ chức chắc chắn {days} ngày, từ {span[0]} đến {span[1]}"
    yield "en", f"both surely in post for {days} day{'' if days == 1 else 's'}, {span[0]} to {span[1]}"


def said_of_window(window: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Yield how far apart the two were seen."""
    days = length(window)
    if not days:
        yield "vi", f"một người thôi giữ chức đúng ngày thấy người kia ({window[0]})"
        yield "en", f"one left on the day on which the other was seen ({window[0]})"
        return
    yield "vi", f"thấy cách nhau {days} ngày ({window[0]}, {window[1]}), không bài nào cho thấy cùng lúc"
    yield "en", f"seen {days} days apart ({window[0]}, {window[1]}), nothing shows both at one time"


def said_of_size(people: int) -> Iterator[tuple[str, str]]:
    """Yield how many people the body had."""
    yield "vi", f"cơ quan được thấy nhiều nhất {people} người cùng lúc"
    yield "en", f"at most {people} people seen in the body at about one time"
