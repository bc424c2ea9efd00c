"""Rows of an answer as Python values: days are dates, whole numbers ints, IRIs and texts str."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, overload

from rdflib import BNode, Graph, Literal
from rdflib.term import Node

from kg.client.frames import frame
from kg.client.markup import table

if TYPE_CHECKING:
    import pandas

Value = str | int | float | bool | date | datetime | None
"""What a cell holds; None where a variable has no value."""
Row = dict[str, Value]

_SHOWN = 20  # rows in a notebook; `frame` and the rows themselves hold all
_XSD = "http://www.w3.org/2001/XMLSchema#"
_READERS: dict[str, Callable[[str], Value]] = {
    _XSD + "integer": int,
    _XSD + "decimal": float,
    _XSD + "double": float,
    _XSD + "float": float,
    _XSD + "boolean": lambda text: text in {"true", "1"},
    _XSD + "date": date.fromisoformat,
    _XSD + "dateTime": datetime.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class Answer(Sequence[Row]):
    """The whole answer to a query, a sequence of rows; `values` holds each row in the order of `columns`.

    The answer of an ASK is one row with the column `answer`; that of a CONSTRUCT has the columns `subject`,
    `predicate` and `object`.
    """

    columns: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Answer: ...
    def __getitem__(self, index: int | slice) -> Row | Answer:
        if isinstance(index, slice):
            return Answer(self.columns, self.values[index])
        return dict(zip(self.columns, self.values[index], strict=True))

    def column(self, name: str) -> tuple[Value, ...]:
        """Return the values of one column; `KeyError` for one that is not there."""
        if name not in self.columns:
            raise KeyError(f"there is no column {name!r}; there are {', '.join(self.columns)}")
        at = self.columns.index(name)
        return tuple(row[at] for row in self.values)

    def frame(self) -> pandas.DataFrame:
        """Return the answer as a pandas DataFrame with typed columns.

        Days and times are `datetime64`, whole numbers `int64` (`Int64` with gaps), numbers `float64`, truth
        values `bool` (`boolean`), all else text. Raises `MissingExtraError` without pandas.
        """
        return frame({name: self.column(name) for name in self.columns})

    def __repr__(self) -> str:
        return f"<Answer: {_count(len(self))}, columns {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        more = f", the first {_SHOWN} shown" if len(self) > _SHOWN else ""
        return table(self.columns, self.values[:_SHOWN], f"{_count(len(self))}{more}")


def read_answer(body: bytes, media: str) -> Answer:
    """Return the answer that a body in SPARQL's JSON or in N-Triples holds."""
    if media == "application/n-triples":
        triples = Graph().parse(data=body, format="nt")
        rows = sorted((tuple(map(_of_term, triple)) for triple in triples), key=str)
        return Answer(("subject", "predicate", "object"), tuple(rows))
    told = json.loads(body)
    if "boolean" in told:
        return Answer(("answer",), ((bool(told["boolean"]),),))
    names = tuple(told["head"]["vars"])
    found = told["results"]["bindings"]
    return Answer(names, tuple(tuple(_of_json(row.get(name)) for name in names) for row in found))


def _of_json(cell: Mapping[str, Any] | None) -> Value:
    if cell is None:
        return None
    if cell["type"] == "bnode":
        return f"_:{cell['value']}"
    return _read(cell["value"], cell.get("datatype", ""))


def _of_term(term: Node) -> Value:
    if isinstance(term, BNode):
        return f"_:{term}"
    return _read(str(term), str(term.datatype) if isinstance(term, Literal) else "")


def _read(text: str, datatype: str) -> Value:
    """Return the value of a literal; what is not written as its datatype wants stays text."""
    try:
        return _READERS[datatype](text) if datatype in _READERS else text
    except ValueError:
        return text


def _count(rows: int) -> str:
    return f"{rows} row{'' if rows == 1 else 's'}"
