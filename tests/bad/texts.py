"""Encodings and texts of articles (ENC, ART)."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

from lxml import etree
from rdflib import SKOS

from kg.load import build_article
from kg.store import Store
from kg.store.generations import DataHome
from kg.text import fold, key
from kg_web.export import FORMATS
from tests.bad.cases import REPORT, Bench, case
from tests.bad.odd_world import BREAKOUT
from tests.deadlines import ends

PAGE = "<!doctype html><html><head><title>Tỉnh ủy họp</title></head><body>{}</body></html>"
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in REPORT.split("\n") if line)


@case("ENC-01")
def stray_byte(bench: Bench) -> None:
    """Bytes that are no UTF-8 amid others that are: refused with the place of the first, nothing kept."""
    bench.refused("a.html", b"<p>\xc4\x90\xff\xfe\x80ng</p>", "byte 5", "UTF-8")


@case("ENC-04")
def utf16(bench: Bench) -> None:
    """UTF-16 is read where a mark says so; without the mark it is refused, and the words name UTF-16."""
    wide = [bench.file("a.txt", b"\xff\xfe" + REPORT.encode("utf-16-le"))]
    wide.append(bench.file("b.txt", b"\xfe\xff" + REPORT.encode("utf-16-be")))
    assert {article.id for path in wide for article in bench.read(path)} == {build_article(REPORT).id}
    for coding in ("utf-16-le", "utf-16-be"):
        bench.refused("c.txt", REPORT.encode(coding), "UTF-16 without a byte order mark")


@case("ENC-05")
def byte_order_mark(bench: Bench) -> None:
    """The mark before UTF-8 changes no fact, no label and no name."""
    said = [bench.told(mark + REPORT) for mark in ("", "\ufeff")]
    assert said[0] == said[1]


@case("ENC-06")
def tcvn3(bench: Bench) -> None:
    """A text in the old font's bytes, as bytes and as they look when mistaken for Latin-1: refused by
    name."""
    seen = "§¶ng Céng s¶n ViÖt Nam, TØnh uû Long An häp"
    bench.refused("a.txt", seen, "TCVN3")
    bench.refused("b.txt", seen.encode("latin-1"), "not UTF-8")


@case("ENC-07")
def vni(bench: Bench) -> None:
    """The same for the font that writes tones as letters of their own."""
    seen = "Ñaûng Coäng saûn Vieät Nam, Tænh uûy Long An hoïp"
    bench.refused("a.txt", seen, "VNI")
    bench.refused("b.txt", seen.encode("latin-1"), "not UTF-8")


@case("ENC-08")
def old_code_pages(bench: Bench) -> None:
    """Two code pages of the 1990s are refused; loose marks in Unicode give what composed letters give."""
    composed = "Đông Hà, tỉnh Quảng Trị họp"
    split = "".join(unicodedata.normalize("NFD", char) if char != "ô" else char for char in composed)
    bench.refused("a.txt", split.replace("\u0323", "").encode("cp1258"), "not UTF-8")
    bench.refused("b.txt", b"\xd0\xe4ng u\xf1 x\xe3 h\xf7p", "not UTF-8")
    assert bench.article(unicodedata.normalize("NFD", REPORT)).id == build_article(REPORT).id


@case("ENC-11")
def eth_for_d(bench: Bench) -> None:
    """Letters that only look like Đ find the same body; the text keeps what its source wrote."""
    for odd in "ÐƉ":
        text = REPORT.replace("Đồng chí", f"{odd}ồng chí") + f"\n{odd}ảng ủy xã Mỹ Lộc dự hội nghị.\n"
        assert f"{odd}ảng ủy" in bench.article(text).text
        assert key(f"{odd}ảng ủy") == key("Đảng ủy")
        usual, odd_one = (bench.told(each)["entities"] for each in (text.replace(odd, "Đ"), text))
        assert set(usual) - {name for name in usual if "article" in name} <= set(odd_one)


@case("ENC-12")
def invisible_characters(bench: Bench) -> None:
    """Marks of width and direction inside a name leave neither a label nor a key changed."""
    hidden = REPORT.replace("Nguyễn Văn Bình", "Ngu\u200byễn \ufeffVăn \u202eBình")
    assert bench.article(hidden).id == build_article(REPORT).id
    assert bench.told(hidden)["entities"] == bench.told(REPORT)["entities"]


@case("ENC-14")
def characters_outside_xml(bench: Bench) -> None:
    """What XML cannot carry is gone before anything is stored, and every table of results stays well-
    formed."""
    text = REPORT.replace("Bình", "B\x01ình\x00\ufffe")
    assert bench.article(text).text == build_article(REPORT).text
    made = 'SELECT ("a\\u0001b\\u0000c" AS ?x) {}'
    answer = bench.server.query(made, "application/sparql-results+xml")
    assert answer.status == 400 or etree.fromstring(answer.body) is not None


@case("ENC-15")
def lone_surrogate(bench: Bench) -> None:
    """Half of a pair, from JSON and from a form, is refused in words."""
    bench.refused("a.jsonl", '{"text": "Tỉnh ủy họp \\ud800"}', "surrogate")
    assert bench.server.query("ASK { ?s ?p '\ud800' }").status == 400
    assert bench.server.query("ASK { ?s ?p '\\uD800' }").status == 400


@case("ENC-17")
def typing_leftovers(bench: Bench) -> None:
    """A name without its marks, in capitals or as typed raw is never made one person with the marked name."""
    for name in ("Nguyen Van Binh", "Nguyeenx Vawn Binhf"):
        path = bench.file("in/a.txt", REPORT), bench.file("in/b.txt", REPORT.replace("Nguyễn Văn Bình", name))
        assert bench.kg("load", *path).code == 0
        store = DataHome(bench.home).current_reader().store()
        people = store.select(
            "SELECT ?name { ?person a <https://vpo.example/ontology#Person> ; "
            "<http://www.w3.org/2004/02/skos/core#altLabel>|<http://www.w3.org/2004/02/skos/core#prefLabel> ?name }"  # noqa: E501
        )
        names = [str(row["name"]) for row in people]
        assert "Nguyễn Văn Bình" in names
        assert (
            not {name, name.upper()} & set(names)
            or len(store.select("SELECT ?person { ?person a <https://vpo.example/ontology#Person> }")) >= 2
        )
    assert fold("Nguyễn Văn Bình") == "nguyen van binh"


@case("ART-01")
def nothing_in_it(bench: Bench) -> None:
    """An empty file, and one of white space alone: refused, no data folder appears."""
    bench.refused("a.txt", b"")
    bench.refused("b.txt", b" \n\t\xc2\xa0\n", "no text")


@case("ART-04")
def a_million_elements_deep(bench: Bench) -> None:
    """A page nested a million deep is refused; its text is never lost without a word."""
    with ends(within=60):
        bench.refused("a.html", PAGE.format("<div>" * 1_000_000 + PARAGRAPHS), "nested")


@case("ART-05")
def a_tag_of_countless_attributes(bench: Bench) -> None:
    """One tag with 100,000 attributes is refused before a parser sees it."""
    tag = "<p " + " ".join(f"a{n}='x'" for n in range(100_000)) + ">"
    with ends(within=30):
        bench.refused("a.html", PAGE.format(tag + PARAGRAPHS), "tags")


@case("ART-08")
def no_date(bench: Bench) -> None:
    """An article that states no day has none: neither the article nor a fact gets today's."""
    text = REPORT.replace("Ngày 10/8/2018, t", "T")
    assert bench.article(text).published is None
    told = bench.told(text)
    assert told["article"]["published"] is None
    assert not [name for fact in told["facts"] for name in fact["values"] if name in {"observedOn", "date"}]


