from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from kg.queries import NamedQuery, all_queries, named
from kg.store import Store

WORLD = Path(__file__).parent / "data" / "world.trig"
BASE = "https://vpo.example/"
QUESTIONS = all_queries()
ANSWERED_BY_NOBODY = {
    "conflict-birth-years",
    "conflict-change-dates",
    "conflict-event-dates",
    "conflict-leaders",
    "conflict-provinces",
    "conflict-seats",
    "possible-same",
    "q22-posts-in-ended-bodies",
    "q24-moved-between-provinces",
    "q28-women-secretaries",
}
IN_THIS_WORLD = {
    "body-on-day": {"body": "id/org/ban-to-chuc-tinh-uy-long-an", "date": "2019-06-01"},
    "person-on-day": {"person": "id/person/tang-ba-minh-hoa", "date": "2019-03-01"},
    "successions": {"post": "id/post/ban-to-chuc-tinh-uy-long-an/truong-ban"},
    "tenures-as-known": {"person": "id/person/tang-ba-minh-hoa", "date": "2019-06-30"},
    "colleagues": {"person": "id/person/cu-thi-mau-don"},
    "province-documents": {"place": "id/adm63/tien-giang"},
    "q02-posts-of-person": {"person": "id/person/ninh-the-gia-su"},
    "q04-cluster-changes": {"yearFrom": "2018", "yearTo": "2019"},
    "q12-fellow-participants": {"person": "id/person/mac-van-thi-du"},
    "q13-shortest-path": {"person": "id/person/mac-van-thi-du", "other": "id/person/cu-thi-mau-don"},
    "q19-facts-by-rule": {"rule": "id/rule/clusters.list"},
}


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store.in_memory()
    store.load(WORLD, "application/trig")
    return store


def ask(store: Store, name: str, **values: str) -> list[dict[str, str]]:
    query = next(query for query in QUESTIONS if query.name.startswith(name))
    bound = query.bind({**IN_THIS_WORLD.get(query.name, {}), **values})
    return [
        {column: str(term).removeprefix(BASE) for column, term in row.items()}
        for row in store.select(bound.text, **bound.bindings)
    ]


def test_there_is_a_query_for_each_of_the_thirty_questions():
    numbered = [query.name[:3] for query in QUESTIONS if re.match(r"q\d\d-", query.name)]
    assert numbered == [f"q{number:02}" for number in range(1, 31)]


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: query.name)
def test_the_columns_of_the_header_are_those_of_the_answer(store: Store, query: NamedQuery):
    bound = query.bind()
    written = store.write_results(bound.text, "text/csv", **bound.bindings).decode()
    assert next(csv.reader(io.StringIO(written))) == list(query.columns)


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: query.name)
def test_fixed_names_are_relative_to_the_base(query: NamedQuery):
    used = set(re.findall(rf"<{BASE}[^>]*>", query.text))
    assert used <= {f"<{BASE}>", f"<{BASE}ontology#>"}


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: query.name)
def test_every_question_has_an_answer_in_the_small_world(store: Store, query: NamedQuery):
    assert bool(ask(store, query.name)) == (query.name not in ANSWERED_BY_NOBODY | {"q29-broken-rules"})


def test_who_held_the_post_and_which_sentence_says_so(store: Store):
    rows = ask(store, "q01")
    assert {row["person"] for row in rows} == {"id/person/mac-van-thi-du"}
    said = [row for row in rows if row.get("observedOn") == "2018-08-10"]
    assert "Phó Bí thư Thường trực Tỉnh ủy Long An - Mạc Văn Thí Dụ" in said[0]["quote"]


def test_nobody_is_said_to_hold_a_post_after_the_last_sight(store: Store):
    assert ask(store, "q01", date="2019-06-01") == []


def test_on_a_day_some_surely_and_some_possibly_hold_a_post(store: Store):
    held = {
        day: {row["held"] for row in ask(store, "post-on-day", date=day)}
        for day in ("2018-08-10", "2019-06-01")
    }
    assert held == {"2018-08-10": {"yes"}, "2019-06-01": {"possible"}}
    assert ask(store, "post-on-day", date="2020-01-01") == []


