"""Which body a Party committee is of that is printed by the word for its kind alone: `Bí thư Đảng ủy`."""

from __future__ import annotations

from kg.extract.organs import BOARDS, COMPANIES, OF_UNIT
from kg.extract.spans import Body
from kg.link.finds import Finds
from kg.link.focus import company_before, focus_of, is_force, named_before, party_before
from kg.link.held import Group
from kg.link.told import is_bare
from kg.quick import replace

# Party bodies that are named by the body they lead.
PARTY_OF = ("dang-uy", "dang-bo", "ban-can-su-dang", "dang-doan", "chi-bo")
# The Party committee of the armed forces of a province has a name of its own.
_ARMED = {
    "bo-chi-huy-quan-su": "dang-uy-quan-su",
    "bo-chi-huy-bo-doi-bien-phong": "dang-uy-bo-doi-bien-phong",
}
# Parts of a body that have no Party committee of their own: it is that of the body.
_OFFICES_INSIDE = ("phong", "van-phong")
_FOR_A_TASK = ("ban-chi-dao", "doan-dai-bieu-quoc-hoi", "doan-cong-tac", "to-cong-tac", "tieu-ban")
# Beside `Chủ tịch UBND`, a bare `Bí thư Đảng ủy` is of the commune, but for a province's.
_NO_COMMITTEE_OF = ("uy-ban-nhan-dan", "hoi-dong-nhan-dan", "dang-uy")


def party_of_neighbour(finds: Finds, body: Body, group: Group, at: int) -> Body:
    """Return `Đảng ủy` or `Ban Cán sự đảng` with the body it is of; `Đảng bộ Sở` with the Sở named before.

    In `Bí thư Đảng ủy, Giám đốc Công an tỉnh` it is `Đảng ủy Công an tỉnh`.
    """
    if body.organ not in PARTY_OF or body.place or body.parent or body.level:
        return body
    if not is_alone(finds, body):
        return _of_bare(finds, body)
    order = (*group[at + 1 :], *reversed(group[:at]))
    near = next((other.body for other in order if other.body and _may_be_led(other.body)), None)
    near = near or next((focus_of(finds, other) for other in order if other.body is None), None)
    near = named_before(finds, near) if near and is_bare(near) else near
    near = _of_board(finds, near, body.start) if near and near.organ in BOARDS else near
    party = next((other.body for other in order if other.body and _is_more(body, other.body)), None)
    party = party or _committee_of_party(finds, body, group[at + 1 :])
    if near and near.parent and near.organ in _OFFICES_INSIDE and body.organ != "chi-bo":
        near = near.parent
    if near is None or near.form not in ("unit-organ", "named", "known"):
        return party or party_before(finds, body) or body
    no_committee = near.form == "known" and not is_force(finds.reading.lexicon, near)
    of_province = near.organ == "uy-ban-nhan-dan" and near.level == "province"
    no_committee = no_committee or (near.organ in _NO_COMMITTEE_OF and not of_province)
    word = near.vi.removeprefix(f"{organ_vi(finds, near)} ") if near.organ in OF_UNIT else ""
    if body.organ == "dang-bo" and word and word != near.vi:
        vi, en = f"{body.vi} {word}", f"{body.en}{near.en.removeprefix(organ_en(finds, near))}"
        return replace(near, start=body.start, end=body.end, vi=vi, en=en, form=body.form, organ=body.organ)
    if body.organ in ("dang-uy", "dang-bo") and no_committee:
        return party or body
    if near.entity:
        near = replace(near, level="central")
    army = finds.reading.lexicon.get(f"scheme/organ/{_ARMED.get(near.organ or '')}")
    if army and body.organ == "dang-uy":
        vi, en = (
            near.vi.replace(organ_vi(finds, near), army.vi),
            near.en.replace(organ_en(finds, near), army.en),
        )
    else:
        vi, en = f"{body.vi} {near.vi}", f"{body.en}, {near.en}"
    return Body(
        body.start, body.end, vi, en, "committee-of", body.organ, near.level, near.place, parent=near.parent
    )


