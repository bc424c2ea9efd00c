from __future__ import annotations

from kg.derive import derive_all
from kg.settings import Settings
from tests.bench.again import make_store, measure


def test_withdrawing_and_reloading_made_up_articles_leaves_the_store_as_it_was():
    settings = Settings()
    store = make_store(40, settings)
    derive_all(store, settings)
    before = store.canonical_hash()
    times = list(measure(store, settings, 6))
    assert len(times) == 6
    assert store.canonical_hash() == before
