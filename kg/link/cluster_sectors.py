"""Of which sector a cluster is that is named by its region alone: every sector has one of the South-East."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import cast

from kg.extract.spans import Body, Cluster
from kg.link.finds import Finds
from kg.text import key

# Between a body and the cluster: `Hội Chữ thập đỏ các tỉnh thuộc Cụm …`, `Chủ tịch Hội … (Cụm trưởng Cụm …)`.
_GAP = re.compile(
    r"(?: của)? (?:các|\d{1,2}) tỉnh[^.;:\n]{0,40}? (?:trong|thuộc) (?:các )?"
    r"|[^.;:\n]{0,24}[ (](?:đơn vị )?(?:cụm|khối) (?:trưởng|phó) "
)
_GAP_WITHIN = 70  # code points
_STATE = (
    "uy-ban-nhan-dan",
    "hoi-dong-nhan-dan",
    None,
)  # their clusters are those of the provinces themselves
_UNIT = re.compile(r" (?:tỉnh|thành phố)$")
_FORMS = ("unit-organ", "named", "organ")


def sector_of(finds: Finds, cluster: Cluster) -> str | None:
    """Return the bodies whose cluster is meant, as the text says beside it: `Hội Chữ thập đỏ`, else None."""
    place = ("cluster sectors", 0)
    if place not in finds.reading.memo:
        finds.reading.memo[place] = _sectors(finds)
    return cast("dict[str, str]", finds.reading.memo[place]).get(cluster.printed)


def _sectors(finds: Finds) -> dict[str, str]:
    """Return the sectors of the clusters beside which the text says one, by what they are called."""
    bodies = sorted(finds.context.bodies, key=lambda body: body.end)
    ends, found = [body.end for body in bodies], dict[str, str]()
    for mention in (*finds.clusters, *finds.echoes):
        near = slice(bisect_left(ends, mention.start - _GAP_WITHIN), bisect_right(ends, mention.start))
        for body in bodies[near]:
            if mention.printed not in found and _is_of_sector(finds, body, mention):
                found[mention.printed] = _UNIT.sub("", body.vi)
    return found


def _is_of_sector(finds: Finds, body: Body, mention: Cluster) -> bool:
    if body.form not in _FORMS or body.organ in _STATE:
        return False
    return _GAP.fullmatch(finds.reading.low, body.end, mention.start) is not None


def with_sector(name: str, sector: str | None) -> str:
    """Return the name of a cluster behind that of its sector, where it does not begin with it."""
    return f"{sector} {name}" if sector and not key(name).startswith(key(sector)) else name
