"""Letters that an article explains in brackets: `Ban Quản lý Đường sắt đô thị (MAUR)`, later `Ban MAUR`."""

from __future__ import annotations

import re

from kg.extract.organs import BOARDS, COMPANIES
from kg.extract.spans import Body
from kg.link.finds import Finds
from kg.link.told import told
from kg.quick import replace

_PARTY = ("committee", "committee-of", "organ")
_BRACKET = re.compile(r" ?\((?:gọi tắt là |viết tắt là |sau đây gọi là )?([A-ZĐƯ][A-Za-zĐđƯư&-]{2,14})\)")
_LETTERS = re.compile(r"[A-ZĐƯ][A-ZĐƯ&-]{2,14}")
_NEXT = re.compile(r" (?:của )?([A-ZĐƯ][A-Za-zĐđƯư&-]{2,14})(?![\w])")


def aliased(finds: Finds, body: Body) -> Body:
    """Return the body that letters in the name of `body` stand for in this article, else `body`.

    `Ngân hàng CSXH tỉnh` keeps the unit behind the letters.
    """
    if body.organ in BOARDS:
        return _board_of_company(finds, body)
    if body.form not in ("named", "brand") or body.entity or body.parent:
        return body
    head, letters, rest = _parts(body.vi) if body.form == "named" else ("", body.vi, "")
    if body.form == "brand" and letters.upper() not in _aliases(finds):
        return _company_of(finds, body)
    meant = _aliases(finds).get(letters.upper()) if letters else None
    if meant is None or letters in meant.vi or not meant.vi.startswith(head.split(" ")[0]):
        return body
    found = replace(meant, start=body.start, end=body.end)
    if not rest:
        return replace(found, place=body.place or meant.place)
    vi = f"{meant.vi} {rest}"
    return replace(found, vi=vi, form="named", entity=None, place=body.place, level=body.level)


def _board_of_company(finds: Finds, board: Body) -> Body:
    """Return the board of a company that is printed by letters or a brand: `HĐTV Vinachem`."""
    organ = finds.reading.lexicon.terms[f"scheme/organ/{board.organ}"]
    letters = board.vi.removeprefix(organ.vi).strip()
    if not letters or " " in letters:
        return board
    company = _aliases(finds).get(letters.upper()) or _company_of(finds, replace(board, vi=letters))
    vi, en = f"{organ.vi} {company.vi}", f"{organ.en}, {company.en}"
    return replace(board, vi=vi, en=en if company.vi != letters else board.en, place=company.place)


def _company_of(finds: Finds, brand: Body) -> Body:
    """Return the company named by its kind and a brand, `Ngân hàng VPBank`, else the brand alone."""
    kinds = (finds.reading.lexicon.terms[f"scheme/organ/{organ}"].vi for organ in COMPANIES)
    names = [f"{kind} {brand.vi}" for kind in kinds]
    whole = next((other for other in told(finds) if other.vi in names), None)
    return replace(whole, start=brand.start, end=brand.end) if whole else brand


def alias_after(finds: Finds, offset: int) -> Body | None:
    """Return the body whose letters stand at `offset`, directly behind a title: `tổng giám đốc Sagri`."""
    match = _NEXT.match(finds.reading.shadow, offset)
    return _aliases(finds).get(match[1].upper()) if match else None


def _parts(name: str) -> tuple[str, str, str]:
    """Return the words before the first letters of a name, the letters, and the words behind them."""
    words = name.split(" ")
    at = next((at for at, word in enumerate(words) if at and _LETTERS.fullmatch(word)), 0)
    return " ".join(words[:at]), words[at] if at else "", " ".join(words[at + 1 :]) if at else ""


def _aliases(finds: Finds) -> dict[str, Body]:
    """Return the bodies by the letters in brackets directly behind or inside their names."""
    memo, text = finds.reading.memo, finds.reading.shadow
    kept = memo.get(("aliases", 0))
    if isinstance(kept, dict):
        return kept
    found: dict[str, Body] = {}
    spans = [(match.start(), match[1]) for match in _BRACKET.finditer(text)]
    for body in told(finds) if spans else ():
        for start, letters in spans:
            if body.form not in _PARTY and body.start < start <= body.end:
                found.setdefault(letters.upper(), body)
    memo["aliases", 0] = found
    return found
