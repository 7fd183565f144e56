"""Strict reading of requests: unknown members and wrong types are refused.

Every function names the place in its message, as ``body.metadata.key``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn, TypeVar
from urllib.parse import parse_qsl

from tse_companion.sandbox.signde.errors import violation

T = TypeVar("T")

MAX_INTEGER = 2**53 - 1
METADATA_ENTRIES = 40
_METADATA_KEY = 40
_METADATA_VALUE = 500
_MAX_DEPTH = 64  # deeper bodies are an attack on the parser

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DIGITS = re.compile(r"[0-9]{1,16}")
_INDEXED = re.compile(r"(\w+)\[[0-9]{0,4}\]")


def json_object(body: bytes) -> dict[str, Any]:
    """The body as a JSON object; no body at all counts as an empty one."""
    if not body.strip():
        return {}
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as problem:
        raise violation("the body is not valid JSON") from problem
    if not isinstance(value, dict):
        raise violation("body must be an object")
    _check_depth_and_text(value)
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are no JSON


def _check_depth_and_text(value: object) -> None:
    layer: list[object] = [value]
    for _ in range(_MAX_DEPTH):
        below: list[object] = []
        for item in layer:
            if isinstance(item, dict):
                below.extend(item.keys())
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(item)
            elif isinstance(item, str) and not _is_text(item):
                raise violation("the body holds half a character (a lone surrogate)")
        if not below:
            return
        layer = below
    raise violation("the body is nested too deeply")


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def members(
    value: object, where: str, *, required: Sequence[str] = (), optional: Sequence[str] = ()
) -> dict[str, Any]:
    """An object with just these members."""
    if not isinstance(value, dict):
        raise violation(f"{where} must be an object")
    for name in required:
        if name not in value:
            raise violation(f"{where} must have required property '{name}'")
    for name in value:
        if name not in required and name not in optional:
            raise violation(f"{where} must not have additional property '{name}'")
    return value


def text(
    value: object,
    where: str,
    *,
    least: int = 0,
    most: int | None = None,
    pattern: re.Pattern[str] | None = None,
) -> str:
    """A string within these bounds."""
    if not isinstance(value, str):
        raise violation(f"{where} must be a string")
    if len(value) < least:
        raise violation(f"{where} must have at least {least} characters")
    if most is not None and len(value) > most:
        raise violation(f"{where} must have at most {most} characters")
    if pattern is not None and pattern.fullmatch(value) is None:
        raise violation(f"{where} must match pattern {pattern.pattern}")
    return value


def one_of(value: object, where: str, allowed: Sequence[str]) -> str:
    """A string out of a list."""
    if not isinstance(value, str) or value not in allowed:
        raise violation(f"{where} must be one of {', '.join(allowed)}")
    return value


def items(value: object, where: str) -> list[Any]:
    """An array."""
    if not isinstance(value, list):
        raise violation(f"{where} must be an array")
    return value


def integer(value: object, where: str) -> int:
    """A whole number from 0 to the largest one there is."""
    if type(value) is not int or not 0 <= value <= MAX_INTEGER:
        raise violation(f"{where} must be an integer from 0 to {MAX_INTEGER}")
    return value


def uuid(value: object, where: str) -> str:
    """A UUID of any version, in lower case."""
    return text(value, where, pattern=_UUID).lower()


def uuid_or_number(value: str, where: str) -> str | int:
    """A transaction's id, or its number."""
    if _DIGITS.fullmatch(value) and int(value) <= MAX_INTEGER:
        return int(value)
    return uuid(value, where)


def metadata(body: Mapping[str, Any]) -> dict[str, str | None]:
    """What the body wants merged into the metadata; ``None`` and ``""`` remove a key."""
    return metadata_map(body.get("metadata", {}), "body.metadata")


def metadata_map(given: object, where: str) -> dict[str, str | None]:
    """A map that can be merged into metadata."""
    if not isinstance(given, dict):
        raise violation(f"{where} must be an object")
    if len(given) > METADATA_ENTRIES:
        raise violation(f"{where} must have at most {METADATA_ENTRIES} entries")
    for key, value in given.items():
        text(key, f"a key of {where}", most=_METADATA_KEY)
        if value is not None:
            text(value, f"{where}.{key}", most=_METADATA_VALUE)
    return given


def merge(stored: dict[str, str], given: Mapping[str, str | None]) -> None:
    """Merge into stored metadata. Choice ``null-metadata``."""
    for key, value in given.items():
        if value:
            stored[key] = value
        else:
            stored.pop(key, None)
    if len(stored) > METADATA_ENTRIES:
        raise violation(f"metadata would have more than {METADATA_ENTRIES} entries")


class Query:
    """The query parameters of one request, each declared before it is read."""

    def __init__(self, raw: str, declared: Sequence[str]) -> None:
        """Raises the refusal for undeclared names (choice ``unknown-query``)."""
        self._values: dict[str, list[str]] = {}
        self._indexed: set[str] = set()
        try:
            pairs = parse_qsl(raw, keep_blank_values=True, errors="strict", max_num_fields=200)
        except ValueError as problem:
            raise violation("the query string is not readable") from problem
        for name, value in pairs:
            if indexed := _INDEXED.fullmatch(name):
                name = indexed[1]
                self._indexed.add(name)
            self._values.setdefault(name, []).append(value)
        for name in self._values:
            if name not in declared:
                raise violation(f"query must not have additional parameter '{name}'")

    def text(self, name: str) -> str | None:
        """The value, or ``None``; given twice it is refused."""
        values = self._values.get(name)
        if values is None:
            return None
        if len(values) > 1 or name in self._indexed:
            raise violation(f"query.{name} must be given once, as a plain value")
        return values[0]

    def one_of(self, name: str, allowed: Sequence[str]) -> str | None:
        """A value out of a list, or ``None``."""
        return self._read(name, lambda value: one_of(value, f"query.{name}", allowed))

    def many_of(self, name: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """All values of an array: ``name[0]=``, ``name[]=`` and ``name=`` are the same."""
        return tuple(
            one_of(value, f"query.{name}", allowed) for value in self._values.get(name, ())
        )

    def integer(self, name: str, *, least: int, most: int = MAX_INTEGER) -> int | None:
        """A whole number within these bounds, or ``None``."""

        def number(value: str) -> int:
            if _DIGITS.fullmatch(value) is None or not least <= int(value) <= most:
                raise violation(f"query.{name} must be an integer from {least} to {most}")
            return int(value)

        return self._read(name, number)

    def boolean(self, name: str) -> bool | None:
        """``true`` or ``false``, or ``None``."""
        found = self.one_of(name, ("true", "false"))
        return None if found is None else found == "true"

    def _read(self, name: str, convert: Callable[[str], T]) -> T | None:
        value = self.text(name)
        return None if value is None else convert(value)
