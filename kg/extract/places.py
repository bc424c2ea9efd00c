"""Provinces of both eras by their labels, districts and communes by the word before their name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.match import Labels, labels
from kg.extract.reading import Reading
from kg.extract.signs import CAPITALISED
from kg.extract.spans import Place
from kg.ontology import Lexicon, LocalUnits, Term, local_units
from kg.text import CAPITALS, LETTERS, key
from kg.vocab import VPO

_RUN = re.compile(rf"{CAPITALISED}(?: {CAPITALISED}){{0,4}}|\d{{1,2}}(?!\d|[./-]\d)")
_GAP = re.compile(r"[ ]*[,(]?[ ]*")
_YOUTH = "Đoàn"  # "Bí thư xã Đoàn", "thị Đoàn": the youth union of the unit
# "Thái Bình Dương" is an ocean, not the province of Thái Bình.
_OCEAN = re.compile(r"(?<=thái bình) dương(?!\w)")
# "Xa lộ Hà Nội", "đường Điện Biên Phủ", "báo Pháp luật TP. HCM": streets, battles and newspapers.
_OTHER = re.compile(
    r"(?<!\w)(?:xa lộ|đại lộ|đường|(?<!thành )phố|chiến dịch|chiến thắng|trận|"
    r"báo (?:pháp luật|phụ nữ|công an|tuổi trẻ|thanh niên)) ?(?:(?:tp\.?|thành phố) ?)?$"
)
_FEWEST_OF_PERSON = 3  # syllables: two after a surname may be a hamlet or a new ward
_WORD_BEFORE = re.compile(rf"(?<!\w)([{CAPITALS}][{LETTERS}]*) $")
_LONGEST_WORD = 9  # characters of a syllable with its space
_SHARES = ("nationalShare", "sampleShareNgheAn", "sampleShareDakLak")
_COMMON = 1.0  # per cent; rarer surnames are also the last words of bodies: `Đoàn Long An`, `Đài Hà Nội`
_TWO_BEFORE = re.compile(rf"(?<![{CAPITALS}{LETTERS}])({CAPITALISED} {CAPITALISED}) $")
_OF_TERM = re.compile(r"(?:khóa|nhiệm kỳ)(?!\w)")  # "Chủ tịch HĐND huyện Khóa XX"
_KIND = re.compile(r"(?:tỉnh|thành phố|tp\.?|thủ đô) $")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The labels of provinces and the words for kinds of unit, compiled; the names of districts and communes.

    `by_word` finds a word for a kind of unit by its key without a full stop: `p` is a ward; `by_kind` by its
    label.
    """

    provinces: Labels
    by_label: dict[str, tuple[Term, ...]]
    unit_words: Labels
    by_word: dict[str, Term]
    by_kind: dict[str, Term]
    surnames: frozenset[str]
    common_surnames: frozenset[str]
    locals: LocalUnits


@lru_cache(maxsize=4)
def gazetteer(lexicon: Lexicon) -> Gazetteer:
    """Return the compiled place names of `lexicon`."""
    units = lexicon.of(VPO.AdministrativeUnit)
    by_label: dict[str, tuple[Term, ...]] = {}
    forms = []
    for unit in units:
        for form in unit.forms:
            # Bare, "Hồ Chí Minh" is the man: the city is printed with its kind. Two letters say nothing.
            if key(form) == "hồ chí minh" or len(form) <= 2:
                continue
            forms.append(form)
            held = by_label.get(key(form), ())
            by_label[key(form)] = held if unit in held else (*held, unit)
    words = lexicon.words("unit-word")
    return Gazetteer(
        labels(forms, fold_case=False),
        by_label,
        labels(form for word in words for form in word.forms),
        {key(form.rstrip(".")): word for word in reversed(words) for form in word.forms},
        {word.vi: word for word in words},
        frozenset(key(form) for term in lexicon.of(VPO.Surname) for form in term.forms),
        frozenset(key(form) for term in lexicon.of(VPO.Surname) if _is_common(term) for form in term.forms),
        local_units(),
    )


