"""`python -m tests.fuzz.guided TARGET [libFuzzer options] [CORPUS]`: one target, guided by coverage
(atheris)."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["kg"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Run until the options say stop, or until something is let out that should not be."""
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
