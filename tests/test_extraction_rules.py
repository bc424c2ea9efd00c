"""Every rule that code names is declared in the ontology, and every rule declared is used."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from extracting import SAMPLES, read_sample

from kg.ontology import lexicon
from kg.vocab import VPO

ROOT = Path(__file__).resolve().parents[1] / "kg"
DECLARED = {term.name.removeprefix("id/rule/") for term in lexicon().of(VPO.Rule)}
SUBJECTS = {rule.split(".")[0] for rule in DECLARED}


def named_in_code() -> set[str]:
    found = set()
    for path in (*ROOT.glob("extract/*.py"), *ROOT.glob("link/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if re.fullmatch(r"[a-z]+\.[a-z-]+", text) and text.split(".")[0] in SUBJECTS:
                found.add(text)
    roles = (word.one("participationRole") or "" for word in lexicon().words("participation"))
    return found | {f"participation.{role.rsplit('/', 1)[-1]}" for role in roles}


def test_every_rule_in_code_is_declared() -> None:
    assert named_in_code() - DECLARED == set()


def test_every_rule_declared_is_used() -> None:
    assert DECLARED - named_in_code() == set()


def test_evidence_and_mentions_name_declared_rules() -> None:
    for path in sorted(SAMPLES.glob("*.txt")):
        found = read_sample(path.stem)
        said = {held.rule for fact in found.facts for held in fact.evidence}
        assert said | {mention.rule for mention in found.mentions} <= DECLARED, path.name


def test_the_page_on_extraction_lists_every_rule() -> None:
    page = (ROOT.parent / "docs" / "extraction.md").read_text("utf-8")
    assert set(re.findall(r"^\| `([a-z]+\.[a-z-]+)` \|", page, re.MULTILINE)) == DECLARED


def _told_in_modules() -> dict[str, list[str]]:
    """Return where each list of words and each pattern of some length stands at the top of a module."""
    found: dict[str, list[str]] = {}
    for path in (*ROOT.glob("extract/*.py"), *ROOT.glob("link/*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple | ast.Call | ast.JoinedStr):
                value = ast.unparse(node.value)
                if len(value) > len('re.compile("[ ]*")'):
                    found.setdefault(value, []).append(f"{path.name} {ast.unparse(node.targets[0])}")
    return found


def test_a_list_of_words_and_a_pattern_have_one_home() -> None:
    told = _told_in_modules()
    assert len(told) > len(SUBJECTS)
    assert {value: homes for value, homes in told.items() if len(homes) > 1} == {}


def test_no_module_of_extraction_is_longer_than_a_reader_can_hold() -> None:
    modules = (*ROOT.glob("extract/*.py"), *ROOT.glob("link/*.py"))
    lines = {path.name: len(path.read_text("utf-8").splitlines()) for path in modules}
    assert {name: count for name, count in lines.items() if count > 300} == {}
