"""A made-up population whose careers are told in made-up articles: it is known who is who.

`python -m tests.population 2000 > population.jsonl` writes it, one named person a line, as `kg bench linking`
reads it. Nobody in it exists. Names are drawn from surnames by their national share, shifted by province, and
from syllables weighed by hand below, which are not the counts that linking goes by. Common names therefore
have hundreds of bearers, several of them in one province. Shares of articles without a post, with an
unresolved body and with a form of address are those of the samples.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

from kg.bench.mentions import Mention, Place, Told, to_json
from kg.derive.facts import Reference
from kg.derive.mergers import Mergers
from kg.vocab import VPO

FIRST, LAST, MERGED = date(2008, 1, 1), date(2026, 6, 30), date(2025, 7, 1)
MALE_MIDDLE = "Văn:30 Hữu:6 Đức:6 Quang:5 Minh:5 Xuân:5 Ngọc:5 Đình:5 Thanh:4 Công:3 Quốc:3 Anh:3 Trọng:2 Thành:2 Bá:2 Duy:2 Mạnh:2 Hoàng:2 Tiến:2 Thế:2 Viết:1 Huy:1 Chí:1 Đăng:1 Khắc:1 Hồng:1 Trung:1 Tấn:1 Phước:1 Sỹ:1"  # noqa: E501
MALE_GIVEN = "Hùng:30 Dũng:28 Tuấn:24 Sơn:24 Hải:24 Thắng:18 Minh:18 Bình:16 Thanh:15 Cường:15 Long:13 Thành:13 Trung:12 Hưng:12 Quang:12 Nam:12 Hòa:11 Đức:10 Tiến:10 Toàn:10 Vinh:9 Hiếu:9 Tâm:9 Phong:8 Phúc:8 Lâm:8 Thái:8 Việt:8 Tùng:8 Hà:7 Khánh:7 Dương:7 An:6 Chiến:6 Hiệp:6 Nghĩa:6 Quân:6 Tân:6 Thịnh:6 Anh:6 Huy:5 Đông:5 Giang:5 Kiên:5 Lợi:5 Phương:5 Thuận:5 Chung:4 Đạt:4 Hoàng:4 Mạnh:4 Nhân:4 Quý:4 Tài:4 Thiện:4 Trường:4 Tú:4 Xuân:4 Bảo:3 Chính:3 Hậu:3 Khoa:3 Lộc:3 Luận:3 Tín:3 Trí:3 Tường:3 Vũ:3 Bắc:2 Cảnh:2 Định:2 Hào:2 Hợp:2 Khải:2 Lực:2 Nhật:2 Ninh:2 Thọ:2 Thông:2 Tuyên:2 Vượng:2 Cẩn:1 Diệp:1 Giáp:1 Hoan:1 Khuê:1 Lễ:1 Mùi:1 Ngữ:1 Sáu:1 Tứ:1 Ước:1"  # noqa: E501
FEMALE_MIDDLE = "Thị:55 Thu:5 Thanh:6 Ngọc:5 Kim:4 Hồng:4 Minh:3 Bích:3 Mai:2 Phương:3 Thúy:2 Hoài:1 Diệu:1 Mỹ:2 Việt:1 Tuyết:1 Lan:1"  # noqa: E501
FEMALE_GIVEN = "Hương:16 Hà:15 Hoa:14 Lan:13 Thủy:13 Hằng:11 Hạnh:11 Mai:11 Nga:10 Phương:10 Thảo:9 Vân:9 Hiền:9 Loan:8 Liên:7 Yến:7 Trang:7 Tuyết:6 Dung:6 Nhung:6 Oanh:5 Thu:6 Thúy:5 Tâm:5 Bình:4 Linh:5 Ngọc:5 Anh:5 Hồng:5 Minh:4 Xuân:4 Nguyệt:3 Phượng:4 Huệ:3 Lý:3 Mỹ:2 Chi:3 Giang:3 Quỳnh:2 Sen:2 Thơm:2 Tươi:2 Út:1 Bé:1 Cúc:2 Đào:2 Én:1 Hậu:2"  # noqa: E501
SERVICES = (
    "noi-vu", "tai-chinh", "tu-phap", "y-te", "giao-duc", "cong-thuong", "van-hoa", "xay-dung", "nong-nghiep",
    "giao-thong", "tai-nguyen", "thong-tin", "lao-dong", "khoa-hoc", "ke-hoach", "ngoai-vu", "du-lich",
)  # fmt: skip
HEADS = {
    "tinh-uy": ("bi-thu", "pho-bi-thu"),
    "ban-to-chuc-tinh-uy": ("truong-ban", "pho-truong-ban"),
    "ban-tuyen-giao-tinh-uy": ("truong-ban", "pho-truong-ban"),
    "ban-dan-van-tinh-uy": ("truong-ban", "pho-truong-ban"),
    "ban-noi-chinh-tinh-uy": ("truong-ban", "pho-truong-ban"),
    "uy-ban-kiem-tra-tinh-uy": ("chu-nhiem", "pho-chu-nhiem"),
    "uy-ban-nhan-dan-tinh": ("chu-tich", "pho-chu-tich"),
    "hoi-dong-nhan-dan-tinh": ("chu-tich", "pho-chu-tich"),
    "uy-ban-mat-tran-to-quoc-viet-nam-tinh": ("chu-tich", "pho-chu-tich"),
    "cong-an-tinh": ("giam-doc", "pho-giam-doc"),
    **{f"so-{name}": ("giam-doc", "pho-giam-doc") for name in SERVICES},
}
"""Bodies of a province with the head and the deputy."""
DISTRICT = {
    "huyen-uy": ("bi-thu", "pho-bi-thu"),
    "uy-ban-nhan-dan-huyen": ("chu-tich", "pho-chu-tich"),
    "hoi-dong-nhan-dan-huyen": ("chu-tich", "pho-chu-tich"),
    "ban-to-chuc-huyen-uy": ("truong-ban", "pho-truong-ban"),
    "uy-ban-kiem-tra-huyen-uy": ("chu-nhiem", "pho-chu-nhiem"),
    "uy-ban-mat-tran-to-quoc-viet-nam-huyen": ("chu-tich", "pho-chu-tich"),
    "hoi-lien-hiep-phu-nu-huyen": ("chu-tich", "pho-chu-tich"),
    **{f"phong-{name}-huyen": ("truong-phong", "pho-truong-phong") for name in SERVICES[:7]},
}
COMMUNE = {
    "dang-uy-xa": ("bi-thu", "pho-bi-thu"),
    "uy-ban-nhan-dan-xa": ("chu-tich", "pho-chu-tich"),
    "hoi-dong-nhan-dan-xa": ("chu-tich", "pho-chu-tich"),
}
CENTRAL = {
    **{f"ban-thu-{n}-trung-uong": ("truong-ban", "pho-truong-ban") for n in range(6)},
    **{f"bo-thu-{n}": ("bo-truong", "thu-truong") for n in range(14)},
    **{f"bo-thu-{n}/vu-{m}": ("vu-truong", "pho-vu-truong") for n in range(14) for m in range(8)},
}
DISTRICTS, COMMUNES = 11, 44  # of a province; few communes are in the news
ROLES = {**HEADS, **DISTRICT, **COMMUNE, **CENTRAL}


@dataclass(frozen=True, slots=True)
class Job:
    """A post for some time; `place` is a province of before the merger, None for the centre."""

    body: str
    role: str
    place: str | None
    locality: str | None
    start: date
    end: date
    told: bool


@dataclass(frozen=True, slots=True)
class Life:
    """Somebody made up."""

    number: int
    name: str
    male: bool
    birth: int
    jobs: tuple[Job, ...]


class Population:
    """Draws people and what articles say of them; the same `seed` gives the same."""

    def __init__(self, reference: Reference, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.mergers = Mergers.of(reference)
        self.provinces = sorted(thing for thing, _ in reference.values if thing.startswith("id/adm63/"))
        self.provinces = sorted(set(self.provinces))
        shares = {
            reference.label(thing, "vi") or "": float(reference.one(thing, VPO.nationalShare) or 0.05)
            for thing, _ in reference.values
            if thing.startswith("scheme/surname/")
        }
        self.surnames = [name for name in sorted(shares) if name]
        self.shares = list(accumulate(shares[name] for name in self.surnames))
        self.favoured = {place: self.chance.sample(self.surnames[:], 4) for place in self.provinces}
        self.articles = 0
        self.bodies = {id(kind): sorted(kind) for kind in (HEADS, DISTRICT, COMMUNE, CENTRAL)}
        self.weighed = {
            text: _weighed(text) for text in (MALE_MIDDLE, MALE_GIVEN, FEMALE_MIDDLE, FEMALE_GIVEN)
        }

    def mentions(self, count: int) -> Iterator[Mention]:
        """Yield what articles say of `count` people."""
        for number in range(count):
            yield from self._told_of(self._life(number))

    # People

    def _life(self, number: int) -> Life:
        chance = self.chance
        home = chance.choice(self.provinces) if chance.random() < 0.9 else None
        male = chance.random() < 0.75
        birth = chance.randint(1948, 1988)
        return Life(number, self._name(male, home), male, birth, tuple(self._career(birth, home)))

    def _name(self, male: bool, home: str | None) -> str:
        chance = self.chance
        local = home is not None and chance.random() < 0.15
        surname = chance.choice(self.favoured[home or ""]) if local else self._surname()
        middle, given = (MALE_MIDDLE, MALE_GIVEN) if male else (FEMALE_MIDDLE, FEMALE_GIVEN)
        parts = [self._of(middle)]
        length = chance.random()
        if length < 0.06:
            parts = []
        elif length < 0.16:
            parts.append(self._of(middle))
        return " ".join([surname, *parts, self._of(given)])

    def _surname(self) -> str:
        return self.chance.choices(self.surnames, cum_weights=self.shares)[0]

    def _of(self, weighed: str) -> str:
        names, weights = self.weighed[weighed]
        return self.chance.choices(names, cum_weights=weights)[0]

    # Careers

    def _career(self, birth: int, home: str | None) -> Iterator[Job]:
        chance = self.chance
        day = max(FIRST, date(birth + chance.randint(30, 44), chance.randint(1, 12), 1))
        end = min(LAST, date(birth + chance.choice([60, 60, 61, 62]), 1, 1))
        body, place, locality = self._first_place(home, day)
        job: Job | None = None
        while day < end:
            until = min(end, day + timedelta(days=chance.randint(500, 2200)))
            if locality and place and day < MERGED < until and body in DISTRICT:
                until = MERGED  # districts end
            told = chance.random() < 0.8
            stays = job is not None and (body, place, locality) == (job.body, job.place, job.locality)
            role = ROLES[body][0] if stays else self._role(body)  # who stays becomes the head
            job = Job(body, role, place, locality, day, until, told)
            yield job
            day = until
            while (body, role, place, locality) == (job.body, ROLES[body][0], job.place, job.locality):
                body, place, locality = self._next(body, place, locality, day)

    def _first_place(self, home: str | None, day: date) -> tuple[str, str | None, str | None]:
        if home is None:
            return self._any(CENTRAL), None, None
        if self.chance.random() < 0.6:
            return self._local(home, day)
        return self._any(HEADS), home, None

    def _local(self, place: str, day: date, locality: str | None = None) -> tuple[str, str, str]:
        if day >= MERGED or (locality is None and self.chance.random() < 0.3):
            return self._any(COMMUNE), place, f"x{self.chance.randrange(COMMUNES)}"
        stays = locality is not None and locality.startswith("h")
        return self._any(DISTRICT), place, locality if stays else f"h{self.chance.randrange(DISTRICTS)}"

    def _next(
        self, body: str, place: str | None, locality: str | None, day: date
    ) -> tuple[str, str | None, str | None]:
        """Return where somebody goes: promoted here or in the province, rotated, called to the centre."""
        way = self.chance.random()
        if place is None:
            return (
                (self._any(CENTRAL), None, None) if way < 0.9 else (self._any(HEADS), self._other(None), None)
            )
        if way < 0.04:
            return self._any(HEADS), self._other(place), None
        if way < 0.06:
            return self._any(CENTRAL), None, None
        if locality is None:
            return (body if way < 0.45 else self._any(HEADS)), place, None
        if way < 0.45:
            return self._local(place, day, locality)
        if way < 0.6:
            return self._local(place, day)
        return self._any(HEADS), place, None

    def _other(self, place: str | None) -> str:
        return self.chance.choice([other for other in self.provinces if other != place])

    def _any(self, bodies: dict[str, tuple[str, str]]) -> str:
        return self.chance.choice(self.bodies[id(bodies)])

    def _role(self, body: str) -> str:
        return ROLES[body][self.chance.random() < 0.6]

    # Articles

    def _told_of(self, life: Life) -> Iterator[Mention]:
        chance = self.chance
        for number, job in enumerate(life.jobs):
            before = life.jobs[number - 1] if number else None
            if before and job.told:
                yield self._move(life, number)
            senior = 1.6 if job.role.startswith(("bi-thu", "chu-tich", "bo-truong")) else 0.8
            years = (job.end - job.start).days / 365
            for _ in range(min(12, int(chance.expovariate(1 / (senior * years * 0.5)) + 0.5))):
                yield self._seen(life, job, before)

    def _move(self, life: Life, number: int) -> Mention:
        """Return the report of a new post with the one before it, or with the whole career."""
        job = life.jobs[number]
        day = job.start + timedelta(days=self.chance.randint(-3, 12))
        since = 0 if self.chance.random() < 0.3 else number - 1
        told = [self._position(before, day, VPO.former) for before in life.jobs[since:number]]
        return self._mention(life, day, [*told, self._position(job, day, VPO.elect)], job, born=0.25)

    def _seen(self, life: Life, job: Job, before: Job | None) -> Mention:
        chance = self.chance
        day = job.start + timedelta(days=chance.randrange(max(1, (job.end - job.start).days)))
        kind = chance.random()
        if kind < 0.025:
            return self._mention(life, day, [], job)
        told = [self._position(job, day, VPO.current)]
        if kind < 0.04:
            told = [replace(told[0], organization=None, post=None, inheritance=VPO.unresolved)]
        elif kind < 0.06:
            return self._mention(life, day, [self._misread(job, day)], job)
        elif before and kind < 0.2:
            told.append(self._position(before, day, VPO.former))
            if kind < 0.08:  # elected again
                told[0] = replace(told[0], status=VPO.elect)
        if chance.random() < 0.3 and job.place and told[0].organization:
            told.append(self._membership(job, day))
        return self._mention(life, day, told, job)

    def _mention(self, life: Life, day: date, told: list[Told], job: Job, born: float = 0.03) -> Mention:
        """Return what an article says; one in fifty forms of address and years is wrong."""
        chance = self.chance
        self.articles += 1
        gender = None
        if chance.random() < 0.45:
            gender = "male" if life.male != (chance.random() < 0.005) else "female"
        birth = life.birth if chance.random() < born else None
        if birth and chance.random() < 0.03:
            birth += chance.choice([-1, 1])
        age = day.year - life.birth - chance.randrange(2) if not birth and chance.random() < 0.03 else None
        place = self._unit(job.place, day) if job.place and chance.random() < 0.85 else None
        if place and chance.random() < 0.03:
            place = self._unit(self._other(job.place), day)
        node = f"id/article/{self.articles:016x}#p1"
        places = (place,) if place else ()
        return Mention(str(life.number), node, life.name, day, gender, birth, age, places, tuple(told))

    def _misread(self, job: Job, day: date) -> Told:
        """Return a post that an extractor put into another province."""
        return self._position(
            replace(job, place=self._other(job.place)) if job.place else job, day, VPO.current
        )

    def _membership(self, job: Job, day: date) -> Told:
        body = "tinh-uy" if job.locality is None else ("huyen-uy" if day < MERGED else "dang-uy-xa")
        return self._position(replace(job, body=body, role="uy-vien-ban-thuong-vu"), day, VPO.current)

    def _position(self, job: Job, day: date, status: str) -> Told:
        """Return the post as it was called when somebody held it."""
        then = min(day, job.end - timedelta(days=1)) if status == VPO.former else day
        unit = self._unit(job.place, then)
        name = job.body
        if unit:
            era = "-2025" if unit.startswith("id/adm34/") else ""
            name = "-".join(part for part in (job.body, job.locality, unit.rpartition("/")[2]) if part) + era
        level = "central" if unit is None else "province" if job.locality is None else "district"
        site = Place(unit or f"id/org/{job.body.partition('/')[0]}", level)
        post = f"id/post/{name}/{job.role}"
        return Told(f"id/org/{name}", f"scheme/role/{job.role}", post, day, status, VPO.samePhrase, site)

    def _unit(self, place: str | None, day: date) -> str | None:
        return self.mergers.after.get(place or "", place) if day >= MERGED else place


def _weighed(text: str) -> tuple[list[str], list[int]]:
    """Return the names of `Hùng:30 Dũng:28` with their weights summed up."""
    pairs = [pair.split(":") for pair in text.split()]
    return [name for name, _ in pairs], list(accumulate(int(weight) for _, weight in pairs))


def main(count: int) -> None:
    """Write the mentions of `count` people."""
    from tests.linking import reference

    for mention in Population(reference()).mentions(count):
        print(json.dumps(to_json(mention), ensure_ascii=False))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
