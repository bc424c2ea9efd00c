"""Columns of Python values as a typed pandas frame. pandas is the extra `notebook`."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas

_WHOLE = ((bool, "bool"), (int, "int64"), (float, "float64"))
_GAPPY = {"bool": "boolean", "int64": "Int64", "float64": "float64"}


def frame(columns: Mapping[str, Sequence[Any]]) -> pandas.DataFrame:
    """Return a frame with these columns, each of the type that all its values have.

    Raises `MissingExtraError` where pandas is not installed.
    """
    try:
        pd = importlib.import_module("pandas")
    except ImportError as error:
        raise MissingExtraError("pandas", extra="notebook") from error
    return pd.DataFrame({name: _series(pd, values) for name, values in columns.items()})


def _series(pd: Any, values: Sequence[Any]) -> Any:
    """A column; one that holds values of several types, or times of several zones, is left as it is."""
    present = [value for value in values if value is not None]
    for kind, name in _WHOLE:
        if present and all(type(value) is kind for value in present):
            return pd.Series(values, dtype=name if len(present) == len(values) else _GAPPY[name])
    days = bool(present) and all(isinstance(value, date) for value in present)
    if days and len({getattr(value, "tzinfo", None) for value in present}) == 1:
        return pd.to_datetime(pd.Series(values, dtype="object"))
    if all(isinstance(value, str) for value in present):
        return pd.Series(values, dtype="str" if present else "object")
    return pd.Series(values, dtype="object")
