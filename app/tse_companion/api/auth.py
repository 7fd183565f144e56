"""Access tokens: one for all requests, renewed once for all who wait (contract section 2).

A token is renewed shortly before it ends, and after the service refused it. Key and secret are
used each time; refresh tokens would be one more secret to keep, and may rotate.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tse_companion.api.wire import Grant
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import Account
from tse_companion.errors import AppError

MARGIN = 60.0  # seconds before its end from which a token is not used any more
# A PIN request is never replayed after a 401, so it gets a token that was valid just now.
FRESH = 600.0


@dataclass(frozen=True, slots=True)
class _Token:
    secret: Secret
    account: Account
    obtained: float  # both on the service's clock
    best_before: float | None  # None: it holds until the service refuses it


class TokenKeeper:
    """Hands out the access token. ``log_in`` gets a new one, ``server_now`` is Unix time."""

    def __init__(
        self, log_in: Callable[[], Awaitable[Grant]], *, server_now: Callable[[], float]
    ) -> None:
        self._log_in = log_in
        self._server_now = server_now
        self._lock = asyncio.Lock()
        self._token: _Token | None = None
        self._logins = 0  # ended, well or not
        self._failure: AppError | None = None
        self.account: Account | None = None  # of the last login

    async def current(self, *, fresh: bool = False) -> Secret:
        """A valid token, logging in first where needed; ``fresh``: not older than ten minutes.

        All who wait while one login is under way share its end, also its failure: a wrong key is
        not tried once for each of them. Raises what the login raises.
        """
        token = self._usable(fresh)
        if token is None:
            token = await self._renewed(lambda: self._usable(fresh))
        return token.secret

    async def log_in(self) -> Account:
        """Log in now, whatever token there is, and say whose key it is."""
        return (await self._renewed(lambda: None)).account

    def doubt(self, token: Secret) -> None:
        """The service refused this token. Says nothing about one that came after it."""
        if self._token is not None and self._token.secret is token:
            self._token = None

    async def _renewed(self, usable: Callable[[], _Token | None]) -> _Token:
        seen = self._logins
        async with self._lock:
            if self._logins != seen:
                if self._failure is not None:
                    raise self._failure.with_traceback(None)
                if self._token is not None:
                    return self._token
            elif (token := usable()) is not None:
                return token
            return await self._replaced()

    async def _replaced(self) -> _Token:
        try:
            grant = await self._log_in()
        except AppError as error:
            self._failure = error
            self._logins += 1
            raise
        self._failure = None
        self._logins += 1
        self.account = grant.account
        self._token = self._kept(grant)
        return self._token

    def _kept(self, grant: Grant) -> _Token:
        now = self._server_now()
        left = None if grant.expires_at is None else grant.expires_at - now
        if left is None or left <= 0:
            # Born expired: then a clock is wrong, not the token.
            left = grant.expires_in or None
        # A login may return a session that is nearly over; half of it is used all the same.
        best_before = None if left is None else now + left - min(MARGIN, left / 2)
        return _Token(grant.access_token, grant.account, now, best_before)

    def _usable(self, fresh: bool) -> _Token | None:
        token, now = self._token, self._server_now()
        if token is None or (token.best_before is not None and now >= token.best_before):
            return None
        if fresh and abs(now - token.obtained) > FRESH:
            return None
        return token
