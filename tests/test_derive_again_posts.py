"""Holders of posts who come and go: what follows from all holders of a line of posts stays that of all."""

from __future__ import annotations

import random

import pytest
from rdflib import FOAF, RDF, SKOS, XSD, Literal, URIRef

from kg.derive import Touched, derive_all, derive_touched
from kg.settings import Settings
from kg.store import Store
from kg.vocab import NS, VPO
from tests.again import BASE, DERIVED, Said, assert_like_all, put

PEOPLE = ("an", "binh", "chi", "dung", "giang")
BODIES = {"so-tinh-cu": "adm63/tinh-cu", "so-tinh-moi-2025": "adm34/tinh-moi", "so-xa": None}
MANY, ONE = "pho-giam-doc", "giam-doc"


def iri(name: str) -> URIRef:
    return URIRef(BASE + name)


def bare() -> Store:
    """Return a store that knows of one province that was merged into another, and of a post with one seat."""
    store = Store.in_memory()
    told: Said = [
        (iri("id/adm63/tinh-cu"), URIRef(VPO.successor), iri("id/adm34/tinh-moi")),
        (iri("id/adm63/tinh-cu"), URIRef(VPO.validTo), Literal("2025-06-30", datatype=XSD.date)),
        (iri(f"scheme/role/{ONE}"), URIRef(VPO.singleSeat), Literal("true", datatype=XSD.boolean)),
    ]
    for name in ("id/adm63/tinh-cu", "id/adm34/tinh-moi"):
        told += [(iri(name), SKOS.prefLabel, Literal(name, lang=language)) for language in ("vi", "en")]
    store.replace_graph(f"{BASE}graph/reference/roles", told)
    return store


def naming(number: int, person: str, post: tuple[str, str], day: str, *turns: str) -> tuple[str, Said]:
    """Return the graph of an article that sees somebody in a post, and tells `opens` or `closes` of it."""
    node, (body, role) = f"id/article/{number:016x}", post
    date = Literal(day, datatype=XSD.date)
    named, held, seen = iri(f"{node}#p-{person}"), iri(f"{node}#h-{person}"), iri(f"{node}#b")
    said: Said = [
        (iri(node), RDF.type, URIRef(VPO.Article)),
        (named, RDF.type, URIRef(VPO.NamedPerson)),
        (named, FOAF.name, Literal(f"Khổng {person}", lang="vi")),
        (named, URIRef(VPO.nameKey), Literal(f"khong-{person}")),
        (seen, RDF.type, URIRef(VPO.BodyObservation)),
        (seen, URIRef(VPO.organization), iri(f"id/org/{body}")),
        (held, RDF.type, URIRef(VPO.HoldingObservation)),
        (held, URIRef(VPO.holder), named),
        (held, URIRef(VPO.role), iri(f"scheme/role/{role}")),
        (held, URIRef(VPO.organization), iri(f"id/org/{body}")),
        (held, URIRef(VPO.post), iri(f"id/post/{body}/{role}")),
        (held, URIRef(VPO.observedOn), date),
    ]
    if unit := BODIES[body]:
        said.append((seen, URIRef(VPO.jurisdiction), iri(f"id/{unit}")))
        said.append((seen, URIRef(VPO.level), iri("scheme/level/province")))
    for turn in turns:
        change = iri(f"{node}#{turn}-{person}")
        said += [(change, RDF.type, URIRef(VPO.PersonnelChange)), (change, URIRef(VPO.person), named)]
        said += [(change, URIRef(NS + turn), held), (change, URIRef(VPO.effectDate), date)]
    return f"{BASE}graph/article/{number:016x}", said


def any_article(number: int, chance: random.Random) -> tuple[str, Said]:
    """Return an article that names one holder or two of a post, so that it may tell who followed whom."""
    post = (chance.choice(sorted(BODIES)), chance.choice([MANY, ONE]))
    day = f"{chance.choice([2018, 2020, 2024, 2025])}-0{chance.randint(1, 9)}-15"
    graph, said = "", []
    for person in chance.sample(PEOPLE, chance.randint(1, 2)):
        turns = chance.sample(("opens", "closes"), chance.randint(0, 1))
        graph, more = naming(number, person, post, day, *turns)
        said += more
    return graph, said


