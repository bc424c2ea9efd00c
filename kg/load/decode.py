"""Bytes become text, strictly: what is not plainly Unicode is refused, never guessed and never mended."""

from __future__ import annotations

import codecs
import re
import unicodedata

from kg.load.refusal import RefusedError

_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
_SAVE_AS_UTF8 = "save it as UTF-8 and load it again"
# One NUL in a hundred bytes: stray ones from broken exports are far below, UTF-16 and binary files far above.
_NUL_SHARE = 100

# What bytes of the old Vietnamese encodings look like once read as Latin-1, and the share of words that then
# holds such a pair; reports in Unicode with foreign names stay under a hundredth.
_LEGACY = (
    (
        "TCVN3 (ABC)",
        re.compile(r"[A-Za-z][µ¶¸¨¾¼½©®ª]|[§®][A-Za-zµ¶¸]|[a-z][ÖÒÕÓÔÇÊÈÉËÌÐÎÏÑ×ØÜÞÝ][a-z]"),
    ),
    ("VNI", re.compile(r"[aeiouyAEIOUY][ûøïäåöüëÛØÏÄÅÖÜË]|[ñÑ][aeiouAEIOU]")),
    ("UTF-8 once read as Latin-1", re.compile("á[ºˆ»¼½]|Ã[\u0080-\u00bf]|Ä[\u0090\u2018]|Æ[°\u00a1]")),
)
_LEGACY_SHARE = 0.1
# Unicode needs 30 at most (UAX #15, stream-safe text); long runs make normalisation quadratic.
_MARK_RUN = 30
_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{_MARK_RUN + 1},}}")


def decode(data: bytes, where: str) -> str:
    """Return the text of `data`: UTF-8 with or without a byte order mark, or UTF-16 with one.

    Raise `RefusedError` for anything else, naming the first byte that does not fit.
    """
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise RefusedError(
                f"this is {name}, not text", where=where, cure="save its text as .txt or .html"
            )
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not wide and data.count(0) * _NUL_SHARE > len(data):
        raise RefusedError(_nul_reason(data), where=where, cure=_SAVE_AS_UTF8)
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        reason = f"byte {error.start} is not {'UTF-16' if wide else 'UTF-8'}"
        cure = f"find out its encoding (TCVN3, VNI, Windows-1258?), {_SAVE_AS_UTF8}"
        raise RefusedError(reason, where=where, cure=cure) from error
    if text.count("\0") * _NUL_SHARE > len(text):
        raise RefusedError("this is binary data or UTF-32", where=where, cure=_SAVE_AS_UTF8)
    return text


def _nul_reason(data: bytes) -> str:
    even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
    if max(even, odd) > 5 * min(even, odd):
        return "this looks like UTF-16 without a byte order mark"
    return "this is binary data, not text"


def check_text(text: str, where: str) -> None:
    """Raise `RefusedError` for what cannot be a report: empty, in an old font's encoding, made to stall."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        reason = f"character {error.start} is half of a surrogate pair"
        raise RefusedError(reason, where=where, cure="write the character whole") from error
    if not any(map(str.isalpha, text)):
        raise RefusedError("there is no text in it", where=where, cure="give the text of an article")
    for run in _MARKS.finditer(text):
        if _most_marks(run[0]) > _MARK_RUN:
            reason = f"more than {_MARK_RUN} combining marks follow each other at character {run.start()}"
            raise RefusedError(reason, where=where, cure="remove them")
    words = len(text.split())
    for name, pattern in _LEGACY:
        if sum(1 for _ in pattern.finditer(text)) > max(1, words * _LEGACY_SHARE):
            raise RefusedError(
                f"its letters look like {name}", where=where, cure="convert it to Unicode first"
            )


def _most_marks(run: str) -> int:
    most = here = 0
    for char in run:
        here = here + 1 if unicodedata.combining(char) else 0
        most = max(most, here)
    return most