def test_an_acting_holder_and_the_next_one_may_both_have_been_in_the_body(store: Store):
    rows = {(row["person"], row["tenureKind"], row["held"]) for row in ask(store, "body-on-day")}
    person = "id/person/tang-ba-minh-hoa"
    assert rows == {(person, "ontology#acting", "possible"), (person, "ontology#full", "possible")}


def test_a_person_holds_several_posts_on_one_day(store: Store):
    rows = ask(store, "person-on-day", person="id/person/lo-thi-vi-du", date="2019-03-01")
    assert {row["post"] for row in rows if row["held"] == "yes"} == {
        "id/post/ban-to-chuc-tinh-uy-long-an/truong-ban",
        "id/post/huyen-uy-can-duoc-long-an/bi-thu",
    }


def test_an_end_reported_later_was_not_known_earlier(store: Store):
    (row,) = {row["post"]: row for row in ask(store, "tenures-as-known")}.values()
    assert (row["startState"], row["endState"]) == ("ontology#before", "ontology#ongoingAtLastSight")
    later = ask(store, "tenures-as-known", date="2020-01-01")
    acting = next(row for row in later if row["tenureKind"] == "ontology#acting")
    assert (acting["endState"], acting["endDate"]) == ("ontology#before", "2019-12-27")


def test_who_followed_whom_comes_with_how_sure_it_is(store: Store):
    rows = {(row["earlier"], row["successionBasis"], row["gapDays"]) for row in ask(store, "successions")}
    earlier = "id/person/lo-thi-vi-du"
    assert rows == {
        (earlier, "ontology#statedSuccession", "0"),
        (earlier, "ontology#orderedSuccession", "301"),
    }


def test_one_holding_gives_a_tenure_seen_once_with_start_and_end_unknown(store: Store):
    (row,) = ask(store, "q02")
    assert row["firstObserved"] == row["lastObserved"] == "2018-08-10"
    assert row["startState"] == row["endState"] == "ontology#unknown"
    assert row["nominalRank"] == "true"


def test_members_of_a_cluster_come_with_the_commission_behind_them(store: Store):
    rows = ask(store, "q03", year="2019")
    assert [row["unit"] for row in rows] == ["id/adm63/binh-thuan", "id/adm63/long-an", "id/adm63/ninh-thuan"]
    assert rows[1]["memberBodyLabel"] == "Ban Tổ chức Tỉnh ủy Long An"


def test_who_left_between_two_years_is_told_only_by_whole_lists(store: Store):
    rows = {row["unit"]: row["change"] for row in ask(store, "q04")}
    assert rows == {
        "id/adm63/long-an": "stayed",
        "id/adm63/ninh-thuan": "stayed",
        "id/adm63/binh-thuan": "stayed",
        "id/adm63/tien-giang": "left",
    }


def test_years_of_a_cluster_tell_stated_and_listed_numbers(store: Store):
    rows = ask(store, "cluster-years")
    told = {(row["year"], row.get("statedMemberCount"), row["listedCount"], row["articles"]) for row in rows}
    assert told == {("2018", "3", "4", "2"), ("2018", "4", "4", "2"), ("2019", None, "3", "1")}


def test_labels_come_in_the_language_asked_for(store: Store):
    rows = ask(store, "q03", lang="en")
    assert "Binh Thuan" in {row["unitLabel"] for row in rows}


def test_two_reports_that_disagree_are_both_shown(store: Store):
    rows = ask(store, "q05")
    assert {row["about"] for row in rows} == {"ontology#memberListsDiffer", "ontology#countAndListDiffer"}
    assert {row["value"] for row in rows if "value" in row} == {"id/adm63/binh-thuan"}


def test_a_document_is_not_mixed_up_with_its_namesake(store: Store):
    old, new = (ask(store, "q08", document=f"id/doc/18-nq-tw_{day}") for day in ("2017-10-25", "2022-06-16"))
    assert {row["article"] for row in old} & {row["article"] for row in new} == set()
    assert (len(old), len(new)) == (3, 1)


def test_an_acting_holder_who_was_confirmed_is_found(store: Store):
    (row,) = ask(store, "q17")
    assert (row["person"], row["fullFrom"]) == ("id/person/tang-ba-minh-hoa", "2019-12-27")


