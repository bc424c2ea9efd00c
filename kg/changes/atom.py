"""Changes as an Atom feed (RFC 4287): one entry a load."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from lxml import etree

from kg.changes.model import Change, Entry
from kg.changes.words import grouped, sentence, title

MIME = "application/atom+xml"
_NS = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01T00:00:00Z"  # of a feed without an entry; section 4.1.1 wants a time
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WHOLE = {"vi": "không có gì đổi về nội dung", "en": "nothing changed in meaning"}
_FIRST = {"vi": "lần nạp đầu tiên: {} bài báo", "en": "first load: {} articles"}
_LOAD = {"vi": "Lần nạp {}", "en": "Load {}"}


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself. Addresses are absolute; `page` is the page of changes without a number.

    `about` is the name of the thing that it tells of, empty for all; `base` the base IRI of the data.
    """

    title: str
    address: str
    page: str
    site: str
    base: str
    lang: str
    about: str = ""


def write_feed(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """Return the feed of these entries, newest first, as XML in UTF-8.

    The id of an entry is made of its load, the language and what the feed is about, so it stays for ever.
    """
    listed = list(entries)
    root = etree.Element(f"{{{_NS}}}feed", {_XML_LANG: feed.lang}, nsmap={None: _NS})
    _text(root, "id", f"{feed.base}feed/changes{_asked(feed)}")
    _text(root, "title", feed.title)
    _text(root, "updated", listed[0].run.at if listed else _NEVER)
    _text(etree.SubElement(root, f"{{{_NS}}}author"), "name", feed.site)
    _link(root, "self", feed.address, MIME)
    _link(root, "alternate", f"{feed.page}{_about(feed)}", "text/html")
    for entry in listed:
        _entry(root, feed, entry)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def heading(entry: Entry, changes: tuple[Change, ...], lang: str) -> str:
    """Return what one load did, in one line: each kind of change with its number."""
    counts = ", ".join(f"{title(kind, lang)} {len(found)}" for kind, found in grouped(changes))
    first = _FIRST[lang].format(entry.articles) if entry.previous is None else _WHOLE[lang]
    return f"{_LOAD[lang].format(entry.number)}: {counts or first}"


def _entry(root: etree._Element, feed: Feed, entry: Entry) -> None:
    changes = entry.about(feed.about) if feed.about else entry.changes
    node = etree.SubElement(root, f"{{{_NS}}}entry")
    _text(node, "id", f"{feed.base}id/load/{entry.number}{_asked(feed)}")
    _text(node, "title", heading(entry, changes, feed.lang))
    _text(node, "updated", entry.run.at)
    _link(node, "alternate", f"{feed.page}/{entry.number}{_about(feed)}", "text/html")
    _text(node, "content", _html(changes, feed.lang), type="html")


def _html(changes: tuple[Change, ...], lang: str) -> str:
    parts = []
    for kind, found in grouped(changes):
        items = "".join(f"<li>{escape(sentence(change, lang))}</li>" for change in found)
        parts.append(f"<h3>{escape(title(kind, lang))}: {len(found)}</h3><ul>{items}</ul>")
    return "".join(parts)


def _asked(feed: Feed) -> str:
    return f"?lang={feed.lang}" + (f"&about={quote(feed.about, safe='/')}" if feed.about else "")


def _about(feed: Feed) -> str:
    return f"?about={quote(feed.about, safe='/')}" if feed.about else ""


def _text(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{_NS}}}{name}", attributes).text = text


def _link(parent: etree._Element, rel: str, href: str, mime: str) -> None:
    etree.SubElement(parent, f"{{{_NS}}}link", rel=rel, href=href, type=mime)
