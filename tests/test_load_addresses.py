"""The day in the address of an article, and that it never goes before what the article says."""

from __future__ import annotations

import pytest

from kg.load import build_article
from kg.load.addresses import addressed, day_in_address, month_in_address

TEXT = "Tin trong tỉnh\n\nTỉnh ủy họp bàn việc trồng rừng.\n\nĐại biểu đã thảo luận."
SITE = "https://bao.example"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/thoi-su/tinh-uy-hop-20181217103405927.htm", "2018-12-17"),
        ("/thoi-su/tinh-uy-hop-185260116153157416.htm", "2026-01-16"),
        ("/2025/07/01/tinh-uy-hop.html", "2025-07-01"),
        ("/2025/7/1/tinh-uy-hop.html", "2025-07-01"),
        ("/20150310/tinh-uy-hop/718519.html", "2015-03-10"),
        ("/tinh-uy-hop-20250825.htm", "2025-08-25"),
        ("/tinh-uy-hop-2025-08-25.htm", "2025-08-25"),
    ],
)
def test_the_address_states_the_day(path: str, day: str) -> None:
    assert str(day_in_address(SITE + path)) == day


@pytest.mark.parametrize(
    "path",
    [
        "/tinh-uy-hop-d1343885.html",
        "/tinh-uy-hop-190327.html",
        "/tinh-uy-hop-post856966.html",
        "/chinh-tri/202103/tinh-uy-hop-4a11c07/",
        "/tinh-uy-hop-20181317.htm",
        "/tinh-uy-hop-99991217103405927.htm",
        "/tinh-uy-hop-185269916153157416.htm",
        "/nghi-quyet-2015-2020.html",
        "/2025/07/01/ke-lai-2018-08-10.html",
        "/?d=20181217",
    ],
)
def test_a_number_or_two_days_in_the_address_state_none(path: str) -> None:
    assert day_in_address(SITE + path) is None


@pytest.mark.parametrize(
    ("path", "month"),
    [
        ("/chinh-tri/202103/tinh-uy-hop-4a11c07/", "2021-03"),
        ("/2016/10/tinh-uy-hop.html", "2016-10"),
        ("/2016/10/2017/02/tinh-uy-hop.html", "None"),
        ("/tin/201913/tinh-uy-hop.html", "None"),
        ("/tinh-uy-hop-202103.html", "None"),
    ],
)
def test_a_folder_of_the_address_states_the_month(path: str, month: str) -> None:
    assert str(month_in_address(SITE + path)) == month


@pytest.mark.parametrize("url", [None, "", "http://["])
def test_what_is_no_address_states_no_day(url: str | None) -> None:
    assert day_in_address(url) is None


def test_a_day_that_the_article_states_goes_before_its_address() -> None:
    url = f"{SITE}/tinh-uy-hop-20181217103405927.htm"
    assert str(build_article(TEXT, url=url).published) == "2018-12-17"
    assert str(build_article(TEXT, url=url, published="2018-12-16").published) == "2018-12-16"
    assert str(build_article(f"10/12/2018\n\n{TEXT}", url=url).published) == "2018-12-10"


def test_an_article_may_get_its_address_later() -> None:
    article = addressed(build_article(TEXT), f"{SITE}/2025/07/01/a.html")
    assert str(article.published) == "2025-07-01"
    assert addressed(article, f"{SITE}/2024/01/01/b.html") == article
