"""Kinds of body that rules treat alike, by their local names in the ontology."""

from __future__ import annotations

BOARDS = ("hoi-dong-thanh-vien", "hoi-dong-quan-tri")
"""Boards of companies: without a place they are of no province."""
COMPANIES = ("cong-ty", "cong-ty-co-phan", "tong-cong-ty", "tap-doan", "ngan-hang")
OF_UNIT = ("uy-ban-nhan-dan", "hoi-dong-nhan-dan")
"""The committee and the council that each administrative unit has."""
