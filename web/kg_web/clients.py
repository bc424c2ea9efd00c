"""Who asks: the address that limits count by, also behind proxies."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from ipaddress import ip_address, ip_network

from flask import Flask, g, has_request_context, request
from werkzeug.middleware.proxy_fix import ProxyFix

from kg.sparql.budget import Budgets

_ASKING: ContextVar[str | None] = ContextVar("asking", default=None)
_SITE = 64  # bits of an IPv6 address that one customer gets; the others are free to choose
_FREE = {"static", "service.health", "service.live"}  # what costs next to nothing, and must be answered


def install(app: Flask, proxies: int, budgets: Budgets) -> None:
    """Let `app` count what its pages cost those who ask.

    The address of a client is taken from the last `proxies` that it came through, never otherwise.
    """
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=1)  # type: ignore[method-assign]

    def begin() -> None:
        if request.endpoint not in _FREE:
            g.work = budgets.admit(), time.thread_time()

    def end(error: BaseException | None) -> None:
        if "work" in g:
            spend, began = g.work
            spend(time.thread_time() - began)

    app.before_request(begin)
    app.teardown_request(end)


@contextmanager
def asking(address: str) -> Iterator[None]:
    """Let who asks from an address be the client, where the framework knows of no request."""
    before = _ASKING.set(address)
    try:
        yield
    finally:
        _ASKING.reset(before)


def counted(free: str) -> Callable[[], str]:
    """Return what names the client of a request; empty for the networks in `free` and without a request."""
    networks = [ip_network(text) for text in free.split()]

    @lru_cache(maxsize=4096)
    def named(text: str) -> str:
        try:
            address = ip_address(text)
        except ValueError:
            return "unknown"
        mapped = getattr(address, "ipv4_mapped", None) or address
        if any(mapped in network for network in networks):
            return ""
        return str(mapped if mapped.version == 4 else ip_network((mapped, _SITE), strict=False))

    def who() -> str:
        address = (request.remote_addr or "") if has_request_context() else _ASKING.get()
        return "" if address is None else named(address)

    return who
