"""The control side over HTTP: everything the README of the package promises."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from sandbox.shop import PIN, Shop, new_id
from tse_companion.sandbox import scenarios
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.clock import FakeClock
from tse_companion.sandbox.switches import WrongSwitch, check
from tse_companion.tse.keys import verify_signature


@pytest.fixture
async def door(sandbox: SandboxApp) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody on this machine, without any token."""
    transport = httpx.ASGITransport(sandbox)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8080") as http:
        yield http


async def get(door: httpx.AsyncClient, path: str) -> Any:
    answer = await door.get(f"/sandbox{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def send(door: httpx.AsyncClient, method: str, path: str, **body: Any) -> Any:
    answer = await door.request(method, f"/sandbox{path}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_overview(door: httpx.AsyncClient, till: Shop, clock: FakeClock) -> None:
    seen = await get(door, "")
    assert "no certified device" in seen["is"]
    assert seen["now"] == clock.time()
    assert seen["accounts"][0]["api_key"] == till.app.api_key
    assert [a["name"] for a in seen["accounts"]] == ["own", "live", "other"]
    assert seen["tss"] == [{"id": till.tss_id, "state": "INITIALIZED"}]
    assert "GET /sandbox/tss/{tss_id}/log" in seen["paths"]


async def test_reset_removes_shops_and_faults(door: httpx.AsyncClient, till: Shop) -> None:
    till.app.control.fault("listTss", "status")
    assert await send(door, "POST", "/reset") == {}
    assert till.app.control.tss_ids() == ()
    assert till.app.control.faults() == ()
    assert (await till.ok("GET", "/tss"))["count"] == 0  # the token is still good
    # The same ids again, and never the same counter with the same key.
    before = till.app.control.accounts
    await till.set_up()
    assert till.app.control.accounts == before


async def test_scenarios(door: httpx.AsyncClient, shop: Shop) -> None:
    listed = (await get(door, "/scenarios"))["scenarios"]
    assert [s["name"] for s in listed] == [s.name for s in scenarios.SCENARIOS]
    await send(door, "POST", "/scenarios", name="open-2000=3")
    (tss_id,) = shop.app.control.tss_ids()
    assert (await get(door, f"/tss/{tss_id}"))["active_transactions"] == 3
    answer = await door.post("/sandbox/scenarios", json={"name": "meteor"})
    assert answer.status_code == 400
    assert "open-2000" in answer.json()["error"]


async def test_faults(door: httpx.AsyncClient, shop: Shop) -> None:
    fault = await send(
        door,
        "POST",
        "/faults",
        operation="listTss",
        kind="status",
        status=503,
        code="E_TSS_LOCKED",
        retry_after=7,
        nth=2,
        times=None,
        probability=1,
    )
    await send(door, "POST", "/faults", kind="latency", seconds=0.5)
    listed = (await get(door, "/faults"))["faults"]
    assert [f["kind"] for f in listed] == ["status", "latency"]
    assert listed[0] == fault
    assert listed[1]["operation"] == "*"
    await shop.ok("GET", "/tss")
    for _ in range(2):
        answer = await shop.refused("E_TSS_LOCKED", 503, "GET", "/tss")
        assert answer.headers["retry-after"] == "7"
    assert (await door.delete(f"/sandbox/faults/{fault['id']}")).json() == {}
    assert len(shop.app.control.faults()) == 0  # the latency has struck
    assert (await door.delete("/sandbox/faults/99")).status_code == 404
    await send(door, "POST", "/faults", kind="latency", seconds=0.5)
    assert (await door.delete("/sandbox/faults")).json() == {}
    assert shop.app.control.faults() == ()


async def test_faults_with_a_probability_come_the_same_way_each_time(clock: FakeClock) -> None:
    def strikes(seed: int) -> list[bool]:
        app = SandboxApp(None, seed=seed, clock=clock)
        app.control.fault("listTss", "status", times=None, probability=0.5)
        board = app.control._faults
        found = [bool(board.strike("listTss", None)) for _ in range(200)]
        app.close()
        return found

    first = strikes(1)
    assert 60 < sum(first) < 140
    assert first == strikes(1)
    assert first != strikes(2)


async def test_clock(door: httpx.AsyncClient, shop: Shop, clock: FakeClock) -> None:
    begun = clock.time()
    assert await get(door, "/clock") == {"now": begun}
    assert await send(door, "POST", "/clock", advance=10) == {"now": begun + 10}
    assert await send(door, "POST", "/clock", to=begun + 100) == {"now": begun + 100}
    assert await send(door, "POST", "/clock", to=begun) == {"now": begun + 100}  # never back
    assert clock.time() == begun + 100


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("habits", {"counter": "string", "extra_members": True, "absent": ["a", "b"]}),
        ("limits", {"active_tss": 1}),
        ("conditions", {"no_capacity": "E_BOOTSTRAP_FILE_NOT_AVAILABLE"}),
        ("conditions", {"no_capacity": None, "maintenance_until": {"*": 5.5}}),
    ],
)
async def test_switches(door: httpx.AsyncClient, what: str, change: dict[str, Any]) -> None:
    before = await get(door, f"/{what}")
    after = await send(door, "PATCH", f"/{what}", **change)
    assert after == {**before, **change}
    assert await get(door, f"/{what}") == after


