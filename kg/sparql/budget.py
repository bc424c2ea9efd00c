"""What one client may use: seconds of work and errors a minute, and queries at once.

After the Wikidata Query Service. Every query counts, short ones too, for the time that a worker spends on it;
waiting for a worker costs nothing. Pages cost the processor time that they take.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from typing import Self

from kg.errors import LimitError, QueryError
from kg.settings import Settings

_MINUTE = 60.0
_ENOUGH = 0.1  # seconds of work that must be left for a query to begin
_MOST = 10_000  # clients remembered; who was away longest is forgotten first

Spend = Callable[[float], object]
"""Takes the seconds that a worker spent."""


def uncounted(seconds: float) -> None:
    """Charge nobody."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """An allowance of `size` that fills anew within a minute; `left` is what it held at the time `at`."""

    size: float
    left: float
    at: float

    def held(self, now: float) -> float:
        """Return what it holds; less than nothing where more was used than it held."""
        return min(self.size, self.left + max(0.0, now - self.at) * self.size / _MINUTE)

    def take(self, amount: float, now: float) -> Bucket:
        """Return the bucket without `amount`, which is known only once it was used."""
        return replace(self, left=self.held(now) - amount, at=now)

    def wait(self, amount: float, now: float) -> int:
        """Return the whole seconds until it holds `amount`, 0 when it does."""
        return max(0, ceil((amount - self.held(now)) * _MINUTE / self.size))


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a client may use: seconds of work and errors a minute, queries at once."""

    seconds: float = 60.0
    errors: int = 30
    queries: int = 2


@dataclass(frozen=True, slots=True)
class Account:
    """What a client has left, and how many of its queries run or wait."""

    work: Bucket
    errors: Bucket
    queries: int = 0


def check(account: Account, allowance: Allowance, now: float) -> None:
    """Raise `LimitError` with the seconds to wait when the client may not ask now."""
    if account.queries >= allowance.queries:
        raise LimitError(
            f"{allowance.queries} of your queries run already; wait for one of them to end",
            limit="client_queries", value=allowance.queries, retry=1,
        )  # fmt: skip
    check_work(account, allowance, now)
    if wait := account.errors.wait(1, now):
        raise LimitError(
            f"{allowance.errors} of your queries within a minute were errors; try again in {wait} s",
            limit="client_errors", value=allowance.errors, retry=wait,
        )  # fmt: skip


def check_work(account: Account, allowance: Allowance, now: float) -> None:
    """Raise `LimitError` with the seconds to wait when the client has used up its seconds of work."""
    if wait := account.work.wait(min(_ENOUGH, allowance.seconds), now):
        raise LimitError(
            f"your queries took {allowance.seconds:g} s of work within a minute; try again in {wait} s",
            limit="client_seconds", value=allowance.seconds, retry=wait,
        )  # fmt: skip


class Budgets:
    """The accounts of all clients. Safe for many threads.

    `who` names the client that a thread works for; an empty name is not counted.
    """

    def __init__(
        self, allowance: Allowance, who: Callable[[], str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.allowance = allowance
        self._who = who
        self._clock = clock
        self._lock = threading.Lock()
        self._accounts: OrderedDict[str, Account] = OrderedDict()

    @classmethod
    def of(cls, settings: Settings, who: Callable[[], str] = str) -> Self:
        """Return the budgets that the settings ask for; without `who` nobody is counted."""
        allowance = Allowance(settings.client_seconds, settings.client_errors, settings.client_queries)
        return cls(allowance, who)

    def admit(self) -> Spend:
        """Return what takes the seconds of other work done for the client.

        Raises `LimitError` for a client that has used up its seconds.
        """
        client = self._who()
        if not client:
            return uncounted
        with self._lock:
            check_work(self._account(client), self.allowance, self._clock())
        return partial(self._spend, client)

    @contextmanager
    def query(self) -> Iterator[Spend]:
        """Let the client ask one query and give what takes the seconds of work.

        Raises `LimitError` for a client that has used up what it may. An error of the query counts, one of
        ours (a full queue, a store that cannot be read) does not.
        """
        client = self._who()
        if not client:
            yield uncounted
            return
        self._enter(client)
        try:
            yield partial(self._spend, client)
        except QueryError as error:
            if getattr(error, "limit", "") != "queue":
                self._change(
                    client, lambda account, now: replace(account, errors=account.errors.take(1, now))
                )
            raise
        finally:
            self._change(client, lambda account, now: replace(account, queries=max(0, account.queries - 1)))

    def _enter(self, client: str) -> None:
        with self._lock:
            account, now = self._account(client), self._clock()
            check(account, self.allowance, now)
            self._accounts[client] = replace(account, queries=account.queries + 1)

    def _spend(self, client: str, seconds: float) -> None:
        self._change(client, lambda account, now: replace(account, work=account.work.take(seconds, now)))

    def _change(self, client: str, change: Callable[[Account, float], Account]) -> None:
        with self._lock:
            self._accounts[client] = change(self._account(client), self._clock())

    def _account(self, client: str) -> Account:
        """Return the account of a client, as the one last used."""
        if client not in self._accounts:
            now, most = self._clock(), self.allowance
            self._accounts[client] = Account(
                Bucket(most.seconds, most.seconds, now), Bucket(most.errors, most.errors, now)
            )
            if len(self._accounts) > _MOST:
                self._accounts.popitem(last=False)
        self._accounts.move_to_end(client)
        return self._accounts[client]
