"""The handle on the data that notebooks and programs hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import count
from math import ceil
from pathlib import Path
from types import TracebackType
from typing import Self

import networkx as nx
import rdflib

from kg.client.answer import Answer, read_answer
from kg.client.checks import check_names
from kg.client.facts import Description, Sentence, read_facts, read_sentences
from kg.client.local import Local
from kg.client.markup import table
from kg.client.names import Names
from kg.client.paths import Paths, read_paths
from kg.client.remote import Remote
from kg.client.search import Hits
from kg.client.source import ROWS, TRIPLES, Source, own
from kg.errors import ParameterError, StoreError
from kg.queries import NamedQuery, named, public_queries
from kg.rdf import PREFIXES
from kg.settings import Settings
from kg.sparql.answers import Question
from kg.store.chains import Wish
from kg.store.choice import Choice
from kg.syntax.functions import FUNCTIONS
from kg.views.search import PAGE

VIEWS = ("persons", "careers", "events", "ties")
"""The networks on offer."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CHAINS, _STEPS = 10, 6  # as the pages allow
Day = date | str


def open_graph(
    place: str | Path,
    *,
    lang: str = "vi",
    generation: int | None = None,
    timeout: float = 30.0,
    settings: Settings | None = None,
) -> KnowledgeGraph:
    """Return the data in a folder or behind an http(s) address of ours; see `kg.open`."""
    if lang not in {"vi", "en"}:
        raise ParameterError(f"lang={lang!r} is no language here; use vi or en")
    if not re.match("https?://", str(place)):
        return KnowledgeGraph(
            Local(Path(place).expanduser(), generation, settings or Settings.from_env()), lang
        )
    if generation is not None:
        raise ParameterError("a server shows its current generation only; leave generation out")
    return KnowledgeGraph(Remote(str(place), timeout), lang)


