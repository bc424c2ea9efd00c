"""Made-up weeks of events and their reports, with the truth: what real reports of one conference differ in.

A report drops or changes what outlets drop or change: the word for the kind, the day (read from the date of
publication, off by one, a month only), the host (a body of it, nobody), the place, who took part.
Events of one day share places, kinds and leaders, so that nothing but the sum of ties tells them apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from rdflib import SKOS

from kg.derive.event_rows import EventRows, complete_reports
from kg.derive.facts import Reference
from kg.derive.reports import Report
from kg.ontology import lexicon
from kg.vocab import VPO

_KIND = "scheme/event-kind/"
_KINDS = ("so-ket", "tong-ket", "giao-ban", "quan-triet", "hoi-nghi", "trao-quyet-dinh", "ky-hop", "dai-hoi")
_LOOSER = {"so-ket": "hoi-nghi", "tong-ket": "hoi-nghi", "giao-ban": "hoi-nghi", "quan-triet": "hoi-nghi",
           "trao-quyet-dinh": "bo-nhiem"}  # fmt: skip
_PLACES = tuple(f"id/adm63/tinh-{number}" for number in range(30))
_TOPICS = ("công tác tổ chức xây dựng Đảng", "phong trào thi đua yêu nước", "sắp xếp tổ chức bộ máy",
           "chuyển đổi số trong cơ quan Đảng", "phòng chống tham nhũng, lãng phí")  # fmt: skip
_FIRST = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Week:
    """Reports, and for each node the number of the event that it tells of."""

    reports: tuple[Report, ...]
    truth: dict[str, int]


def reference() -> Reference:
    """Return the kinds of event as the ontology orders them."""
    broader = str(SKOS.broader)
    terms = lexicon().of(VPO.EventKind)
    return Reference({(term.name, broader): term.all("broader") for term in terms if term.all("broader")})


def make_weeks(seed: int, days: int = 28, a_day: int = 6) -> Week:
    """Return events of `days` days, `a_day` each, most of them told by one to four articles."""
    chance, reports, truth = Random(seed), [], {}
    for number in range(days * a_day):
        event = _event(chance, number, _FIRST + timedelta(number // a_day))
        for _ in range(chance.choice((1, 1, 2, 2, 3, 4))):
            node = f"id/article/{len(truth):016x}#v1"
            reports.append(_retold(chance, replace(event, node=node)))
            truth[node] = number
    parents = {f"{host}-bo-phan": host for host in _hosts()} | {
        f"id/cluster/btctw/{number}": "id/org/ban-to-chuc-trung-uong" for number in range(33)
    }
    filled = complete_reports(reports, EventRows(), reference(), parents.get)
    kept = {report.node: report for report in reports}
    return Week(
        tuple(replace(one, names=kept[one.node].names, documents=kept[one.node].documents) for one in filled),
        truth,
    )


def _hosts() -> list[str]:
    return [f"id/org/tinh-uy-tinh-{number}" for number in range(30)]


def _event(chance: Random, number: int, day: date) -> Report:
    place = chance.choice(_PLACES)
    leaders = [f"lãnh đạo {place} {n}" for n in range(4)] + [f"lãnh đạo trung ương {n}" for n in range(8)]
    guests = [f"khách {number} {n}" for n in range(3)]
    in_cluster = number % 20 < 3  # each of them meets every month or so
    kind = chance.choice(_KINDS[:3] if in_cluster else _KINDS[:-1])
    if chance.random() < 0.03:  # a congress once in five years
        kind, in_cluster = "dai-hoi", False
    return Report(
        node="",
        kind=_KIND + kind,
        start=day,
        precision=VPO.day,
        place=place,
        cluster=f"id/cluster/btctw/{number // 20 * 3 % 30 + number % 20}" if in_cluster else None,
        organizer=None if in_cluster else f"id/org/tinh-uy-{place.rsplit('/', 1)[-1]}",
        topic=chance.choice(_TOPICS),
        end=day + timedelta(2) if kind == "dai-hoi" else None,
        basis=VPO.yearFromHeader,
        names=frozenset(chance.sample(leaders, 2) + guests),
        documents=frozenset({f"id/doc/{number}"} if chance.random() < 0.3 else ()),
    )


def _retold(chance: Random, report: Report) -> Report:
    """Return the report as an outlet tells it."""
    kind = report.kind.removeprefix(_KIND)
    told = replace(report, names=frozenset(n for n in sorted(report.names) if chance.random() < 0.7))
    if chance.random() < 0.25:
        told = replace(told, kind=_KIND + _LOOSER.get(kind, kind))
    told = _redated(chance, told)
    if chance.random() < 0.2:
        told = replace(told, organizer=f"{told.organizer}-bo-phan" if told.organizer else told.cluster)
    elif chance.random() < 0.15:
        told = replace(told, organizer=None, cluster=None)
    if chance.random() < 0.15:
        told = replace(told, place=None)
    if chance.random() < 0.4:
        told = replace(told, topic=None)
    return told


def _redated(chance: Random, report: Report) -> Report:
    assert report.start
    pick = chance.random()
    if pick < 0.08:
        return replace(report, start=report.start + timedelta(1), basis=VPO.publicationDate)
    if pick < 0.13:
        return replace(report, start=report.start + timedelta(1))
    if pick < 0.16:
        return replace(report, start=report.start.replace(day=1), precision=VPO.month, end=None)
    if pick < 0.3:
        return replace(report, end=None)
    return report
