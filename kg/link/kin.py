"""Words for kin, as alternatives of a pattern."""

from __future__ import annotations

YOUNGER = (
    r"(?:con trai|con gái|con rể|con dâu|con|em trai|em gái|em rể|em dâu|em vợ|em|anh trai|anh rể|anh vợ|"
    r"chị gái|chị dâu|vợ|chồng|cháu)"
)
"""Who may hold a post beside somebody: children, sisters and brothers, wife and husband."""

KIN = (
    r"(?:(?:bố|mẹ|cha)(?: mẹ)?(?: (?:vợ|chồng|đẻ|ruột))?|thân phụ|thân mẫu|nhạc phụ|nhạc mẫu|song thân|"
    rf"(?:ông|bà) (?:nội|ngoại)|{YOUNGER})"
)
"""All kin, parents too."""