def test_members_of_2018_are_found_in_the_provinces_of_today(store: Store):
    rows = {row["unit"]: row["present"] for row in ask(store, "q20")}
    assert rows["id/adm63/tien-giang"] == "id/adm34/dong-thap"


def test_provinces_that_reported_on_a_document_by_a_day_come_with_the_sentence(store: Store):
    (row,) = ask(store, "document-provinces")
    assert (row["ofProvince"], row["polarity"]) == ("id/adm63/tien-giang", "ontology#negative")
    assert "còn chậm" in row["quote"]
    assert ask(store, "document-provinces", date="2018-08-09") == []


def test_the_life_of_a_document_begins_with_its_issue_and_is_in_order_of_time(store: Store):
    rows = ask(store, "document-life")
    days = [row["stepDate"] for row in rows]
    assert rows[0]["lifecycleStepLabel"] == "ban hành"
    assert days == sorted(days)


def test_colleagues_come_with_how_sure_that_is(store: Store):
    (row,) = ask(store, "colleagues")
    assert (row["other"], row["overlapState"]) == ("id/person/ninh-the-gia-su", "ontology#possible")
    assert "overlapStart" not in row


def test_colleagues_in_a_body_of_too_many_people_are_found_when_asked():
    crowded = crowded_body("2018-01-01", "2019-01-01", "2018-06-01", "2018-07-01", "2020-01-01", "2020-02-01")
    rows = ask(crowded, "colleagues", person="id/person/0")
    assert [(row["other"], row["overlapStart"], row["overlapEnd"]) for row in rows] == [
        ("id/person/1", "2018-06-01", "2018-07-01")
    ]


def crowded_body(*days: str) -> Store:
    """A body marked as crowded; its people were seen from one day to the next of `days`."""
    seen = "".join(
        f"""<id/tenure/{n}> a vpo:Tenure ; vpo:holder <id/person/{n}> ; vpo:organization <id/org/x> ;
        vpo:surelyFrom "{first}"^^xsd:date ; vpo:surelyUntil "{last}"^^xsd:date ."""
        for n, (first, last) in enumerate(zip(days[::2], days[1::2], strict=True))
    )
    text = f"""@base <{BASE}> . @prefix vpo: <{BASE}ontology#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    <id/crowd/x> a vpo:Crowd ; vpo:organization <id/org/x> . {seen}"""
    store = Store.in_memory()
    store.load(text.encode(), "text/turtle", graph=f"{BASE}graph/derived/x")
    return store


def test_persons_of_one_name_are_offered_and_not_merged(store: Store):
    pairs = {(row["person"], row["other"]) for row in ask(store, "q23")}
    assert ("id/person/mac-van-thi-du", "id/person/mac-van-thi-du.ninh-thuan") in pairs


def test_listed_units_match_the_numerator(store: Store):
    (row,) = ask(store, "q27")
    assert (row["numerator"], row["listed"], row["check"]) == ("2", "2", "match")


def test_counted_and_presenting_units_are_members(store: Store):
    members = {row["unit"] for row in ask(store, "q03")}
    assert {row["unit"] for row in ask(store, "q11")} <= members
    presenting = store.select(
        "PREFIX vpo: <https://vpo.example/ontology#> SELECT ?unit WHERE { ?t vpo:agent ?unit ; "
        "vpo:participationRole <https://vpo.example/scheme/participation-role/presenter> }"
    )
    assert {str(row["unit"]).removeprefix(BASE) for row in presenting} <= members


def test_broken_data_is_named(store: Store):
    broken = Store.in_memory()
    broken.load(WORLD, "application/trig")
    article = f"{BASE}graph/article/44d8fa7c1fb99410"
    numerator = URIRef(f"{BASE}ontology#numerator")
    triples = [(s, p, Literal(9) if p == numerator else o) for s, p, o in broken.triples(article)]
    broken.replace_graph(article, triples)
    assert [row["broken"] for row in ask(broken, "q29")] == ["more than all"]


def test_what_was_published_later_is_not_known_earlier(store: Store):
    known = ask(store, "q30", date="2018-08-10")
    assert {row["article"] for row in known} == {"id/article/44d8fa7c1fb99410"}


def test_a_query_is_found_by_its_whole_name():
    assert named("q03-cluster-members").folder == "questions"
