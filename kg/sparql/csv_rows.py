"""Rows of an answer as SPARQL 1.1 CSV (https://www.w3.org/TR/sparql11-results-csv-tsv/).

The engine's own writer leaves the comma of an IRI unquoted (`…#char=10,20`): a reader then sees two columns.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO


def csv_lines(names: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """Yield the names of variables and each row as a line; None stands for an unbound variable."""
    yield _line(names)
    for row in rows:
        yield _line("" if term is None else _plain(term) for term in row)


def _line(fields: Iterable[str]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(list(fields))
    return text.getvalue().encode()


def _plain(term: object) -> str:
    """Return the value of an IRI or a literal, any other term as it is written: `_:b1`."""
    written = str(term)
    return written if written.startswith(("_:", "<<")) else str(getattr(term, "value", written))
