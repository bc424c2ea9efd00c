"""Bodies that the reference layer does not hold, and posts: a role in one body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import ORG, RDF

from kg.derive.facts import Reference, Statement, best, labels, local
from kg.text import key
from kg.vocab import NS, VPO


@dataclass(frozen=True, slots=True)
class Body:
    """A body as one article names it."""

    node: str
    organization: str
    type: str | None = None
    kind: str | None = None
    jurisdiction: str | None = None
    parent: str | None = None
    level: str | None = None
    vi: str | None = None
    en: str | None = None


def state_body(name: str, seen: Iterable[Body], reference: Reference) -> frozenset[Statement]:
    """Return what is said of one body from all places that name it; what most say wins, then the smallest."""
    bodies = list(seen)
    type_ = best(body.type for body in bodies)
    vi, en = (best(body.vi for body in bodies), best(body.en for body in bodies))
    statements = labels(name, vi or _bare(name), en or vi or _bare(name))
    observed = [body.kind for body in bodies if body.kind and body.kind.startswith(NS)]
    kind = best(observed) or reference.one(type_, VPO.organizationClass) or VPO.Organization
    statements.append((name, str(RDF.type), kind))
    for predicate, value in (
        (VPO.organizationType, type_),
        (VPO.jurisdiction, best(body.jurisdiction for body in bodies)),
        (VPO.parent, best(body.parent for body in bodies if body.parent != name)),
        (VPO.level, best(body.level for body in bodies)),
    ):
        if value:
            statements.append((name, predicate, value))
    statements += [(name, VPO.derivedFrom, body.node) for body in bodies]
    return frozenset(statements)


def state_post(
    post: str, seen: Iterable[tuple[str, str, str]], names: tuple[str, str], reference: Reference
) -> frozenset[Statement]:
    """Return what is said of a post from the positions in it: (node, body, role).

    `names` are the names of the body in Vietnamese and English.
    """
    held = sorted(seen)
    _, organization, role = held[0]
    vi = _title(reference.label(role, "vi") or _bare(role), names[0])
    en = f"{reference.label(role, 'en') or reference.label(role, 'vi') or _bare(role)}, {names[1]}"
    return frozenset(
        [
            *labels(post, vi, en),
            (post, str(RDF.type), VPO.Post),
            (post, str(ORG.postIn), organization),
            (post, str(ORG.role), role),
            *((post, VPO.derivedFrom, node) for node, _, _ in held),
        ]
    )


def named_post(post: str) -> str:
    """Return the block that says what a post is."""
    return f"named-post/{post.removeprefix('id/post/')}"


def anchor_of(name: str, seen: Iterable[Body], reference: Reference) -> str | None:
    """Return what ties the people of a body down: its province; for a central body the outermost body.

    None where neither is known: such a body tells no two people apart.
    """
    bodies = list(seen)
    place = reference.one(name, VPO.jurisdiction) or best(body.jurisdiction for body in bodies)
    if place:
        return place
    level = reference.one(name, VPO.level) or best(body.level for body in bodies)
    return "/".join(name.split("/")[:3]) if level and level.endswith("/central") else None


def committees(reference: Reference) -> dict[str, str]:
    """Return the province of each provincial committee."""
    return {_committee_of(unit, reference): unit for unit in reference.having(VPO.unitType)}


def unit_of(name: str, province: Mapping[str, str]) -> str | None:
    """Return the province whose committee, or an organ of it, bears this name; None for any other body.

    `province` gives that of each committee.
    """
    _, word, rest = name.rpartition("tinh-uy-" if "tinh-uy-" in name else "thanh-uy-")
    return province.get(f"id/org/{word}{rest}")


def province_organ(
    unit: str, reference: Reference, organ: tuple[str, str, str]
) -> Iterator[tuple[str, Body]]:
    """Yield the organ (slug, vi, en) of a province's committee, then the committee.

    Nothing for a unit that the reference layer does not hold.
    """
    vi, en = reference.label(unit, "vi"), reference.label(unit, "en")
    if vi is None or en is None:
        return
    city, slug = _is_city(unit, reference), _committee_word(unit, reference)
    word = reference.label(f"scheme/organ/{slug}", "vi") or slug
    english = reference.label(f"scheme/organ/{slug}", "en") or slug
    committee = _committee_of(unit, reference)
    level = "scheme/level/province"
    name_vi, name_en = f"{word} {vi}", f"{en.removesuffix(' City') if city else en} {english}"
    committee_body = Body("", committee, None, VPO.PartyCommittee, unit, None, level, name_vi, name_en)
    inner = f"id/org/{organ[0]}-{committee.removeprefix('id/org/')}"
    organ_names = (f"{organ[1]} {name_vi}", f"{organ[2]}, {name_en}")
    yield inner, Body("", inner, None, VPO.PartyOrgan, unit, committee, level, *organ_names)
    yield committee, committee_body


def _is_city(unit: str, reference: Reference) -> bool:
    return local(reference.one(unit, VPO.unitType)).startswith("thanh-pho")


def _committee_word(unit: str, reference: Reference) -> str:
    return "thanh-uy" if _is_city(unit, reference) else "tinh-uy"


def _committee_of(unit: str, reference: Reference) -> str:
    era = "-2025" if unit.startswith("id/adm34/") else ""
    return f"id/org/{_committee_word(unit, reference)}-{local(unit)}{era}"


def _bare(name: str) -> str:
    return name.rsplit("/", 1)[-1].replace("-", " ")


def _title(role: str, body: str) -> str:
    """Return role and body as Vietnamese writes them: what they share once (`Chánh Văn phòng Tỉnh ủy`)."""
    words = role.split(" ")
    for count in (2, 1):
        shared = " ".join(words[-count:])
        if len(words) > count and key(body).startswith(f"{key(shared)} "):
            return f"{' '.join(words[:-count])} {body}"
    return f"{role} {body}"
