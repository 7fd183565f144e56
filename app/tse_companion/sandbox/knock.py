"""A request to the control side, before the control side itself is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CONTROL = "/sandbox"


@dataclass(frozen=True, slots=True)
class Knock:
    """One request below ``/sandbox``. ``body`` is ``None`` when it was too large."""

    method: str
    path: str
    headers: Mapping[str, str]
    peer: str | None
    body: bytes | None


def is_control_path(path: str) -> bool:
    """Whether the control side answers this."""
    return path == CONTROL or path.startswith(f"{CONTROL}/")
