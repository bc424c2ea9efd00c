"""The relationship view over HTTP: what a browser is not needed for, in both languages."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pytest
from flask.testing import FlaskClient

from tests.browser.hub import HUB, hub_app

PERSON = "id/person/mac-van-thi-du"
FRIEND = "id/person/ninh-the-gia-su"
STRANGER = "id/person/dong-nguoi-1"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return hub_app().test_client()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"/graph?node={PERSON}", "10 nút, 9 quan hệ"),
        (f"/en/graph?node={PERSON}", "10 nodes, 9 relations"),
        (f"/graph?node={HUB}", "31 nút, 30 quan hệ · còn 34 quan hệ của Ban Đông Người chưa vẽ"),
        (
            f"/en/graph?node={HUB}",
            "31 nodes, 30 relations · 34 more relations of Ban Đông Người are not drawn",
        ),
        (f"/graph?node={HUB}&expand={HUB}", 'giữ chức vụ tại <span class="soft">(60 quan hệ)</span>'),
        (f"/en/graph?node={HUB}&expand={HUB}", 'held a post in <span class="soft">(60 relations)</span>'),
        (f"/paths?from={PERSON}&to={FRIEND}", "2 bước"),
        (f"/en/paths?from={PERSON}&to={FRIEND}", "2 steps"),
        (f"/paths?from={PERSON}&to={STRANGER}", "Không thấy đường nối nào qua tối đa 4 mối liên hệ."),
        (f"/en/paths?from={PERSON}&to={STRANGER}", "No path of up to 4 ties was found."),
    ],
)
def test_counts_and_answers_are_told_in_both_languages(client: FlaskClient, address: str, said: str):
    assert said in re.sub(r"\s+", " ", client.get(address).text)


def test_the_heads_of_the_table_are_those_of_its_file(client: FlaskClient):
    head = next(csv.reader(StringIO(client.get(f"/en/graph.csv?node={PERSON}").text)))
    page = client.get(f"/en/graph?node={PERSON}").text
    shown = re.findall(r'name="sort" value="\w+">([^<]+)<', page)
    assert head == shown == ["From", "Relations", "To", "Time", "Grounds", "Sources"]


def test_what_is_done_leads_to_the_address_of_the_new_state(client: FlaskClient):
    answer = client.get(f"/graph?node={PERSON}&drop={FRIEND}&offered=event&low=2018&since=2018")
    assert (answer.status_code, answer.location) == (
        303, f"/graph?node={PERSON}&hide={FRIEND}&off=event",
    )  # fmt: skip


def test_a_name_that_a_spreadsheet_would_run_is_text_in_the_table(client: FlaskClient, monkeypatch):
    monkeypatch.setattr("kg_web.graph_files.edge_cells", lambda edge: ["=HYPERLINK(1)", "dự", "@SUM(1)"])
    rows = list(csv.reader(StringIO(client.get(f"/graph.csv?node={PERSON}&file=1").text)))
    assert rows[1] == ["'=HYPERLINK(1)", "dự", "'@SUM(1)"]
