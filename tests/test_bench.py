"""`kg bench extraction`: gold files read, spellings folded, what is optional excused, errors told by rule."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from datetime import date
from types import SimpleNamespace

import pytest
from extracting import NOTHING, read_text

from kg.bench.baseline import ratios
from kg.bench.compare import CLASSES, Outcome, compare
from kg.bench.floors import below, raised
from kg.bench.folding import folding
from kg.bench.found import Found, find_record
from kg.bench.gold import GoldDocument, read_gold
from kg.bench.naive import find_naively
from kg.bench.record import Cluster, Event, Position, Record, to_json
from kg.bench.results import results
from kg.bench.run import extract
from kg.bench.run import run as run_bench
from kg.bench.score import Count, Score, score
from kg.bench.sure import sure_scores
from kg.bench.underthesea import find_tagged
from kg.cli import commands
from kg.commands.errors import run
from kg.errors import GoldError
from kg.ontology import lexicon
from kg.settings import Settings

TEXT = (
    "Sáng 10/8/2018, tại tỉnh Long An, đồng chí Ngụy Hữu Tạo - Phó Bí thư Thường trực Tỉnh ủy Long An "
    "quán triệt Nghị quyết 18-NQ/TW.\n"
)
HELD = {
    "person": "Ngụy Hữu Tạo", "position": "Phó Bí thư Thường trực", "org": "Tỉnh uỷ", "province": "Long An",
    "status": "held", "evidence": "x", "optional": False,
}  # fmt: skip
GOLD = {
    "id": "a", "text": "a.txt", "url": None, "genre": "conference", "persons": ["Ngụy Hữu Tạo"],
    "authors": [], "optional_persons": [], "aliases": {}, "person_traps": [],
    "positions": [HELD], "provinces": ["Long An"], "clusters": [], "documents": ["18-NQ/TW"],
    "event": {"date": "2018-08-10", "year": "x", "place": "Long An"},
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """A gold folder of one document."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    write(tmp_path, GOLD)
    return tmp_path


def write(folder, gold, name="a"):
    (folder / f"{name}.json").write_text(json.dumps(gold, ensure_ascii=False), "utf-8")


@pytest.fixture
def kg(capfdbinary):
    """Run `kg bench extraction` with these arguments; return exit code, standard output, standard error."""

    def call(*arguments):
        code = run(commands, ["bench", "extraction", *map(str, arguments)])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def read_one(folder):
    (result,) = read_gold(folder, Settings.from_env())
    return result


# Reading gold


def test_a_gold_file_is_read_with_its_text(folder):
    document = read_one(folder)
    assert isinstance(document, GoldDocument)
    assert document.gold.positions == (
        Position("Ngụy Hữu Tạo", "Phó Bí thư Thường trực", "Tỉnh uỷ", "Long An", "held", "x"),
    )
    assert document.article.text == TEXT


def test_the_address_of_the_gold_file_is_context(folder):
    write(folder, {**GOLD, "url": "https://baolongan.example/a"})
    assert read_one(folder).article.url == "https://baolongan.example/a"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": "b.txt"}, "its text b.txt is missing"),
        ({"sha256": "0" * 64}, "sha256 differs"),
        ({"persons": "Ngụy Hữu Tạo"}, "not a list of names"),
        ({"positions": [{**HELD, "status": "elected"}]}, "unknown status 'elected'"),
        ({"positions": [{"person": "x"}]}, "the field status is missing"),
    ],
)
def test_a_gold_file_that_cannot_be_used_says_why(folder, change, reason):
    write(folder, {**GOLD, **change})
    error = read_one(folder)
    assert isinstance(error, GoldError)
    assert reason in str(error)
    assert str(error).startswith(str(folder / "a.json"))


def test_bad_json_is_told_and_the_rest_goes_on(folder, kg):
    (folder / "b.json").write_text("{", "utf-8")
    code, out, err = kg(folder)
    assert code == 1
    assert "1 documents" in out
    (line,) = err.splitlines()
    assert "b.json: not JSON" in line


