"""The one door from the views to the data."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast
from weakref import WeakKeyDictionary
from zlib import crc32

from flask import current_app, g
from flask_babel import get_locale

from kg.errors import LimitError, UnknownEntityError
from kg.settings import Settings, resource
from kg.sparql.budget import Budgets
from kg.sparql.named import NamedQueries
from kg.sparql.turns import Full, Turns
from kg.store.generations import DataHome
from kg.store.reader import Generation, Reader
from kg.store.side import Side
from kg.views import Figures, Knowledge, figures
from kg.views.clusters import Overview, cluster_overview
from kg.views.quality import Measured, Unread, read_measured
from kg_web.clients import counted

_PATIENCE = 10.0  # seconds that an export waits for its turn


class Site:
    """What all requests share: the reader of the data, the settings, what is remembered of a generation.

    `named` answers named queries in workers of their own, with limits; `budgets` count what clients use;
    `chosen` stands for the settings, of the tokens only for whether there are any.
    """

    def __init__(self, reader: Reader, settings: Settings) -> None:
        self.reader = reader
        self.settings = settings
        opened = bool(settings.ingest_token), bool(settings.review_token)
        self.chosen = f"{crc32(repr((settings, opened)).encode()):x}"
        self.budgets = Budgets.of(settings, counted(settings.free_clients))
        self._exports = Turns(settings.exports, settings.exports, _PATIENCE)
        self.named = NamedQueries.over(reader, settings, self.budgets)
        self._lock = threading.Lock()
        self._generation: Generation | None = None
        self._known: dict[str, Knowledge] = {}
        self._figures: WeakKeyDictionary[Knowledge, Figures] = WeakKeyDictionary()
        self._overviews: WeakKeyDictionary[Knowledge, Overview] = WeakKeyDictionary()

    def knowledge(self, generation: Generation, lang: str) -> Knowledge:
        """Return the generation as seen in `lang`; the same object for all requests."""
        with self._lock:
            if self._generation is not generation:
                self._generation, self._known = generation, {}
            if lang not in self._known:
                base, store, side = self.settings.base_iri, generation.store, generation.side
                self._known[lang] = Knowledge(store, base, lang, side)
            return self._known[lang]

    def figures(self, knowledge: Knowledge, side: Side) -> Figures:
        """Return the counts of the generation that `knowledge` sees, made once."""
        found = self._figures.get(knowledge)
        if found is None:
            found = self._figures[knowledge] = figures(knowledge, side)
        return found

    def overview(self, knowledge: Knowledge) -> Overview:
        """Return the picture of the clusters in the generation that `knowledge` sees, made once."""
        found = self._overviews.get(knowledge)
        if found is None:
            found = self._overviews[knowledge] = cluster_overview(knowledge)
        return found

    def text(self, article: str) -> str:
        """Return the whole text of an article; empty unless readers may have it and the archive does."""
        home = DataHome(self.settings.home)
        if not self.settings.article_text or not (home.path / "archive.sqlite").is_file():
            return ""
        with home.archive(readonly=True) as archive, suppress(UnknownEntityError):
            return archive.text(article)
        return ""

    @contextmanager
    def export(self) -> Iterator[None]:
        """Hold one of the few places to make an export of all; raise `LimitError` when none comes free."""
        try:
            with self._exports.turn():
                yield
        except Full as error:
            most = self.settings.exports
            raise LimitError(
                f"{most} exports are being made at this moment; try again in a minute",
                limit="exports", value=most, retry=60,
            ) from error  # fmt: skip

    def measured(self) -> tuple[Measured | Unread, ...]:
        """Return how well extraction did on our own texts, and on those measured for the data folder."""
        return tuple(read_measured(self._benches()))

    def measured_tag(self) -> str:
        """Return what changes whenever a file does that `measured` reads."""
        files = [path for path in self._benches() if path.is_file()]
        return f"{crc32(repr([(path.name, path.stat().st_mtime_ns) for path in files]).encode()):x}"

    def _benches(self) -> list[Path]:
        own = sorted(resource("quality").glob("*.json"), reverse=True)
        return [*own, self.settings.home / "quality.json"]


def site() -> Site:
    """Return what the application was made with."""
    return cast(Site, current_app.extensions["kg"])


def generation() -> Generation:
    """Return the generation that this request reads from its first question to its last."""
    if "generation" not in g:
        g.generation = site().reader.now()
    return cast(Generation, g.generation)


def knowledge() -> Knowledge:
    """Return the data in the language of this request."""
    return site().knowledge(generation(), str(get_locale() or "vi"))


def side() -> Side:
    """Return the side index of this request's generation."""
    return generation().side.within(site().settings.index_seconds)
