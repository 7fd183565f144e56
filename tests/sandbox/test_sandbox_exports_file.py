"""The file of an export, byte by byte, and the log of one revision (tse-formats section 6)."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest
from cryptography import x509

from sandbox.archives import TAKES, exported, fetch, gaps, judged, path, trigger
from sandbox.shop import BASE_URL, Shop, new_id, raw, receipt
from tse_companion.sandbox import archive
from tse_companion.sandbox.clock import FakeClock
from tse_companion.sandbox.device import SignedMessage
from tse_companion.sandbox.faults import ConnectionCut
from tse_companion.tse.messages import log_file, parse_log

LONGEST = "A" * 70


async def sell(shop: Shop, *, times: int = 1) -> str:
    """Sales of three steps each; the id of the last."""
    tx_id = new_id()
    for _ in range(times):
        tx_id = new_id()
        await shop.start(tx_id)
        await shop.ok("PUT", shop.tx(tx_id, 2), shop.wish(schema=receipt()))
        await shop.finish(tx_id, 3)
    return tx_id


async def test_every_signed_log_is_in_the_file_as_it_was_signed(
    till: Shop, clock: FakeClock
) -> None:
    await sell(till, times=3)
    await till.start()
    signed = till.app.control.signed_messages(till.tss_id)
    found = await exported(till, clock)
    assert [(log.signed, log.signature) for log in found.logs] == [
        (message.signed, message.signature) for message in signed
    ]
    logs = [content for name, content in found.files.items() if name.endswith(".log")]
    assert logs == [log_file(message.signed, message.signature) for message in signed]
    assert found.counters[0] == 2  # the first one was spent on the certificate request
    assert gaps(found.counters) == []


async def test_device_data_and_certificates(till: Shop, clock: FakeClock) -> None:
    found = await exported(till, clock)
    assert found.info == (
        b'"description:","TSE-Companion Practice TSE","manufacturer:","TSE-Companion",'
        b'"version:","sandbox 2.2.2"'
    )
    serial = (await till.ok("GET", till.tss))["serial_number"]
    assert list(found.files)[:2] == ["info.csv", f"{serial}_X509.der"]
    files = [content for name, content in found.files.items() if name.endswith(".der")]
    device, sub, root = (x509.load_der_x509_certificate(content) for content in files)
    device.verify_directly_issued_by(sub)
    sub.verify_directly_issued_by(root)
    root.verify_directly_issued_by(root)
    assert tuple(files[1:]) == till.app.control.chain


async def test_the_archive_is_plain_ustar_without_owners(till: Shop, clock: FakeClock) -> None:
    made = await trigger(till)
    clock.advance(TAKES)
    data = await fetch(till, made["_id"])
    at = 0
    while data[at] != 0:
        header = data[at : at + 512]
        assert header[257:265] == b"ustar\x0000"
        assert header[156:157] == b"0"
        assert header[265:329] == bytes(64)
        assert sum(header[:148]) + sum(b" " * 8) + sum(header[156:]) == int(header[148:154], 8)
        size = int(header[124:135], 8)
        body = data[at + 512 : at + 512 + -(-size // 512) * 512]
        assert body[size:].strip(b"\0") == b""
        at += 512 + len(body)
    assert data[at:] == bytes(1024)
    for member in judged(data).entries:
        assert (member.uid, member.gid, member.uname, member.gname) == (0, 0, "", "")
        assert member.mode == 0o644
        if member.name.endswith(".log"):
            assert f"Unixt_{member.mtime}_" in member.name


async def test_the_same_export_gives_the_same_bytes(till: Shop, clock: FakeClock) -> None:
    first, second = await trigger(till), await trigger(till, start_signature_counter=1)
    clock.advance(TAKES)
    data = await fetch(till, first["_id"])
    await sell(till)
    clock.advance(1000)
    assert await fetch(till, first["_id"]) == data
    assert await fetch(till, second["_id"]) == data
    answer = await till.call("GET", f"{path(till, first['_id'])}/file")
    name = f'attachment; filename="{first["_id"]}.tar"'
    assert answer.headers["content-disposition"] == name


async def test_only_long_names_have_pax_headers(shop: Shop, clock: FakeClock) -> None:
    await shop.initialize()
    await shop.register(LONGEST)
    other = Shop(shop.http, shop.app, tss_id=shop.tss_id)
    # With this one the name of a Start is as long as a plain header takes.
    head = "Unixt_1767600000_Sig-30_Log-Tra_No-1_Start_Client-.log"
    await other.register("B" * (99 - len(head)))
    await sell(other)
    await sell(shop)
    found = await exported(shop, clock)
    assert {len(entry.name) for entry in found.entries if entry.name.endswith("B.log")} == {99, 100}
    assert max(len(entry.name) for entry in found.entries) > 120
    for entry in found.entries:
        assert entry.pax_headers == ({"path": entry.name} if len(entry.name) > 99 else {})


async def test_serials_that_no_file_name_may_have(shop: Shop, clock: FakeClock) -> None:
    await shop.initialize()
    await shop.register("../ERS: 7?")
    await sell(shop)
    found = await exported(shop, clock)
    log = found.logs[-1]
    assert log.client_id == "../ERS: 7?"
    assert list(found.files)[-1].endswith("_Client-.._ERS_ 7_.log")


@pytest.mark.parametrize("length", range(90, 110))
def test_sizes_are_known_beforehand(length: int) -> None:
    for size in (0, 1, 511, 512, 513):
        made = archive.entry("n" * length, bytes(size), 7)
        assert len(made) == archive.entry_size("n" * length, size)


def test_sizes_of_logs_are_known_beforehand() -> None:
    for size in range(20, 700):
        message = SignedMessage(
            counter=10 ** size.bit_length(),
            kind="transaction",
            operation="Start",
            log_time=1_767_600_000,
            transaction_number=size,
            client_serial="x" * (size % 71),
            signed=bytes(size),
            signature=bytes(64),
        )
        assert len(archive.log(message)) == archive.log_size(message)


# --- streaming -------------------------------------------------------------------------------


class Download:
    """The application called by hand, one message of the answer at a time."""

    def __init__(self, shop: Shop, subject: str) -> None:
        self._shop = shop
        self._path = httpx_path(subject)
        self.headers: dict[bytes, bytes] = {}
        self.parts: list[bytes] = []
        self.has_left = False

    async def run(self, between: Any = None) -> None:
        """To the end; ``between`` is awaited after each part."""

        request = iter([{"type": "http.request", "body": b""}])

        async def receive() -> MutableMapping[str, Any]:
            for message in request:
                return message
            if not self.has_left:
                await asyncio.Event().wait()  # as servers do: there is no more to come
            return {"type": "http.disconnect"}

        async def send(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                assert message["status"] == 200
                self.headers = dict(message["headers"])
                return
            self.parts.append(message["body"])
            if between is not None:
                await between(len(self.parts))

        authorization = self._shop.http.headers["Authorization"].encode()
        scope = {
            "type": "http",
            "method": "GET",
            "path": self._path,
            "query_string": b"",
            "headers": [(b"authorization", authorization), (b"host", b"sandbox")],
            "client": ("127.0.0.1", 1),
        }
        await self._shop.app(scope, receive, send)


def httpx_path(subject: str) -> str:
    return BASE_URL.removeprefix("http://sandbox") + subject


async def big_export(till: Shop, clock: FakeClock) -> str:
    """The path of the file of an export with many messages."""
    await sell(till, times=150)
    made = await trigger(till)
    clock.advance(TAKES)
    return f"{path(till, made['_id'])}/file"


async def test_a_big_file_comes_in_small_parts_while_others_work(
    till: Shop, clock: FakeClock
) -> None:
    file = await big_export(till, clock)
    whole = (await till.call("GET", file)).content

    async def sell_on(part: int) -> None:
        await till.start()

    download = Download(till, file)
    await download.run(sell_on)
    assert b"".join(download.parts) == whole
    assert int(download.headers[b"content-length"]) == len(whole)
    assert len(download.parts) > 4
    assert max(map(len, download.parts)) < 300_000
    assert len(judged(whole).logs) > 450


async def test_a_download_ends_when_its_tss_is_removed(till: Shop, clock: FakeClock) -> None:
    file = await big_export(till, clock)

    async def remove(part: int) -> None:
        if part == 2:
            till.app.control.reset()

    with pytest.raises(ConnectionCut):
        await Download(till, file).run(remove)


async def test_a_file_is_not_made_for_callers_who_left(till: Shop, clock: FakeClock) -> None:
    download = Download(till, await big_export(till, clock))

    async def leave(part: int) -> None:
        download.has_left = part == 2

    await download.run(leave)
    assert len(download.parts) == 2


# --- one signed log --------------------------------------------------------------------------


async def test_the_log_of_each_revision(till: Shop, clock: FakeClock) -> None:
    tx_id = await sell(till)
    found = await exported(till, clock, transaction_number=1)
    contents = [content for name, content in found.files.items() if name.endswith(".log")]
    for revision, content in enumerate(contents, start=1):
        answer = await till.call("GET", f"{till.tss}/tx/{tx_id}/log?tx_revision={revision}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["request-id"]
        assert answer.content == content
    newest = await till.call("GET", f"{till.tss}/tx/1/log")
    assert newest.content == contents[-1]
    assert parse_log(newest.content).step == "Finish"


async def test_a_log_holds_bytes_that_no_answer_can_show(till: Shop) -> None:
    tx_id = new_id()
    await till.start(tx_id)
    await till.finish(tx_id, schema=raw("Sonstiges", "AP+AgQ0KAAAA"))
    log = parse_log((await till.call("GET", f"{till.tss}/tx/{tx_id}/log")).content)
    assert log.process_data == b"\x00\xff\x80\x81\r\n\x00\x00\x00"


async def test_logs_that_are_not_there(till: Shop) -> None:
    tx_id = await sell(till)
    beyond = f"{till.tss}/tx/{tx_id}/log?tx_revision=4"
    await till.refused("E_TX_REVISION_NOT_FOUND", 400, "GET", beyond)
    await till.refused("E_TX_NOT_FOUND", 404, "GET", f"{till.tss}/tx/9/log")
    await till.refused("E_TSS_NOT_FOUND", 404, "GET", f"/tss/{new_id()}/tx/1/log")