def test_the_hash_of_the_text_may_be_that_of_its_file(folder):
    write(folder, {**GOLD, "sha256": hashlib.sha256(TEXT.encode()).hexdigest()})
    assert isinstance(read_one(folder), GoldDocument)


def test_a_folder_without_gold_is_refused(tmp_path, kg):
    code, _, err = kg(tmp_path)
    assert code == 1
    assert "there is no *.json in it" in err


def test_gold_of_sub_folders_is_read_too(folder, kg):
    below = folder / "conference" / "2018"
    below.mkdir(parents=True)
    (below / "a.txt").write_text(TEXT, "utf-8")
    write(below, GOLD)
    assert [document.name for document in read_gold(folder, Settings.from_env())] == [
        "a.json",
        "conference/2018/a.json",
    ]
    assert "2 documents" in kg(folder)[1]


def test_texts_elsewhere_stand_in_the_same_place(folder, tmp_path_factory):
    texts = tmp_path_factory.mktemp("texts")
    (folder / "x").mkdir()
    (texts / "x").mkdir()
    (folder / "a.json").rename(folder / "x" / "a.json")
    (folder / "a.txt").rename(texts / "x" / "a.txt")
    (document,) = read_gold(folder, Settings.from_env(), texts)
    assert document.article.text == TEXT


def test_hidden_files_are_no_gold(folder):
    (folder / ".cache").mkdir()
    (folder / ".cache" / "x.json").write_text("{", "utf-8")
    (folder / ".x.json").write_text("{", "utf-8")
    assert isinstance(read_one(folder), GoldDocument)


def test_the_digest_changes_with_gold_and_text_and_not_with_the_place(folder, tmp_path):
    def digest(place):
        return run_bench(place, Settings.from_env()).digest

    first = digest(folder)
    assert digest(shutil.copytree(folder, tmp_path / "elsewhere")) == first
    shutil.rmtree(tmp_path / "elsewhere")
    (folder / "a.txt").write_text(TEXT + "Hết.\n", "utf-8")
    assert digest(folder) != first
    (folder / "a.txt").write_text(TEXT, "utf-8")
    write(folder, {**GOLD, "documents": []})
    assert digest(folder) != first


# Folding


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh"),
        ("Uỷ ban Nhân dân tỉnh", "Ủy ban nhân dân tỉnh"),
        ("Ban Tổ chức T.Ư", "Ban Tổ chức Trung ương"),
        ("Ban Chấp hành Trung ương", "Ban Chấp hành Trung ương Đảng"),
        ("Trung ương Đảng", "Ban Chấp hành Trung ương Đảng"),
        ("Đoàn ĐBQH tỉnh", "Đoàn đại biểu Quốc hội tỉnh"),
        ("Uỷ ban MTTQ Việt Nam tỉnh", "Ủy ban Mặt trận Tổ quốc tỉnh"),
        ("nước", "Nhà nước"),
        ("UBND TP.Thủ Đức", "Ủy ban nhân dân thành phố Thủ Đức"),
        ("Sở Tài nguyên - Môi trường", "Sở Tài nguyên và Môi trường"),
        ("Ủy ban Kinh tế và Tài chính, Quốc hội", "Ủy ban Kinh tế và Tài chính của Quốc hội"),
        ("Quận ủy Quận 1", "Quận ủy 1"),
        ("Văn phòng Đảng ủy Ngân hàng Nhà nước", "Văn phòng Đảng ủy Ngân hàng Nhà nước Việt Nam"),
        ("Huyện ủy Ea H’leo", "Huyện ủy Ea H'leo"),
        ("Bộ NN&PTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("Vụ Địa phương III, Ban Tổ chức Trung ương", "Vụ Địa phương III Ban Tổ chức T.Ư"),
    ],
)
def test_spellings_of_one_body_are_one(one, other):
    fold = folding(lexicon())
    assert fold.body(one) == fold.body(other)


