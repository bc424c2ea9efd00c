"""Imported in the process that the killed ones are forked from: what is remembered is built, no folder is
opened."""

from kg import pipeline
from kg.derive import derive_all
from kg.link.article import link_article
from kg.load import build_article
from kg.ontology import lexicon
from kg.settings import Settings
from kg.store import Store
from kg.store.side import Side
from kg.validate import Gate
from tests.faults.loader import TEXT

_STORE = Store.in_memory()
_READ = link_article(build_article(TEXT.format(n=0)), lexicon())
pipeline.enter(_STORE, _READ, lexicon(), Settings(), Gate(0))
derive_all(_STORE, Settings())
Side.of(_STORE).close()
