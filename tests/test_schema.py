"""The JSON Schema of a line of `kg extract`: it follows from the ontology, and every line follows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from extracting import SAMPLES, read_text
from jsonschema import Draft202012Validator

from kg.cli import commands
from kg.commands.errors import run
from kg.jsonl import write_extraction
from kg.pipeline import extract
from kg.schema import read_schema, render
from kg.settings import Settings, resource
from kg.vocab import VPO

BASE = "https://vpo.example/"
SCHEMA = json.loads(read_schema())
VALIDATOR = Draft202012Validator(SCHEMA)
PASSAGES = Path(__file__).parent / "data" / "passages"
SOURCES = [SAMPLES, *sorted(path for path in PASSAGES.iterdir() if path.is_dir())]
TEXT = "Ngày 10/8/2018, tại Long An, ông Nguyễn Văn Mốt, Bí thư Tỉnh ủy, phát biểu."


def line() -> dict:
    return json.loads(json.dumps(write_extraction(read_text(TEXT), BASE)))


def problems(instance: object) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in VALIDATOR.iter_errors(instance)]


def test_the_schema_follows_draft_2020_12() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"].endswith("draft/2020-12/schema")


def test_the_schema_is_what_the_ontology_says() -> None:
    told = "the ontology changed: run `python -m kg.schema > kg/schemas/extract.schema.json`"
    assert read_schema() == render(resource("ontology")), told


def test_classes_and_roles_bear_names_of_the_ontology() -> None:
    terms = {name for name in vars(VPO) if not name.startswith("_")}
    facts = {name: kind for name, kind in SCHEMA["$defs"].items() if "evidence" in kind.get("required", ())}
    roles = {role for kind in facts.values() for role in kind["properties"]["roles"]["properties"]}
    assert facts.keys() | set(SCHEMA["$defs"]["class"]["enum"]) <= terms
    assert roles <= terms


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_line_follows_the_schema(source: Path) -> None:
    paths = [path for path in sorted(source.iterdir()) if path.suffix in {".txt", ".html", ".jsonl"}]
    lines = list(extract(paths, Settings()))
    assert lines
    assert [found for said in lines for found in problems(json.loads(json.dumps(said)))] == []


def test_a_line_has_the_four_parts_and_no_other() -> None:
    assert list(line()) == ["article", "mentions", "facts", "entities"]
    assert problems({**line(), "more": 1})


def test_a_fact_of_a_class_that_no_article_states_is_refused() -> None:
    said = line()
    said["facts"][0]["class"] = "Tenure"
    assert problems(said)


def test_a_role_of_another_class_is_refused() -> None:
    said = line()
    held = next(fact for fact in said["facts"] if fact["class"] == "HoldingObservation")
    held["roles"]["memberUnit"] = f"{BASE}id/adm63/long-an"
    assert any("memberUnit" in problem for problem in problems(said))


def test_a_fact_without_evidence_is_refused() -> None:
    said = line()
    said["facts"][0]["evidence"] = []
    assert problems(said)


def test_the_command_prints_the_schema_without_any_path(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(commands, ["extract", "--schema"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == SCHEMA
