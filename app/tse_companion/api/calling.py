"""What all methods of a client stand on: one call, one change at a time, answers that fit."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum
from typing import Any, Literal, TypeVar

from tse_companion.api import wire
from tse_companion.api.auth import TokenKeeper
from tse_companion.api.request import Answer, Request
from tse_companion.api.transport import Transport
from tse_companion.errors import AnswerUnreadable, Outcome

T = TypeVar("T")

Order = Literal["asc", "desc"]
PAGE = 100  # the service's largest


class Turns:
    """Whose turn it is to change a TSS: never two at once, whichever clients share this."""

    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}

    def of(self, tss_id: str) -> asyncio.Lock:
        """To be held for the time of one change."""
        return self._locks.setdefault(tss_id.lower(), asyncio.Lock())


class Calls:
    """Sends requests with the access token that ``grant`` gives."""

    def __init__(
        self,
        transport: Transport,
        grant: Callable[[], Awaitable[wire.Grant]],
        turns: Turns | None = None,
    ) -> None:
        self._transport = transport
        self._tokens = TokenKeeper(grant, server_now=transport.server_now)
        self._turns = turns or Turns()

    async def _call(self, request: Request, read: Callable[[Any], T]) -> T:
        return read_answer(request, await self._transport.send(request, self._tokens), read)

    async def _write(self, tss_id: str, request: Request, read: Callable[[Any], T]) -> T:
        async with self._turns.of(tss_id):
            return await self._call(request, read)


def states_query(states: Sequence[StrEnum]) -> list[tuple[str, str]]:
    """Only what is in one of these states."""
    return [(f"states[{i}]", state.value) for i, state in enumerate(states)]


def paging(
    order_by: str, order: Order, limit: int, offset: int, show_deleted: bool
) -> list[tuple[str, str]]:
    """Which part of a list."""
    return [
        ("order_by", order_by),  # without it the order is unspecified
        ("order", order),
        ("limit", str(limit)),
        ("offset", str(offset)),
        ("show_deleted", "true" if show_deleted else "false"),
    ]


def read_answer(request: Request, answer: Answer, read: Callable[[Any], T]) -> T:
    """What the answer says; raises ``AnswerUnreadable``."""
    try:
        return read(answer.json)
    except wire.Malformed as malformed:
        field = malformed.field
    raise unreadable(request, field, answer.request_id)


def same(request: Request, result: T, given: str, asked: str) -> T:
    """The result, if it is the one that was asked for: a cache on the way may mix them up."""
    if given.lower() != asked.lower():
        raise unreadable(request, "_id", None)
    return result


def unreadable(request: Request, field: str, request_id: str | None) -> AnswerUnreadable:
    """The answer breaks the contract at ``field``."""
    return AnswerUnreadable(
        outcome=Outcome.UNKNOWN if request.operation.changes else Outcome.NOT_DONE,
        request_id=request_id,
        field=field,
        operation=request.operation.name,
    )
