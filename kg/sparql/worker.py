"""A disposable process that answers queries over one generation.

`-m kg.sparql.worker FOLDER MEMORY NICE SEAT SEATS` starts it, on the share of the processors of that seat.
It may crash, hang or grow: its server ends it and starts another. An answer is built whole before it is sent,
so that a part can never pass for all of it. Beside `kg.store.engine` the only module that knows the engine.
"""

from __future__ import annotations

import fcntl
import io
import os
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.sparql.formats import PREFIXES
from kg.sparql.protocol import Channel, Closed, Reply, Request, fields_of
from kg.sparql.sandbox import allow_time, enter, keep_to
from kg.syntax.csv_rows import csv_pieces
from kg.syntax.functions import bind_functions

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

# What XML 1.0 cannot carry, as UTF-8; the engine writes it all the same.
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r"})
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_ROW_ENDS = {
    "application/sparql-results+json": b"},{",
    "application/sparql-results+xml": b"<result>",
    "text/csv": b"\r\n",
    "text/tab-separated-values": b"\n",
}
_JSON_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)


class _Full(Exception):
    """The answer has more bytes than allowed."""


class _Sink(io.BytesIO):
    """Collects what the engine writes, up to a cap."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, piece: Buffer) -> int:
        if self.tell() + memoryview(piece).nbytes > self._most:
            raise _Full
        return super().write(piece)


def answer(store: ox.Store, request: Request) -> Reply:
    """Return the whole answer to a query, or why there is none."""
    sink = _Sink(request.bytes)
    try:
        for graph in () if request.foreign else request.graphs:
            if not store.contains_named_graph(ox.NamedNode(graph)):
                return Reply(
                    "graph", message=f"there is no graph <{graph}> in this data set, and none is fetched"
                )
        found = _run(store, request)
        if isinstance(found, ox.QueryTriples):
            return _write_graph(found, request, sink)
        return _write_table(found, request, sink)
    except _Full:
        return _over("bytes", request.bytes)
    except SyntaxError as error:
        return Reply("syntax", message=str(error))
    except (RuntimeError, ValueError) as error:
        return Reply("query", message=str(error))
    except MemoryError:
        return Reply("limit", limit="memory")
    except OSError as error:
        return Reply("store", message=str(error))


def has_more_rows(most: int, body: bytes, media: str) -> bool:
    """Return whether a table has more rows than `most`.

    Counted first is what ends rows, also inside literals: it is seldom so much that these must be left out.
    """
    return body.count(_ROW_ENDS.get(media, b"")) >= most and rows_in(body, media) > most


def rows_in(body: bytes, media: str) -> int:
    """Return how many rows a table in this form has, whatever its literals hold."""
    if media.endswith("+xml"):
        return body.count(b"<result>")
    if media.startswith("text/tab"):
        return max(body.count(b"\n") - 1, 0)  # line ends inside literals are escaped
    if media.startswith("text/csv"):
        return max(sum(part.count(b"\r\n") for part in body.split(b'"')[::2]) - 1, 0)
    bare = _JSON_STRING.sub(b"", body)
    return 0 if b"[]}}" in bare or b"[{" not in bare else bare.count(b"},{") + 1


_Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def _run(store: ox.Store, request: Request) -> _Answer:
    if request.written:
        with suppress(SyntaxError):  # a value may stand where no term can
            return _ask(store, request, request.written, {})
    return _ask(store, request, request.query, request.values)


def _ask(store: ox.Store, request: Request, query: str, values: dict[str, str]) -> _Answer:
    if request.dataset is None:
        return store.query(
            query,
            base_iri=request.base,
            use_default_graph_as_union=request.union and not request.graphs,
            substitutions={ox.Variable(name): _term(text) for name, text in values.items()} or None,
            custom_functions=_functions(store),
        )
    default, named = request.dataset
    return store.query(
        query,
        base_iri=request.base,
        default_graph=[ox.NamedNode(graph) for graph in default],
        named_graphs=[ox.NamedNode(graph) for graph in named],
        custom_functions=_functions(store),
    )


@lru_cache(maxsize=1)
def _functions(store: ox.Store) -> dict[Any, Callable[..., Any]]:
    return bind_functions(ox, store)


def _term(text: str) -> ox.NamedNode | ox.Literal:
    (quad,) = ox.parse(f"<a:> <a:> {text} .".encode(), ox.RdfFormat.TURTLE)
    term: ox.NamedNode | ox.Literal = quad.object
    return term


def _write_table(found: ox.QuerySolutions | ox.QueryBoolean, request: Request, sink: _Sink) -> Reply:
    form = ox.QueryResultsFormat.from_media_type(request.table)
    if form is None:
        return Reply("format", message="rows or a truth value")
    if form == ox.QueryResultsFormat.CSV and isinstance(found, ox.QuerySolutions):
        for piece in csv_pieces((variable.value for variable in found.variables), found):
            sink.write(piece)
    else:
        found.serialize(sink, form)
    body = sink.getvalue()
    if isinstance(found, ox.QuerySolutions) and has_more_rows(request.rows, body, request.table):
        return _over("rows", request.rows)
    return _sent(request.table, body)


def _write_graph(found: Iterable[ox.Triple], request: Request, sink: _Sink) -> Reply:
    form = ox.RdfFormat.from_media_type(request.graph)
    if form is None:
        return Reply("format", message="triples")
    triples = list(dict.fromkeys(islice(found, request.rows + 1)))
    if len(triples) > request.rows:
        return _over("rows", request.rows)
    ox.serialize(triples, sink, form, prefixes=PREFIXES)
    return _sent(request.graph, sink.getvalue())


def _sent(media: str, body: bytes) -> Reply:
    if media.endswith("+xml") and _not_in_xml(body):
        return Reply("query", message="the answer holds a character that XML cannot carry; ask for JSON")
    return Reply("ok", media=media, body=body)


def _not_in_xml(body: bytes) -> bool:
    return len(body.translate(None, _CONTROLS)) < len(body) or any(one in body for one in _NO_CHARACTERS)


def _over(limit: str, value: float) -> Reply:
    return Reply("limit", limit=limit, value=value)


def main(folder: Path, memory: int, nice: int, seat: int, seats: int) -> None:
    """Answer requests from standard input until it ends."""
    channel = Channel(os.dup(0), os.dup(1))
    os.dup2(2, 1)  # whatever prints must not speak into the channel
    walls = enter(memory)
    os.nice(nice)
    keep_to(seat, seats)
    kept = folder.parent / "manifest.json"
    if kept.exists():  # while this is open, the generation is not pruned
        fcntl.flock(os.open(kept, os.O_RDONLY), fcntl.LOCK_SH)
    store = ox.Store.read_only(str(folder))
    channel.send({"walls": walls})
    try:
        while True:
            header, _ = channel.receive()
            request = Request(**header)
            allow_time(request.seconds)
            fields = fields_of(answer(store, request))
            channel.send(fields, fields.pop("body"))
    except Closed:
        return


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
