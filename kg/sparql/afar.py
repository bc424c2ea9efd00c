"""Queries that a server of others answers: the same limits and refusals as for those in workers of ours.

What runs there cannot be ended from here. Its own time limit should be no longer than ours.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from kg.sparql.budget import Spend, uncounted
from kg.sparql.limits import Limits
from kg.sparql.places import Place, Places
from kg.sparql.pool import Pool, checked
from kg.sparql.portable import check_portable
from kg.sparql.protocol import Reply, Request
from kg.sparql.worker import answer
from kg.store.far import FarReader
from kg.store.reader import Reader
from kg.store.remote import RemoteEngine

_WIDER = 4  # how much longer rows may be as JSON, in which they come, than in the form wanted


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
        """Return a reply of kind `ok` or `format`; raise `LimitError` or `QueryError` for any other end."""
        if not self._own:
            check_portable(request.query)
        with self._turn(ticket):
            place, began = self.place(), time.monotonic()
            engine = self._engine.within(request.seconds, _WIDER * request.bytes)
            try:
                reply = answer(cast(Any, engine), request)
            finally:
                spend(time.monotonic() - began)
        return checked(replace(reply, generation=place.generation))

    def _named(self) -> Place:
        now = self._reader.now()
        return Place(f"{now.number}-{now.tag}", Path())


def pool_over(reader: Reader, limits: Limits, name: str = "public", *, own: bool = False) -> Pool:
    """Return what answers queries over the data of `reader`, its workers not yet started."""
    if isinstance(reader, FarReader):
        return FarPool(reader, limits, name, own=own)
    return Pool(Places(reader).now, limits, name)
