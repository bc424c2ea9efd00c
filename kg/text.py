"""Vietnamese text: one normal form at the door, a shadow to match on, keys to search and sort by.

The shadow of a text has the same length as the text, so an offset found in one is an offset in the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")  # ngang huyền sắc hỏi ngã nặng


def _letters() -> str:
    toned = (unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES)
    return "".join(sorted({*toned, *"bcdđghklmnpqrstvx", *"fjwz"}))


LOWERS = _letters()
"""Every lower-case letter of Vietnamese, with f j w z for names of other peoples."""
CAPITALS = LOWERS.upper()
"""Every capital letter of Vietnamese, with F J W Z."""


def _ranges(letters: str) -> str:
    codes = sorted(map(ord, letters))
    firsts = [code for code in codes if code - 1 not in codes]
    lasts = [code for code in codes if code + 1 not in codes]
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in zip(firsts, lasts, strict=True))


LETTERS = _ranges(CAPITALS + LOWERS)
"""Every letter of Vietnamese as ranges, for a class of a pattern: a pattern of labels has it thousands of times."""

# Invisible or forbidden in XML 1.0: they never carry meaning in a report and break every output format.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe\uffff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_LOOKALIKES = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ"})
_SHADOW = str.maketrans(
    {
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t",
            " ",
        ),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
        "\u00d0": "Đ",
        "\u0189": "Đ",
        "\u00f0": "đ",
        "\u0256": "đ",
    }
)


def _placement() -> dict[str, str]:
    pairs = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES[1:]:
            new = first + unicodedata.normalize("NFC", second + tone)
            pairs[new] = unicodedata.normalize("NFC", first + tone) + second
    both = {**pairs, **{new.capitalize(): old.capitalize() for new, old in pairs.items()}}
    return {**both, **{new.upper(): old.upper() for new, old in pairs.items()}}


_OLD_PLACEMENT = _placement()
# Patterns that begin with a class of few letters: the engine skips a text much faster than along alternatives.
_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, _SHADOW)))}]")
_NEW_STYLE = re.compile(
    f"[oOuU][{''.join(sorted({new[1] for new in _OLD_PLACEMENT}))}](?![{LETTERS}])(?<![qQ]..)"
)
_I_FOR_Y = re.compile(f"[ìíỉĩịÌÍỈĨỊ](?<=[klmtKLMT].)(?![{LETTERS}])(?<![{LETTERS}]..)")
_Y = dict(zip("ìíỉĩịÌÍỈĨỊ", "ỳýỷỹỵỲÝỶỸỴ", strict=True))
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


class _Bare(dict[int, str]):
    """Each letter in lower case without its marks, found when it is first asked for."""

    def __missing__(self, code: int) -> str:
        """Return the letter of `code` without marks."""
        parts = unicodedata.normalize("NFD", chr(code))
        bare = self[code] = "".join(char for char in parts if not unicodedata.combining(char))
        return bare


_BARE = _Bare(dict.fromkeys(map(ord, "đðɖ"), "d"))


def normalise(text: str) -> str:
    """Return `text` in NFC without invisible characters, with `\\n` line ends; everything else as it was."""
    return clean(text)[0]


def clean(text: str) -> tuple[str, int]:
    """Return the normal form of `text` and how many characters were removed from it."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    visible, removed = _INVISIBLE.subn("", unified)
    return unicodedata.normalize("NFC", visible), removed


def shadow(text: str) -> str:
    """Return `text` as rules match it, of the same length.

    One kind of space, dash, quote and Đ; tone marks in their old place (`uỷ` → `ủy`), `kì` → `kỳ`.
    """
    plain = _FOLDED.sub(lambda match: _SHADOW[ord(match[0])], text)
    placed = _NEW_STYLE.sub(lambda match: _OLD_PLACEMENT.get(match[0], match[0]), plain)
    return _I_FOR_Y.sub(lambda match: _Y[match[0]], placed)


def spaced(text: str) -> str:
    """Return `text` with one space for each run of white space."""
    if text.isprintable() and "  " not in text:
        return text
    words = " ".join(text.split())
    return f"{text[:1].isspace() * ' '}{words}{text[-1:].isspace() * ' '}" if words else " " * bool(text)


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """Return what two spellings of one name share: case, tone placement, look-alikes, spaces and dashes are folded.

    Tones stay: `Hà Nam` and `Hạ Nam` differ.
    """
    plain = shadow(unicodedata.normalize("NFC", text))
    return " ".join(plain.replace("-", " - ").split()).lower()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return `text` as typed without marks: lower case, `đ` as `d`, single spaces. For search, never for identity."""
    return " ".join(text.lower().translate(_BARE).split())


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Return `text` as a part of an IRI: ASCII letters and digits joined by `-`; `x` when nothing is left."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-") or "x"


_ORDER = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONE_RANK = {tone: rank for rank, tone in enumerate(_TONES) if tone}


@lru_cache(maxsize=65536)
def collate(text: str) -> str:
    """Return a key that sorts as a Vietnamese dictionary does when compared code point by code point.

    Letters come first (a ă â … d đ …), tones decide only between equal letters.
    """
    letters, tones = [], []
    for char in text.translate(_LOOKALIKES).lower():
        base, tone = _split_tone(char)
        rank = _ORDER.get(base)
        letters.append(
            base if rank is None else chr(ord("A") + rank) if rank < 26 else chr(ord("a") + rank - 26)
        )
        tones.append(str(tone))
    return f"{''.join(letters)} {''.join(tones)}"


@lru_cache(maxsize=1024)
def _split_tone(char: str) -> tuple[str, int]:
    marks = unicodedata.normalize("NFD", char)
    tone = next((_TONE_RANK[mark] for mark in marks if mark in _TONE_RANK), 0)
    bare = "".join(mark for mark in marks if mark not in _TONE_RANK)
    return unicodedata.normalize("NFC", bare), tone
