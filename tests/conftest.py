"""What all tests share.

A module named `*_seed.py` compares with the seed texts that lie beside some checkouts; it is collected
only there.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from werkzeug.serving import make_server

from kg.pipeline import build_demo
from kg.settings import Settings
from kg.store.generations import DataHome
from kg_web import create_app

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed"

collect_ignore_glob = [] if SEED.is_dir() else ["*_seed.py", "**/*_seed.py"]

hypothesis_settings.register_profile("kg", deadline=None, derandomize=True, max_examples=60)
hypothesis_settings.load_profile("kg")


@pytest.fixture(scope="session")
def seed() -> Path:
    """The folder of the seed texts."""
    return SEED


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the sample data set. Read it; who writes takes a copy."""
    home = tmp_path_factory.mktemp("demo") / "home"
    report = build_demo(Settings(home=home))
    assert report.refused == ()
    return home


@pytest.fixture(scope="session")
def demo_url(demo: Path) -> Iterator[str]:
    """The address of a server of the sample data set, in this process."""
    reader = DataHome(demo).current_reader()
    settings = Settings(home=demo, free_clients="127.0.0.0/8")
    server = make_server("127.0.0.1", 0, create_app(reader, settings), threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/"
    server.shutdown()
    thread.join()
    server.server_close()
    reader.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The default settings with a data folder of the test's own."""
    return Settings(home=tmp_path / "home")
