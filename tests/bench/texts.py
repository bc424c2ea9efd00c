"""The texts of a made-up corpus as JSON Lines: `python -m tests.bench.texts 1000 a.jsonl`."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

from kg.model import Article
from tests.bench.corpus import Corpus, make_corpus


def write_texts(corpus: Corpus, path: Path) -> int:
    """Write all articles, one a line; return how many bytes they are."""
    with path.open("w", encoding="utf-8") as out:
        for _, report in corpus.told():
            out.write(json.dumps(record(report.article), ensure_ascii=False) + "\n")
    return path.stat().st_size


def record(article: Article) -> dict[str, str]:
    """Return an article as a record that `kg load` reads."""
    assert isinstance(article.published, datetime)
    return {"text": article.text, "published": article.published.isoformat(), "url": article.url or ""}


if __name__ == "__main__":
    print(write_texts(make_corpus(int(sys.argv[1])), Path(sys.argv[2])), "bytes")
