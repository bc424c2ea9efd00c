"""Which cluster is meant: every sponsor may have a number 4."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import cast

from kg.extract.cluster_names import HOW_MANY, canonical
from kg.extract.cluster_sponsors import sponsor_told
from kg.extract.spans import Body, Cluster
from kg.link.bodies import LinkedBody, link_body
from kg.link.book import Book
from kg.link.cluster_sectors import sector_of, with_sector
from kg.link.finds import Finds
from kg.model import Entity
from kg.ontology import Term
from kg.text import key, slug
from kg.vocab import VPO

_COMMISSION = "id/org/ban-to-chuc-trung-uong"
_PEOPLES_COMMITTEE = "uy-ban-nhan-dan"
_MEMBERS = re.compile(r"(?<= )các tỉnh(?:, thành(?: phố)?)? ")
# A name that says itself where it is the only one: `các tỉnh Tây Nguyên`, `5 thành phố trực thuộc …`.
_OF_PROVINCES = re.compile(
    r"(?!.*(?<!\w)(?:huyện|quận|xã|phường|đặc khu|phòng|trường|sở|doanh nghiệp)(?!\w))"
    rf"(?:.* )?(?:các tỉnh|các thành phố|{HOW_MANY} (?:tỉnh|thành phố)"
    r"|thành phố trực thuộc trung ương|miền (?:bắc|trung|nam|đông|tây|núi phía)|phía (?:bắc|nam)"
    r"|đồng bằng sông|duyên hải|tây nguyên|tây bắc|đông bắc|việt bắc|(?:bắc|trung|nam) bộ)(?!\w)"
)
_HEADING, _ROW = re.compile(r"[ ]*:\s*\n"), re.compile(r"\s*(?:[-–•+*]|\d{1,2}[.)])")
_ERAS = ("adm34", "adm63")
_COUNTRY = "viet-nam"
_MEMO = "cluster"
_SPONSOR_MEMO = "cluster sponsor"
# The clusters of one province: "tổ chức cụm, khối thi đua trên địa bàn", "chia thành 2 cụm và 16 khối".
_OF_PROVINCE = re.compile(r"(?:cụm, khối|khối, cụm) thi đua|chia (?:thành|làm) \d{1,2} cụm")


def cluster_name(finds: Finds, cluster: Cluster) -> str:
    """Return the name of the cluster: sponsor or province with number or name; else a node of the article."""
    place = (_MEMO, cluster.start)
    if place not in finds.reading.memo:
        finds.reading.memo[place] = _name(finds, cluster)
    return str(finds.reading.memo[place])


def _name(finds: Finds, cluster: Cluster) -> str:
    sponsor = sponsor_of(finds, cluster)
    sector = None if cluster.number or sponsor else sector_of(finds, cluster)
    known = None if sector else _known(finds, cluster, sponsor)
    if known:
        return known.name
    named = with_sector(canonical(cluster.alias or cluster.printed), sector)
    own_name = str(cluster.number) if cluster.number else slug(named)
    if sponsor is None or sponsor.name is None:
        base = _where(finds, cluster)
    else:
        own = sponsor.name.removeprefix("id/org/").replace("/", "-")
        base = "btctw" if sponsor.name == _COMMISSION else own
    if base is None:
        return finds.reading.article.node(f"{cluster.word}-{own_name}")
    return f"id/cluster/{base}/{'khoi-' if cluster.word == 'khoi' else ''}{own_name}"


def _where(finds: Finds, cluster: Cluster) -> str | None:
    """Return where a cluster of no known sponsor is the only one of its name: a province, or the country.

    A number tells nothing there; a name without its province may be of any.
    """
    if cluster.number:
        return None
    if _OF_PROVINCES.match(key(cluster.printed)):
        return _COUNTRY
    first = next((one for one in finds.clusters if _identity(one) == _identity(cluster)), cluster)
    unit = finds.context.province_at(first.start).unit
    return unit.rsplit("/", 1)[-1] if unit else None


def _known(finds: Finds, cluster: Cluster, sponsor: LinkedBody | None) -> Term | None:
    """Return the cluster of the reference tables: by sponsor and number, else by the name it alone bears."""
    for known in finds.reading.lexicon.of(VPO.EmulationCluster):
        if cluster.number:
            same = known.one("clusterNumber") == str(cluster.number) and cluster.word == "cum"
            if sponsor and same and known.one("sponsor") == sponsor.name:
                return known
        elif _bare(label(cluster)) in {_bare(form) for form in known.forms} and (
            sponsor is None or sponsor.name in (None, known.one("sponsor"))
        ):
            return known
    return None


def _bare(name: str) -> str:
    """Return a name without the word for its members: `Cụm thi đua (các tỉnh) miền Đông Nam Bộ`."""
    return _MEMBERS.sub("", key(name))


def label(cluster: Cluster) -> str:
    """Return what a cluster is called: `Cụm thi đua số 4`, `Khối thi đua các tỉnh Tây Bắc`."""
    word = "Khối" if cluster.word == "khoi" else "Cụm"
    return f"{word} thi đua số {cluster.number}" if cluster.number else f"{word} thi đua {cluster.printed}"


def label_en(cluster: Cluster) -> str:
    """Return the English name of a cluster; a name of its own stays as printed, in quotation marks."""
    word = "Block" if cluster.word == "khoi" else "Cluster"
    return (
        f"Emulation {word} No. {cluster.number}"
        if cluster.number
        else f"Emulation {word} “{cluster.printed}”"
    )


def cluster_iri(finds: Finds, cluster: Cluster) -> str | None:
    """Return the name of the cluster among all, None where neither sponsor nor province tells it."""
    name = cluster_name(finds, cluster)
    return name if name.startswith("id/cluster/") else None


def province_of(finds: Finds, name: str) -> Term | None:
    """Return the province in the name of a cluster without a sponsor: `id/cluster/ha-giang/khoi-…`."""
    scope = name.removeprefix("id/cluster/").split("/", 1)[0]
    return next(filter(None, (finds.reading.lexicon.get(f"id/{era}/{scope}") for era in _ERAS)), None)


def standing_body(book: Book, finds: Finds, cluster: Cluster) -> str | None:
    """Return the cluster as an agent: its standing body after `Thường trực Cụm …`, else itself."""
    name = cluster_iri(finds, cluster)
    if name is None or not cluster.standing:
        return name
    known = finds.reading.lexicon.get(f"{name}/thuong-truc")
    vi = known.vi if known else f"Thường trực {label(cluster)}"
    en = known.en if known else f"Standing body of {label_en(cluster)}"
    return book.name(Entity(f"{name}/thuong-truc", VPO.ClusterStandingBody, vi, en))


def sponsor_of(finds: Finds, cluster: Cluster) -> LinkedBody | None:
    """Return the sponsor that stands with this mention, else with another one of the same number or name."""
    place = (_SPONSOR_MEMO, cluster.start)
    if place not in finds.reading.memo:
        body = _sponsor(finds, cluster)
        told = body is not None and not _is_of_many(finds, cluster, body)
        finds.reading.memo[place] = link_body(finds.context, body) if body and told else None
    found = finds.reading.memo[place]
    return found if isinstance(found, LinkedBody) else None


def _is_of_many(finds: Finds, cluster: Cluster, body: Body) -> bool:
    """Say whether a body without its unit founded a cluster of several provinces: no province's then."""
    if body.form != "unit-organ" or body.level is not None:
        return False
    lists = (one.members for one in finds.lists if _identity(one.cluster) == _identity(cluster))
    return any(sum(member.place is not None for member in members) > 1 for members in lists)


