"""Where data lives: the RDF store, the archive of articles, generations and the side index."""

from kg.store.engine import Store, Term, Triple

__all__ = ["Store", "Term", "Triple"]
