"""API tokens and admin sessions: contract section 2."""

from __future__ import annotations

import base64
import json

import httpx
import pytest

from sandbox.shop import PIN, Shop
from tse_companion.domain.models import TssState
from tse_companion.sandbox.clock import FakeClock


async def test_login_answers_with_tokens_and_their_times(stranger: Shop, clock: FakeClock) -> None:
    body = {"api_key": stranger.app.api_key, "api_secret": stranger.app.api_secret}
    tokens = await stranger.ok("POST", "/auth", body)
    now = int(clock.time())
    assert tokens["access_token_expires_at"] == now + 86_400
    assert tokens["access_token_expires_in"] == 86_400
    assert tokens["refresh_token_expires_at"] == now + 172_800
    assert tokens["refresh_token_expires_in"] == 172_800
    claims = tokens["access_token_claims"]
    assert claims["env"] == "TEST"
    payload = tokens["access_token"].split(".")[1]
    inside = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert inside["env"] == "TEST"
    assert inside["organization_id"] == claims["organization_id"]


async def test_refresh_token_gives_new_tokens(shop: Shop) -> None:
    body = {"api_key": shop.app.api_key, "api_secret": shop.app.api_secret}
    tokens = await shop.ok("POST", "/auth", body)
    again = await shop.ok("POST", "/auth", {"refresh_token": tokens["refresh_token"]})
    assert again["access_token"] != tokens["access_token"]
    shop.http.headers["Authorization"] = f"Bearer {again['access_token']}"
    await shop.ok("GET", "/tss")


@pytest.mark.parametrize(
    "wrong",
    [
        {"api_key": "test_wrong", "api_secret": None},
        {"api_key": None, "api_secret": "wrong"},
        {"api_key": "ü", "api_secret": "ü"},
    ],
)
async def test_wrong_credentials_are_refused_without_a_code(
    stranger: Shop, wrong: dict[str, str | None]
) -> None:
    body = {
        "api_key": wrong["api_key"] or stranger.app.api_key,
        "api_secret": wrong["api_secret"] or stranger.app.api_secret,
    }
    await stranger.refused(None, 401, "POST", "/auth", body)


async def test_access_token_is_no_refresh_token(shop: Shop) -> None:
    token = shop.http.headers["Authorization"].removeprefix("Bearer ")
    await shop.refused(None, 401, "POST", "/auth", {"refresh_token": token})


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"api_key": "a"},
        {"api_key": 1, "api_secret": "b"},
        {"api_key": "a", "api_secret": "b", "more": 1},
        {"refresh_token": None},
        {"refresh_token": "a", "api_key": "b"},
    ],
)
async def test_malformed_login_is_a_schema_violation(stranger: Shop, body: object) -> None:
    await stranger.refused("E_FAILED_SCHEMA_VALIDATION", 400, "POST", "/auth", body)


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer x", "Bearer a.b.c", "Bearer e30.e30.ü", "Basic abc"],
)
async def test_without_a_token_nothing_is_answered(stranger: Shop, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header.encode()}
    await stranger.refused("E_UNAUTHORIZED", 401, "GET", "/tss", headers=headers)


async def test_token_is_checked_before_schema_and_tss(stranger: Shop) -> None:
    await stranger.refused("E_UNAUTHORIZED", 401, "PATCH", stranger.tss, {"wrong": 1})


async def test_token_dies_at_its_time(shop: Shop, clock: FakeClock) -> None:
    clock.advance(86_399)
    await shop.ok("GET", "/tss")
    clock.advance(1)
    await shop.refused("E_UNAUTHORIZED", 401, "GET", "/tss")


async def test_revoked_tokens_die_but_the_credentials_live(shop: Shop) -> None:
    shop.app.control.revoke_tokens()
    await shop.refused("E_UNAUTHORIZED", 401, "GET", "/tss")
    await shop.log_in()
    await shop.ok("GET", "/tss")


# --- PIN and PUK -----------------------------------------------------------------------------


