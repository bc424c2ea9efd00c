"""What `kg extract` prints of one article."""

from __future__ import annotations

import json

from extracting import read_text

from kg.jsonl import write_extraction

BASE = "https://vpo.example/"
TEXT = "Tin trong tỉnh\n\nTại Long An, ông Nguyễn Văn Mốt, Bí thư Tỉnh ủy, phát biểu."
WRITTEN = write_extraction(read_text(TEXT, published="2018-08-10", source="tin.txt"), BASE)


def test_it_is_json_and_comes_back_the_same() -> None:
    assert json.loads(json.dumps(WRITTEN, ensure_ascii=False)) == WRITTEN


def test_the_article_says_where_it_is_from() -> None:
    article = WRITTEN["article"]
    assert isinstance(article, dict)
    assert (article["title"], article["published"], article["source"]) == (
        "Tin trong tỉnh",
        "2018-08-10",
        "tin.txt",
    )
    assert article["iri"] == f"{BASE}id/article/{article['id']}"
    assert (article["url"], article["authors"]) == (None, [])


def test_a_mention_has_its_place_class_and_entity() -> None:
    mentions = WRITTEN["mentions"]
    assert isinstance(mentions, list)
    place = next(mention for mention in mentions if mention["class"] == "AdministrativeUnit")
    assert TEXT[place["start"] : place["end"]] == place["surface"] == "Long An"
    assert (place["entity"], place["rule"]) == (f"{BASE}id/adm63/long-an", "places.label")


def test_a_fact_has_roles_values_and_evidence() -> None:
    facts = WRITTEN["facts"]
    assert isinstance(facts, list)
    held = next(fact for fact in facts if fact["class"] == "HoldingObservation")
    assert held["roles"]["post"] == f"{BASE}id/post/tinh-uy-long-an/bi-thu"
    assert held["values"]["observedOn"] == "2018-08-10"
    (evidence,) = held["evidence"]
    assert TEXT[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert (evidence["rule"], evidence["confidence"]) == ("linking.appositive", 0.86)


def test_what_stands_twice_is_a_list() -> None:
    facts = WRITTEN["facts"]
    assert isinstance(facts, list)
    body = next(fact for fact in facts if fact["class"] == "BodyObservation")
    assert body["values"]["canonicalName"] == [
        "Tỉnh ủy Long An",
        {"text": "Long An Provincial Party Committee", "lang": "en"},
    ]


def test_entities_have_labels_in_two_languages() -> None:
    entities = WRITTEN["entities"]
    assert isinstance(entities, dict)
    assert entities[f"{BASE}id/org/tinh-uy-long-an"] == {
        "class": "PartyCommittee",
        "label": {"vi": "Tỉnh ủy Long An", "en": "Long An Provincial Party Committee"},
    }


def test_another_base_moves_every_name() -> None:
    moved = json.dumps(write_extraction(read_text(TEXT), "https://data.example/"), ensure_ascii=False)
    assert f"{BASE}id/" not in moved