def _sponsor(finds: Finds, cluster: Cluster) -> Body | None:
    if cluster.sponsor:
        return cluster.sponsor
    same = _sponsored(finds).get(_identity(cluster), ())
    if same:
        before = bisect_right(same, cluster.start, key=lambda other: other.start)
        return same[max(before - 1, 0)].sponsor
    return _of_article(finds, cluster)


def _sponsored(finds: Finds) -> dict[tuple[int, str, str], list[Cluster]]:
    """Return the mentions that have a sponsor by number or name: beside them, else told later."""
    place = ("clusters with sponsor", 0)
    if place not in finds.reading.memo:
        found: dict[tuple[int, str, str], list[Cluster]] = {}
        for cluster in finds.clusters:
            if cluster.sponsor:
                found.setdefault(_identity(cluster), []).append(cluster)
        for echo in finds.echoes:
            told = sponsor_told(finds.reading, echo) if _identity(echo) not in found else None
            if told:
                found[_identity(echo)] = [replace(echo, sponsor=told)]
        finds.reading.memo[place] = found
    return cast("dict[tuple[int, str, str], list[Cluster]]", finds.reading.memo[place])


def _identity(cluster: Cluster) -> tuple[int, str, str]:
    return cluster.number, cluster.word, "" if cluster.number else key(cluster.printed)


def _of_article(finds: Finds, cluster: Cluster) -> Body | None:
    """Return the sponsor that the article as a whole tells: the commission, or the province."""
    if not cluster.number:
        return None
    place = ("clusters of article", 0)
    if place not in finds.reading.memo:
        finds.reading.memo[place] = _founder(finds)
    return cast("Body | None", finds.reading.memo[place])


def _founder(finds: Finds) -> Body | None:
    if _OF_PROVINCE.search(finds.reading.low):
        bodies = sorted(finds.context.bodies, key=lambda body: body.start)
        return next((body for body in bodies if body.organ == _PEOPLES_COMMITTEE), None)
    if len({other.number for other in finds.clusters}) == 1:
        return next((body for body in finds.bodies if body.entity == _COMMISSION), None)
    return None


def cluster_year(finds: Finds) -> int | None:
    """Return the year an article on clusters is of: its publication, else its last full date."""
    if finds.reading.day:
        return finds.reading.day.year
    dated = [moment.year for moment in finds.moments if moment.year and moment.day]
    named = (moment.year for moment in finds.moments if moment.year)
    return max(dated, default=None) or next(named, None) or finds.year


def nearest_cluster(finds: Finds, offset: int) -> Cluster | None:
    """Return the cluster that something at `offset` is said of.

    It is the one named nearest in the sentence, else the only one of the article, else the one before it in
    the paragraph, or in the heading above a list.
    """
    sentence = finds.reading.sentence_at(offset)
    named = (*finds.clusters, *finds.echoes)
    here = [cluster for cluster in named if sentence.start <= cluster.start < sentence.end]
    if here:
        return min(here, key=lambda cluster: abs(cluster.start - offset))
    names = {cluster_name(finds, cluster) for cluster in finds.clusters}
    if len(names) == 1:
        return finds.clusters[0]
    before = [cluster for cluster in finds.clusters if cluster.start < offset]
    paragraph = finds.reading.paragraph_start(offset)
    low = finds.reading.low
    below = before and _HEADING.match(low, before[-1].end) and _ROW.match(low, paragraph)
    return before[-1] if before and (before[-1].start >= paragraph or below) else None
