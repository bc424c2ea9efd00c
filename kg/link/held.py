"""One sentence with its titles and names, and what a title said of a person is: a title held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.name_words import name_words
from kg.extract.reading import Reading
from kg.extract.spans import Name, Title
from kg.load.sentences import Sentence
from kg.ontology import Term
from kg.quick import quick

AND = re.compile(r"[ ]*(?:\([^)]*\))?[ ]*(?:,|;|và|, và|cùng)[ ]*")
# Nothing, or a bracket on the body: `Phó Phòng Cảnh sát giao thông (Công an tỉnh) A`.
TIGHT = re.compile(
    r"[ ]*(?:\)[ ]*)?(?:đương nhiệm )?(?:\([^()]{1,60}\)[ ]*)?(?:(?:kiêm )?phụ trách [^,;()]{3,60} )?"
    r"(?:(?:tp|tx)\.? |việt nam )?"
)
_NEXT = re.compile(r"[ ]*(?:\([^)]{0,80}\)|-|,)?[ ]*(?:,|;|và|,[ ]*và|cùng)[ ]*")
_ASIDE = re.compile(r"[ ]*\((?!ông|bà|đồng chí|đ/c|người|do )[^()]{2,40}\)(?= ?[,;]| và )")
Group = tuple[Title, ...]


def between_titles(reading: Reading, end: int, start: int, names: Sequence[Name]) -> str:
    """Return the text between two titles without a bracket on the first one's body.

    In `Bí thư Huyện đoàn Châu Thành (Hậu Giang), Chánh Văn phòng …` a list goes on; where a bracket names the
    holder, it does not.
    """
    if reading.low.startswith("),", end):
        end += 1  # the bracket with the place closes behind the title
    aside = _ASIDE.match(reading.low, end, start)
    if aside is None or any(end <= name.start < aside.end() for name in names):
        return reading.low[end:start]
    return reading.low[aside.end() : start]


def without_honours(reading: Reading, between: str) -> str:
    """Return the text between titles without the ranks and degrees listed there: `, Chuẩn Đô đốc, `."""
    return name_words(reading.lexicon).honour.sub("", between)


# How sure each rule is: estimates, in the order of trust of `kg.link.holdings`.
_CONFIDENCE = {
    "linking.prefix": "0.95",
    "linking.appositive": "0.95",
    "linking.prefix-comma": "0.8",
    "linking.header": "0.78",
    "linking.office": "0.85",
    "linking.career": "0.78",
    "linking.opens": "0.9",
    "linking.closes": "0.9",
}


@quick
@dataclass(frozen=True, slots=True)
class Held:
    """A title that a person holds, held or is given.

    `effect` is opens, closes or none; `verb` the word that says so, `verb_span` where it stands.
    `siblings` are the titles of its list.
    """

    name: Name
    title: Title
    siblings: Group
    rule: str
    effect: str = "none"
    verb: Term | None = None
    verb_span: tuple[int, int] | None = None
    former: bool = False

    @property
    def confidence(self) -> str:
        """How sure the rule is that linked title and name."""
        return _CONFIDENCE[self.rule]


@quick
@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with its lists of titles and its names, in order.

    `pronoun` is the person of the sentence before, where this one goes on with `Ông` or `Đồng chí`.
    """

    reading: Reading
    sentence: Sentence
    groups: tuple[Group, ...]
    names: tuple[Name, ...]
    pronoun: Name | None

    def left(self, group: Group) -> Name | None:
        """Return the nearest name before a list of titles."""
        return next((name for name in reversed(self.names) if name.end <= group[0].start), None)

    def right(self, group: Group) -> Name | None:
        """Return the nearest name after a list of titles."""
        return next((name for name in self.names if name.start >= group[-1].end), None)

    def gap(self, group: Group, name: Name) -> str:
        """Return the text between a list of titles and a name after it."""
        return self.reading.low[group[-1].end : name.lead]

    def without_titles(self, start: int, end: int) -> str:
        """Return the text between two offsets without the titles that stand in it."""
        parts, at = [], start
        for title in (title for group in self.groups for title in group):
            if start <= title.start and title.end <= end:
                parts.append(self.reading.low[at : title.start])
                at = title.end
        return "".join((*parts, self.reading.low[at:end]))

    def chain(self, first: Name) -> tuple[Name, ...]:
        """Return `first` and the names joined to it, up to one that has a title of its own."""
        chain = [first]
        for name in self.names:
            gap = self.reading.low[chain[-1].end : name.lead]
            if name.start > chain[-1].start and AND.fullmatch(gap):
                chain.append(name)
        return tuple(chain)

    def list_from(self, first: Name) -> tuple[Name, ...]:
        """Return a name with those that follow it in one list, whatever is said of each beside it."""
        found = [first]
        for name in self.names:
            if name.start > first.start:
                if not _NEXT.fullmatch(self.without_titles(found[-1].end, name.lead)):
                    break
                found.append(name)
        return tuple(found)

    def untitled(self, names: tuple[Name, ...], group: Group) -> tuple[Name, ...]:
        """Return those of `names` that no other list of titles stands directly before."""
        titled = {other[-1].end + 1 for other in self.groups if other is not group}
        return tuple(name for name in names if name.lead not in titled)

    def give(self, name: Name, group: Group, rule: str, *, whole: bool = False) -> list[Held]:
        """Return the titles of a list as held by one person.

        A plural title is of several: of one apposed or addressed name, of a chain, or where `whole` says so.
        """
        several = whole or rule == "linking.appositive" or name.lead < name.start or len(self.chain(name)) > 1
        return [Held(name, title, group, rule) for title in group if several or not title.plural]
