"""What waits for a person, also where the index is behind the data."""

from rdflib import RDF, URIRef

from kg.store import Store
from kg.store.side import Side
from kg.views import Knowledge
from kg.views.review import QUEUES, possible_pairs, waiting_facts
from kg.vocab import VPO
from tests.browser.world import world_store

BASE = "https://vpo.example/"
LINKS = [URIRef(f"{BASE}id/link/{number}") for number in (1, 2)]
ENDS = [URIRef(f"{BASE}id/person/{name}") for name in "ab"]


def pairs(*links: URIRef) -> Store:
    store = Store.in_memory()
    for link in links:
        said = [(link, RDF.type, URIRef(VPO.PossibleSame))]
        store.replace_graph(f"{link}/graph", said + [(link, URIRef(VPO.compared), end) for end in ENDS])
    return store


def test_a_pair_that_is_gone_since_the_index_was_made_is_left_out():
    before, after = pairs(*LINKS), pairs(LINKS[0])
    side = Side.of(before)
    assert len(possible_pairs(Knowledge(before, BASE, "vi", side), side).pairs) == 2
    (left,) = possible_pairs(Knowledge(after, BASE, "vi", side), side).pairs
    assert [one.person.name for one in left.sides] == ["id/person/a", "id/person/b"]


def test_a_fact_that_is_gone_since_the_index_was_made_is_left_out():
    before, after = world_store(), Store.in_memory()
    side = Side.of(before)
    for queue in QUEUES:
        shown = waiting_facts(Knowledge(before, BASE, "vi", side), side, queue)
        assert len(shown.grounds) == shown.total > 0
        assert waiting_facts(Knowledge(after, BASE, "vi", side), side, queue).grounds == ()
