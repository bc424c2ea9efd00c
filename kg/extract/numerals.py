"""Numbers as reports print them: digits, Roman numerals, words."""

from __future__ import annotations

import re

_ROMAN = {"i": 1, "v": 5, "x": 10}
_WELL_FORMED = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_SIGNS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_WORDS = {
    "nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9,    "mười": 10, "mười một": 11, "mười hai": 12, "mười ba": 13, "mười bốn": 14, "mười lăm": 15,
}  # fmt: skip
WORDS = "|".join(sorted(_WORDS, key=len, reverse=True))
"""The number words as alternatives of a pattern, the longest first."""


def count(text: str) -> int | None:
    """Return the number that `text` in lower case prints in digits, as a Roman numeral or as a word."""
    if text.isdigit():
        return int(text)
    if text in _WORDS:
        return _WORDS[text]
    if not text or not _WELL_FORMED.fullmatch(text):
        return None
    values = [_ROMAN[char] for char in text]
    after = [*values[1:], 0]
    return sum(-value if value < later else value for value, later in zip(values, after, strict=True))


def roman(number: int) -> str:
    """Return a number from 1 to 39 as a Roman numeral."""
    text = ""
    for value, sign in _SIGNS:
        text += sign * (number // value)
        number %= value
    return text
