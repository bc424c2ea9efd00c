"""What surrounds a report on its page: menus, share buttons, date headers, lists of other articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.load.bylines import is_byline, is_credit, is_signature
from kg.load.lines import Block
from kg.load.stamps import parse_header
from kg.model import ZoneKind
from kg.text import fold

Kinds = list[ZoneKind | None]
"""The kind of each paragraph; None while it is open."""

_PATH = re.compile(r"[|›»>]|(?<=\s)/(?=\s)")
_PATH_SIGN = re.compile(r"[|›»>/]")
_POINTER = re.compile(r"(?:>>|»|►|▶|☞|➤)\s*\S")
_ENDED = re.compile(r"[.!?…;:,][\"'”’»)\]]*$")
_ITEM = 30  # the longest entry of a menu bar seen in pages of provincial papers has 27 characters
_PHRASE, _LINK = 120, 250


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Folded phrases of pages: whole lines, beginnings of lines, and what links or readers' words follow."""

    whole: frozenset[str]
    openings: tuple[str, ...]
    links: tuple[str, ...]
    ends: tuple[str, ...]


def mark_furniture(parts: list[Block]) -> Kinds:
    """Return `dateline` and `chrome` for the paragraphs that are no report, None for the others."""
    kinds: Kinds = [_kind(part.text) for part in parts]
    report = False
    for index, part in enumerate(parts):
        report = report or (kinds[index] is None and bool(_ENDED.search(part.text)))
        if not report or kinds[index] != "chrome":
            continue
        folded = _folded(part.text)
        if folded.startswith(_phrases().ends):
            kinds[index:] = ["chrome"] * (len(parts) - index)
            break
        if folded.startswith(_phrases().links):
            _mark_links(parts, kinds, index + 1)
    return kinds


def _mark_links(parts: list[Block], kinds: Kinds, start: int) -> None:
    """The lines under "Tin liên quan" are headlines of other articles, up to the next that is a sentence."""
    following = range(start, len(parts))
    last = next((index for index in following if _is_sentence(parts[index].text, kinds[index])), len(parts))
    tail = [index for index in range(start, last) if kinds[index] is None]
    signed = tail[-1:] if last == len(parts) and tail and is_byline(parts[tail[-1]].text) else []
    for index in tail:
        if index not in signed:
            kinds[index] = "chrome"


def _is_sentence(line: str, kind: ZoneKind | None) -> bool:
    return kind is None and bool(_ENDED.search(line))


def _kind(line: str) -> ZoneKind | None:
    header = parse_header(line)
    if header is not None and (not header[1] or is_signature(header[1]) or _is_chrome(header[1])):
        return "dateline"
    return "chrome" if _is_chrome(line) else None


def _is_chrome(line: str) -> bool:
    phrases = _phrases()
    folded = _folded(line)
    if folded in phrases.whole or not any(map(str.isalnum, line)):
        return True
    if len(line) <= _PHRASE and folded.startswith(phrases.openings):
        return True
    if len(line) <= _LINK and _POINTER.match(line) and not _ENDED.search(line):
        return True
    if not _PATH_SIGN.search(line):
        return False
    items = [item for part in _PATH.split(line) if (item := part.strip())]
    return (
        len(items) > 1
        and not is_credit(line)
        and all(len(item) <= _ITEM and not _ENDED.search(item) for item in items)
    )


def _folded(line: str) -> str:
    return fold(line[:_PHRASE]).strip(" :.|-")


@lru_cache(maxsize=1)
def _phrases() -> _Phrases:
    lines = Path(__file__).with_name("chrome.txt").read_text("utf-8").splitlines()
    marked = [line for line in lines if line and not line.startswith("#")]
    bare = {line: fold(line.rstrip("*").removeprefix("!").removeprefix("!")).strip(" :") for line in marked}
    return _Phrases(
        whole=frozenset(bare.values()),
        openings=tuple(bare[line] for line in marked if line.endswith("*")),
        links=tuple(bare[line] for line in marked if line.startswith("!") and not line.startswith("!!")),
        ends=tuple(bare[line] for line in marked if line.startswith("!!")),
    )
