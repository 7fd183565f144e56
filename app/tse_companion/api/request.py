"""What goes into the request path and what comes out of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from tse_companion.api.operations import Operation
from tse_companion.domain.credentials import Secret


class Sink(Protocol):
    """Takes a file piece by piece, so that it is never whole in memory.

    An ``AppError`` of its own ends the download and reaches the caller.
    """

    async def begin(self, size: int | None) -> None:
        """The file begins; ``size`` in bytes, where the service tells it. Called once."""

    async def take(self, piece: bytes) -> None:
        """The next piece; the one after it waits until this one is taken."""


@dataclass(frozen=True, slots=True)
class Request:
    """One call of an operation. ``ids`` fill its path; secrets in ``body`` stay ``Secret``.

    ``turn`` is entered round every try, where the service limits how often it may be asked.
    ``sink`` takes the content of a success; once it has begun nothing is repeated.
    """

    operation: Operation
    ids: Mapping[str, str | int] = field(default_factory=dict)
    query: Sequence[tuple[str, str]] = ()
    body: Mapping[str, Any] | None = field(default=None, repr=False)
    turn: Callable[[], AbstractAsyncContextManager[None]] = field(default=nullcontext, repr=False)
    sink: Sink | None = field(default=None, repr=False)

    @property
    def target(self) -> str:
        """Path and query below the base path."""
        ids = {name: quote(str(value), safe="") for name, value in self.ids.items()}
        path = self.operation.path.format(**ids)
        return f"{path}?{urlencode(self.query, quote_via=quote)}" if self.query else path

    def encoded(self) -> bytes | None:
        """The body as it is sent: the same bytes each time."""
        if self.body is None:
            return None
        return json.dumps(self.body, default=_revealed, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Answer:
    """A success. ``json`` is None where the operation has no content worth reading."""

    status: int
    request_id: str
    headers: Mapping[str, str] = field(repr=False)
    json: Any = field(repr=False)


class Tokens(Protocol):
    """Where access tokens come from; see ``auth``."""

    async def current(self, *, fresh: bool = False) -> Secret:
        """A valid token, logging in first where needed; ``fresh``: obtained a short while ago."""

    def doubt(self, token: Secret) -> None:
        """The service refused this token: the next ``current`` logs in again."""


def _revealed(value: object) -> str:
    if isinstance(value, Secret):
        return value.reveal()
    raise TypeError(f"{type(value).__name__} cannot be sent")