async def test_pin_is_blocked_until_it_is_set_with_the_puk(shop: Shop) -> None:
    await shop.create()
    login = ("POST", f"{shop.tss}/admin/auth", {"admin_pin": PIN})
    await shop.refused("E_ADMIN_PIN_BLOCKED", 423, *login)
    await shop.move("UNINITIALIZED")
    await shop.refused("E_ADMIN_PIN_BLOCKED", 423, *login)
    await shop.set_pin()
    await shop.open_admin()
    assert shop.app.control.tss(shop.tss_id).admin_logged_in


async def test_answers_of_the_admin_operations_have_no_body(shop: Shop) -> None:
    await shop.create()
    await shop.move("UNINITIALIZED")
    for method, path, body in (
        ("PATCH", "/admin", {"admin_puk": shop.puk, "new_admin_pin": PIN}),
        ("POST", "/admin/auth", {"admin_pin": PIN}),
        ("POST", "/admin/logout", {}),
        ("POST", "/admin/logout", None),
    ):
        answer = await shop.call(method, shop.tss + path, body)
        assert (answer.status_code, answer.content) == (200, b"")
        assert "content-type" not in answer.headers


async def test_empty_answers_can_be_objects(till: Shop) -> None:
    till.app.control.habits.empty_answer = "object"
    assert await till.ok("POST", f"{till.tss}/admin/logout", {}) == {}


async def test_five_failures_block_the_pin_and_the_puk_opens_it(till: Shop) -> None:
    login = f"{till.tss}/admin/auth"
    for failed in range(1, 6):
        wrong = {"admin_pin": "wrong-1"}
        await till.refused("E_ADMIN_LOGIN_FAILED", 401, "POST", login, wrong)
        assert till.app.control.tss(till.tss_id).failures == failed
    await till.refused("E_ADMIN_PIN_BLOCKED", 423, "POST", login, {"admin_pin": PIN})
    assert till.app.control.tss(till.tss_id).is_pin_blocked
    await till.set_pin("another-1")
    await till.open_admin("another-1")
    assert till.app.control.tss(till.tss_id).failures == 0


async def test_success_resets_the_failures(till: Shop) -> None:
    for _ in range(2):
        for _ in range(4):
            wrong = {"admin_pin": "wrong-1"}
            await till.call("POST", f"{till.tss}/admin/auth", wrong)
        await till.open_admin()


async def test_wrong_puk_is_refused_and_never_blocks(till: Shop) -> None:
    wrong = {"admin_puk": "0000000000x", "new_admin_pin": "another-1"}
    for _ in range(10):
        await till.refused("E_CHANGE_ADMIN_PIN_FAILED", 400, "PATCH", f"{till.tss}/admin", wrong)
    await till.open_admin()  # the old PIN still holds
    await till.set_pin("another-1")


async def test_habits_switch_the_codes_for_wrong_pin_and_puk(till: Shop) -> None:
    till.app.control.habits.wrong_pin = "E_UNAUTHORIZED"
    till.app.control.habits.wrong_puk = "E_ADMIN_LOGIN_FAILED"
    await till.refused(
        "E_UNAUTHORIZED", 401, "POST", f"{till.tss}/admin/auth", {"admin_pin": "wrong-1"}
    )
    body = {"admin_puk": "0000000000x", "new_admin_pin": "another-1"}
    await till.refused("E_ADMIN_LOGIN_FAILED", 401, "PATCH", f"{till.tss}/admin", body)
    assert till.app.control.tss(till.tss_id).failures == 1


@pytest.mark.parametrize("state", ["CREATED", "DISABLED"])
async def test_pin_cannot_be_changed_before_deployment_and_after_the_end(
    shop: Shop, state: str
) -> None:
    if state == "CREATED":
        await shop.create()
    else:
        await shop.initialize()
        await shop.move("DISABLED")
    body = {"admin_puk": shop.puk, "new_admin_pin": PIN}
    await shop.refused("E_CHANGE_ADMIN_PIN_FAILED", 400, "PATCH", f"{shop.tss}/admin", body)


