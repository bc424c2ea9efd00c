"""The README says what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.cli import commands

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("command", sorted(commands.commands))
def test_every_command_is_in_the_readme(command):
    assert f"`kg {command}" in README


def test_no_other_command_is_in_the_readme():
    assert set(re.findall(r"^(?:   )?kg ([a-z]+)|`kg ([a-z]+)", README, re.MULTILINE)) <= {
        pair for name in commands.commands for pair in ((name, ""), ("", name))
    }


@pytest.mark.parametrize(
    "folder", sorted(path.name for path in (ROOT / "queries").iterdir() if path.is_dir())
)
def test_every_folder_of_queries_is_in_the_readme(folder):
    assert f"`queries/{folder}/`" in README


def test_the_readme_leads_with_two_commands_of_the_makefile():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    first = re.search(r"```sh\n(.*?)```", README, re.DOTALL)
    targets = re.findall(r"^make (\w+)", first[1], re.MULTILINE)
    assert targets == ["run", "test"]
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(path):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_every_page_is_reached_from_the_index(path):
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    assert path.name == "index.md" or f"({path.name})" in index


def test_every_sample_that_the_readme_names_is_there():
    names = re.findall(r"kg/samples/([\w.-]+\.\w+)", README)
    assert names
    assert [name for name in names if not (ROOT / "kg" / "samples" / name).exists()] == []


def test_every_test_that_the_pages_name_is_there():
    named = set(re.findall(r"`(test_[a-z0-9_]+)`", "".join(page.read_text("utf-8") for page in PAGES)))
    tests = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert len(named) > 25
    assert named <= set(re.findall(r"def (test_\w+)\(", tests))
