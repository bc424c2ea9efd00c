"""Bodies that the reference layer does not hold, and posts: a role in one body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import ORG, RDF

from kg.derive.facts import Reference, Statement, best, block_of, labels, local
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

    def says(self) -> dict[str, str]:
        """Return what it says of the body, by field.

        A class that is not ours does not count, nor that a body is its own parent.
        """
        said = {field: getattr(self, field) for field in FIELDS}
        if self.kind and not self.kind.startswith(NS):
            said["kind"] = None
        if self.parent == self.organization:
            said["parent"] = None
        return {field: value for field, value in said.items() if value}


FIELDS = ("type", "kind", "jurisdiction", "parent", "level", "vi", "en")
"""What an article may say of a body: what most say of it is said."""


def state_body(
    name: str, seen: Iterable[Body], reference: Reference
) -> Iterator[tuple[str, frozenset[Statement]]]:
    """Yield the blocks of one body, from all places that name it; what most say wins, then the smallest.

    The first says what it is and rests on all that agree with it, the second on those that say otherwise:
    as long as these are fewer it stays so, whoever else comes or goes.
    """
    bodies = [(body.node, body.says()) for body in seen]
    said = {field: best(says.get(field) for _, says in bodies) for field in FIELDS}
    block, beside = body_blocks(name)
    apart = {node for node, says in bodies if any(said[field] != value for field, value in says.items())}
    grounds = frozenset((name, VPO.derivedFrom, node) for node, _ in bodies if node not in apart)
    yield block, frozenset(_say(name, said, reference)) | grounds
    if apart:
        yield beside, frozenset((name, VPO.derivedFrom, node) for node in apart)


def body_blocks(name: str) -> tuple[str, str]:
    """Return the block that says what a body is, and that of those who say otherwise."""
    return f"body/{block_of(name)}", f"body-otherwise/{block_of(name)}"


def _say(name: str, said: Mapping[str, str | None], reference: Reference) -> Iterator[Statement]:
    vi = said["vi"] or _bare(name)
    yield from labels(name, vi, said["en"] or vi)
    kind = said["kind"] or reference.one(said["type"], VPO.organizationClass) or VPO.Organization
    yield name, str(RDF.type), kind
    for predicate, field in (
        (VPO.organizationType, "type"), (VPO.jurisdiction, "jurisdiction"), (VPO.parent, "parent"),
        (VPO.level, "level"),
    ):  # fmt: skip
        if value := said[field]:
            yield name, predicate, value


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