def _is_common(surname: Term) -> bool:
    return any(float(share) >= _COMMON for prop in _SHARES for share in surname.all(prop))


def find_provinces(reading: Reading) -> Iterator[Place]:
    """Yield every province that the text names, also inside the names of bodies, left to right."""
    table, last = gazetteer(reading.lexicon), -1
    for match in reading.each(table.provinces):
        before = reading.low[max(0, match.start() - 30) : match.start()]
        if _OCEAN.match(reading.low, match.end()) or _OTHER.search(before):
            continue
        beside, last = last + 1 == match.start(), match.end()
        if beside or not _is_of_person(reading, table, match.start()):
            yield _province(table, reading, match.start(), match.end())


def _is_of_person(reading: Reading, table: Gazetteer, start: int) -> bool:
    """Say whether the name of a province ends that of a person or a ward: `đường Nguyễn Thái Bình`.

    Not where a district stands before it: `huyện Tam Dương Vĩnh Phúc`.
    """
    before = _WORD_BEFORE.search(reading.shadow, max(0, start - _LONGEST_WORD), start)
    if before is None or key(before[1]) not in table.common_surnames:
        return False
    two = _TWO_BEFORE.search(reading.shadow, max(0, start - 2 * _LONGEST_WORD), start)
    return two is None or not table.locals.named(two[1], "district")


def place_at(reading: Reading, offset: int, level: str | None = None) -> Place | None:
    """Return the place printed at `offset`, with or without its kind of unit.

    `level` is what the words before say (`Huyện ủy` → district): then a bare capitalised name is a place too.
    """
    table = gazetteer(reading.lexicon)
    word = table.unit_words.match(reading.low, offset)
    start = _skip(reading.shadow, word.end()) if word else offset
    provinces = table.provinces.pattern
    province = provinces.match(reading.shadow, start) or provinces.match(reading.shadow, offset)
    unit = table.by_word.get(key(word[0].rstrip("."))) if word else None
    printed_level = (unit.level if unit else None) or (None if level == "city" else level)
    if province and printed_level in (None, "province") and not _OCEAN.match(reading.low, province.end()):
        found = table.by_label[key(province[0])]
        if (level == "city" or (unit and unit.local == "thanh-pho")) and _is_no_city(found):
            within = _province(table, reading, province.start(), province.end(), unit)
            return Place(offset, within.end, within.vi, "district", (), "thành phố", within)
        return _province(table, reading, province.start(), province.end(), unit, offset)
    if word is None and level in (None, "province", "city"):
        return None
    return _local(reading, table, offset, start, unit, printed_level)


def _is_no_city(units: tuple[Term, ...]) -> bool:
    """Say whether none of these units of one name was ever a centrally run city.

    Then `Thành ủy Trà Vinh` is of the town in the province.
    """
    return all((unit.one("unitType") or "").endswith("/tinh") for unit in units)


def _local(
    reading: Reading, table: Gazetteer, offset: int, start: int, unit: Term | None, level: str | None
) -> Place | None:
    """Return the district, town, ward or commune whose bare name begins at `start`."""
    run = _RUN.match(reading.shadow, start)
    if run is None or run[0] == _YOUTH or _OF_TERM.match(reading.low, start):
        return None
    kind = level or ("district" if unit and unit.local == "thanh-pho" else None) or "district"
    syllables = _known_name(table, run[0].split(" "), kind)
    if not syllables:
        if _is_person(table, run[0]) or (kind == "district" and run[0].count(" ") >= _FEWEST_OF_PERSON - 1):
            return None  # the gazetteer has all districts
        syllables = _without_person(table, run[0].split(" "))
    end = start + len(" ".join(syllables))
    if unit is not None and unit.local == "tinh":
        return None
    gap = _GAP.match(reading.shadow, end)
    within = place_at(reading, gap.end()) if gap and gap[0] else None
    outer = within if within and within.level != kind and _wider(within.level, kind) else None
    vi = reading.printed(start, end)
    return Place(offset, outer.end if outer else end, vi, kind, (), unit.vi if unit else None, outer)


