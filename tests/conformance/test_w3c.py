"""The W3C suites against the served endpoint, over HTTP; they run where they lie beside the checkout."""

import json
import logging
import subprocess
import sys
from collections import Counter
from pathlib import Path

from kg.settings import Settings
from tests.conformance.serve import FileReader, served

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
WAIVERS = HERE / "waivers.txt"
BAR = {"query11": 317, "results11": 9, "protocol": 20, "sd": 3}


def run_suites(folder: Path) -> tuple[str, Counter[str]]:
    """Run the suites; return what the runner said and how many tests of each suite passed."""
    data, report = folder / "data.nq", folder / "report.json"
    data.write_text("")
    command = [sys.executable, str(SHARED / "conformance" / "sparql_http_conformance.py")]
    options = {
        "--tests": str(SHARED / "w3c"),
        "--load": "cmd",
        "--load-cmd": f"cp {{file}} {data}",
        "--suites": ",".join(BAR),
        "--expect-fail": str(WAIVERS),
        "--json": str(report),
    }
    with served(FileReader(data), Settings()) as (url, _):
        words = [word for pair in {**options, "--query": url}.items() for word in pair]
        run = subprocess.run(
            [*command, *words, "-v"], capture_output=True, text=True, timeout=300, check=False
        )
    said = run.stdout + run.stderr
    assert run.returncode == 0, said
    tests = json.loads(report.read_text())["tests"]
    return said, Counter(test["suite"] for test in tests if test["outcome"] in ("pass", "byval"))


if (SHARED / "conformance").is_dir():

    def test_the_endpoint_reaches_the_bar_of_each_suite(tmp_path):
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        said, passed = run_suites(tmp_path)
        assert {suite: passed[suite] for suite in BAR} == BAR, said


def test_every_waiver_names_its_cause_and_the_list_does_not_grow():
    lines = [line for line in WAIVERS.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) == 12
    assert all(len(line.split(" ", 1)) == 2 and len(line.split(" ", 1)[1]) > 10 for line in lines)
    assert len({line.split(" ", 1)[0] for line in lines}) == 12
