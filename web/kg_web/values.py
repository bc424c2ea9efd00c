"""Things, days and sentences as JSON values, the same in every answer."""

from __future__ import annotations

from kg.views import Ref
from kg.views.page import Note
from kg.views.period import Day
from kg_web.render import page_url


def thing(ref: Ref) -> dict[str, object]:
    """Return a thing: its name relative to the base, its label, what tells it from namesakes, its page."""
    return {"name": ref.name, "label": ref.label, "hint": ref.hint, "page": page_url(ref) or None}


def day(value: Day) -> dict[str, object]:
    """Return a date and how precise it is."""
    return {"date": value.iso, "precision": value.precision}


def sentence(note: Note) -> dict[str, object]:
    """Return a sentence as evidence: its text, its article, and where it stands there in code points."""
    return {
        "article": thing(note.article),
        "page": f"{page_url(note.article)}#{note.fragment}",
        "quote": "".join(text for text, _ in note.pieces),
        "published": note.published.iso if note.published else None,
        "start": note.start,
        "end": note.end,
        "confidence": float(note.confidence),
    }
