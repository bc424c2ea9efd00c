"""The threat model names tests that are there; the units of the operations page are taken by systemd."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODEL = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text("utf-8")
PROMISES = re.findall(r"^\| ([^|]+) \| [^|]+ \| `(tests/[\w/]+\.py)::(\w+)` \|$", MODEL, re.MULTILINE)
UNITS = dict(
    re.findall(r"^`/etc/systemd/system/([\w.]+)`\n\n```ini\n(.*?)```", OPERATIONS, re.MULTILINE | re.DOTALL)
)


def test_no_promise_is_lost():
    promised = MODEL.partition("## Promised")[2].partition("## Not promised")[0]
    assert len(PROMISES) == len([line for line in promised.splitlines() if line.startswith("| ")]) - 1 == 32


@pytest.mark.parametrize(("promise", "file", "name"), PROMISES)
def test_each_promise_is_held_by_a_test(promise, file, name):
    assert re.search(rf"^def {name}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE), promise


@pytest.mark.parametrize("name", ["threat-model.md", "operations.md"])
def test_both_pages_are_led_to(name):
    assert f"({name})" in (ROOT / "docs" / "index.md").read_text("utf-8")
    assert f"(docs/{name})" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_takes_the_units(tmp_path: Path):
    assert set(UNITS) == {"kg.socket", "kg.service"}
    for name, text in UNITS.items():
        (tmp_path / name).write_text(text.replace("/opt/kg/bin/kg", sys.executable), "utf-8")
    files = [str(tmp_path / name) for name in UNITS]
    done = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_field_of_the_logs_is_told():
    told = set(re.findall(r"`(\w+)`", OPERATIONS.partition("## Logs")[2].partition("## Backup")[0]))
    said = {"time", "level", "event", "logger", "trace"}
    for file in (*(ROOT / "kg").rglob("*.py"), *(ROOT / "web/kg_web").glob("*.py")):
        calls = (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call))
        for call in calls:
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name in {"say", "_say_ended"} or (name == "note" and file.parent.name == "kg_web"):
                said |= {field.arg for field in call.keywords if field.arg}
    assert len(said) == 20
    assert said <= told
