"""An article as JSON and back, without loss: `read_article(text, write_meta(article)) == article`."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from kg.dates import PartialDate
from kg.model import Article, Zone


def write_meta(article: Article) -> str:
    """Return everything but the text as one line of JSON, equal for equal articles."""
    meta = {
        "id": article.id,
        "zones": [[zone.kind, zone.start, zone.end] for zone in article.zones],
        "published": _write_date(article.published),
        "authors": list(article.authors),
        "url": article.url,
        "source": article.source,
        "language": article.language,
    }
    return json.dumps(meta, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_article(text: str, meta: str) -> Article:
    """Return the article that was written."""
    fields: dict[str, Any] = json.loads(meta)
    return Article(
        id=fields["id"],
        text=text,
        zones=tuple(Zone(kind, start, end) for kind, start, end in fields["zones"]),
        published=_read_date(fields["published"]),
        authors=tuple(fields["authors"]),
        url=fields["url"],
        source=fields["source"],
        language=fields["language"],
    )


def _write_date(published: datetime | PartialDate | None) -> list[str] | None:
    if published is None:
        return None
    if isinstance(published, datetime):
        return ["time", published.isoformat()]
    return [published.precision, published.day.isoformat()]


def _read_date(written: list[Any] | None) -> datetime | PartialDate | None:
    if written is None:
        return None
    precision, value = written
    if precision == "time":
        return datetime.fromisoformat(value)
    return PartialDate(date.fromisoformat(value), precision)
