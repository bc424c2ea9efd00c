"""How long a search takes over a made-up corpus: what a key pressed in the search box costs.

`python -m tests.bench.search FOLDER` reads the store that `python -m tests.bench.questions` made in FOLDER,
writes its search index beside it unless it is there, and asks for things, for holders of posts and for
what the finds are narrowed by. Printed are milliseconds of processor time, the slowest of the last four of
five runs, beside the number of finds.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from pathlib import Path

from kg.store import Store
from kg.store.side import Side, build_side, of_other_form

_TEXTS = (
    "t", "phuong", "nguyen", "hội nghị", "tin giả định", "quyết định", "long an", "tỉnh ủy tây ninh",
    "tinh uy long", "cụm thi đua số 4", "18 nq tw", "nghị quyết 18", "bí thư",
    "bí thư tỉnh ủy long an 2018", "so ket 2018",
)  # fmt: skip
_RUNS = 5
_SUGGESTED = 8


def index(folder: Path) -> Side:
    """Return the search index of the store in a folder, made when there is none of this release."""
    path = folder / "side.sqlite"
    if not path.exists() or of_other_form(path):
        path.unlink(missing_ok=True)
        began = time.process_time()
        store = Store.open_reader(folder / "store")
        build_side(store, path)
        store.close()
        print(f"index made in {time.process_time() - began:.0f} s, {os.path.getsize(path) / 1e6:.0f} MB")
    return Side(path)


def slowest(ask: Callable[[], object]) -> float:
    """Return the milliseconds of processor time of the slowest warm run."""
    times = []
    for _ in range(_RUNS):
        began = time.thread_time()
        ask()
        times.append((time.thread_time() - began) * 1000)
    return max(times[1:])


def main() -> None:
    """Time each text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    side = index(parser.parse_args().folder)
    print(f"{'text':<32}{'finds':>7}{'things':>9}{'holders':>9}{'narrow':>9}")
    for text in _TEXTS:
        asked = [
            slowest(lambda text=text: side.search(text, limit=_SUGGESTED)),  # type: ignore[misc]
            slowest(lambda text=text: side.holders(text)),  # type: ignore[misc]
            slowest(lambda text=text: side.among(text)),  # type: ignore[misc]
        ]
        print(f"{text:<32}{side.search(text).total:>7}" + "".join(f"{spent:>9.1f}" for spent in asked))


if __name__ == "__main__":
    main()
