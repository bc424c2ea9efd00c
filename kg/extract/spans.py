"""What the rules find, before it is known which things of the world are meant.

Offsets are those of the article.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.quick import quick

_GENDERS = {"ông": "male", "bà": "female"}


@quick
@dataclass(frozen=True, slots=True)
class Place:
    """A place as printed.

    `units` are the reference units that bear the name, of either era; none for a district. `vi` is the bare
    name (`Long An`), `unit_word` the printed kind of unit (`tỉnh`), `level` its level.
    """

    start: int
    end: int
    vi: str
    level: str
    units: tuple[str, ...] = ()
    unit_word: str | None = None
    within: Place | None = None


@quick
@dataclass(frozen=True, slots=True)
class Body:
    """A body as printed.

    `vi` and `en` are its name in full without the place; `place` is what is printed of it. `entity` is set
    for a body of the reference tables; `parent` for a unit printed with the body it belongs to.
    `form` is the kind of name (`committee`, `organ` …), `organ` the word of the ontology it begins with.
    """

    start: int
    end: int
    vi: str
    en: str
    form: str
    organ: str | None = None
    level: str | None = None
    place: Place | None = None
    entity: str | None = None
    parent: Body | None = None


@quick
@dataclass(frozen=True, slots=True)
class Title:
    """A role with the body it is held in, as printed. `status` is current, former or acting.

    `seat` says that only the committee is printed whose member somebody becomes.
    """

    start: int
    end: int
    role: str
    body: Body | None
    status: str = "current"
    plural: bool = False
    seat: bool = False


@quick
@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as printed, without form of address. `lead` is where the form of address begins.

    `short` says that only a given name stands here (`ông Hùng`), to be resolved inside the article.
    """

    start: int
    end: int
    surface: str
    lead: int
    rule: str
    gender: str | None = None
    rank: str | None = None
    short: bool = False

    def may_be(self, address: str) -> bool:
        """Say whether a bare form of address may mean this person: `bà` is not who was called `ông`."""
        return self.gender is None or _GENDERS.get(address, self.gender) == self.gender


@quick
@dataclass(frozen=True, slots=True)
class Moment:
    """A date as printed: the parts that stand there, None for the others. `end_day` closes a span of days."""

    start: int
    end: int
    day: int | None
    month: int | None
    year: int | None
    end_day: int | None = None


@quick
@dataclass(frozen=True, slots=True)
class Cluster:
    """An emulation cluster or block as printed. `standing` marks `Thường trực Cụm …`.

    `printed` is its number as printed, else the fullest of its names; `alias` a name behind the number, else
    the name with its body spelled out.
    """

    start: int
    end: int
    number: int
    printed: str
    word: str
    sponsor: Body | None = None
    standing: bool = False
    alias: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Cited:
    """A document as printed. `code` is its normal form (`18-NQ/TW`) where one is printed.

    `kind` is the local name of the document type, `term` a Roman numeral, `plenum` the number of a plenum,
    0 for a congress.
    """

    start: int
    end: int
    kind: str
    code: str | None = None
    number: int | None = None
    suffix: str | None = None
    issuer: Body | None = None
    term: str | None = None
    plenum: int | None = None
    dated: Moment | None = None
    topic: str = ""
    printed: str = ""
    rule: str = "documents.code"
