"""The words that names of bodies are made of, and where the words of a name of its own end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.match import JOINT, compiled
from kg.extract.places import gazetteer
from kg.extract.reading import Reading
from kg.ontology import Lexicon, Term
from kg.text import CAPITALS, LETTERS, key
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
# A name of its own begins with a capital and runs on until a sign, a place, a verb or a person.
_FIRST = re.compile(rf" (?:[{CAPITALS}0-9][{LETTERS}0-9&-]*)")
_SYLLABLE = re.compile(rf"(?: |(?<=\S) ?- ?)(?:[{LETTERS}0-9&]+)")
_LOCAL = re.compile(r" địa phương ")  # "Vụ địa phương III" is printed without the capital
_GOES_ON = re.compile(rf" [{LETTERS}]")
# Two syllables are too few to tell a person from the rest of a name: "Báo Khăn Quàng Đỏ".
_PERSON = re.compile(rf"[{CAPITALS}][{LETTERS}]*(?: [{CAPITALS}][{LETTERS}]*){{2,3}}(?! ?[{CAPITALS}])")
# Which names are printed with different joints, and those joints.
_JOINED = re.compile(r"(?:Sở|Bộ|Phòng|Ban) (?!Tổ chức|Tuyên giáo|Cán|Chấp|Bảo vệ|Chính sách)")
_JOINTS = re.compile(r" và |, ?| - | ?& ?|(?<=[A-ZĐ])-(?=[A-ZĐ])")
_SIGNS = re.compile(rf"(?<= )và (?=\w)|[ ,&{JOINT}-]")
_MOST = 8  # syllables; a longer run is no name


@dataclass(frozen=True, slots=True)
class BodyWords:
    """The labels of known bodies and the words that names of bodies begin with or end before, compiled.

    `heads` are the first words of all names: a body begins at one of them or nowhere.
    """

    known: re.Pattern[str]
    by_known: dict[str, Term]
    organs: re.Pattern[str]
    by_organ: dict[str, Term]
    heads: re.Pattern[str]
    ends: frozenset[str]


@lru_cache(maxsize=4)
def body_words(lexicon: Lexicon) -> BodyWords:
    """Return the compiled words of `lexicon`."""
    known = [term for term in lexicon.of(*_KINDS) if term.vi]
    organs = [term for form in _FORMS for term in lexicon.words(form)]
    known_forms = [variant for term in known for form in term.forms for variant in written(form)]
    organ_forms = [variant for term in organs for form in term.forms for variant in written(form)]
    return BodyWords(
        compiled(known_forms),
        _by_variant(known),
        compiled(organ_forms),
        _by_variant(organs),
        compiled({re.split(rf"[ {JOINT}-]", form)[0] for form in (*known_forms, *organ_forms)}),
        frozenset(key(form) for term in lexicon.words("name-end") for form in term.forms),
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


def own_words_end(reading: Reading, offset: int) -> int:
    """Return where the words of a name end: at a sign, a place, a person or a verb, or at eight syllables."""
    if not (_FIRST.match(reading.shadow, offset) or _LOCAL.match(reading.low, offset)):
        return offset
    end = offset
    for _ in range(_MOST):
        syllable = _SYLLABLE.match(reading.shadow, end)
        if syllable is None or _stops(reading, syllable):
            break
        end = syllable.end()
    return end - len(" và") if reading.shadow[offset:end].endswith(" và") else end


def _stops(reading: Reading, syllable: re.Match[str]) -> bool:
    """Say whether a name is over before this syllable."""
    table, words = gazetteer(reading.lexicon), body_words(reading.lexicon)
    word = syllable[0].strip(" -")
    at = syllable.end() - len(word)
    if word[0].islower() and key(word) in words.ends:
        return True
    if word == "và" and not _GOES_ON.match(reading.shadow, syllable.end()):
        return True
    if table.provinces.match(reading.shadow, at) or (word[0].isupper() and _other_body(words, reading, at)):
        return True
    surname = word[0].isupper() and key(word) in table.surnames
    return surname and _PERSON.match(reading.shadow, at) is not None


def _other_body(words: BodyWords, reading: Reading, offset: int) -> bool:
    """Say whether another body begins here; a single word such as `Hội` in `Đại hội` does not."""
    match = words.known.match(reading.low, offset) or words.organs.match(reading.low, offset)
    return match is not None and (" " in match[0] or reading.shadow[match.start() : match.end()].isupper())
