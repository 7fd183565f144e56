"""What is to be exported of a TSS before another takes its place: afterwards nothing here can."""

from __future__ import annotations

from dataclasses import dataclass

from tse_companion.domain.disabling import DisableFinding, ExportFacts, replacement_finding
from tse_companion.domain.models import ExportState, Tss, TssState
from tse_companion.errors import ApiRefused
from tse_companion.services import exports
from tse_companion.services.desk import Session
from tse_companion.services.tss import validity

# The others are refused (contract section 7).
_EXPORTED = frozenset({TssState.INITIALIZED, TssState.DISABLED})


@dataclass(frozen=True, slots=True)
class LastExport:
    """What is missing, and whether the service still makes an export of this TSS."""

    finding: DisableFinding
    can_be_made: bool


async def missing_export(session: Session, replaced: str | None) -> LastExport | None:
    """What is missing of the shop's TSS that is to be replaced; None where all is at hand, or
    where none is replaced. Raises ``AppError``."""
    if replaced is None or session.site.tss_id != replaced:
        return None
    tss = await session.client.retrieve_tss(replaced)
    if tss.time_init is None:  # it never was in service
        return None
    try:
        found = (await exports.load(session)).exports
    except ApiRefused:  # of one that is gone for good
        found = ()
    whole = [
        ExportFacts(known.export.time_request, is_verified=known.saved is not None)
        for known in found
        if known.is_complete and known.export.state is ExportState.COMPLETED
    ]
    finding = replacement_finding(ended_at=await _ended_at(session, tss), exports=whole)
    return None if finding is None else LastExport(finding, tss.state in _EXPORTED)


async def _ended_at(session: Session, tss: Tss) -> int:
    """Since when it signs no more; 0 where nobody says."""
    end = tss.time_disable or tss.time_defective
    if end is None and tss.state is TssState.INITIALIZED:
        valid = await session.desk.background.run(validity, tss.certificate)
        end = None if valid is None else valid[1]
    return end or 0
