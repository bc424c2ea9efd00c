"""Which names the server answers to: a page of another site must not reach it under a name of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import SecurityError
from werkzeug.sansio.utils import host_is_trusted

_LOCAL = "localhost"


def install(app: Flask, trusted: str) -> None:
    """Let `app` answer to the names in `trusted`; without any, to this machine under local names only.

    A browser on this machine can be led here by any name that resolves to it (DNS rebinding). Requests from
    other machines are left to the proxy before the server, or to whoever lets it listen to them. The
    framework's own check is not used: it leaves no way to make a page that tells of the refusal.
    """
    answers_to = checked(trusted)

    def check() -> None:
        named = request.headers.get("Host", "")
        if not answers_to(named, request.remote_addr or ""):
            raise SecurityError(f"this server does not answer to the name {named}")

    app.before_request(check)


def checked(trusted: str) -> Callable[[str, str], bool]:
    """Return what says whether a name, or none, may be used by who asks from an address."""
    names = trusted.split()

    def answers_to(named: str, remote: str) -> bool:
        return not named or (host_is_trusted(named, names) if names else _may_be_named(named, remote))

    return answers_to


@lru_cache(maxsize=256)
def _may_be_named(named: str, remote: str) -> bool:
    return not _is_loopback(remote) or _is_local(named)


def _is_local(named: str) -> bool:
    try:
        host = urlsplit(f"//{named}").hostname or ""
    except ValueError:
        return False
    return host.rstrip(".") == _LOCAL or _is_loopback(host)


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
