"""Vietnamese Party-organization knowledge graph: articles in, triples with evidence out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kg.client import KnowledgeGraph
    from kg.settings import Settings

__version__ = "0.1.0"


def open(
    place: str | Path,
    *,
    lang: str = "vi",
    generation: int | None = None,
    timeout: float = 30.0,
    settings: Settings | None = None,
) -> KnowledgeGraph:
    """Return a handle on the data in a folder, or behind the http(s) address of a server of ours.

    Of a folder the current generation is opened, or `generation`, and stays as it is; `settings` are those
    of the environment unless given. A server may stay silent for `timeout` seconds. `lang` is the language of
    labels, vi or en. Raises `StoreError` where there are no data, `ServerError` where no server answers.
    """
    from kg.client import open_graph  # here, because it takes half a second

    return open_graph(place, lang=lang, generation=generation, timeout=timeout, settings=settings)
