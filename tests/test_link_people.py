"""Persons of one article: a full name means itself, a short form the one full name before it."""

from __future__ import annotations

from extracting import FOAF_NAME, facts, plain, read_text

from kg.extract.spans import Name
from kg.link.people import link_people
from kg.vocab import VPO


def name(start: int, surface: str, *, short: bool = False) -> Name:
    return Name(start, start + len(surface), surface, start, "people.addressed", short=short)


def named(text: str) -> set[str]:
    found = facts(read_text(f"Tin trong tỉnh\n\n{text}"), VPO.NamedPerson)
    return {plain(fact.value(FOAF_NAME)) for fact in found}


def test_a_short_form_means_the_full_name_before_it() -> None:
    people = link_people([name(0, "Nguyễn Văn Mốt"), short := name(20, "Mốt", short=True)])
    assert people.person(short) == "nguyễn văn mốt"


def test_a_short_form_of_two_persons_means_nobody() -> None:
    full = [name(0, "Nguyễn Văn Mốt"), name(20, "Trần Mốt")]
    assert link_people([*full, short := name(40, "Mốt", short=True)]).person(short) is None


def test_a_short_form_before_any_full_name_means_nobody() -> None:
    people = link_people([short := name(0, "Mốt", short=True), name(20, "Nguyễn Văn Mốt")])
    assert people.person(short) is None


def test_two_spellings_of_tone_marks_are_one_person() -> None:
    assert len(link_people([name(0, "Lê Thuý Hoà"), name(20, "Lê Thúy Hòa")]).names) == 1


def test_a_name_in_capitals_gets_the_usual_ones() -> None:
    assert list(link_people([name(0, "NGUYỄN VĂN MỐT")]).names.values()) == ["Nguyễn Văn Mốt"]


def test_a_name_that_streets_bear_needs_a_title_or_a_form_of_address() -> None:
    street = "Tuyến đường trung tâm như Phan Đình Phùng, Võ Thị Sáu bị cấm xe."
    official = "Phó Chủ tịch UBND tỉnh Phú Yên Phan Đình Phùng nói. Trường là Võ Thị Sáu."
    assert [named(text) for text in (street, official)] == [set(), {"Phan Đình Phùng"}]


def test_one_person_named_twice_is_one_fact_with_two_sentences() -> None:
    found = read_text("Tin trong tỉnh\n\nÔng Nguyễn Văn Mốt nói. Ông Mốt đi. Bà Trần Thị Hăm nghe.")
    named = {plain(fact.value(FOAF_NAME)): len(fact.evidence) for fact in facts(found, VPO.NamedPerson)}
    assert named == {"Nguyễn Văn Mốt": 2, "Trần Thị Hăm": 1}
