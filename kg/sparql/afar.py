"""Queries that a server of others answers: the same limits and refusals as for those in workers of ours.

What runs there cannot be ended from here. Its own time limit should be no longer than ours.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from kg.errors import LimitError, StoreError
from kg.sparql.budget import Spend, uncounted
from kg.sparql.limits import Limits
from kg.sparql.places import Place, Places
from kg.sparql.pool import Pool, checked
from kg.sparql.protocol import Reply, Request
from kg.sparql.worker import answer
from kg.store.far import FarReader, State
from kg.store.reader import Reader
from kg.store.remote import RemoteEngine
from kg.syntax.portable import check_portable

_WIDER = 4  # how much longer rows may be as JSON, in which they come, than in the form wanted
_TRIES = 2  # the state that is known before the first may be a second old
_SHORTEST = 0.1  # seconds left to the second


class FarPool(Pool):
    """Asks the server of a reader; queries that are not our `own` must be standard SPARQL."""

    def __init__(self, reader: FarReader, limits: Limits, name: str, *, own: bool) -> None:
        super().__init__(self._named, limits, name)
        self._reader = reader
        self._own = own
        self._engine = RemoteEngine(reader.server, f"{reader.base}graph/")

    def warm(self) -> None:
        """Do nothing: no worker of ours answers."""

    def run(self, request: Request, spend: Spend = uncounted, ticket: str = "") -> Reply:
        """Return a reply of kind `ok` or `format`; raise `LimitError` or `QueryError` for any other end.

        Raises `StoreError` where the data change under the query.
        """
        if not self._own:
            check_portable(request.query)
        with self._turn(ticket):
            self._check_open()
            began = time.monotonic()
            try:
                reply = self._reply(request, began + request.seconds)
            except (LimitError, StoreError) as error:
                self._say_ended(request, error, time.monotonic() - began)
                raise
            finally:
                spend(time.monotonic() - began)
        return checked(reply)

    def _reply(self, request: Request, until: float) -> Reply:
        """Return what one whole state of the data replies, as seen before the query and after it."""
        for _ in range(_TRIES):
            state, left = self._reader.state(), max(until - time.monotonic(), _SHORTEST)
            engine = self._engine.within(left, _WIDER * request.bytes)
            reply = answer(cast(Any, engine), request)
            if self._reader.look() == state:
                return replace(reply, generation=_name(state))
        raise StoreError("the data changed while the query ran; try again in a few seconds")

    def _named(self) -> Place:
        return Place(_name(self._reader.state()), Path())


def _name(state: State) -> str:
    return f"{state.number}-{state.tag}"


def pool_over(reader: Reader, limits: Limits, name: str = "public", *, own: bool = False) -> Pool:
    """Return what answers queries over the data of `reader`, its workers not yet started."""
    if isinstance(reader, FarReader):
        return FarPool(reader, limits, name, own=own)
    return Pool(Places(reader).now, limits, name)
