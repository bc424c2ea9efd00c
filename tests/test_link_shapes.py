"""Texts that once made a graph which no shape lets in, or none at all."""

from __future__ import annotations

import pytest
from extracting import FOAF_NAME, facts, plain, read_text

from kg.rdf import article_graph
from kg.validate import check_article_graph
from kg.vocab import VPO

BASE = "https://vpo.example/"


@pytest.mark.parametrize(
    "text",
    [
        "Ông Nguyễn Văn Mốt phát biểu. Sau đó bà Nguyễn Văn Mốt trả lời.",
        "Tỉnh đoàn truy tặng huy hiệu Tuổi trẻ dũng cảm. Huy hiệu Tuổi trẻ dũng cảm được trao tại trường.",
        "Đoàn kiểm tra có Q. Chủ tịch UBND tỉnh Nghệ An Nguyễn Văn Mốt.",
        "Lễ kỷ niệm ngày 21/6/1925 do Tỉnh ủy Nghệ An tổ chức, ông Nguyễn Văn Mốt, Bí thư Tỉnh ủy, dự.",
        "Cuộc họp ở Q. Bí thư Quận ủy Nguyễn Văn Mốt chủ trì.",
    ],
)
def test_the_graph_of_an_odd_text_fits_the_shapes(text: str) -> None:
    graph = article_graph(read_text(text), BASE, extractor="1.0")
    check_article_graph(graph, where="text")


def test_a_name_with_two_genders_has_none() -> None:
    found = read_text("Ông Nguyễn Văn Mốt phát biểu. Sau đó bà Nguyễn Văn Mốt trả lời.")
    (person,) = facts(found, VPO.NamedPerson)
    assert plain(person.value(FOAF_NAME)) == "Nguyễn Văn Mốt"
    assert person.value("http://xmlns.com/foaf/0.1/gender") is None
