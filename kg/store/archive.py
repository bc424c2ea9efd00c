"""The archive: every article whole, where it came from and how far it got. The RDF can be rebuilt from it.

An article is known by its id (the hash of its text) and has one or more sources (a URL or a path). What
several sources say about one text (date, authors, zones) is taken from the source with the smallest key, so
the order of loading never matters. Every `put` is on disk (fsync) before it returns, unless inside `batch()`.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, get_args

from kg.errors import LockedError, SourceError, StoreError, UnknownEntityError
from kg.model import Article
from kg.store.record import read_article, write_meta
from kg.store.sums import sealed, unsealed

Outcome = Literal["new", "unchanged", "replaced"]
State = Literal["pending", "entered", "loaded", "refused", "withdrawn"]
"""How far an article got; `entered`: its graph is in the store, and no reader sees it yet."""
_STATES: tuple[State, ...] = get_args(State)

_SCHEMA = """
CREATE TABLE IF NOT EXISTS articles (
    id TEXT PRIMARY KEY, text TEXT NOT NULL, sha256 TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'pending',
    generation INTEGER, reason TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (
    key TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES articles(id), meta TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sources_by_article ON sources(article, key);
CREATE INDEX IF NOT EXISTS articles_by_state ON articles(state, id);
PRAGMA user_version = 1;
"""
_META = "(SELECT meta FROM sources WHERE article = articles.id ORDER BY key LIMIT 1)"
_READ = f"SELECT id, text, sha256, {_META} FROM articles"
_RESTORE = "restore the file from a copy"
_ORPHANS = f"""SELECT key FROM sources WHERE article NOT IN (SELECT id FROM articles)
UNION ALL SELECT id FROM articles WHERE state != 'withdrawn' AND id NOT IN (SELECT article FROM sources)
UNION ALL SELECT id FROM articles WHERE state NOT IN {_STATES}"""


class Archive:
    """The articles of one data folder, in one SQLite file."""

    def __init__(self, path: Path | str, *, readonly: bool = False) -> None:
        self.path = Path(path)
        with self._said():
            self._db = _open(self.path, readonly=readonly)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Make what is written inside one transaction: all of it or nothing, and one wait for the disk."""
        if self._db.in_transaction:
            yield
            return
        with self._said(), self._db:
            self._db.execute("BEGIN IMMEDIATE")
            yield

    def put(self, article: Article, source_key: str) -> Outcome:
        """Keep `article` as what `source_key` holds now.

        `new`: the text was unknown. `unchanged`: nothing to do. `replaced`: the source held another text
        before, or what is known about this text changed; the article is pending again. A text that no
        source holds any longer becomes `withdrawn`.
        """
        with self.batch():
            held = self._holder(source_key)
            touched = {held, article.id} - {None}
            before = {id_: self._meta(id_) for id_ in touched if id_}
            self._keep(article)
            self._db.execute(
                "REPLACE INTO sources VALUES (?, ?, ?)", (source_key, article.id, sealed(write_meta(article)))
            )
            self._settle(before)
            if held not in (None, article.id):
                return "replaced"
            if before[article.id] is None:
                return "new"
            return "unchanged" if self._meta(article.id) == before[article.id] else "replaced"

    def withdraw(self, source_key: str) -> bool:
        """Forget that `source_key` holds anything; return whether it did. Its text may become `withdrawn`."""
        with self.batch():
            held = self._holder(source_key)
            if held is None:
                return False
            before = {held: self._meta(held)}
            self._db.execute("DELETE FROM sources WHERE key = ?", (source_key,))
            self._settle(before)
            return True

    def mark_loaded(self, ids: str | Iterable[str], generation: int) -> None:
        """Note that the graphs of these articles are in the store, seen by readers from `generation` on."""
        self._set([ids] if isinstance(ids, str) else ids, "loaded", generation=generation)

    def mark_entered(self, ids: Iterable[str]) -> None:
        """Note that the graphs of these articles are in the writer's store, on disk."""
        self._set(ids, "entered")

    def refuse(self, article: str, reason: str) -> None:
        """Note why this article did not enter."""
        self._set([article], "refused", reason=reason)

    def requeue(self, ids: Iterable[str] | None = None) -> None:
        """Make these articles, or all but the withdrawn, pending again: the next load reads them anew."""
        with self.batch():
            if ids is not None:
                self._set(ids, "pending")
                return
            self._db.execute(
                "UPDATE articles SET state = 'pending', generation = NULL, reason = '' "
                "WHERE state != 'withdrawn'"
            )

    def check(self) -> None:
        """Raise `StoreError` with the first thing that is not as it was written."""
        for problem in self.problems():
            raise StoreError(problem)

    def problems(self) -> Iterator[str]:
        """Yield what is not as it was written: pages of the file, articles without source, changed texts."""
        with self._said():
            for (line,) in self._db.execute("PRAGMA integrity_check"):
                if line != "ok":
                    yield f"{self.path}: {line}; {_RESTORE}"
            for (key,) in self._db.execute(_ORPHANS):
                yield f"{self.path}: {key} belongs to nothing or is in no state; {_RESTORE}"
            for (id_,) in self._db.execute("SELECT id FROM articles").fetchall():
                try:
                    self.get(id_)
                except StoreError as error:
                    yield str(error)

    def forget(self, article: str) -> None:
        """Drop a withdrawn article once its graph is gone; one that a source holds again stays."""
        with self.batch():
            self._db.execute("DELETE FROM articles WHERE id = ? AND state = 'withdrawn'", (article,))

    def ids(self, state: State) -> list[str]:
        """Return the ids of all articles in `state`, sorted."""
        with self._said():
            return [
                row[0]
                for row in self._db.execute("SELECT id FROM articles WHERE state = ? ORDER BY id", (state,))
            ]

    def pending(self) -> Iterator[Article]:
        """Yield the articles that wait to be loaded, by id."""
        return map(self.get, self.ids("pending"))

    def articles(self) -> Iterator[Article]:
        """Yield every article but the withdrawn, by id."""
        with self._said():
            rows = self._db.execute(
                "SELECT id FROM articles WHERE state != 'withdrawn' ORDER BY id"
            ).fetchall()
        return (self.get(row[0]) for row in rows)

    def articles_of(self, source_keys: Collection[str]) -> dict[str, str]:
        """Return the id of the article that each of these sources holds; unknown sources have no key."""
        return {key: held for key in source_keys if (held := self._holder(key)) is not None}

    def sources(self, article: str) -> list[str]:
        """Return the keys of all sources of an article, sorted; the first one's metadata counts."""
        with self._said():
            rows = self._db.execute("SELECT key FROM sources WHERE article = ? ORDER BY key", (article,))
            return [row[0] for row in rows]

    def get(self, article: str) -> Article:
        """Return the article; raise `UnknownEntityError` without one, `StoreError` when it is damaged."""
        with self._said():
            row = self._db.execute(f"{_READ} WHERE id = ?", (article,)).fetchone()
        if row is None:
            raise UnknownEntityError(f"id/article/{article}")
        _, text, sha256, meta = row
        if _digest(text) != sha256:
            raise StoreError(f"{self.path}: the text of article {article} is damaged; {_RESTORE}")
        try:
            return read_article(text, unsealed(meta) if meta else write_meta(Article(article, text)))
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(
                f"{self.path}: what is known of article {article} is damaged ({error}); {_RESTORE}"
            ) from error

    def text(self, article: str) -> str:
        """Return the whole text of an article, to which all offsets point."""
        return self.get(article).text

    def status(self, article: str) -> tuple[State, int | None, str]:
        """Return how far an article got: its state, the generation it came in with, why it was refused."""
        with self._said():
            row = self._db.execute(
                "SELECT state, generation, reason FROM articles WHERE id = ?", (article,)
            ).fetchone()
        if row is None:
            raise UnknownEntityError(f"id/article/{article}")
        return row[0], row[1], row[2]

    def count(self, state: State) -> int:
        """Return how many articles are in one state."""
        with self._said():
            (found,) = self._db.execute("SELECT COUNT(*) FROM articles WHERE state = ?", (state,)).fetchone()
        return int(found)

    def counts(self) -> dict[State, int]:
        """Return how many articles are in each state."""
        with self._said():
            found = dict(self._db.execute("SELECT state, COUNT(*) FROM articles GROUP BY state"))
        return {state: found.get(state, 0) for state in _STATES}

    def _keep(self, article: Article) -> None:
        digest = _digest(article.text)
        known = self._db.execute("SELECT sha256 FROM articles WHERE id = ?", (article.id,)).fetchone()
        if known is None:
            self._db.execute(
                "INSERT INTO articles(id, text, sha256) VALUES (?, ?, ?)", (article.id, article.text, digest)
            )
        elif known[0] != digest:
            raise SourceError(
                "has the id of an article with another text", where=article.source or article.id
            )

    def _settle(self, before: dict[str, str | None]) -> None:
        """Set the state of articles whose sources changed."""
        for article, meta in before.items():
            now = self._meta(article)
            if now is None:
                self._set([article], "withdrawn")
            elif now != meta:
                self._set([article], "pending")

    def _set(
        self, ids: Iterable[str], state: State, *, generation: int | None = None, reason: str = ""
    ) -> None:
        with self.batch():
            self._db.executemany(
                "UPDATE articles SET state = ?, generation = ?, reason = ? WHERE id = ?",
                [(state, generation, reason, article) for article in ids],
            )

    def _holder(self, key: str) -> str | None:
        with self._said():
            row = self._db.execute("SELECT article FROM sources WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def _meta(self, article: str) -> str | None:
        row = self._db.execute(
            "SELECT meta FROM sources WHERE article = ? ORDER BY key LIMIT 1", (article,)
        ).fetchone()
        return None if row is None else str(row[0]).partition("\n")[0]

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Turn what SQLite says into a `StoreError` that names the file."""
        try:
            yield
        except sqlite3.Error as error:
            if "locked" in str(error):
                raise LockedError(
                    f"{self.path}: another process is writing; wait for it or end it"
                ) from error
            cure = "" if isinstance(error, sqlite3.OperationalError) else f"; {_RESTORE}"
            raise StoreError(f"{self.path}: {error}{cure}") from error


def _open(path: Path, *, readonly: bool) -> sqlite3.Connection:
    if not readonly:
        path.parent.mkdir(parents=True, exist_ok=True)
    uri = f"{path.absolute().as_uri()}?mode={'ro' if readonly else 'rwc'}"
    database = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5, check_same_thread=False)
    if not readonly:
        database.execute("PRAGMA journal_mode = TRUNCATE")
        database.execute("PRAGMA synchronous = FULL")
        database.executescript(_SCHEMA)
    database.execute("SELECT COUNT(*) FROM sqlite_master")
    return database


def _digest(text: str) -> str:
    try:
        return hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise SourceError("holds half a character (a lone surrogate)", where="article") from error
