"""Tokens that open what changes the data over HTTP: strong enough, and compared without telling how far."""

from __future__ import annotations

import hmac
import math
import re
import string

from kg.errors import SettingsError

_BITS = 128
_DISTINCT = 8  # of 32 random hexadecimal digits fewer are seen once in 10^7 tokens
_MAKE = 'make one with: python -c "import secrets; print(secrets.token_urlsafe(32))"'
_ALPHABETS = ("0123456789", "0123456789abcdef", "0123456789ABCDEF")


def check_token(name: str, token: str) -> None:
    """Raise `SettingsError` for a token that could be guessed; an empty one is none."""
    if not token:
        return
    if not token.isascii() or not token.isprintable() or " " in token:
        raise SettingsError(f"{name} holds a character that no header carries; {_MAKE}")
    if len(set(token)) < _DISTINCT or _bits(token) < _BITS:
        raise SettingsError(f"{name} could be guessed: a token has at least {_BITS} random bits; {_MAKE}")


def fits(given: str, token: str) -> bool:
    """Return whether `given` is the token, in a time that does not tell where they differ."""
    return bool(token) and hmac.compare_digest(given.encode("utf-8", "surrogatepass"), token.encode())


def _bits(token: str) -> float:
    """The bits of a random token of this length over the smallest alphabet that has its characters.

    What is repeated counts once.
    """
    unit = re.fullmatch(r"(.+?)\1*", token)
    assert unit is not None
    seen = set(token)
    sizes = [len(alphabet) for alphabet in _ALPHABETS if seen <= set(alphabet)]
    return len(unit[1]) * math.log2(min(sizes, default=64 if seen & set(string.ascii_letters) else 16))