@pytest.mark.parametrize(
    "name", ["TP.HCM", "TP HCM", "TP. Hồ Chí Minh", "thành phố Hồ Chí Minh", "Hồ Chí Minh"]
)
def test_spellings_of_one_city_are_one(name):
    fold = folding(lexicon())
    assert fold.province(name) == fold.province("Thành phố Hồ Chí Minh")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Huyện ủy Lâm Bình", "Tỉnh ủy"),
        ("Ủy ban nhân dân huyện Châu Đức", "Ủy ban nhân dân xã Châu Đức"),
        ("Ban Tổ chức Trung ương", "Ban Chấp hành Trung ương Đảng"),
        ("Văn phòng Quốc hội", "Quốc hội"),
    ],
)
def test_different_bodies_stay_apart(one, other):
    fold = folding(lexicon())
    assert fold.body(one) != fold.body(other)


def test_provinces_that_differ_in_a_tone_stay_apart():
    fold = folding(lexicon())
    assert fold.province("Hà Nam") != fold.province("Hạ Nam")


def test_titles_are_compared_by_what_the_ontology_calls_one_role():
    fold = folding(lexicon())
    assert fold.role("Vụ phó") == fold.role("Phó Vụ trưởng")
    assert fold.role("Quyền Bí thư") != fold.role("Bí thư")
    assert fold.role("Chủ tịch nước", fold.body("Nhà nước")) == fold.role("Chủ tịch", fold.body("nước"))


@pytest.mark.parametrize(
    ("one", "other"), [("18 - NQ/TW", "18-NQ/TW"), ("05-CT/TƯ", "5-CT/TW"), ("22/CT-TW", "22-CT/TW")]
)
def test_spellings_of_one_number_are_one(one, other):
    fold = folding(lexicon())
    assert fold.document(one) == fold.document(other)


def test_clusters_are_compared_by_their_number():
    fold = folding(lexicon())
    assert fold.cluster("Cụm thi đua số III") == fold.cluster("Cụm 3") != fold.cluster("Khối thi đua số 3")


# Comparing


def outcome(gold, found):
    return compare(gold, Found(found), folding(lexicon()))


def record(*positions, **fields):
    people = tuple({held.person for held in positions})
    return Record("a", "a.txt", **{"persons": people, "positions": positions, **fields})


SECRETARY = Position("Ngụy Hữu Tạo", "Bí thư", "Tỉnh ủy", "Long An", "held")


def test_a_position_is_right_as_deep_as_its_parts_agree():
    found = Position("Ngụy Hữu Tạo", "Bí thư", "Tỉnh ủy", "Tiền Giang", "held")
    depths = outcome(record(SECRETARY), record(found))
    rights = [depths[name].right for name in ("holder", "title", "body", "tuple", "status")]
    assert rights == [1, 1, 1, 0, 0]


def test_relieved_and_former_are_one_status():
    gold = Position("Ngụy Hữu Tạo", "Bí thư", "Tỉnh ủy", "Long An", "relieved")
    found = Position("Ngụy Hữu Tạo", "Bí thư", "Tỉnh ủy", "Long An", "former")
    assert outcome(record(gold), record(found))["status"].right == 1


def test_an_optional_post_is_neither_demanded_nor_penalised():
    optional = Position("Ngụy Hữu Tạo", "Đại biểu", "Quốc hội", None, "held", optional=True)
    gold = record(SECRETARY, optional)
    for found in (record(SECRETARY), record(SECRETARY, optional)):
        held = outcome(gold, found)["status"]
        assert (held.right, held.wrong, held.missed) == (1, [], [])


def test_nothing_of_an_optional_person_counts():
    gold = record(persons=(), optional_persons=("Ngụy Hữu Tạo",))
    outcomes = outcome(gold, record(SECRETARY))
    assert not [name for name in ("person", "holder", "status") if outcomes[name].wrong]


