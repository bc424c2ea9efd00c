"""What is shown of paths as JSON values, the same over HTTP and in the client."""

from __future__ import annotations

from collections.abc import Callable

from kg.views.page import Note
from kg.views.parts import Ref
from kg.views.paths import PathsPage, ShownChain, ShownTie
from kg.views.period import Day

Address = Callable[[Ref], str]
"""Gives the address of the page of a thing, empty for what has none."""


def paths_value(page: PathsPage, address: Address) -> dict[str, object]:
    """Return the chains between two people, each tie with its reasons and sentences."""
    return {
        "from": thing_value(page.source, address),
        "to": thing_value(page.target, address),
        "chains": [_chain(chain, page, address) for chain in page.chains],
        "linked": page.found.linked,
        "undatedTies": page.found.undated,
        "crowds": [{"thing": thing_value(ref, address), "people": people} for ref, people in page.crowds],
        "stopped": page.found.stopped,
    }


def _chain(chain: ShownChain, page: PathsPage, address: Address) -> dict[str, object]:
    steps = [
        {
            "from": thing_value(step.source, address),
            "to": thing_value(step.target, address),
            "ties": [_tie(tie, page, address) for tie in step.ties],
            "more": step.more,
        }
        for step in chain.steps
    ]
    return {
        "strength": chain.strength, "forward": chain.forward, "backward": chain.backward, "steps": steps
    }  # fmt: skip


def _tie(tie: ShownTie, page: PathsPage, address: Address) -> dict[str, object]:
    return {
        "kind": tie.kind,
        "label": tie.label.text,
        "through": [thing_value(ref, address) for ref in tie.through],
        "days": [_day(one) for one in tie.days],
        "sure": tie.sure,
        "weight": tie.weight,
        "reasons": [words.text for words in tie.reasons],
        "sentences": [sentence_value(note, address) for note in page.notes if note.number in tie.notes],
        "more": tie.more,
    }


def thing_value(ref: Ref, address: Address) -> dict[str, object]:
    """Return a thing: its name relative to the base, its label, what tells it from namesakes, its page."""
    return {"name": ref.name, "label": ref.label, "hint": ref.hint, "page": address(ref) or None}


def _day(value: Day) -> dict[str, object]:
    """A date and how precise it is."""
    return {"date": value.iso, "precision": value.precision}


def sentence_value(note: Note, address: Address) -> dict[str, object]:
    """Return a sentence as evidence: its text, its article, and where it stands there in code points."""
    return {
        "article": thing_value(note.article, address),
        "page": f"{address(note.article)}#{note.fragment}",
        "quote": "".join(text for text, _ in note.pieces),
        "published": note.published.iso if note.published else None,
        "url": note.url or None,
        "start": note.start,
        "end": note.end,
        "rules": list(note.rules),
        "confidence": float(note.confidence),
    }
