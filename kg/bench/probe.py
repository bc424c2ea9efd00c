"""One measurement in a process of its own: `python -m kg.bench.probe KIND TEXTS [BYTES]` prints JSON.

TEXTS is a file with a JSON list of texts. A fresh process knows nothing yet and owes nobody memory, so what
it measures is what a user sees. Imports stand inside, because they are what is measured.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from time import perf_counter, process_time

Figures = dict[str, float]


def start(texts: list[str]) -> Figures:
    """Return the seconds until extraction is imported, and from there until the first text is read."""
    began = perf_counter()
    read = _reader()
    imported = perf_counter()
    read()(texts[0])
    return {"import": imported - began, "first": perf_counter() - imported}


def pace(texts: list[str]) -> Figures:
    """Return the seconds of processor time that all texts take once the first was read, and the memory."""
    read = _reader()()
    read(texts[0])
    return {"seconds": _time(read, texts), "megabytes": peak_megabytes()}


def tagger(texts: list[str]) -> Figures:
    """Return the same of underthesea, which names persons, places and bodies and links nothing."""
    from kg.bench.underthesea import people_in, tagger
    from kg.load import build_article

    tag = tagger()

    def read(text: str) -> object:
        return list(people_in(build_article(text), tag))

    read(texts[0])
    return {"seconds": _time(read, texts), "megabytes": peak_megabytes()}


def size(texts: list[str], size: int) -> Figures:
    """Return the seconds that one article of `size` bytes takes, made of the texts one after another."""
    read = _reader()()
    read(texts[0])
    return {"seconds": _time(read, [text_of_size(texts, size)]), "megabytes": peak_megabytes()}


def text_of_size(texts: list[str], size: int) -> str:
    """Return a text of `size` bytes in UTF-8, or a few less: the texts again and again, cut at the end."""
    return b"".join(_pieces(texts, size))[:size].decode("utf-8", "ignore")


def _pieces(texts: list[str], size: int) -> Iterator[bytes]:
    for text in cycle(texts):
        piece = f"{text}\n\n".encode()
        yield piece
        size -= len(piece)
        if size <= 0:
            return


def _time(read: Callable[[str], object], texts: list[str]) -> float:
    began = process_time()
    for text in texts:
        read(text)
    return process_time() - began


def _reader() -> Callable[[], Callable[[str], object]]:
    """Import what extraction needs; return what then loads the words and gives the function to read with."""
    from kg.link.article import link_article
    from kg.load import build_article
    from kg.ontology import lexicon

    def ready() -> Callable[[str], object]:
        words = lexicon()
        return lambda text: link_article(build_article(text), words)

    return ready


def peak_megabytes() -> float:
    """Return the most memory this process ever held, 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():  # `getrusage` would count the process that started this one
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    try:
        import resource
    except ImportError:  # no such module on Windows
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main(kind: str, path: str, *rest: str) -> None:
    """Print the figures of one kind of measurement."""
    kinds: dict[str, Callable[..., Figures]] = {"start": start, "pace": pace, "tagger": tagger, "size": size}
    texts = json.loads(Path(path).read_text("utf-8"))
    print(json.dumps(kinds[kind](texts, *map(int, rest))))


if __name__ == "__main__":
    main(*sys.argv[1:])
