"""Who holds which title: by place beside the name, by verbs that change posts, by headers over lists of names.

Order of trust: title directly before a name, name with titles after it, verb with its object, header over a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.match import any_of
from kg.extract.reading import Reading
from kg.extract.spans import Name, Title
from kg.link.people import People
from kg.load.sentences import Sentence
from kg.ontology import Lexicon, Term
from kg.text import key

_JOIN = re.compile(
    r"[ ]*(?:,|và|kiêm|-|;|, đồng thời là|đồng thời là|, kiêm|, nay là|\+|/|, hiện là)?[ ]*(?:đồng chí )?"
)
_TIGHT = re.compile(r"[ ]*")
_DASH = re.compile(r"[ ]*(?:-|:|là|hiện là|nay là|cũng là)[ ]*")
_COMMA = re.compile(r"[ ]*[,:][ ]*")
_ASIDE = r"(?:[ ]*\((?![^)]*(?:bí thư|chủ tịch|trưởng|giám đốc|ủy viên))[^)]{0,60}\))?(?:,? ?(?:sinh năm \d{4}|\d{2} tuổi|sn \d{4}),?)?"
_APPOSED = re.compile(
    rf"{_ASIDE}[ ]*(?:,|-|:|\(|là|, là|hiện là|, hiện là|, hiện đang là|đang là|, đang giữ chức|vốn là|- )[ ]*(?:hiện là |hiện nay là |hiện giữ chức |hiện |đang là )?[ ]*"
)
_AND = re.compile(r"[ ]*(?:\([^)]*\))?[ ]*(?:,|;|và|, và|cùng)[ ]*")
_AFTER = re.compile(r"[ ]*(?:đối với|cho|với|,? ?gồm|:)[ ]*(?:các )?")
_FORMER = re.compile(r"(?:từng|đã từng|trước đó|trước khi|nguyên là|trước đây|đã kinh qua)[^.;]{0,60}$")
_TO = re.compile(
    r"(?:để|và|, đồng thời|,) ?(?:nhận|giữ|đảm nhận|đảm nhiệm|làm|tham gia|chờ|chuyển)[^;]{0,30}$"
)
_NOT = re.compile(r"(?:không|chưa|chưa được|không được) $")
_PROPOSED = re.compile(r"(?:giới thiệu|đề cử|đề nghị|kiến nghị|dự kiến)[^.;]{0,48}$")
_VACANT = re.compile(r"(?:kiện toàn|bổ sung|khuyết|bầu thay|tìm) (?:các )?(?:chức vụ|chức danh|vị trí) $")
_PRONOUN = re.compile(
    r"(?:ông|bà|đồng chí|anh|chị)(?= (?:được|đã|sẽ|là|từng|giữ|làm|có|tiếp|thôi|nguyên|hiện|lần|trở|đảm|bị))"
)
_REPLACED = re.compile(r"[^.;]{0,60}?,? ?thay(?: thế| cho)? (?:cho )?")
_CAREER = re.compile(
    r"[-–•+*]?[ ]*(?:từ )?(?:tháng )?(?:\d{1,2}[/.-])?(?:19|20)\d\d[ ]*(?:-|đến|:)[ ]*(?:nay|tháng)?[ ]*(?:(?:\d{1,2}[/.-])?(?:19|20)\d\d)?"
)
_STILL = re.compile(r"đến nay|- ?nay")
_NOW = re.compile(r"(?:hiện|đang|hiện nay|từng|vẫn|là)[ ]*(?:giữ|làm|đảm)?[^.;,]{0,20}$")
_HEADER = re.compile(r"[ ]*(?:gồm|gồm có|là|có|:|,)?[ ]*(?:các |gồm )?:?[ ]*")


@dataclass(frozen=True, slots=True)
class Held:
    """A title that a person holds, held or is given. `effect` is opens, closes or none; `verb` the word that says so."""

    name: Name
    title: Title
    siblings: tuple[Title, ...]
    rule: str
    effect: str = "none"
    verb: Term | None = None
    verb_start: int | None = None
    former: bool = False


@dataclass(frozen=True, slots=True)
class VerbWords:
    """The verbs that change posts and the words before an office, compiled."""

    verbs: re.Pattern[str]
    by_verb: dict[str, Term]
    marks: re.Pattern[str]


@lru_cache(maxsize=4)
def verb_words(lexicon: Lexicon) -> VerbWords:
    """Return the compiled words of `lexicon`."""
    verbs = lexicon.words("verb")
    marks = any_of(form for term in lexicon.words("office-mark") for form in term.forms)
    return VerbWords(
        re.compile(any_of(form for term in verbs for form in term.forms)),
        lexicon.by_form(verbs),
        re.compile(rf"{marks}(?: (?:các )?(?:chức vụ|chức danh|chức))?[ ]*:?[ ]*$"),
    )


def link_holdings(
    reading: Reading, titles: tuple[Title, ...], names: tuple[Name, ...], people: People
) -> Iterator[Held]:
    """Yield who holds which title, sentence by sentence."""
    subject: Name | None = None
    main = _main_person(names)
    foreign = _foreign(reading.lexicon)
    for sentence in reading.sentences:
        here = [name for name in names if sentence.start <= name.start < sentence.end]
        groups = _groups(reading, [title for title in titles if sentence.start <= title.start < sentence.end])
        found = tuple(_Sentence(reading, sentence, groups, here, _pronoun(reading, sentence, subject)).held())
        if not found and main:
            found = tuple(_career(reading, sentence, groups, main))
        abroad = foreign.search(reading.shadow, sentence.start, sentence.end) is not None
        yield from (held for held in _with_old_posts(reading, found) if not (abroad and _is_abroad(held)))
        known = next((name for name in here if people.person(name)), None)
        subject = replace(known, surface=people.names[people.by_start[known.start]]) if known else subject


def _main_person(names: tuple[Name, ...]) -> Name | None:
    """Return the person a biography is about: the one named most often, the first of several."""
    full = [name for name in names if not name.short]
    counts = {
        key(name.surface): sum(key(other.surface) == key(name.surface) for other in full) for name in full
    }
    return max(full, key=lambda name: (counts[key(name.surface)], -name.start), default=None)


def _career(
    reading: Reading, sentence: Sentence, groups: list[tuple[Title, ...]], main: Name
) -> Iterator[Held]:
    """Yield the posts of a dated line of a career: `- Từ 8/2006 đến 5/2010: Phó Giám đốc Sở …`."""
    line = _CAREER.match(reading.low, sentence.start, sentence.end)
    if line is None:
        return
    former = _STILL.search(line[0]) is None
    for group in groups:
        for title in group:
            yield Held(main, title, group, "linking.career", former=former)


@lru_cache(maxsize=4)
def _foreign(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the pattern of words that tell of guests from abroad, whose bodies bear the same names as ours."""
    return re.compile(
        any_of((form for term in lexicon.words("foreign") for form in term.forms), fold_case=False)
    )


