"""`python -m tests.fuzz`: fuzzing in its long form, one line a target.

Readers of bytes are guided by coverage where atheris is installed (the extra `fuzz`), else inputs are changed
at random. Then queries that call a server are bred to pass the guard, made-up ones are compared with rdflib,
and schemathesis asks what `/openapi.json` offers.
`--runs` bounds each target, and so do `--minutes`; inputs that lead further are kept in `--corpus`.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from kg.errors import KgError
from kg.sparql.guard import check_query
from tests.bad.odd_world import odd_home
from tests.fuzz.compare import compare
from tests.fuzz.hidden import hidden
from tests.fuzz.mutate import mutants
from tests.fuzz.targets import TARGETS, seeds
from tests.serving import served

# That what fits the schema is also accepted, and the reverse: a schema cannot say what is a query or a known thing.  # noqa: E501
_BEYOND = "positive_data_acceptance,negative_data_rejection,missing_required_header"
_NAMES = [*TARGETS, "calls", "queries", "api"]
_SLOWEST = 10  # seconds that one input may take


def main() -> int:
    """Run the targets that the command line names, all without a name; return 1 where anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(_NAMES))
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, default=Path("fuzz-corpus"))
    chosen = parser.parse_args()
    worst = 0
    for name in chosen.names or _NAMES:
        if name == "calls":
            worst |= _calls(min(chosen.runs, 1_000_000), chosen.seed)
        elif name == "queries":
            worst |= _queries(min(chosen.runs, 20_000), chosen.seed)
        elif name == "api":
            worst |= _api(chosen.seed)
        else:
            worst |= (_guided if find_spec("atheris") else _changed)(name, chosen)
    return worst


def _guided(name: str, chosen: argparse.Namespace) -> int:
    """Run a target under atheris, in a process of its own that ends at the first crash."""
    corpus: Path = chosen.corpus / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = {
        "runs": chosen.runs, "max_total_time": int(60 * chosen.minutes), "seed": chosen.seed, "timeout": _SLOWEST,  # noqa: E501
        "artifact_prefix": f"{chosen.corpus}/{name}-",
    }  # fmt: skip
    words = [f"-{key}={value}" for key, value in options.items()]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.guided", name, *words, str(corpus)],
        capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    done = re.search(r"Done (\d+) runs in (\d+) second", ran.stderr)
    print(
        f"{name}: {done[0].lower() if done else 'ended early'}, crashes {int(bool(ran.returncode))}",
        flush=True,
    )
    if ran.returncode:
        print(ran.stdout[-2000:] + ran.stderr[-3000:])
    return int(bool(ran.returncode))


def _changed(name: str, chosen: argparse.Namespace) -> int:
    """Run a target over inputs that were changed at random."""
    crashes = []
    for data in mutants(seeds(name), chosen.runs, chosen.seed):
        try:
            TARGETS[name](data)
        except Exception as error:
            crashes.append(f"{data!r}: {type(error).__name__}: {error}")
    print(
        f"{name}: {chosen.runs} runs without guidance, crashes {len(crashes)}",
        *crashes[:5],
        sep="\n",
        flush=True,
    )
    return int(bool(crashes))


def _calls(count: int, seed: int) -> int:
    found = list(hidden(count, seed))
    passed = [query for query in found if _passes(query)]
    print(f"calls: {count} made, {len(found)} call a server, {len(passed)} of these passed; seed {seed}")
    print(*passed[:10], sep="\n", end="\n" if passed else "", flush=True)
    return int(bool(passed))


def _passes(query: str) -> bool:
    try:
        check_query(query)
    except KgError:
        return False
    return True


def _queries(count: int, seed: int) -> int:
    found = compare(count, seed)
    print(
        f"queries: same {found.same}, refused {found.refused}, differing {len(found.differing)}; seed {seed}"
    )
    print(*found.differing[:10], sep="\n", end="\n" if found.differing else "", flush=True)
    return int(bool(found.differing))


def _api(seed: int) -> int:
    """Let schemathesis ask a server what its description offers."""
    if not find_spec("schemathesis"):
        print("api: not run: schemathesis is not installed; it comes with pip install '.[fuzz]'")
        return 0
    free = {"client_errors": 10**6, "client_seconds": 10**6, "client_queries": 16}
    with tempfile.TemporaryDirectory() as folder, served(odd_home(Path(folder)).path, **free) as server:
        address = f"http://127.0.0.1:{server.port}"
        command = ["schemathesis", "run", f"{address}/openapi.json", "--url", address, "--checks", "all",
                   "--exclude-checks", _BEYOND, "--phases", "examples,coverage,fuzzing", "--seed", str(seed),
                   "--max-examples", "30",
                   "--no-color"]  # fmt: skip
        ran = subprocess.run([str(Path(sys.executable).parent / command[0]), *command[1:]],
                             capture_output=True, text=True, check=False)  # fmt: skip
    print(f"api: schemathesis ended with {ran.returncode}", _end(ran.stdout), sep="\n", flush=True)
    return int(bool(ran.returncode))


def _end(told: str) -> str:
    """What schemathesis sums up, or all of it when it found something."""
    return told[-20_000:] if "FAILURES" in told else told[told.rfind("= SUMMARY") :]


if __name__ == "__main__":
    sys.exit(main())
