"""What is of another country: its name, the titles and the persons that stand directly beside it."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.match import Labels, begins, labels
from kg.extract.places import gazetteer
from kg.extract.reading import Reading
from kg.extract.signs import BEFORE_CAPITAL
from kg.extract.spans import Name, Place, Title
from kg.ontology import Lexicon
from kg.text import CAPITALS, LOWERS, key
from kg.vocab import VPO

_BETWEEN = re.compile(r"[ ]*(?:của |nước |tỉnh |thành phố |cộng hòa |,|\()*[ ]*")
_LIST = re.compile(r"[ ]*(?:,|kiêm|và)[ ]*")
_SHORT = 4  # letters
_HOME = begins(
    r"(?:việt nam|nước ta|vn|tỉnh ta|hđnd|ubnd)(?!\w)", "việt", "nước", "vn", "tỉnh", "hđnd", "ubnd"
)
_AFTER_CAPITAL = re.compile(rf"([{CAPITALS}][{LOWERS}]+) $")  # "Lưu Bình Nhưỡng" is a person
_NEXT_CAPITAL = re.compile(rf" [{CAPITALS}][{LOWERS}]+")
_OPENING = 3  # sentences: the headline and the lead
_FEW, _SHARE = 3, 4  # names of other countries, and how many of them stand against one of ours
_KINDS = ("country", "foreign")


@lru_cache(maxsize=4)
def foreign_words(lexicon: Lexicon) -> Labels:
    """Return the names of other countries and their units. Case tells `Mỹ` from `mỹ`.

    `Lào` in `Lào Cai` is no country.
    """
    words = (term for kind in _KINDS for term in lexicon.words(kind))
    forms = {form for term in words for form in term.forms if form[0].isupper()}
    ours = [form for unit in lexicon.of(VPO.AdministrativeUnit) for form in unit.forms]
    tails = {form[len(word) :] for form in ours for word in forms if form.startswith(f"{word} ")}
    ours_go_on = "|".join(map(re.escape, sorted(tails)))
    return labels(forms, fold_case=False, after=f"(?!{ours_go_on or '(?!)'})")


def find_foreign(reading: Reading) -> tuple[tuple[int, int], ...]:
    """Return the spans that name another country or a unit of one, left to right.

    A short word (`Đức`, `Nga`, `Anh`) may be a given name: it is a country only after a title.
    """
    matches = reading.each(foreign_words(reading.lexicon))
    spans = (match.span() for match in matches if len(match[0]) > _SHORT)
    return tuple(span for span in spans if not _in_name(reading, *span))


def is_foreign_title(reading: Reading, title: Title) -> bool:
    """Say whether another country follows: `Thủ tướng Thái Lan` is none of ours."""
    gap = _BETWEEN.match(reading.low, title.end)
    at = gap.end() if gap else title.end
    return at > title.end and foreign_words(reading.lexicon).match(reading.shadow, at) is not None


def without_guests(reading: Reading, titles: tuple[Title, ...]) -> tuple[Title, ...]:
    """Return `titles` without those of other countries.

    In `Tổng Bí thư, Chủ tịch nước Trung Quốc` both are a guest's, since one list is of one person.
    """
    ours: list[Title] = []
    guest: Title | None = None
    for title in reversed(titles):
        of_place = title.body is not None and title.body.place is not None
        listed = guest and not of_place and _LIST.fullmatch(reading.low, title.end, guest.start)
        guest = title if listed or is_foreign_title(reading, title) else None
        if guest is None:
            ours.append(title)
    return tuple(reversed(ours))


def without_foreign(names: tuple[Name, ...], abroad: tuple[tuple[int, int], ...]) -> tuple[Name, ...]:
    """Return `names` without the persons that are named directly after a country anywhere in the article."""
    ends = {end + 1 for _, end in abroad}
    guests = {key(name.surface) for name in names if name.start in ends}
    return tuple(name for name in names if not _is_of(key(name.surface), guests))


def is_told_abroad(
    reading: Reading, abroad: tuple[tuple[int, int], ...], provinces: tuple[Place, ...]
) -> bool:
    """Say whether an article is about another country: it opens with one, and hardly names ours.

    There a `Bộ Chính trị` or a `Thành ủy` is not ours, nor is who sits in it, whatever the names look like.
    """
    named = [start for start, _ in abroad]
    opening = reading.sentences[:_OPENING][-1].end
    if len(named) < _FEW or named[0] >= opening:
        return False
    ours = [place.start for place in provinces] + [match.start() for match in reading.each(_HOME)]
    return len(named) >= _SHARE * len(ours) and min(ours, default=opening) >= opening


def speaks_of_others(reading: Reading, start: int, end: int) -> bool:
    """Say whether another country is named between two offsets: `Nhật` in `Giang Nhật Thắm` is none."""
    found = reading.each(foreign_words(reading.lexicon), start, end)
    return any(not _in_name(reading, *match.span()) and not _in_unit(reading, match) for match in found)


def _in_unit(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether a short word for a country is a part of a unit of ours: `Đức Hòa`, `Mộ Đức`."""
    if len(match[0]) > _SHORT:
        return False
    before = _AFTER_CAPITAL.search(reading.shadow, match.start() - 12, match.start())
    after = _NEXT_CAPITAL.match(reading.shadow, match.end())
    units = [f"{match[0]}{after[0]}"] if after else []
    units += [f"{before[1]} {match[0]}"] if before else []
    return any(gazetteer(reading.lexicon).locals.named(unit) for unit in units)


def _in_name(reading: Reading, start: int, end: int) -> bool:
    """Say whether a country is a part of a person's name: in `Giang Nhật Thắm`, `Lưu Bình Nhưỡng`."""
    before = _AFTER_CAPITAL.search(reading.shadow, start - 12, start)
    if before is None:
        return False
    if BEFORE_CAPITAL.match(reading.shadow, end):
        return True
    return " " in reading.shadow[start:end] and key(before[1]) in gazetteer(reading.lexicon).surnames


def speaks_of_us(reading: Reading, offset: int) -> bool:
    """Say whether the sentence at an offset names our country."""
    sentence = reading.sentence_at(offset)
    return reading.has(_HOME, sentence.start, sentence.end)


def _is_of(name: str, guests: set[str]) -> bool:
    return any(name == guest or guest.startswith(f"{name} ") for guest in guests)