def _is_abroad(held: Held) -> bool:
    """Say whether a title in a sentence about guests may be theirs: nothing in its list is of a province of Viet Nam."""
    return not any(title.body and title.body.place and title.body.place.units for title in held.siblings)


def _with_old_posts(reading: Reading, found: tuple[Held, ...]) -> Iterator[Held]:
    """Yield `found`, where a transfer also closes the posts printed beside the name: `điều động ông A, Giám đốc Sở X, giữ chức …`.

    The head that a deputy of the same body becomes is a step up: it closes the deputy's post too. Memberships go on.
    """
    opened = {key(held.name.surface): held for held in found if held.effect == "opens"}
    for held in found:
        move = opened.get(key(held.name.surface))
        role = reading.lexicon.terms[held.title.role]
        office = (role.one("roleKind") or "").rsplit("/", 1)[-1] in ("head", "deputy")
        beside = (
            held.effect == "none"
            and held.title.status == "current"
            and held.title.start < (move.title.start if move else 0)
        )
        if move and beside and office and (_transfers(move.verb) or role.one("deputyOf") == move.title.role):
            yield replace(
                held, effect="closes", rule="linking.closes", verb=move.verb, verb_start=move.verb_start
            )
        else:
            yield held


def _effect(verb: Term) -> str:
    """Return what a verb does with the office after it: a transfer opens that one (and closes the old)."""
    effects = {name.rsplit("/", 1)[-1] for name in verb.all("effect")}
    return next((effect for effect in ("opens", "closes") if effect in effects), "none")


def _transfers(verb: Term | None) -> bool:
    return verb is not None and len(verb.all("effect")) > 1


def _pronoun(reading: Reading, sentence: Sentence, subject: Name | None) -> Name | None:
    """Return the person of the sentence before, where this one goes on with `Ông` or `Đồng chí`."""
    found = _PRONOUN.search(reading.low, sentence.start, min(sentence.end, sentence.start + 60))
    if subject is None or found is None:
        return None
    if subject.gender and {"ông": "male", "bà": "female"}.get(found[0], subject.gender) != subject.gender:
        return None
    return replace(subject, start=found.start(), end=found.end(), lead=found.start(), rule="people.pronoun")


def _groups(reading: Reading, titles: list[Title]) -> list[tuple[Title, ...]]:
    """Return the titles in lists: `Ủy viên Ban Thường vụ, Trưởng Ban Tổ chức Tỉnh ủy` is one list of two."""
    groups: list[list[Title]] = []
    for title in titles:
        gap = reading.low[groups[-1][-1].end : title.start] if groups else ""
        if groups and _JOIN.fullmatch(gap):
            groups[-1].append(title)
        else:
            groups.append([title])
    return [tuple(group) for group in groups]


