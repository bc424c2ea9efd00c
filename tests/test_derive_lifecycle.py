"""The life of a document: which rows make which steps, and how exact their days are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from rdflib import XSD, Literal

from kg.derive.cited_steps import Cited, cited_steps
from kg.derive.events import group_reports
from kg.derive.facts import Reference
from kg.derive.lifecycle import (
    AMENDED,
    ISSUED,
    REPLACED,
    Implementation,
    Step,
    When,
    held_steps,
    known_steps,
    reported_steps,
    state_steps,
)
from kg.derive.reports import Report
from kg.ontology import lexicon
from kg.vocab import VPO

DOC, NEWER, PLAN = "id/doc/18-nq-tw_2017-10-25", "id/doc/1-nq-tw_2026-01-01", "id/doc/161-kh-tu_x"
STEP = "scheme/lifecycle-step/"
ARTICLE, DAY = "id/article/0000000000000001", date(2020, 1, 8)
PUBLISHED = {ARTICLE: DAY}


def reference(**more: tuple[str, ...]) -> Reference:
    """Return the words of the ontology that mean a step, and what is given of documents."""
    terms = lexicon().of(VPO.EventKind, VPO.ImplementationStage, VPO.CitationRole)
    values = {(t.name, VPO.lifecycleStep): t.all("lifecycleStep") for t in terms if t.all("lifecycleStep")}
    for kind in lexicon().of(VPO.DocumentType):
        if kind.all("documentClass"):
            values[kind.name, VPO.documentClass] = kind.all("documentClass")
    values[DOC, VPO.issueDate] = (Literal("2017-10-25", datatype=XSD.date),)
    for name, value in more.items():
        values[NEWER, str(getattr(VPO, name))] = value
    return Reference(values)


def kinds(steps) -> list[str]:
    return [step.kind.removeprefix(STEP) for step in steps]


def province(unit: str) -> str | None:
    return {"id/org/tinh-uy-yen-bai": "id/adm63/yen-bai", "id/adm63/yen-bai": "id/adm63/yen-bai"}.get(unit)


def test_what_the_tables_know_is_issued_amended_and_replaced():
    told = reference(
        issueDate=(Literal("2026-01-01", datatype=XSD.date),), amends=(DOC,), replaces=("id/doc/9",)
    )
    steps = {(step.document, step.kind): step for step in known_steps(told)}
    assert steps[DOC, ISSUED].when == When(date(2017, 10, 25))
    assert (steps[DOC, AMENDED].by, steps[DOC, AMENDED].when.day) == (NEWER, date(2026, 1, 1))
    assert steps["id/doc/9", REPLACED].nodes == (NEWER,)


def test_a_report_is_the_step_of_its_stage_else_a_judgement_else_carried_out():
    stage = "scheme/implementation-stage/"
    rows = [
        Implementation(f"{ARTICLE}#i{n}", DOC, stage=told and stage + told, polarity=polarity)
        for n, (told, polarity) in enumerate(
            [("hoc-tap", None), ("cu-the-hoa", None), ("trien-khai", None), ("so-ket", None),
             (None, VPO.negative), (None, None)]
        )
    ]  # fmt: skip
    found = kinds(reported_steps(rows, PUBLISHED, reference()))
    assert found == ["quan-triet", "ke-hoach", "thuc-hien", "danh-gia", "danh-gia", "thuc-hien"]


def test_a_day_that_is_not_stated_is_the_day_of_the_report():
    row = Implementation(f"{ARTICLE}#i1", DOC, "id/adm63/yen-bai")
    dated = replace(row, asOf=date(2019, 12, 31))
    (told,), (known,) = (list(reported_steps([one], PUBLISHED, reference())) for one in (row, dated))
    assert told.when == When(DAY, VPO.day, VPO.publicationDate)
    assert known.when == When(date(2019, 12, 31))
    (unknown,) = reported_steps([replace(row, node="id/article/2#i1")], PUBLISHED, reference())
    assert unknown.when.day is None


def test_a_conference_about_a_document_is_a_step_on_its_day():
    kind = "scheme/event-kind/quan-triet"
    node, role = f"{ARTICLE}#v1", "scheme/citation-role/"
    (event,) = group_reports([Report(node, kind, date(2020, 1, 7), organizer="id/org/tinh-uy-yen-bai")])
    cited = {
        f"{ARTICLE}#v1": [
            (f"{ARTICLE}#c1", DOC, f"{role}mentioned"),
            (f"{ARTICLE}#c2", NEWER, f"{role}basis"),
        ]
    }
    (step,) = held_steps([event], cited, reference())
    assert (step.kind, step.document, step.when.day) == (f"{STEP}quan-triet", DOC, date(2020, 1, 7))
    assert (step.unit, step.event) == ("id/org/tinh-uy-yen-bai", event.iri)


def test_a_review_that_only_names_a_document_does_not_assess_it():
    (event,) = group_reports([Report(f"{ARTICLE}#v1", "scheme/event-kind/so-ket", DAY)])
    for role, expected in (("mentioned", []), ("implemented", ["danh-gia"]), ("studied", ["quan-triet"])):
        cited = {f"{ARTICLE}#v1": [(f"{ARTICLE}#c1", DOC, f"scheme/citation-role/{role}")]}
        assert kinds(held_steps([event], cited, reference())) == expected


def citation(number: int, document: str, role: str, printed: str, quote: str, **more: str | None) -> Cited:
    start = quote.index(printed)
    mark = f"{ARTICLE}#char={100 + start},{100 + start + len(printed)}"
    return Cited(f"{ARTICLE}#c{number}", document, f"scheme/citation-role/{role}", 100, quote, mark, **more)


def test_a_plan_that_carries_out_a_document_is_its_step():
    quote = "Kế hoạch số 161-KH/TU thực hiện Nghị quyết số 18-NQ/TW của Trung ương."
    plan = citation(1, PLAN, "mentioned", "Kế hoạch số 161-KH/TU", quote,
                    type="scheme/document-type/KH", issuer="id/org/tinh-uy-yen-bai")  # fmt: skip
    target = citation(2, DOC, "implemented", "Nghị quyết số 18-NQ/TW", quote)
    steps = list(cited_steps([target, plan], [], PUBLISHED, reference()))
    planned = next(step for step in steps if step.kind == f"{STEP}ke-hoach")
    assert (planned.document, planned.by, planned.unit) == (DOC, PLAN, "id/org/tinh-uy-yen-bai")
    apart = quote.replace("thực hiện", "; nghe")
    moved = [
        citation(1, PLAN, "mentioned", "Kế hoạch số 161-KH/TU", apart, type="scheme/document-type/KH"),
        citation(2, DOC, "implemented", "Nghị quyết số 18-NQ/TW", apart),
    ]
    assert kinds(cited_steps(moved, [], PUBLISHED, reference())) == ["thuc-hien"]


def test_what_a_report_tells_better_is_not_told_again_by_its_citation():
    one = citation(1, DOC, "implemented", "Nghị quyết 18", "thực hiện Nghị quyết 18")
    assert list(cited_steps([one], [(ARTICLE, DOC)], PUBLISHED, reference())) == []
    assert kinds(cited_steps([one], [], PUBLISHED, reference())) == ["thuc-hien"]


def test_an_article_that_tells_of_the_issue_supports_the_known_day():
    one = citation(1, DOC, "issued", "Nghị quyết 18", "ban hành Nghị quyết 18")
    (step,) = cited_steps([one], [], PUBLISHED, reference())
    assert step.when == When(date(2017, 10, 25))


def test_steps_of_one_province_on_one_day_are_one_node_with_all_units():
    steps = [
        Step(DOC, f"{STEP}danh-gia", (f"{ARTICLE}#i1",), When(DAY), "id/adm63/yen-bai"),
        Step(DOC, f"{STEP}danh-gia", (f"{ARTICLE}#v1",), When(DAY), "id/org/tinh-uy-yen-bai"),
        Step(DOC, f"{STEP}danh-gia", (f"{ARTICLE}#i2",), When(DAY), "id/adm63/yen-bai", VPO.negative),
    ]
    said = state_steps(DOC, steps, province)
    whole = "id/lifecycle/18-nq-tw_2017-10-25/danh-gia/adm63-yen-bai/2020-01-08"
    assert sorted(said) == [whole, f"{whole}/negative"]
    assert len([1 for _, p, _ in said[whole] if p == VPO.unit]) == 2


STEPS = st.lists(
    st.builds(
        Step,
        st.just(DOC),
        st.sampled_from([ISSUED, f"{STEP}danh-gia"]),
        st.sampled_from([(f"{ARTICLE}#i{n}",) for n in range(4)]),
        st.builds(When, st.sampled_from([None, DAY]), st.sampled_from([VPO.day, VPO.month]),
                  st.sampled_from([VPO.statedDate, VPO.publicationDate])),
        st.sampled_from([None, "id/adm63/yen-bai", "id/org/tinh-uy-yen-bai"]),
        st.sampled_from([None, VPO.negative]),
    ),
    max_size=8,
)  # fmt: skip


@given(STEPS, st.randoms())
def test_the_order_of_the_steps_leaves_no_trace(steps, chance):
    mixed = list(steps)
    chance.shuffle(mixed)
    assert state_steps(DOC, mixed, province) == state_steps(DOC, steps, province)


@given(STEPS)
def test_every_step_has_one_kind_one_day_at_most_and_grounds(steps):
    said = state_steps(DOC, steps, province)
    for name, found in said.items():
        told = [(p, v) for s, p, v in found if s == name]
        assert len(told) == len(found)
        assert len([1 for p, _ in told if p == VPO.lifecycleStep]) == 1
        assert len([1 for p, _ in told if p == VPO.stepDate]) <= 1
        assert len([1 for p, _ in told if p == VPO.stepBasis]) <= 1
        assert [1 for p, _ in told if p == VPO.derivedFrom]