async def test_disabled_tss_checks_the_pin_but_signs_nothing(shop: Shop) -> None:
    await shop.initialize()
    await shop.move("DISABLED")
    before = shop.app.control.tss(shop.tss_id).signature_counter
    await shop.open_admin()
    wrong = {"admin_pin": "wrong-1"}
    await shop.refused("E_ADMIN_LOGIN_FAILED", 401, "POST", f"{shop.tss}/admin/auth", wrong)
    await shop.close_admin()
    after = shop.app.control.tss(shop.tss_id)
    assert (after.signature_counter, after.admin_logged_in) == (before, False)
    assert after.failures == 1


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/admin/auth", {}),
        ("/admin/auth", {"admin_pin": "12345"}),
        ("/admin/auth", {"admin_pin": 123456}),
        ("/admin/auth", {"admin_pin": PIN, "more": 1}),
        ("/admin/logout", {"more": 1}),
        ("/admin", {"admin_puk": "0123456789"}),
        ("/admin", {"admin_puk": "012345678", "new_admin_pin": PIN}),
        ("/admin", {"admin_puk": "0123456789", "new_admin_pin": "12345"}),
        ("/admin", {"admin_puk": "0123456789", "new_admin_pin": PIN, "more": 1}),
    ],
)
async def test_malformed_admin_requests_count_nothing(till: Shop, path: str, body: object) -> None:
    method = "PATCH" if path == "/admin" else "POST"
    await till.refused("E_FAILED_SCHEMA_VALIDATION", 400, method, till.tss + path, body)
    assert till.app.control.tss(till.tss_id).failures == 0


@pytest.mark.parametrize(
    ("state", "code"),
    [("DEFECTIVE", "E_TSS_DEFECTIVE"), ("DELETED", "E_TSS_DELETED"), ("EVICTED", "E_TSS_EVICTED")],
)
async def test_dead_tss_refuses_every_admin_operation(till: Shop, state: str, code: str) -> None:
    till.app.control.put_state(till.tss_id, TssState(state))
    for method, path, body in (
        ("POST", "/admin/auth", {"admin_pin": PIN}),
        ("POST", "/admin/logout", {}),
        ("PATCH", "/admin", {"admin_puk": till.puk, "new_admin_pin": PIN}),
        ("PATCH", "", {"state": "DISABLED"}),
        ("PUT", f"/client/{till.client_id}", {"serial_number": "KASSE-1"}),
        ("PATCH", f"/client/{till.client_id}", {"state": "REGISTERED"}),
        ("PUT", "/tx/1?tx_revision=1", {"state": "ACTIVE", "client_id": till.client_id}),
    ):
        await till.refused(code, 423, method, till.tss + path, body)
    shown = await till.ok("GET", till.tss)
    assert shown["state"] == state
    assert ("time_defective" in shown) == (state == "DEFECTIVE")


async def test_session_belongs_to_the_tss_and_survives_a_new_token(shop: Shop) -> None:
    await shop.initialize()
    shop.app.control.revoke_tokens()
    await shop.log_in()
    await shop.register()


async def test_login_twice_and_logout_twice_are_harmless(till: Shop) -> None:
    await till.open_admin()
    await till.open_admin()
    await till.close_admin()
    before = till.app.control.tss(till.tss_id).signature_counter
    await till.close_admin()
    assert till.app.control.tss(till.tss_id).signature_counter == before


async def test_admin_operations_on_an_unknown_tss(shop: Shop) -> None:
    for method, path, body in (
        ("POST", "/admin/auth", {"admin_pin": PIN}),
        ("POST", "/admin/logout", {}),
        ("PATCH", "/admin", {"admin_puk": "0123456789", "new_admin_pin": PIN}),
    ):
        await shop.refused("E_TSS_NOT_FOUND", 404, method, shop.tss + path, body)


async def test_secrets_are_not_shown_again(till: Shop) -> None:
    answers: list[httpx.Response] = [
        await till.call("GET", till.tss),
        await till.call("GET", "/tss"),
    ]
    for answer in answers:
        assert "admin_puk" not in answer.text
        assert till.puk not in answer.text
        assert PIN not in answer.text
