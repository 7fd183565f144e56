"""A till-side client for a sandbox, with the steps of the main job."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

from sandbox.contract import JudgedTransport
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.faults import FaultKind

BASE_URL = "http://sandbox/api/v2"
PIN = "Kiosk-77"

_numbers = itertools.count(1)


def new_id() -> str:
    """A version 4 UUID that is the same in every run of the same test order."""
    return str(uuid.UUID(int=next(_numbers), version=4))


def receipt(**changes: Any) -> dict[str, Any]:
    """A ``schema`` with a small receipt."""
    content: dict[str, Any] = {
        "receipt_type": "RECEIPT",
        "amounts_per_vat_rate": [{"vat_rate": "NORMAL", "amount": "21.42"}],
        "amounts_per_payment_type": [{"payment_type": "NON_CASH", "amount": "21.42"}],
    }
    return {"standard_v1": {"receipt": {**content, **changes}}}


def raw(process_type: str = "Kassenbeleg-V1", process_data: str = "dGVzdA==") -> dict[str, Any]:
    """A ``schema`` with ready-made data."""
    return {"raw": {"process_type": process_type, "process_data": process_data}}


@dataclass
class Shop:
    """A till-side client with one TSS and one client id."""

    http: httpx.AsyncClient
    app: SandboxApp
    tss_id: str = field(default_factory=new_id)
    client_id: str = field(default_factory=new_id)
    puk: str = ""

    @property
    def tss(self) -> str:
        return f"/tss/{self.tss_id}"

    @property
    def client(self) -> str:
        return f"{self.tss}/client/{self.client_id}"

    def inside(self) -> tuple[Any, ...]:
        """What tells whether anything has happened to the TSS."""
        view = self.app.control.tss(self.tss_id)
        return (
            view.state,
            view.signature_counter,
            view.transaction_counter,
            view.failures,
            view.admin_logged_in,
            view.clients,
        )

    async def call(self, method: str, path: str, body: Any = None, **more: Any) -> httpx.Response:
        """One request; a body of ``None`` sends none."""
        if body is not None:
            more["json"] = body
        return await self.http.request(method, path, **more)

    async def ok(self, method: str, path: str, body: Any = None, **more: Any) -> Any:
        """One request that must succeed; its document, or ``None`` for an empty answer."""
        answer = await self.call(method, path, body, **more)
        assert answer.status_code == 200, answer.text
        return answer.json() if answer.content else None

    async def refused(
        self, code: str | None, status: int, method: str, path: str, body: Any = None, **more: Any
    ) -> httpx.Response:
        """One request that must be refused with this code and status."""
        answer = await self.call(method, path, body, **more)
        document = answer.json()
        assert (document.get("code"), answer.status_code) == (code, status), answer.text
        assert document["status_code"] == status
        assert document["message"]
        return answer

    async def log_in(self, account: str = "own") -> None:
        key = self.app.control.accounts[account]
        body = {"api_key": key.api_key, "api_secret": key.api_secret}
        tokens = await self.ok("POST", "/auth", body)
        self.http.headers["Authorization"] = f"Bearer {tokens['access_token']}"

    async def create(self) -> Any:
        created = await self.ok("PUT", self.tss, {})
        self.puk = created["admin_puk"]
        return created

    async def move(self, state: str, **more: Any) -> Any:
        return await self.ok("PATCH", self.tss, {"state": state, **more})

    async def set_pin(self, pin: str = PIN) -> None:
        body = {"admin_puk": self.puk, "new_admin_pin": pin}
        await self.ok("PATCH", f"{self.tss}/admin", body)

    async def open_admin(self, pin: str = PIN) -> None:
        await self.ok("POST", f"{self.tss}/admin/auth", {"admin_pin": pin})

    async def close_admin(self) -> None:
        await self.ok("POST", f"{self.tss}/admin/logout", {})

    async def register(self, serial: str = "KASSE-1") -> Any:
        return await self.ok("PUT", self.client, {"serial_number": serial})

    async def initialize(self) -> None:
        """From nothing to INITIALIZED, admin logged in."""
        await self.create()
        await self.move("UNINITIALIZED")
        await self.set_pin()
        await self.open_admin()
        await self.move("INITIALIZED")

    async def set_up(self) -> None:
        """From nothing to a till that can sign, admin logged out."""
        await self.initialize()
        await self.register()
        await self.close_admin()

    def tx(self, tx_id: str | int, revision: int | None = None) -> str:
        query = "" if revision is None else f"?tx_revision={revision}"
        return f"{self.tss}/tx/{tx_id}{query}"

    def wish(self, state: str = "ACTIVE", **more: Any) -> dict[str, Any]:
        return {"state": state, "client_id": self.client_id, **more}

    async def start(self, tx_id: str | None = None, **more: Any) -> Any:
        return await self.ok("PUT", self.tx(tx_id or new_id(), 1), self.wish(**more))

    async def finish(self, tx_id: str, revision: int = 2, **more: Any) -> Any:
        body = self.wish("FINISHED", **{"schema": receipt(), **more})
        return await self.ok("PUT", self.tx(tx_id, revision), body)


def client_for(app: SandboxApp) -> httpx.AsyncClient:
    """A plain HTTP client that reaches this sandbox in memory; every answer is judged."""

    def is_made_up(request_id: str) -> bool:
        seen = next(r for r in reversed(app.control.requests) if r.request_id == request_id)
        return FaultKind.STATUS in seen.faults

    transport = JudgedTransport(httpx.ASGITransport(app), is_made_up)
    return httpx.AsyncClient(transport=transport, base_url=BASE_URL)
