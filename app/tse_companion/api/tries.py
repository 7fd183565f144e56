"""What came of one try: a reply or silence, and what the caller is told of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tse_companion.api import wire
from tse_companion.api.operations import Operation
from tse_companion.api.request import Answer
from tse_companion.errors import AnswerLost, AnswerUnreadable, AppError, Outcome

MAX_ANSWER = 16 * 1024 * 1024  # bytes; a page of 100 transactions is far below one million


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, whatever it says."""

    status: int
    request_id: str
    headers: Mapping[str, str] = field(repr=False)
    content: bytes | None = field(repr=False)  # None: longer than MAX_ANSWER


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer. ``sent``: the request may have reached the service."""

    kind: type[AppError]
    sent: bool = False
    final: bool = False  # trying again cannot help


def token_refused(status: int, api_code: str | None) -> bool:
    """Whether a new access token may help."""
    return status == 401 and api_code != "E_ADMIN_LOGIN_FAILED"


def lost(operation: Operation, request_id: str) -> AnswerLost:
    """The change may have been made, and nobody said so."""
    return AnswerLost(outcome=Outcome.UNKNOWN, request_id=request_id, operation=operation.name)


def answered(operation: Operation, reply: Reply) -> Answer:
    """What a success says; raises ``AnswerUnreadable``."""
    content: Any = None
    if operation.answers:
        content = None if reply.content is None else wire.decoded(reply.content)
        if content is None:
            raise AnswerUnreadable(
                outcome=Outcome.UNKNOWN if operation.changes else Outcome.NOT_DONE,
                request_id=reply.request_id,
                field="body",
                operation=operation.name,
            )
    return Answer(reply.status, reply.request_id, reply.headers, content)


async def read_whole(chunks: AsyncIterator[bytes]) -> bytes | None:
    """The body, or None where it is too long; the time limit ends one that never ends."""
    kept: list[bytes] = []
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        if size <= MAX_ANSWER:
            kept.append(chunk)
    return b"".join(kept) if size <= MAX_ANSWER else None
