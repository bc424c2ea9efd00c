"""Named queries, and queries of the user's own, answered on the command line."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rdflib import Literal, URIRef

from kg.commands.result_set import result_set
from kg.commands.tables import table
from kg.errors import FormError, ParameterError, QueryError, UnknownEntityError
from kg.queries import NamedQuery, named, public_queries
from kg.sparql.advice import with_advice
from kg.sparql.guard import check_query
from kg.store import Store

_MIMES = {
    "table": "application/sparql-results+json",
    "csv": "text/csv",
    "json": "application/sparql-results+json",
}


def listing() -> str:
    """Return the named queries, one a line, each with its parameters on the lines below."""
    lines = []
    for query in public_queries():
        lines.append(f"{query.name:<44} {query.title_en}")
        for param in query.params:
            need = (
                "required" if param.required else f"default {param.default}" if param.default else "optional"
            )
            lines.append(f"    -p {param.name}={param.kind.upper()} ({need}): {param.label_en}")
    return "".join(f"{line}\n" for line in lines)


def find(name: str) -> NamedQuery | str:
    """Return the named query, or the text of the file when `name` is one; raise `QueryError` for neither."""
    path = Path(name)
    if path.suffix not in {".rq", ".sparql"} and "/" not in name:
        return named(name)
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise QueryError(f"{name}: {reason}") from error
    if not text.strip():
        raise QueryError(f"{name}: there is no query in it")
    return text


def parse_values(params: Iterable[str]) -> dict[str, str]:
    """Return the parameters of `key=value` texts; raise `ParameterError` for a text that is none."""
    values: dict[str, str] = {}
    for param in params:
        key, equals, value = param.partition("=")
        if not key or not equals:
            raise ParameterError(f"{param!r} is not of the form KEY=VALUE")
        if key in values:
            raise ParameterError(f"{key} is given twice")
        values[key] = value
    return values


@dataclass(frozen=True, slots=True)
class Form:
    """How an answer is written. `columns`, if any, are those that a table shows."""

    name: str
    columns: tuple[str, ...] = ()


def answer(store: Store, query: NamedQuery | str, values: Mapping[str, str], form: Form, base: str) -> bytes:
    """Return the answer in this form, as bytes of UTF-8."""
    if isinstance(query, NamedQuery):
        bound = query.bind(values, base)
        text, bindings = bound.text, bound.bindings
        _check_things(store, {name: bindings[name] for name in values if name in bindings})
    elif values:
        raise ParameterError("a query from a file takes no parameters")
    else:
        check_query(query, base=base)
        text, bindings = query, {}
    try:
        with _ended_by_interrupt():
            if form.name == "ttl":
                return _turtle(store, text, bindings)
            written = _rows(store, text, _MIMES[form.name], bindings)
    except QueryError as error:
        raise with_advice(error, text) from error
    if form.name != "table":
        return written
    return _table(json.loads(written), form.columns or bindings, base).encode()


def _check_things(store: Store, given: Mapping[str, URIRef | Literal]) -> None:
    """Raise `UnknownEntityError` for a thing that stands nowhere; an empty answer would hide the slip."""
    for thing in given.values():
        if isinstance(thing, URIRef):
            stands = next(store.match(thing), None) or next(store.match(None, None, thing), None)
            if stands is None:
                raise UnknownEntityError(str(thing))


def _turtle(store: Store, text: str, bindings: Mapping[str, URIRef | Literal]) -> bytes:
    try:
        return store.write_results(text, "text/turtle", **bindings)
    except FormError:
        return result_set(json.loads(store.write_results(text, _MIMES["json"], **bindings))).encode()


def _rows(store: Store, text: str, mime: str, bindings: Mapping[str, URIRef | Literal]) -> bytes:
    try:
        return store.write_results(text, mime, **bindings)
    except FormError as error:
        raise QueryError("the answer is triples, which are written with --format ttl") from error


def _table(answer: dict[str, Any], chosen: tuple[str, ...] | Mapping[str, object], base: str) -> str:
    """Return the answer for people: the chosen columns, or all that do not repeat the parameters `chosen`."""
    if "boolean" in answer:
        return "yes\n" if answer["boolean"] else "no\n"
    names = answer["head"]["vars"]
    if isinstance(chosen, tuple):
        if unknown := [name for name in chosen if name not in names]:
            raise ParameterError(f"there is no column {', '.join(unknown)}; there are {', '.join(names)}")
        columns = list(chosen)
    else:
        columns = [name for name in names if name not in chosen]
    rows = [{name: term["value"] for name, term in row.items()} for row in answer["results"]["bindings"]]
    shown = table(columns, rows, base) if columns else ""
    return f"{shown}{len(rows)} row{'' if len(rows) == 1 else 's'}\n"


@contextmanager
def _ended_by_interrupt() -> Iterator[None]:
    """Let Ctrl-C end the process at once: the engine never looks whether Python wants something."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
