"""What is built holds all that is needed, and nothing that is not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")


def build(kind, folder):
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names in the wheel, and the folder it is unpacked in."""
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(build("wheel", tmp_path_factory.mktemp("built"))) as archive:
        archive.extractall(folder)
        return set(archive.namelist()), folder


@pytest.mark.parametrize(
    "name",
    [
        "kg/py.typed",
        "kg/cli.py",
        "kg/load/chrome.txt",
        "kg/load/abbreviations.txt",
        "kg/data/ontology/vpo.ttl",
        "kg/data/ontology/shapes.ttl",
        "kg/quality/samples.json",
        "kg/schemas/extract.schema.json",
        "kg_web/__init__.py",
        "kg_web/static/dist/manifest.json",
        "kg_web/static/dist/provinces.json",
    ],
)
def test_the_wheel_holds(wheel, name):
    assert name in wheel[0]


@pytest.mark.parametrize(
    "pattern", [r"kg/data/queries/questions/.+\.rq", r"kg/samples/.+\.txt", r"kg_web/templates/.+"]
)
def test_the_wheel_holds_some(wheel, pattern):
    assert any(re.fullmatch(pattern, name) for name in wheel[0])


def test_the_wheel_holds_two_packages_and_no_sources_of_the_front_end(wheel):
    assert {name.partition("/")[0] for name in wheel[0] if "dist-info" not in name} == {"kg", "kg_web"}
    assert not [name for name in wheel[0] if "node_modules" in name or "frontend/" in name]


def test_the_wheel_carries_licence_and_command(wheel):
    _, folder = wheel
    (info,) = folder.glob("*.dist-info")
    assert "kg = kg.cli:main" in (info / "entry_points.txt").read_text()
    assert "Apache License" in (info / "licenses" / "LICENSE").read_text()


@pytest.mark.parametrize("name", ["ontology", "quality", "queries", "samples", "schemas"])
def test_what_is_installed_finds_its_own_folders_from_anywhere(wheel, tmp_path, name):
    _, folder = wheel
    code = f"from kg.settings import resource; print(resource({name!r}))"
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-P", "-c", code]
    found = subprocess.check_output(command, cwd=tmp_path, env=environment, text=True)
    assert Path(found.strip()).is_relative_to(folder)


def test_the_source_archive_can_build_the_front_end_and_carries_no_build(tmp_path):
    with tarfile.open(build("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "web/hatch_build.py",
        "web/frontend/package.json",
        "web/frontend/package-lock.json",
        "Makefile",
    } <= names
    assert not [name for name in names if "node_modules" in name or "static/dist" in name]


def test_the_lock_pins_every_requirement():
    pinned = {line.partition("==")[0] for line in LOCK.splitlines() if line and not line.startswith("#")}
    extras = PROJECT["optional-dependencies"]
    wanted = [*PROJECT["dependencies"], *extras["test"], *extras["mcp"], *extras["notebook"]]
    names = {re.match(r"[\w.-]+", need)[0].lower().replace("_", "-") for need in wanted}
    assert names - pinned == {PROJECT["name"]}  # whose extras the tests need


def test_the_lock_names_no_place():
    assert not re.search(r"https?:|--|@|/", LOCK)


def test_the_engine_is_pinned_alike():
    (engine,) = [need for need in PROJECT["dependencies"] if need.startswith("pyoxigraph")]
    assert engine.partition(" ")[0] in LOCK
