"""What two spellings of one name share when gold and found are compared.

Folded are case, tone placement, look-alikes, punctuation, the abbreviations of the ontology, and the names
that it gives to one thing (`Vụ phó` is `Phó Vụ trưởng`, `Trung ương Đảng` is the Central Committee).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from kg.ontology import Lexicon, Term
from kg.text import key
from kg.vocab import VPO

_APOSTROPHE = re.compile("['’]")
_NO_WORD = re.compile(r"[^\w]+")
# "tư" is a word (`Tư lệnh`, `đầu tư`); only "TƯ" stands for "Trung ương".
_WORD_TU = re.compile(r"(?<!\w)[tT]ư(?!\w)")
_KEPT = "ƛ"
_UNIT_WORD = re.compile(r"^(?:tỉnh|thành phố) ")
# An abbreviation inside a code (`TU`, `NQ`) or a byline is none inside a name.
_IN_NAMES = ("org", "org part", "role", "place", "place part", "word")
# "Thanh tra" is "Thanh tra tỉnh", "huyện Cần Đước" is "Cần Đước"; "quận 7" keeps its word.
_UNIT_TAIL = re.compile(r"(?<=\w) (?:của )?(?:tỉnh|thành phố)$")
_LOCAL_WORD = re.compile(r"^(?:huyện|thị xã|quận|xã|phường|đặc khu) (?!\d)")
_STATE = "id/org/nha-nuoc"
# What writers put in or leave out: joining words, the Party, the country, the unit after its committee
# (`Quận ủy Quận 1`).
_LOOSE = (
    (re.compile(r" (?:và|của)(?= )"), ""),
    (re.compile(r"\btrung ương đảng\b"), "trung ương"),
    (re.compile(r"\bmặt trận tổ quốc việt nam\b"), "mặt trận tổ quốc"),
    (re.compile(r"\b(quận|huyện|thị|thành) (ủy|đoàn) (?:quận|huyện|thị xã|thành phố) "), r"\1 \2 "),
)
_SPONSOR = re.compile(r" \(.*")
_NUMBERED = re.compile(r"^(cụm|khối)(?: thi đua)?(?: số)? (\d+|[ivx]+)\b")
_ROMAN = {"i": 1, "v": 5, "x": 10}
_DASHES = re.compile(r"[-–—/]+")
_CENTRAL = re.compile(r"(?<=-)t\.?[ưw]$")


class Folding:
    """The folds that a lexicon gives. Each takes a name as written and returns what is compared."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._bodies = {
            _loose(form): _loose(name)
            for form, name in _by_name(term for term in lexicon.terms.values() if _is_body(term)).items()
        }
        self._roles = _by_name(lexicon.of(VPO.Role))
        self._units = _by_name(lexicon.of(VPO.AdministrativeUnit))

    @cached_property
    def _abbreviations(self) -> tuple[re.Pattern[str], dict[str, str]]:
        table: dict[str, str] = {}
        for term in self._lexicon.of(VPO.Abbreviation):
            full = next(filter(_has_marks, term.all("expansion")), "")
            if term.one("abbreviationKind") in _IN_NAMES and full and " or " not in full:
                table.update((key(form), key(full)) for form in term.forms)
        forms = sorted(table, key=len, reverse=True)
        ends = (f"{re.escape(form)}(?!\\w)" if form[-1].isalnum() else re.escape(form) for form in forms)
        return re.compile(f"(?<!\\w)(?:{'|'.join(ends)})"), table

    def name(self, text: str | None) -> str:
        """Return a person's name, or any other name without fold of its own."""
        return _plain(text or "")

    def spelled(self, text: str | None) -> str:
        """Return a name with its abbreviations spelled out."""
        pattern, table = self._abbreviations
        kept = _WORD_TU.sub(_KEPT, text or "")
        return _plain(pattern.sub(lambda match: f"{table[match[0]]} ", key(kept))).replace(_KEPT, "tư")

    def province(self, text: str | None) -> str:
        """Return a province or centrally run city, with or without its kind."""
        plain = _UNIT_WORD.sub("", self.spelled(text))
        return self._units.get(plain) or plain

    def body(self, text: str | None) -> str:
        """Return a body; one of the reference tables at the end of its name has its full name there too."""
        words = _loose(self.spelled(text)).split()
        tails = (" ".join(words[start:]) for start in range(len(words)))
        start, known = next(
            ((start, self._bodies[tail]) for start, tail in enumerate(tails) if tail in self._bodies),
            (len(words), ""),
        )
        name = " ".join([*words[:start], *known.split()])
        return "nhà nước" if name in ("nước", "nhà nước", self._state) else name

    @cached_property
    def _state(self) -> str:
        state = self._lexicon.get(_STATE)
        return _loose(_plain(state.vi)) if state else ""

    def role(self, text: str | None, body: str = "") -> str:
        """Return a role. What is said of the state is said in its body: `Chủ tịch nước` is `Chủ tịch`."""
        plain = self.spelled(text)
        acting = "quyền " if plain.startswith("quyền ") else ""
        bare = plain.removeprefix("quyền ")
        known = self._roles.get(bare, bare)
        return acting + (known.removesuffix(" nước") if body == "nhà nước" else known)

    def cluster(self, text: str | None) -> str:
        """Return a cluster: by its number, whatever stands around it; else its name."""
        plain = _plain(_SPONSOR.sub("", text or ""))
        numbered = _NUMBERED.match(plain)
        if numbered is None:
            return plain
        return f"{numbered[1]} {numbered[2] if numbered[2].isdigit() else _from_roman(numbered[2])}"

    def member(self, text: str | None) -> str:
        """Return a member of a cluster: a province, else a body or district with or without its unit."""
        return _UNIT_TAIL.sub("", _LOCAL_WORD.sub("", _loose(self.province(text))))

    def document(self, text: str) -> str:
        """Return the number of a document: one dash, one sign for regulations, no spaces, no first zero."""
        bare = _DASHES.sub("-", key(text).replace(" ", "")).lstrip("0").replace("qđi", "qđ")
        return _CENTRAL.sub("tw", bare)


@lru_cache(maxsize=4)
def folding(lexicon: Lexicon) -> Folding:
    """Return the folds of `lexicon`."""
    return Folding(lexicon)


def _by_name(terms: Iterable[Term]) -> dict[str, str]:
    """Return the plain name of each term by each of its plain forms."""
    table: dict[str, str] = {}
    for term in terms:
        for form in term.forms:
            table.setdefault(_UNIT_WORD.sub("", _plain(form)), _UNIT_WORD.sub("", _plain(term.vi)))
    return table


def _loose(plain: str) -> str:
    for pattern, short in _LOOSE:
        plain = pattern.sub(short, plain)
    return plain


def _is_body(term: Term) -> bool:
    return term.name.startswith("id/org/")


def _has_marks(text: str) -> bool:
    """Say whether a text is Vietnamese: the lexicon keeps both languages, not which is which."""
    return not text.isascii()


@lru_cache(maxsize=65536)
def _plain(text: str) -> str:
    return _NO_WORD.sub(" ", _APOSTROPHE.sub("", key(text))).strip()


def _from_roman(text: str) -> int:
    total, digits = 0, [_ROMAN[letter] for letter in text]
    for digit, after in zip(digits, [*digits[1:], 0], strict=True):
        total += -digit if digit < after else digit
    return total
