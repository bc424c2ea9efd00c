"""How sure a post is: that the title is this person's, and that the body is the right one.

The numbers are estimates from development texts: a kind of evidence that was right less than 19 times in 20
there stays below 0.8, what reports call sure.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from kg.extract.organs import BOARDS, COMPANIES
from kg.link.bodies import LinkedBody
from kg.link.held import Held
from kg.vocab import VPO

_BY_PROVINCE = {VPO.articleContext: "0.8", VPO.sameSentence: "0.9", VPO.outlet: "0.95", VPO.unresolved: "0.8"}
_NO_BODY = "0.6"
_HALF_TOLD = "0.8"
_PLAIN = "0.75"
_ELECTED = "bau"
_COMMITTEE = "-uy"  # "Huyện ủy", "Đảng ủy"
_GAP = 3  # characters between a title and its body
_OPEN_IN_TIME = ("linking.office", "linking.career", "linking.prefix-comma")
# Of these every body and district has one: the word alone does not say which.
_ALONE = ("Đảng ủy", "Đảng bộ", "Chi bộ", "Ban Cán sự đảng", "Đảng đoàn", "Ban Chỉ huy", "Trung tâm")
# In no table, and named by the press in many ways: bodies for one task, parts of others, schools, companies.
_FOR_A_TASK = ("ban-chi-dao", "ban-quan-ly", "to-cong-tac", "tieu-ban")
_NAMED_FREELY = re.compile(
    r"(?:(?:Ban Thường vụ )?(?:Đảng ủy|Đảng bộ|Chi bộ|Công đoàn) (?:cơ quan )?)?"
    r"(?:Phòng|Cục|Chi cục|Vụ|Tổng cục|Tổng công ty|Tập đoàn|Công ty|Trường|Bệnh viện|Nhà hát|Nhạc viện|"
    r"Đội|Cơ quan|Viện(?! [Kk]iểm)) "
)


def confidence(held: Held, body: LinkedBody | None, led: bool) -> str:
    """Return how sure a holding is; `led` says of a post without body that it is of a known cluster."""
    sure = _sure_body(body) if body else "1" if led else _NO_BODY
    if body and _is_far(held, body):
        sure = min(sure, _HALF_TOLD, key=float)
    linked = min(held.confidence, _PLAIN, key=float) if _is_plain(held) else held.confidence
    return _product(linked, sure)


def _is_far(held: Held, body: LinkedBody) -> bool:
    """Say whether a body that no table knows stands neither with the title nor with its neighbours.

    A committee that is named is mostly the one meant, and news of a change mostly names the body.
    """
    if held.effect != "none" or body.organ is None or body.organ.endswith(_COMMITTEE):
        return False
    return not any(title.start <= body.start <= title.end + _GAP for title in (held.title, *held.siblings))


def _sure_body(body: LinkedBody) -> str:
    """Return how sure a body is: by how its province was found, and by how much of its name is told."""
    by_province = _BY_PROVINCE.get(body.how, "1")
    return min(by_province, _HALF_TOLD, key=float) if _is_half_told(body) else by_province


def _is_half_told(body: LinkedBody) -> bool:
    """Say whether the words tell a body in part: the word for its kind, or a name that is told freely."""
    if body.organ in (*COMPANIES, *BOARDS, *_FOR_A_TASK):
        return True
    return _NAMED_FREELY.match(body.short) is not None or body.short.endswith(_ALONE)


@lru_cache(maxsize=256)
def _product(first: str, second: str) -> str:
    return str((Decimal(first) * Decimal(second)).quantize(Decimal("0.01")))


def _is_plain(held: Held) -> bool:
    """Say whether a post is told in a way that outside news showed to be less sure.

    A clause (`là`, `giữ chức`) or a line of a career that nothing puts into the past often tells it all the
    same; a seat that is taken (`tham gia Ban Chấp hành`) is often that of another committee; an election to
    another body does not say that the old post is left.
    """
    if held.effect == "closes" and held.verb is not None and held.verb.local == _ELECTED:
        return True
    now = held.effect == "none" and not held.former and held.title.status != "former"
    return (now and held.rule in _OPEN_IN_TIME) or held.title.seat
