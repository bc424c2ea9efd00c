"""What all tests share.

A module named `*_seed.py` compares with the seed texts that lie beside some checkouts; it is collected
only there.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from kg.pipeline import build_demo
from kg.settings import Settings

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


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The default settings with a data folder of the test's own."""
    return Settings(home=tmp_path / "home")
