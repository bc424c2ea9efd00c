"""Extraction as a job of Apache Spark: JSON Lines in, N-Quads out, on any storage that Spark knows.

    spark-submit -m kg.spark s3a://articles/*.jsonl s3a://quads

An article's graph is a function of the article alone, so the job is one step without exchange between
machines; a task whose machine is lost is done again elsewhere. What is written, sorted, equals what
`kg extract --format nq` prints.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING

from kg.entering import Reader
from kg.errors import MissingExtraError
from kg.load import Refusal, load_record
from kg.settings import Settings

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_GZIP = "org.apache.hadoop.io.compress.GzipCodec"


def quads_of(line: bytes, settings: Settings) -> str:
    """Return the N-Quads of the article of one line, checked; why it is refused, as a comment.

    The comment names the line by its SHA-256: no machine knows which number it has in its file.
    """
    found = load_record(line, f"sha256:{sha256(line).hexdigest()}", settings)
    if isinstance(found, Refusal):
        return _comment(found)
    reading = _reader(settings).read(found)
    return _comment(reading.refusal) if reading.refusal else reading.quads.rstrip("\n")


def run_job(session: SparkSession, source: str, target: str, settings: Settings) -> None:
    """Write what the articles in the files of `source` say to the new folder `target`, packed by gzip."""
    lines = session.sparkContext.textFile(source, use_unicode=False)
    lines.mapPartitions(partial(_all, settings.without_secrets())).saveAsTextFile(target, _GZIP)


def start_session() -> SparkSession:
    """Return the session that `spark-submit` asks for; raise `MissingExtraError` without PySpark."""
    try:
        sql = importlib.import_module("pyspark.sql")
    except ImportError as error:
        raise MissingExtraError("pyspark", extra="spark") from error
    session: SparkSession = sql.SparkSession.builder.appName("kg extract").getOrCreate()
    return session


def _all(settings: Settings, lines: Iterable[bytes]) -> Iterator[str]:
    return (quads_of(line, settings) for line in lines if line.strip())


@lru_cache(maxsize=1)
def _reader(settings: Settings) -> Reader:
    """Return the reader of this process; what it has learned of labels and shapes serves all its tasks."""
    return Reader(settings)


def _comment(refusal: Refusal) -> str:
    return f"# refused {' '.join(str(refusal).split())}"


def main() -> None:
    """Run the job that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("source", help="JSON Lines, as kg load reads them; a folder, a pattern")
    parser.add_argument("target", help="a folder that is not there yet")
    asked = parser.parse_args()
    run_job(start_session(), asked.source, asked.target, Settings.from_env())


if __name__ == "__main__":
    main()