GOOD = {"habits": "export_kept_seconds", "limits": "failed_logins"}


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("habits", {"counter": "roman"}),
        ("habits", {"extra_members": 1}),
        ("habits", {"absent": "a"}),
        ("habits", {"absent": [1]}),
        ("habits", {"mood": "good"}),
        ("limits", {"active_tss": -1}),
        ("limits", {"active_tss": "5"}),
        ("limits", {"active_tss": True}),
        ("limits", {"active_tss": 1.5}),
        ("conditions", {"no_capacity": 5}),
        ("conditions", {"maintenance_until": {"*": "now"}}),
    ],
)
async def test_wrong_switches_change_nothing(
    door: httpx.AsyncClient, what: str, change: dict[str, Any]
) -> None:
    before = await get(door, f"/{what}")
    fine: dict[str, dict[str, Any]] = {
        "habits": {"counter": "number"},
        "limits": {"failed_logins": 3},
    }
    good: dict[str, Any] = fine.get(what, {})
    answer = await door.patch(f"/sandbox/{what}", json={**good, **change})
    assert answer.status_code == 400
    assert next(iter(change)) in answer.json()["error"]
    assert await get(door, f"/{what}") == before


async def test_tss_with_its_secrets(door: httpx.AsyncClient, till: Shop) -> None:
    shown = await get(door, f"/tss/{till.tss_id}")
    assert (shown["puk"], shown["pin"], shown["account"]) == (till.puk, PIN, "own")
    assert shown["clients"] == [
        {"id": till.client_id, "serial_number": "KASSE-1", "state": "REGISTERED"}
    ]
    assert await get(door, "/tss") == {"tss": [shown]}
    assert (await door.get(f"/sandbox/tss/{new_id()}")).status_code == 404
    fresh = new_id()
    await till.ok("PUT", f"/tss/{fresh}", {})
    assert (await get(door, f"/tss/{fresh}"))["pin"] is None


async def test_tss_can_be_broken(door: httpx.AsyncClient, till: Shop) -> None:
    path = f"/tss/{till.tss_id}"
    shown = await send(door, "PATCH", path, pin="blocked", certificate="expired")
    assert shown["is_pin_blocked"]
    assert shown["certificate_until"] < till.app.control.clock.time()
    body = {"admin_pin": PIN}
    await till.refused("E_CERTIFICATE_EXPIRED", 423, "POST", f"{till.tss}/admin/auth", body)
    shown = await send(door, "PATCH", path, state="DEFECTIVE")
    assert shown["state"] == "DEFECTIVE"
    wrong: tuple[dict[str, Any], ...] = (
        {"state": "INITIALIZED"},
        {"pin": "1234"},
        {"certificate": "new"},
        {"puk": "1"},
    )
    for change in wrong:
        assert (await door.patch(f"/sandbox{path}", json=change)).status_code == 400
    assert (await door.patch(f"/sandbox/tss/{new_id()}", json={})).status_code == 404


async def test_signed_messages(door: httpx.AsyncClient, till: Shop) -> None:
    key = base64.b64decode((await till.ok("GET", till.tss))["public_key"])
    messages = (await get(door, f"/tss/{till.tss_id}/log"))["messages"]
    assert [m["counter"] for m in messages] == list(range(2, 30))
    for message in messages:
        signed, signature = (base64.b64decode(message[n]) for n in ("signed", "signature"))
        verify_signature(key, "ecdsa-plain-SHA256", signed, signature)
    assert (await door.get(f"/sandbox/tss/{new_id()}/log")).status_code == 404


async def test_maintenance_clean_up_and_tokens(door: httpx.AsyncClient, till: Shop) -> None:
    await send(door, "POST", "/maintenance", seconds=30, tss_id=till.tss_id)
    body = till.wish()
    await till.refused("E_TSS_LOCKED", 503, "PUT", till.tx(new_id(), 1), body)
    await send(door, "POST", "/maintenance", seconds=0, tss_id=till.tss_id)
    await send(door, "POST", "/maintenance", seconds=30)
    await till.refused("E_TSS_LOCKED", 503, "PUT", till.tx(new_id(), 1), body)
    unknown = {"seconds": 1, "tss_id": new_id()}
    assert (await door.post("/sandbox/maintenance", json=unknown)).status_code == 404
    assert await send(door, "POST", "/clean-up") == {"deleted": 0}
    await send(door, "POST", "/revoke-tokens")
    await till.refused("E_UNAUTHORIZED", 401, "GET", "/tss")


