"""Answers kept by generation: what is found again, what is let go of, how bodies are packed."""

import gzip
import threading

import pytest

from kg.kept import Kept
from kg.settings import Settings
from kg.sparql.answers import Answer, Question, packed, size_of, tag_of
from kg.sparql.endpoint import Endpoint
from kg.store import Store
from kg.store.reader import FixedGeneration
from tests.moving import Moving

ONE, TWO, THREE = (Question(f"ASK {{ {number} }}") for number in range(3))
COUNT = Question("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv")


def answer(size: int) -> Answer:
    return Answer(b"x" * size, "text/csv", "tag")


@pytest.fixture
def moving():
    reader = Moving()
    endpoint = Endpoint.over(reader, Settings(query_workers=1))
    yield reader, endpoint
    endpoint.close()


def test_what_was_not_asked_for_longest_is_let_go_of():
    kept = Kept(3 * 2_000, size_of)
    assert kept.find("1", ONE) is None
    kept.keep("1", ONE, answer(900))
    kept.keep("1", TWO, answer(900))
    assert kept.find("1", ONE) == answer(900)
    kept.keep("1", THREE, answer(2_500))
    assert [kept.find("1", question) is not None for question in (ONE, TWO, THREE)] == [True, False, True]


def test_what_is_larger_than_all_room_is_not_kept():
    kept = Kept(5_000, size_of)
    kept.find("1", ONE)
    kept.keep("1", ONE, answer(900))
    kept.keep("1", TWO, answer(5_000))
    assert kept.find("1", TWO) is None
    assert kept.find("1", ONE) is not None


def test_a_query_counts_with_all_the_room_that_its_letters_take():
    kept = Kept(5_000, size_of)
    kept.find("1", ONE)
    plain, wide = Question("x" * 1_500), Question("x" * 1_499 + "𝄞")
    for question in (plain, wide):
        kept.keep("1", question, answer(0))
    assert [kept.find("1", question) is not None for question in (plain, wide)] == [True, False]


def test_answers_of_another_generation_are_neither_found_nor_kept():
    kept = Kept(10_000, size_of)
    kept.find("1", ONE)
    kept.keep("1", ONE, answer(10))
    assert kept.find("2", ONE) is None
    kept.keep("1", TWO, answer(10))
    assert [kept.find(generation, TWO) for generation in ("2", "1")] == [None, None]
    assert kept.find("1", ONE) is None


def test_many_threads_never_outgrow_the_room():
    kept = Kept(20_000, size_of)
    kept.find("1", ONE)

    def ask(start: int) -> None:
        for number in range(start, start + 300):
            kept.keep("1", Question(str(number % 50)), answer(number % 7 * 500))
            kept.find("1", Question(str(number % 11)))

    threads = [threading.Thread(target=ask, args=(7 * start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    held = [found for number in range(50) if (found := kept.find("1", Question(str(number))))]
    assert 0 < sum(1_000 + len(found.body) for found in held) <= 20_000


def test_only_bodies_worth_it_are_packed_and_to_equal_bytes():
    assert packed(b"x" * 999, "gzip") == (b"x" * 999, "")
    assert packed(b"x" * 2_000, "") == (b"x" * 2_000, "")
    small, coding = packed(b"x" * 2_000, "gzip")
    assert (gzip.decompress(small), coding) == (b"x" * 2_000, "gzip")
    assert packed(b"x" * 2_000, "gzip") == (small, "gzip")


def test_the_tag_tells_generations_forms_and_graphs_apart():
    questions = [ONE, TWO, Question(ONE.query, "text/csv"), Question(ONE.query, dataset=(("urn:g",), ()))]
    tags = {tag_of(generation, question) for generation in ("1", "2") for question in questions}
    assert len(tags) == 8


def test_a_repeated_question_needs_no_worker(moving):
    _, endpoint = moving
    first = endpoint.ask(COUNT)
    endpoint.close()
    assert endpoint.ask(COUNT) is first


def test_another_generation_is_asked_again(moving):
    reader, endpoint = moving
    bodies, tags = [], set()
    for number in (1, 2, 1):
        reader.publish(number)
        found = endpoint.ask(COUNT)
        bodies.append(found.body)
        tags.add(found.tag)
    assert bodies == [b"n\r\n1\r\n", b"n\r\n2\r\n", b"n\r\n1\r\n"]
    assert len(tags) == 3


def test_what_may_differ_in_a_second_run_has_no_tag_and_is_asked_again():
    endpoint = Endpoint.over(FixedGeneration(Store.in_memory()), Settings(query_workers=1))
    asked = Question("SELECT (RAND() AS ?x) {}", "text/csv")
    one, two = endpoint.ask(asked), endpoint.ask(asked)
    endpoint.close()
    assert (one.tag, two.tag) == ("", "")
    assert one.body != two.body
