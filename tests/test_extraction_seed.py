"""The article it all started from: every fact of its gold file, none of what must not be read."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from extracting import FOAF_NAME, facts, person, plain, read_text

from kg.derive import derive_all
from kg.entering import Reader
from kg.load import build_article
from kg.model import Extraction, Fact
from kg.reference import load_reference
from kg.settings import Settings
from kg.store import Store
from kg.text import slug
from kg.vocab import VPO

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed"
GOLD = json.loads((SEED / "gold.json").read_text("utf-8"))
WANTED = [fact for fact in GOLD["facts"] if fact["priority"] in ("must", "should")]
OPTIONAL = [fact for fact in GOLD["facts"] if fact["priority"] == "optional"]
EVENT, SPEECH = "event/so-ket-cum-4-2018h1", "event/so-ket-cum-4-2018h1/phat-bieu-chi-dao"
STAT, AWARD = "stat/seed-000/1", "award/giai-bao-chi-xay-dung-dang-2018"
# The gold file names these in its own way.
OURS = {
    "post/vu-dia-phuong-iii-btctw/ham-vu-truong": (
        "post/ban-to-chuc-trung-uong/vu-dia-phuong-iii/ham-vu-truong"
    ),
    "docset/nq-dang-bo-2015-2020": "nghị quyết đảng bộ nhiệm kỳ 2015-2020 các địa phương",
    "topic/phong-trao-thi-dua-to-chuc-xay-dung-dang": "phong trào thi đua công tác tổ chức xây dựng Đảng",
    "indicator/sap-xep-tinh-gian-to-chuc-bo-may-co-quan": (
        "tổ chức thực hiện việc sắp xếp, tinh giản tổ chức bộ máy cơ quan"
    ),
    AWARD: "Giải Báo chí toàn quốc về xây dựng Đảng năm 2018",
}
Claims = dict[tuple[str, str, str], set[tuple[int, int]]]


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return read_text((SEED / "article-2018-08-10.txt").read_text("utf-8"))


@pytest.fixture(scope="module")
def claims(extraction: Extraction) -> Claims:
    """What we read, said as the gold file says it, with the sentences it rests on."""
    found: Claims = defaultdict(set)
    for fact in extraction.facts:
        for triple in _said(extraction, fact):
            found[triple] |= {(held.start, held.end) for held in fact.evidence}
    return found


def _name(extraction: Extraction, target: str | None) -> str:
    """Return an entity as the gold file names it."""
    if target is None:
        return ""
    if not target.startswith(extraction.article.name):
        return target.removeprefix("id/").removeprefix("scheme/")
    fact = next(fact for fact in extraction.facts if extraction.article.node(fact.id) == target)
    if fact.kind == VPO.NamedPerson:
        return f"person/{slug(plain(fact.value(FOAF_NAME)))}"
    if fact.kind == VPO.EventReport:
        return EVENT
    return plain(fact.value(VPO.printedName)).lower()


def _said(extraction: Extraction, fact: Fact) -> list[tuple[str, str, str]]:
    def role(prop: str) -> str:
        return _name(extraction, fact.role(prop))

    match fact.kind:
        case VPO.ClusterObservation:
            cluster = role(VPO.cluster)
            return [
                (cluster, "rdf:type", "vpo:EmulationCluster"), (cluster, "vpo:sponsor", role(VPO.sponsor)),
                (cluster, "vpo:clusterNumber", str(fact.value(VPO.clusterNumber))),
                (cluster, "vpo:statedMemberCount", str(fact.value(VPO.statedMemberCount))),
            ]  # fmt: skip
        case VPO.ClusterMembershipObservation:
            return [(role(VPO.cluster), "vpo:ClusterMembership", role(VPO.memberUnit))]
        case VPO.EventReport:
            period = f"{fact.value(VPO.reviewStart)}/{fact.value(VPO.reviewEnd)}"
            return [
                (EVENT, "rdf:type", "vpo:Conference"),
                (EVENT, "vpo:startDate", str(fact.value(VPO.startDate))),
                (EVENT, "schema:location", role(VPO.place)), (EVENT, "schema:organizer", role(VPO.organizer)),
                (EVENT, "vpo:reviewPeriod", period), (EVENT, "schema:about", plain(fact.value(VPO.topic))),
                (role(VPO.organizer), "org:unitOf", role(VPO.cluster)),
            ]  # fmt: skip
        case VPO.Participation:
            return [
                (
                    EVENT,
                    "vpo:Participation",
                    role(VPO.agent) + "|" + role(VPO.participationRole).rsplit("/", 1)[-1],
                )
            ]
        case VPO.GroupParticipation:
            return [(EVENT, "vpo:Participation", role(VPO.groupClass) + "|attendee")]
        case VPO.HoldingObservation:
            post = role(VPO.post)
            return [
                (role(VPO.holder), "vpo:HoldingObservation", post),
                (post, "org:postIn", role(VPO.organization)),
                (post, "org:role", role(VPO.role)),
            ]  # fmt: skip
        case VPO.BodyObservation:
            body = role(VPO.organization)
            return [
                (body, "org:unitOf", role(VPO.parent)),
                (body, "vpo:jurisdiction", role(VPO.jurisdiction)),
            ]
        case VPO.Citation:
            document = role(VPO.citedDocument)
            kind = role(VPO.documentType).replace("document-type", "doctype")
            return [
                ("art/seed-000", "vpo:Citation", document), (document, "vpo:issuedBy", role(VPO.issuedBy)),
                (document, "vpo:inTerm", role(VPO.inTerm)), (document, "vpo:documentType", kind),
                (document, "vpo:plenumNumber", str(fact.value(VPO.plenumNumber))),
            ]  # fmt: skip
        case VPO.StatisticObservation:
            counted = [
                (STAT, "vpo:countedUnit", _name(extraction, unit))
                for prop, unit in fact.roles
                if prop == VPO.countedUnit
            ]
            values = ("numerator", "denominator", "asOf", "indicator")
            said = [
                (STAT, f"vpo:{name}", plain(fact.value(f"https://vpo.example/ontology#{name}")))
                for name in values
            ]
            return [(STAT, "rdf:type", "vpo:StatisticObservation"), *said, *counted]
        case VPO.ImplementationReport:
            return [
                (role(VPO.unit), "vpo:implements", role(VPO.document)),
                (role(VPO.unit), "vpo:assessment", ""),
            ]
        case VPO.AwardObservation:
            return [("art/seed-000", "schema:mentions", plain(fact.value(VPO.award)))]
        case VPO.SpeechAct:
            return [
                (SPEECH, "rdf:type", "vpo:SpeechAct"), (SPEECH, "schema:superEvent", role(VPO.superEvent)),
                (SPEECH, "vpo:speaker", role(VPO.speaker)), (SPEECH, "vpo:addressee", role(VPO.addressee)),
                *((SPEECH, "vpo:requests", "") for prop, _ in fact.values if prop == VPO.requests),
            ]  # fmt: skip
        case VPO.Author:
            return [("art/seed-000", "schema:author", f"author/{slug(plain(fact.value(FOAF_NAME)))}")]
    return []


def _wanted(fact: dict) -> tuple[str, str, str]:  # type: ignore[type-arg]
    goal = fact["object"]
    text = "" if isinstance(goal, dict) else str(OURS.get(str(goal), goal))
    if fact["predicate"] == "vpo:Participation":
        text += "|" + fact["qualifiers"]["role"].split(" ")[0]
    return OURS.get(fact["subject"], fact["subject"]), fact["predicate"], text


def test_no_gold_fact_is_left_out() -> None:
    assert len(WANTED) == 79


@pytest.mark.parametrize(
    "fact",
    [
        fact
        for fact in WANTED
        if not fact["subject"].startswith("art/") or fact["predicate"].startswith("vpo:")
    ],
    ids=lambda fact: fact["id"],
)
def test_every_gold_fact_is_read_from_its_sentences(fact: dict, claims: Claims) -> None:  # type: ignore[type-arg]
    triple = _wanted(fact)
    assert triple in claims
    assert {(held["start"], held["end"]) for held in fact["evidence"]} <= claims[triple]


@pytest.mark.parametrize("fact", OPTIONAL, ids=lambda fact: fact["id"])
def test_requests_and_judgements_are_read_too(fact: dict, claims: Claims) -> None:  # type: ignore[type-arg]
    triple = _wanted(fact)
    assert {(held["start"], held["end"]) for held in fact["evidence"]} <= claims.get(triple, set())


def test_the_article_has_its_headline_date_author_and_prize(extraction: Extraction, claims: Claims) -> None:
    article = extraction.article
    headline = next(zone for zone in article.zones if zone.kind == "headline")
    assert (headline.start, headline.end) == (42, 118)
    assert article.published is not None
    assert article.published.isoformat() == "2018-08-10T19:27:00+07:00"  # type: ignore[union-attr]
    assert article.language == "vi"
    assert (3815, 3824) in claims["art/seed-000", "schema:author", "author/thanh-nga"]
    assert (2150, 2474) in claims["art/seed-000", "schema:mentions", OURS[AWARD]]


def test_members_are_of_2018_and_the_list_is_complete(extraction: Extraction) -> None:
    members = list(facts(extraction, VPO.ClusterMembershipObservation))
    assert len(members) == 11
    assert {
        (str(m.value(VPO.year)), str(m.value(VPO.observedOn)), m.value(VPO.listComplete)) for m in members
    } == {("2018", "2018-08-10", True)}


def test_delegations_stand_in_an_open_list(extraction: Extraction) -> None:
    speakers = [
        t
        for t in facts(extraction, VPO.Participation)
        if t.role(VPO.participationRole) == "scheme/participation-role/presenter"
    ]
    assert [speaker.value(VPO.listComplete) for speaker in speakers] == [False] * 5


def test_holdings_are_seen_on_the_day_and_the_rank_is_nominal(extraction: Extraction) -> None:
    seen = {
        person(extraction, held.role(VPO.holder)): (
            str(held.value(VPO.observedOn)),
            held.role(VPO.assertedStatus),
            held.value(VPO.nominalRank),
        )
        for held in facts(extraction, VPO.HoldingObservation)
    }
    assert seen == {
        "Đỗ Hữu Lâm": ("2018-08-10", VPO.current, False),
        "Phan Văn Nhiệm": ("2018-08-10", VPO.current, True),
    }


def test_a_repeated_title_is_one_fact_with_three_sentences(extraction: Extraction) -> None:
    held = [fact for fact in facts(extraction, VPO.HoldingObservation) if fact.value(VPO.nominalRank)]
    assert [len(fact.evidence) for fact in held] == [3]


def test_citations_have_their_roles(extraction: Extraction) -> None:
    roles = [c.role(VPO.citationRole) or "" for c in facts(extraction, VPO.Citation)]
    assert [role.rsplit("/", 1)[-1] for role in roles] == ["implemented"] * 5 + ["basis", "basis"]


def test_the_group_has_its_count(extraction: Extraction) -> None:
    assert [group.value(VPO.count) for group in facts(extraction, VPO.GroupParticipation)] == [11]


# What must not be read


def test_the_signature_is_no_official(extraction: Extraction) -> None:
    assert {plain(p.value(FOAF_NAME)) for p in facts(extraction, VPO.NamedPerson)} == {
        "Đỗ Hữu Lâm",
        "Phan Văn Nhiệm",
    }


def test_the_signature_is_the_only_author(extraction: Extraction) -> None:
    assert [plain(a.value(FOAF_NAME)) for a in facts(extraction, VPO.Author)] == ["Thanh Nga"]


def test_only_two_posts_are_held(extraction: Extraction) -> None:
    posts = {held.role(VPO.post) for held in facts(extraction, VPO.HoldingObservation)}
    assert posts == {
        "id/post/tinh-uy-long-an/pho-bi-thu-thuong-truc",
        "id/post/ban-to-chuc-trung-uong/vu-dia-phuong-iii/ham-vu-truong",
    }


def test_no_leader_and_no_change_is_read(extraction: Extraction) -> None:
    assert not list(facts(extraction, VPO.ClusterLeadershipObservation))
    assert not list(facts(extraction, VPO.PersonnelChange))


def test_the_venue_names_no_publisher(extraction: Extraction) -> None:
    assert extraction.article.url is None


def test_a_ratio_is_no_date_and_a_term_no_number(extraction: Extraction) -> None:
    assert [str(event.value(VPO.startDate)) for event in facts(extraction, VPO.EventReport)] == ["2018-08-10"]
    numbers = {c.value(VPO.documentNumber) for c in facts(extraction, VPO.Citation)}
    assert numbers == {None, "18-NQ/TW", "19-NQ/TW"}


def test_every_province_is_of_its_era(extraction: Extraction) -> None:
    units = {target for fact in extraction.facts for _, target in fact.roles if target.startswith("id/adm")}
    assert len(units) == 11
    assert all(unit.startswith("id/adm63/") for unit in units)


def test_site_chrome_carries_no_fact(extraction: Extraction) -> None:
    spans = [(held.start, held.end) for fact in extraction.facts for held in fact.evidence]
    assert min(start for start, _ in spans) >= 42
    assert max(end for _, end in spans) <= 3824


def test_committees_of_districts_hold_no_central_committee(extraction: Extraction) -> None:
    central = [
        b
        for b in facts(extraction, VPO.BodyObservation)
        if b.role(VPO.organization) == "id/org/ban-chap-hanh-trung-uong"
    ]
    assert [body.role(VPO.jurisdiction) for body in central] == [None]


# What follows


@pytest.fixture(scope="module")
def store() -> Store:
    settings = Settings(home=Path("unused"))
    made = Store.in_memory()
    load_reference(made, settings)
    article = build_article((SEED / "article-2018-08-10.txt").read_text("utf-8"))
    reading = Reader(settings).read(article)
    made.replace_text(reading.graph, reading.quads)
    derive_all(made, settings)
    return made


PREFIX = (
    "PREFIX vpo: <https://vpo.example/ontology#> PREFIX org: <http://www.w3.org/ns/org#> "
    "BASE <https://vpo.example/> "
)


def test_members_are_as_many_as_stated(store: Store) -> None:
    rows = store.select(
        PREFIX + "SELECT ?stated (COUNT(DISTINCT ?unit) AS ?listed) WHERE { ?k vpo:statedMemberCount "
        "?stated ; vpo:cluster ?c . "
        "?m a vpo:ClusterMembership ; vpo:cluster ?c ; vpo:memberUnit ?unit ; vpo:year 2018 } "
        "GROUP BY ?stated"
    )
    assert [(int(row["stated"]), int(row["listed"])) for row in rows] == [(11, 11)]


def test_counted_units_and_speakers_are_members(store: Store) -> None:
    assert not store.ask(
        PREFIX + "ASK { { ?s vpo:countedUnit ?unit } UNION { ?t vpo:agent ?unit . "
        "FILTER(CONTAINS(STR(?unit), '/adm63/')) } "
        "FILTER NOT EXISTS { ?m a vpo:ClusterMembership ; vpo:memberUnit ?unit } }"
    )


def test_the_ratio_agrees_with_its_list(store: Store) -> None:
    rows = store.select(
        PREFIX + "SELECT ?n ?d (COUNT(?unit) AS ?listed) WHERE { ?s vpo:numerator ?n ; vpo:denominator ?d "
        "; vpo:countedUnit ?unit } GROUP BY ?n ?d"
    )
    assert [(int(r["n"]), int(r["d"]), int(r["listed"])) for r in rows] == [(4, 11, 4)]


def test_a_holding_seen_once_gives_a_tenure_with_unknown_ends(store: Store) -> None:
    rows = store.select(
        PREFIX + "SELECT ?first ?last ?start ?end WHERE { ?t a vpo:Tenure ; vpo:firstObserved ?first ; "
        "vpo:lastObserved ?last ; "
        "vpo:startState ?start ; vpo:endState ?end . FILTER NOT EXISTS { ?t vpo:startDate ?d } "
        "FILTER NOT EXISTS { ?t vpo:endDate ?d } }"
    )
    assert len(rows) == 2
    assert {(str(r["first"]), str(r["last"])) for r in rows} == {("2018-08-10", "2018-08-10")}


def test_every_member_province_has_its_organisation_commission(store: Store) -> None:
    rows = store.select(
        PREFIX + "SELECT DISTINCT ?unit ?body WHERE { ?m a vpo:ClusterMembership ; vpo:memberUnit ?unit ; "
        "vpo:memberBody ?body . ?body a ?any }"
    )
    assert len(rows) == 11
