"""What the service and the vault know of a half-made TSS: the truth a set-up goes on from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import ClientState, TssState
from tse_companion.domain.states import can_be_set_up
from tse_companion.errors import ApiRefused, TssUnknown, TssUnusable
from tse_companion.services import admin, kept_pin
from tse_companion.services.desk import Session
from tse_companion.services.setup.flow import Draft, PinSource
from tse_companion.services.setup.work import pending
from tse_companion.store.secrets import Kind


@dataclass(frozen=True, slots=True)
class Found:
    """The draft brought up to date, and the PIN that the vault holds."""

    draft: Draft
    pin: Secret | None


async def read_back(session: Session, draft: Draft) -> Found:
    """Look at the TSS of this draft; admin mode that an interruption left open is ended.

    Raises ``TssUnknown`` when the service does not show a TSS that must exist, ``TssUnusable``
    when it is in a state from which nothing can be set up.
    """
    assert draft.tss_id is not None
    tss_id, safe = draft.tss_id, session.safe
    # A change that outlived its page would make what is read here old at once.
    await session.desk.writes.finish()
    puk = await safe.get(tss_id, Kind.ADMIN_PUK)
    # A TSS whose PUK we have did exist: a second one must not be made where it is not seen.
    state = await _state(session, tss_id, may_be_missing=draft.creating and puk is None)
    proven = await kept_pin.usable(session, tss_id)
    pin = await safe.get(pending(tss_id), Kind.ADMIN_PIN) or proven
    holds = proven is not None and pin is not None and pin.same_as(proven)
    without_puk = state not in (None, TssState.CREATED) and puk is None
    found = replace(
        draft,
        tss_state=state,
        puk_in_vault=puk is not None,
        pin_set=holds,
        pin_source=PinSource.KNOWN if holds or without_puk else PinSource.NEW,
        till_exists=await _till_is_registered(session, draft, state),
    )
    if state is not None:
        await admin.close_left_open(session, tss_id)
    return Found(found, pin)


async def _state(session: Session, tss_id: str, *, may_be_missing: bool) -> TssState | None:
    try:
        state = (await session.client.retrieve_tss(tss_id)).state
    except ApiRefused as error:
        if error.code != "E_TSS_NOT_FOUND":
            raise
        if not may_be_missing:
            raise TssUnknown(tss_id=tss_id) from error
        return None
    if not can_be_set_up(state):
        raise TssUnusable(state=state.value)
    return state


async def _till_is_registered(session: Session, draft: Draft, state: TssState | None) -> bool:
    if state is not TssState.INITIALIZED or draft.client_id is None or draft.tss_id is None:
        return False
    try:
        till = await session.client.retrieve_client(draft.tss_id, draft.client_id)
    except ApiRefused as error:
        if error.code == "E_CLIENT_NOT_FOUND":
            return False
        raise
    return till.state is ClientState.REGISTERED
