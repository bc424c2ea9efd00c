"""How well extraction does on the samples, by class: what was found against what a reader wrote down."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extracting import FOAF_NAME, SAMPLES, facts, plain, read_text

from kg.model import Extraction, Fact
from kg.ontology import lexicon
from kg.text import key
from kg.vocab import VPO

GOLD = Path(__file__).parent / "data" / "gold"
Gold = dict[str, Any]


@dataclass(slots=True)
class Score:
    """Counts of what was found rightly, wrongly, and not at all."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, gold: Iterable[object], found: Iterable[object]) -> None:
        """Count one article."""
        wanted, got = Counter(gold), Counter(found)
        both = sum((wanted & got).values())
        self.right += both
        self.wrong += sum(got.values()) - both
        self.missed += sum(wanted.values()) - both

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


def score_samples() -> dict[str, Score]:
    """Return the scores over all plain-text samples that have a gold file."""
    scores: dict[str, Score] = {}
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        source = SAMPLES / gold["text"]
        if source.suffix == ".txt":
            _score(gold, read_text(source.read_text("utf-8")), scores)
    return scores


def _score(gold: Gold, extraction: Extraction, scores: dict[str, Score]) -> None:
    def add(name: str, wanted: Iterable[object], found: Iterable[object]) -> None:
        scores.setdefault(name, Score()).add(wanted, found)

    people = {
        extraction.article.node(p.id): _plain(plain(p.value(FOAF_NAME)))
        for p in facts(extraction, VPO.NamedPerson)
    }
    optional = {_plain(name) for name in gold["optional_persons"]}
    add("person", map(_plain, gold["persons"]), (name for name in people.values() if name not in optional))
    add("author", map(_plain, gold["authors"]), map(_plain, extraction.article.authors))
    add("province", set(map(_plain, gold["provinces"])), set(_provinces(extraction)))
    add("document", {code.replace(" ", "") for code in gold["documents"] if "/" in code}, _codes(extraction))
    wanted, allowed, found = _positions(gold, extraction, people)
    for depth, name in ((2, "title"), (3, "body"), (4, "tuple"), (5, "status")):
        extra = {held[:depth] for held in allowed}
        goal = {held[:depth] for held in wanted}
        add(name, goal, {held[:depth] for held in found if held[:depth] in goal or held[:depth] not in extra})
    if (gold.get("event") or {}).get("date"):
        day = next((str(event.value(VPO.startDate)) for event in facts(extraction, VPO.EventReport)), "")
        add("event date", [gold["event"]["date"]], [day])


def _plain(name: str | None) -> str:
    return re.sub(r"[^\w ]", "", key(name or "")).replace("thành phố ", "tp ").strip()


def _provinces(extraction: Extraction) -> Iterable[str]:
    for mention in extraction.mentions:
        unit = lexicon().get(mention.entity) if mention.kind == VPO.AdministrativeUnit else None
        if unit:
            yield _plain(unit.vi)


def _codes(extraction: Extraction) -> set[str]:
    """Return the printed codes and those that a short form was resolved to."""
    found = set()
    for citation in facts(extraction, VPO.Citation):
        known = lexicon().get(citation.role(VPO.citedDocument))
        code = citation.value(VPO.documentNumber) or (
            known.one("documentNumber") if known and not citation.value(VPO.plenumNumber) else None
        )
        if code:
            found.add(str(code).replace(" ", ""))
    return found


Position = tuple[str, str, str, str, str]


def _positions(
    gold: Gold, extraction: Extraction, people: dict[str, str]
) -> tuple[set[Position], set[Position], set[Position]]:
    wanted, allowed = set(), set()
    for row in gold["positions"]:
        status = {"relieved": "former"}.get(row["status"], row["status"])
        held = (
            _plain(row["person"]),
            _plain(row["position"]),
            _plain(row["org"]),
            _plain(row["province"]),
            status,
        )
        (allowed if row.get("optional") else wanted).add(held)
    changes = {
        prop: {t for x in facts(extraction, VPO.PersonnelChange) for p, t in x.roles if p == prop}
        for prop in (VPO.opens, VPO.closes)
    }
    found = {
        _position(extraction, held, people, changes) for held in facts(extraction, VPO.HoldingObservation)
    }
    return wanted, allowed, found


def _position(
    extraction: Extraction, held: Fact, people: dict[str, str], changes: dict[str, set[str]]
) -> Position:
    node = extraction.article.node(held.id)
    role = lexicon().terms[held.role(VPO.role) or ""].vi
    state = held.role(VPO.assertedStatus)
    former = node in changes[VPO.closes] or state == VPO.former
    status = "appointed" if node in changes[VPO.opens] else "former" if former else "held"
    title = f"Quyền {role}" if state == VPO.acting else role
    body, province = _body(extraction, held.role(VPO.organization))
    if role == "Bí thư Trung ương Đảng":
        title, body = "Bí thư", "trung ương đảng"
    named = {"ban chấp hành trung ương": "ban chấp hành trung ương đảng"}.get(body, body)
    return (
        people[held.role(VPO.holder) or ""],
        _plain(title),
        re.sub(r"^nhà nước.*", "nhà nước", named),
        province,
        status,
    )


def _body(extraction: Extraction, organization: str | None) -> tuple[str, str]:
    """Return the name of a body without its province, and the province."""
    if organization is None:
        return "", ""
    for body in facts(extraction, VPO.BodyObservation):
        if organization not in (body.role(VPO.organization), extraction.article.node(body.id)):
            continue
        name = next(
            value.text for prop, value in body.values if prop == VPO.canonicalName and value.lang == "vi"
        )  # type: ignore[union-attr]
        unit = lexicon().get(body.role(VPO.jurisdiction))
        tails = (f", {unit.vi}", f" {unit.vi}", f" {unit.vi.removeprefix('Thành phố ')}") if unit else ()
        short = next((name.removesuffix(tail) for tail in tails if name.endswith(tail)), name)
        return _plain(short), _plain(unit.vi) if unit else ""
    known = lexicon().get(organization)
    return _plain(re.sub(r" \(.*", "", known.vi)) if known else "", ""