@dataclass(frozen=True, slots=True)
class _Sentence:
    reading: Reading
    sentence: Sentence
    groups: list[tuple[Title, ...]]
    names: list[Name]
    pronoun: Name | None

    def held(self) -> Iterator[Held]:
        for group in self.groups:
            found = list(self._by_verb(group) or self._beside(group) or self._by_header(group))
            yield from found
            yield from self._replaced(group, found)

    # Beside the name

    def _beside(self, group: tuple[Title, ...]) -> list[Held]:
        left, right = self._left(group), self._right(group)
        gap_right = self.reading.low[group[-1].end : right.lead] if right else ""
        gap_left = self.reading.low[left.end : group[0].start] if left else ""
        apposed = left is not None and _APPOSED.fullmatch(gap_left) is not None
        if right and _TIGHT.fullmatch(gap_right):
            return self._tight(group, right, left if apposed else None)
        dash = right is not None and _DASH.fullmatch(gap_right) is not None
        if right and dash and not (apposed and self._name_first(group)):
            return self._give(right, group, "linking.prefix")
        if left and apposed:
            return self._give(left, group, "linking.appositive")
        vacant = _VACANT.search(self.reading.low, self.sentence.start, group[0].start) is not None
        if vacant:
            return []
        if right and right.lead < right.start and _COMMA.fullmatch(gap_right) and not self._plural(group):
            return self._give(right, group, "linking.prefix-comma")
        return []

    def _tight(self, group: tuple[Title, ...], right: Name, left: Name | None) -> list[Held]:
        """Return a group directly before a name; what an apposed name on the left owns of it ends where a new list begins."""
        if left is not None and len(group) > 1 and self._splits(group):
            return self._give(left, group[:-1], "linking.appositive") + self._give(
                right, group[-1:], "linking.prefix"
            )
        if (
            left is not None
            and len(group) == 1
            and left.lead < left.start
            and right.lead == right.start
            and self._opens_list(left)
        ):
            return self._give(right, group, "linking.prefix")
        chain = self._chain(right) if self._plural(group) else [right]
        return [held for name in chain for held in self._give(name, group, "linking.prefix")]

    def _splits(self, group: tuple[Title, ...]) -> bool:
        return re.search(r"và|;", self.reading.low[group[-2].end : group[-1].start]) is not None

    def _opens_list(self, name: Name) -> bool:
        return name.start > self.sentence.start

    def _name_first(self, group: tuple[Title, ...]) -> bool:
        """Say whether the stretch between semicolons that holds `group` begins with a name, not with a title."""
        cut = max(self.reading.low.rfind(";", self.sentence.start, group[0].start), self.sentence.start)
        first_name = next((name.start for name in self.names if name.start >= cut), self.sentence.end)
        first_title = next(
            (other[0].start for other in self.groups if other[0].start >= cut), self.sentence.end
        )
        return first_name < first_title

    def _by_header(self, group: tuple[Title, ...]) -> list[Held]:
        """Return the names that a plural title heads: `các Phó Chủ tịch UBND tỉnh: A, B và C`."""
        right = self._right(group)
        if right is None or not self._plural(group):
            return []
        if not _HEADER.fullmatch(self.reading.low[group[-1].end : right.lead]):
            return []
        return [
            held
            for name in self._chain(right)
            for held in self._give(name, group, "linking.header", plural=True)
        ]

    def _chain(self, first: Name) -> list[Name]:
        """Return `first` and the names joined to it, up to one that has a title of its own."""
        chain = [first]
        for name in self.names:
            if name.start > chain[-1].start and _AND.fullmatch(self.reading.low[chain[-1].end : name.lead]):
                chain.append(name)
        return chain

    # By verbs

    def _by_verb(self, group: tuple[Title, ...]) -> list[Held]:
        words = verb_words(self.reading.lexicon)
        start = group[0].start
        mark = words.marks.search(self.reading.low, max(self.sentence.start, start - 40), start)
        found = self._verb(words, start)
        direct = found is not None and re.fullmatch(
            r"[ ]*(?:lại |bổ sung )?(?:các )?(?:chức vụ |chức danh |chức )?",
            self.reading.low[found.end() : start],
        )
        if mark is None and not direct:
            return []
        subjects = self._subjects(group, found)
        if not subjects:
            return []
        if found is None and mark and not _NOW.search(self.reading.low, self.sentence.start, start):
            found = self._earlier_verb(words)
        if found is None:
            former = _FORMER.search(self.reading.low, self.sentence.start, start) is not None
            return [
                held for name in subjects for held in self._give(name, group, "linking.office", former=former)
            ]
        verb = words.by_verb[key(found[0])]
        effect = _effect(verb)
        if _NOT.search(self.reading.low, self.sentence.start, found.start()):
            return []
        if _PROPOSED.search(self.reading.low, self.sentence.start, found.start()):
            return []  # "giới thiệu để HĐND tỉnh bầu giữ chức …": nobody holds it yet
        if effect == "closes" and mark and _TO.search(self.reading.low[found.end() : start]):
            effect, verb = "opens", self._other_verb(words, verb)
        if effect == "none":
            if verb.local != "tiep-tuc-giu-chuc":
                return []
            return [held for name in subjects for held in self._give(name, group, "linking.office")]
        return [
            Held(name, title, group, f"linking.{effect}", effect, verb, found.start())
            for name in subjects
            for title in group
            if not (title.status == "former" and effect == "opens")
        ]

    def _verb(self, words: VerbWords, start: int) -> re.Match[str] | None:
        """Return the verb that governs the office at `start`: the last one before it."""
        last = None
        for match in words.verbs.finditer(self.reading.low, self.sentence.start, start):
            last = match
        return last

    def _earlier_verb(self, words: VerbWords) -> re.Match[str] | None:
        """Return the opening verb of the same paragraph or of the headline, of which a list goes on: `Ông A, …, giữ chức …`."""
        paragraph = self.reading.article.text.rfind("\n", 0, self.sentence.start) + 1
        headline = next((s for s in self.reading.sentences if s.zone == "headline"), None)
        for start, end in (
            (paragraph, self.sentence.start),
            (headline.start, headline.end) if headline else (0, 0),
        ):
            last = [
                match
                for match in words.verbs.finditer(self.reading.low, start, end)
                if _effect(words.by_verb[key(match[0])]) == "opens"
            ]
            if last:
                return last[-1]
        return None

    def _other_verb(self, words: VerbWords, fallback: Term) -> Term:
        return next((term for term in words.by_verb.values() if term.local == "phan-cong"), fallback)

    def _subjects(self, group: tuple[Title, ...], verb: re.Match[str] | None) -> list[Name]:
        right = self._right(group)
        if right and re.fullmatch(
            r"[ ]*(?:nhiệm kỳ [\d -]+)?,?[ ]*(?:đối với|cho|với)[ ]*(?:các )?",
            self.reading.low[group[-1].end : right.lead],
        ):
            return self._chain(right)
        before = [name for name in self.names if name.end <= group[0].start and not self._agent(name)]
        if not before:
            if right and _TIGHT.fullmatch(self.reading.low[group[-1].end : right.lead]):
                return [right]
            return [self.pronoun] if self.pronoun else []
        chosen = before[-1]
        chain = [chosen]
        for name in reversed(before[:-1]):
            if not _AND.fullmatch(self.reading.low[name.end : chain[0].lead]):
                break
            chain.insert(0, name)
        return chain

    def _agent(self, name: Name) -> bool:
        """Say whether the person only hands over or announces the decision."""
        after = self.reading.low[name.end : name.end + 80]
        between = re.match(
            r"[^;.]{0,70}?(?:trao|công bố|ký|chúc mừng|chủ trì|tặng hoa|phát biểu|thừa ủy quyền|đọc)", after
        )
        later = [other for other in self.names if other.start > name.end]
        return between is not None and bool(later) and later[0].start > name.end + between.end()

    def _replaced(self, group: tuple[Title, ...], found: list[Held]) -> list[Held]:
        """Return whose post is taken over: `giữ chức Trưởng Ban …, thay đồng chí B`."""
        right = self._right(group)
        if right is None or not any(held.effect == "opens" for held in found):
            return []
        if not _REPLACED.fullmatch(self.reading.low[group[-1].end : right.lead]):
            return []
        left = next(
            (
                term
                for term in verb_words(self.reading.lexicon).by_verb.values()
                if term.local == "thoi-giu-chuc"
            ),
            None,
        )
        return [Held(right, group[-1], group, "linking.closes", "closes", left, group[-1].start)]

    # Help

    def _give(
        self, name: Name, group: tuple[Title, ...], rule: str, *, plural: bool = False, former: bool = False
    ) -> list[Held]:
        several = (
            plural or len(self._chain(name)) > 1 or rule == "linking.appositive" or name.lead < name.start
        )
        return [
            Held(name, title, group, rule, former=former) for title in group if several or not title.plural
        ]

    def _plural(self, group: tuple[Title, ...]) -> bool:
        return group[0].plural

    def _left(self, group: tuple[Title, ...]) -> Name | None:
        before = [name for name in self.names if name.end <= group[0].start]
        return before[-1] if before else None

    def _right(self, group: tuple[Title, ...]) -> Name | None:
        after = [name for name in self.names if name.start >= group[-1].end]
        return after[0] if after else None
