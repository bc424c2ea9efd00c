"""Named queries: `.rq` files with a header, typed parameters and titles in two languages.

A parameter is bound as one term: it replaces a variable, so each parameter is also a column. The answer of a
query with a page size comes in pages: its text holds `LIMIT 100 OFFSET 0`, its parameter `page` says which.
The header:

    # title-vi: …
    # title-en: …
    # page: 100
    # param: person (iri, required) người | person
    # param: year (integer, default=2018) năm | year
    # columns: person, year, post
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal as OneOf

from rdflib import XSD, Literal, URIRef

from kg.errors import ParameterError, QueryError, UnknownQueryError
from kg.iris import fits_iri
from kg.settings import resource

_Kind = OneOf["iri", "date", "string", "integer", "lang"]

_BASE = "https://vpo.example/"
_ANY = "*"
_KINDS = ("iri", "date", "string", "integer", "lang")
_LANGUAGES = ("vi", "en")
_HEADER = re.compile(r"#\s*(title-vi|title-en|page|param|columns):\s*(.*?)\s*$")
_PARAM = re.compile(r"(\w+)\s*\((\w+)(?:,\s*(required)|,\s*default=([^)]*))?\)\s*(.*?)\s*\|\s*(.*)")
_MOST_PAGES = 10**9
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter. Without a value and a default it stays a variable, unless it is `required`."""

    name: str
    kind: _Kind
    required: bool
    default: str | None
    label_vi: str
    label_en: str


@dataclass(frozen=True, slots=True)
class BoundQuery:
    """A query ready to run: `store.select(bound.text, **bound.bindings)`."""

    text: str
    bindings: dict[str, URIRef | Literal]


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the folder `queries/`; `folder` is the subfolder it stands in, `page` what a page holds."""

    name: str
    folder: str
    title_vi: str
    title_en: str
    params: tuple[Param, ...]
    columns: tuple[str, ...]
    text: str
    page: int | None = None

    @classmethod
    def parse(cls, text: str, *, name: str, folder: str = "") -> NamedQuery:
        """Return the query that `text` holds; raise `QueryError` when its header lacks something."""
        header: dict[str, list[str]] = {}
        for line in text.splitlines():
            if match := _HEADER.match(line):
                header.setdefault(match[1], []).append(match[2])
        for key in ("title-vi", "title-en", "columns"):
            if not any(header.get(key, ())):
                raise QueryError(f"{name}: the header has no line '# {key}:'")
        columns = tuple(column.strip() for column in header["columns"][0].split(","))
        params = tuple(_param(line, name) for line in header.get("param", ()))
        for param in params:
            if param.name not in columns:
                raise QueryError(f"{name}: the parameter {param.name} is no column")
        page = _page_size(header, text, name)
        return cls(name, folder, header["title-vi"][0], header["title-en"][0], params, columns, text, page)

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
                bindings[param.name] = _term(param, value.strip(), base)
            elif param.required:
                raise ParameterError(f"{self.name} needs the parameter {param.name} ({param.kind})")
        text = self.text.replace(f"BASE <{_BASE}>", f"BASE <{base}>", 1)
        return BoundQuery(self._at_page(text, bindings), bindings)

    def _at_page(self, text: str, bindings: Mapping[str, URIRef | Literal]) -> str:
        """Return the text that answers with the page wished for."""
        if self.page is None:
            return text
        number = int(bindings.get("page", Literal(0)))
        if not 1 <= number <= _MOST_PAGES:
            raise ParameterError(f"page={number or _ANY!r} is no page; pages are numbered from 1")
        return text.replace("OFFSET 0", f"OFFSET {(number - 1) * self.page}", 1)

    def _check_names(self, given: Mapping[str, str]) -> None:
        names = [param.name for param in self.params]
        for name in given:
            if name not in names:
                raise ParameterError(
                    f"{self.name} has no parameter {name!r}; it takes {', '.join(names) or 'none'}"
                )


def named(name: str) -> NamedQuery:
    """Return the query of this name; raise `UnknownQueryError` with the names that come closest."""
    found = _library().get(name)
    if found is None:
        public = [query.name for query in all_queries()]
        starts = [other for other in public if name and other.startswith(f"{name}-")]
        near = starts or difflib.get_close_matches(name, public, n=3, cutoff=0.5)
        raise UnknownQueryError(name, tuple(near))
    return found


def all_queries(folder: str = "questions") -> tuple[NamedQuery, ...]:
    """Return the queries of one folder, sorted by name; those of `questions` are for everybody."""
    return tuple(query for query in _library().values() if query.folder == folder)


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


def _param(line: str, name: str) -> Param:
    match = _PARAM.fullmatch(line)
    if match is None or match[2] not in _KINDS:
        raise QueryError(f"{name}: '# param: {line}' is not of the form 'name (type) nhãn | label'")
    kind: _Kind = match[2]  # type: ignore[assignment]
    default = match[4].strip() if match[4] is not None else None
    return Param(match[1], kind, match[3] is not None, default, match[5], match[6])


def _term(param: Param, value: str, base: str) -> URIRef | Literal:
    if param.kind == "iri":
        return _iri(param, value, base)
    if param.kind == "integer":
        if not _INTEGER.fullmatch(value):
            raise ParameterError(f"{param.name}={value!r} is no whole number")
        return Literal(str(int(value)), datatype=XSD.integer)
    if param.kind == "date":
        return Literal(_day(param, value), datatype=XSD.date)
    if param.kind == "lang" and value not in _LANGUAGES:
        raise ParameterError(f"{param.name}={value!r} is no language here; use {' or '.join(_LANGUAGES)}")
    return Literal(value)


def _iri(param: Param, value: str, base: str) -> URIRef:
    bare = value.removeprefix("<").removesuffix(">")
    if not fits_iri(bare):
        raise ParameterError(f"{param.name}={value!r} is no IRI; write id/… or a full address")
    return URIRef(bare if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", bare) else base + bare.removeprefix("/"))


def _day(param: Param, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise ParameterError(f"{param.name}={value!r} is no date; write it as 2018-08-10") from error
