"""Persons' names: by surname, or by the form of address, academic title or rank before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.extract.body_words import body_words
from kg.extract.leads import MIDDLE, after_lead, after_leads, lead_before, leads_in
from kg.extract.match import may_end
from kg.extract.name_words import NameWords, name_words
from kg.extract.places import gazetteer
from kg.extract.reading import Reading
from kg.extract.runs import cover, free_runs
from kg.extract.spans import Name
from kg.extract.syllables import hides_who, is_of_elsewhere
from kg.text import key

_CREDIT = re.compile(r"(?:ảnh|(?<!báo )tin|bài|clip|nguồn|đồ họa|video)[^:\n]{0,12}: ?$")
# "số 11 Lê Hồng Phong" is an address; "1. Nguyễn Văn A" is an item of a list.
_ADDRESS = re.compile(
    r"(?:[(]\d+[a-z]? $)|(?:số|ngõ|hẻm|kiệt|đường|phố|tại|ở|nhà|chung cư|địa chỉ|trụ sở) "
    r"\d+[a-z]?(?:[/-]\d+[a-z]?)*,? (?:đường |phố )?$"
)
_AFTER_TITLE = re.compile(r"(?:[ ]*-[ ]*|[ ])$")
_BEFORE_TITLE = re.compile(r"[ ]*[,(-][ ]*")
_IN_ROW = re.compile(r"(?:[;:,]|(?<!\w)(?:và|là|gồm|cùng))[ ]*$")
_IN_LIST = re.compile(r"(?:[;:]|(?<![\w])và)[ ]*$")
_JOINED = re.compile(r"[ ]*(?:,|-|và|, và)[ ]*")
_DIGIT = re.compile(r"\d")
_NO_NAMESAKE = ("đối tượng ", "nông thôn ")  # no statue, no hamlet
_APOSTROPHE = re.compile("['’]")  # "K'Brốih" is a whole name
_AROUND = 24  # characters before a name in which the word for a street, a school or a prize stands
_MAX = 5
_CAPITALS = re.compile(r"(?<!\w)[A-ZĐ]{2,}(?!\w)")
_BIRTH_ORDER = frozenset({"Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Út"})
_WITH_MIDDLE = 3  # syllables
_NO_NAME = re.compile(r"(?:hóa|hoá|phòng|thể|nghệ|minh|bản|kiện|công|thư|xã|trấn|trường)(?!\w)")  # "Văn hóa"
_SHORT = 2  # syllables of a name without its middle


def find_names(reading: Reading, taken: Iterable[tuple[int, int]]) -> Iterator[Name]:
    """Yield the names that stand outside `taken` (titles, bodies, documents), left to right."""
    pieces = tuple(free_runs(reading, cover(len(reading.shadow), taken)))
    led = after_leads(reading)
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
    covered = cover(len(reading.shadow), taken if spans else ())
    starts, ends = frozenset(start for start, _ in spans), frozenset(end for _, end in spans)
    for start, end in free_runs(reading, covered) if spans else ():
        if reading.shadow.find(" ", start, end) < 0:
            continue
        gap = _BEFORE_TITLE.match(reading.shadow, end)
        listed = gap and gap.end() in starts and _is_item(reading, start, end, gap[0])
        titled = _follows_title(reading, start, ends) and _may_be_anybody(reading, start, end)
        if (listed or titled) and not any(covered[start:end]) and _is_whole_name(reading, start, end):
            yield Name(start, end, reading.printed(start, end), start, "people.listed")


def _is_item(reading: Reading, start: int, end: int, gap: str) -> bool:
    """Say whether a run before a title is an item of a list of persons; a title in brackets tells more."""
    if "(" in gap:
        row = _IN_ROW.search(reading.low[max(0, start - 5) : start])
        return row is not None and _may_be_anybody(reading, start, end)
    return _IN_LIST.search(reading.low[max(0, start - 4) : start]) is not None


def _may_be_anybody(reading: Reading, start: int, end: int) -> bool:
    """Say whether a run may be a person whatever its surname: three syllables that begin no body."""
    run = reading.shadow[start:end]
    long = run.count(" ") >= 2 or _APOSTROPHE.search(run)
    if _CAPITALS.search(run) and not run.isupper():
        return False  # "BIDV Bình Định", "TTGT TP Cần Thơ"
    words, low = body_words(reading.lexicon), reading.low
    if not long or words.heads.match(low, start) is None:
        return bool(long)
    if key(run.partition(" ")[0]) not in name_words(reading.lexicon).surnames:
        return False
    return words.organs.match(low, start) is None and words.known.match(low, start) is None


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
        return not before.endswith(_NO_NAMESAKE)
    signs = ":" in before or _DIGIT.search(before)
    return bool(signs) and any(pattern.search(before) for pattern in (_ADDRESS, _CREDIT))


def _is_whole_name(reading: Reading, start: int, end: int) -> bool:
    run = reading.shadow[start:end]
    syllables = run.split(" ")
    whole = 2 <= len(syllables) <= _MAX and _is_person(reading, start, syllables)
    return whole and not gazetteer(reading.lexicon).locals.named(run)


def _name_in(reading: Reading, start: int, end: int) -> Name | None:
    """Return the name of a person in a piece of a run, None where nothing before or in it says so."""
    words = name_words(reading.lexicon)
    syllables = reading.shadow[start:end].split(" ")
    if len(syllables) > 1 and key(syllables[0]) in words.by_lead:
        start = after_lead(reading, start, syllables, words)
        syllables = reading.shadow[start:end].split(" ")
    lead = lead_before(reading, start, words)
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


def _has_surname(words: NameWords, syllables: list[str]) -> bool:
    """Say whether a run of several syllables begins with a surname, or has one behind its first syllable.

    So does `Khang Thị Mào`: few words but names have `Thị` or `Văn` in their middle.
    """
    several = len(syllables) > 1
    return several and (key(syllables[0]) in words.surnames or key(syllables[1]) in words.surnames)


def _has_middle(reading: Reading, syllables: list[str], start: int) -> bool:
    """Say whether a run is a name by its middle, whatever its surname: `Khang Thị Mào`, `Sa Văn Khuyên`."""
    if (
        len(syllables) != _WITH_MIDDLE
        or key(syllables[1]) not in MIDDLE
        or _NO_NAME.match(syllables[2].lower())
    ):
        return False
    return body_words(reading.lexicon).heads.match(reading.low, start) is None and not _opens_sentence(
        reading, start
    )


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
        if at and syllable.isupper() and len(syllable) > 1:
            return syllables[:at]
        lead = words.lead.match(reading.low, offset) if at > 1 else None
        if lead and " " in lead[0] and lead.end() < end:
            return syllables[:at]
        offset += len(syllable) + 1
    return syllables


def _addressed(
    reading: Reading, start: int, syllables: list[str], lead: re.Match[str], words: NameWords
) -> Name:
    chosen = syllables[:_MAX]
    surface = reading.printed(start, start + len(" ".join(chosen)))
    begin = start - len(lead[0])
    said = [words.by_lead[key(part)] for part in leads_in(lead[0], words)]
    gender = next((term.one("gender") for term in said if term.one("gender")), None)
    rank = next((term.vi for term in said if (term.one("wordKind") or "").endswith("/rank")), None)
    short = (len(chosen) == 1 and not _APOSTROPHE.search(surface)) or (
        len(chosen) == 2 and key(chosen[0]) not in words.surnames
    )
    return Name(start, start + len(surface), surface, begin, "people.addressed", gender, rank, short)


def _first_of_name(reading: Reading, words: NameWords, syllables: list[str], start: int) -> int | None:
    """Return the index of the surname: 0, or 1 where the first syllable only opens the sentence."""
    if key(syllables[0]) in words.surnames and len(syllables) >= 2:
        return 0
    if _has_middle(reading, syllables, start):
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
    if len(syllables) != _SHORT:
        return False
    provinces = gazetteer(reading.lexicon).by_label
    return syllables[0] in _BIRTH_ORDER or key(" ".join(syllables)) in provinces


def _is_person(reading: Reading, start: int, syllables: list[str]) -> bool:
    name = " ".join(syllables)
    if _is_nobody(syllables, name_words(reading.lexicon)) or (name.isupper() and len(name) > 3):
        return False
    provinces = gazetteer(reading.lexicon).by_label
    if len(syllables) < _SHORT or key(name) in provinces:
        return False
    # "Đoàn Gia Lai" is the delegation of a province.
    of_province = key(name.partition(" ")[2]) in provinces
    return not of_province or body_words(reading.lexicon).heads.match(reading.low, start) is None
