"""Rows of an answer as SPARQL 1.1 CSV (https://www.w3.org/TR/sparql11-results-csv-tsv/).

The engine's own writer leaves the comma of an IRI unquoted (`…#char=10,20`): a reader then sees two columns.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

_PIECE = 65_536  # letters that are written at once
_VALUES = {"NamedNode", "Literal"}  # kinds of terms that are written as their value, all others as they are


def csv_pieces(names: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """Yield the names of variables and the rows, many lines at once; None stands for an unbound variable."""
    text = StringIO(newline="")
    write = csv.writer(text, lineterminator="\r\n").writerow
    write(list(names))
    for row in rows:
        write(["" if term is None else _plain(term) for term in row])
        if text.tell() > _PIECE:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def _plain(term: object) -> str:
    """Return the value of an IRI or a literal, any other term as it is written: `_:b1`."""
    return str(getattr(term, "value", "") if type(term).__name__ in _VALUES else term)
