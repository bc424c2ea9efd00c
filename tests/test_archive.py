"""The archive of articles: nothing lost, nothing twice, in any order."""

import hashlib
import itertools
import sqlite3
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dates import PartialDate
from kg.errors import LockedError, SourceError, StoreError, UnknownEntityError
from kg.model import Article, Zone
from kg.store.archive import Archive
from kg.store.record import read_article, write_meta


def make(text: str, **meta) -> Article:
    return Article(hashlib.sha256(text.encode()).hexdigest()[:16], text, **meta)


ONE = make("Ngày 10/8, tại Long An", published=PartialDate.of(2018, 8, 10), authors=("Thanh Nga",))
TWO = make("Bài khác")


@pytest.fixture
def archive(tmp_path: Path):
    with Archive(tmp_path / "archive.sqlite") as opened:
        yield opened


PUBLISHED = st.one_of(
    st.none(),
    st.datetimes(timezones=st.one_of(st.none(), st.just(UTC), st.just(timezone(timedelta(hours=7))))),
    st.builds(PartialDate, st.dates(), st.sampled_from(["day", "month", "year"])),
)
ZONES = st.lists(
    st.builds(
        Zone,
        st.sampled_from(["chrome", "dateline", "headline", "lead", "body", "caption", "byline"]),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
    ),
    max_size=4,
).map(tuple)


@given(
    st.builds(
        Article,
        id=st.text("0123456789abcdef", min_size=16, max_size=16),
        text=st.text(),
        zones=ZONES,
        published=PUBLISHED,
        authors=st.lists(st.text(), max_size=3).map(tuple),
        url=st.none() | st.text(),
        source=st.text(),
        language=st.sampled_from(["vi", "en"]),
    )
)
def test_an_article_comes_back_as_it_went_in(article):
    assert read_article(article.text, write_meta(article)) == article


def test_a_new_article_is_pending(archive):
    assert archive.put(ONE, "a.txt") == "new"
    assert list(archive.pending()) == [ONE]
    assert archive.text(ONE.id) == ONE.text


def test_putting_twice_changes_nothing(archive):
    archive.put(ONE, "a.txt")
    archive.mark_loaded(ONE.id, 1)
    assert archive.put(ONE, "a.txt") == "unchanged"
    assert archive.status(ONE.id) == ("loaded", 1, "")


def test_a_second_source_of_the_same_text_changes_nothing(archive):
    archive.put(ONE, "a.txt")
    archive.mark_loaded(ONE.id, 1)
    assert archive.put(ONE, "b.txt") == "unchanged"
    assert archive.sources(ONE.id) == ["a.txt", "b.txt"]
    assert archive.ids("pending") == []


def test_a_source_with_another_text_withdraws_the_old_one(archive):
    archive.put(ONE, "a.txt")
    assert archive.put(TWO, "a.txt") == "replaced"
    assert archive.ids("withdrawn") == [ONE.id]
    assert list(archive.articles()) == [TWO]


def test_a_text_that_another_source_still_has_stays(archive):
    archive.put(ONE, "a.txt")
    archive.put(ONE, "b.txt")
    archive.put(TWO, "a.txt")
    assert archive.ids("withdrawn") == []
    assert {article.id for article in archive.articles()} == {ONE.id, TWO.id}


def test_changed_metadata_makes_the_article_pending_again(archive):
    archive.put(ONE, "a.txt")
    archive.mark_loaded(ONE.id, 1)
    assert archive.put(make(ONE.text, source="Báo Long An"), "a.txt") == "replaced"
    assert archive.get(ONE.id).source == "Báo Long An"
    assert archive.ids("pending") == [ONE.id]


def test_metadata_is_that_of_the_smallest_source_in_any_order(tmp_path):
    puts = [
        (make(ONE.text, source="B"), "b"),
        (make(ONE.text, source="A"), "a"),
        (TWO, "c"),
        (make(ONE.text, source="D"), "d"),
    ]
    seen = set()
    for number, order in enumerate(itertools.permutations(puts)):
        with Archive(tmp_path / f"{number}.sqlite") as archive:
            for article, key in order:
                archive.put(article, key)
            seen.add(tuple(archive.articles()))
    assert len(seen) == 1
    assert {article.source for article in seen.pop()} == {"A", ""}


def test_a_withdrawn_article_that_returns_is_new(archive):
    archive.put(ONE, "a.txt")
    archive.mark_loaded(ONE.id, 1)
    assert archive.withdraw("a.txt")
    assert not archive.withdraw("a.txt")
    assert archive.put(ONE, "b.txt") == "new"
    assert archive.ids("pending") == [ONE.id]


def test_only_a_withdrawn_article_is_forgotten(archive):
    archive.put(ONE, "a.txt")
    archive.put(TWO, "b.txt")
    archive.withdraw("a.txt")
    archive.forget(ONE.id)
    archive.forget(TWO.id)
    assert [article.id for article in archive.articles()] == [TWO.id]
    with pytest.raises(UnknownEntityError):
        archive.get(ONE.id)
    with pytest.raises(UnknownEntityError):
        archive.status(ONE.id)


def test_withdrawing_the_smallest_source_lets_the_next_one_speak(archive):
    archive.put(make(ONE.text, source="A"), "a")
    archive.put(make(ONE.text, source="B"), "b")
    archive.mark_loaded(ONE.id, 1)
    archive.withdraw("a")
    assert archive.get(ONE.id).source == "B"
    assert archive.ids("pending") == [ONE.id]


