"""Inputs made by changing others: the short form, without coverage to guide it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

_ODD = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b'"', b"'", b"\\", b"\\u0000", b"<", b"</script>", b"{" * 40,  # noqa: E501
    b"[" * 40, b"(" * 40, b"%00", b"%ff", b"\r\n", "\u202e".encode(), "\u0323".encode() * 40, b"9" * 40, b"-1", b"NaN",  # noqa: E501
    b"Infinity", b"null", b"SERVICE", b"<!DOCTYPE", b"<![CDATA[", b"&#0;", b"2018-02-30", b"_:a", b"@prefix",
)  # fmt: skip
_LONGEST = 20_000


def mutants(seeds: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Yield changed seeds: bytes turned, cut out, doubled, mixed with odd ones; the same for the same
    `seed`."""
    chance = random.Random(seed)
    for _ in range(count):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(data) + 1)
            to = min(len(data), at + chance.randrange(1, 30))
            match chance.randrange(5):
                case 0 if data:
                    data[at % len(data)] ^= 1 << chance.randrange(8)
                case 1:
                    del data[at:to]
                case 2:
                    data[at:at] = data[at:to] * chance.randrange(1, 20)
                case 3:
                    other = chance.choice(seeds)
                    data[at:to] = other[chance.randrange(len(other) + 1) :][:50]
                case _:
                    data[at:at] = chance.choice(_ODD)
        yield bytes(data[:_LONGEST])
