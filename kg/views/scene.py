"""What the relationship view shows: steps in order, and what of it is left out. Its address says it all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

MANY = 50
"""A thing with more relations than this is expanded by choice only."""
MOST = 1_000
"""How many relations one step draws at most."""
SOURCES = 99
"""The greatest number of sources to ask for."""
UNDATED = "undated"
"""In `Scene.off`: relations that nothing dates."""

_MOVED = re.compile(r"(.+)@(-?\d{1,5}),(-?\d{1,5})")
_YEAR = re.compile(r"\d{4}")
_KIND = "r."  # before kinds of relations, which may be named as families of things are


@dataclass(frozen=True, slots=True)
class Step:
    """Relations of a thing were drawn: at most so many more (0: all, or the first of many), of these kinds.

    With `to` the thing was moved to that place instead.
    """

    name: str
    most: int = 0
    kinds: tuple[str, ...] = ()
    to: tuple[int, int] | None = None

    def __str__(self) -> str:
        if self.to is not None:
            return f"{self.name}@{self.to[0]},{self.to[1]}"
        return " ".join((self.name, *([str(self.most)] if self.most else []), *self.kinds))


@dataclass(frozen=True, slots=True)
class Scene:
    """A state of the view; equal states look the same.

    `beside` are things drawn beside the root, with the relations among them and it alone. `off` are families
    of things, kinds of relations (`r.tenure`) and `undated`. `sort` names a column, `-` before it for the
    other direction.
    """

    steps: tuple[Step, ...]
    beside: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    off: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""
    sources: int = 1
    sort: str = ""

    @property
    def root(self) -> str:
        """The thing that the view began with."""
        return self.steps[0].name

    @property
    def taken(self) -> tuple[Step, ...]:
        """The steps to take: what stands beside others is not expanded unless that is asked for."""
        return self.steps[1:] if self.beside and not self.steps[0].most else self.steps

    @property
    def opened(self) -> frozenset[str]:
        """The things whose relations were drawn."""
        return frozenset(step.name for step in self.taken if step.to is None)

    def kind_off(self, kind: str) -> bool:
        """Whether relations of a kind are left out."""
        return _KIND + kind in self.off

    def in_time(self, since: str, until: str) -> bool:
        """Whether a relation of these years, empty where nothing dates it, is wanted."""
        if not since:
            return UNDATED not in self.off
        return until >= self.since and (not self.until or since <= self.until)

    def params(self) -> dict[str, str]:
        """Return the parameters of its address, in one order, without what goes without saying."""
        root, *others = self.steps
        said = {
            "node": str(root),
            "open": " ".join(map(str, others)),
            "with": " ".join(self.beside),
            "hide": " ".join(self.hidden),
            "off": " ".join(sorted(self.off)),
            "since": self.since,
            "until": self.until,
            "sources": str(self.sources) if self.sources > 1 else "",
            "sort": self.sort,
        }
        return {name: value for name, value in said.items() if value}


def read_scene(said: Mapping[str, Sequence[str]]) -> Scene:
    """Return the state that the parameters of an address, or of the form of the page, say.

    The form says what it offers (`offered`) and what of it is ticked (`on`): the rest is off. A year at the
    end of the scale (`low`, `high`) bounds nothing.
    """
    words = {name: " ".join(values).split() for name, values in said.items()}
    steps = [*_steps(words.get("node", ())), *_steps(words.get("open", ()))]
    off = {*words.get("off", ())}
    off = off - {*words.get("on", ())} | {*words.get("offered", ())} - {*words.get("on", ())}
    return Scene(
        steps=tuple(steps) or (Step(""),),
        beside=tuple(dict.fromkeys(words.get("with", ()))),
        hidden=tuple(dict.fromkeys(words.get("hide", ()))),
        off=frozenset(off),
        since=_year(words, "since", "low"),
        until=_year(words, "until", "high"),
        sources=min(max(1, _number(words.get("sources", ()))), SOURCES),
        sort=words["sort"][-1] if words.get("sort") else "",
    )


def changed(scene: Scene, said: Mapping[str, Sequence[str]]) -> Scene:
    """Return the state after what the form asks to do: `expand`, `drop`, `move`, or `all` of what is hidden.

    `kind` and `most` say which relations are drawn.
    """
    first = {name: values[0] for name, values in said.items() if values}
    if first.get("all"):
        scene = replace(scene, hidden=())
    if first.get("drop"):
        scene = replace(scene, hidden=tuple(dict.fromkeys((*scene.hidden, first["drop"]))))
    if first.get("move"):
        (step,) = _steps([first["move"]])
        scene = replace(scene, steps=_moved(scene.steps, step)) if step.to else scene
    if first.get("expand"):
        most = min(_number([first.get("most", "")]), MOST)
        step = Step(first["expand"], most, tuple(said.get("kind", ())))
        if step.most or step not in scene.steps:
            scene = replace(scene, steps=(*scene.steps, step))
    return scene


def asks(said: Mapping[str, Sequence[str]]) -> bool:
    """Return whether an address asks for more than a state, so that another address says it better."""
    verbs = ("expand", "drop", "move", "all", "offered", "low", "high")
    return any(said.get(name) for name in verbs)


def kind_token(kind: str) -> str:
    """Return what `Scene.off` calls a kind of relation."""
    return _KIND + kind


def _steps(words: Iterable[str]) -> Iterable[Step]:
    """Read `id/a 10 tenure id/b@12,-40`: a word with a slash is a thing, a number the most, others kinds."""
    found: list[Step] = []
    for word in words:
        place = _MOVED.fullmatch(word)
        if place:
            found.append(Step(place[1], to=(int(place[2]), int(place[3]))))
        elif "/" in word or not found:
            found.append(Step(word))
        elif word.isdecimal():
            found[-1] = replace(found[-1], most=min(int(word[:9]), MOST))
        else:
            found[-1] = replace(found[-1], kinds=(*found[-1].kinds, word))
    return found


def _moved(steps: tuple[Step, ...], step: Step) -> tuple[Step, ...]:
    """A thing that is moved again right away was moved once."""
    kept = steps[:-1] if steps[-1].name == step.name and steps[-1].to is not None else steps
    return (*kept, step)


def _year(words: Mapping[str, list[str]], name: str, end: str) -> str:
    said = next(iter(words.get(name, ())), "")
    return said if _YEAR.fullmatch(said) and said not in words.get(end, ()) else ""


def _number(words: Iterable[str]) -> int:
    said = next(iter(words), "")
    return int(said[:9]) if said.isdecimal() and said.isascii() else 0
