"""A server of ours (`kg serve`), asked over HTTP."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any, cast

import networkx as nx

from kg.client.http import Http
from kg.client.search import Hit, Hits
from kg.client.source import ROWS, TRIPLES, Reply
from kg.client.stores import AskingStore
from kg.errors import ServerError
from kg.export.views import read_view
from kg.queries import BoundQuery, NamedQuery
from kg.sparql.answers import Question
from kg.store.chains import Wish
from kg.store.choice import Choice
from kg.views.bound import written_out

_JSON = "application/json"
_GRAPHML = "application/graphml+xml"
_BASE = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?graph WHERE { GRAPH ?graph { ?term rdfs:isDefinedBy ?ontology } } LIMIT 1"""


class Remote:
    """What the server at `url` holds now; each answer is of the generation that it then serves."""

    def __init__(self, url: str, seconds: float) -> None:
        site = url.partition("?")[0].rstrip("/").removesuffix("/sparql")
        self._http = Http(f"{site}/", seconds)
        told = self._json(self.ask(Question(_BASE)))
        try:
            graph = told["results"]["bindings"][0]["graph"]["value"]
        except (LookupError, TypeError) as error:
            raise ServerError(f"{site}: it serves other data than ours") from error
        self.base = str(graph).removesuffix("graph/ontology")
        self.words = site

    def link(self, iri: str) -> str:
        return f"{self._http.site}page/{iri.removeprefix(self.base)}" if iri.startswith(self.base) else iri

    def ask(self, question: Question) -> Reply:
        default, named = question.dataset
        form = {"query": question.query, "default-graph-uri": default, "named-graph-uri": named}
        return self._http.post("sparql", form, f"{ROWS}, {TRIPLES}")

    def answer(self, bound: BoundQuery) -> Reply:
        return self.ask(Question(written_out(bound)))

    def named(self, query: NamedQuery, values: Mapping[str, str]) -> Reply:
        ending, media = ("nt", TRIPLES) if query.graph else ("json", ROWS)
        return self._http.get(f"queries/{query.name}.{ending}", values, media)

    def search(self, text: str, *, lang: str, kind: str = "", limit: int = 10) -> Hits:
        given = {"q": text, "kind": kind, "limit": str(limit)}
        found = self._json(self._http.get(f"{_in(lang)}search.json", given, _JSON))
        hits = (
            Hit(hit["iri"], hit["label"], hit["other"], hit["kind"], hit["hint"]) for hit in found["results"]
        )
        return Hits(tuple(hits), found["total"])

    def paths(self, ends: tuple[str, str], *, lang: str, choice: Choice, wish: Wish) -> Mapping[str, Any]:
        given = {"from": ends[0], "to": ends[1], "limit": str(wish.most), "steps": str(wish.steps)}
        reply = self._http.get(f"{_in(lang)}paths.json", given | _chosen(choice), _JSON)
        return cast("Mapping[str, Any]", self._json(reply))

    def network(self, view: str, choice: Choice) -> nx.MultiGraph[str]:
        if view != "ties":
            return read_view(self._http.get(f"export/{view}.graphml", _chosen(choice), _GRAPHML).body)
        written = self._http.get("export/all.graphml", {}, _GRAPHML).body
        return cast("nx.MultiGraph[str]", nx.read_graphml(BytesIO(written), force_multigraph=True))

    def store(self) -> AskingStore:
        return AskingStore(self.ask)

    def close(self) -> None:
        """Do nothing: no connection outlives its request."""

    def _json(self, reply: Reply) -> Any:
        try:
            return json.loads(reply.body)
        except ValueError as error:
            where = self._http.site
            raise ServerError(f"{where}: answers with {reply.media}; is it a server of ours?") from error


def _in(lang: str) -> str:
    return "en/" if lang == "en" else ""


def _chosen(choice: Choice) -> dict[str, Any]:
    """Return the ties wanted as parameters of a request."""
    possible = "1" if choice.possible else ""
    return {"kinds": choice.kinds, "since": choice.since, "until": choice.until, "possible": possible}