@pytest.mark.parametrize("seed", range(2))
def test_holders_that_come_and_go_give_what_all_rows_give(seed: int):
    chance, store, present = random.Random(seed), bare(), set()
    for _ in range(20):
        touched = Touched()
        for number in chance.sample(range(14), chance.choice([1, 1, 2, 5])):
            graph, said = any_article(number, chance)
            touched |= put(store, graph, [] if number in present else said)
            present ^= {number}
        derive_touched(store, Settings(), touched)
        assert_like_all(store)


@pytest.mark.parametrize("seed", [7, 9])
def test_holders_whose_tenures_follow_decisions_come_and_go_alike(seed: int):
    chance, store = random.Random(seed), bare()
    articles = [any_article(number, chance) for number in range(5)]
    for graph, said in articles:
        store.replace_graph(graph, said)
    held = sorted({subject for _, said in articles for subject, _, _ in said if "#h-" in subject})
    introduced = [(iri("id/decision/1"), URIRef(VPO.introduces), one) for one in chance.sample(held, 3)]
    store.replace_graph(f"{BASE}graph/curation", introduced)
    derive_all(store, Settings())
    for _ in range(5):
        touched = put(store, *any_article(chance.randrange(5, 14), chance))
        derive_touched(store, Settings(), touched)
        assert_like_all(store)


def test_a_body_that_vanishes_takes_nothing_from_the_line_of_its_posts():
    store, new = bare(), ("so-tinh-moi-2025", ONE)
    old, said = naming(1, "an", ("so-tinh-cu", ONE), "2024-05-05")
    store.replace_graph(old, said)
    for number, person, day in ((2, "binh", "2025-08-08"), (3, "chi", "2025-12-12")):
        store.replace_graph(*naming(number, person, new, day))
    derive_all(store, Settings())
    derive_touched(store, Settings(), put(store, old, []))
    line = {str(subject) for subject, _, _ in store.triples(f"{DERIVED}post/{'/'.join(new)}")}
    assert f"{BASE}id/succession/khong-chi/{'/'.join(new)}/after/khong-binh" in line
    assert_like_all(store)


def turning(number: int, post: tuple[str, str], **turns: str) -> tuple[str, Said]:
    """Return an article of one day in 2024 that tells of several people that they came or left."""
    told = [naming(number, person, post, "2024-05-15", turn) for person, turn in turns.items()]
    return told[0][0], [statement for _, said in told for statement in said]


def test_who_followed_whom_among_many_is_told_anew_when_one_of_them_changes():
    store, post = bare(), ("so-xa", MANY)
    seen, said = naming(1, "an", post, "2018-01-15")
    for article in ((seen, said), turning(2, post, an="closes", binh="opens")):
        store.replace_graph(*article)
    derive_all(store, Settings())
    block, told = f"{DERIVED}post/so-xa/{MANY}", f"{BASE}id/succession/khong-binh/so-xa/{MANY}/after/khong-an"
    assert f"{told}.2" in {str(name) for name, _, _ in store.triples(block)}
    derive_touched(store, Settings(), put(store, seen, []))
    assert told in {str(name) for name, _, _ in store.triples(block)}
    assert_like_all(store)


def test_nobody_is_said_to_follow_one_of_two_who_left_whoever_changes():
    store, post = bare(), ("so-xa", MANY)
    seen, said = naming(1, "an", post, "2018-01-15")
    first = turning(2, post, an="closes", binh="closes", chi="opens")
    for article in ((seen, said), first, turning(3, post, binh="closes", dung="closes", chi="opens")):
        store.replace_graph(*article)
    derive_all(store, Settings())
    derive_touched(store, Settings(), put(store, seen, []))
    assert not any(
        "/succession/" in str(name) for name, _, _ in store.match(graph=f"{DERIVED}post/so-xa/{MANY}")
    )
    assert_like_all(store)


def test_of_many_seats_only_those_that_change_are_written(monkeypatch: pytest.MonkeyPatch):
    store = bare()
    articles = [naming(number, PEOPLE[number], ("so-tinh-cu", MANY), "2020-05-05") for number in range(5)]
    for graph, said in articles:
        store.replace_graph(graph, said)
    derive_all(store, Settings())
    touched, written = put(store, articles[0][0], []), []
    replace = store.replace_graph
    monkeypatch.setattr(
        store, "replace_graph", lambda name, said: written.append(name) or replace(name, said)
    )
    derive_touched(store, Settings(), touched)
    assert f"{DERIVED}post/so-tinh-moi-2025/{MANY}" not in written
    assert_like_all(store)
