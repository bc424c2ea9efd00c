"""The words that names of bodies are made of, compiled, and the ways they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.match import JOINT, Labels, compiled, labels
from kg.extract.part_of import LOWER_AFTER_TITLE, READ_LOWER
from kg.extract.reading import Reading
from kg.extract.spans import Body
from kg.ontology import Lexicon, Term
from kg.text import key
from kg.vocab import VPO

# The committee of each kind of unit, by the word for the unit.
COMMITTEE_OF_UNIT = {
    "tỉnh": "tinh-uy",
    "thành phố": "thanh-uy",
    "huyện": "huyen-uy",
    "quận": "quan-uy",
    "thị xã": "thi-uy",
}
_KINDS = (
    VPO.Organization, VPO.PartyOrganization, VPO.PartyCommittee, VPO.PartyOrgan, VPO.PartyDepartment,
    VPO.PartyGroup, VPO.StateBody, VPO.FrontOrMassBody,
)  # fmt: skip
_FORMS = ("committee", "committee-of", "organ", "unit-organ", "part-organ", "named")
# Which names are printed with different joints, and those joints.
_JOINED = re.compile(r"(?:Sở|Bộ|Phòng|Ban) (?!Tổ chức|Tuyên giáo|Cán|Chấp|Bảo vệ|Chính sách)")
_JOINTS = re.compile(r" và |, ?| - | ?& ?|(?<=[A-ZĐ])-(?=[A-ZĐ])")
_SIGNS = re.compile(rf"(?<= )và (?=\w)|[ ,&{JOINT}-]")


# After `Sở` alone comes a sign, a name or a word that ends names.
_NEXT_WORD = re.compile(r" ([^\W\d_A-ZĐ][^\W\d_]*)")


@dataclass(frozen=True, slots=True)
class BodyWords:
    """The labels of known bodies and the words that names of bodies begin with or end before, compiled.

    `heads` are the first words of all names: a body begins at one of them or nowhere. `ends` are the words
    before which a name is over (`verbs` those of two syllables), `parts` those that go on though one of them
    stands inside (`hậu cần`).
    """

    known: re.Pattern[str]
    by_known: dict[str, Term]
    organs: re.Pattern[str]
    by_organ: dict[str, Term]
    heads: Labels
    ends: frozenset[str]
    parts: re.Pattern[str]
    verbs: re.Pattern[str]
    role_heads: frozenset[str]
    role_tails: frozenset[str]
    roles: re.Pattern[str]
    ranks: re.Pattern[str]
    hamlets: re.Pattern[str]


@lru_cache(maxsize=4)
def body_words(lexicon: Lexicon) -> BodyWords:
    """Return the compiled words of `lexicon`."""
    # A body of one province is composed like all of its kind: so its province is read.
    known = [term for term in lexicon.of(*_KINDS) if term.vi and not term.one("jurisdiction")]
    organs = [term for form in _FORMS for term in lexicon.words(form)]
    known_forms = [variant for term in known for form in term.forms for variant in written(form)]
    organ_forms = [variant for term in organs for form in term.forms for variant in written(form)]
    roles = [form for role in lexicon.of(VPO.Role) for form in role.forms]
    return BodyWords(
        compiled(known_forms),
        _by_variant(known),
        compiled(organ_forms),
        _by_variant(organs),
        labels({re.split(rf"[ {JOINT}-]", form)[0] for form in (*known_forms, *organ_forms)}),
        frozenset(key(form) for term in lexicon.words("name-end") for form in term.forms),
        compiled(form for term in lexicon.words("name-part") for form in term.forms),
        compiled(form for term in lexicon.words("name-end") for form in term.forms if " " in form),
        frozenset(form.split(" ")[0] for form in map(key, roles)),
        frozenset(form.split(" ")[-1] for form in map(key, roles)),
        compiled(roles),
        compiled(form for term in lexicon.words("rank") for form in term.forms),
        compiled(form for term in lexicon.words("hamlet-word") for form in term.forms),
    )


def written(form: str, start: int = 0) -> Iterator[str]:
    """Yield, from `start` on, the ways a name is printed: `Trung ương` is also `T.Ư`, `TƯ` and `TW`.

    What a ministry, a department or a division looks after may be joined by any sign: it gets a `JOINT`.
    """
    text = _JOINTS.sub(JOINT, form) if _JOINED.match(form) else form
    text = text[start:]
    yield text
    if "Trung ương" in text:
        yield from (text.replace("Trung ương", short) for short in ("T.Ư", "TƯ", "TW"))


@lru_cache(maxsize=4096)
def bare_key(text: str) -> str:
    """Return the key of a name without its joints and spaces: `Sở Tài nguyên - môi trường` has one name."""
    return _SIGNS.sub("", key(text))


def _by_variant(terms: list[Term]) -> dict[str, Term]:
    table: dict[str, Term] = {}
    for term in terms:
        for form in term.forms:
            for variant in written(form):
                table.setdefault(bare_key(variant), term)
    return table


def bare_body(reading: Reading, offset: int) -> Body | None:
    """Return `Sở`, `Hội` or `Trung tâm` alone at `offset`: the one named before is meant."""
    match = body_words(reading.lexicon).organs.match(reading.low, offset)
    organ = body_words(reading.lexicon).by_organ.get(bare_key(match[0])) if match else None
    if match is None or organ is None or organ.word_kind != "named":
        return None
    after = _NEXT_WORD.match(reading.shadow, match.end())
    if after and after[1][0].islower() and key(after[1]) not in body_words(reading.lexicon).ends:
        return None
    return Body(offset, match.end(), organ.vi, organ.en, "named", organ.local, organ.level)


_NO_BODY = re.compile(r"hội (?:nghị|thảo|trường|đàm|chợ|thi|diễn|nhập|viên|ý|trại|chẩn)(?!\w)")
_OF = re.compile(r"(\w+) (?:của |tại )?$")


def reads_lower(reading: Reading, bare: Body) -> bool:
    """Say whether the own words of a body may be printed in lower case: after a title, or always."""
    if (
        bare.organ not in LOWER_AFTER_TITLE
        or bare.end < bare.start
        or _NO_BODY.match(reading.low, bare.start)
    ):
        return bare.organ in READ_LOWER
    before = _OF.search(reading.low, max(0, bare.start - 20), bare.start)
    return before is not None and key(before[1]) in body_words(reading.lexicon).role_tails
