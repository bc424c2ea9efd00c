"""The spool keeps jobs over kills and does them in order; the runner gives each to a process of its own."""

from __future__ import annotations

import threading

import pytest

from kg.errors import LimitError, LockedError, StoreError
from kg.jobs import runner as module
from kg.jobs.runner import Runner
from kg.jobs.spool import Spool
from kg.store.files import writer_lock


def articles(*names):
    return [{"sha256": name, "line": f'{{"text": "{name}"}}'} for name in names]


@pytest.fixture
def spool(tmp_path):
    return Spool(tmp_path)


@pytest.fixture
def told(tmp_path, settings, monkeypatch):
    """A runner that tells what it was asked to do, and that answers with what `replies` holds."""
    asked, replies = [], []

    def answer(self, work):
        asked.append(work)
        tasks = work["tasks"]
        return replies.pop(0) if replies else {"outcomes": [{"outcome": task["sha256"]} for task in tasks]}

    monkeypatch.setattr(Runner, "_ask", answer)
    monkeypatch.setattr(module, "_AGAIN", 0.01)
    made = Runner(settings)
    yield made, asked, replies
    made.close()


def test_what_was_kept_is_found_by_another_server(tmp_path, spool):
    job = spool.put("load", articles("a", "b"))
    assert Spool(tmp_path).get(job.id) == job
    assert Spool(tmp_path).claim(10) == [job]


def test_a_job_is_claimed_once_until_it_is_released(spool):
    job = spool.put("load", articles("a"))
    assert spool.claim(10) == [job]
    assert spool.claim(10) == []
    spool.release()
    assert [one.id for one in spool.claim(10)] == [job.id]


def test_loads_that_wait_are_done_together_and_nothing_overtakes(spool):
    names = [spool.put("load", articles(*names)).id for names in ("a", "bc", "d")]
    other = spool.put("withdraw", [{"id": "x"}]).id
    last = spool.put("load", articles("e")).id
    found = [[job.id for job in spool.claim(3)] for _ in range(4)]
    assert found == [names[:2], names[2:], [other], [last]]


def test_a_finished_job_keeps_what_came_of_it_and_drops_what_was_sent(spool):
    job = spool.put("load", articles("a"))
    spool.finish(job, "done", {"generation": 3, "outcomes": [{"outcome": "new"}]})
    kept = spool.get(job.id)
    assert (kept.state, kept.finished, kept.tasks) == ("done", True, [{"sha256": "a"}])
    assert kept.result == {"generation": 3, "outcomes": [{"outcome": "new"}]}
    assert spool.waiting() == 0


def test_what_was_sent_is_found_by_its_hash_the_last_time_first(spool):
    spool.put("load", articles("a", "b"))
    later = spool.put("load", articles("c", "b"))
    assert spool.find("b") == (later, 1)
    assert spool.find("d") is None


def test_what_another_server_finished_stays_finished(spool):
    job = spool.put("load", articles("a"))
    spool.claim(1)
    spool.finish(job, "done", {"outcomes": [{"outcome": "new"}]})
    spool.release([job])
    spool.finish(job, "done", {"outcomes": [{"outcome": "unchanged"}]})
    assert (spool.claim(1), spool.get(job.id).result["outcomes"]) == ([], [{"outcome": "new"}])


def test_old_jobs_are_forgotten_and_open_ones_never(spool, monkeypatch):
    monkeypatch.setattr("kg.jobs.spool._KEPT", 2)
    open_ = spool.put("load", articles("open"))
    done = [spool.put("load", articles(str(number))) for number in range(4)]
    for job in done:
        spool.finish(job, "done", {})
    spool.put("load", articles("last"))
    assert [spool.get(job.id) is not None for job in (open_, *done)] == [True, False, False, True, True]
    assert spool.find("0") is None
    assert spool.find("open") is not None


def test_each_job_gets_its_own_outcomes(told):
    runner, asked, _ = told
    with runner._lock:  # nothing starts before all three are there
        jobs = [runner.spool.put("load", articles(*names)) for names in ("ab", "c", "de")]
    last = runner.wait(runner.submit("load", articles("f")), 5)
    found = [[one["outcome"] for one in runner.spool.get(job.id).result["outcomes"]] for job in jobs]
    assert found == [["a", "b"], ["c"], ["d", "e"]]
    assert (last.state, len(asked)) == ("done", 1)


def test_work_waits_while_another_process_writes(told):
    runner, asked, replies = told
    replies += [{"error": {"kind": "LockedError", "detail": "busy"}}] * 2
    job = runner.wait(runner.submit("load", articles("a")), 5)
    assert (job.state, len(asked)) == ("done", 3)


def test_what_failed_says_why_and_the_next_is_done(told):
    runner, _, replies = told
    replies.append({"error": {"kind": "LossError", "detail": "would lose"}})
    failed = runner.wait(runner.submit("load", articles("a")), 5)
    assert (failed.state, failed.result["error"]["detail"]) == ("failed", "would lose")
    assert runner.wait(runner.submit("load", articles("b")), 5).state == "done"


def test_nothing_is_kept_while_another_process_writes(told, settings):
    runner, _, _ = told
    with writer_lock(settings.home / "lock"), pytest.raises(LockedError, match="another process is writing"):
        runner.submit("load", articles("a"))
    assert runner.spool.waiting() == 0


def test_too_many_jobs_are_refused_with_when_to_come_back(told, monkeypatch):
    runner, _, _ = told
    monkeypatch.setattr(module, "_QUEUED", 0)
    with pytest.raises(LimitError) as caught:
        runner.submit("load", articles("a"))
    assert caught.value.retry > 0


def test_a_wait_ends_in_time(settings, monkeypatch):
    held = threading.Event()
    monkeypatch.setattr(Runner, "_ask", lambda self, work: held.wait(5) and {"outcomes": []})
    runner = Runner(settings)
    assert runner.wait(runner.submit("load", articles("a")), 0.1).state in {"queued", "running"}
    held.set()
    runner.close()


def test_what_a_killed_server_left_is_done_by_the_next(settings, monkeypatch):
    spool = Spool(settings.home)
    job = spool.put("load", articles("a"))
    spool.claim(10)
    monkeypatch.setattr(Runner, "_ask", lambda self, work: {"outcomes": [{"outcome": "new"}]})
    runner = Runner(settings)
    assert runner.wait(runner.spool.get(job.id), 5).state == "done"
    runner.close()


def test_a_damaged_spool_is_named_with_what_to_do(settings):
    settings.home.mkdir(parents=True)
    (settings.home / "jobs.sqlite").write_bytes(b"x" * 4096)
    with pytest.raises(StoreError, match=r"jobs\.sqlite: file is not a database; remove it"):
        Runner(settings)
