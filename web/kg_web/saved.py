"""The saved queries as readers look for them: by subject, and by words of their titles."""

from __future__ import annotations

from kg.queries import NamedQuery, public_queries
from kg.text import fold

SUBJECTS = ("people", "posts", "clusters", "documents", "events", "units", "conflicts", "sources")
"""What saved queries are about, in the order in which they are shown."""


def by_subject(words: str = "") -> list[tuple[str, list[NamedQuery]]]:
    """Return the subjects that have queries with all these words, each with those queries."""
    wanted = fold(words).split()
    found = [query for query in public_queries() if all(word in _said(query) for word in wanted)]
    groups = ((subject, [query for query in found if query.subject == subject]) for subject in SUBJECTS)
    return [(subject, queries) for subject, queries in groups if queries]


def _said(query: NamedQuery) -> str:
    labels = (f"{param.label_vi} {param.label_en}" for param in query.params)
    return fold(" ".join((query.name, query.title_vi, query.title_en, *labels)))
