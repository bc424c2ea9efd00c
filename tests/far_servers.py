"""SPARQL servers of others, started on a free port of this machine and ended by their own process."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from kg.settings import Settings

_VIRTUOSO = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = {sql}
DisableUnixSocket = 1
CheckpointInterval = 0
CaseMode = 2
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
ThreadsPerQuery = 1
[HTTPServer]
ServerPort = {http}
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 0
MaxQueryExecutionTime = 60
"""
_PATIENCE = 30.0  # seconds until a server answers


@contextmanager
def oxigraph() -> Iterator[Settings]:
    """Give the settings for `oxigraph serve`, which holds nothing yet."""
    program = shutil.which("oxigraph") or str(Path(sys.executable).parent / "oxigraph")
    at = f"127.0.0.1:{_free_port()}"
    with _running([program, "serve", "--bind", at, "--union-default-graph"], at, Path()):
        yield Settings(
            store=f"http://{at}/query", store_update=f"http://{at}/update", store_graphs=f"http://{at}/store"
        )


@contextmanager
def virtuoso() -> Iterator[Settings]:
    """Give the settings for a Virtuoso that holds nothing of ours yet; anybody may read it."""
    program = shutil.which("virtuoso-t")
    if program is None:
        if os.environ.get("CI"):
            raise RuntimeError("CI runs without Virtuoso; .ci/run installs it")
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource-7")
    at = f"127.0.0.1:{_free_port()}"
    with tempfile.TemporaryDirectory(prefix="kg-virtuoso-") as made:
        folder = Path(made)
        (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(http=at, sql=f"127.0.0.1:{_free_port()}"))
        with _running([program, "+foreground", "+configfile", "virtuoso.ini"], at, folder):
            yield Settings(
                store=f"http://{at}/sparql",
                store_update=f"http://{at}/sparql-auth",
                store_graphs=f"http://{at}/sparql-graph-crud-auth",
                store_auth="digest",
                store_user="dba",
                store_password="dba",
            )


@contextmanager
def _running(command: list[str], at: str, folder: Path) -> Iterator[None]:
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    try:
        _wait(f"http://{at}/", server)
        yield
    finally:
        server.kill()
        server.wait()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError):
            try:
                urlopen(address, timeout=1).close()
            except HTTPError as answered:
                answered.close()
            return
        time.sleep(0.02)
    raise RuntimeError(f"{server.args} does not answer")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port: int = held.getsockname()[1]
        return port


def at_home(settings: Settings, home: Path) -> Settings:
    """Return the settings with a data folder."""
    return replace(settings, home=home, free_clients="127.0.0.0/8")
