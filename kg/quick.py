"""Frozen values that are made quickly: an article makes three hundred of them."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, TypeVar

Value = TypeVar("Value")


def quick(cls: type[Value]) -> type[Value]:
    """Return a frozen slotted dataclass with an `__init__` that fills its slots one by one.

    That of `dataclasses` asks `object.__setattr__` for each field by name, which takes twice as long: 8 % of
    extraction went there. Fields have plain defaults or none.
    """
    told = fields(cls)  # type: ignore[arg-type]
    if any(field.default_factory is not MISSING or not field.init for field in told):
        raise TypeError(f"{cls.__name__}: a quick value has plain defaults alone")
    names = [field.name for field in told]
    scope: dict[str, Any] = {f"set_{name}": getattr(cls, name).__set__ for name in names}
    scope |= {f"default_{field.name}": field.default for field in told}
    given = ", ".join(
        name if field.default is MISSING else f"{name}=default_{name}"
        for name, field in zip(names, told, strict=True)
    )
    sets = "\n".join(f"    set_{name}(self, {name})" for name in names)
    # What is run holds names of fields of our own code and nothing else.
    exec(f"def __init__(self, {given}):\n{sets}\n", scope)  # nosec B102
    scope["__init__"].__annotations__ = {field.name: field.type for field in told}
    cls.__init__ = scope["__init__"]  # type: ignore[method-assign]
    return cls


def replace(value: Value, **changes: Any) -> Value:
    """Return a frozen slotted value with some fields changed, in a fourth of the time of `dataclasses`."""
    held = {name: getattr(value, name) for name in type(value).__slots__}  # type: ignore[attr-defined]
    return type(value)(**held | changes)
