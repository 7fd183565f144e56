"""Everything that is signed: every message verifies, counters have no gap, times never fall."""

from __future__ import annotations

import base64
import itertools

from sandbox.shop import PIN, Shop, client_for, new_id, receipt
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.clock import FakeClock
from tse_companion.sandbox.device import SignedMessage
from tse_companion.tse.keys import verify_signature
from tse_companion.tse.messages import ParsedLog, log_file, parse_log


def parsed(message: SignedMessage) -> ParsedLog:
    return parse_log(log_file(message.signed, message.signature))


async def test_every_message_of_a_full_life_verifies(shop: Shop, clock: FakeClock) -> None:
    await shop.set_up()
    clock.advance(3)
    tx_id = new_id()
    await shop.start(tx_id)
    await shop.ok("PUT", shop.tx(tx_id, 2), shop.wish(schema=receipt()))
    clock.advance(3)
    await shop.finish(tx_id, 3)
    await shop.call("POST", f"{shop.tss}/admin/auth", {"admin_pin": "wrong-1"})
    await shop.open_admin()
    await shop.ok("PATCH", shop.client, {"state": "DEREGISTERED"})
    await shop.ok("PATCH", shop.client, {"state": "REGISTERED"})
    tss = await shop.move("DISABLED")
    key = base64.b64decode(tss["public_key"])
    messages = shop.app.control.signed_messages(shop.tss_id)
    for message in messages:
        log = parsed(message)
        verify_signature(key, log.algorithm, log.signed, log.signature)
        assert log.serial.hex() == tss["serial_number"]
        assert (log.counter, log.log_time.unix) == (message.counter, message.log_time)
        assert (log.kind, log.version) == (message.kind, 2)
    # Counter 1 was spent on the certificate request.
    assert [m.counter for m in messages] == list(range(2, int(tss["signature_counter"]) + 1))
    assert all(a.log_time <= b.log_time for a, b in itertools.pairwise(messages))
    assert [m.operation for m in messages[23:]] == [
        "unblockUser",
        "authenticateUser",
        "initialize",
        "registerClient",
        "logOut",
        "Start",
        "Update",
        "Finish",
        "authenticateUser",
        "authenticateUser",
        "deregisterClient",
        "registerClient",
        "disableSecureElement",
    ]


async def test_messages_hold_what_the_answers_say(till: Shop) -> None:
    tx_id = new_id()
    started = await till.start(tx_id)
    finished = await till.finish(tx_id)
    start, finish = (parsed(m) for m in till.app.control.signed_messages(till.tss_id)[-2:])
    # Observed: a Start without data has one blank as its process type.
    assert (start.process_type, start.process_data) == (" ", b"")
    for log, answer in ((start, started), (finish, finished)):
        assert log.client_id == answer["client_serial_number"]
        assert log.transaction_number == answer["number"]
        assert log.counter == answer["signature"]["counter"]
        assert base64.b64encode(log.signature).decode() == answer["signature"]["value"]
        assert log.log_time.unix == answer["log"]["timestamp"]
        assert log.step == answer["log"]["operation"]
    assert finish.process_type == "Kassenbeleg-V1"
    shown = finished["schema"]["raw"]["process_data"]
    assert finish.process_data == base64.b64decode(shown)


async def test_secrets_are_in_no_message(till: Shop) -> None:
    everything = b"".join(m.signed for m in till.app.control.signed_messages(till.tss_id))
    assert till.puk.encode() not in everything
    assert PIN.encode() not in everything


async def test_log_times_never_fall_with_the_clock() -> None:
    class Wayward(FakeClock):
        behind = 0

        def time(self) -> float:
            return super().time() - self.behind

    clock = Wayward()
    app = SandboxApp(None, clock=clock)
    async with client_for(app) as http:
        shop = Shop(http, app)
        await shop.log_in()
        await shop.set_up()
        newest = app.control.signed_messages(shop.tss_id)[-1].log_time
        clock.behind = 1000
        assert (await shop.start())["time_start"] == newest
    await app.aclose()
