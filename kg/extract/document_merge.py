"""What one mention of a document tells holds for others: neighbours in a list, shortened mentions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

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
    full: dict[tuple[str, int], dict[str, Cited]] = {}
    for cited in found:
        if cited.number is not None and cited.code:
            full.setdefault((family(cited.kind), cited.number), {})[cited.code] = cited
    coded = [_with_code(cited, full.get((family(cited.kind), cited.number or -1), {})) for cited in found]
    said: dict[tuple[str, int | None, str | None], _Said] = {}
    for cited in coded:
        said.setdefault(_identity(cited), _Said()).add(cited)
    return tuple(said[_identity(cited)].complete(cited) for cited in coded)


@dataclass(slots=True)
class _Said:
    """The issuers and terms that the mentions of one number give."""

    issuers: dict[tuple[str, str], Body] = field(default_factory=dict)
    terms: set[str] = field(default_factory=set)

    def add(self, cited: Cited) -> None:
        if cited.issuer:
            self.issuers.setdefault(_who(cited.issuer), cited.issuer)
        if cited.term:
            self.terms.add(cited.term)

    def complete(self, cited: Cited) -> Cited:
        """Return `cited` with the only issuer and the only term that are said."""
        if cited.number is None:
            return cited
        if cited.issuer is None and len(self.issuers) == 1:
            cited = replace(cited, issuer=next(iter(self.issuers.values())))
        if cited.term is None and len(self.terms) == 1:
            cited = replace(cited, term=next(iter(self.terms)))
        return cited


def _identity(cited: Cited) -> tuple[str, int | None, str | None]:
    return family(cited.kind), cited.number, cited.code


def family(kind: str) -> str:
    """Return the kind, one for all decisions and regulations."""
    return "QD" if kind in _DECISIONS else kind


def _with_code(cited: Cited, codes: Mapping[str, Cited]) -> Cited:
    if cited.code is not None or len(codes) != 1:
        return cited
    (full,) = codes.values()
    if not _agree(cited.issuer, full):
        return cited
    return replace(cited, code=full.code, suffix=full.suffix, dated=cited.dated or full.dated)


def _who(body: Body | None) -> tuple[str, str]:
    place = body.place if body else None
    return (body.entity or body.vi, place.vi if place else "") if body else ("", "")


def _agree(issuer: Body | None, full: Cited) -> bool:
    """Say whether an issuer may have issued a code: the Politburo no code of a province."""
    if issuer is None or (full.issuer and _who(full.issuer) == _who(issuer)):
        return True
    central = issuer.entity in _CENTRAL
    return central == ((full.suffix or "") == "TW")