def test_a_cluster_is_right_with_exactly_its_members():
    def clusters(*members, stated=2):
        return record(clusters=(Cluster("Cụm thi đua số 4", None, stated, members),))

    gold = clusters("Long An", "Tiền Giang")
    assert outcome(gold, clusters("Tiền Giang", "Long An"))["cluster stated"].right == 1
    assert outcome(gold, clusters("Long An"))["cluster"].right == 0
    outcomes = outcome(gold, clusters("Tiền Giang", "Long An", stated=None))
    assert (outcomes["cluster"].right, outcomes["cluster stated"].right) == (1, 0)


def test_a_day_without_a_year_asks_for_no_year():
    gold, found = record(event=Event("--08-10")), record(event=Event("2018-08-10", "c"))
    outcomes = outcome(gold, found)
    assert outcomes["event day"].right == 1
    assert outcomes["event date"].wrong == []


def test_a_day_whose_year_nothing_tells_is_found_without_one(folder):
    (folder / "a.txt").write_text(
        TEXT.replace("10/8/2018", "10/8").replace("quán triệt", "dự hội nghị"), "utf-8"
    )
    document = read_one(folder)
    assert extract(document, lexicon()).record.event.date == "--08-10"


def test_a_field_that_the_gold_leaves_out_is_not_scored(folder):
    write(folder, {name: held for name, held in GOLD.items() if name != "documents"})
    document = read_one(folder)
    found = extract(document, lexicon())
    assert found.record.documents == ("18-NQ/TW",)
    assert compare(document.gold, found, folding(lexicon()))["document"] == Outcome()


def test_no_class_is_without_outcome():
    assert tuple(outcome(record(), record())) == CLASSES


# Scores


def test_precision_recall_and_f1_follow_from_the_counts():
    count = Count(right=6, wrong=2, missed=4)
    assert (count.precision, count.recall, round(count.f1, 3)) == (0.75, 0.6, 0.667)


def test_the_interval_holds_the_score_and_is_the_same_each_time():
    both = [outcome(record(SECRETARY), record(SECRETARY)), outcome(record(SECRETARY), record())]
    first, second = score(both)["title"], score(both)["title"]
    assert first == second
    assert first.low <= first.count.f1 <= first.high


def test_one_document_tells_nothing_about_others():
    (held,) = score([outcome(record(SECRETARY), record(SECRETARY))], ["title"]).values()
    assert (held.low, held.high) == (0.0, 1.0)


def test_posts_of_little_confidence_are_not_among_the_sure(folder):
    done = run_bench(folder, Settings.from_env())
    assert sure_scores(done, 0.95)["status"].count.right == 1
    assert sure_scores(done, 0.96)["status"].count == Count(missed=1)


# Results


def test_results_tell_corpus_classes_genres_and_rules(folder):
    done = run_bench(folder, Settings.from_env())
    told = results(done, "own")
    assert told["corpus"] == {"digest": done.digest, "documents": 1, "characters": len(TEXT)}
    assert told["classes"]["status"] == {
        "right": 1, "wrong": 0, "missed": 0, "precision": 1.0, "recall": 1.0, "f1": 1.0,
        "low": 0.0, "high": 1.0,
    }  # fmt: skip
    assert told["genres"]["conference"]["documents"] == 1
    assert told["rules"]["linking.appositive"]["tuple"] == {"right": 1, "wrong": 0}
    assert json.loads(json.dumps(told)) == told


def test_the_json_says_day_and_command(folder, kg, tmp_path_factory):
    target = tmp_path_factory.mktemp("out") / "own.json"
    assert kg(folder, "--name", "own", "--json", target)[0] == 0
    told = json.loads(target.read_text("utf-8"))
    assert (told["name"], told["command"]) == ("own", f"kg bench extraction {folder} --name own")
    assert date.fromisoformat(told["measured"]) <= date.today()