def _known_name(table: Gazetteer, syllables: list[str], level: str) -> list[str]:
    """Return the longest beginning of a run that is the name of a unit of this level, empty without one."""
    for count in range(len(syllables), 0, -1):
        if table.locals.named(" ".join(syllables[:count]), level):
            return [] if count == 1 and _is_surname(table, syllables) else syllables[:count]
    return []


def _is_surname(table: Gazetteer, syllables: list[str]) -> bool:
    """Say whether syllables begin with the surname of a person and no commune: `Phan Thành Mốt`.

    In `Phan Nguyễn Văn Mốt` the person begins behind the commune.
    """
    return _is_person(table, " ".join(syllables)) and key(syllables[1]) not in table.surnames


def _is_person(table: Gazetteer, run: str) -> bool:
    """Say whether a run that is no known unit is a person: three syllables after a surname."""
    syllables = run.split(" ")
    return key(syllables[0]) in table.surnames and len(syllables) >= _FEWEST_OF_PERSON


def find_local_places(reading: Reading) -> Iterator[Place]:
    """Yield the districts, towns, wards and communes that are printed with their kind, left to right."""
    table = gazetteer(reading.lexicon)
    for match in reading.each(table.unit_words):
        if reading.shadow[match.end() : match.end() + 1] == " ":
            place = place_at(reading, match.start())
            if place and place.level in ("district", "commune"):
                yield place


def _wider(outer: str, inner: str) -> bool:
    order = ("commune", "district", "province")
    return outer in order and inner in order and order.index(outer) > order.index(inner)


def _without_person(table: Gazetteer, syllables: list[str]) -> list[str]:
    """Return the syllables of the place where a person's name follows it without a sign between.

    Most districts have two syllables; after one, only a name of three is taken for a person (`Bắc Trà My`).
    """
    for cut in sorted(range(1, len(syllables)), key=lambda cut: abs(cut - 2)):
        rest = syllables[cut:]
        if key(rest[0]) in table.surnames and len(rest) >= (3 if cut == 1 else 2):
            return syllables[:cut]
    return syllables


def _province(
    table: Gazetteer,
    reading: Reading,
    start: int,
    end: int,
    unit: Term | None = None,
    begin: int | None = None,
) -> Place:
    """Return the province whose name stands at a span, with its kind as printed; it begins at `begin`."""
    units = table.by_label[key(reading.shadow[start:end])]
    before = None if unit else _KIND.search(reading.low[max(0, start - 10) : start])
    word = unit.vi if unit else before[0].strip() if before else None
    names = tuple([each.name for each in units])
    return Place(start if begin is None else begin, end, units[0].vi, "province", names, word)


def _skip(text: str, offset: int) -> int:
    while offset < len(text) and text[offset] == " ":
        offset += 1
    return offset


def unit_of(reading: Reading, place: Place) -> Term | None:
    """Return the word for the kind of unit that `place` is: as printed, else from the reference table."""
    words = gazetteer(reading.lexicon).by_kind
    printed = printed_unit(reading, place)
    if printed and (place.level != "province" or printed.local == "tinh"):
        return printed
    unit = reading.lexicon.get(place.units[0]) if place.units else None
    kind = (unit.one("unitType") or "").rsplit("/", 1)[-1] if unit else ""
    return words["thành phố" if kind.startswith("thanh-pho") else "tỉnh"] if unit else printed


def printed_unit(reading: Reading, place: Place) -> Term | None:
    """Return the word for the kind of unit that is printed with `place`, None without one."""
    return gazetteer(reading.lexicon).by_word.get(key((place.unit_word or "").rstrip(".")))
