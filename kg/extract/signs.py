"""Small patterns that many rules share."""

from __future__ import annotations

import re

from kg.text import CAPITALS, LETTERS

SPACES = re.compile(r" +")
OF = re.compile(r"[ ]*(?:của |tại )?")
"""What may stand between a title and its body."""
BEFORE_CAPITAL = re.compile(rf" [{CAPITALS}]")
CAPITALISED = rf"[{CAPITALS}][{LETTERS}'’]*"
"""A syllable with a capital, as a pattern."""
