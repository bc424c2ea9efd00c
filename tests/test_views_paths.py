"""Paths between two people as pages, over the made-up world."""

from __future__ import annotations

import pytest
from rdflib import URIRef

from kg.errors import ParameterError, UnknownEntityError
from kg.store.chains import Wish
from kg.store.choice import Choice
from kg.store.side import Side
from kg.views import Knowledge
from kg.views.paths import Asked, PathsPage, find_person, paths_page
from kg_web.render import worded
from tests.browser.world import BASE, world_app, world_store

ONE, OTHER = "id/person/mac-van-thi-du", "id/person/cu-thi-mau-don"
BETWEEN = "id/person/ninh-the-gia-su"


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return Knowledge(world_store(), BASE)


@pytest.fixture(scope="module")
def side() -> Side:
    return Side.of(world_store())


def page(known: Knowledge, side: Side, one: str = ONE, other: str = OTHER, **asked: object) -> PathsPage:
    ends = URIRef(BASE + one), URIRef(BASE + other)
    choice = Choice.of(**asked)
    return paths_page(known, side, ends, Asked(choice, Wish(since=choice.since, until=choice.until)))


def test_every_tie_of_a_path_has_its_sentences(known: Knowledge, side: Side):
    (chain, *_) = page(known, side, other=BETWEEN).chains
    (step,) = chain.steps
    assert (step.source.name, step.target.name) == (ONE, BETWEEN)
    assert {tie.kind for tie in step.ties} == {"same-event"}
    assert all(tie.notes and tie.through and tie.days for tie in step.ties)


def test_a_possible_tie_is_used_only_when_asked_for(known: Knowledge, side: Side):
    assert page(known, side, one=BETWEEN, kinds=["same-body"]).chains == ()
    (chain,) = page(known, side, one=BETWEEN, kinds=["same-body"], possible=True).chains
    (tie,) = chain.steps[0].ties
    assert not tie.sure
    assert [ref.name for ref in tie.through] == ["id/org/ban-to-chuc-trung-uong/vu-dia-phuong-iii"]
    assert "504 ngày" in " ".join(words.text for words in tie.reasons)


def test_days_and_kinds_narrow_the_search(known: Knowledge, side: Side):
    assert page(known, side, other=BETWEEN, kinds=["succession"]).chains == ()
    assert page(known, side, other=BETWEEN, days=("2030-01-01", "")).chains == ()


def test_a_person_is_found_by_address_and_by_name_without_marks(known: Knowledge, side: Side):
    for text in (OTHER, f"/{OTHER}", BASE + OTHER, "Cù Thị Mẫu Đơn", "cu thi mau don"):
        assert find_person(known, side, text) == URIRef(BASE + OTHER), text


@pytest.mark.parametrize("text", ["id/org/tinh-uy-long-an", "id/person/khong-co", "Không Có Ai", "?"])
def test_who_is_no_person_here_is_refused(known: Knowledge, side: Side, text: str):
    with pytest.raises(UnknownEntityError):
        find_person(known, side, text)


def test_a_name_that_several_bear_is_refused_with_their_addresses(known: Knowledge, side: Side):
    with pytest.raises(ParameterError, match=r"id/person/mac-van-thi-du\.ninh-thuan"):
        find_person(known, side, "Mạc Văn Thí Dụ")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"kinds": ["x"]}, "no kind of tie"),
        ({"days": ("2020-13-01", "")}, "is no date"),
        ({"days": ("2020-02-01", "2020-01-01")}, "ends before it begins"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked: dict[str, object], said: str):
    with pytest.raises(ParameterError, match=said):
        Choice.of(**asked)


def test_the_two_must_be_two(known: Knowledge, side: Side):
    with pytest.raises(ParameterError, match="one and the same"):
        page(known, side, other=ONE)


def get(address: str) -> tuple[int, str]:
    response = world_app().test_client().get(address)
    return response.status_code, response.text


@pytest.mark.parametrize(
    ("prefix", "said"),
    [("", "kế tiếp nhau được theo cả hai chiều"), ("/en", "follow in time both ways")],
)
def test_the_page_shows_the_steps_in_the_language_of_the_reader(prefix: str, said: str):
    code, text = get(f"{prefix}/paths?from={ONE}&to={BETWEEN}")
    assert code == 200
    assert said in text
    assert 'href="#note-1"' in text
    assert 'id="note-1"' in text


@pytest.mark.parametrize(
    ("query", "code", "said"),
    [
        ("from=Không Có Ai&to=id/person/cu-thi-mau-don", 404, "Kho không có người nào tên “Không Có Ai”"),
        (f"from={ONE}&to={ONE}", 400, "Hai bên là cùng một người"),
        (f"from={ONE}&to={OTHER}&since=2020", 400, "không phải là ngày"),
        (f"from={ONE}&to={OTHER}&kinds=x", 400, "không phải là một loại liên hệ"),
        ("from=mac van thi du&to=id/person/cu-thi-mau-don", 400, "Nhiều người khớp"),
        (f"from={ONE}&to={BETWEEN}&kinds=succession", 200, "Không thấy đường nối nào"),
        ("", 200, "Từ người"),
    ],
)
def test_what_is_wrong_is_said_in_words(query: str, code: int, said: str):
    found, text = get(f"/paths?{query}")
    assert found == code
    assert said in text


def test_the_form_names_whom_the_address_means():
    _, text = get(f"/paths?from={ONE}")
    assert f'value="{ONE}"' in text
    assert f'<p class="hint"><a href="/page/{ONE}">Mạc Văn Thí Dụ</a> ' in text


def test_days_in_reasons_are_said_in_words():
    with world_app().test_request_context():
        assert worded("từ 2018-08-10, số 2018-99-10") == "từ 10/8/2018, số 2018-99-10"
