"""`kg bench speed`: each measurement runs and tells what it measured; how fast is no matter of a test."""

from __future__ import annotations

import json
import re

import pytest

from kg.bench import probe
from kg.bench.speed import Pace, Speed, describe, measure_speed, read_texts, speed_results
from kg.cli import commands
from kg.commands.errors import run
from kg.errors import GoldError
from kg.settings import Settings

TEXT = "Tại Long An, ông Nguyễn Văn Mốt, Bí thư Tỉnh ủy, phát biểu."
DONE = Speed(1, 3800, 0.4, 0.1, Pace(300.0, 70.0), {1000: 0.003, 10_000: None}, Pace(3.0, 130.0))


@pytest.fixture
def texts(tmp_path):
    """A file of texts as a probe gets it."""
    path = tmp_path / "texts.json"
    path.write_text(json.dumps([TEXT]), "utf-8")
    return path


@pytest.mark.parametrize("size", [1, 80, 1000, 4097])
def test_a_text_is_as_long_as_asked_for(size):
    long = probe.text_of_size([TEXT, "Hết."], size)
    assert size - 3 < len(long.encode()) <= size
    assert f"{TEXT}\n\nHết.\n\n".startswith(long[: len(TEXT)])


@pytest.mark.parametrize(
    ("kind", "rest", "names"),
    [
        ("start", (), {"import", "first"}),
        ("pace", (), {"seconds", "megabytes"}),
        ("size", ("1000",), {"seconds", "megabytes"}),
    ],
)
def test_each_probe_prints_its_figures(texts, capsys, kind, rest, names):
    probe.main(kind, str(texts), *rest)
    figures = json.loads(capsys.readouterr().out)
    assert figures.keys() == names
    assert all(value >= 0 for value in figures.values())


def test_memory_is_that_of_this_process():
    assert probe.peak_megabytes() >= 0


def test_a_size_over_the_limit_ends_the_row():
    done = measure_speed([TEXT], [1000, 10_000], limit=0.01, rounds=1)
    assert done.sizes == {1000: None, 10_000: None}
    assert "over 0 s" in describe(done, 0.01)


def test_the_figures_are_told_with_their_units_and_the_ratio():
    told = describe(DONE, 300)
    rows = [re.split(r"  +", line.strip()) for line in told.splitlines()]
    assert ["articles/s/core of 3800 characters", "300"] in rows
    assert ["times as fast as underthesea", "100.0"] in rows
    assert ["1", "0.003", "3.00"] in rows
    assert ["10", "-", "over 300 s"] in rows


def test_the_figures_are_written_as_json():
    told = speed_results(DONE)
    assert json.loads(json.dumps(told)) == told
    assert told["articles_per_second"] == 300.0
    assert told["seconds_by_bytes"] == {"1000": 0.003, "10000": None}
    assert told["baselines"] == {
        "underthesea": {"articles_per_second": 3.0, "megabytes": 130.0, "ratio": 100.0}
    }


def test_nothing_to_read_is_refused(tmp_path):
    with pytest.raises(GoldError, match="no article to measure with"):
        read_texts([tmp_path], Settings())


def test_the_command_measures_a_tiny_input(tmp_path, capfdbinary):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    target = tmp_path / "speed.json"
    arguments = [
        "bench",
        "speed",
        str(tmp_path / "a.txt"),
        "--largest",
        "1",
        "--rounds",
        "1",
        "--json",
        str(target),
    ]
    assert run(commands, arguments) == 0
    out = capfdbinary.readouterr().out.decode()
    assert "1 texts, 59 characters" in out
    told = json.loads(target.read_text("utf-8"))
    assert told["articles_per_second"] > 0
    assert list(told["seconds_by_bytes"]) == ["1000"]
