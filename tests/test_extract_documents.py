"""Documents: codes in their variants, short forms, plenums, congresses, local resolutions."""

from __future__ import annotations

import pytest

from kg.extract.documents import find_documents
from kg.extract.reading import read
from kg.extract.spans import Cited
from kg.load import build_article
from kg.ontology import lexicon


def cited(text: str) -> list[Cited]:
    return list(find_documents(read(build_article(text), lexicon())))


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("18-NQ/TW", "18-NQ/TW"),
        ("19- NQ/TW", "19-NQ/TW"),
        ("22/CT-TW", "22-CT/TW"),
        ("68-NQ-TW", "68-NQ/TW"),
        ("69-QÐ/TW", "69-QĐ/TW"),
        ("31 - HD/BTCTW", "31-HD/BTCTW"),
        ("1670/NQ-UBTVQH15", "1670/NQ-UBTVQH15"),
    ],
)
def test_a_code_is_read_in_its_variants(printed: str, code: str) -> None:
    assert [found.code for found in cited(f"Thực hiện văn bản {printed} nêu trên.")] == [code]


@pytest.mark.parametrize("printed", ["4/11", "2015-2020", "30/6/2018", "461/465"])
def test_other_numbers_are_no_codes(printed: str) -> None:
    assert cited(f"Có {printed} trong bài.") == []


def test_the_words_before_a_code_belong_to_it() -> None:
    text = "Thực hiện Nghị quyết số 18-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương."
    (found,) = cited(text)
    assert text[found.start :].startswith("Nghị quyết số")
    assert found.kind == "NQ"
    assert found.dated is not None
    assert found.issuer is not None


def test_an_issuer_said_once_holds_for_both_codes() -> None:
    found = cited("Thực hiện Nghị quyết số 18-NQ/TW, 19-NQ/TW của Ban Chấp hành Trung ương (khóa XII).")
    assert [(item.code, item.term) for item in found] == [("18-NQ/TW", "XII"), ("19-NQ/TW", "XII")]


def test_a_short_form_has_its_number() -> None:
    (found,) = cited("Thực hiện Chỉ thị 05 của Bộ Chính trị.")
    assert (found.number, found.code, found.rule) == (5, None, "documents.short")


def test_a_plenum_of_two_terms_is_two_documents() -> None:
    found = cited("Thực hiện Nghị quyết Trung ương 4 (khóa XI, XII).")
    assert [(item.plenum, item.term) for item in found] == [(4, "XI"), (4, "XII")]


def test_a_plenum_in_words_is_read() -> None:
    (found,) = cited("Theo Nghị quyết Hội nghị lần thứ sáu, Ban Chấp hành Trung ương Đảng khóa XII.")
    assert (found.plenum, found.term) == (6, "XII")


def test_a_congress_is_a_document_without_plenum() -> None:
    (found,) = cited("Thực hiện Nghị quyết Đại hội XIII của Đảng.")
    assert (found.plenum, found.term, found.rule) == (0, "XIII", "documents.congress")


def test_a_local_resolution_is_not_national() -> None:
    (found,) = cited("Thực hiện nghị quyết đại hội Đảng bộ tỉnh nhiệm kỳ 2015-2020.")
    assert found.rule == "documents.local"
