"""Which post a new one takes the place of: the same person cannot run two bodies, but may sit in many."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from kg.link.bodies import LinkedBody
from kg.ontology import Term
from kg.vocab import VPO

_GENERAL_SECRETARY = "tong-bi-thu"
_FIRST_SECRETARY = "bi-thu-thu-nhat"
_UNDER_FIRST = ("bi-thu", "bi-thu-thuong-truc")  # secretaries beside the first of a youth union
_COMMITTEES = ("tinh-uy", "thanh-uy", "huyen-uy", "quan-uy", "thi-uy")
_ASSEMBLIES = ("hoi-dong-nhan-dan", "doan-dai-bieu-quoc-hoi")
# Organs that one heads beside an office elsewhere.
_BESIDE = (
    "chi-bo", "hoi", "hiep-hoi", "lien-hiep", "lien-hiep-cac-hoi", "cau-lac-bo", "lien-minh", "quy",
    "ban-chi-dao", "hoi-dong", "hoi-dong-thi-dua-khen-thuong", "to-cong-tac", "tieu-ban", "ban-bau-cu",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Move:
    """A post by its role and body; `verb` is what opens it."""

    role: Term
    body: LinkedBody | None
    verb: Term | None = None

    @property
    def is_office(self) -> bool:
        """Whether the post is that of a head or a deputy: a seat or a rank is kept."""
        return (self.role.one("roleKind") or "").rsplit("/", 1)[-1] in ("head", "deputy")

    @property
    def is_party(self) -> bool:
        """Whether it is the secretary or a deputy of a committee, or the General Secretary."""
        of_committee = (self.role.one("defaultOrgan") or "").endswith("/cap-uy") and self.is_office
        return of_committee or self.role.local == _GENERAL_SECRETARY

    @property
    def goes_beside(self) -> bool:
        """Whether the body is one that is headed beside an office elsewhere: a society, a committee."""
        return self.body is not None and self.body.organ in _BESIDE

    @property
    def is_transfer(self) -> bool:
        """Whether the verb itself says that the old post is left."""
        return self.verb is not None and len(self.verb.all("effect")) > 1


def leaves(old: Move, new: Move) -> bool:
    """Say whether taking up `new` ends `old`.

    A secretary may head the people's committee or council of the same unit, nothing elsewhere; two offices
    outside the Party do not go together; a deputy becomes head of the same body.
    """
    if _is_inspector(old) and new.is_party:
        return True
    if not (old.is_office and new.is_office) or _same(old, new):
        return False
    if old.role.one("deputyOf") == new.role.name and _same_body(old, new):
        return True
    if new.role.local == _FIRST_SECRETARY and old.role.local in _UNDER_FIRST and _same_body(old, new):
        return True
    if new.goes_beside and not new.is_transfer:
        return False
    together = _same_unit(old, new)
    if old.is_party != new.is_party:
        return not together or (new.is_transfer and not new.is_party)
    if old.is_party:
        return not (together and _leads_inside(old, new))
    return not (_is_assembly(old) and _is_assembly(new) and together)


def beside(old: Move, new: Move) -> bool:
    """Say whether both posts are in one body or in bodies of one unit, not only both of the country."""
    local = old.body is not None and old.body.unit is not None
    return _same_body(old, new) or (local and _same_unit(old, new))


def _leads_inside(old: Move, new: Move) -> bool:
    """Say whether a leader of a province or district heads the Party of one of its bodies beside that.

    `Phó Bí thư Tỉnh ủy` and `Bí thư Đảng ủy UBND tỉnh` go together.
    """
    above = old.body is not None and old.body.organ in _COMMITTEES
    return above and new.body is not None and (new.body.organ or "").startswith("dang-uy")


def _is_inspector(post: Move) -> bool:
    """Say whether a post is a seat in the Central Inspection Commission, which is a full-time one."""
    member = post.role.local in ("uy-vien", "uy-vien-uy-ban-kiem-tra")
    return member and post.body is not None and post.body.name == "id/org/ubkt-trung-uong"


def _same(old: Move, new: Move) -> bool:
    """Say whether both are one post; a body that only the text around tells may be the one told in full."""
    if old.role.name != new.role.name:
        return False
    one, other = old.body, new.body
    if _same_body(old, new) or one is None or other is None:
        return _same_body(old, new)
    return one.how == VPO.articleContext and one.short == other.short


def _same_body(old: Move, new: Move) -> bool:
    return old.body is None or new.body is None or old.body.vi == new.body.vi


def _same_unit(old: Move, new: Move) -> bool:
    """Say whether both posts are in bodies of one province, district or commune; unknown bodies are."""
    one, other = old.body, new.body
    if one is None or other is None:
        return True
    return (one.unit, _level(one), _local(one)) == (other.unit, _level(other), _local(other))


def _level(body: LinkedBody) -> str:
    return "province" if body.level in (None, "city") else body.level


def _local(body: LinkedBody) -> str:
    """Return the name of the district or commune that a body's short name ends with."""
    if body.level not in ("district", "commune"):
        return ""
    words = list(
        takewhile(lambda word: word[:1].isupper() or word[:1].isdigit(), reversed(body.short.split(" ")))
    )
    return " ".join(reversed(words))


def _is_assembly(post: Move) -> bool:
    return post.body is not None and post.body.organ in _ASSEMBLIES
