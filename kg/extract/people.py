"""Persons' names: by surname, or by the form of address, academic title or rank before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from kg.extract.body_words import body_words
from kg.extract.match import Labels, any_of, labels, may_end, tails
from kg.extract.places import gazetteer
from kg.extract.reading import Reading
from kg.extract.spans import Name
from kg.extract.syllables import hides_who, is_of_elsewhere
from kg.ontology import Lexicon, Term
from kg.text import CAPITALS, LETTERS, LOWERS, key
from kg.vocab import VPO

_SYLLABLE = rf"[{CAPITALS}](?:['’]?[{LETTERS}])*"
# "Hoàng thị Lộ Thủy": the middle name slips into lower case.
_NEXT = rf"(?:{_SYLLABLE}|(?:thị|văn)(?= [{CAPITALS}]))"
# The edge before is looked at behind the first letter: so the engine skips to capitals.
_RUN = re.compile(rf"[{CAPITALS}](?<![{LETTERS}0-9].)(?:['’]?[{LETTERS}])*(?: {_NEXT})*(?![{LETTERS}0-9])")
_SEPARATOR = r"[ ,/:]*"
_BEHIND_LEAD = re.compile(rf"\.?{_SEPARATOR}")
_WORD = re.compile(r"[^ ]+")
_LAST_WORD = re.compile(rf"[{LETTERS}]+ $")
# "số 11 Lê Hồng Phong" is an address; "1. Nguyễn Văn A" is an item of a list.
_INSIDE = re.compile(rf"[{LETTERS}] $")  # "Chủ tịch UBND tỉnh Ông Văn Bửu": here `Ông` is a surname
_CREDIT = re.compile(r"(?:ảnh|tin|bài|clip|nguồn|đồ họa|video)[^:\n]{0,12}: ?$")
_ADDRESS = re.compile(
    r"(?:[(]\d+[a-z]? $)|(?:số|ngõ|hẻm|kiệt|đường|phố|tại|ở|nhà|chung cư|địa chỉ|trụ sở) "
    r"\d+[a-z]?(?:[/-]\d+[a-z]?)*,? (?:đường |phố )?$"
)
_AFTER_TITLE = re.compile(r"(?:[ ]*-[ ]*|[ ])$")
_BEFORE_TITLE = re.compile(r"[ ]*[,-][ ]*")
_IN_LIST = re.compile(r"(?:[;:]|(?<![\w])và)[ ]*$")
_JOINED = re.compile(r"[ ]*(?:,|-|và|, và)[ ]*")
_DIGIT = re.compile(r"\d")
_MEN = "đàn "  # "ba người đàn ông Hà Tĩnh"
_STATUE = "đối tượng "  # no statue
_APOSTROPHE = re.compile("['’]")  # "K'Brốih" is a whole name
_SIGNS = re.compile(r"[,/:]")
_OURS = "Việt Nam "
_GLUED = re.compile(rf"[{LOWERS}](?:Nguyên|Cựu|Ông|Bà|Ảnh)(?= |$)")  # a line break that was lost
_AROUND = 24  # characters before a name in which the word for a street, a school or a prize stands
_BEFORE = 60  # characters before a name in which its forms of address stand
_MAX = 5
_LONGEST = 7  # letters of a Vietnamese syllable: `nghiêng`
_CAPITALS = re.compile(r"(?<!\w)[A-ZĐ]{2,}(?!\w)")
_TOWN = ("TP", "TX")  # the end of a body: `Bí thư Thành ủy TP Nguyễn Văn A`
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZĐ")
_HYPHENED = re.compile(rf"-[a-z]{{2,5}}(?![{LETTERS}])")
_FIRM = re.compile(r"(?<!\w)(?:Group|GROUP|Holdings?|Corp|CTCP|HĐQT|TNHH|JSC)(?!\w)", re.IGNORECASE)
_OF_FIRMS = ("group", "holding", "corp", "ctcp", "hđqt", "tnhh", "jsc")
_BIRTH_ORDER = frozenset({"Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Út"})
_PLACE = 2  # syllables of the name of a place
_MIDDLE = frozenset({"văn", "thị"})  # surnames that mostly stand inside a name
_MEMO = ("runs of capitals", 0)
_LED = ("behind forms of address", 0)


@dataclass(frozen=True, slots=True)
class NameWords:
    """Surnames and the words before names, compiled; `after_tails` are the ends of `named_after`.

    `others` are names that no official bears: of history, of leaders abroad, of former provinces, of gods;
    `namesakes` are those that streets bear, and officials too.
    """

    leads: re.Pattern[str]
    lead: Labels
    by_lead: dict[str, Term]
    surnames: frozenset[str]
    named_after: re.Pattern[str]
    after_tails: frozenset[str]
    others: frozenset[str]
    namesakes: frozenset[str]


@lru_cache(maxsize=4)
def name_words(lexicon: Lexicon) -> NameWords:
    """Return the compiled words of `lexicon`."""
    leads = [term for kind in ("honorific", "academic", "rank") for term in lexicon.words(kind)]
    printed = [form for term in leads for form in term.forms]
    forms = any_of(printed)
    named_after = [form for term in lexicon.words("named-after") for form in term.forms]
    return NameWords(
        re.compile(rf"(?:{forms}\.?{_SEPARATOR})+\Z"),
        labels(printed),
        lexicon.by_form(leads),
        frozenset(key(form) for term in lexicon.of(VPO.Surname) for form in term.forms),
        re.compile(any_of(named_after) + r" $"),
        tails(named_after),
        _keys(lexicon, "historical", "foreign-person", "former-province", "no-person"),
        _keys(lexicon, "namesake"),
    )


def _keys(lexicon: Lexicon, *kinds: str) -> frozenset[str]:
    return frozenset(key(form) for kind in kinds for term in lexicon.words(kind) for form in term.forms)


def find_names(reading: Reading, taken: Iterable[tuple[int, int]]) -> Iterator[Name]:
    """Yield the names that stand outside `taken` (titles, bodies, documents), left to right."""
    pieces = tuple(_pieces(reading, _cover(len(reading.shadow), taken)))
    led = _after_leads(reading)
    for at, (start, end) in enumerate(pieces):
        # One syllable is a name only where a form of address says so: that spares three in five.
        if start not in led and reading.shadow.find(" ", start, end) < 0:
            continue
        name = _name_in(reading, start, end)
        if name and not _is_named_after(reading, pieces, at):
            yield name


def find_listed_names(
    reading: Reading, taken: Iterable[tuple[int, int]], titles: Iterable[tuple[int, int]]
) -> Iterator[Name]:
    """Yield names that only their place tells: in a list directly before a title, or directly after one.

    So a rare surname is a name too: `; Vì Thị Thoản, Giám đốc …`, `Bí thư Huyện ủy Vưu Chí Hàm`. `titles` are
    the spans of titles.
    """
    spans = tuple(titles)
    covered = _cover(len(reading.shadow), taken if spans else ())
    starts, ends = frozenset(start for start, _ in spans), frozenset(end for _, end in spans)
    for start, end in _pieces(reading, covered) if spans else ():
        if reading.shadow.find(" ", start, end) < 0:
            continue
        gap = _BEFORE_TITLE.match(reading.shadow, end)
        listed = gap and gap.end() in starts and _IN_LIST.search(reading.low[max(0, start - 4) : start])
        titled = _follows_title(reading, start, ends) and _may_be_anybody(reading, start, end)
        if (listed or titled) and not any(covered[start:end]) and _is_whole_name(reading, start, end):
            yield Name(start, end, reading.printed(start, end), start, "people.listed")


def _pieces(reading: Reading, covered: bytearray) -> Iterator[tuple[int, int]]:
    """Yield the stretches of capitals outside what is covered: `UBND tỉnh Khánh Hòa | Sử Đức Tuệ`."""
    for start, end in _runs(reading):
        if covered.find(1, start, end) < 0:
            yield start, end
        else:
            yield from _free(start, end, covered, reading.shadow)


def _runs(reading: Reading) -> list[tuple[int, int]]:
    """Return the spans of capitalised syllables, found once."""
    held = reading.memo.get(_MEMO)
    if held is None:
        surnames = name_words(reading.lexicon).surnames
        firms = any(word in reading.low for word in _OF_FIRMS)
        found = (run.span() for run in _RUN.finditer(reading.shadow))
        spans = (_of_person(reading.shadow, span, surnames, firms=firms) for span in found)
        held = reading.memo[_MEMO] = [_behind_place(reading, *span) for span in spans if span]
    return cast("list[tuple[int, int]]", held)


def _of_person(
    text: str, span: tuple[int, int], surnames: frozenset[str], *, firms: bool
) -> tuple[int, int] | None:
    """Return the part of a run that may be of a person, None without one.

    `Nguyễn Văn M.` hides who it is, `Kim Jong-un` is of elsewhere, `Đồng Tâm Group` a company. The letters of
    a company before a name are no part of it: `SAGRI Lê Tấn Hùng`. `firms` says that the text names some.
    """
    start, end = span
    if glued := _GLUED.search(text, start, end):
        end = glued.start() + 1
    first, *rest = text[start:end].split(" ")
    if text.startswith(_OURS, start) and len(rest) > 2 and key(rest[1]) in surnames:
        return start + len(_OURS), end  # "Chủ tịch nước Việt Nam Lê Văn Tám"
    last = rest[-1] if rest else first
    if last in _LETTERS and text.startswith(".", end):
        return None
    if text.startswith("-", end) and _HYPHENED.match(text, end):
        return None
    if firms and _FIRM.search(text, start, end):
        return None
    if (
        len(rest) >= 2
        and ((first.isupper() and (len(first) > 2 or first in _TOWN)) or len(first) > _LONGEST)
        and not last.isupper()
        and key(rest[0]) in surnames
    ):
        return start + len(first) + 1, end
    return start, end


def _behind_place(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Return the span of a run without the place before a name: `Phó ban Dân vận Đà Nẵng Nguyễn Bá Mốt`."""
    if reading.shadow.count(" ", start, end) < _PLACE + 1:
        return start, end
    syllables = reading.shadow[start:end].split(" ")
    place, surname = " ".join(syllables[:_PLACE]), key(syllables[_PLACE])
    words, places = name_words(reading.lexicon), gazetteer(reading.lexicon)
    if surname not in words.surnames or surname in _MIDDLE or key(f"{place} {surname}") in words.others:
        return start, end
    district = key(syllables[0]) not in words.surnames and places.locals.named(place, "district")
    if district or key(place) in places.by_label:
        start += len(place) + 1
    return start, end