@case("ART-11")
def foreign_digits(bench: Bench) -> None:
    """A date in wide or Arabic digits is no date, anywhere; in plain digits it is one."""
    line = "Thứ hai, {}, 10:00 (GMT+7)\n\n" + REPORT.replace("Ngày 10/8/2018, t", "T")
    assert bench.article(line.format("12/03/2021")).published is not None
    for digits in ("１２/０３/２０２１", "١٢/٠٣/٢٠٢١"):
        assert bench.article(line.format(digits)).published is None
        facts = bench.told(REPORT.replace("10/8/2018", digits))["facts"]
        assert "2021-03" not in json.dumps(facts)


@case("ART-12")
def american_order(bench: Bench) -> None:
    """A day that only the American order allows is left as text, not turned round."""
    article = bench.article(REPORT.replace("10/8/2018", "12/31/2020"))
    assert article.published is None
    assert "2020-12-31" not in json.dumps(bench.told(article.text))
    assert "12/31/2020" in article.text


@case("ART-15")
def a_changed_article(bench: Bench) -> None:
    """A source whose text changed: the new text replaces the old in one step, and the archive tells of
    both."""
    path = bench.file("in/a.txt", REPORT)
    assert bench.kg("load", path).code == 0
    old = build_article(REPORT).id
    path.write_text(REPORT.replace("Bình", "Minh"), "utf-8")
    ran = bench.kg("load", path)
    assert "replaced 1" in ran.err
    home = DataHome(bench.home)
    graphs = [graph for graph in home.current_reader().store().graphs() if "/article/" in graph]
    (new,) = (article.id for article in home.archive(readonly=True).articles())
    assert graphs == [f"https://vpo.example/graph/article/{new}"]
    assert new != old
    ran = bench.kg("diff", home.numbers()[-2], home.numbers()[-1], "--graphs")
    assert old in ran.out
    assert new in ran.out


