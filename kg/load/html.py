"""The report in a web page: its main text, and what the page states about it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from kg.load.build import Meta
from kg.load.pagemeta import page_meta
from kg.load.refusal import RefusedError

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>?")
_DATA_IRI = re.compile(r"data:[a-zA-Z0-9.+/;=-]{1,100},[A-Za-z0-9+/=%_.~-]{64,}")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
# Elements that HTML closes by itself, so that an open one is no nesting.
_SELF_CLOSING = frozenset(
    [
        *(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "source",
            "track",
            "wbr",
        ),
        *("p", "li", "dt", "dd", "option", "tr", "td", "th", "tbody", "thead", "tfoot"),
    ]
)
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "select"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CLOSES_PARAGRAPH = _HEADINGS | {
    "p",
    "div",
    "section",
    "article",
    "ul",
    "ol",
    "table",
    "main",
    "aside",
    "footer",
}

_DEEPEST = 250  # libxml2 loses the text under 256 nested elements without a word
_LONGEST_TAG = 65_536
# Of the text in long paragraphs this share must come out. Comments and teasers are the rest; a page that lost
# its report to a parser's limit keeps next to nothing.
_LEAST_SHARE = 0.4
_LONG_PARAGRAPH = 60


@dataclass(frozen=True, slots=True)
class _Survey:
    """What a page holds, counted without a parser: nesting, longest tag, letters in long paragraphs."""

    depth: int
    tag: int
    letters: int


def read_page(page: str, where: str) -> tuple[str, Meta]:
    """Return the main text of `page` and what the page states about it.

    Raise `RefusedError` when nothing is found, or so little that the report must have been lost on the way.
    """
    page = _DECLARATION.sub("", _DATA_IRI.sub("data:,", page), count=1)
    survey = _survey(page)
    _check_shape(survey, where)
    try:
        tree = document_fromstring(
            page, parser=HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError("no HTML can be read in it", where=where, cure="save its text as .txt") from error
    meta = page_meta(tree)
    text = _main_text(tree)
    if not _letters(text):
        raise RefusedError("no report is found in the page", where=where, cure="save its text as .txt")
    if _letters(text) < survey.letters * _LEAST_SHARE:
        reason = (
            f"only {_letters(text)} of {survey.letters} letters in its paragraphs were found to be report"
        )
        raise RefusedError(reason, where=where, cure="save its text as .txt")
    return text, meta


def _check_shape(survey: _Survey, where: str) -> None:
    if survey.depth > _DEEPEST:
        reason = f"its elements are nested {survey.depth} deep, the limit is {_DEEPEST}"
        raise RefusedError(reason, where=where, cure="save its text as .txt")
    if survey.tag > _LONGEST_TAG:
        reason = f"one of its tags has {survey.tag} characters, the limit is {_LONGEST_TAG}"
        raise RefusedError(reason, where=where, cure="save its text as .txt")


def _main_text(tree: Any) -> str:
    for caption in list(tree.iter("figcaption")):
        caption.tag = "p"
    for figure in list(tree.iter("figure")):
        figure.tag = "div"
    import trafilatura  # slow to import and large: only for a page that is read

    found = trafilatura.extract(tree, include_comments=False, favor_recall=True, deduplicate=False)
    return re.sub(r"\n+", "\n\n", found or "").strip()


def _survey(page: str) -> _Survey:
    depth = deepest = longest = 0
    for closing, name, length in _tags(page):
        longest = max(longest, length)
        if name not in _SELF_CLOSING:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return _Survey(deepest, longest, sum(map(_letters, _long_paragraphs(page))))


def _tags(page: str) -> Iterator[tuple[bool, str, int]]:
    """Yield each tag outside of scripts: whether it closes, its name, its length. Linear in the page."""
    for match in _visible(page):
        yield match[1] == "/", match[2].lower(), len(match[0])


def _visible(page: str) -> Iterator[re.Match[str]]:
    at = 0
    lowered = page.lower()
    while match := _TAG.search(page, at):
        at = match.end()
        name = match[2].lower()
        if name in _SILENT and not match[1] and not match[3].endswith("/"):
            close = lowered.find(f"</{name}", at)
            if close < 0:
                return
            at = _after_tag(page, close)
            continue
        yield match


def _after_tag(page: str, at: int) -> int:
    end = page.find(">", at)
    return len(page) if end < 0 else end + 1


def _long_paragraphs(page: str) -> Iterator[str]:
    """Yield the texts of `p` elements that are long enough to be report."""
    pieces: list[str] | None = None
    last = 0
    for match in _visible(page):
        if pieces is not None:
            pieces.append(page[last : match.start()])
        last = match.end()
        if match[2].lower() not in _CLOSES_PARAGRAPH:
            continue
        if pieces is not None and len(text := html.unescape("".join(pieces))) >= _LONG_PARAGRAPH:
            yield text
        pieces = [] if match[2].lower() == "p" and not match[1] else None


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