class KnowledgeGraph:
    """Answers over one data set. Every answer is whole, or an error says why there is none.

    Things are named by their address (`id/person/do-huu-lam`, with or without the base) or by a name that
    only one bears. `lang` is the language of labels.
    """

    def __init__(self, source: Source, lang: str) -> None:
        self.lang = lang
        self._open: Source | None = source
        self._terms: dict[str, Answer] = {}

    @property
    def base(self) -> str:
        """What all addresses of the data begin with."""
        return self._source.base

    def graph(self, name: str | None = None) -> rdflib.Graph:
        """Return all triples, or those of the graph `name`, as rdflib sees them; nothing is copied.

        Each pattern or query is asked when it is needed. Over a server each costs a request.
        """
        identifier = None if name is None else rdflib.URIRef(self._names.thing(name))
        graph = rdflib.Graph(self._source.store(), identifier, bind_namespaces="none")
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        return graph

    def query(self, name_or_text: str, /, **parameters: str | int | date) -> Answer:
        """Return the answer of a named query, or of a text in SPARQL.

        Raises `UnknownQueryError`, `ParameterError` and `UnknownEntityError` for names that nothing bears,
        with those that come close, `QueryError` with line and column, and `LimitError`.
        """
        if _NAME.fullmatch(name_or_text):
            return self._named(
                named(name_or_text, public=True), {name: str(value) for name, value in parameters.items()}
            )
        if parameters:
            raise ParameterError("a query of your own takes no parameters; write the values into it")
        self.check(name_or_text)
        reply = self._source.ask(Question(name_or_text, ROWS, TRIPLES))
        return read_answer(reply.body, reply.media)

    def check(self, text: str) -> None:
        """Raise `QueryError` for an unknown term in a query, `UnknownEntityError` for an unknown thing."""
        check_names(text, self.base, self._known_terms(), self._names.check_known)

    def queries(self) -> Answer:
        """Return the named queries: name, title and parameters."""
        rows = ((query.name, self._title(query), _parameters(query)) for query in public_queries())
        return Answer(("name", "title", "parameters"), tuple(rows))

    def terms(self) -> Answer:
        """Return the terms of the ontology: label, comment, kind, domain and range."""
        if self.lang not in self._terms:
            self._terms[self.lang] = self._own("ontology-terms", lang=self.lang)
        return self._terms[self.lang]

    def find(self, text: str, *, kind: str = "", limit: int = 10) -> Hits:
        """Return what bears a name, marks or none, the best first; `kind` keeps one class (`vpo:Person`)."""
        _check_number("limit", limit, PAGE)
        wanted = kind and self._names.kind(kind, self._known_terms())
        return self._source.search(text, lang=self.lang, kind=wanted, limit=limit)

    def describe(self, thing: str, *, page: int = 1) -> Description:
        """Return a page of the facts about a thing, each with a sentence that it rests on."""
        iri = self.thing(thing)
        about = {"thing": iri, "own": iri.replace("/id/article/", "/graph/article/")}
        total = int(str(self._own("about-count", **about)[0]["total"]))
        size = named("about-facts").page or 1
        given = {**about, "page": str(page)}
        said = self._own("about-facts", lang=self.lang, **given)
        facts = read_facts(said, self._own("about-sentences", **given), self._source.link)
        return Description(iri, facts, total, page, ceil(total / size))

    def evidence(self, fact: str, *, page: int | None = None) -> tuple[Sentence, ...]:
        """Return all sentences that a fact or a thing rests on, or a page of 100 of them, oldest first."""
        iri, size = self.thing(fact), named("sentences-of").page
        found: list[Sentence] = []
        for number in count(1) if page is None else (page,):
            rows = self._own("sentences-of", fact=iri, page=str(number))
            found += read_sentences(rows, self._source.link)
            if len(rows) != size:
                break
        return tuple(sorted(found, key=lambda sentence: str(sentence.published or "")))

    def network(
        self, view: str = "persons", *, kinds: Iterable[str] = (), since: Day = "", until: Day = "",
        possible: bool = False,
    ) -> nx.MultiGraph[str]:  # fmt: skip
        """Return a network of `VIEWS`: people, people and bodies, people and events, or all ties of things.

        The other arguments choose the ties, as for `kg network`.
        """
        if view not in VIEWS:
            raise ParameterError(f"{view!r} is no network; there are {', '.join(VIEWS)}")
        choice = _choice(kinds, since, until, possible)
        if view == "ties" and choice != Choice():
            raise ParameterError("all ties of things cannot be chosen by kind or time; leave both out")
        return self._source.network(view, choice)

    def paths(
        self, one: str, other: str, *, kinds: Iterable[str] = (), since: Day = "", until: Day = "",
        possible: bool = False, limit: int = 3, steps: int = 4,
    ) -> Paths:  # fmt: skip
        """Return how two people are tied by way of others, as `kg paths` does."""
        _check_number("limit", limit, _CHAINS)
        _check_number("steps", steps, _STEPS)
        choice = _choice(kinds, since, until, possible)
        wish = Wish(limit, steps, choice.since, choice.until)
        ends = self.thing(one), self.thing(other)
        page = self._source.paths(ends, lang=self.lang, choice=choice, wish=wish)
        return read_paths(page, self.base, self._source.link)

    def thing(self, text: str) -> str:
        """Return the IRI that an address or a name stands for.

        Raises `UnknownEntityError` with what comes close for none, `ParameterError` where several bear it.
        """
        return self._names.thing(text)

    def close(self) -> None:
        """Let go of files and processes; the handle cannot be used any more."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<KnowledgeGraph {self._open.words if self._open else 'closed'}>"

    def _repr_html_(self) -> str:
        if self._open is None:
            return table((), (), "closed")
        return table(("data", "base", "labels"), [(self._open.words, self.base, self.lang)], "kg.open")

    @property
    def _source(self) -> Source:
        if self._open is None:
            raise StoreError("the data set was closed; open it again with kg.open")
        return self._open

    def _known_terms(self) -> set[str]:
        """The terms of the data, and the functions that queries may call, which are the software's."""
        return {*map(str, self.terms().column("term")), *FUNCTIONS}

    @property
    def _names(self) -> Names:
        return Names(self._source, self.lang)

    def _named(self, query: NamedQuery, given: dict[str, str]) -> Answer:
        kinds = {param.name: param.kind for param in query.params}
        if "lang" in kinds:
            given.setdefault("lang", self.lang)
        for name, value in given.items():
            if kinds.get(name) == "iri" and value not in {"", "*"}:
                given[name] = self.thing(value)
        query.bind(given, self.base)
        reply = self._source.named(query, given)
        return read_answer(reply.body, reply.media)

    def _own(self, name: str, **values: str) -> Answer:
        return own(self._source, name, **values)

    def _title(self, query: NamedQuery) -> str:
        return query.title_en if self.lang == "en" else query.title_vi


def _check_number(name: str, number: int, most: int) -> None:
    if not 1 <= number <= most:
        raise ParameterError(f"{name}={number} is not between 1 and {most}")


def _choice(kinds: Iterable[str], since: Day, until: Day, possible: bool) -> Choice:
    return Choice.of(tuple(kinds), possible=possible, days=(str(since), str(until)))


def _parameters(query: NamedQuery) -> str:
    """The parameters in one line: `person!` is required, `year=2018` has a default."""
    return ", ".join(
        param.name + ("!" if param.required else f"={param.default}" if param.default else "")
        for param in query.params
    )
