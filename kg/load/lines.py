"""Blocks of a text: its paragraphs as stretches without the white space around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.quick import quick

_BREAKS = "\n\x85\u2028\u2029"
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
# Measured on letters wrapped by hand at 72 and 80 columns; paragraphs of reports are never so even.
_WRAP_LEAST, _WRAP_MOST, _WRAP_SPREAD = 55, 120, 18


@quick
@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. `start` and `end` count code points of the whole, half-open; `text` lies between them."""

    start: int
    end: int
    text: str


def blocks(text: str) -> Iterator[Block]:
    """Yield the paragraphs of `text`, first to last.

    A line is a paragraph, unless it goes on in the next line: that one starts with a small letter, or the
    lines around it were plainly broken at a column.
    """
    for run in _runs(text):
        for first, *rest in _groups(run):
            yield Block(first.start, rest[-1].end, text[first.start : rest[-1].end]) if rest else first


def _runs(text: str) -> Iterator[list[Block]]:
    """Yield the lines that follow each other without a blank line between them."""
    run: list[Block] = []
    last = offset = 0
    for printed in text.splitlines(keepends=True):
        start, offset = offset, offset + len(printed)
        line = printed.strip()
        if not line and not printed.strip(_BREAKS):
            continue
        start += printed.find(line)
        if run and (not line or text.count("\n", last, start) > 1):
            yield run
            run = []
        if line:
            last = start + len(line)
            run.append(Block(start, last, line))
    if run:
        yield run


def _groups(run: list[Block]) -> Iterator[list[Block]]:
    if _is_wrapped(run):
        yield run
        return
    group: list[Block] = []
    for line in run:
        goes_on = group and line.text[0].islower() and not _ENDED.search(group[-1].text)
        if group and not goes_on:
            yield group
            group = []
        group.append(line)
    yield group


def _is_wrapped(run: list[Block]) -> bool:
    lengths = [len(line.text) for line in run[:-1]]
    if len(lengths) < 2 or min(lengths) < _WRAP_LEAST or max(lengths) > _WRAP_MOST:
        return False
    ended = sum(bool(_ENDED.search(line.text)) for line in run[:-1])
    return max(lengths) - min(lengths) <= _WRAP_SPREAD and ended * 3 <= len(lengths)
