"""The zones of an article: which paragraph is headline, lead, body, caption or signature."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.load.bylines import is_byline, is_credit, is_full_signature
from kg.load.furniture import Kinds, mark_furniture
from kg.load.lines import Block, blocks
from kg.model import Zone
from kg.text import LOWERS, key

_CLOSING = "\"'”’»)]"
_FINAL = (".", "!", "?", "…", ":", ";", ",", "./")
_STOP = re.compile(r"(?<!\.)\.[\"'”’»)\]]*$|\./\.$")
_BULLET = re.compile(r"[-–—•+*]\s|\(?[0-9]{1,2}[.)]\s|[a-zđ][.)]\s|[IVX]{1,4}\.\s")
# A line that leads to another article: it ends without a stop.
_LINKED = re.compile(r"(?:[*>]\s|xem thêm|đọc thêm|xem tiếp)", re.IGNORECASE)
_CREDIT_TAIL = re.compile(
    r"(?:^|[.!?(\s])ảnh\s*(?:minh họa|tư liệu)?\s*[:(][^.\n]{2,60}\.?\)?$", re.IGNORECASE
)
_SIGNED_END = re.compile(
    rf"(?:\./\.[\"'”’»)]?\s*|[{LOWERS}]{{2}}(?:[.!?…][\"'”’»)]?|[\"”»])\s+)(?P<names>[^\s.!?…:;][^!?…:;]{{1,58}}[^\s.!?…:;])$"
)
_INNER_STOP = re.compile(rf"[{LOWERS}]{{2}}[.!?…][\"'”’»)]?\s+\S")
_SCENE = re.compile(
    r"(?:toàn cảnh|quang cảnh|trong ảnh|ảnh trên|ảnh dưới|từ trái (?:qua|sang))\b", re.IGNORECASE
)
_SCENE_LENGTH = 160
_HEADLINE, _CAPTION, _KICKER = 250, 250, 25
_CAPTIONS_LAST = 8  # as many captions at most follow a signature


def find_zones(text: str, title: str | None = None) -> tuple[Zone, ...]:
    """Return the zones of `text`, in order and without overlap.

    `title` is the headline where something outside the text states it. A zone is a paragraph; the white space
    around it belongs to none. Lines that only the web page needs are `chrome`; subheads count as captions.
    """
    parts = _with_signature(list(blocks(text)))
    kinds = mark_furniture(parts)
    _mark_headline(parts, kinds, title)
    _mark_bylines(parts, kinds)
    _mark_paragraphs(parts, kinds)
    _mark_lead(parts, kinds)
    return tuple(Zone(kind or "body", part.start, part.end) for part, kind in zip(parts, kinds, strict=True))


def _with_signature(parts: list[Block]) -> list[Block]:
    """Part the signature from the end of the last paragraph, where it stands in the same line."""
    for index in range(len(parts) - 1, max(-1, len(parts) - 6), -1):
        text = parts[index].text
        match = _SIGNED_END.search(text) if text[-1] not in ".!?…:;" else None
        if match and is_byline(match["names"]):
            start, end = parts[index].start, parts[index].end
            cut = match.start("names")
            body = text[:cut].rstrip()
            pair = [Block(start, start + len(body), body), Block(start + cut, end, text[cut:])]
            return [*parts[:index], *pair, *parts[index + 1 :]]
    return parts


def _mark_headline(parts: list[Block], kinds: Kinds, title: str | None) -> None:
    open_ = [index for index, kind in enumerate(kinds) if kind is None]
    if title is not None:
        stated = next((index for index in open_ if key(parts[index].text) == key(title)), None)
        if stated is not None:
            _above(kinds, stated, lambda index: is_byline(parts[index].text))
            kinds[stated] = "headline"
            return
    if len(open_) < 2 or not _may_be_headline(parts[open_[0]].text):
        return
    first = _below_kickers(parts, open_)
    for index in open_[:first]:
        kinds[index] = "chrome"
    kinds[open_[first]] = "headline"
    follower = parts[open_[first + 1]].text
    if parts[open_[first]].text.endswith(":") and _may_be_headline(follower) and not _is_final(follower):
        kinds[open_[first + 1]] = "headline"


def _below_kickers(parts: list[Block], open_: list[int]) -> int:
    """Return the place in `open_` of the headline: under names of sections, when something longer follows."""
    kickers = 0
    while kickers < len(open_) - 2 and _is_kicker(parts[open_[kickers]].text):
        kickers += 1
    return kickers if _may_be_headline(parts[open_[kickers]].text, least=_KICKER) else 0


def _above(kinds: Kinds, headline: int, keep: Callable[[int], bool]) -> None:
    """What stands above a known headline is the page's, but for a signature."""
    for index in range(headline):
        if kinds[index] is None:
            kinds[index] = "byline" if keep(index) else "chrome"