def test_a_refused_article_keeps_its_reason(archive):
    archive.put(ONE, "a.txt")
    archive.refuse(ONE.id, "breaks 1 rule")
    assert archive.status(ONE.id) == ("refused", None, "breaks 1 rule")
    assert archive.counts() == {"pending": 0, "entered": 0, "loaded": 0, "refused": 1, "withdrawn": 0}


def test_requeue_makes_everything_pending_but_the_withdrawn(archive):
    three = make("ba")
    for key, article in enumerate((ONE, TWO, three)):
        archive.put(article, str(key))
    archive.mark_loaded([ONE.id], 1)
    archive.refuse(TWO.id, "x")
    archive.withdraw("2")
    archive.requeue()
    assert archive.ids("pending") == sorted([ONE.id, TWO.id])
    assert archive.ids("withdrawn") == [three.id]


def test_articles_come_in_the_order_of_their_ids(archive):
    for number in range(20):
        archive.put(make(str(number)), str(number))
    ids = [article.id for article in archive.articles()]
    assert ids == sorted(ids)
    assert [article.id for article in archive.pending()] == ids


def test_articles_of_gives_the_ids_that_sources_hold(archive):
    archive.put(ONE, "a.txt")
    assert archive.articles_of(["a.txt", "other"]) == {"a.txt": ONE.id}


def test_a_batch_is_all_or_nothing(archive):
    archive.put(ONE, "a.txt")

    def broken():
        with archive.batch():
            archive.put(TWO, "b.txt")
            raise KeyError("stop")

    with pytest.raises(KeyError):
        broken()
    assert [article.id for article in archive.articles()] == [ONE.id]


def test_what_was_put_is_there_after_reopening(tmp_path):
    with Archive(tmp_path / "a.sqlite") as archive:
        archive.put(ONE, "a.txt")
    with Archive(tmp_path / "a.sqlite", readonly=True) as archive:
        assert list(archive.articles()) == [ONE]
        with pytest.raises(StoreError, match="readonly"):
            archive.put(TWO, "b.txt")


def test_a_damaged_text_is_never_returned(tmp_path):
    with Archive(tmp_path / "a.sqlite") as archive:
        archive.put(ONE, "a.txt")
        database = sqlite3.connect(tmp_path / "a.sqlite", isolation_level=None)
        database.execute("UPDATE articles SET text = text || '!'")
        database.close()
        with pytest.raises(StoreError, match="damaged"):
            archive.text(ONE.id)


def test_a_file_that_is_no_archive_is_named(tmp_path):
    path = tmp_path / "archive.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match=r"archive\.sqlite: .*restore the file"):
        Archive(path)
    with pytest.raises(StoreError, match=r"none\.sqlite"):
        Archive(tmp_path / "none.sqlite", readonly=True)


def test_two_texts_with_one_id_are_refused(archive):
    archive.put(ONE, "a.txt")
    with pytest.raises(SourceError, match="another text"):
        archive.put(Article(ONE.id, "other text"), "b.txt")
    assert archive.articles_of(["b.txt"]) == {}


def test_a_lone_surrogate_is_refused(archive):
    with pytest.raises(SourceError, match="surrogate"):
        archive.put(Article("0" * 16, "a\ud800"), "a.txt")


def test_a_writer_that_waits_too_long_is_told_so(tmp_path):
    with Archive(tmp_path / "a.sqlite") as archive:
        archive._db.execute("PRAGMA busy_timeout = 10")
        other = sqlite3.connect(tmp_path / "a.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedError, match="another process"):
            archive.put(ONE, "a.txt")
        other.close()


def test_a_date_keeps_its_precision(archive):
    article = make("x", published=PartialDate(date(2018, 8, 1), "month"))
    archive.put(article, "k")
    assert archive.get(article.id).published == PartialDate.of(2018, 8)
    timed = make("y", published=datetime(2018, 8, 10, 19, 27))
    archive.put(timed, "t")
    assert archive.get(timed.id).published == datetime(2018, 8, 10, 19, 27)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE articles SET text = text || '!'", "text of article"),
        ("UPDATE sources SET meta = replace(meta, 'Thanh', 'Thank')", "what is known of article"),
        ("DELETE FROM articles", "belongs to nothing"),
        ("DELETE FROM sources", "belongs to nothing"),
        ("UPDATE articles SET state = 'loadee'", "belongs to nothing"),
    ],
)
def test_a_row_that_was_altered_or_taken_away_is_named(tmp_path, change, words):
    path = tmp_path / "archive.sqlite"
    with Archive(path) as archive:
        archive.put(ONE, "a.txt")
        assert list(archive.problems()) == []
    with sqlite3.connect(path) as database:
        database.execute(change)
    database.close()
    with Archive(path) as archive:
        (problem,) = archive.problems()
        assert words in problem
        with pytest.raises(StoreError, match="restore the file"):
            archive.check()


def test_what_was_written_before_there_were_sums_is_read(tmp_path):
    with Archive(tmp_path / "archive.sqlite") as archive:
        archive.put(ONE, "a.txt")
        archive.mark_loaded(ONE.id, 1)
        archive._db.execute("UPDATE sources SET meta = ?", (write_meta(ONE),))
        assert archive.get(ONE.id) == ONE
        assert archive.put(ONE, "a.txt") == "unchanged"


def test_an_article_in_no_known_state_is_made_pending_with_the_others(archive):
    archive.put(ONE, "a.txt")
    archive._db.execute("UPDATE articles SET state = 'loadee'")
    archive.requeue()
    assert archive.ids("pending") == [ONE.id]
