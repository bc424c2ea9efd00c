"""How articles tell of scenes: sentences and the facts that they carry, in the form that extraction gives.

Each report tells a part: some participants are left out, every fortieth list of members lacks one, every
fiftieth states a wrong number, so that sources disagree.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta, timezone

from kg.dates import PartialDate
from kg.derive.facts import Reference
from kg.model import Extraction, Text
from kg.vocab import VPO
from tests.bench.drafts import Draft, Hung, Said
from tests.bench.offices import LAST
from tests.bench.scenes import Cited, Scene
from tests.bench.society import Service, Society
from tests.bench.telling import NAME, Telling

_ZONE = timezone(timedelta(hours=7))
_EVENTS = {
    "conference": ("hoi-nghi", "tong-ket", "so-ket", "trien-khai", "giao-ban"),
    "documents": ("quan-triet", "trien-khai", "so-ket"),
    "appointment": ("trao-quyet-dinh",),
    "cluster": ("so-ket", "tong-ket"),
    "life": ("gap-mat",),
}
_INDICATORS = (
    "huyện đã sắp xếp tổ chức bộ máy", "đảng bộ đã xây dựng đề án sắp xếp", "xã tinh giản biên chế",
    "chi bộ kiện toàn cấp ủy", "địa phương hoàn thành chỉ tiêu thi đua", "đơn vị hợp nhất cơ quan tham mưu",
)  # fmt: skip
_STATES = ("resolved",) * 17 + ("unresolved", "unresolved", "ambiguous")


class Reporter:
    """Writes reports of scenes; seeded."""

    def __init__(self, society: Society, reference: Reference, seed: int) -> None:
        self.society = society
        self.reference = reference
        self.chance = random.Random(f"reports {seed}")

    def reports(self, scene: Scene) -> Iterator[Extraction]:
        """Yield the articles that tell of a scene."""
        kind = _EVENTS[scene.kind][scene.number % len(_EVENTS[scene.kind])]
        for number in range(1, scene.reports + 1):
            yield self._report(scene, kind, number)

    def _report(self, scene: Scene, kind: str, number: int) -> Extraction:
        told = Telling(draft := Draft(), scene.day)
        word = self.reference.label(f"scheme/event-kind/{kind}", "vi") or "hội nghị"
        draft.say(f"Tin giả định {scene.number}.{number}: {word}", "headline")
        where = self._name(scene.place)
        host = self._host(scene)
        opening = draft.say(f"Ngày {scene.day:%d/%m/%Y}, tại {where}, {host} tổ chức {word}.", "lead")
        event = self._event(told, scene, kind, opening, word)
        for place, (service, role) in enumerate(scene.people):
            if place == 0 or self.chance.random() < 0.85:
                told.takes_part(service, role, event)
        if scene.change:
            self._change(told, scene.change)
        if scene.kind == "life":
            self._life(told, scene.people[0][0])
        if scene.cluster:
            self._cluster(told, scene)
        cited = [self._citation(told, document) for document in scene.documents]
        if scene.host and cited and self.chance.random() < 0.4:
            self._implementation(told, scene, cited[0])
        if self.chance.random() < 0.12:
            self._statistic(told, scene)
        author = draft.say(f"Người Viết {scene.number % 97}", "byline")
        draft.fact(
            "a", VPO.Author, (), [(NAME, Text(author.text))], Hung(author, "headers.byline", (author.text,))
        )
        hours = self.chance.randrange(6, 40)
        published = datetime.combine(scene.day, time(0, 30), _ZONE) + timedelta(hours=hours)
        return draft.finish(published)

    def _event(self, told: Telling, scene: Scene, kind: str, opening: Said, word: str) -> str:
        cluster = scene.cluster.cluster if scene.cluster else None
        return told.draft.fact(
            "v",
            VPO.EventReport,
            [
                (VPO.eventKind, f"scheme/event-kind/{kind}"),
                (VPO.startPrecision, VPO.day),
                (VPO.dateBasis, VPO.statedDate),
                (VPO.place, scene.place),
                (VPO.organizer, scene.host.organization if scene.host else None),
                (VPO.cluster, cluster),
            ],
            [
                (VPO.startDate, PartialDate(scene.day)),
                (VPO.topic, Text("công tác thi đua") if cluster else None),
            ],
            Hung(opening, "events.opening", (word,)),
        )

    def _change(self, told: Telling, change: Service) -> None:
        """Tell that somebody takes an office and, where there is one, leaves another."""
        title = f"{change.office.title} {change.office.body.vi}"
        said = told.draft.say(
            f"Theo quyết định giả định, đồng chí {change.person.name} được bổ nhiệm giữ chức {title}."
        )
        told.named(change, said)
        opens = told.holding(change, VPO.acting if change.acting else VPO.elect, change.start, said)
        past = self.society.before.get(change)
        closes = None
        if past and self.chance.random() < 0.6:
            left = told.draft.say(
                f"Đồng chí {past.person.name} thôi giữ chức {past.office.title} {past.office.body.vi}."
            )
            closes = told.holding(past, VPO.former, change.start, left)
        deciding = change.office.body.parent or "id/org/ban-to-chuc-trung-uong"
        stated = self.chance.random() < 0.5
        told.draft.fact(
            "x",
            VPO.PersonnelChange,
            [
                (VPO.person, told.persons[change.person.number]),
                (VPO.changeKind, "scheme/change-kind/bo-nhiem"),
                (VPO.opens, opens),
                (VPO.closes, closes),
                (VPO.decidingBody, deciding),
            ],
            [
                (VPO.effectDate if stated else VPO.ceremonyDate, PartialDate(change.start)),
                (VPO.decisionNumber, f"{change.person.number}-QĐ/GĐ" if stated else None),
            ],
            Hung(said, "linking.opens", (change.person.name,)),
        )

    def _life(self, told: Telling, now: Service) -> None:
        """Tell of the offices that somebody held before."""
        for _ in range(4):
            past = self.society.before.get(now)
            if past is None:
                return
            said = told.draft.say(
                f"Đồng chí {past.person.name} nguyên là {past.office.title} {past.office.body.vi}."
            )
            told.holding(past, VPO.former, told.day, said)
            now = past

    def _cluster(self, told: Telling, scene: Scene) -> None:
        cluster = scene.cluster
        if cluster is None:
            return
        day = PartialDate(scene.day)
        members = list(cluster.members)
        if self.chance.random() < 1 / 40:
            members.pop()
        stated = len(cluster.members) + (self.chance.random() < 1 / 50)
        names = ", ".join(self._name(unit) for unit in members)
        said = told.draft.say(f"Cụm thi đua số {cluster.number} có {stated} đơn vị, gồm: {names}.")
        told.draft.fact(
            "k",
            VPO.ClusterObservation,
            [(VPO.cluster, cluster.cluster), (VPO.sponsor, cluster.sponsor)],
            [
                (VPO.clusterNumber, cluster.number),
                (VPO.printedNumber, str(cluster.number)),
                (VPO.statedMemberCount, stated),
                (VPO.year, cluster.year),
                (VPO.observedOn, day),
            ],
            Hung(said, "clusters.stated", (f"{stated} đơn vị",)),
        )
        for unit in members:
            told.draft.fact(
                "m",
                VPO.ClusterMembershipObservation,
                [(VPO.cluster, cluster.cluster), (VPO.memberUnit, unit)],
                [(VPO.year, cluster.year), (VPO.observedOn, day), (VPO.listComplete, True)],
                Hung(said, "clusters.members", (self._name(unit),)),
            )
        led = told.draft.say(f"Đơn vị cụm trưởng là {self._name(cluster.leader)}.")
        told.draft.fact(
            "l",
            VPO.ClusterLeadershipObservation,
            [(VPO.cluster, cluster.cluster), (VPO.leader, cluster.leader)],
            [(VPO.year, cluster.year)],
            Hung(led, "clusters.leader", (self._name(cluster.leader),)),
        )

    def _citation(self, told: Telling, document: Cited) -> tuple[str | None, Said]:
        state = self.chance.choice(_STATES)
        known = document.name if state == "resolved" else None
        said = told.draft.say(f"Nội dung bám sát văn bản số {document.number}.")
        told.draft.fact(
            "c",
            VPO.Citation,
            [
                (VPO.citingArticle, "#"),
                (VPO.citedDocument, known),
                (VPO.candidate, document.name if state == "ambiguous" else None),
                (VPO.documentType, document.type),
                (VPO.issuedBy, document.issuer if known else None),
                (VPO.inTerm, document.term if known else None),
                (VPO.citationRole, "scheme/citation-role/basis"),
                (
                    VPO.resolutionState,
                    {"resolved": VPO.resolved, "ambiguous": VPO.ambiguous}.get(state, VPO.unresolved),
                ),
            ],
            [
                (VPO.documentNumber, document.number),
                (VPO.resolutionReason, Text(f"made up as {state}", "en")),
            ],
            Hung(said, "documents.code", (document.number,)),
        )
        return known, said

    def _implementation(self, told: Telling, scene: Scene, cited: tuple[str | None, Said]) -> None:
        known, said = cited
        if known and scene.host:
            told.draft.fact(
                "i",
                VPO.ImplementationReport,
                [
                    (VPO.unit, scene.host.organization),
                    (VPO.document, known),
                    (VPO.implementationStage, "scheme/implementation-stage/trien-khai"),
                ],
                [(VPO.stage, Text("thực hiện")), (VPO.asOf, PartialDate(scene.day))],
                Hung(said, "reports.implements", ("văn bản",)),
            )

    def _statistic(self, told: Telling, scene: Scene) -> None:
        whole = scene.cluster.members if scene.cluster else (scene.place,) if scene.place else ()
        count = self.chance.randrange(1, len(whole) + 1)
        counted = sorted(self.chance.sample(whole, count))
        told_of = count + (self.chance.random() < 0.1)
        indicator = self.chance.choice(_INDICATORS)
        said = told.draft.say(f"Đến nay có {told_of}/{len(whole) + 1} {indicator}.")
        told.draft.fact(
            "s",
            VPO.StatisticObservation,
            [(VPO.countedUnit, unit) for unit in counted],
            [
                (VPO.numerator, told_of),
                (VPO.denominator, len(whole) + 1),
                (VPO.indicator, Text(indicator)),
                (VPO.asOf, PartialDate(min(scene.day, LAST))),
            ],
            Hung(said, "statistics.ratio", (indicator,)),
        )

    def _host(self, scene: Scene) -> str:
        if scene.cluster:
            return f"Cụm thi đua số {scene.cluster.number}"
        return (scene.host.vi if scene.host else None) or "các cơ quan"

    def _name(self, thing: str | None) -> str:
        return self.reference.label(thing, "vi") or "địa phương"
