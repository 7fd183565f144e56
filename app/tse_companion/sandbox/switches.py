"""Reading and changing the fields of habits, limits and conditions by name, with their types."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

_MOST = 2**53  # what JSON counts to


class WrongSwitch(ValueError):
    """There is no such switch, or it does not take this value."""


def shown(owner: Any) -> dict[str, Any]:
    """All switches of ``owner``, fit for JSON."""
    return dataclasses.asdict(owner)


def turn(owner: Any, wanted: Mapping[str, Any]) -> None:
    """Set the named switches of ``owner``: all of them, or none if one is wrong.

    Raises :class:`WrongSwitch`.
    """
    check(typing.get_type_hints(type(owner)), wanted)
    for name, value in wanted.items():
        setattr(owner, name, tuple(value) if isinstance(value, list) else value)


def check(
    kinds: Mapping[str, Any], wanted: Mapping[str, Any], *, required: Sequence[str] = ()
) -> None:
    """Raises :class:`WrongSwitch` for unknown names, values of other kinds and what is missing."""
    for name, value in wanted.items():
        if name not in kinds:
            raise WrongSwitch(
                f"there is no {name!r}; there are {', '.join(sorted(kinds)) or 'none'}"
            )
        if not _fits(value, kinds[name]):
            raise WrongSwitch(f"{name!r} cannot be {value!r}")
    for name in required:
        if name not in wanted:
            raise WrongSwitch(f"{name!r} is missing")


def _fits(value: object, kind: Any) -> bool:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return value in inner and isinstance(value, str)
    if origin in (types.UnionType, typing.Union):
        return any(_fits(value, choice) for choice in inner)
    if origin is tuple:
        return isinstance(value, list | tuple) and all(_fits(item, inner[0]) for item in value)
    if origin is dict:
        return isinstance(value, dict) and all(
            _fits(key, inner[0]) and _fits(item, inner[1]) for key, item in value.items()
        )
    if kind in (int, float):
        is_number = isinstance(value, int if kind is int else int | float)
        return is_number and not isinstance(value, bool) and 0 <= value <= _MOST  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return value in tuple(kind)
    return isinstance(value, kind)