def _may_be_anybody(reading: Reading, start: int, end: int) -> bool:
    """Say whether a run may be a person whatever its surname: three syllables that begin no body."""
    run = reading.shadow[start:end]
    long = run.count(" ") >= 2 or _APOSTROPHE.search(run)
    if _CAPITALS.search(run) and not run.isupper():
        return False  # "BIDV Bình Định", "TTGT TP Cần Thơ"
    return bool(long) and body_words(reading.lexicon).heads.match(reading.low, start) is None


def _follows_title(reading: Reading, start: int, ends: frozenset[int]) -> bool:
    """Say whether a title ends directly before `start`, or before a dash there."""
    if ends.isdisjoint(range(start - 4, start)):
        return False
    gap = _AFTER_TITLE.search(reading.low, max(0, start - 4), start)
    return gap is not None and gap.start() in ends


def _is_named_after(reading: Reading, pieces: Sequence[tuple[int, int]], at: int) -> bool:
    """Say whether a street, a school or a prize is called by the piece `at`, alone or in a list."""
    while not _is_called_after(reading, pieces[at][0]):
        end, start = pieces[at - 1][1] if at else -1, pieces[at][0]
        if not 0 <= end < start < end + _AROUND or not _JOINED.fullmatch(reading.low, end, start):
            return False
        at -= 1
    return True


