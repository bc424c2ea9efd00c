"""What templates may ask for: addresses of things and assets, days in words, tests of a cell's parts."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import quote

from babel.numbers import format_decimal, format_percent
from flask import Flask, request, url_for

from kg.dates import PartialDate, in_words
from kg.views import Ref
from kg.views.net import Net
from kg.views.parts import Words, unit_of
from kg.views.period import Day, Period
from kg_web.language import chosen
from kg_web.site import generation

_DIST = Path(__file__).parent / "static" / "dist"
_ISO = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b")
_SAFE = "/:@!$&'()*+,;=-._~"


def install(app: Flask) -> None:
    """Give the templates of `app` their filters, tests and globals."""
    app.jinja_env.globals.update(asset=asset, has_asset=has_asset, data_tag=data_tag, net_json=net_json)
    filters = {"page_url": page_url, "day": day, "iso_day": iso_day, "number": number}
    app.jinja_env.filters.update(filters, share=share, unit=unit, worded=worded)
    for name, kind in {"ref": Ref, "words": Words, "day": Day, "period": Period, "yesno": bool}.items():
        app.jinja_env.tests[name] = lambda value, kind=kind: isinstance(value, kind)


def data_tag() -> str:
    """Return what names the state of the data that this page is made from; equal for equal data."""
    return generation().tag[:12]


def page_url(ref: Ref) -> str:
    """Return the address of a thing's page; empty for what has none."""
    name, _, fragment = ref.name.partition("#")
    anchor = "#" + quote(fragment, safe=_SAFE) if fragment else ""
    if name == "ontology":
        return url_for("ontology.terms") + anchor
    if name.startswith(("id/", "scheme/")):  # as url_for("entity.page") says it, at a tenth of the cost
        return f"{request.script_root}/page/{_quoted(name)}{anchor}"
    return ref.name if ref.name.startswith(("http://", "https://")) else ""


def day(value: Day) -> str:
    """Return a day in words, as precise as it is known."""
    vi, en = _in_words(value)
    return en if chosen() == "en" else vi


def iso_day(text: str) -> str:
    """Return an ISO date in words."""
    return day(Day(text))


def worded(text: str) -> str:
    """Return a text of the data with its ISO dates in words."""
    return _ISO.sub(lambda found: iso_day(found[0]), text)


def net_json(net: Net) -> str:
    """Return what a script draws of things and lines."""
    things = [{"label": ref.label, "tone": ref.tone, "page": page_url(ref)} for ref in net.things]
    lines = [[line.source, line.target, line.label.text] for line in net.lines]
    return json.dumps({"things": things, "lines": lines}, ensure_ascii=False)


def number(value: float) -> str:
    """Return a number with the separators of the language."""
    return _decimal(value, chosen())


def share(value: float | None) -> str:
    """Return a share from 0 to 1 in per cent with one decimal, nothing for None."""
    return "" if value is None else _percent(value, chosen())


@lru_cache(maxsize=4096)
def _quoted(name: str) -> str:
    return quote(name, safe=_SAFE)


@lru_cache(maxsize=4096)
def _in_words(value: Day) -> tuple[str, str]:
    return in_words(PartialDate(date.fromisoformat(value.iso), value.precision))


@lru_cache(maxsize=4096)
def _decimal(value: float, lang: str) -> str:
    """A number in a language; pages have hundreds, most of them small, and each takes 0.1 ms to write."""
    return format_decimal(value, locale=lang)


@lru_cache(maxsize=4096)
def _percent(value: float, lang: str) -> str:
    return format_percent(value, "0.0%", locale=lang)


def unit(ref: Ref, otherwise: str = "") -> str:
    """Return what a count of members of a class counts: events, articles, people, else what is told."""
    return unit_of(ref.name) or otherwise


def asset(name: str) -> str:
    """Return the address of a bundled file, the same in both languages."""
    root = request.script_root.removesuffix("/en")
    return f"{root}/static/dist/{_manifest()[name]}"


def has_asset(name: str) -> bool:
    """Return whether the bundle was built; without it pages are plain HTML."""
    return name in _manifest()


@cache
def _manifest() -> dict[str, str]:
    path = _DIST / "manifest.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}
