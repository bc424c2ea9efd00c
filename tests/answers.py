"""Golden answers of the thirty questions: how they are asked and how a new one is written down.

`python -m tests.answers samples` writes the answers over the sample articles to `tests/data/answers/`,
`python -m tests.answers world` those over the made-up world to `tests/data/answers/world/`. A golden answer
is worth what its reader is worth: read every changed line against the articles before it is committed. Where
`CI` is set nothing is written.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from kg.pipeline import build_demo
from kg.queries import NamedQuery, all_queries
from kg.settings import Settings
from kg.store import Store
from kg.store.generations import DataHome

DATA = Path(__file__).parent / "data"
ANSWERS = DATA / "answers"
WORLD_VALUES = {
    "body-on-day": {"body": "id/org/ban-to-chuc-tinh-uy-long-an", "date": "2019-06-01"},
    "person-on-day": {"person": "id/person/tang-ba-minh-hoa", "date": "2019-03-01"},
    "successions": {"post": "id/post/ban-to-chuc-tinh-uy-long-an/truong-ban"},
    "tenures-as-known": {"person": "id/person/tang-ba-minh-hoa", "date": "2019-06-30"},
    "colleagues": {"person": "id/person/cu-thi-mau-don"},
    "province-documents": {"place": "id/adm63/tien-giang"},
    "q02-posts-of-person": {"person": "id/person/tang-ba-minh-hoa"},
    "q04-cluster-changes": {"yearFrom": "2018", "yearTo": "2019"},
    "q12-fellow-participants": {"person": "id/person/mac-van-thi-du"},
    "q13-shortest-path": {"person": "id/person/mac-van-thi-du", "other": "id/person/cu-thi-mau-don"},
    "q19-facts-by-rule": {"rule": "id/rule/clusters.leader"},
    "q30-as-known-on": {"date": "2019-03-01"},
}


def answer(store: Store, query: NamedQuery, values: dict[str, str] | None = None) -> str:
    """Return the answer as CSV with one kind of line end and short names."""
    bound = query.bind(values)
    text = store.write_results(bound.text, "text/csv", **bound.bindings).decode()
    return text.replace("\r\n", "\n").replace("https://vpo.example/", "")


def world() -> Store:
    """Return the made-up world."""
    store = Store.in_memory()
    store.load(DATA / "world.trig", "application/trig")
    return store


def samples(folder: Path) -> Store:
    """Return the store of the sample articles, built in `folder`."""
    settings = Settings(home=folder)
    build_demo(settings)
    return DataHome(folder, keep=1).current_reader().now().store


def main(which: str) -> None:
    """Write the answers down to be read."""
    if os.environ.get("CI"):
        raise SystemExit("golden answers are read by a person and never written by CI")
    with tempfile.TemporaryDirectory() as folder:
        made_up = which == "world"
        store = world() if made_up else samples(Path(folder))
        target = ANSWERS / "world" if made_up else ANSWERS
        target.mkdir(parents=True, exist_ok=True)
        for query in all_queries():
            values = WORLD_VALUES.get(query.name) if made_up else None
            (target / f"{query.name}.csv").write_text(answer(store, query, values), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "samples")
