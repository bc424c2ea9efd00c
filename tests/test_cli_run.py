"""Real runs of the command, from a file to an answer."""

from __future__ import annotations

import json
import shutil

import pytest

from kg.cli import commands
from kg.commands.errors import run
from kg.load import Refusal, load_paths
from kg.settings import Settings, resource
from kg.store.generations import DataHome

SAMPLE = resource("samples") / "cum-thi-dua-4-2018.txt"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A data folder that holds one sample article."""
    home = tmp_path_factory.mktemp("loaded") / "home"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("KG_HOME", str(home))
        assert run(commands, ["load", str(SAMPLE)]) == 0
    return home


@pytest.fixture
def home(loaded, tmp_path, monkeypatch):
    """A copy of that folder, which `kg` uses."""
    shutil.copytree(loaded, tmp_path / "home")
    monkeypatch.setenv("KG_HOME", str(tmp_path / "home"))
    return DataHome(tmp_path / "home")


@pytest.fixture
def kg(capfdbinary):
    def call(*arguments):
        code = run(commands, [str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def state(home: DataHome) -> tuple[int | None, list[int]]:
    return home.current(), home.numbers()


def test_loading_again_changes_nothing(kg, home):
    before = state(home)
    code, out, err = kg("load", SAMPLE)
    assert (code, out) == (0, "")
    assert err.startswith("loaded 0, unchanged 1, replaced 0, refused 0")
    assert state(home) == before


@pytest.mark.parametrize(
    ("name", "data"),
    [("missing.txt", None), ("binary.txt", bytes(range(256))), ("empty.txt", b""), ("broken.jsonl", b"{\n")],
)
@pytest.mark.parametrize("command", ["load", "extract"])
def test_an_input_that_cannot_be_read_is_one_line_and_1_and_changes_nothing(
    kg, home, tmp_path, command, name, data
):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    before = state(home)
    code, out, err = kg(command, tmp_path / name)
    refusals = [line for line in err.splitlines() if line.startswith("refused ")]
    assert (code, out, len(refusals)) == (1, "", 1)
    assert name in refusals[0]
    assert "Traceback" not in err
    assert state(home) == before


def test_what_can_be_read_is_loaded_beside_what_cannot(kg, home, tmp_path):
    (tmp_path / "a.txt").write_text("Tỉnh ủy họp\n\nÔng Nguyễn Văn Bình dự hội nghị tại Long An.", "utf-8")
    code, _, err = kg("load", tmp_path / "missing.txt", tmp_path / "a.txt")
    assert code == 1
    assert "loaded 1, unchanged 0, replaced 0, refused 1" in err


def test_extraction_needs_no_data_folder_and_makes_none(kg, tmp_path, monkeypatch):
    monkeypatch.setenv("KG_HOME", str(tmp_path / "none"))
    code, out, err = kg("extract", SAMPLE)
    assert (code, err) == (0, "")
    (article,) = [json.loads(line) for line in out.splitlines()]
    assert set(article) == {"article", "mentions", "facts", "entities"}
    assert article["article"]["authors"] == ["Thanh Nga"]
    assert not (tmp_path / "none").exists()


def test_spans_of_an_extraction_give_their_surface_back(kg):
    _, out, _ = kg("extract", SAMPLE)
    text = SAMPLE.read_text("utf-8")
    mentions = json.loads(out)["mentions"]
    assert mentions
    assert [text[each["start"] : each["end"]] for each in mentions] == [each["surface"] for each in mentions]


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_named_query_is_answered(kg, home, form):
    code, out, err = kg("query", "q03-cluster-members", "--format", form)
    assert (code, err) == (0, "")
    assert "Bà Rịa - Vũng Tàu" in out


def test_how_two_people_are_tied_is_told_with_the_sentence(kg, home):
    code, out, _ = kg("paths", "Đỗ Hữu Lâm", "phan van nhiem")
    assert code == 0
    assert out.startswith("1. Đỗ Hữu Lâm – Phan Văn Nhiệm: both ways in time")
    assert "cùng dự sự kiện" in out
    assert "\n[1] " in out


def test_paths_are_given_to_programs_too(kg, home):
    _, out, _ = kg("paths", "id/person/do-huu-lam", "id/person/phan-van-nhiem", "--format", "json")
    page = json.loads(out)
    assert page["chains"][0]["steps"][0]["ties"][0]["kind"] == "same-event"


def test_no_path_and_no_person_are_said_in_words(kg, home):
    ends = ("id/person/do-huu-lam", "id/person/phan-van-nhiem")
    code, out, _ = kg("paths", *ends, "--kinds", "succession")
    assert (code, out.split(";")[0]) == (
        0,
        "no chain of up to 4 ties leads from Đỗ Hữu Lâm to Phan Văn Nhiệm",
    )
    code, _, err = kg("paths", "Không Có Ai", ends[1])
    assert (code, err) == (2, "kg: nothing is known about a person named Không Có Ai\n")


def test_a_network_is_measured_and_written(kg, home, tmp_path):
    code, out, err = kg("network", "--measure", "degree")
    assert (code, err) == (0, "")
    assert "Phan Văn Nhiệm" in out
    assert out.endswith(" edges\n")
    _, out, _ = kg("network", "--view", "careers", "--measure", "components", "--format", "csv")
    assert out.startswith("thing,label,label_en,kind,components\r\n")
    assert kg("export", "--view", "persons", "--kinds", "same-event", tmp_path / "a.gexf") == (0, "", "")
    assert b'mode="dynamic"' in (tmp_path / "a.gexf").read_bytes()


@pytest.mark.parametrize(
    "options", [("--view", "persons", "--graph", "graph/x"), ("--kinds", "same-body"), ("--possible",)]
)
def test_options_of_an_export_that_do_not_fit_are_refused(kg, home, options):
    code, out, err = kg("export", *options)
    assert (code, out) == (2, "")
    assert "go" in err


def test_the_data_keep_all_shapes(kg, home):
    code, out, _ = kg("validate")
    assert (code, out) == (0, "")


def test_one_thing_is_exported(kg, home):
    code, out, _ = kg("export", "--subject", "id/cluster/btctw/4")
    assert code == 0
    assert "Cụm thi đua số 4" in out


def test_a_rebuild_gives_the_same_data(kg, home):
    before = home.manifest(home.current()).hash
    assert kg("rebuild")[0] == 0
    assert kg("derive")[0] == 0
    assert home.manifest(home.current()).hash == before


def test_the_samples_all_load():
    names = sorted(path for path in SAMPLE.parent.iterdir() if path.suffix != ".md")
    assert [result for result in load_paths(names, Settings()) if isinstance(result, Refusal)] == []


def test_verify_names_what_is_damaged(kg, home):
    assert kg("verify") == (0, "", "0 problems found\n")
    side = home.folder(home.current()) / "side.sqlite"
    side.write_bytes(side.read_bytes()[:-1] + b"x")
    log = home.path / "changes" / f"{home.current()}.json"
    log.write_text(log.read_text("utf-8").replace("load", "lord", 1), "utf-8")
    code, out, err = kg("verify")
    assert (code, err) == (1, "2 problems found\n")
    assert [path.name in line for path, line in zip((side, log), out.splitlines(), strict=True)] == [
        True,
        True,
    ]


def test_an_article_without_a_date_is_named_and_its_posts_are_held_at_an_unknown_time(kg, home, tmp_path):
    path = tmp_path / "khong-ngay.txt"
    path.write_text("Hội nghị giao ban\n\nĐồng chí Lê Quang Vinh, Bí thư Tỉnh ủy Long An chủ trì hội nghị.\n")
    code, _, err = kg("load", path, SAMPLE)
    assert (code, err.splitlines()[0]) == (
        0,
        f"undated {path}: no date is stated, so posts in it are held at an unknown time",
    )
    assert SAMPLE.name not in err
    _, out, _ = kg("query", "q02-posts-of-person", "-p", "person=id/person/le-quang-vinh")
    assert out.count("id/post/tinh-uy-long-an/bi-thu") == 1
