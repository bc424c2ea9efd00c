"""What a person types into a search box, as words that the side index holds, whatever the spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.text import fold, key

_WORD = re.compile(r"\d+|[^\W\d_]+")
_CENTRE = re.compile(r"(?<=[/-])t\.?ư(?!\w)|(?<!\w)t\.ư(?!\w)")  # NQ/T.Ư, NQ-TƯ: the centre, not a province
_YEAR = re.compile(r"(?<![\w/-])(?:19[5-9]\d|20[0-4]\d)(?![\w/-])")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: its words with and without marks, and the year that it names, empty without one.

    `key` is the whole text as `kg.text.key` has it. The year is not among the words.
    """

    key: str
    toned: tuple[str, ...]
    folded: tuple[str, ...]
    year: str

    @property
    def numbered(self) -> bool:
        """Whether a number stands among the words, as in the name of a document or a cluster."""
        return any(_NUMBER.fullmatch(word) for word in self.folded)


def read_asked(text: str) -> Asked:
    """Return what is searched for; without any word where the text holds none."""
    year = _YEAR.search(text)
    rest = text[: year.start()] + " " + text[year.end() :] if year else text
    toned = toned_words(rest)
    if year and not toned:
        return Asked(key(text), (year[0],), (year[0],), "")
    return Asked(key(text), toned, tuple(map(fold, toned)), year[0] if year else "")


def toned_words(text: str) -> tuple[str, ...]:
    """Return the words of a name with their tone marks: letters and digits apart, no `số` before a number.

    `NQ18`, `NQ 18` and `NQ số 18` have the same words; `18-NQ/TƯ` has those of `18-NQ/TW`.
    """
    words = _WORD.findall(_CENTRE.sub("tw", key(text).replace(" - ", "-")))
    pairs = zip(words, [*words, ""][1:], strict=True)
    return tuple(word for word, after in pairs if not (word in {"số", "so"} and after.isdigit()))


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a name without any marks."""
    return tuple(map(fold, toned_words(text)))


def glued(number: str) -> str:
    """Return the letters of a document's number as one word: `nqtw` of `18-NQ/TW`."""
    return "".join(word for word in folded_words(number) if not word.isdigit())
