"""What one mention of a document tells holds for others: neighbours in a list, shortened mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.reading import Reading
from kg.extract.spans import Body, Cited

_JOINED = re.compile(r"[ ]*(?:,|;|và|, và)[ ]*(?:(?:các )?số )?")
_CENTRAL = frozenset({"id/org/bo-chinh-tri", "id/org/ban-bi-thu", "id/org/ban-chap-hanh-trung-uong"})
_DECISIONS = frozenset({"QD", "QDi", "QDNS"})  # the word before the number may be wrong in print


def complete(reading: Reading, found: Sequence[Cited]) -> tuple[Cited, ...]:
    """Return `found` with the codes, issuers and terms that other mentions give."""
    return _from_full(_shared(reading, found))


def _shared(reading: Reading, found: Sequence[Cited]) -> list[Cited]:
    """Return `found` where an issuer or a term stands once for several numbers joined by commas or `và`."""
    shared = list(found)
    for at in range(len(shared) - 1, 0, -1):
        left, right = shared[at - 1], shared[at]
        same = reading.low[right.start].isdigit() or right.kind == left.kind
        bare = left.issuer is None and left.term is None and left.number is not None and left.dated is None
        if (
            bare
            and same
            and _of_one_kind(left, right)
            and _JOINED.fullmatch(reading.low, left.end, right.start)
        ):
            shared[at - 1] = _like(left, right)
    return shared


def _of_one_kind(left: Cited, right: Cited) -> bool:
    return left.suffix == right.suffix or left.code is None


def _like(left: Cited, right: Cited) -> Cited:
    """Return `left` with what its right neighbour says for both: `Quy định 96, 114-QĐ/TW`."""
    code, suffix = left.code, left.suffix
    if code is None and right.code and right.code.count("/") == 1:
        number, suffix = str(left.number), right.suffix
        party = "-" in right.code.partition("/")[0]
        rest = right.code.partition("-" if party else "/")[2]
        code = f"{number.zfill(2)}-{rest}" if party else f"{number}/{rest}"
    return replace(left, code=code, suffix=suffix, issuer=right.issuer, term=right.term)


def _from_full(found: Sequence[Cited]) -> tuple[Cited, ...]:
    """Return `found` with each short mention as the only full one of its kind and number."""
    groups: dict[tuple[str, int], list[Cited]] = {}
    for cited in found:
        if cited.number is not None:
            groups.setdefault((family(cited.kind), cited.number), []).append(cited)
    return tuple(
        _as_others(cited, groups[family(cited.kind), cited.number]) if cited.number is not None else cited
        for cited in found
    )


def family(kind: str) -> str:
    """Return the kind, one for all decisions and regulations."""
    return "QD" if kind in _DECISIONS else kind


def _as_others(cited: Cited, others: Sequence[Cited]) -> Cited:
    codes = {other.code: other for other in others if other.code}
    if cited.code is None and len(codes) == 1:
        (full,) = codes.values()
        if _agree(cited.issuer, full):
            cited = replace(cited, code=full.code, suffix=full.suffix, dated=cited.dated or full.dated)
    same = [other for other in others if other.code == cited.code]
    issuers = {_who(other.issuer): other.issuer for other in same if other.issuer}
    terms = {other.term for other in same if other.term}
    if cited.issuer is None and len(issuers) == 1:
        cited = replace(cited, issuer=next(iter(issuers.values())))
    if cited.term is None and len(terms) == 1:
        cited = replace(cited, term=terms.pop())
    return cited


def _who(body: Body | None) -> tuple[str, str]:
    place = body.place if body else None
    return (body.entity or body.vi, place.vi if place else "") if body else ("", "")


def _agree(issuer: Body | None, full: Cited) -> bool:
    """Say whether an issuer may have issued a code: the Politburo no code of a province."""
    if issuer is None or (full.issuer and _who(full.issuer) == _who(issuer)):
        return True
    central = issuer.entity in _CENTRAL
    return central == ((full.suffix or "") == "TW")