def _may_be_headline(line: str, least: int = 0) -> bool:
    if not least < len(line) <= _HEADLINE or is_credit(line):
        return False
    return not _STOP.search(line) and not _BULLET.match(line)


def _is_final(line: str) -> bool:
    """Say whether a line ends with a sign, before any quote or bracket that closes there."""
    return line.rstrip(_CLOSING).endswith(_FINAL)


def _is_kicker(line: str) -> bool:
    return len(line) <= _KICKER and len(line.split()) <= 5 and not _is_final(line)


def _mark_bylines(parts: list[Block], kinds: Kinds) -> None:
    """Signatures stand after the last paragraph, or directly under the headline; credits stand anywhere."""
    for index, part in enumerate(parts):
        if kinds[index] is None and is_credit(part.text):
            kinds[index] = "byline"
    after_headline = kinds.index("headline") + 1 if "headline" in kinds else 0
    for index in range(after_headline, len(parts)):
        if kinds[index] is None:
            if after_headline and is_byline(parts[index].text) and not parts[index].text.isupper():
                kinds[index] = "byline"
            break
    for index in range(len(parts) - 1, after_headline, -1):
        if kinds[index] in {"chrome", "dateline", "byline"}:
            continue
        if not is_byline(parts[index].text):
            break
        kinds[index] = "byline"
    _mark_signed_above_captions(parts, kinds, after_headline)


def _mark_signed_above_captions(parts: list[Block], kinds: Kinds, after_headline: int) -> None:
    """A signature may stand above the captions that some pages put last."""
    for index in range(len(parts) - 1, max(after_headline + 1, len(parts) - _CAPTIONS_LAST - 1), -1):
        line = parts[index].text
        above = parts[index - 1].text
        if kinds[index] is None and is_full_signature(line) and (_is_final(above) or _LINKED.match(above)):
            kinds[index] = "byline"
            return
        if len(line) > _CAPTION:
            return


def _mark_paragraphs(parts: list[Block], kinds: Kinds) -> None:
    content = [index for index, kind in enumerate(kinds) if kind is None]
    listing = False
    for index in content:
        line = parts[index].text
        if _is_caption(line) and not listing and len(content) > 1:
            kinds[index] = "caption"
            continue
        kinds[index] = "body"
        listing = line.endswith((":", ";", ",")) or (listing and not _STOP.search(line))


def _is_caption(line: str) -> bool:
    if len(line) > _CAPTION or _BULLET.match(line):
        return False
    if len(line) <= _SCENE_LENGTH and _SCENE.match(line):
        return True
    credited = "ảnh" in line.lower() and _CREDIT_TAIL.search(line)
    return bool(credited) or not (_is_final(line) or _INNER_STOP.search(line))


def _mark_lead(parts: list[Block], kinds: Kinds) -> None:
    """The first paragraph under a headline is the lead when more follow."""
    body = [index for index, kind in enumerate(kinds) if kind == "body"]
    if "headline" in kinds and len(body) > 1 and body[0] > kinds.index("headline"):
        kinds[body[0]] = "lead"
