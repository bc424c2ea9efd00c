"""Every row of the tables the reference data started from is there."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SKOS

from kg.settings import resource
from kg.text import slug
from kg.vocab import VPO

FOLDER = resource("ontology")


def rows(seed: Path, name: str) -> list[dict[str, str]]:
    with (seed.parent / "reference" / f"{name}.csv").open(encoding="utf-8") as table:
        return list(csv.DictReader(table))


def names(stem: str) -> set[str]:
    graph = Graph().parse(FOLDER / f"{stem}.ttl", format="turtle")
    return {str(subject).removeprefix("https://vpo.example/") for subject in graph.subjects(RDF.type)}


@pytest.mark.parametrize(
    ("table", "stem"),
    [("provinces_63", "provinces"), ("provinces_34", "provinces"), ("documents", "documents")],
)
def test_each_row_is_a_subject(seed: Path, table: str, stem: str) -> None:
    assert {f"id/{row['id']}" for row in rows(seed, table)} <= names(stem)


def test_each_named_body_is_a_subject(seed: Path) -> None:
    bodies = {f"id/{row['id']}" for row in rows(seed, "organization_terms") if row["id"].startswith("org/")}
    assert bodies <= names("bodies")


@pytest.mark.parametrize(
    ("table", "column", "stem"),
    [("surnames", "surname", "surnames"), ("abbreviations", "abbreviation", "abbreviations")],
)
def test_each_word_is_a_label(seed: Path, table: str, column: str, stem: str) -> None:
    graph = Graph().parse(FOLDER / f"{stem}.ttl", format="turtle")
    labels = {str(label) for label in graph.objects(None, SKOS.prefLabel)}
    assert {row[column] for row in rows(seed, table)} <= labels


def test_each_alias_of_a_province_is_a_label(seed: Path) -> None:
    graph = Graph().parse(FOLDER / "provinces.ttl", format="turtle")
    for row in rows(seed, "provinces_63"):
        unit = URIRef(f"https://vpo.example/id/{row['id']}")
        labels = {
            str(label)
            for prop in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
            for label in graph.objects(unit, prop)
        }
        assert {alias.removesuffix(" (error)") for alias in row["aliases"].split("|") if alias} <= labels


def test_each_stated_roster_is_a_subject(seed: Path) -> None:
    graph = Graph().parse(FOLDER / "clusters.ttl", format="turtle")
    found = {
        (str(graph.value(roster, URIRef(VPO.printedNumber))), str(graph.value(roster, URIRef(VPO.year))))
        for roster in graph.subjects(RDF.type, URIRef(VPO.ClusterRoster))
    }
    assert {(row["number_as_printed"], row["year"]) for row in rows(seed, "clusters")} <= found


def test_slugs_of_provinces_are_those_of_their_names(seed: Path) -> None:
    for row in rows(seed, "provinces_63"):
        assert row["id"] == f"adm63/{slug(row['name_vi'].removeprefix('Thành phố '))}"


def test_codes_are_those_of_the_table(seed: Path) -> None:
    graph = Graph().parse(FOLDER / "provinces.ttl", format="turtle")
    for row in rows(seed, "provinces_34"):
        unit = URIRef(f"https://vpo.example/id/{row['id']}")
        code = Literal(row["code_gso_2025"], datatype=URIRef(VPO.gso2025))
        assert (unit, SKOS.notation, code) in graph
