"""The data for notebooks and programs: one handle over a data folder or over a server of ours."""

from kg.client.answer import Answer
from kg.client.facts import Description, Fact, Sentence
from kg.client.handle import KnowledgeGraph, open_graph
from kg.client.paths import Chain, Paths
from kg.client.search import Hit, Hits

__all__ = [
    "Answer", "Chain", "Description", "Fact", "Hit", "Hits", "KnowledgeGraph", "Paths", "Sentence",
    "open_graph",
]  # fmt: skip
