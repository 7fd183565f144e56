"""changeAdminPin, authenticateAdmin, logoutAdmin (contract section 2)."""

from __future__ import annotations

from tse_companion.domain.credentials import PIN_MIN, PUK_MIN
from tse_companion.domain.models import TssState
from tse_companion.sandbox.identity import same
from tse_companion.sandbox.signde import schema, state
from tse_companion.sandbox.signde.errors import Answer, refused
from tse_companion.sandbox.signde.service import Call, Service

_ADMIN = (0, b"Admin")
_SUCCESS = (1, b"\x01")
_FAILURE = (1, b"\x00")


def change_admin_pin(service: Service, call: Call) -> Answer:
    """Set, change or unblock the PIN with the PUK; needs no session. Choice ``puk-tries``."""
    tss_id = call.id("tss_id")
    body = schema.members(call.document(), "body", required=("admin_puk", "new_admin_pin"))
    puk = schema.text(body["admin_puk"], "body.admin_puk", least=PUK_MIN)
    pin = schema.text(body["new_admin_pin"], "body.new_admin_pin", least=PIN_MIN)
    row = service.usable_tss(tss_id)
    if row.state not in (TssState.UNINITIALIZED, TssState.INITIALIZED):
        raise refused("E_CHANGE_ADMIN_PIN_FAILED", f"the TSS is {row.state}")
    if not same(puk, row.puk):
        raise refused(service.habits.wrong_puk, "the PUK is wrong")
    row.pin = pin
    row.pin_failures = 0
    service.log_event(row, "unblockUser", _ADMIN, _SUCCESS)
    return service.empty()


def authenticate_admin(service: Service, call: Call) -> Answer:
    """Open the admin session of this TSS. Choice ``admin-session``."""
    tss_id = call.id("tss_id")
    body = schema.members(call.document(), "body", required=("admin_pin",))
    pin = schema.text(body["admin_pin"], "body.admin_pin", least=PIN_MIN)
    row = service.usable_tss(tss_id)
    if row.pin is None or service.is_pin_blocked(row):
        raise refused("E_ADMIN_PIN_BLOCKED", "the PIN is blocked; set a new one with the PUK")
    is_right = same(pin, row.pin)
    row.pin_failures = 0 if is_right else row.pin_failures + 1
    if row.state is TssState.DISABLED:  # choice disabled-admin
        state.update(service.connection, row)
    else:
        row.admin_logged_in = row.admin_logged_in or is_right
        service.log_event(row, "authenticateUser", _ADMIN, _SUCCESS if is_right else _FAILURE)
    if not is_right:
        # Answered, not raised: the failure must stay counted.
        return refused(service.habits.wrong_pin, "the PIN is wrong").answer()
    return service.empty()


def logout_admin(service: Service, call: Call) -> Answer:
    """Close the admin session; harmless when there is none."""
    tss_id = call.id("tss_id")
    schema.members(call.document(), "body")
    row = service.usable_tss(tss_id)
    if row.admin_logged_in:
        row.admin_logged_in = False
        service.log_event(row, "logOut", _ADMIN)
    return service.empty()
