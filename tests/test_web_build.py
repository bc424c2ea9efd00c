"""The front end's build: nothing foreign is pinned by address, nothing is built twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import hatch_build

FRONTEND = Path(hatch_build.__file__).parent / "frontend"


def test_the_lock_names_no_registry():
    lock = json.loads((FRONTEND / "package-lock.json").read_text("utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def test_every_locked_package_is_checked_by_its_hash():
    lock = json.loads((FRONTEND / "package-lock.json").read_text("utf-8"))
    assert [n for n, package in lock["packages"].items() if n and "integrity" not in package] == []


def test_everything_the_sources_import_is_declared():
    declared = json.loads((FRONTEND / "package.json").read_text("utf-8"))["dependencies"]
    text = "\n".join(path.read_text("utf-8") for path in (FRONTEND / "src").rglob("*.*"))
    imported = {part.split("'")[0] for part in text.split(" from '")[1:]}
    assert {name for name in imported if not name.startswith(".")} <= set(declared)


def test_a_skipped_build_builds_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SKIP_FRONTEND", "1")
    assert hatch_build.build_assets(force=True) is False


def test_a_changed_source_makes_the_bundle_stale(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    stamp = tmp_path / "stamp"
    monkeypatch.setattr(hatch_build, "_STAMP", stamp)
    stamp.write_text("of other inputs", "ascii")
    assert not hatch_build.is_fresh()


def test_a_failing_tool_is_told_with_its_last_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("KG_SKIP_FRONTEND", raising=False)
    monkeypatch.setattr(hatch_build, "is_fresh", lambda: False)
    monkeypatch.setattr(
        hatch_build, "_node_and_npm", lambda: ("node", ["python3", "-c", "raise SystemExit('no way')"])
    )
    with pytest.raises(SystemExit, match="no way"):
        hatch_build.build_assets()
