"""Answers of saved queries as tables, counts, and Vietnamese for what the data says in English."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from rdflib import URIRef

from kg.link import document_aliases, document_topics, documents, new_documents
from kg.queries import NamedQuery, all_queries, named
from kg.store import Term
from kg.store.generations import DataHome
from kg.store.side import Side
from kg.views import Knowledge, figures
from kg.views.bound import written_out
from kg.views.parts import Cell, Ref
from kg.views.saying import reason_in_vietnamese
from kg.views.table import named_cells
from kg.vocab import VPO
from tests.browser.world import BASE, world_store

PERSON = "id/person/mac-van-thi-du"


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return Knowledge(world_store(), BASE)


def cells(known: Knowledge, query: NamedQuery, **values: str) -> list[tuple[Cell, ...]]:
    bound = query.bind(values)
    return list(named_cells(known, query, bound, known.store.select(bound.text, **bound.bindings))[1])


def test_an_answer_links_to_the_sentence(known: Knowledge):
    found = cells(known, named("q01-who-held-post"))
    links = [part.name for row in found for cell in row for part in cell if isinstance(part, Ref)]
    assert any("#char=" in name for name in links)


@pytest.mark.parametrize("query", all_queries(), ids=lambda query: query.name)
def test_a_query_with_its_values_written_in_answers_the_same(known: Knowledge, query: NamedQuery):
    given = {
        "lang": "vi",
        "date": "2019-06-01",
        "year": "2018",
        "person": PERSON,
        "cluster": "id/cluster/btctw/4",
    }
    values = {param.name: given[param.name] for param in query.params if param.name in given}
    values |= {param.name: PERSON for param in query.params if param.required and param.name not in given}
    for bound in (
        query.bind(values),
        query.bind({name: values[name] for name in values if name == "person"}),
    ):
        plain = known.store.select(written_out(bound))
        assert key(plain) == key(known.store.select(bound.text, **bound.bindings))


def key(rows: list[dict[str, Term]]) -> list[list[tuple[str, str]]]:
    return sorted(sorted((name, value.n3()) for name, value in row.items()) for row in rows)


@pytest.mark.parametrize(
    ("query", "column"),
    [
        ("q09-unresolved-citations", "citation"), ("q19-facts-by-rule", "fact"),
        ("q27-statistics", "statistic"), ("q18-one-sentence-only", "evidence"),
        ("q06-cluster-leaders", "article"), ("q07-documents-cited", "article"),
    ],
)  # fmt: skip
def test_what_was_read_leads_to_its_sentence(known: Knowledge, query: str, column: str):
    spec = named(query)
    rule = next(iter(known.store.match(None, URIRef(VPO.rule))))[2]
    found = cells(known, spec, **({"rule": str(rule)} if column == "fact" else {}))
    given = {"rule", "lang"}
    at = [c for c in spec.columns if not c.endswith("Label") and c not in given].index(column)
    names = {part.name for row in found for part in row[at] if isinstance(part, Ref)}
    assert names
    assert all("#char=" in name for name in names)


def test_a_count_of_observations_leads_to_their_sentences(known: Knowledge):
    found = cells(known, named("q03-cluster-members"))
    counts = [
        cell[0] for row in found for cell in row if isinstance(cell[0], Ref) and cell[0].label.isdigit()
    ]
    assert {ref.name for ref in counts} == {"id/cluster/btctw/4#roster"}


def test_every_reason_of_a_citation_has_its_vietnamese(demo: Path):
    generation = DataHome(demo).current_reader().now()
    reasons = {str(reason) for _, _, reason in generation.store.match(None, URIRef(VPO.resolutionReason))}
    assert reasons
    assert [reason for reason in sorted(reasons) if reason_in_vietnamese(reason) is None] == []


def test_every_reason_that_the_rules_give_has_its_vietnamese():
    modules = (documents, document_aliases, document_topics, new_documents)
    source = "\n".join(inspect.getsource(module) for module in modules)
    given = re.findall(r'(?:reason = |known\([^"\n]*|several\([^"\n]*|VPO\.\w+, )f?"([^"]+)"', source)
    assert len(given) > 10
    filled = [re.sub(r"\{.*?\}", "XII", reason) for reason in given]
    # What leaves several open goes on with their names.
    said = (reason_in_vietnamese(reason) or reason_in_vietnamese(f"{reason}: X, Y") for reason in filled)
    assert None not in set(said)


def test_an_unknown_reason_stays_as_it_is():
    assert reason_in_vietnamese("because") is None


def test_counts_stand_most_first_and_in_one_group_each(known: Knowledge):
    found = figures(known, Side.of(known.store))
    groups = [found.attested, found.derived, found.things, found.words]
    assert all([n for _, n in group] == sorted((n for _, n in group), reverse=True) for group in groups)
    names = [ref.name for group in groups for ref, _ in group]
    assert len(names) == len(set(names))
