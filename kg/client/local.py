"""A data folder, opened read-only at one generation, without a server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import networkx as nx
from rdflib import RDFS

from kg.client.search import Hit, Hits
from kg.client.source import ROWS, TRIPLES, Reply
from kg.client.stores import EngineStore
from kg.export.network import network_of
from kg.export.projections import project
from kg.export.scope import Scope
from kg.queries import BoundQuery, NamedQuery
from kg.settings import Settings
from kg.sparql.answers import Question
from kg.sparql.endpoint import Endpoint
from kg.sparql.named import NamedQueries
from kg.store.chains import Wish
from kg.store.choice import Choice
from kg.store.generations import DataHome
from kg.store.reader import CurrentGeneration
from kg.views import Knowledge, Wanted
from kg.views.paths import Asked, find_person, paths_page
from kg.views.search import find_things
from kg.views.values import paths_value

_ONTOLOGY = "graph/ontology"


@dataclass(frozen=True, slots=True)
class _Pinned:
    """A pointer that stays at one generation."""

    home: DataHome
    number: int | None

    @property
    def path(self) -> Path:
        return self.home.path

    def stamp(self) -> object:
        return self.number

    def current(self) -> int | None:
        return self.number

    def folder(self, number: int) -> Path:
        return self.home.folder(number)


class Local:
    """One generation of a data folder; it stays as it is, whatever is loaded meanwhile."""

    def __init__(self, folder: Path, generation: int | None, settings: Settings) -> None:
        home = DataHome(folder)
        number = home.current() if generation is None else home.manifest(generation).number
        self._reader = CurrentGeneration(_Pinned(home, number))
        self._now = self._reader.now()
        named = self._now.store.graphs_of(None, RDFS.isDefinedBy)
        bases = (graph.removesuffix(_ONTOLOGY) for graph in named if graph.endswith(_ONTOLOGY))
        self.base = next(bases, settings.base_iri)
        held = home.manifest(self._now.number)
        self.words = f"{folder}, generation {held.number}: {held.articles} articles, {held.triples} triples"
        alone = replace(settings, base_iri=self.base, query_workers=1, named_workers=1)
        self._endpoint = Endpoint.over(self._reader, alone)
        self._named = NamedQueries.over(self._reader, alone)
        self._effort = settings.path_steps
        self._known: dict[str, Knowledge] = {}

    def link(self, iri: str) -> str:
        return iri

    def ask(self, question: Question) -> Reply:
        answer = self._endpoint.ask(question)
        return Reply(answer.body, answer.media)

    def answer(self, bound: BoundQuery) -> Reply:
        answer = self._named.write(bound, TRIPLES if bound.graph else ROWS)
        return Reply(answer.body, answer.media)

    def named(self, query: NamedQuery, values: Mapping[str, str]) -> Reply:
        return self.answer(query.bind(values, self.base))

    def search(self, text: str, *, lang: str, kind: str = "", limit: int = 10) -> Hits:
        found, total = find_things(self._knowledge(lang), self._now.side, Wanted(text, kind), limit)
        hits = (
            Hit(self.base + one.thing.name, one.thing.label, one.other, one.kind, one.thing.hint)
            for one in found
        )
        return Hits(tuple(hits), total)

    def paths(self, ends: tuple[str, str], *, lang: str, choice: Choice, wish: Wish) -> Mapping[str, Any]:
        knowledge, side = self._knowledge(lang), self._now.side
        one, other = (find_person(knowledge, side, end) for end in ends)
        asked = Asked(choice, replace(wish, effort=self._effort))
        page = paths_page(knowledge, side, (one, other), asked)
        return paths_value(page, lambda ref: self.link(self.base + ref.name))

    def network(self, view: str, choice: Choice) -> nx.MultiGraph[str]:
        if view == "ties":
            return network_of(Scope(self._now.store, self.base, lambda: iter(())))
        return project(self._now.store, view, choice).network

    def store(self) -> EngineStore:
        return EngineStore(self._now.store, self.ask)

    def close(self) -> None:
        self._endpoint.close()
        self._named.close()
        self._now.store.close()
        self._now.side.close()
        self._reader.close()

    def _knowledge(self, lang: str) -> Knowledge:
        return self._known.setdefault(lang, Knowledge(self._now.store, self.base, lang))
