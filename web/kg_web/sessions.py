"""Who is signed in to review: a cookie that proves the token was known, and a seal for each form.

The cookie goes to `/review` alone, scripts cannot read it, and browsers do not send it from other sites. It
holds when it ends and a name, signed with the token; nothing is kept on the server.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

COOKIE = "review"

_HOURS = 8
_SAME = {"same-origin", "none"}  # from a page of ours, or typed in


@dataclass(frozen=True, slots=True)
class Session:
    """Who reviews; `cookie` proves it."""

    name: str
    cookie: str


def current(token: str) -> Session | None:
    """Return the session of the request, None without one that holds."""
    cookie = request.cookies.get(COOKIE, "")
    said, _, seal = cookie.rpartition(".")
    until, _, name = said.partition(".")
    if not said.isascii() or not hmac.compare_digest(seal.encode("utf-8", "replace"), _seal(token, said)):
        return None
    if float(until) < time.time():
        return None
    return Session(urlsafe_b64decode(name).decode(), cookie)


def begin(response: Response, token: str, name: str) -> None:
    """Sign somebody in, in both languages."""
    said = f"{int(time.time()) + _HOURS * 3600}.{urlsafe_b64encode(name.encode()).decode()}"
    cookie = f"{said}.{_seal(token, said).decode()}"
    for path in _paths():
        response.set_cookie(
            COOKIE, cookie, max_age=_HOURS * 3600, path=path, httponly=True, samesite="Strict",
            secure=request.is_secure,
        )  # fmt: skip


def end(response: Response) -> None:
    """Sign out."""
    for path in _paths():
        response.delete_cookie(COOKIE, path=path, httponly=True, samesite="Strict", secure=request.is_secure)


def form_seal(token: str, session: Session) -> str:
    """Return what a form of this session carries, and no page of another site can know."""
    return _seal(token, f"form.{session.cookie}").decode()


def check_form(token: str, session: Session) -> None:
    """Raise `Forbidden` for a form that did not come from a page of this session."""
    check_origin()
    given = request.form.get("seal", "")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), form_seal(token, session).encode()):
        raise Forbidden("this form is not of your session; open the page again")


def check_origin() -> None:
    """Raise `Forbidden` for what a browser says was sent by another site."""
    origin = request.headers.get("Origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.host
    if foreign or request.headers.get("Sec-Fetch-Site", "none") not in _SAME:
        raise Forbidden("forms of other sites are refused")


def _paths() -> tuple[str, str]:
    root = request.script_root.removesuffix("/en")
    return f"{root}/review", f"{root}/en/review"


def _seal(token: str, text: str) -> bytes:
    return hmac.new(token.encode(), text.encode(), hashlib.sha256).hexdigest().encode()
