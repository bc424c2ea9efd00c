"""One hash for a data set, whatever the order in which it was loaded, that follows what comes and goes.

It is the sum modulo 2^256 of the SHA-256 of each line of the canonical N-Quads (RDFC-1.0). Equal data has
equal lines, so an equal sum; what is taken out or put in changes the sum by its own lines, and the rest need
not be read. It tells equal data from other data, and does not stand against who forges both.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable

_MODULUS = 2**256
_BLANK = re.compile(rb'^(?:_:|<[^>]*> <[^>]*> _:)| _:[^\s"]+ \.$')


def canonical_hash(lines: Iterable[bytes], relabel: Callable[[bytes], bytes], *, without: str = "") -> str:
    """Return the hash of N-Quads, one a line with its end, in any order.

    Our own graphs hold no blank nodes; the lines that do hold one are handed to `relabel`, which names them
    canonically. Those lines alone decide the names, so the rest need not be in memory. Quads of a graph whose
    IRI ends in `without` are left out.
    """
    blank: list[bytes] = []
    total = _sum(line for line in _kept(lines, without) if not _put_aside(line, blank))
    return _written(total + _sum(relabel(b"".join(blank)).splitlines(keepends=True)))


def followed(hash_: str, gone: Iterable[bytes], come: Iterable[bytes], *, without: str = "") -> str:
    """Return the hash of a data set from which some lines went and to which others came, none with blanks."""
    return _written(int(hash_, 16) - _sum(_kept(gone, without)) + _sum(_kept(come, without)))


def holds_blank(line: bytes) -> bool:
    """Return whether a line of N-Quads holds a blank node."""
    return b"_:" in line and _BLANK.search(line) is not None


def _sum(lines: Iterable[bytes]) -> int:
    return sum(int.from_bytes(hashlib.sha256(line).digest()) for line in lines)


def _written(total: int) -> str:
    return f"{total % _MODULUS:064x}"


def _kept(lines: Iterable[bytes], without: str) -> Iterable[bytes]:
    end = f"{without}> .\n".encode()
    return (line for line in lines if not line.endswith(end)) if without else lines


def _put_aside(line: bytes, blank: list[bytes]) -> bool:
    if found := holds_blank(line):
        blank.append(line)
    return found
