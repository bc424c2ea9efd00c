"""What the README shows is what the commands print over the sample data set."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from kg.cli import commands
from kg.commands.errors import run

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
FILES = dict(re.findall(r"Save this as `([\w.]+)`:\n\n *```sparql\n(.*?)```", README, re.DOTALL))
SHOWN = re.findall(r"```sh\n *(kg [^\n]*)\n *```\n\n *```(?:text|turtle|json)\n(.*?)```", README, re.DOTALL)


def test_no_example_is_lost():
    assert len(SHOWN) >= 4


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_an_example_prints_what_is_shown(command, shown, demo, tmp_path, monkeypatch, capfdbinary):
    """A line of `…` stands for lines left out; one that ends in ` …` is cut."""
    monkeypatch.setenv("KG_HOME", str(demo))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kg").symlink_to(ROOT / "kg")
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert run(commands, shlex.split(command)[1:]) == 0
    printed = capfdbinary.readouterr().out.decode()
    pattern = "".join(map(_line, shown.rstrip().splitlines()))
    assert re.fullmatch(pattern, printed), printed


def _line(line: str) -> str:
    bare = re.sub("^   ", "", line)
    if bare.strip() == "…":
        return r"(?:.*\n)*?"
    if bare.endswith(" …"):
        return f"{re.escape(bare.removesuffix(' …'))}.*\n"
    return f"{re.escape(bare.rstrip())} *\n"
