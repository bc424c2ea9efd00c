"""Which texts can stand in an IRI."""

from __future__ import annotations

import re

# `iunreserved` and `reserved` of RFC 3987; private use is for query parts only.
_PLANES = "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
_CHARACTERS = f"!#$&-;=?-\\[\\]_a-z~\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef{_PLANES}\U000e1000-\U000efffd"
_FITTING = re.compile(f"(?:[{_CHARACTERS}]|%[0-9A-Fa-f]{{2}})+")


def fits_iri(text: str) -> bool:
    """Return whether `text` holds only what may stand in an IRI, and something."""
    return _FITTING.fullmatch(text) is not None