def _is_called_after(reading: Reading, start: int) -> bool:
    """Say whether the word for a street, a school or a prize stands before `start`."""
    since = max(0, start - _AROUND)
    words = name_words(reading.lexicon)
    before = reading.low[since:start]
    if may_end(reading.low, words.after_tails, since, start) and words.named_after.search(before):
        return not before.endswith(_STATUE)
    signs = ":" in before or _DIGIT.search(before)
    return bool(signs) and any(pattern.search(before) for pattern in (_ADDRESS, _CREDIT))


def _is_whole_name(reading: Reading, start: int, end: int) -> bool:
    run = reading.shadow[start:end]
    syllables = run.split(" ")
    whole = 2 <= len(syllables) <= _MAX and _is_person(reading, start, syllables)
    return whole and not gazetteer(reading.lexicon).locals.named(run)


def _cover(length: int, taken: Iterable[tuple[int, int]]) -> bytearray:
    covered = bytearray(length + 1)
    for start, end in taken:
        covered[start:end] = b"\1" * (end - start)
    return covered


def _free(start: int, end: int, covered: bytearray, text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a run of capitalised syllables that nothing else has claimed."""
    while 0 <= start < end:
        stop = covered.find(1, start, end)
        stop = end if stop < 0 else stop
        held = text[start:stop]
        if held.strip(" "):
            yield start + len(held) - len(held.lstrip(" ")), start + len(held.rstrip(" "))
        start = covered.find(0, stop, end)


def _name_in(reading: Reading, start: int, end: int) -> Name | None:
    """Return the name of a person in a piece of a run, None where nothing before or in it says so."""
    words = name_words(reading.lexicon)
    syllables = reading.shadow[start:end].split(" ")
    if len(syllables) > 1 and key(syllables[0]) in words.by_lead:
        start = _after_lead(reading, start, syllables, words)
        syllables = reading.shadow[start:end].split(" ")
    lead = _lead_before(reading, start, words)
    if not lead and not _has_surname(words, syllables):
        return None
    title = words.lead.match(reading.low, start)
    if title and title.end() > end:
        return None  # "Phó Giáo sư" begins like a name
    syllables = _own_syllables(reading, words, start, end)
    if lead and len(syllables) == 2 and _is_town(reading, words, syllables):
        return None
    if lead:
        if _is_nobody(syllables[:_MAX], words) or _is_byname(reading, syllables):
            return None
        return _addressed(reading, start, syllables, lead, words)
    skip = _first_of_name(reading, words, syllables, start)
    if skip is None:
        return None
    begin = start + sum(len(part) + 1 for part in syllables[:skip])
    chosen = syllables[skip : skip + _MAX]
    if not _is_person(reading, begin, chosen):
        return None
    surface = reading.printed(begin, begin + len(" ".join(chosen)))
    return Name(begin, begin + len(surface), surface, begin, "people.surname")


def _is_town(reading: Reading, words: NameWords, syllables: list[str]) -> bool:
    """Say whether a town is spoken of like a person (`với ông Hội An`): no surname, and a known district."""
    known = gazetteer(reading.lexicon).locals.named(" ".join(syllables), "district")
    return key(syllables[0]) not in words.surnames and bool(known)


def _lead_before(reading: Reading, start: int, words: NameWords) -> re.Match[str] | None:
    """Return the forms of address that stand directly before `start`."""
    if start not in _after_leads(reading):
        return None
    lead = words.leads.search(reading.low[max(0, start - _BEFORE) : start])
    begin = start - len(lead[0]) if lead else start
    return (
        lead
        if lead and not (reading.low.endswith(_MEN, 0, begin) or _ends_name(reading, begin, start))
        else None
    )


def _ends_name(reading: Reading, start: int, end: int) -> bool:
    """Say whether a form of address is the end of a name before a comma: `huyện Kỳ Anh, Hà Tĩnh`."""
    if "," not in reading.shadow[start:end] or not reading.shadow[start].isupper():
        return False
    word = _LAST_WORD.search(reading.shadow, max(0, start - _AROUND), start)
    return word is not None and word[0][0].isupper()


def _after_leads(reading: Reading) -> frozenset[int]:
    """Return the offsets behind forms of address, and behind each of their words, looked up once."""
    held = reading.memo.get(_LED)
    if not isinstance(held, frozenset):
        leads, low = name_words(reading.lexicon).lead, reading.low
        found = [match for start in reading.starts_of(leads) if (match := leads.match(low, start))]
        ends = (match.start() + word.end() for match in found for word in _WORD.finditer(match[0]))
        held = reading.memo[_LED] = frozenset(reading.over(_BEHIND_LEAD, end) for end in ends)
    return held


def _has_surname(words: NameWords, syllables: list[str]) -> bool:
    """Say whether a run of several syllables begins with a surname, or has one behind its first syllable."""
    several = len(syllables) > 1
    return several and (key(syllables[0]) in words.surnames or key(syllables[1]) in words.surnames)


def _own_syllables(reading: Reading, words: NameWords, start: int, end: int) -> list[str]:
    """Return the syllables of a run up to where something else begins.

    That is a form of address, or capitals in a name that is not printed in capitals (`Đoàn TNCS`).
    """
    run = reading.shadow[start:end]
    syllables = run.split(" ")
    if run.isupper():
        return syllables
    offset = start
    for at, syllable in enumerate(syllables):
        lead = words.lead.match(reading.low, offset) if at > 1 else None
        if at and (
            (syllable.isupper() and len(syllable) > 1) or (lead and " " in lead[0] and lead.end() < end)
        ):
            return syllables[:at]
        offset += len(syllable) + 1
    return syllables


def _after_lead(reading: Reading, start: int, syllables: list[str], words: NameWords) -> int:
    """Return where the name begins in a run that opens with a capital form of address: `Ông Nguyễn Văn A`."""
    led = _lead_before(reading, start, words) is not None
    led = led or (len(syllables) > 2 and _INSIDE.search(reading.shadow, max(0, start - 2), start) is not None)
    while len(syllables) > 1 and key(syllables[0]) in words.by_lead:
        if led and key(syllables[0]) in words.surnames:
            break  # "bà Ông Thị Mẫn": here it is the surname
        start += len(syllables[0]) + 1
        syllables = syllables[1:]
    return start


def _addressed(
    reading: Reading, start: int, syllables: list[str], lead: re.Match[str], words: NameWords
) -> Name:
    chosen = syllables[:_MAX]
    surface = reading.printed(start, start + len(" ".join(chosen)))
    begin = start - len(lead[0])
    said = [words.by_lead[key(part)] for part in _leads(lead[0], words)]
    gender = next((term.one("gender") for term in said if term.one("gender")), None)
    rank = next((term.vi for term in said if (term.one("wordKind") or "").endswith("/rank")), None)
    short = (len(chosen) == 1 and not _APOSTROPHE.search(surface)) or (
        len(chosen) == 2 and key(chosen[0]) not in words.surnames
    )
    return Name(start, start + len(surface), surface, begin, "people.addressed", gender, rank, short)


def _leads(text: str, words: NameWords) -> list[str]:
    """Return the forms of address in `text`, the longest at each place."""
    parts = _SIGNS.sub(" ", text).split()
    found, at = [], 0
    while at < len(parts):
        span = next((n for n in (4, 3, 2, 1) if key(" ".join(parts[at : at + n])) in words.by_lead), 0)
        if span:
            found.append(" ".join(parts[at : at + span]))
        at += span or 1
    return found


def _first_of_name(reading: Reading, words: NameWords, syllables: list[str], start: int) -> int | None:
    """Return the index of the surname: 0, or 1 where the first syllable only opens the sentence."""
    if key(syllables[0]) in words.surnames and len(syllables) >= 2:
        return 0
    if len(syllables) >= 3 and key(syllables[1]) in words.surnames and _opens_sentence(reading, start):
        return 1
    return None


def _opens_sentence(reading: Reading, start: int) -> bool:
    while start and reading.shadow[start - 1] in " \"'(":
        start -= 1
    return not start or reading.shadow[start - 1] in ".!?:\n…"


def _is_nobody(syllables: list[str], words: NameWords) -> bool:
    """Say whether a name is of nobody who could hold an office here, or hides who it is."""
    if key(" ".join(syllables)) in words.others:
        return True
    return hides_who(syllables) or is_of_elsewhere(syllables, words.surnames)


def _is_byname(reading: Reading, syllables: list[str]) -> bool:
    """Say whether somebody is called by the order of birth (`ông Năm Nghị`), or no person at all is named."""
    if len(syllables) != _PLACE:
        return False
    provinces = gazetteer(reading.lexicon).by_label
    return syllables[0] in _BIRTH_ORDER or key(" ".join(syllables)) in provinces


def _is_person(reading: Reading, start: int, syllables: list[str]) -> bool:
    name = " ".join(syllables)
    if _is_nobody(syllables, name_words(reading.lexicon)) or (name.isupper() and len(name) > 3):
        return False
    provinces = gazetteer(reading.lexicon).by_label
    # "Đoàn Gia Lai" is the delegation of a province.
    of_body = body_words(reading.lexicon).heads.match(reading.low, start) is not None
    tails = (0, 1) if of_body else (0,)
    return len(syllables) >= 2 and not any(key(" ".join(syllables[at:])) in provinces for at in tails)
