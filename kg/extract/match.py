"""Patterns over many labels: one trie, written as one regular expression, so that a text is passed once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kg.text import LETTERS, shadow

# A label starts and ends at the edge of a word; a hyphen joins words, a slash joins codes. The edge before is
# looked at behind the first letter: a pattern that begins with letters is searched many times faster.
_BEFORE = f"(?<![{LETTERS}0-9].)"
JOINT = "\x1f"
"""In a form: any sign that joins the parts of a name, or none."""
_ANY_JOINT = r"(?: và | ?[,&-] ?(?:và )?| ?)"
_AFTER = f"(?:(?<=[.])|(?![{LETTERS}0-9]))"
_TAIL_SIGNS = " ,.:/\n"
WORD = re.compile(f"[{LETTERS}0-9]+")
MADE: list[Labels] = []
"""All labels made so far."""


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """A pattern that begins with the edge of a word, and the words in lower case that it can begin with.

    `firsts` is None where some label does not begin with a whole word; `fold_case` reads lower case.
    `match` returns the longest label at an offset of a text: that of the pattern, without a call between.
    """

    pattern: re.Pattern[str]
    firsts: frozenset[str] | None
    fold_case: bool = True
    match: Callable[[str, int], re.Match[str] | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Keep the pattern's own `match`, and the labels for texts that are read from now on."""
        object.__setattr__(self, "match", self.pattern.match)
        MADE.append(self)


def by_first_word() -> Mapping[str, tuple[Labels, ...]]:
    """Return all labels made so far by each word that they can begin with, so that a text is passed once."""
    return _by_first_word(len(MADE))


@lru_cache(maxsize=1)
def _by_first_word(_made: int) -> Mapping[str, tuple[Labels, ...]]:
    table: dict[str, tuple[Labels, ...]] = {}
    for made in MADE:
        for word in made.firsts or ():
            table[word] = (*table.get(word, ()), made)
    return table


def labels(forms: Iterable[str], *, fold_case: bool = True, after: str = "") -> Labels:
    """Return `any_of` these forms, with the pattern `after` behind it, to be looked for by `Reading.each`."""
    held = tuple(forms)
    pattern = re.compile(any_of(held, fold_case=fold_case) + after)
    words = [WORD.match(shadow(form).lower().strip(" ")) for form in held]
    firsts = frozenset(word[0] for word in words if word and not word.string.startswith(JOINT, word.end()))
    whole = all(word and word[0] in firsts for word in words)
    return Labels(pattern, firsts if whole else None, fold_case)


def begins(pattern: str, *firsts: str) -> Labels:
    """Return a pattern of whole words in lower case that can begin with one of `firsts` only."""
    return Labels(re.compile(pattern), frozenset(firsts))


def tails(forms: Iterable[str]) -> frozenset[str]:
    """Return the last two characters of each form in lower case, one where a space or a dash parts them."""
    ends = (shadow(form).lower().rstrip(_TAIL_SIGNS)[-2:] for form in forms)
    return frozenset(end[-1:] if set(end) & {" ", "-"} else end for end in ends)


def may_end(text: str, ends: frozenset[str], start: int, end: int) -> bool:
    """Say whether a form of `tails` may end before `end`, but for signs: cheap, before a pattern is tried."""
    while end > start and text[end - 1] in _TAIL_SIGNS:
        end -= 1
    last = text[end - 2 : end] if end > 1 else text[:end]
    return last in ends or last[-1:] in ends


def any_of(forms: Iterable[str], *, fold_case: bool = True) -> str:
    """Return the pattern that matches the longest of `forms` at a place of a shadow text.

    The text is in lower case if `fold_case`. A space in a form matches any run of spaces, a dash a
    dash with or without spaces around it, a `JOINT` any sign.
    """
    trie: dict[str, dict] = {}  # type: ignore[type-arg]
    for form in forms:
        text = shadow(form)
        node = trie
        for part in _parts(text.lower() if fold_case else text):
            node = node.setdefault(part, {})
        node[""] = {}
    begun = "|".join(f"{first}{_BEFORE}{_write(rest)}" for first, rest in trie.items())
    return f"(?:{begun}){_AFTER}" if trie else "(?!)"


def compiled(forms: Iterable[str], *, fold_case: bool = True) -> re.Pattern[str]:
    """Return `any_of` compiled."""
    return re.compile(any_of(forms, fold_case=fold_case))


def _parts(text: str) -> Iterable[str]:
    for part in re.split(rf"({JOINT}|\s*-\s*|\s+)", text.strip(" ")):
        if not part:
            continue
        if part == JOINT:
            yield _ANY_JOINT
            continue
        if "-" in part and not part.strip(" -"):
            yield r"\s?-\s?"
        elif part.isspace():
            yield " +"
        else:
            yield from (re.escape(char) for char in part)


def _write(node: dict) -> str:  # type: ignore[type-arg]
    branches = [part + _write(child) for part, child in node.items() if part]
    if "" in node:
        branches.append("")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
