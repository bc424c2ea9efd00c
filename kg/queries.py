"""Named queries: `.rq` files with a header, typed parameters and titles in two languages.

A parameter is bound as one term: it replaces a variable, so each parameter is also a column. The answer of a
query with a page size comes in pages: its text holds `LIMIT 100 OFFSET 0`, its parameter `page` says which.
A query that constructs a graph has no columns of its own.
A query with `leads` may start from
a list of the side index instead of the store: from the nodes that stand for one or two of its variables. The
whole answer of one with a `tally` is counted there; by a place and the year, for all places at once.
The header:

    # title-vi: …
    # title-en: …
    # subject: people
    # about-vi: …
    # about-en: …
    # page: 100
    # leads: item of person-posts, newest
    # tally: articles by place of document-places-of
    # param: person (iri, required, example=id/person/do-huu-lam) người | person
    # param: year (year, default=2018) năm | year
    # columns: person, year, post
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import Literal, URIRef

from kg.errors import ParameterError, QueryError, UnknownQueryError
from kg.parameters import WANTED, Param, read_param, term_of
from kg.settings import resource

PUBLIC = ("questions", "graphs")
"""The folders whose queries are for everybody."""
TRIPLE = ("subject", "predicate", "object")
"""The columns of an answer that is a graph, where it is shown as rows."""

_BASE = "https://vpo.example/"
_ANY = "*"
_HEADER = re.compile(
    r"#\s*(title-vi|title-en|subject|about-vi|about-en|page|param|columns|leads|tally):\s*(.*?)\s*$"
)
_LEADS = re.compile(
    r"(?P<variables>\w+(?: \w+)?) of (?P<name>[\w-]+)(?:, (?P<order>newest|down|up))?"
    r"(?:, (?P<most>\d+) at most)?"
)
_TALLY = re.compile(r"(?P<counted>\w+) by (?P<by>\w+(?: and year)?) of (?P<name>[\w-]+)")
_BODY = "WHERE {\n"
_FULFILLED = re.compile(r".*# led\n")
_GRAPH = re.compile(r"^\s*CONSTRUCT\b", re.MULTILINE)
_MOST_PAGES = 10**9


@dataclass(frozen=True, slots=True)
class BoundQuery:
    """A query ready to run: `store.select(bound.text, **bound.bindings)`; `graph` where it gives triples.

    What a `tally` counts of all things the side index may give (`beginning`).
    """

    text: str
    bindings: dict[str, URIRef | Literal]
    graph: bool = False
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class Leads:
    """From where a query may start: the nodes of the list `name` that stand for `variables`.

    Each lead makes at least one row. With an `order` the rows come in the order of the list: by its keys
    upwards (`up`) or downwards (`down`), or downwards by keys that are the days that the query filters by
    (`newest`), then by the nodes. Where the query looks at some only, `most` says at how many.
    """

    variables: tuple[str, ...]
    name: str
    order: str = ""
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """The column `counted` counts articles of the list `name` by year of its keys or by its first nodes.

    By two columns, the subject and the year, it counts the first nodes of all subjects.
    """

    counted: str
    by: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the folder `queries/`; `folder` is the subfolder it stands in, `page` what a page holds.

    `about` says in a sentence how to read the answer, `subject` what it is about; those for everybody have
    both. The answer of a `graph`
    is triples, of any other rows.
    """

    name: str
    folder: str
    title_vi: str
    title_en: str
    params: tuple[Param, ...]
    columns: tuple[str, ...]
    text: str
    page: int | None = None
    about_vi: str = ""
    about_en: str = ""
    subject: str = ""
    graph: bool = False
    leads: Leads | None = None
    tally: Tally | None = None

    @classmethod
    def parse(cls, text: str, *, name: str, folder: str = "") -> NamedQuery:
        """Return the query that `text` holds; raise `QueryError` when its header lacks something."""
        header: dict[str, list[str]] = {}
        for line in text.splitlines():
            if match := _HEADER.match(line):
                header.setdefault(match[1], []).append(match[2])
        graph = _GRAPH.search(text) is not None
        for key in ("title-vi", "title-en", *(() if graph else ("columns",))):
            if not any(header.get(key, ())):
                raise QueryError(f"{name}: the header has no line '# {key}:'")
        params = tuple(read_param(line, name) for line in header.get("param", ()))
        columns = TRIPLE if graph else tuple(map(str.strip, header["columns"][0].split(",")))
        for param in params:
            if not graph and param.name not in columns:
                raise QueryError(f"{name}: the parameter {param.name} is no column")
        return cls(
            name, folder, header["title-vi"][0], header["title-en"][0], params, columns, text,
            page=_page_size(header, text, name),
            about_vi=header.get("about-vi", [""])[0],
            about_en=header.get("about-en", [""])[0],
            subject=header.get("subject", [""])[0],
            graph=graph,
            leads=_leads(header, text, name),
            tally=_tally(header, name),
        )  # fmt: skip

    def bind(self, values: Mapping[str, str] | None = None, base: str = _BASE) -> BoundQuery:
        """Return the query with `values` as terms, over the data of `base`.

        An empty value counts as none given; `*` leaves a parameter that is not required open, its default
        included. Raises `ParameterError` for a name that is no parameter, a value of
        the wrong type and a required parameter without one.
        """
        given = {name: value for name, value in (values or {}).items() if value.strip()}
        self._check_names(given)
        bindings: dict[str, URIRef | Literal] = {}
        for param in self.params:
            value = given.get(param.name, param.default)
            if value is not None and value.strip() != _ANY:
                bindings[param.name] = term_of(param, value.strip(), base)
            elif param.required:
                told = f"{self.name} needs the parameter {param.name} ({param.kind})"
                raise ParameterError(told, parameter=param.name, wanted=WANTED[param.kind])
        tally = self.tally if self.tally and len(self.tally.by) > 1 else None
        return BoundQuery(self._at_page(self.over(base), bindings), bindings, self.graph, tally)

    def over(self, base: str) -> str:
        """Return the text as it asks the data of `base`."""
        return self.text.replace(f"BASE <{_BASE}>", f"BASE <{base}>", 1)

    def starting(self, text: str, nodes: Iterable[Sequence[str]]) -> str:
        """Return `text`, which is its own with values in it, so that it answers for these leads alone.

        Each lead holds a node for each variable.
        """
        names = self.leads.variables if self.leads else ()
        return beginning(text, names, ([f"<{node}>" for node in lead] for lead in nodes))

    def _at_page(self, text: str, bindings: Mapping[str, URIRef | Literal]) -> str:
        """Return the text that answers with the page wished for."""
        if self.page is None:
            return text
        number = int(bindings.get("page", Literal(0)))
        if not 1 <= number <= _MOST_PAGES:
            given = str(number) if "page" in bindings else _ANY
            told = f"page={given!r} is no page; pages are numbered from 1"
            raise ParameterError(told, parameter="page", given=given, wanted="a whole number from 1")
        return text.replace("OFFSET 0", f"OFFSET {(number - 1) * self.page}", 1)

    def _check_names(self, given: Mapping[str, str]) -> None:
        names = [param.name for param in self.params]
        for name in given:
            if name not in names:
                takes = ", ".join(names) or "none"
                near = tuple(difflib.get_close_matches(name, names, n=3, cutoff=0.5))
                told = f"{self.name} has no parameter {name!r}; it takes {takes}"
                raise ParameterError(told, parameter=name, given=given[name], wanted=takes, near=near)


