"""What the head of a web page states about its article: schema.org JSON-LD, Open Graph and meta elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from kg.load.build import Meta
from kg.load.bylines import names_in
from kg.load.stamps import Published, parse_stamp

_ARTICLE_TYPES = frozenset(
    {"Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "Report", "WebPage"}
)
_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "date",
)
_TITLE_NAMES = ("og:title", "twitter:title", "dc.title")
_AUTHOR_NAMES = ("author", "article:author", "dc.creator")
_SIGNED = "//*[contains(@class,'author') or contains(@class,'tacgia') or contains(@class,'tac-gia')]"
_LONGEST_IRI, _LONGEST_SIGNATURE, _DEEPEST_JSON = 2000, 120, 8


def page_meta(tree: Any) -> Meta:
    """Return what the parsed page states; where it states a thing twice, JSON-LD goes before meta elements.

    A date that cannot be read and an address that is not http(s) count as not stated.
    """
    linked = _linked_data(tree)
    named = _meta_elements(tree)
    title = _first_text(linked.get("headline"), *(named.get(name) for name in _TITLE_NAMES), *_headings(tree))
    return Meta(
        title=title,
        published=_published(linked, named, tree),
        authors=tuple(dict.fromkeys(_authors(linked, named, tree))),
        url=_address(tree, linked, named),
    )


def is_address(url: str) -> bool:
    """Whether `url` is an http(s) address that can stand in an IRI."""
    if len(url) > _LONGEST_IRI or re.search(r"[\s<>\"{}|\\^`\x00-\x1f]", url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _linked_data(tree: Any) -> dict[str, Any]:
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for thing in _things(data, 0):
            kinds = thing.get("@type")
            if _ARTICLE_TYPES & set(
                kinds if isinstance(kinds, list) else [kinds] if isinstance(kinds, str) else []
            ):
                return thing
    return {}


def _things(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST_JSON:
        return
    if isinstance(data, list):
        for item in data:
            yield from _things(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _things(data.get("@graph"), depth + 1)
        yield from _things(data.get("mainEntity"), depth + 1)


def _meta_elements(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _headings(tree: Any) -> Iterator[str]:
    for tag in ("h1", "title"):
        for element in tree.iter(tag):
            yield " ".join(element.text_content().split())


def _first_text(*values: object) -> str | None:
    return next(
        (" ".join(value.split()) for value in values if isinstance(value, str) and value.strip()), None
    )


def _published(linked: dict[str, Any], named: dict[str, str], tree: Any) -> Published | None:
    times = (element.get("datetime") for element in tree.iter("time"))
    stated = [linked.get("datePublished"), *(named.get(name) for name in _DATE_NAMES), *times]
    stamps = (parse_stamp(value) for value in stated if isinstance(value, str))
    return next((stamp for stamp in stamps if stamp), None)


def _authors(linked: dict[str, Any], named: dict[str, str], tree: Any) -> Iterator[str]:
    authors = linked.get("author")
    stated = [*_names_of(authors), *(named[name] for name in _AUTHOR_NAMES if name in named)]
    signed = (" ".join(element.text_content().split()) for element in tree.xpath(_SIGNED))
    for text in (*stated, *signed):
        if len(text) <= _LONGEST_SIGNATURE:
            yield from names_in(text)


def _names_of(authors: Any) -> Iterator[str]:
    for author in authors if isinstance(authors, list) else [authors]:
        if isinstance(author, dict) and author.get("@type") != "Organization":
            author = author.get("name")
        if isinstance(author, str):
            yield author


def _address(tree: Any, linked: dict[str, Any], named: dict[str, str]) -> str | None:
    canonical = (
        link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"
    )
    stated = (*canonical, named.get("og:url"), linked.get("url"))
    return next((url.strip() for url in stated if isinstance(url, str) and is_address(url.strip())), None)
