"""One article from its text and from what is known about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TypedDict, Unpack

from kg.load.addresses import day_in_address
from kg.load.bylines import authors_in
from kg.load.stamps import Published, parse_stamp, published_in
from kg.load.zones import find_zones
from kg.model import Article
from kg.text import key, normalise


class Meta(TypedDict, total=False):
    """What something outside the text states about an article.

    A date may be a string of ISO 8601 or of a date header.
    """

    title: str | None
    published: Published | str | None
    authors: Iterable[str]
    url: str | None
    source: str
    language: str


def build_article(text: str, **meta: Unpack[Meta]) -> Article:
    """Return the article of `text`, normalised; what `meta` leaves open is read from the text itself.

    A day that neither states is the one in the address.
    """
    title = normalise(meta.get("title") or "").strip() or None
    text = normalise(with_title(text, title))
    zones = find_zones(text, title)
    stated = _stated(meta.get("published")) or published_in(text, zones)
    return Article(
        id=content_id(text),
        text=text,
        zones=zones,
        published=stated or day_in_address(meta.get("url")),
        authors=_merged(authors_in(text, zones), meta.get("authors", ())),
        url=meta.get("url"),
        source=meta.get("source", ""),
        language=meta.get("language", "vi"),
    )


def _stated(published: Published | str | None) -> Published | None:
    return parse_stamp(published) if isinstance(published, str) else published


def _merged(signed: Iterable[str], stated: Iterable[str]) -> tuple[str, ...]:
    """Return each name once, in the spelling that was seen first."""
    names: dict[str, str] = {}
    for name in (*signed, *map(str.strip, map(normalise, stated))):
        if name:
            names.setdefault(key(name), name)
    return tuple(names.values())


def with_title(text: str, title: str | None) -> str:
    """Return `text` with its headline above it, where it does not stand there already."""
    if not title or not title.strip():
        return text
    head = {key(line) for line in text[:2000].splitlines() if line.strip()}
    return text if key(title) in head else f"{title.strip()}\n\n{text}"


def content_id(text: str) -> str:
    """Return the first 16 hex digits of the SHA-256 of `text`."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
