"""One bit flips somewhere in a data folder: it is detected or it harms nothing. No answer is wrong, none
hangs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import quote

from kg.settings import Settings
from kg.store.generations import DataHome
from kg_web import close, create_app
from tests.faults import loader
from tests.faults.checks import check_words, copy_of
from tests.faults.children import outcome, told
from tests.faults.tally import Fault, Round

_LIMIT = 1.0  # seconds of a query
_HANGS = 60.0  # seconds after which all pages together count as hung; they take one
_PASSED_OVER = ("LOCK", "lock", "LOG", "LOG.old", "IDENTITY", "archive.sqlite-journal")
PAGES = (
    "/", "/search?q=long+an", "/page/id/org/tinh-uy-long-an", "/graph?node=id/org/tinh-uy-long-an",
    "/changes", "/conflicts", "/export/all.nq", "/decisions", "/graph.json?node=id/org/tinh-uy-long-an",
    *(f"/sparql?format=csv&query={quote(query)}" for query in (
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o",
        "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p",
        "ASK { ?s ?p 'x' }",
    )),
)  # fmt: skip
Told = dict[str, tuple[int, bytes]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A whole data folder of two generations, what every page said of each, and the hash of the newer."""

    home: Path
    pages: dict[int, Told]
    hash: str


def prepare(folder: Path) -> Prepared:
    """Return a folder of three articles in two generations, with its answers."""
    home = folder / "home"
    pages = {}
    for number, articles in ((1, range(2)), (2, range(2, 3))):
        loader.load(home, folder, articles)
        word, (shown, pages[number]) = outcome(ask, home, seconds=_HANGS)
        assert (word, shown) == ("done", number)
        assert {status for status, _ in pages[number].values()} == {200}
    return Prepared(home, pages, loader.shown(home))


def ask(home: Path, says: Connection) -> None:
    """Tell what a server would show: which generation, and what every page says."""
    told(says, lambda: _shown(DataHome(home)))


def _shown(home: DataHome) -> tuple[int | None, Told]:
    home.leave_damaged()
    app = create_app(home.current_reader(), Settings(home=home.path, query_seconds=_LIMIT))
    client = app.test_client()
    answers = {page: client.get(page, buffered=True) for page in PAGES}
    found = {page: (answer.status_code, lines(answer.data)) for page, answer in answers.items()}
    close(app)
    return home.current(), found


def lines(data: bytes) -> bytes:
    """Return the lines of an answer in order: dumps come in any."""
    return b"\n".join(sorted(data.splitlines()))


def trial(prepared: Prepared, one: Round) -> str:
    """Flip a bit of a copy, look at every page, then rebuild."""
    home = copy_of(prepared.home, one.folder)
    chosen = one.chance.choice(sorted(_files(home.path)))
    data = bytearray(chosen.read_bytes())
    bit = one.chance.randrange(8 * len(data))
    data[bit // 8] ^= 1 << bit % 8
    chosen.write_bytes(data)
    where = f"bit {bit} of {chosen.relative_to(home.path)}"
    seen = _look(prepared, home, where)
    made = _rebuild(prepared, home, where)
    return "detected" if "detected" in (seen, made) else "harmless"


def _files(home: Path) -> Iterator[Path]:
    """Yield the files that hold data, each as often as it has parts, so that large ones are met more
    often."""
    for path in home.rglob("*"):
        if path.is_file() and path.name not in _PASSED_OVER and path.stat().st_size:
            yield from [path] * (1 + path.stat().st_size // 65_536)


def _look(prepared: Prepared, home: DataHome, where: str) -> str:
    try:
        word, value = outcome(ask, home.path, seconds=_HANGS)
    except AssertionError as error:
        raise AssertionError(f"{where}: pages: {error}") from None
    if word == "refused":
        check_words(value)
        return "detected"
    shown, pages = value
    right = prepared.pages[shown]
    wrong = [page for page, (status, body) in pages.items() if status == 200 and body != right[page][1]]
    assert not wrong, f"{where}: {wrong} say something else"
    odd = {page: status for page, (status, _) in pages.items() if status not in (200, 503)}
    assert not odd, f"{where}: {odd}"
    refused = any(status == 503 for status, _ in pages.values())
    return "detected" if refused or shown != max(prepared.pages) else "harmless"


def _rebuild(prepared: Prepared, home: DataHome, where: str) -> str:
    try:
        word, value = outcome(loader.rebuild_and_tell, home.path, seconds=_HANGS)
    except AssertionError as error:
        raise AssertionError(f"{where}: rebuild: {error}") from None
    if word == "refused":
        check_words(value)
        return "detected"
    assert value == prepared.hash, f"{where}: a rebuild gives other data"
    return "harmless"


FAULT = Fault("bit flip", prepare, trial, short=2, long=200)