def test_results_are_not_written_among_the_gold(folder, kg):
    code, _, err = kg(folder, "--json", folder / "own.json")
    assert code == 2
    assert "would be read as gold" in err


# Floors


def measured(share, digest="a", genre=None):
    classes = {"tuple": {"f1": share}}
    return {
        "name": "own",
        "corpus": {"digest": digest, "documents": 1},
        "classes": classes,
        "sure": {"classes": {"tuple": {"precision": 0.5}}},
        "genres": {genre: {"classes": classes}} if genre else {},
    }


def test_floors_are_what_was_measured_rounded_down():
    assert raised(measured(0.8765, genre="district"), {}) == {
        "own": {
            "digest": "a",
            "documents": 1,
            "floors": {"tuple": 0.87, "tuple, sure": 0.5, "tuple, genre district": 0.87},
        }
    }


def test_a_share_of_two_places_is_its_own_floor():
    assert raised(measured(0.29), {})["own"]["floors"]["tuple"] == 0.29


def test_a_floor_only_rises():
    floors = raised(measured(0.87), {})
    assert raised(measured(0.9), floors)["own"]["floors"]["tuple"] == 0.9
    assert raised(measured(0.5), floors) == floors


def test_floors_of_other_documents_are_set_anew():
    floors = raised(measured(0.87), {})
    assert raised(measured(0.5, digest="b"), floors)["own"]["floors"]["tuple"] == 0.5


def test_floors_of_another_corpus_stay():
    other = {"other": {"digest": "x", "documents": 1, "floors": {"tuple": 0.1}}}
    assert raised(measured(0.5), other)["other"] == other["other"]


def test_what_falls_below_its_floor_is_told():
    floors = raised(measured(0.87, genre="district"), {})
    assert below(measured(0.87, genre="district"), floors) == []
    assert below(measured(0.8, genre="district"), floors) == [
        "own: tuple is 0.8000, below its floor 0.87",
        "own: tuple, genre district is 0.8000, below its floor 0.87",
    ]
    assert below(measured(0.87), floors) == ["own: tuple, genre district is 0.0000, below its floor 0.87"]


def test_floors_of_other_documents_say_nothing():
    assert "other documents" in below(measured(0.87, digest="b"), raised(measured(0.1), {}))[0]
    assert "there are no floors" in below(measured(0.87), {})[0]


def test_the_command_holds_and_raises_floors(folder, kg, tmp_path_factory):
    floors = tmp_path_factory.mktemp("floors") / "floors.json"
    assert kg(folder, "--floors", floors)[0] == 1
    assert kg(folder, "--floors", floors, "--raise-floors")[0] == 0
    assert kg(folder, "--floors", floors)[0] == 0
    held = json.loads(floors.read_text("utf-8"))
    held[folder.name]["floors"]["tuple"] = 1.01
    floors.write_text(json.dumps(held), "utf-8")
    code, _, err = kg(folder, "--floors", floors)
    assert code == 1
    assert "tuple is 1.0000, below its floor 1.01" in err


def test_floors_are_raised_in_a_named_file_only(folder, kg):
    assert kg(folder, "--raise-floors")[0] == 2


@pytest.mark.parametrize("text", ["{", "[]", '{"own": 1}'])
def test_a_file_that_is_no_floors_is_refused(folder, kg, tmp_path_factory, text):
    floors = tmp_path_factory.mktemp("floors") / "floors.json"
    floors.write_text(text, "utf-8")
    code, _, err = kg(folder, "--floors", floors)
    assert code == 1
    assert "floors.json" in err


# Baselines


def test_the_naive_baseline_takes_the_nearest_of_a_sentence(folder):
    record = find_naively(read_one(folder), lexicon()).record
    assert record.persons == ("Ngụy Hữu Tạo",)
    assert record.provinces == ("Long An",)
    (held,) = record.positions
    assert (held.person, held.position, held.province) == (
        "Ngụy Hữu Tạo",
        "Phó Bí thư Thường trực",
        "Long An",
    )


