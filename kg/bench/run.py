"""One run over a gold folder: each document read, extracted and compared."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.bench.compare import Outcome, compare
from kg.bench.folding import folding
from kg.bench.found import Found, find_record
from kg.bench.gold import GoldDocument, read_gold
from kg.bench.score import Score, score
from kg.errors import GoldError
from kg.link.article import link_article
from kg.ontology import Lexicon, lexicon
from kg.settings import Settings

Finder = Callable[[GoldDocument, Lexicon], Found]
"""What reads one document: our extraction, or a baseline."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One document with what was found and how both agree."""

    document: GoldDocument
    found: Found
    outcomes: dict[str, Outcome]


@dataclass(frozen=True, slots=True)
class Run:
    """All documents of a folder, and what could not be used of it."""

    compared: tuple[Compared, ...]
    errors: tuple[GoldError, ...]

    @property
    def digest(self) -> str:
        """The hash of the gold files and their texts: what the scores were measured on."""
        lines = sorted(f"{one.document.name}\0{one.document.digest}\n" for one in self.compared)
        return hashlib.sha256("".join(lines).encode()).hexdigest()[:16]

    @property
    def scores(self) -> dict[str, Score]:
        """The scores over all documents."""
        return score([one.outcomes for one in self.compared])

    def by_genre(self) -> dict[str, tuple[int, dict[str, Score]]]:
        """Return the number of documents and the scores of each genre, in order of name."""
        groups: dict[str, list[dict[str, Outcome]]] = {}
        for one in self.compared:
            if one.document.gold.genre:
                groups.setdefault(one.document.gold.genre, []).append(one.outcomes)
        return {genre: (len(groups[genre]), score(groups[genre])) for genre in sorted(groups)}


def extract(document: GoldDocument, words: Lexicon) -> Found:
    """Return what our extraction finds in a document."""
    return find_record(link_article(document.article, words), words, document.gold)


def run(folder: Path, settings: Settings, texts: Path | None = None, finder: Finder = extract) -> Run:
    """Compare what `finder` finds with the gold files of `folder`.

    The texts stand beside the gold files, or in `texts`. Raises `GoldError` for a folder without any.
    """
    words = lexicon()
    compared, errors = [], []
    for result in read_gold(folder, settings, texts):
        if isinstance(result, GoldError):
            errors.append(result)
            continue
        found = finder(result, words)
        compared.append(Compared(result, found, compare(result.gold, found, folding(words))))
    return Run(tuple(compared), tuple(errors))
