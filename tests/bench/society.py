"""A made-up society: who held which office when. Seeded; the same seed gives the same society.

Names are made of words that no person bears (`Mạc Văn Thí Dụ`, `Cù Thị Mẫu Đơn`). Vacancies are filled in
order of time, often by somebody whose last office has just ended, so that people move; some are namesakes.
"""

from __future__ import annotations

import heapq
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.bench.offices import FIRST, LAST, Office

_SURNAMES = (
    "Mạc", "Ngụy", "Cù", "Khổng", "Ung", "Hứa", "Tăng", "Quàng", "Điêu", "Giàng", "Lò", "Thào", "Lường", "Cồ",
)  # fmt: skip
_MIDDLES = (("Văn", "male"), ("Giả", "male"), ("Hữu", "male"), ("Bá", "male"), ("Thị", "female"))
_HEADS = (
    "Thí", "Ví", "Mẫu", "Giả", "Tạm", "Thử", "Nháp", "Khuôn", "Bịa", "Phỏng", "Ước", "Hờ", "Tưởng", "Chừng",
)  # fmt: skip
_TAILS = (
    "Dụ", "Đơn", "Định", "Sử", "Chừng", "Lệ", "Phẩm", "Sen", "Cúc", "Gạo", "Lúa", "Trúc", "Mơ", "Mận", "Dừa",
    "Bưởi", "Sắn", "Khoai", "Đước", "Tràm", "Sim", "Bồ", "Quỳ", "Ngải", "Vừng",
)  # fmt: skip
_HEADSHIPS = {"bi-thu", "chu-tich", "truong-ban"}


@dataclass(frozen=True, slots=True)
class Official:
    """A made-up person. `number` tells namesakes apart."""

    number: int
    name: str
    gender: str


@dataclass(frozen=True, slots=True)
class Service:
    """The time of one person in one office, `end` not included; None where it goes on."""

    person: Official
    office: Office
    start: date
    end: date | None
    acting: bool = False

    def covers(self, day: date) -> bool:
        """Say whether the person held the office on `day`."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Society:
    """All services, those of each post, and what the person of a service did right before."""

    services: tuple[Service, ...]
    by_post: dict[str, tuple[Service, ...]]
    before: dict[Service, Service]

    def holders(self, office: Office, day: date) -> list[Service]:
        """Return who held an office on a day."""
        return [service for service in self.by_post.get(office.post, ()) if service.covers(day)]


def make_society(offices: Iterable[Office], seed: int) -> Society:
    """Return a society in these offices."""
    services, before = _fill(offices, random.Random(f"society {seed}"))
    by_post: dict[str, list[Service]] = defaultdict(list)
    for service in services:
        by_post[service.office.post].append(service)
    return Society(tuple(services), {post: tuple(held) for post, held in by_post.items()}, before)


def _fill(offices: Iterable[Office], chance: random.Random) -> tuple[list[Service], dict[Service, Service]]:
    """Return the services of all offices in order of time, and what their persons did right before."""
    seats = [office for office in offices for _ in range(office.seats)]
    waiting = [(max(_day(chance.randrange(300)), office.begins), at) for at, office in enumerate(seats)]
    heapq.heapify(waiting)
    free: list[Service] = []
    services: list[Service] = []
    before: dict[Service, Service] = {}
    while waiting:
        start, at = heapq.heappop(waiting)
        if start >= min(seats[at].ends or LAST, LAST):
            continue
        past = _freed(free, start, chance)
        person = past.person if past else _born(len(services) + 1, chance)
        end = min(start + timedelta(days=chance.randrange(300, 2400)), seats[at].ends or date.max)
        done = list(_served(Service(person, seats[at], start, end if end <= LAST else None), chance))
        services += done
        if past:
            before[done[0]] = past
        if end <= LAST:
            heapq.heappush(waiting, (end + timedelta(days=chance.randrange(60)), at))
            if chance.random() < 0.7:
                free.append(done[-1])
    return services, before


def _day(number: int) -> date:
    return FIRST + timedelta(days=number)


def _freed(free: list[Service], day: date, chance: random.Random) -> Service | None:
    """Return a service that has ended by `day` and whose person takes the next office; it is free no more."""
    if not free or chance.random() < 0.3:
        return None
    at = chance.randrange(len(free))
    past = free[at]
    if past.end is None or past.end > day:
        return None
    free[at] = free[-1]
    free.pop()
    return past


def _served(service: Service, chance: random.Random) -> Iterator[Service]:
    """Yield a service; one headship in thirty begins with three months as acting holder."""
    middle = service.start + timedelta(days=90)
    if service.office.role in _HEADSHIPS and service.covers(middle) and chance.random() < 1 / 30:
        yield replace(service, end=middle, acting=True)
        yield replace(service, start=middle)
    else:
        yield service


def _born(number: int, chance: random.Random) -> Official:
    surname = _SURNAMES[min(int(chance.expovariate(0.3)), len(_SURNAMES) - 1)]
    middle, gender = chance.choice(_MIDDLES)
    return Official(number, f"{surname} {middle} {chance.choice(_HEADS)} {chance.choice(_TAILS)}", gender)