def test_a_baseline_is_printed_with_its_ratio(folder, kg):
    code, out, _ = kg(folder, "--baseline", "naive")
    assert code == 0
    assert re.search(r"^person +1\.000 +1\.000 +1\.0$", out, re.MULTILINE)


def test_ratios_are_left_out_where_theirs_is_nothing():
    one, none = Score(Count(right=1), 0, 1), Score(Count(missed=1), 0, 1)
    assert ratios({"tuple": one, "title": one}, {"tuple": none, "title": one}) == {
        "tuple": None,
        "title": 1.0,
    }


def test_a_baseline_that_is_not_installed_says_how_to_get_it(folder, kg, monkeypatch):
    monkeypatch.setitem(sys.modules, "underthesea", None)
    code, _, err = kg(folder, "--baseline", "underthesea")
    assert code == 2
    assert err == "kg: underthesea is not installed; it comes with pip install 'kg-vpo[baseline]'\n"


def test_persons_of_the_recogniser_keep_their_place(folder, monkeypatch):
    def ner(text):
        assert text == TEXT.strip()
        tags = [
            ("đồng chí", "O"),
            ("Ngụy Hữu", "B-PER"),
            ("Tạo", "I-PER"),
            ("rewritten", "B-PER"),
            ("-", "O"),
        ]
        return [(word, "", "", tag) for word, tag in tags]

    monkeypatch.setitem(sys.modules, "underthesea", SimpleNamespace(ner=ner))
    found = find_tagged(read_one(folder), lexicon())
    assert found.record.persons == ("Ngụy Hữu Tạo",)
    assert [held.position for held in found.record.positions] == ["Phó Bí thư Thường trực"]


# The command


def test_the_command_scores_a_folder(folder, kg):
    code, out, err = kg(folder, "--genre")
    assert (code, err) == (0, "")
    row = next(line.split() for line in out.splitlines() if line.startswith("status"))
    assert row[:7] == ["status", "1", "0", "0", "1.000", "1.000", "1.000"]
    assert "conference: 1 documents" in out


def test_errors_are_told_with_rule_and_context(folder, kg):
    write(folder, {**GOLD, "positions": [{**HELD, "org": "Huyện ủy Cần Đước"}]})
    _, out, _ = kg(folder, "--errors", "3", "--class", "body")
    assert "== body: 1 wrong, 1 missed" in out
    assert "-- wrong by linking.appositive: 1" in out
    assert "+ a: Ngụy Hữu Tạo | Phó Bí thư Thường trực | Tỉnh ủy | Long An | held" in out


def test_the_dump_is_in_the_gold_form(folder, kg, tmp_path):
    target = tmp_path / "found.jsonl"
    kg(folder, "--dump", target)
    (line,) = target.read_text("utf-8").splitlines()
    found = json.loads(line)
    assert found == {**to_json(read_one(folder).gold), "positions": found["positions"]}
    assert found["positions"] == [
        {name: held for name, held in HELD.items() if name != "optional"} | {"org": "Tỉnh ủy"}
    ]


def test_an_unknown_class_is_refused(folder, kg):
    code, _, err = kg(folder, "--class", "posts")
    assert code == 2
    assert "There is no class 'posts'" in err


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Khối Kinh tế - Kỹ thuật ký giao ước thi đua.", "Khối Kinh tế - Kỹ thuật"),
        ("Khối thi đua Kinh tế - Kỹ thuật họp.", "Khối thi đua Kinh tế - Kỹ thuật"),
        ("Cụm 4 ký giao ước thi đua.", "Cụm thi đua số 4"),
    ],
)
def test_a_cluster_by_name_is_told_as_printed(text: str, name: str):
    (found,) = find_record(read_text(text), lexicon(), NOTHING).record.clusters
    assert found.name == name
