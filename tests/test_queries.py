from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from rdflib import XSD, Literal, URIRef

from kg.errors import ParameterError, QueryError, UnknownQueryError
from kg.queries import NamedQuery, all_queries, named
from kg.settings import resource
from kg.store import Store

TEXT = """# title-vi: Thử
# title-en: Trial
# param: person (iri, required) người | person
# param: day (date, default=2018-08-10) ngày | day
# param: year (integer) năm | year
# param: word (string) từ | word
# param: lang (lang, default=vi) ngôn ngữ | language
# columns: person, day, year, word, lang
BASE <https://vpo.example/>
SELECT ?person ?day ?year ?word ?lang WHERE { ?person <p> ?day }
"""
TRIAL = NamedQuery.parse(TEXT, name="trial")


def test_a_header_is_read_whole():
    assert (TRIAL.title_vi, TRIAL.title_en, TRIAL.columns[0]) == ("Thử", "Trial", "person")
    person, day, *_ = TRIAL.params
    assert (person.kind, person.required, person.label_vi, person.label_en) == (
        "iri",
        True,
        "người",
        "person",
    )
    assert (day.default, day.required) == ("2018-08-10", False)


@pytest.mark.parametrize(
    "value",
    ["id/person/a", "/id/person/a", "https://vpo.example/id/person/a", "<https://vpo.example/id/person/a>"],
)
def test_an_iri_is_taken_relative_or_full(value: str):
    assert TRIAL.bind({"person": value}).bindings["person"] == URIRef("https://vpo.example/id/person/a")


def test_values_become_typed_terms_and_the_rest_stay_variables():
    bound = TRIAL.bind({"person": "id/x", "year": " 2018 ", "word": 'a" } DROP ALL #'})
    assert bound.bindings["day"] == Literal("2018-08-10", datatype=XSD.date)
    assert bound.bindings["year"] == Literal("2018", datatype=XSD.integer)
    assert bound.bindings["word"] == Literal('a" } DROP ALL #')
    assert "word" not in TRIAL.bind({"person": "id/x", "word": " "}).bindings
    assert "DROP" not in bound.text


def test_a_star_leaves_a_parameter_open_and_its_default_too():
    assert "day" not in TRIAL.bind({"person": "id/x", "day": "*"}).bindings
    with pytest.raises(ParameterError):
        TRIAL.bind({"person": "*"})


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"person": "id/x", "nobody": "1"},
        {"person": "id/a b"},
        {"person": "id/x> } #"},
        {"person": "id/x", "day": "10/8/2018"},
        {"person": "id/x", "year": "2018.5"},
        {"person": "id/x", "lang": "fr"},
    ],
)
def test_a_wrong_parameter_is_refused(values: dict[str, str]):
    with pytest.raises(ParameterError):
        TRIAL.bind(values)


def test_another_base_replaces_the_base_line_only():
    bound = TRIAL.bind({"person": "id/x"}, "https://kg.example.org/")
    assert "BASE <https://kg.example.org/>" in bound.text
    assert bound.bindings["person"] == URIRef("https://kg.example.org/id/x")


@pytest.mark.parametrize(
    "line", ["# title-vi: Thử\n", "# title-en: Trial\n", "# columns: person, day, year, word, lang\n"]
)
def test_a_header_that_lacks_a_line_is_refused(line: str):
    with pytest.raises(QueryError):
        NamedQuery.parse(TEXT.replace(line, ""), name="trial")


def test_a_parameter_that_is_no_column_is_refused():
    with pytest.raises(QueryError, match="no column"):
        NamedQuery.parse(TEXT.replace("# columns: person, day,", "# columns: person,"), name="trial")


def test_an_unknown_name_is_answered_with_near_ones():
    known = all_queries()[0].name
    with pytest.raises(UnknownQueryError) as caught:
        named(f"{known}x")
    assert known in caught.value.near


def test_a_number_alone_is_answered_with_the_query_of_that_number():
    with pytest.raises(UnknownQueryError) as caught:
        named("q03")
    assert len(caught.value.near) == 1


@pytest.mark.parametrize("path", sorted(resource("queries").glob("*/*.rq")), ids=lambda path: path.stem)
def test_every_query_has_a_whole_header(path: Path):
    query = named(path.stem)
    assert query.folder == path.parent.name
    assert query.title_vi != query.title_en
    for param in query.params:
        assert param.label_vi
        assert param.label_en
        assert param.default is None or param.kind != "date" or date.fromisoformat(param.default)


def test_no_two_queries_of_any_folder_share_a_name():
    folders = [path.name for path in resource("queries").iterdir() if path.is_dir()]
    names = [query.name for folder in folders for query in all_queries(folder)]
    assert sorted(names) == sorted(set(names))


PAGED = """# title-vi: Số
# title-en: Numbers
# page: 3
# param: page (integer, default=1) trang | page
# columns: n, page
SELECT ?n ?page WHERE { { SELECT ?n WHERE { VALUES ?n { 1 2 3 4 5 6 7 } } LIMIT 3 OFFSET 0 } }
"""


def numbers(page: str | None) -> list[str]:
    bound = NamedQuery.parse(PAGED, name="numbers").bind({"page": page} if page else None)
    return [str(row["n"]) for row in Store.in_memory().select(bound.text, **bound.bindings)]


def test_pages_follow_one_another_and_end():
    assert [numbers(page) for page in (None, "2", "3", "4")] == [
        ["1", "2", "3"],
        ["4", "5", "6"],
        ["7"],
        [],
    ]


@pytest.mark.parametrize("page", ["0", "-1", "*", "10000000000"])
def test_what_is_no_page_is_refused(page: str):
    with pytest.raises(ParameterError, match="numbered from 1"):
        numbers(page)


def test_a_page_size_needs_its_place_in_the_text():
    with pytest.raises(QueryError, match="LIMIT 4 OFFSET 0"):
        NamedQuery.parse(PAGED.replace("# page: 3", "# page: 4"), name="numbers")


@pytest.mark.parametrize("query", all_queries(), ids=lambda query: query.name)
def test_a_query_in_pages_says_so_in_its_parameter(query: NamedQuery):
    told = [param for param in query.params if param.name == "page"]
    assert bool(told) == (query.page is not None)
    for param in told:
        assert str(query.page) in param.label_vi
        assert str(query.page) in param.label_en


@pytest.mark.parametrize("path", sorted(resource("queries").glob("*/*.rq")), ids=lambda path: path.stem)
def test_no_optional_holds_two_facts_about_one_thing(path: Path):
    # `OPTIONAL { ?x p ?a ; q ?b }` makes the engine read all that have p and q; nested, it looks up one.
    assert not re.findall(r"OPTIONAL\s*\{\s*\?\w+ \S+ \S+ ;", path.read_text("utf-8"))
