"""Labels looked for from their first words are what their pattern alone finds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.extract.body_words import body_words
from kg.extract.match import JOINT, any_of, labels, may_end, tails
from kg.extract.places import gazetteer
from kg.extract.reading import read
from kg.extract.role_words import role_words
from kg.load import build_article
from kg.model import Text
from kg.ontology import lexicon
from kg.quick import replace

SAMPLES = sorted((Path(__file__).parents[1] / "kg" / "samples").glob("*.txt"))
FORMS = ("Ban Tổ chức", "T.Ư", "thi đua - khen thưởng", "ông", "Bà.")


def _reading(text):
    return read(build_article(text), lexicon())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_each_finds_what_the_pattern_finds(path):
    reading = _reading(path.read_text("utf-8"))
    words = gazetteer(lexicon())
    for kind in (body_words(lexicon()).heads, role_words(lexicon()).roles, words.provinces, words.unit_words):
        text = reading.low if kind.fold_case else reading.shadow
        for span in ((0, len(text)), *((found.start, found.end) for found in reading.sentences)):
            spans = [match.span() for match in reading.each(kind, *span)]
            assert spans == [match.span() for match in kind.pattern.finditer(text, *span)]


def test_a_label_that_begins_with_no_whole_word_is_tried_everywhere():
    kind = labels(["Sở" + JOINT + "Ngành", "«A»"])
    reading = _reading("Đây là SởNgành và «A».")
    assert kind.firsts is None
    assert [match[0] for match in reading.each(kind)] == ["sởngành", '"a"']


def test_labels_are_looked_for_where_their_first_words_stand():
    kind = labels(["ông A", "ông B", "12 cụm"])
    assert _reading("Ông A, ông B: 12/3, mông.").starts_of(kind) == [0, 7, 14]


def test_labels_that_are_younger_than_the_reading_are_found_in_it():
    reading = _reading("Ông A, quzzx B.")
    assert list(reading.each(labels(["ông"])))
    assert [match.start() for match in reading.each(labels(["quzzx"]))] == [7]


@pytest.mark.parametrize("after", ["", " ", ": ", ".", " , "])
@pytest.mark.parametrize("form", FORMS)
def test_what_a_pattern_ends_on_may_end_there(form, after):
    text = f"một {form.lower()}{after}"
    assert re.search(rf"{any_of(FORMS)}\.?[ ,:]*$", text)
    assert may_end(text, tails(FORMS), 0, len(text))


def test_other_words_do_not_end_there():
    assert not may_end("một cuộc họp ", tails(FORMS), 0, 13)


def test_a_year_stands_in_a_span_when_four_digits_begin_there():
    reading = _reading("Ngày 10/8/2018, 123 và 20185.")
    assert reading.has_year(0, 15)
    assert not reading.has_year(15, 29)


def test_labels_stand_between_two_offsets_or_not():
    reading = _reading("Ông A, bà B.")
    assert reading.has(labels(["bà"]), 7)
    assert not reading.has(labels(["bà"]), 0, 7)


def test_a_value_is_changed_in_the_named_fields_alone():
    assert replace(Text("một"), lang="en") == Text("một", "en")
