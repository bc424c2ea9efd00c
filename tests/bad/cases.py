"""The register of bad inputs: an id, what happens in words, and the function that makes the input and
looks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import pytest

from kg.cli import commands
from kg.commands.errors import run
from kg.load import Refusal, load_paths
from kg.model import Article
from kg.settings import Settings
from tests.faults.loader import without_reference
from tests.serving import Server

Look = Callable[["Bench"], None]
CASES: dict[str, Look] = {}

REPORT = (
    "Tỉnh ủy Long An sơ kết công tác\n\nNgày 10/8/2018, tại Long An, Tỉnh ủy tổ chức hội nghị sơ kết công tác.\n\n"  # noqa: E501
    "Đồng chí Nguyễn Văn Bình, Phó Bí thư Tỉnh ủy Long An, chủ trì hội nghị.\n"
)
"""An article that is read without complaint."""


def case(id_: str) -> Callable[[Look], Look]:
    """Register a function as the case `id_`. Its docstring says what comes in and what happens."""

    def register(look: Look) -> Look:
        assert id_ not in CASES, id_
        assert look.__doc__, id_
        CASES[id_] = look
        return look

    return register


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Bench:
    """What a case works with: an empty folder, the command line, and a server over a world with odd
    labels."""

    folder: Path
    server: Server
    capture: pytest.CaptureFixture[bytes]

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def settings(self) -> Settings:
        return Settings(home=self.home)

    def file(self, name: str, data: bytes | str) -> Path:
        """Write a file into the folder; return its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def kg(self, *arguments: object, **environment: object) -> Ran:
        """Return how the command with these arguments ended over the case's own data folder."""
        settings = {"KG_HOME": str(self.home), **{k: str(v) for k, v in environment.items()}}
        self.capture.readouterr()
        with patch.dict("os.environ", settings), without_reference():
            code = run(commands, [str(argument) for argument in arguments])
        out, err = self.capture.readouterr()
        assert b"Traceback" not in err, err.decode()
        return Ran(code, out.decode(), err.decode())

    def read(self, path: Path, **settings: int) -> list[Article | Refusal]:
        """Return what becomes of an input."""
        return list(load_paths([path], replace(self.settings, **settings)))

    def article(self, text: str, name: str = "a.txt") -> Article:
        """Return the article of a text that must be read."""
        (found,) = self.read(self.file(name, text))
        assert isinstance(found, Article), found
        return found

    def refused(self, name: str, data: bytes | str, *words: str, **settings: int) -> Refusal:
        """Assert that a file is refused by the reader and by the command, in words; nothing is stored."""
        path = self.file(name, data)
        (found,) = self.read(path, **settings)
        assert isinstance(found, Refusal), found
        for word in words:
            assert word in found.reason, found
        ran = self.kg("load", path, **{f"KG_{k.upper()}": v for k, v in settings.items()})
        assert (ran.code, ran.err.count("refused ")) == (1, 2), ran
        assert path.name in ran.err
        assert not (self.home / "archive.sqlite").exists()
        return found

    def told(self, text: str) -> dict[str, object]:
        """Return what `kg extract` prints of one article."""
        ran = self.kg("extract", self.file("told.txt", text))
        assert ran.code == 0, ran.err
        (line,) = ran.out.splitlines()
        return dict(json.loads(line))


@contextmanager
def unchanged(home: Path) -> Iterator[None]:
    """Assert that no byte of a data folder changes, but for locks."""

    def state() -> dict[str, bytes]:
        files = (
            path for path in sorted(home.rglob("*")) if path.is_file() and path.name not in {"LOCK", "lock"}
        )
        return {str(path): path.read_bytes() for path in files}

    before = state()
    yield
    assert state() == before