@case("ART-18")
def a_name_made_to_break_out(bench: Bench) -> None:
    """A name with quotes, backslash, line end and a piece of an update comes back whole in every form."""
    query = (
        "SELECT ?o { <https://vpo.example/id/person/odd> <http://www.w3.org/2004/02/skos/core#altLabel> ?o }"
    )
    rows = json.loads(bench.server.query(query, "application/sparql-results+json").body)["results"][
        "bindings"
    ]
    assert [row["o"]["value"] for row in rows] == [BREAKOUT]
    cells = list(csv.reader(io.StringIO(bench.server.query(query).text)))
    assert cells == [["o"], [BREAKOUT]]
    for mime, ending in FORMATS.items():
        data = bench.server.ask(f"/data/id/person/odd.{ending}")
        assert data.status == 200
        assert ending == "csv" or reread(data.body, mime) == {BREAKOUT}


def reread(data: bytes, mime: str) -> set[str]:
    """Return the other names that RDF in this form gives."""
    store = Store.in_memory()
    store.load(data, mime)
    return {str(value) for _, _, value in store.match(predicate=SKOS.altLabel)}


@case("ART-21")
def front_matter(bench: Bench) -> None:
    """YAML before the text, with anchors and a Python object, is text: nobody parses it."""
    bomb = "---\n" + "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))
    article = bench.article(f"{bomb}\nb: !!python/object/apply:os.system [false]\n---\n{REPORT}")
    assert "!!python/object" in article.text


@case("ART-22")
def bait_for_patterns(bench: Bench) -> None:
    """Text that makes careless patterns try forever is read, linked and written in time."""
    baits = [
        "aa" * 26 + "!",
        "a" * 5000 + "!",
        "A " * 5000,
        "Nguyễn " * 3000,
        "(" * 5000,
        "10/" * 5000,
        '…"' * 4000,
    ]
    with ends(within=60):
        told = bench.told(REPORT + "\n\n" + "\n\n".join(baits))
    assert told["facts"]
