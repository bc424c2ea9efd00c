"""How many processes are started."""

from __future__ import annotations

import os

import pytest

from kg.processes import processes_of


def test_as_many_processes_as_wanted_are_started():
    assert processes_of(3) == 3


def test_else_there_is_one_for_each_processor_that_we_may_use(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 2, 5}, raising=False)
    assert processes_of(0) == 3


def test_where_nobody_says_which_we_may_use_there_is_one_for_each(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    assert processes_of(0) == 7
