"""Imported in the process that the killed ones are forked from: what is remembered is built, no folder is
opened."""

from kg.derive import derive_all
from kg.entering import Reader
from kg.load import build_article
from kg.settings import Settings
from kg.store import Store
from kg.store.side import Side
from tests.faults.loader import TEXT

_STORE = Store.in_memory()
_READ = Reader(Settings()).read(build_article(TEXT.format(n=0)))
_STORE.replace_text(_READ.graph, _READ.quads)
derive_all(_STORE, Settings())
Side.of(_STORE).close()
