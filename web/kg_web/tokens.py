"""Who may change the data: the bearer of a token, and nobody where the operator set none."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import NotFound, Unauthorized

from kg.settings import Settings
from kg.tokens import fits
from kg_web.site import site


def guard(bp: Blueprint, token: Callable[[Settings], str], setting: str) -> None:
    """Let only who bears the token into a blueprint; `setting` names the variable that it comes from.

    Nothing that a browser sends by itself counts, so no page of another site can act in anyone's name.
    """

    def check() -> None:
        wanted = token(site().settings)
        if not wanted:
            raise NotFound(f"this is off here; whoever runs the server turns it on with {setting}")
        if not fits(bearer(), wanted):
            challenge = WWWAuthenticate("bearer", {"realm": bp.name})
            raise Unauthorized("send the token as Authorization: Bearer …", www_authenticate=challenge)

    bp.before_request(check)


def bearer() -> str:
    """Return the token that the request bears, empty without one."""
    given = request.authorization
    return given.token or "" if given is not None and given.type == "bearer" else ""
