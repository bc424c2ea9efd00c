"""Pages of conflicts, over the made-up world."""

from __future__ import annotations

import pytest

from kg.errors import UnknownEntityError
from kg.views import Knowledge, entity_page
from kg.views.conflicts import conflicts_about, conflicts_of_kind, kinds_of_conflict
from tests.browser.world import BASE, world_app, world_store

CLUSTER = "id/cluster/btctw/4"


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return Knowledge(world_store(), BASE)


def test_every_kind_is_listed_with_its_number(known: Knowledge):
    counts = {kind.name: kind.count for kind in kinds_of_conflict(known)}
    assert len(counts) == 8
    assert {name for name, n in counts.items() if n} == {"memberListsDiffer", "countAndListDiffer"}


def test_both_sides_stand_with_their_sentences(known: Knowledge):
    (found,) = conflicts_of_kind(known, "memberListsDiffer").conflicts
    assert (found.year, found.says) == ("2018", "danh sách thành viên khác nhau")
    few, many = found.sides
    assert [ref.label for ref in many.names] == ["Bình Thuận"]
    assert few.names == ()
    said = ["".join(text for text, _ in side.notes[0].pieces) for side in (few, many)]
    assert said[0].endswith("3 địa phương: Long An, Tiền Giang và Ninh Thuận.")
    assert said[1].endswith("4 địa phương: Long An, Tiền Giang, Ninh Thuận và Bình Thuận.")


def test_the_conflicts_about_a_thing_are_found(known: Knowledge):
    page = conflicts_about(known, CLUSTER)
    assert [one.kind.name for one in page.conflicts] == ["countAndListDiffer", "memberListsDiffer"]
    assert page.about is not None
    assert conflicts_about(known, "id/adm63/long-an").conflicts == ()


def test_a_thing_and_a_kind_that_are_not_there_are_refused(known: Knowledge):
    with pytest.raises(UnknownEntityError):
        conflicts_about(known, "id/person/khong-co")
    with pytest.raises(UnknownEntityError):
        conflicts_of_kind(known, "khong-co")


def test_pages_are_cut_and_say_what_comes_next(known: Knowledge):
    page = conflicts_about(known, CLUSTER, offset=1)
    assert (len(page.conflicts), page.offset, page.total, page.next) == (1, 1, 2, None)


def test_the_page_of_a_thing_says_that_sources_disagree(known: Knowledge):
    said = [words.text for words in entity_page(known, CLUSTER).disagreements]
    assert said == ["số nêu khác danh sách", "danh sách thành viên khác nhau"]
    assert entity_page(known, "id/adm63/long-an").disagreements == ()


@pytest.mark.parametrize(
    ("prefix", "said"), [("", "nêu và kể 4 đơn vị"), ("/en", "states and lists 4 members")]
)
def test_the_page_speaks_the_language_of_the_reader(prefix: str, said: str):
    text = world_app().test_client().get(f"{prefix}/conflicts/countAndListDiffer").text
    assert said in text
    assert text.count("<blockquote") == 2


def test_an_unknown_kind_is_not_found():
    assert world_app().test_client().get("/conflicts/khong-co").status_code == 404
