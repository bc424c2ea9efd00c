"""Values as the decisions file writes them.

`<id/org/…>`, `vpo:former`, `2018-08-10^^xsd:date`, `tên@vi`, `text`.
"""

from __future__ import annotations

import re

from rdflib import XSD, Literal, URIRef

from kg.store import Term
from kg.vocab import NS

_NAME = re.compile(r"<([^<>\s]*)>")
_OWN = re.compile(r"vpo:(\w+)")
_TYPED = re.compile(r"(.*)\^\^xsd:(\w+)", re.DOTALL)
_TEXT = re.compile(r"(.*)@(vi|en)", re.DOTALL)


def write_term(term: Term, base: str) -> str:
    """Return a term on one line; names are relative to `base`."""
    text = str(term)
    if isinstance(term, Literal):
        if term.language:
            return f"{text}@{term.language}"
        kind = str(term.datatype or "").removeprefix(str(XSD))
        return text if kind in {"", "string"} else f"{text}^^xsd:{kind}"
    if text.startswith(NS):
        return f"vpo:{text.removeprefix(NS)}"
    return f"<{text.removeprefix(base)}>"


def read_term(text: str, base: str) -> Term:
    """Return the term that was written; a text in none of the forms is a plain text."""
    if match := _NAME.fullmatch(text):
        return URIRef(match[1] if "://" in match[1] else base + match[1])
    if match := _OWN.fullmatch(text):
        return URIRef(NS + match[1])
    if match := _TYPED.fullmatch(text):
        return Literal(match[1], datatype=XSD[match[2]], normalize=False)
    if match := _TEXT.fullmatch(text):
        return Literal(match[1], lang=match[2])
    return Literal(text)


def plain(text: str) -> str:
    """Return a written value without its type, as people say it."""
    for form in (_NAME, _OWN, _TYPED, _TEXT):
        if match := form.fullmatch(text):
            return match[1]
    return text
