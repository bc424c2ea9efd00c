"""Parameters of named queries: a name, a kind, and the one RDF term that a written value stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal as OneOf
from typing import get_args

from rdflib import XSD, Literal, URIRef

from kg.errors import ParameterError, QueryError
from kg.iris import fits_iri

Kind = OneOf["iri", "date", "year", "string", "integer", "lang"]

LANGUAGES = ("vi", "en")
WANTED: dict[Kind, str] = {
    "iri": "id/… or a full address",
    "date": "a day, such as 2018-08-10",
    "year": "a year of four digits, such as 2018",
    "string": "a text",
    "integer": "a whole number",
    "lang": " or ".join(LANGUAGES),
}
"""What a value of each kind looks like, as errors and the interface say it."""

_PARAM = re.compile(
    r"(?P<name>\w+)\s*\((?P<kind>\w+)(?:,\s*(?P<required>required))?(?:,\s*default=(?P<default>[^),]*))?"
    r"(?:,\s*example=(?P<example>[^)]*))?\)\s*(?P<vi>.*?)\s*\|\s*(?P<en>.*)"
)
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_YEAR = re.compile(r"[0-9]{4}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter. Without a value and a default it stays a variable, unless it is `required`.

    `example` is a value that can be tried; a default is one, too.
    """

    name: str
    kind: Kind
    required: bool
    default: str | None
    label_vi: str
    label_en: str
    example: str | None = None


def read_param(line: str, name: str) -> Param:
    """Return the parameter that a line of the header of query `name` declares."""
    match = _PARAM.fullmatch(line)
    if match is None or match["kind"] not in get_args(Kind):
        raise QueryError(f"{name}: '# param: {line}' is not of the form 'name (type) nhãn | label'")
    default, kind = match["default"], match["kind"]
    return Param(
        name=match["name"],
        kind=kind,  # type: ignore[arg-type]
        required=match["required"] is not None,
        default=default.strip() if default is not None else None,
        label_vi=match["vi"],
        label_en=match["en"],
        example=match["example"] or default,
    )


def term_of(param: Param, value: str, base: str) -> URIRef | Literal:
    """Return the term that `value` stands for; raise `ParameterError` for one of another kind.

    Names are relative to `base`.
    """
    match param.kind:
        case "iri":
            return _iri(param, value, base)
        case "date":
            return Literal(_day(param, value), datatype=XSD.date)
        case "integer" | "year":
            if not (_YEAR if param.kind == "year" else _INTEGER).fullmatch(value):
                raise unfit(param, value, "year" if param.kind == "year" else "whole number")
            return Literal(str(int(value)), datatype=XSD.integer)
        case "lang" if value not in LANGUAGES:
            raise unfit(param, value, "language here")
        case _:
            return Literal(value)


def unfit(param: Param, value: str, noun: str) -> ParameterError:
    """Return the error that says which value of which parameter is no such thing, and what is wanted."""
    wanted = WANTED[param.kind]
    told = f"{param.name}={value!r} is no {noun}; write {wanted}"
    return ParameterError(told, parameter=param.name, given=value, wanted=wanted)


def _iri(param: Param, value: str, base: str) -> URIRef:
    bare = value.removeprefix("<").removesuffix(">")
    if not fits_iri(bare):
        raise unfit(param, value, "IRI")
    return URIRef(bare if _SCHEME.match(bare) else base + bare.removeprefix("/"))


def _day(param: Param, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise unfit(param, value, "date") from error
