"""Who published an article, and which province that medium serves."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from kg.model import Article
from kg.ontology import Lexicon, Term
from kg.vocab import VPO

_NO_LETTER = re.compile(r"[^a-z]")
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_SHORT = 5  # letters


def outlet_of(article: Article, lexicon: Lexicon) -> Term | None:
    """Return the outlet that published the article, by the host of its address; None for an unknown one."""
    return _by_host(_host(article).removeprefix("www."), lexicon)


def home_of(article: Article, lexicon: Lexicon) -> str | None:
    """Return the province that the outlet serves: by the table, else by the name inside that of the host."""
    outlet = outlet_of(article, lexicon)
    if outlet and outlet.one("publishedIn"):
        return outlet.one("publishedIn")
    return _named_in(_host(article), lexicon)


def _host(article: Article) -> str:
    try:
        return (urlsplit(article.url).hostname or "") if article.url else ""
    except ValueError:  # "http://[" is an address of nothing
        return ""


@lru_cache(maxsize=1024)
def _by_host(host: str, lexicon: Lexicon) -> Term | None:
    by_host = {name: term for term in lexicon.of(VPO.Outlet) for name in term.all("hostName")}
    while host and host not in by_host:
        host = host.partition(".")[2]
    return by_host.get(host)


@lru_cache(maxsize=1024)
def _named_in(host: str, lexicon: Lexicon) -> str | None:
    compact = _NO_LETTER.sub("", host.rpartition(".")[0])
    fits = [unit for unit in lexicon.of(VPO.AdministrativeUnit) if _stands_in(unit.local, compact)]
    best = max(fits, key=lambda unit: len(unit.local), default=None)
    return best.name if best else None


def _stands_in(slug: str, compact: str) -> bool:
    """Say whether a province stands in a host; a short one only at an end of it: `thue` holds no `hue`."""
    bare = slug.replace("-", "")
    if len(bare) >= _SHORT:
        return bare in compact
    return compact.startswith(bare) or (compact.endswith(bare) and not compact.endswith(f"t{bare}"))


@lru_cache(maxsize=1024)
def province_in_path(url: str | None, lexicon: Lexicon) -> str | None:
    """Return the province whose name stands in the path of an address, None unless it is exactly one."""
    try:
        path = urlsplit(url).path if url else ""
    except ValueError:
        return None
    words = f"-{_NO_SLUG.sub('-', path.lower())}-"
    found = {unit.vi: unit for unit in lexicon.of(VPO.AdministrativeUnit) if f"-{unit.local}-" in words}
    whole = [vi for vi, unit in found.items() if not any(_is_part(unit, other) for other in found.values())]
    return found[whole[0]].name if len(whole) == 1 else None


def _is_part(unit: Term, other: Term) -> bool:
    """Say whether a name is only a part of another that stands there: `Huế` of `Thừa Thiên Huế`."""
    return unit.vi != other.vi and f"-{unit.local}-" in f"-{other.local}-"