def _committee_of_party(finds: Finds, body: Body, later: Group) -> Body | None:
    """Return `Đảng ủy` as that of the `Đảng bộ` that the list goes on with."""
    party = next((other.body for other in later if other.body and other.body.organ == "dang-bo"), None)
    if body.organ != "dang-uy" or party is None or is_alone(finds, party):
        return None
    vi, en = (
        party.vi.replace(organ_vi(finds, party), body.vi, 1),
        party.en.replace(organ_en(finds, party), body.en, 1),
    )
    return replace(party, vi=vi, en=en, organ=body.organ)


def _may_be_led(body: Body) -> bool:
    """Say whether a body may have a Party committee, and is none itself."""
    council = (body.organ or "").startswith("hoi-dong-") and body.organ not in (*BOARDS, "hoi-dong-nhan-dan")
    return body.organ not in (*PARTY_OF, *_FOR_A_TASK) and body.form != "committee" and not council


def _of_board(finds: Finds, board: Body, offset: int) -> Body | None:
    """Return the company of a board: of `Hội đồng thành viên Tổng công ty A` it is `Tổng công ty A`."""
    if is_bare_board(finds, board):
        return company_before(finds, offset)
    vi, en = (
        board.vi.removeprefix(f"{organ_vi(finds, board)} "),
        board.en.removeprefix(f"{organ_en(finds, board)}, "),
    )
    return replace(board, vi=vi, en=en, form="named", organ=None)


def _of_bare(finds: Finds, body: Body) -> Body:
    """Return `Đảng bộ Sở` as that of the Sở named before."""
    inner = body.vi.removeprefix(f"{organ_vi(finds, body)} ")
    organ = next((term for term in finds.reading.lexicon.words("named") if term.vi == inner), None)
    bare = Body(body.start, body.end, organ.vi, organ.en, "named", organ.local) if organ else None
    found = named_before(finds, bare) if bare and is_bare(bare) else None
    if found is None:
        return body
    vi, en = body.vi.replace(inner, found.vi), f"{organ_en(finds, body)}, {found.en}"
    return replace(body, vi=vi, en=en, level=found.level, place=found.place)


def is_alone(finds: Finds, body: Body) -> bool:
    """Say whether a party body is printed by the word for its kind alone."""
    return body.vi == organ_vi(finds, body)


def _is_more(body: Body, other: Body) -> bool:
    """Say whether another body of the same kind says whose it is."""
    return other.organ == body.organ and len(other.vi) > len(body.vi)


def is_bare_board(finds: Finds, board: Body) -> bool:
    """Say whether a board is printed without the name of its company: `Chủ tịch HĐTV Tổng công ty`."""
    inner = board.vi.removeprefix(organ_vi(finds, board)).strip()
    return inner in ("", *(finds.reading.lexicon.terms[f"scheme/organ/{organ}"].vi for organ in COMPANIES))


def body_led(finds: Finds, party: Body) -> Body | None:
    """Return the body of a unit that a Party committee is of: of `Đảng ủy Công an huyện` the police."""
    own = finds.reading.lexicon.terms["scheme/organ/dang-uy"]
    if not party.vi.startswith(f"{own.vi} "):
        return None
    vi, en = party.vi.removeprefix(f"{own.vi} "), party.en.removeprefix(f"{own.en}, ")
    organs = finds.reading.lexicon.words("unit-organ")
    organ = next((organ for organ in organs if f"{vi} ".startswith(f"{organ.vi} ")), None)
    return replace(party, vi=vi, en=en, form="unit-organ", organ=organ.local) if organ else None


def organ_vi(finds: Finds, body: Body) -> str:
    """Return the word for the kind of a body."""
    return finds.reading.lexicon.terms[f"scheme/organ/{body.organ}"].vi if body.organ else ""


def organ_en(finds: Finds, body: Body) -> str:
    """Return the word for the kind of a body, in English."""
    return finds.reading.lexicon.terms[f"scheme/organ/{body.organ}"].en if body.organ else ""
