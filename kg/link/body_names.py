"""How a body of a province, district or commune is called: its local name, its labels in two languages."""

from __future__ import annotations

from kg.extract.spans import Body
from kg.ontology import Lexicon, Term
from kg.text import key, slug

_UNIT_WORDS_EN = (
    "Province", "City", "Rural district", "Urban district", "Town", "Commune", "Ward", "Township",
    "Special zone",
)  # fmt: skip


def unit_word(lexicon: Lexicon, name: str, *levels: str) -> Term | None:
    """Return the word for a kind of unit of these levels that stands in the name of a body, the longest."""
    wanted = {f"scheme/level/{level}" for level in levels}
    words = [word for word in lexicon.words("unit-word") if word.one("level") in wanted]
    said = f" {key(name)}"
    return max((word for word in words if f" {word.vi}" in said), key=lambda word: len(word.vi), default=None)


def short_name(body: Body, unit: Term | None) -> str:
    """Return the name without its place, with `tỉnh` or `thành phố` as the unit is."""
    if unit is None or body.place is None or body.place.level != "province":
        return body.vi
    if body.vi.endswith(" tỉnh") and "/thanh-pho" in (unit.one("unitType") or ""):
        return f"{body.vi.removesuffix(' tỉnh')} thành phố"
    return body.vi


def global_name(short: str, unit: Term) -> str:
    """Return the name of the body among all: its own, its province, and the era of that province."""
    era = "-2025" if unit.name.startswith("id/adm34/") else ""
    return f"id/org/{slug(short)}-{unit.local}{era}"


def label_vi(short: str, unit: Term, local: str | None) -> str:
    """Return the name with its province; a body of a district sets the province off by a comma."""
    if local:
        return f"{short}, {unit.vi}"
    if key(short).endswith("thành phố"):
        return f"{short} {unit.vi.removeprefix('Thành phố ')}"
    return f"{short} {unit.vi}"


def label_en(body: Body, unit: Term, local: str | None) -> str:
    """Return the English name with its place."""
    place = f"{local}, {unit.en}" if local else unit.en
    word = next((word for word in _UNIT_WORDS_EN if body.en.endswith(f" of the {word}")), None)
    if word:
        said = f"{local} {word}, {unit.en}" if local else f"{place} {word}"
        head = body.en.removesuffix(f" of the {word}")
        return f"{head} of {place if place.endswith(word) else said}"
    head, comma, committee = body.en.rpartition(", ")
    if body.form in ("committee", "organ"):
        doubled = place.endswith(" City") and committee.startswith("City ")
        return f"{head}{comma}{place} {committee.removeprefix('City ') if doubled else committee}"
    return f"{body.en}, {place}"