def beginning(text: str, names: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return the text of a query that begins with rows of terms, written as SPARQL writes them.

    Lines that end in `# led` say what every row fulfils; they are left out.
    """
    columns = " ".join(f"?{name}" for name in names)
    values = " ".join(f"({' '.join(row)})" for row in rows)
    return _FULFILLED.sub("", text).replace(_BODY, f"{_BODY}  VALUES ({columns}) {{ {values} }}\n", 1)


def named(name: str, *, public: bool = False) -> NamedQuery:
    """Return the query of this name, with `public` one for everybody.

    Raises `UnknownQueryError` with the names that come closest.
    """
    found = _library().get(name)
    if found is None or (public and found.folder not in PUBLIC):
        known = [query.name for query in public_queries()]
        starts = [other for other in known if name and other.startswith(f"{name}-")]
        near = starts or difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        raise UnknownQueryError(name, tuple(near))
    return found


def all_queries(folder: str = "questions") -> tuple[NamedQuery, ...]:
    """Return the queries of one folder, sorted by name."""
    return tuple(query for query in _library().values() if query.folder == folder)


def public_queries() -> tuple[NamedQuery, ...]:
    """Return the queries for everybody: questions, then graphs."""
    return tuple(query for folder in PUBLIC for query in all_queries(folder))


@cache
def _library() -> dict[str, NamedQuery]:
    paths = sorted(resource("queries").glob("*/*.rq"), key=lambda path: path.stem)
    return {path.stem: _read(path) for path in paths}


def _read(path: Path) -> NamedQuery:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: not readable as UTF-8") from error
    return NamedQuery.parse(text, name=path.stem, folder=path.parent.name)


def _page_size(header: Mapping[str, list[str]], text: str, name: str) -> int | None:
    if "page" not in header:
        return None
    size = header["page"][0]
    if not size.isdigit() or text.count(f"LIMIT {size} OFFSET 0") != 1:
        raise QueryError(f"{name}: a page of {size} needs 'LIMIT {size} OFFSET 0' once in the text")
    return int(size)


def _leads(header: Mapping[str, list[str]], text: str, name: str) -> Leads | None:
    if "leads" not in header:
        return None
    found = _LEADS.fullmatch(header["leads"][0])
    if found is None or _BODY not in text:
        raise QueryError(
            f"{name}: '# leads:' needs 'VARIABLE of LIST[, newest|down|up]' and a line 'WHERE {{'"
        )
    most = int(found["most"]) if found["most"] else None
    return Leads(tuple(found["variables"].split()), found["name"], found["order"] or "", most)


def _tally(header: Mapping[str, list[str]], name: str) -> Tally | None:
    if "tally" not in header:
        return None
    found = _TALLY.fullmatch(header["tally"][0])
    if found is None:
        raise QueryError(f"{name}: '# tally:' needs 'COLUMN by COLUMN of LIST'")
    return Tally(found["counted"], tuple(found["by"].split(" and ")), found["name"])
