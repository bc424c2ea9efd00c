"""Two languages: Vietnamese at the root, English below `/en/`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, request
from flask_babel import Babel, get_translations

if TYPE_CHECKING:
    from gettext import NullTranslations

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PREFIX = "/en"


class _LanguagePrefix:
    """Moves `/en` from the path to the script name, so that every link made for the page keeps it."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == _PREFIX or path.startswith(_PREFIX + "/"):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + _PREFIX
            environ["PATH_INFO"] = path.removeprefix(_PREFIX) or "/"
        return self._app(environ, start_response)


def install(app: Flask) -> None:
    """Let the address decide the language of `app`."""
    app.wsgi_app = _LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]
    Babel(app, default_locale="vi", locale_selector=chosen)
    _say_quickly(app)
    app.context_processor(_links)


def _say_quickly(app: Flask) -> None:
    """Let templates look up a catalogue once: a page says a thousand messages."""
    catalogues: dict[str, NullTranslations] = {}

    def catalogue() -> NullTranslations:
        lang = chosen()
        if lang not in catalogues:
            catalogues[lang] = get_translations()
        return catalogues[lang]

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: catalogue().gettext(text),
        ngettext=lambda one, many, n: catalogue().ngettext(one, many, n),
        newstyle=True,
    )


def chosen() -> str:
    """Return the language of the page that is asked for."""
    return "en" if request.script_root.endswith(_PREFIX) else "vi"


def _links() -> dict[str, str]:
    """The addresses of this page in both languages, and of the site's root in neither."""
    root = request.script_root.removesuffix(_PREFIX)
    path = request.full_path.rstrip("?")
    return {"lang": chosen(), "vi_url": root + path, "en_url": root + _PREFIX + path, "root_url": root}