async def test_requests_are_listed_but_not_those_to_the_control_side(
    door: httpx.AsyncClient, shop: Shop
) -> None:
    shop.app.control.fault("listTss", "latency", seconds=1)
    await shop.ok("GET", "/tss")
    (*_, seen) = (await get(door, "/requests"))["requests"]
    assert (seen["operation"], seen["status"], seen["faults"]) == ("listTss", 200, ["latency"])
    assert len((await get(door, "/requests"))["requests"]) == 2


@pytest.mark.parametrize(
    ("method", "path", "content", "status"),
    [
        ("GET", "/nothing", b"", 404),
        ("GET", "/", b"", 404),
        ("GET", "/reset", b"", 405),
        ("POST", "/faults", b"{", 400),
        ("POST", "/faults", b"[]", 400),
        ("POST", "/faults", b"[" * 100_000, 400),
        ("POST", "/faults", b"{}", 400),
        ("POST", "/faults", b'{"kind": "meteor"}', 400),
        ("POST", "/faults", b'{"kind": "status", "operation": "sell"}', 400),
        ("POST", "/faults", b'{"kind": "status", "status": "500"}', 400),
        ("POST", "/faults", b'{"kind": "status", "probability": 2}', 400),
        ("POST", "/faults", b'{"kind": "status", "id": 2}', 400),
        ("POST", "/clock", b'{"advance": -1}', 400),
        ("POST", "/clock", b'{"advance": "1"}', 400),
        ("POST", "/clock", b'{"advance": Infinity}', 400),
        ("POST", "/clock", b'{"advance": NaN}', 400),
        ("POST", "/clock", b'{"advance": 1e300}', 400),
        ("POST", "/clock", b'{"to": 253402300800}', 400),
        ("PATCH", "/habits", b'{"export_wait_seconds": 1e300}', 400),
        ("POST", "/maintenance", b"{}", 400),
        ("POST", "/scenarios", b"{}", 400),
        ("POST", "/reset", b'{"all": true}', 400),
        ("POST", "/reset", b" " * 1_000_001, 413),
    ],
)
async def test_wrong_requests(
    door: httpx.AsyncClient, method: str, path: str, content: bytes, status: int
) -> None:
    answer = await door.request(method, f"/sandbox{path}", content=content)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert answer.headers["request-id"]


# --- who may come in -------------------------------------------------------------------------


async def knock(app: SandboxApp, peer: str, host: str, **headers: str) -> int:
    transport = httpx.ASGITransport(app, client=(peer, 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
        answer = await http.get("/sandbox/clock", headers={"Host": host, **headers})
    return answer.status_code


@pytest.mark.parametrize("host", ["localhost", "localhost:80", "127.0.0.1:9", "[::1]:9", "sandbox"])
@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "127.8.8.8"])
async def test_this_machine_may_come_in(sandbox: SandboxApp, peer: str, host: str) -> None:
    assert await knock(sandbox, peer, host) == 200


@pytest.mark.parametrize(
    ("peer", "host", "headers"),
    [
        ("192.0.2.7", "localhost", {}),
        ("nobody", "localhost", {}),
        ("127.0.0.1", "shop.example:8080", {}),  # a public name that points here
        ("127.0.0.1", "127.0.0.1.example", {}),
        ("127.0.0.1", "localhost", {"Origin": "https://shop.example"}),
        ("127.0.0.1", "localhost", {"Origin": "null"}),
        ("192.0.2.7", "localhost", {"Authorization": "Bearer wrong"}),
    ],
)
async def test_others_may_not(
    sandbox: SandboxApp, peer: str, host: str, headers: dict[str, str]
) -> None:
    assert await knock(sandbox, peer, host, **headers) == 403
    secret = {**headers, "Authorization": f"Bearer {sandbox.api_secret}"}
    assert await knock(sandbox, peer, host, **secret) == 200


async def test_the_largest_settings_do_no_harm(door: httpx.AsyncClient, shop: Shop) -> None:
    await send(door, "PATCH", "/limits", certificate_seconds=2**53)
    await send(door, "PATCH", "/habits", export_wait_seconds=2**53, export_records_per_second=0)
    await send(door, "POST", "/maintenance", seconds=2**53)
    await send(door, "POST", "/maintenance", seconds=0)
    await shop.set_up()
    await shop.ok("PUT", f"{shop.tss}/export/{new_id()}")
    await send(door, "POST", "/clock", to=253_402_300_799)
    await shop.log_in()
    await shop.start()


def test_what_is_missing_is_named() -> None:
    with pytest.raises(WrongSwitch, match="'seconds' is missing"):
        check({"seconds": float}, {}, required=("seconds",))
