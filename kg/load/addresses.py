"""The day that the address of an article states: `/2025/07/01/`, `-20181217103405927.htm`."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from kg.dates import PartialDate
from kg.model import Article

# No news site is older; a later year is the number of something else.
_FIRST, _LAST = 1997, 2039
_YEAR, _MONTH, _DAY = r"(?P<y>(?:19|20)\d\d)", r"(?P<m>0?[1-9]|1[0-2])", r"(?P<d>0?[1-9]|[12]\d|3[01])"
_TWO = r"(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
_CLOCK = r"(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d{3})?)?"
_FORMS = (
    re.compile(rf"/{_YEAR}/{_MONTH}/{_DAY}(?=/)"),
    re.compile(rf"(?<!\d){_YEAR}-{_MONTH}-{_DAY}(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}{_TWO}(?:{_CLOCK})?(?!\d)"),
    # Three digits of the site, then a year of two digits and the time to the millisecond.
    re.compile(rf"(?<!\d)\d{{3}}(?P<short>\d\d){_TWO}(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d{{3}}(?!\d)"),
)

_MONTHS = (re.compile(rf"/{_YEAR}(?P<m>0[1-9]|1[0-2])(?=/)"), re.compile(rf"/{_YEAR}/{_MONTH}(?=/)"))


def day_in_address(url: str | None) -> PartialDate | None:
    """Return the day in the path of `url`, None where it states none or states several."""
    return _only(url, _FORMS)


def month_in_address(url: str | None) -> PartialDate | None:
    """Return the month that is a folder of `url`, `/202108/`, None where there is none or several."""
    return _only(url, _MONTHS)


def addressed(article: Article, url: str | None) -> Article:
    """Return `article` with this address, and with the day it states where nothing else told one.

    An address that the article already has stays.
    """
    kept = article.url or url
    return replace(article, url=kept, published=article.published or day_in_address(kept))


def _only(url: str | None, forms: tuple[re.Pattern[str], ...]) -> PartialDate | None:
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return None
    found = {day for form in forms for match in form.finditer(path) if (day := _day(match.groupdict()))}
    return found.pop() if len(found) == 1 else None


def _day(parts: dict[str, str | None]) -> PartialDate | None:
    short = parts.get("short")
    year = 2000 + int(short) if short else int(parts.get("y") or 0)
    if not _FIRST <= year <= _LAST:
        return None
    try:
        return PartialDate.of(year, int(parts["m"] or 0), int(day) if (day := parts.get("d")) else None)
    except ValueError:
        return None
