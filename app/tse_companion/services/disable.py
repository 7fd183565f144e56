"""Taking a TSS out of service for ever: what speaks against it, and the move itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from tse_companion.domain.disabling import DisableFinding, ExportFacts, disable_findings
from tse_companion.domain.models import Env, ExportState, Tss, TssState
from tse_companion.domain.states import may_move
from tse_companion.errors import DisableUnconfirmed, StateNotReached
from tse_companion.services.admin_mode import AdminMode
from tse_companion.services.desk import Session
from tse_companion.services.writes import perform

REASON_MAX = 200


@dataclass(frozen=True, slots=True)
class DisableCheck:
    """What a person has to know before. ``exported_at`` is when the newest completed export was
    asked for; ``now`` is the service's clock. Times are Unix seconds."""

    tss: Tss
    open_transactions: int
    tills: int
    exported_at: int | None
    findings: tuple[DisableFinding, ...]
    now: float

    @property
    def is_live(self) -> bool:
        return self.tss.env is Env.LIVE

    @property
    def is_possible(self) -> bool:
        """Whether the service takes this TSS out of service at all (contract section 3)."""
        return may_move(self.tss.state, TssState.DISABLED)


async def check_disable(session: Session, tss_id: str, now: float) -> DisableCheck:
    """Ask the service how things stand; ``now`` is our clock."""
    client = session.client
    tss = await client.retrieve_tss(tss_id)
    exported_at: int | None = None
    if tss.state is TssState.INITIALIZED:
        page = await client.list_exports(tss_id, states=(ExportState.COMPLETED,), limit=1)
        exported_at = page.data[0].time_request if page.data else None
    moment = now + (client.clock_offset or 0.0)
    count = tss.number_active_transactions or 0
    # This program cannot check an export's file yet, so none counts as checked.
    facts = None if exported_at is None else ExportFacts(exported_at, is_verified=False)
    return DisableCheck(
        tss=tss,
        open_transactions=count,
        tills=tss.number_registered_clients or 0,
        exported_at=exported_at,
        findings=disable_findings(
            state=tss.state, open_transactions=count, export=facts, now=moment
        ),
        now=moment,
    )


async def disable(
    session: Session,
    mode: AdminMode,
    *,
    reason: str,
    confirmed: Collection[DisableFinding],
    now: float,
) -> Tss:
    """Take the TSS of this admin mode out of service; ``confirmed`` is what the person has seen.

    It is looked at once more before: raises ``DisableUnconfirmed`` when something speaks against
    it that is not in ``confirmed``, and ``AdminModeEnded``. A lost answer is settled by looking.
    """
    tss_id, client = mode.tss_id, session.client
    check = await check_disable(session, tss_id, now)
    if check.tss.state is TssState.DISABLED:
        return check.tss
    if not set(check.findings) <= set(confirmed):
        raise DisableUnconfirmed

    async def look() -> Tss | None:
        tss = await client.retrieve_tss(tss_id)
        return tss if tss.state is TssState.DISABLED else None

    async with mode.at_work():
        tss = await perform(
            session,
            "updateTss",
            lambda: client.update_tss(tss_id, TssState.DISABLED),
            tss_id=tss_id,
            state=TssState.DISABLED,
            note=" ".join(reason.split())[:REASON_MAX],
            look=look,
        )
    await mode.leave()
    if tss.state is not TssState.DISABLED:
        raise StateNotReached(state=tss.state.value)
    return tss
