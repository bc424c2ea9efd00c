"""Searching the side index: things by name, people by the posts they held; what matched and what is among it.

Rows are numbered from the likeliest to be looked for, so each question stops after the first that fit, and a
word that a hundred thousand headlines hold costs no more than a rare one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import product, starmap
from typing import Any

from kg.errors import LimitError
from kg.store.finding_build import NAME, token
from kg.store.spelling import Asked, folded_words, read_asked, toned_words
from kg.text import fold
from kg.vocab import VPO

MAX_TEXT = 200
"""Characters of a name that is searched for."""
COUNTED = 1000
"""Things among which classes, places and years are counted: those likeliest to be looked for."""
MOST = 5000
"""Things that are counted; of more it is said that there are more."""
_RANKED = (
    400  # things put in order by how well they fit; behind them those that fit stand by how likely they are
)
_EXACT = 50
_OWN = 2  # the place of names without tone marks among the ways to fit
_WORDS_ONLY = 3  # what comes last: words of the word lists
_LISTED = "(SELECT value FROM json_each(?))"
_HIT = "id, iri, kind, label_vi, label_en, rank"

Rows = Callable[..., list[Any]]


@dataclass(frozen=True, slots=True)
class Only:
    """What a search keeps: things of these classes, of this place, of this year; all where empty."""

    kinds: Collection[str] = ()
    place: str = ""
    year: str = ""

    @property
    def match(self) -> str:
        """The condition on the column `facet`, empty without one."""
        kinds = " OR ".join(f'"{token("k", kind)}"' for kind in sorted(self.kinds))
        rest = [f'"{token(letter, name)}"' for letter, name in (("p", self.place), ("y", self.year)) if name]
        return " AND ".join(f"facet : ({words})" for words in filter(None, [kinds, *rest]))


@dataclass(frozen=True, slots=True)
class Why:
    """Why a thing was found: `how` is `label`, `name`, `number`, `was` or `now`, `name` what matched."""

    how: str
    name: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found: its IRI, its most special class, its labels; `rank` counts its ties."""

    iri: str
    kind: str
    label_vi: str
    label_en: str
    rank: int
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits, and how many there are in all; `MOST` + 1 of them stand for more than `MOST`.

    `year` is the year in the text that they were kept to; a year of which there is nothing is left aside.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    year: str = ""


@dataclass(frozen=True, slots=True)
class Among:
    """How many of the first `counted` things found have a class, a place, a year; years newest first."""

    counted: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """A post that somebody held: the nodes, and from when to when surely, as ISO days (empty: not dated)."""

    tenure: str
    person: str
    post: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Holders:
    """Posts held that fit, the last held first, and how many there are; `year` is the one kept to, if any."""

    total: int = 0
    held: tuple[Held, ...] = ()
    year: str = ""


