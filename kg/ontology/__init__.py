"""The ontology as the extractor reads it: terms with their labels, and districts and communes by name."""

from kg.ontology.gazetteer import LocalUnit, LocalUnits, local_units
from kg.ontology.lexicon import Lexicon, Term, lexicon

__all__ = ["Lexicon", "LocalUnit", "LocalUnits", "Term", "lexicon", "local_units"]
