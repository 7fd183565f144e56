"""A shop at the sandbox: an API key, ids as a set-up would choose them, and a side door."""

from __future__ import annotations

import logging
import uuid
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tse_companion.api.operations import ALL_OPERATIONS
from tse_companion.api.signde import ApiCredentials, SignDeClient
from tse_companion.api.transport import HttpSettings, Transport
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import (
    CreatedTss,
    Transaction,
    TssState,
    TxState,
)
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.clock import FakeClock
from tse_companion.sandbox.control import Control
from tse_companion.sandbox.serve import served

PIN = Secret("Kasten7413")
RECEIPT = {
    "standard_v1": {
        "receipt": {
            "receipt_type": "TRAINING",
            "amounts_per_vat_rate": [{"vat_rate": "NORMAL", "amount": "21.42"}],
            "amounts_per_payment_type": [{"payment_type": "CASH", "amount": "21.42"}],
        }
    }
}


class Sent(logging.Handler):
    """Method and path of each request, from the program's own log."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        fields = vars(record).get("tse_fields", {})
        self.requests.append((fields.get("method"), fields.get("path")))


@dataclass
class Shop:
    """One API key at a sandbox, and the ids a set-up would choose."""

    client: SignDeClient
    control: Control
    pauses: list[float]
    sent: list[tuple[str, str]]
    tss_id: str
    client_id: str
    tx_id: str
    puk: Secret

    def seen(self, operation: str) -> int:
        """How often it was sent, failures and repeats included."""
        (wanted,) = {(o.method, o.path) for o in ALL_OPERATIONS if o.name == operation}
        return self.sent.count(wanted)

    def signed(self) -> list[int]:
        """The counters of everything the TSS has signed."""
        return [message.counter for message in self.control.signed_messages(self.tss_id)]

    async def create(self) -> CreatedTss:
        created = await self.client.create_tss(self.tss_id)
        self.puk = created.admin_puk
        return created

    async def open_admin(self) -> None:
        await self.create()
        await self.client.update_tss(self.tss_id, TssState.UNINITIALIZED)
        await self.client.change_admin_pin(self.tss_id, self.puk, PIN)
        await self.client.authenticate_admin(self.tss_id, PIN)

    async def set_up(self) -> None:
        await self.open_admin()
        await self.client.update_tss(self.tss_id, TssState.INITIALIZED, description="Laden 1")
        await self.client.create_client(self.tss_id, self.client_id, "Kasse 1")

    async def write(self, revision: int, state: TxState, schema: Any = None) -> Transaction:
        return await self.client.upsert_transaction(
            self.tss_id,
            self.tx_id,
            tx_revision=revision,
            state=state,
            client_id=self.client_id,
            schema=schema,
        )


@asynccontextmanager
async def opened(place: str) -> AsyncIterator[Shop]:
    app = SandboxApp(None, seed=7, clock=FakeClock())
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        app.control.clock.advance(seconds)

    settings = HttpSettings(pause=pause)
    log, sent = logging.getLogger("tse_companion"), Sent()
    log.setLevel(logging.INFO)
    log.addHandler(sent)
    with ExitStack() as stack:
        stack.callback(log.removeHandler, sent)
        if place == "memory":
            transport = Transport("http://practice/api/v2", http=settings, asgi_app=app)
        else:
            transport = Transport(stack.enter_context(served(app)).base_url, http=settings)
        credentials = ApiCredentials(Secret(app.api_key), Secret(app.api_secret))
        client = SignDeClient(transport, credentials)
        tss_id, client_id, tx_id = (str(uuid.uuid4()) for _ in range(3))
        try:
            ids = tss_id, client_id, tx_id
            yield Shop(client, app.control, pauses, sent.requests, *ids, Secret(""))
        finally:
            await client.aclose()
            await app.aclose()