class Finder:
    """Searches by way of `rows`, which asks the database."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def things(self, text: str, only: Only, limit: int, offset: int, prefix: bool) -> Found:
        """Return one page of the things whose names hold all words of `text`."""
        asked = self._dated(_read(text), only, prefix)
        if not asked.folded:
            return Found(0)
        match = _any(asked, prefix, only)
        total = self._count("names", match)
        ids = self._page(asked, prefix, only, match, limit, offset) if total > offset else []
        rows = self._rows(f"SELECT {_HIT} FROM things WHERE id IN {_LISTED}", json.dumps(ids))
        hits = {row[0]: replace(Hit(*row[1:]), why=self._why(asked, row)) for row in rows}
        return Found(total, tuple(hits[id_] for id_ in ids), asked.year)

    def among(self, text: str, only: Only) -> Among:
        """Return what is among the things found; each dimension as if nothing were chosen in it."""
        asked = self._dated(_read(text), only, True)
        if not asked.folded:
            return Among()
        wider = replace(only, kinds=()), replace(only, place=""), replace(only, year="")
        kinds, places, years = (self._first(_any(asked, True, wide), COUNTED) for wide in wider)
        return Among(
            max(map(len, (kinds, places, years))),
            self._counted("kind, COUNT(*) FROM things", kinds),
            self._counted("place, COUNT(*) FROM placed", places),
            dict(sorted(self._counted("year, COUNT(*) FROM dated", years).items(), reverse=True)),
        )

    def holders(self, text: str, only: Only, limit: int, offset: int = 0) -> Holders:
        """Return the posts held that `text` asks for: a role, and words of the body or of who held it.

        Nothing for a text that names no role. A year in the text keeps to it; where nobody is known to have
        held the post in that year, all are told, with an empty `year`.
        """
        asked = _read(text)
        said = self._role(asked)
        if said is None or asked.numbered:
            return Holders()
        role, rest = said
        year = only.year or asked.year
        together = [f'body : "{" ".join(rest)}"*'] if rest else []
        for kept, words in product(
            dict.fromkeys((year, "")), (together, _words("{body person}", rest, True))
        ):
            match = _and(role, *words, Only((), only.place, kept).match)
            total = self._count("posts", match)
            if total:
                rows = self._rows(
                    "SELECT tenure, person, post, since, until FROM held WHERE id IN (SELECT rowid"
                    " FROM posts WHERE posts MATCH ? ORDER BY rowid LIMIT ? OFFSET ?) ORDER BY id",
                    match, limit, offset,
                )  # fmt: skip
                return Holders(total, tuple(Held(*row) for row in rows), kept)
        return Holders()

    def _dated(self, asked: Asked, only: Only, prefix: bool) -> Asked:
        """What is searched for, without the year where nothing of that year is found."""
        if asked.year and not self._first(_any(asked, prefix, only), 1):
            return replace(asked, year="", key=" ".join(asked.toned))
        return asked

    def _role(self, asked: Asked) -> tuple[str, tuple[str, ...]] | None:
        """The condition for the longest role that the words name, and the words beside it."""
        text = f" {' '.join(asked.folded)} "
        named = self._rows("SELECT words, role FROM roles WHERE instr(?, ' ' || words || ' ')", text)
        if not named:
            return None
        longest = max((words for words, _ in named), key=lambda words: (words.count(" "), len(words)))
        before, _, after = text.partition(f" {longest} ")
        roles = " OR ".join(f'"{role}"' for words, role in named if words == longest)
        return f"role : ({roles})", (*before.split(), *after.split())

    def _page(self, asked: Asked, prefix: bool, only: Only, match: str, limit: int, offset: int) -> list[int]:
        ranked = self._ranked(asked, prefix, only, match)
        found = ranked[offset : offset + limit]
        if len(found) < limit and len(ranked) >= _RANKED:
            found += [
                row[0]
                for row in self._rows(
                    f"SELECT rowid FROM names WHERE names MATCH ? AND rowid NOT IN {_LISTED}"
                    " ORDER BY rowid LIMIT ? OFFSET ?",
                    match, json.dumps(ranked), limit - len(found), max(0, offset - len(ranked)),
                )
            ]  # fmt: skip
        return found

    def _ranked(self, asked: Asked, prefix: bool, only: Only, match: str) -> list[int]:
        """The best that fit: whole names, then names with these tone marks, without, then other names.

        A unit that came before or after the one called so stands right behind it.
        """
        exact = self._rows(
            "SELECT rowid FROM names WHERE names MATCH ?"
            " AND rowid IN (SELECT id FROM things WHERE key = ? LIMIT ?)",
            match, asked.key, _EXACT,
        )  # fmt: skip
        toned = self._first(_and(*_words("toned", asked.toned, prefix), _year(asked), only.match), _RANKED)
        own = self._first(_and(*_words("folded", asked.folded, prefix), _year(asked), only.match), _RANKED)
        rest = self._first(match, _RANKED) if len(own) < _RANKED else []
        became = self._became(asked, only)
        tiers = dict.fromkeys(became, 0 if exact else _OWN)
        for tier, ids in enumerate(([row[0] for row in exact], toned, own, rest)):
            for id_ in ids:
                tiers.setdefault(id_, tier)
        chosen = list(tiers)[:_RANKED]
        rows = self._rows(
            f"SELECT id, late, key, number FROM things WHERE id IN {_LISTED}", json.dumps(chosen)
        )
        return [
            row[0] for row in sorted(rows, key=lambda row: _fit(asked, tiers[row[0]], row, row[0] in became))
        ]

    def _became(self, asked: Asked, only: Only) -> set[int]:
        """Units that came before or after the one whose whole name this is."""
        unit = Only((VPO.AdministrativeUnit,)).match
        ids = self._first(_and(*_words("via", asked.folded, False), unit, only.match), _EXACT)
        called = self._rows(f"SELECT id, name FROM called WHERE id IN {_LISTED}", json.dumps(ids))
        return {id_ for id_, name in called if fold(name) == fold(asked.key)}

    def _count(self, where: str, match: str) -> int:
        query = f"SELECT COUNT(*) FROM (SELECT 1 FROM {where} WHERE {where} MATCH ? LIMIT ?)"
        return int(self._rows(query, match, MOST + 1)[0][0])

    def _first(self, match: str, most: int) -> list[int]:
        query = "SELECT rowid FROM names WHERE names MATCH ? ORDER BY rowid LIMIT ?"
        return [row[0] for row in self._rows(query, match, most)]

    def _counted(self, what: str, ids: list[int]) -> dict[str, int]:
        query = f"SELECT {what} WHERE id IN {_LISTED} GROUP BY 1 ORDER BY 2 DESC, 1"
        return dict(self._rows(query, json.dumps(ids)))

    def _why(self, asked: Asked, row: tuple[Any, ...]) -> Why:
        """The label that holds all the words; else the name that holds most, a label only where none does."""
        labels = Why("label", row[3]), Why("label", row[4])
        for label in labels:
            if _held_words(asked, label)[0] == len(asked.folded):
                return label
        called = self._rows("SELECT how, name FROM called WHERE id = ? ORDER BY how, name", row[0])
        return max((*starmap(Why, called), *labels), key=lambda why: _held_words(asked, why))


def _read(text: str) -> Asked:
    if len(text) > MAX_TEXT:
        raise LimitError(f"a name has at most {MAX_TEXT} characters", limit="name", value=MAX_TEXT)
    return read_asked(text)


def _fit(asked: Asked, tier: int, row: tuple[int, int, str, str], became: bool) -> tuple[object, ...]:
    """What things are put in order by, the best first."""
    id_, late, name, number = row
    typed = fold(asked.key)
    plain = typed if became else fold(name)
    fits = (-_number_fit(asked, number), tier, late, not plain.startswith(typed), typed not in plain)
    return late == _WORDS_ONLY, tier > 0, *fits, became, id_ >> NAME, name, id_


def _number_fit(asked: Asked, number: str) -> int:
    """How well a document's number fits the words: all of it, its figure, or not at all."""
    words = number.split()
    if not words or words[0] not in asked.folded:
        return 0
    return 2 if set(words) <= set(asked.folded) or "".join(words[1:]) in asked.folded else 1


def _held_words(asked: Asked, why: Why) -> tuple[int, int]:
    words, toned = folded_words(why.name), toned_words(why.name)
    found = sum(any(own.startswith(word) for own in words) for word in asked.folded)
    return found, sum(word in toned for word in asked.toned)


def _any(asked: Asked, prefix: bool, only: Only) -> str:
    return _and(*_words("{folded via}", asked.folded, prefix), _year(asked), only.match)


def _year(asked: Asked) -> str:
    return f'{{folded facet}} : ("{asked.year}" OR "{token("y", asked.year)}")' if asked.year else ""


def _words(columns: str, words: Iterable[str], prefix: bool) -> list[str]:
    terms = [f'"{word}"' for word in words]
    if terms and prefix:
        terms[-1] += "*"
    return [f"{columns} : {term}" for term in terms]


def _and(*conditions: str) -> str:
    return " AND ".join(f"({condition})" for condition in conditions if condition)
