"""What a reader wants of a page, as its address says it: `on`, `known`, `min_conf`, and which rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from kg.errors import ParameterError
from kg.parameters import WANTED
from kg.views.lens import Lens

_PAGES = 10**6  # there are fewer
_LEVELS = tuple(map(Decimal, ("0.7", "0.8", "0.9", "0.95")))  # an address may name any


def levels(lens: Lens) -> list[Decimal]:
    """Return the confidences on offer to a reader with this lens, its own among them."""
    return sorted({*_LEVELS, lens.least} - {Decimal(0)})


def asked_of(lens: Lens) -> dict[str, str]:
    """Return the parameters of an address that asks for a lens."""
    wanted = {"on": lens.on, "known": lens.known, "min_conf": str(lens.least) if lens.least else ""}
    return {name: value for name, value in wanted.items() if value}


def read_lens(args: Mapping[str, str]) -> Lens:
    """Return what the address asks for; raise `ParameterError` for what is no day and no confidence."""
    on, known = read_day(args, "on"), read_day(args, "known")
    return Lens(on.isoformat() if on else "", known.isoformat() if known else "", _confidence(args))


def read_page(args: Mapping[str, str]) -> int:
    """Return the number of the page of rows, 1 without one; raise `ParameterError` for what is none."""
    given = args.get("page", "").strip() or "1"
    if not given.isdecimal() or not 1 <= int(given[:9]) <= _PAGES:
        raise ParameterError(
            f"page={given!r} is no page; pages are numbered from 1",
            parameter="page", given=given, wanted="a whole number from 1",
        )  # fmt: skip
    return int(given)


def read_day(args: Mapping[str, str], name: str) -> date | None:
    """Return the day that a parameter says, None without one; raise `ParameterError` for what is no day."""
    given = args.get(name, "").strip()
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        wanted = WANTED["date"]
        told = f"{name}={given!r} is no date; write {wanted}"
        raise ParameterError(told, parameter=name, given=given, wanted=wanted) from error


def _confidence(args: Mapping[str, str]) -> Decimal:
    given = args.get("min_conf", "").strip().replace(",", ".")
    try:
        least = Decimal(given or 0)
        if 0 <= least <= 1:
            return least
    except InvalidOperation:
        pass
    raise ParameterError(
        f"min_conf={given!r} is no confidence; write a number from 0 to 1",
        parameter="min_conf", given=given, wanted="a number from 0 to 1",
    )  # fmt: skip
