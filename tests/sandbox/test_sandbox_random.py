"""A client that does anything at any time, right and wrong, and a sandbox that stays sound.

The bounded form is part of the suite. The long one, thousands of sequences, is started by hand:
``pytest tests/sandbox/test_sandbox_random.py --hypothesis-profile=long``.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import httpx
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sandbox.archives import gaps, judged
from sandbox.model import CLIENTS, FAILURES, OPEN, ClientModel, TssModel, TxModel, Write
from sandbox.shop import client_for, new_id, raw, receipt
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.clock import FakeClock
from tse_companion.tse.keys import verify_signature
from tse_companion.tse.verify import verify_qr_text

T = TypeVar("T")

IS_LONG = settings.get_current_profile_name() == "long"
PINS = ("123456", "abc-def", "KIOSK77")
PUKS = ("0000000000", "1234567890")
SERIALS = ("KASSE-1", "KASSE-2", "ERS 1f9b/2:3?", "x" * 70)
STATES = ("ACTIVE", "FINISHED", "CANCELLED")
SCHEMAS: tuple[dict[str, Any] | None, ...] = (
    None,
    receipt(),
    receipt(amounts_per_vat_rate=[], amounts_per_payment_type=[]),
    {"standard_v1": {"order": {"line_items": [
        {"quantity": "2", "text": 'Eis "Ü";', "price_per_unit": "3.99"}
    ]}}},
    raw("Sonstiges", base64.b64encode(bytes(range(256))).decode()),
)  # fmt: skip

anything = st.integers(0, 2**16)
devices = st.sampled_from((0, 0, 0, 1, 2))  # most of it happens at the first one
schemas = st.sampled_from(SCHEMAS)


class RandomClient(RuleBasedStateMachine):
    """One sandbox and the model of what must be in it."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = FakeClock()
        self.runner = asyncio.Runner()
        self.devices: list[TssModel] = []
        self.owners: dict[str, str] = {}  # of client ids
        self.touched: set[str] = set()  # TSS that were spoken to since they were looked at
        self.app = self.opened()
        self.http = client_for(self.app)

    def opened(self) -> SandboxApp:
        app = SandboxApp(self.state_file(), seed=7, clock=self.clock)
        app.control.limits.active_tss = 3
        app.control.limits.registered_clients = CLIENTS
        app.control.limits.active_transactions = OPEN
        app.control.limits.list_transactions_per_minute = 10**6
        return app

    def state_file(self) -> Path | None:
        return None

    def log_in_to_the_service(self) -> None:
        body = {"api_key": self.app.api_key, "api_secret": self.app.api_secret}
        token = self.ok("POST", "/auth", body)["access_token"]
        self.http.headers["Authorization"] = f"Bearer {token}"

    # --- requests ----------------------------------------------------------------------------

    def send(self, method: str, path: str, body: Any = None) -> httpx.Response:
        json = {} if body is None else {"json": body}
        return self.runner.run(self.http.request(method, path, **json))

    def ok(self, method: str, path: str, body: Any = None) -> Any:
        return self.foretold(None, method, path, body)

    def foretold(self, code: str | None, method: str, path: str, body: Any = None) -> Any:
        """Send it: the answer must be the refusal foretold, or success for ``None``."""
        answer = self.send(method, path, body)
        self.touched.update(path.split("/")[2:3])
        document = answer.json() if answer.content else None
        got = None if answer.status_code == 200 else (document or {}).get("code")
        assert got == code, f"{method} {path} {body}: {answer.text}"
        return document

    def pick(self, among: Sequence[T], number: int) -> T:
        return among[number % len(among)]

    # --- setting up --------------------------------------------------------------------------

    @initialize(pin=st.sampled_from(PINS))
    def begin_with_a_till_at_work(self, pin: str) -> None:
        self.log_in_to_the_service()
        self.create_tss()
        self.set_up(0, pin)
        assert (self.devices[0].state, self.devices[0].registered) == ("INITIALIZED", 1)

    @rule(which=devices, pin=st.sampled_from(PINS))
    def set_up(self, which: int, pin: str) -> None:
        """What has to be done for another till, as far as it can be done."""
        self.move(which, "UNINITIALIZED")
        self.set_pin(which, 0, pin, right=True)
        self.log_in_as_admin(which, pin, right=True)
        self.move(which, "INITIALIZED")
        serial = self.pick(SERIALS, len(self.pick(self.devices, which).clients))
        self.create_client(which, serial, 0, known=False)

    @rule()
    def create_tss(self) -> None:
        tss_id = new_id()
        busy = sum(d.state in ("CREATED", "UNINITIALIZED", "INITIALIZED") for d in self.devices)
        code = "E_TSS_LIMIT_REACHED" if busy >= 3 else None
        made = self.foretold(code, "PUT", f"/tss/{tss_id}", {})
        if code is None:
            self.devices.append(TssModel(tss_id, made["admin_puk"]))

    @rule(which=devices)
    def create_the_tss_again(self, which: int) -> None:
        device = self.pick(self.devices, which)
        code = device.create_again()
        again = self.foretold(code, "PUT", f"/tss/{device.id}", {})
        assert code is not None or again["admin_puk"] == device.puk

    @precondition(lambda self: len(self.devices) > 1)
    @rule()
    def retire(self) -> None:
        self.move(1, "DISABLED")

    @rule(which=devices, to=st.sampled_from(("UNINITIALIZED", "INITIALIZED", "INITIALIZED")))
    def move(self, which: int, to: str) -> None:
        device = self.pick(self.devices, which)
        self.foretold(device.move(to), "PATCH", f"/tss/{device.id}", {"state": to})

    @rule(which=devices, puk=anything, pin=st.sampled_from(PINS), right=st.booleans())
    def set_pin(self, which: int, puk: int, pin: str, right: bool) -> None:
        device = self.pick(self.devices, which)
        given = device.puk if right else self.pick(PUKS, puk)
        body = {"admin_puk": given, "new_admin_pin": pin}
        self.foretold(device.set_pin(given, pin), "PATCH", f"/tss/{device.id}/admin", body)

    @rule(which=devices, pin=st.sampled_from(PINS), right=st.booleans())
    def log_in_as_admin(self, which: int, pin: str, right: bool) -> None:
        device = self.pick(self.devices, which)
        given = device.pin if right and device.pin is not None else pin
        path = f"/tss/{device.id}/admin/auth"
        self.foretold(device.log_in(given), "POST", path, {"admin_pin": given})

    @precondition(lambda self: any(not device.is_blocked for device in self.devices))
    @rule(which=anything)
    def guess_the_pin_until_it_is_blocked(self, which: int) -> None:
        device = self.pick([device for device in self.devices if not device.is_blocked], which)
        for guess in range(device.failures, FAILURES + 1):
            body = {"admin_pin": f"guess {guess}"}
            code = device.log_in(body["admin_pin"])
            self.foretold(code, "POST", f"/tss/{device.id}/admin/auth", body)

    @rule(which=devices)
    def log_out_as_admin(self, which: int) -> None:
        device = self.pick(self.devices, which)
        self.foretold(device.log_out(), "POST", f"/tss/{device.id}/admin/logout", {})

    # --- clients -----------------------------------------------------------------------------

    @rule(which=devices, serial=st.sampled_from(SERIALS), client=anything, known=st.booleans())
    def create_client(self, which: int, serial: str, client: int, known: bool) -> None:
        device = self.pick(self.devices, which)
        client_id = new_id()
        if known and self.owners:
            client_id = self.pick(tuple(self.owners), client)
        before = len(device.clients)
        code = device.create_client(client_id, serial, self.owners.get(client_id))
        path = f"/tss/{device.id}/client/{client_id}"
        self.foretold(code, "PUT", path, {"serial_number": serial})
        if len(device.clients) > before:
            self.owners[client_id] = device.id

    @precondition(lambda self: self.owners)
    @rule(client=anything, registered=st.booleans())
    def update_client(self, client: int, registered: bool) -> None:
        device, found = self.any_client(client)
        code = device.update_client(found, registered=registered)
        body = {"state": "REGISTERED" if registered else "DEREGISTERED"}
        self.foretold(code, "PATCH", f"/tss/{device.id}/client/{found.id}", body)

    def any_client(self, number: int) -> tuple[TssModel, ClientModel]:
        return self.pick([(d, c) for d in self.devices for c in d.clients], number)

    # --- transactions ------------------------------------------------------------------------

    @rule(which=devices, client=anything, content=schemas, state=st.sampled_from(STATES))
    def start(self, which: int, client: int, content: Any, state: str) -> None:
        device = self.pick(self.devices, which)
        known = self.pick(device.clients or [ClientModel(new_id(), "")], client)
        self.write(device, new_id(), 1, "ACTIVE" if client % 8 else state, known.id, content)

    @precondition(lambda self: any(device.registered for device in self.devices))
    @rule(
        client=anything,
        ends=st.lists(st.sampled_from(STATES), min_size=1, max_size=3),
        content=schemas,
        steps=st.integers(2, 3),
    )
    def sell(self, client: int, ends: list[str], content: Any, steps: int) -> None:
        """As a till does: starts, updates, ends; all with one kind of content."""
        working = [(d, c) for d in self.devices for c in d.clients if c.is_registered]
        device, till = self.pick(working, client)
        for end in ends:
            tx_id = new_id()
            self.write(device, tx_id, 1, "ACTIVE", till.id, None)
            for revision in range(2, steps + 1):
                state = end if revision == steps else "ACTIVE"
                self.write(device, tx_id, revision, state, till.id, content or SCHEMAS[1])

    @precondition(lambda self: any(device.txs for device in self.devices))
    @rule(
        tx=anything,
        client=anything,
        content=schemas,
        state=st.sampled_from(STATES),
        ahead=st.sampled_from((1, 1, 1, 1, 0, -1, 2)),
    )
    def go_on(self, tx: int, client: int, content: Any, state: str, ahead: int) -> None:
        device, found = self.any_tx(tx)
        known = self.pick(device.clients, client)
        self.write(device, found.id, max(1, found.latest + ahead), state, known.id, content)

    @precondition(lambda self: any(device.txs for device in self.devices))
    @rule(tx=anything)
    def send_the_newest_write_again(self, tx: int) -> None:
        device, found = self.any_tx(tx)
        last = found.writes[-1]
        self.write(device, found.id, last.revision, last.body["state"], last.body["client_id"],
                   last.body.get("schema"))  # fmt: skip

    def write(
        self,
        device: TssModel,
        tx_id: str,
        revision: int,
        state: str,
        client_id: str,
        content: dict[str, Any] | None,
    ) -> None:
        body = {"state": state, "client_id": client_id}
        wish = Write(revision, body if content is None else {**body, "schema": content})
        before, code = device.counter, device.write(tx_id, wish)
        path = f"/tss/{device.id}/tx/{tx_id}?tx_revision={revision}"
        shown = self.foretold(code, "PUT", path, wish.body)
        if code is not None:
            return
        shown["signature"]["counter"] = int(shown["signature"]["counter"])
        tx = next(tx for tx in device.txs if tx.id == tx_id)
        if device.counter == before:
            assert shown == tx.writes[-1].answer  # a repeat signs nothing and says the same
            return
        tx.writes[-1].answer = shown
        assert (shown["number"], shown["state"]) == (tx.number, tx.state)
        assert shown["revision"] == shown["latest_revision"] == tx.latest
        assert shown["signature"]["counter"] == device.counter
        if tx.state == "FINISHED" and content != SCHEMAS[-1]:  # that one is no text
            verdict = verify_qr_text(shown["qr_code_data"])
            assert (verdict.status, verdict.fields["signature_counter"]) == (
                "valid",
                device.counter,
            )

    def any_tx(self, number: int) -> tuple[TssModel, TxModel]:
        return self.pick([(d, tx) for d in self.devices for tx in d.txs], number)

    @precondition(lambda self: any(device.txs for device in self.devices))
    @rule(tx=anything, revision=anything, by_number=st.booleans())
    def read_a_transaction(self, tx: int, revision: int, by_number: bool) -> None:
        device, found = self.any_tx(tx)
        path = f"/tss/{device.id}/tx/{found.number if by_number else found.id}"
        wanted = self.pick(found.writes, revision)
        shown = self.ok("GET", f"{path}?tx_revision={wanted.revision}")
        shown["signature"]["counter"] = int(shown["signature"]["counter"])
        assert shown == {**wanted.answer, "latest_revision": found.latest}

    # --- time, exports, and what must always be true -----------------------------------------

    @rule(seconds=st.sampled_from((1, 60, 3600)))
    def let_time_pass(self, seconds: int) -> None:
        self.clock.advance(seconds)
        self.log_in_to_the_service()

    @rule(which=devices)
    def export(self, which: int) -> None:
        device = self.pick(self.devices, which)
        path = f"/tss/{device.id}/export/{new_id()}"
        can = device.state in ("INITIALIZED", "DISABLED")
        code = None if can else "E_TSS_ILLEGAL_STATE_TO_PERFORM_EXPORT"
        self.foretold(code, "PUT", path)
        if not can:
            return
        self.clock.advance(60)
        found = judged(self.send("GET", f"{path}/file").content)
        assert found.counters == list(range(2, device.counter + 1))
        starts = [log.transaction_number for log in found.logs if log.step == "Start"]
        assert starts == [tx.number for tx in device.txs]
        signed = {log.counter: log.signature for log in found.logs}
        for write in (write for tx in device.txs for write in tx.writes):
            signature = write.answer["signature"]
            assert base64.b64decode(signature["value"]) == signed[signature["counter"]]

    @invariant()
    def the_answers_count_right(self) -> None:
        for device in [device for device in self.devices if device.id in self.touched]:
            shown = self.ok("GET", f"/tss/{device.id}")
            assert shown["state"] == device.state
            if device.state == "CREATED":
                continue
            assert int(shown["signature_counter"]) == device.counter
            assert int(shown.get("transaction_counter", 0)) == len(device.txs)
            assert shown["number_active_transactions"] == device.open
            assert shown["number_registered_clients"] == device.registered
            inside = self.app.control.tss(device.id)
            assert (inside.failures, inside.is_pin_blocked, inside.admin_logged_in) == (
                device.failures,
                device.is_blocked,
                device.is_admin,
            )
        self.touched.clear()

    def teardown(self) -> None:
        try:
            for device in self.devices:
                self.judge_all_that_was_signed(device)
                self.judge_the_lists(device)
        finally:
            self.runner.run(self.http.aclose())
            self.runner.run(self.app.aclose())
            self.runner.close()

    def judge_all_that_was_signed(self, device: TssModel) -> None:
        messages = self.app.control.signed_messages(device.id)
        if not messages:
            assert device.counter == 1
            return
        assert gaps([message.counter for message in messages]) == []
        assert (messages[0].counter, messages[-1].counter) == (2, device.counter)
        times = [message.log_time for message in messages]
        assert times == sorted(times)
        point = base64.b64decode(self.ok("GET", f"/tss/{device.id}")["public_key"])
        for message in messages:
            verify_signature(point, "ecdsa-plain-SHA256", message.signed, message.signature)

    def judge_the_lists(self, device: TssModel) -> None:
        for state in ("ACTIVE", "FINISHED", "CANCELLED"):
            page = self.ok("GET", f"/tss/{device.id}/tx?states={state}&order_by=number")
            wanted = [tx.id for tx in device.txs if tx.state == state]
            assert [item["_id"] for item in page["data"]] == wanted[:100]
            assert page["count"] == len(wanted)


class RestartedClient(RandomClient):
    """The same with a state file, and a sandbox that is stopped and started in between."""

    def __init__(self) -> None:
        self.folder = TemporaryDirectory()
        super().__init__()

    def state_file(self) -> Path:
        return Path(self.folder.name) / "sandbox.sqlite"

    @rule()
    def restart(self) -> None:
        self.runner.run(self.http.aclose())
        self.runner.run(self.app.aclose())
        self.app = self.opened()
        self.http = client_for(self.app)
        self.log_in_to_the_service()

    def teardown(self) -> None:
        super().teardown()
        self.folder.cleanup()


TestRandomClient = pytest.mark.timeout(0 if IS_LONG else 60)(RandomClient.TestCase)
TestRestartedClient = pytest.mark.timeout(0 if IS_LONG else 60)(RestartedClient.TestCase)
if IS_LONG:  # as many sequences as the profile says, and some with a file
    TestRestartedClient.settings = settings(max_examples=200)
else:
    TestRandomClient.settings = settings(max_examples=20, stateful_step_count=40)
    TestRestartedClient.settings = settings(max_examples=4, stateful_step_count=30)
