"""The ontology as the extractor reads it: terms with their labels, from the Turtle files of `ontology/`."""

from kg.ontology.lexicon import Lexicon, Term, lexicon

__all__ = ["Lexicon", "Term", "lexicon"]
