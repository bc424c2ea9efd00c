"""The lexicon: concepts by name, by class, by kind of word, by form; cached by the hash of its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology import lexicon
from kg.vocab import VPO

HEAD = """@base <https://vpo.example/> .
@prefix vpo: <https://vpo.example/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
WORD = """<scheme/word/verb/giao> a vpo:PositionWord ;
    skos:prefLabel "giao việc"@vi , "assign"@en ;
    skos:altLabel "giao"@vi ;
    vpo:wordKind <scheme/word-kind/verb> ;
    vpo:effect <scheme/verb-effect/opens> .
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "vpo-kg"


def folder(tmp_path: Path, text: str) -> Path:
    made = tmp_path / "ontology"
    made.mkdir(exist_ok=True)
    (made / "words.ttl").write_text(HEAD + text, "utf-8")
    return made


def test_a_concept_has_its_labels_forms_and_facts(tmp_path: Path) -> None:
    term = lexicon(folder(tmp_path, WORD)).terms["scheme/word/verb/giao"]
    assert (term.vi, term.en, term.forms, term.local) == (
        "giao việc",
        "assign",
        ("giao việc", "giao"),
        "giao",
    )
    assert (term.kind, term.one("effect")) == (VPO.PositionWord, "scheme/verb-effect/opens")
    assert (term.one("level"), term.all("level")) == (None, ())


def test_words_are_found_by_their_kind(tmp_path: Path) -> None:
    found = lexicon(folder(tmp_path, WORD))
    assert [term.local for term in found.words("verb")] == ["giao"]
    assert found.words("nothing") == ()


def test_a_form_finds_its_concept_whatever_its_case(tmp_path: Path) -> None:
    found = lexicon(folder(tmp_path, WORD))
    assert found.by_form(found.words("verb"))["giao việc"].local == "giao"


def test_a_name_nobody_declared_is_nothing(tmp_path: Path) -> None:
    found = lexicon(folder(tmp_path, WORD))
    assert found.get("scheme/word/verb/khac") is None
    assert found.get(None) is None


def test_another_text_is_another_digest(tmp_path: Path) -> None:
    first = lexicon(folder(tmp_path, WORD)).digest
    lexicon.cache_clear()
    assert lexicon(folder(tmp_path, WORD.replace("giao việc", "phân công"))).digest != first


def test_the_cache_gives_the_same_lexicon(tmp_path: Path, cache: Path) -> None:
    first = lexicon(folder(tmp_path, WORD))
    assert list(cache.glob("lexicon-*.json"))
    lexicon.cache_clear()
    second = lexicon(folder(tmp_path, WORD))
    assert (second.digest, second.terms) == (first.digest, first.terms)


def test_a_damaged_cache_is_read_anew(tmp_path: Path, cache: Path) -> None:
    lexicon(folder(tmp_path, WORD))
    next(cache.glob("lexicon-*.json")).write_text("{", "utf-8")
    lexicon.cache_clear()
    assert "scheme/word/verb/giao" in lexicon(folder(tmp_path, WORD)).terms


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert lexicon(folder(tmp_path, WORD)).words("verb")


def test_a_file_that_is_no_turtle_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"words\.ttl"):
        lexicon(folder(tmp_path, "<a> <b"))
