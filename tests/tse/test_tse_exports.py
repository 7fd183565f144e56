"""Log messages of real devices, read and proven with the certificates beside them."""

from __future__ import annotations

import json
import tarfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tse_companion.tse.authority import certificate_facts
from tse_companion.tse.keys import SignatureInvalid, verify_signature
from tse_companion.tse.messages import MalformedLog, ParsedLog, log_file, parse_log

# One certificate in an export of 2021 carries a serial number that X.509 forbids.
pytestmark = pytest.mark.filterwarnings("ignore:Parsed a serial number")


def _entries(archive: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            if content is not None:
                found[member.name] = content.read()
    return found


def _keys(entries: dict[str, bytes]) -> dict[bytes, bytes]:
    keys: dict[bytes, bytes] = {}
    for name, data in entries.items():
        if "_X509." in name:
            facts = certificate_facts(data)
            if facts.public_key is not None and facts.key_serial_hex is not None:
                keys[bytes.fromhex(facts.key_serial_hex)] = facts.public_key
    return keys


def _category(parsed: ParsedLog, keys: dict[bytes, bytes]) -> str:
    if parsed.serial not in keys:
        return "unchecked"
    try:
        verify_signature(keys[parsed.serial], parsed.algorithm, parsed.signed, parsed.signature)
    except SignatureInvalid as error:
        return "invalid" if error.category == "bad_signature" else error.category
    return "valid"


def test_every_message_of_a_live_device(reference_data: Path) -> None:
    entries = _entries(reference_data / "exports" / "fiskaly_live_complete.tar")
    keys = _keys(entries)
    logs = {name: parse_log(data) for name, data in entries.items() if name.endswith(".log")}
    assert len(logs) == 51
    for name, parsed in logs.items():
        assert _category(parsed, keys) == "valid", name
        assert log_file(parsed.signed, parsed.signature) == entries[name], name
        assert name.startswith(f"Unixt_{parsed.log_time.unix}_Sig-{parsed.counter}_")
        if parsed.kind == "transaction":
            assert f"_No-{parsed.transaction_number}_{parsed.step}_" in name
            assert name.endswith(f"_Client-{parsed.client_id}.log")
        else:
            assert name.endswith(f"_Log-Sys_{parsed.operation}.log")
    starts = [parsed for parsed in logs.values() if parsed.step == "Start"]
    assert {parsed.process_type for parsed in starts} <= {" ", "Kassenbeleg-V1", "Bestellung-V1"}


def test_counts_of_all_exports(reference_data: Path) -> None:
    expected: list[dict[str, Any]] = json.loads(
        (reference_data / "exports" / "expected.json").read_text(encoding="utf-8")
    )
    judged = 0
    for archive in expected:
        # A cut archive, and names that point outside, are the archive reader's business.
        if archive["file"] in ("tampered_truncated.tar", "tampered_unsafe_names.tar"):
            continue
        entries = _entries(reference_data / "exports" / archive["file"])
        keys = _keys(entries)
        kinds: Counter[str] = Counter()
        signatures: Counter[str] = Counter()
        versions: Counter[str] = Counter()
        for name, data in entries.items():
            if not name.endswith(".log"):
                continue
            try:
                parsed = parse_log(data)
            except MalformedLog:
                kinds["malformed"] += 1
                continue
            kinds[parsed.kind] += 1
            versions[str(parsed.version)] += 1
            signatures[_category(parsed, keys)] += 1
        assert kinds == Counter(archive["logs"]), archive["file"]
        assert versions == Counter(archive["versions"]), archive["file"]
        assert signatures == Counter(archive["signatures"]), archive["file"]
        judged += 1
    assert judged >= 15


def test_device_with_indefinite_lengths(reference_data: Path) -> None:
    for file in ("deutsche_fiskal_test.tar", "simulator_indefinite_length.tar"):
        entries = _entries(reference_data / "exports" / file)
        parsed = [parse_log(data) for name, data in entries.items() if name.endswith(".log")]
        assert any(log.is_indefinite and log.step == "Finish" for log in parsed)
