"""Pages as they are sent: packed for whoever takes them so, and kept for whoever asks the same again.

The tag of a page (`kg_web.headers.tag`) stands for all that decides it beside its address.
"""

from __future__ import annotations

from sys import getsizeof
from typing import NamedTuple

from flask import Flask, Response, current_app, g, request

from kg.kept import Kept
from kg.sparql.answers import packed
from kg_web.answering import coding
from kg_web.headers import tag
from kg_web.site import generation

_ENTRY = 2_000  # bytes that a page takes beside its body and its address
_PACKED = {
    "application/atom+xml",
    "application/javascript",
    "application/json",
    "application/ld+json",
    "application/problem+json",
    "image/svg+xml",
}  # and all text
_BUNDLE = "/static/dist/"  # files named by their content


class Asked(NamedTuple):
    """What names a page of one state of the data."""

    tag: str
    url: str
    coding: str


class Page(NamedTuple):
    """A page and its headers."""

    body: bytes
    headers: list[tuple[str, str]]


def install(app: Flask, room: int) -> None:
    """Keep pages of `app` in so many bytes of memory. Install it after all that looks at answers."""
    app.extensions["pages"] = Kept[Asked, Page](room, _size)
    app.before_request(_find)
    app.after_request(_send)


def _find() -> Response | None:
    asked = _asked()
    held = _pages().find(_state(), asked) if asked else None
    if held is None:
        return None
    g.kept = True
    return Response(held.body, headers=held.headers)


def _send(response: Response) -> Response:
    if "kept" in g or not _packable(response):
        return response
    response.direct_passthrough = False  # a file of the bundle is read whole
    body, done = packed(response.get_data(), coding())
    response.vary.add("Accept-Encoding")
    if done:
        response.set_data(body)
        response.content_encoding = done
    if request.method == "GET" and response.status_code == 200 and (asked := _asked()):
        _pages().keep(_state(), asked, Page(body, response.headers.to_wsgi_list()))
    return response


def _packable(response: Response) -> bool:
    media = response.mimetype or ""
    return (
        (not response.is_streamed or _of_bundle(response))
        and not response.content_encoding
        and "Set-Cookie" not in response.headers
        and (media.startswith("text/") or media in _PACKED)
    )


def _of_bundle(response: Response) -> bool:
    return request.path.startswith(_BUNDLE) and response.status_code == 200


def _asked() -> Asked | None:
    name = tag() or ("bundle" if request.path.startswith(_BUNDLE) else "")
    return Asked(name, request.url, coding()) if name else None


def _state() -> str:
    return f"{generation().number}-{generation().tag}"


def _pages() -> Kept[Asked, Page]:
    pages: Kept[Asked, Page] = current_app.extensions["pages"]
    return pages


def _size(asked: Asked, page: Page) -> int:
    return _ENTRY + getsizeof(asked.url) + len(page.body)
