"""Where the words of a body's own name end: `Sở Nội vụ`, `Trung tâm phát triển quỹ đất`."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.body_words import BodyWords, body_words
from kg.extract.places import gazetteer, place_at
from kg.extract.reading import Reading
from kg.ontology import Lexicon
from kg.text import CAPITALS, LETTERS, key
from kg.vocab import VPO

# A name of its own begins with a capital and runs on until a sign, a place, a verb or a person.
_FIRST = re.compile(rf" (?:[{CAPITALS}0-9][{LETTERS}0-9&-]*)")
_SYLLABLE = re.compile(rf"(?: |(?<=\S) ?- ?)(?:[{LETTERS}0-9&]+)")
_LOCAL = re.compile(r" địa phương ")  # "Vụ địa phương III" is printed without the capital
_GOES_ON = re.compile(rf" [{LETTERS}]")
# Two syllables are too few to tell a person from the rest of a name: "Báo Khăn Quàng Đỏ".
_PERSON = re.compile(rf"[{CAPITALS}][{LETTERS}]*(?: [{CAPITALS}][{LETTERS}]*){{2,3}}(?! ?[{CAPITALS}])")
# "Ban Quản lý dự án Đầu tư xây dựng các công trình giao thông"
_WORKS = re.compile(r" (?:công trình|dự án|khu công nghiệp|khu kinh tế|cụm công nghiệp)(?!\w)")
_AND_ALL = re.compile(rf" các [{CAPITALS}]")
# "Báo và phát thanh, truyền hình tỉnh": a comma inside a name comes before `và` or the unit.
_LISTED = re.compile(
    rf",(?: [{LETTERS}]+){{1,4}}?"
    rf"(?= và [{LETTERS}]| (?:tỉnh|huyện|thành phố|thị xã|quận|tp\.?) | của quốc hội)"
    rf"|,(?: [{LETTERS}]+){{1,6}}?(?:,(?: [{LETTERS}]+){{1,4}}?)?"
    rf"(?=,? \(?(?:thuộc )?(?:cục|chi cục|tổng cục|công an|sở|bộ) )"
)
_QUOTED = re.compile(r' "[^"\n]{3,60}"')
_CAPS = re.compile(r"(?<!\w)[A-ZĐƯ]{2,}(?:[&.-][A-ZĐƯ]+)*(?!\w)")
_NO_LETTER = re.compile(r"[ &,.-]")
_CITY, _UNITS = "TP", ("Q", "H", "P", "X", "TX", "TT")
_UNIT_DOT = re.compile(rf"\. ?(?:\d|[{CAPITALS}][{LETTERS}])")  # "Q. Tân Bình", not "Bộ Q.P"
_IN_NAMES = ("đại học", "đh", "cao đẳng", "thanh tra", "cảnh sát")
# What a firm is by law, which no name of a firm ends on: "Công ty TNHH An Quý Hưng".
_FIRM = ("tnhh ", "mtv ", "tmcp ", " cp ", "cổ phần ", "tư nhân ", "một thành viên ", "hai thành viên ")
_MOST = 16  # syllables; a longer run is no name
_FEWEST_LOWER = 2  # syllables of a name in lower case; one alone is mostly a verb


def own_words_end(reading: Reading, offset: int, *, lower: bool = False) -> int:
    """Return where the words of a name end: at a sign, a place, a person or a verb, or at sixteen syllables.

    `lower` says that the name may go on in lower case: `Trung tâm phát triển quỹ đất`.
    """
    begun = _FIRST.match(reading.shadow, offset) or _LOCAL.match(reading.low, offset)
    if (not begun and not lower) or reading.shadow.startswith(" - ", offset):
        return offset
    if not begun and place_at(reading, offset + 1):
        return offset  # "Ban Quản lý Dự án thành phố Cần Thơ": no words of its own
    words, end, count = body_words(reading.lexicon), offset, 0
    while count < _MOST and (after := _next(reading, words, end, offset)) > end:
        count, end = count + reading.low.count(" ", end, after), after
    if not begun and count < _FEWEST_LOWER:
        return offset
    end -= len(" và") if reading.shadow[offset:end].endswith(" và") else 0
    quoted = _QUOTED.match(reading.shadow, end) if end > offset else None
    return quoted.end() if quoted else end


def spelled_out(lexicon: Lexicon, printed: str) -> str:
    """Return the words of a name with their abbreviations spelled out: `QLTT` is `Quản lý thị trường`."""
    if not _CAPS.search(printed):
        return printed
    table = _abbreviations(lexicon)
    whole = table.get(_NO_LETTER.sub("", printed))
    return whole or _CAPS.sub(lambda match: table.get(_NO_LETTER.sub("", match[0]), match[0]), printed)


@lru_cache(maxsize=4)
def _abbreviations(lexicon: Lexicon) -> dict[str, str]:
    """Return what the abbreviations inside names of bodies stand for, by their letters alone."""
    table: dict[str, str] = {}
    for term in lexicon.of(VPO.Abbreviation):
        full = term.all("expansion")[0] if term.all("expansion") else ""
        full = next((text for text in term.all("expansion") if not text.isascii()), full)
        if term.one("abbreviationKind") == "org part" and " or " not in full and not full.endswith(")"):
            table.update((_NO_LETTER.sub("", form), full) for form in term.forms)
    return table


def _next(reading: Reading, words: BodyWords, end: int, offset: int) -> int:
    """Return where the next syllable of a name ends, or the next words of a list; `end` where it is over."""
    syllable = _SYLLABLE.match(reading.shadow, end)
    if syllable is None:
        listed = _LISTED.match(reading.low, end) if end > offset else None
        return listed.end() if listed and _is_part(reading, words, end + 1, listed.end()) else end
    at = syllable.end() - len(syllable[0].lstrip(" -"))
    if " - " in syllable[0] and reading.shadow[at].islower() and _last_is_proper(reading, offset, end):
        return end
    part = words.parts.match(reading.low, at)
    if part:
        return part.end()
    if " -" in syllable[0] and _begins_another(reading, words, at):
        return end
    if syllable[0] == " và" and _AND_ALL.match(reading.shadow, syllable.end()):
        return syllable.end() + len(" các")
    if syllable[0] == " các" and (
        reading.shadow[offset + 1 : offset + 2].islower() or _WORKS.match(reading.low, syllable.end())
    ):
        return syllable.end()
    return (
        end if _stops(reading, words, syllable.end(), reading.shadow[at : syllable.end()]) else syllable.end()
    )


def _begins_another(reading: Reading, words: BodyWords, at: int) -> bool:
    """Say whether a title, a credit or the university above a school stands behind a dash."""
    low = reading.low
    return bool(words.roles.match(low, at)) or low.startswith("ảnh", at) or bool(words.known.match(low, at))


def _last_is_proper(reading: Reading, start: int, end: int) -> bool:
    """Say whether the last of several words is a proper one: a dash behind it opens an aside."""
    if reading.shadow.count(" ", start, end) < 2:
        return False  # "Hội Cầu - đường"
    last = max(reading.shadow.rfind(" ", start, end), reading.shadow.rfind("-", start, end)) + 1
    return reading.shadow[last].isupper()


def _is_part(reading: Reading, words: BodyWords, start: int, end: int) -> bool:
    """Say whether the words after a comma go on with a name: no title, verb, place or person among them."""
    first = reading.low[start + 1 : end].partition(" ")[0]
    if key(first) in words.role_heads:
        return False
    while start < end:
        start += reading.low.startswith(",", start)
        syllable = _SYLLABLE.match(reading.shadow, start)
        if syllable is None:
            return False
        at = syllable.end() - len(syllable[0].lstrip(" -"))
        part = words.parts.match(reading.low, at)
        if part is None and _stops(reading, words, syllable.end(), reading.shadow[at : syllable.end()]):
            return False
        start = part.end() if part else syllable.end()
    return True


def _stops(reading: Reading, words: BodyWords, end: int, word: str) -> bool:
    """Say whether a name is over before the syllable `word` that ends at `end`."""
    table, at = gazetteer(reading.lexicon), end - len(word)
    if word == _CITY or (word in _UNITS and _UNIT_DOT.match(reading.shadow, end)):
        return True
    if word[0].islower() and (key(word) in words.ends or words.verbs.match(reading.low, at)):
        return True
    if word == "và" and (words.ranks.match(reading.low, end + 1) or words.roles.match(reading.low, end + 1)):
        return True
    if word == "và" and (reading.shadow[at - 2].isdigit() or not _GOES_ON.match(reading.shadow, end)):
        return True
    if table.provinces.match(reading.shadow, at) or (word[0].isupper() and _other_body(words, reading, at)):
        return True
    surname = word[0].isupper() and key(word) in table.surnames and not reading.low.endswith(_FIRM, 0, at)
    return surname and _PERSON.match(reading.shadow, at) is not None


def _other_body(words: BodyWords, reading: Reading, offset: int) -> bool:
    """Say whether another body begins here; a single word such as `Hội` in `Đại hội` does not."""
    match = words.known.match(reading.low, offset) or words.organs.match(reading.low, offset)
    if match is not None and match[0].startswith(_IN_NAMES):
        return False  # "Trường Đại học", "Vụ Giáo dục Đại học", "Đội Thanh tra giao thông"
    return match is not None and (" " in match[0] or reading.shadow[match.start() : match.end()].isupper())
