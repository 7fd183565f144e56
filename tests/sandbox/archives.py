"""Reading the TAR of an export the way a stranger would, and judging all that is in it."""

from __future__ import annotations

import hashlib
import io
import re
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.shop import Shop, new_id
from tse_companion.sandbox.clock import FakeClock
from tse_companion.tse.authority import CertificateFacts, certificate_facts
from tse_companion.tse.keys import verify_signature
from tse_companion.tse.messages import ParsedLog, parse_log

TAKES = 60  # seconds; more than a small export needs

_LOG = re.compile(
    r"Unixt_(?P<time>\d+)_Sig-(?P<counter>\d+)_Log-"
    r"(Tra_No-(?P<number>\d+)_(?P<step>Start|Update|Finish)_Client-(?P<client>.+)"
    r"|Sys_(?P<event>\w+))\.log"
)
_CERTIFICATE = re.compile(r"(?P<serial>[0-9a-f]{64})_X509\.der")


@dataclass
class Archive:
    """What was found, in the order of the archive."""

    info: bytes = b""
    certificates: dict[str, CertificateFacts] = field(default_factory=dict)
    logs: list[ParsedLog] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    entries: list[tarfile.TarInfo] = field(default_factory=list)

    @property
    def counters(self) -> list[int]:
        return [log.counter for log in self.logs]


def judged(data: bytes) -> Archive:
    """The contents of an archive whose every name, log and signature was found right."""
    found = Archive()
    assert len(data) % 512 == 0
    assert data.endswith(bytes(1024))
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as tar:
        for member in tar:
            assert member.isreg()
            assert "/" not in member.name
            stream = tar.extractfile(member)
            assert stream is not None
            assert member.name not in found.files
            found.entries.append(member)
            found.files[member.name] = stream.read()
    for name, content in found.files.items():
        if name == "info.csv":
            found.info = content
        elif certificate := _CERTIFICATE.fullmatch(name):
            facts = certificate_facts(content)
            assert facts.key_serial_hex == certificate["serial"]
            found.certificates[certificate["serial"]] = facts
        else:
            found.logs.append(_log(name, content))
    for log in found.logs:
        judge(log, found.certificates[log.serial.hex()])
    return found


def _log(name: str, content: bytes) -> ParsedLog:
    named, log = _LOG.fullmatch(name), parse_log(content)
    assert named is not None, name
    assert int(named["counter"]) == log.counter
    assert int(named["time"]) == log.log_time.unix
    assert (named["number"] is not None) == (log.kind == "transaction")
    if log.kind == "transaction":
        assert int(named["number"]) == log.transaction_number
        assert named["step"] == log.step
        assert named["client"] == re.sub("[/:?]", "_", log.client_id or "")
    else:
        assert named["event"] == log.operation
    return log


def judge(log: ParsedLog, facts: CertificateFacts) -> None:
    """The signature is right, by a key that was certified when it was made."""
    assert facts.public_key is not None
    assert hashlib.sha256(facts.public_key).digest() == log.serial
    assert facts.is_valid_at(log.log_time.unix)
    verify_signature(facts.public_key, log.algorithm, log.signed, log.signature)


def gaps(counters: Sequence[int]) -> list[int]:
    """The numbers that are missing between the first and the last."""
    return sorted(set(range(min(counters), max(counters) + 1)) - set(counters))


# --- getting there ---------------------------------------------------------------------------


def path(shop: Shop, export_id: str, **filters: str | int) -> str:
    """The path of an export, with its filters when it is to be triggered."""
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return f"{shop.tss}/export/{export_id}" + (f"?{query}" if query else "")


async def trigger(shop: Shop, **filters: str | int) -> Any:
    """A new export as the answer shows it."""
    return await shop.ok("PUT", path(shop, new_id(), **filters))


async def fetch(shop: Shop, export_id: str) -> bytes:
    """The file of a COMPLETED export."""
    answer = await shop.call("GET", f"{path(shop, export_id)}/file")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/x-tar"
    assert int(answer.headers["content-length"]) == len(answer.content)
    return answer.content


async def exported(shop: Shop, clock: FakeClock, **filters: str | int) -> Archive:
    """What is in the file of a new export."""
    made = await trigger(shop, **filters)
    clock.advance(TAKES)
    return judged(await fetch(shop, made["_id"]))
