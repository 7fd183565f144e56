"""What speaks against taking a TSS out of service, which is for ever (contract section 3), and
against another in the place of one that has ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tse_companion.domain.models import TssState

EXPORT_FRESH = 86_400  # seconds that an export may be old
TYPED_DIGITS = 8  # of the serial number's end


class DisableFinding(StrEnum):
    """A reason to stop; each needs a confirmation of its own to go on all the same."""

    OPEN_TRANSACTIONS = "open_transactions"  # they can never be ended any more
    NO_EXPORT = "no_export"
    EXPORT_OLD = "export_old"  # what was signed since then is in no export
    EXPORT_NOT_VERIFIED = "export_not_verified"  # nobody checked that the file is whole


@dataclass(frozen=True, slots=True)
class ExportFacts:
    """The newest completed export: when it was asked for, and whether its file was checked."""

    time_request: int
    is_verified: bool


def disable_findings(
    *, state: TssState, open_transactions: int, export: ExportFacts | None, now: float
) -> tuple[DisableFinding, ...]:
    """Everything that speaks against it now, the most serious first.

    A TSS that never was in service has signed no sale and cannot be exported yet.
    """
    findings: list[DisableFinding] = []
    if open_transactions > 0:
        findings.append(DisableFinding.OPEN_TRANSACTIONS)
    if state is TssState.UNINITIALIZED:
        return tuple(findings)
    if export is None:
        return (*findings, DisableFinding.NO_EXPORT)
    if now - export.time_request > EXPORT_FRESH:
        findings.append(DisableFinding.EXPORT_OLD)
    if not export.is_verified:
        findings.append(DisableFinding.EXPORT_NOT_VERIFIED)
    return tuple(findings)


def replacement_finding(*, ended_at: int, exports: Iterable[ExportFacts]) -> DisableFinding | None:
    """What speaks against a new TSS in the place of one that signed until ``ended_at``.

    Its completed exports cannot be saved here afterwards: one must hold all and be saved.
    """
    facts = tuple(exports)
    if not facts:
        return DisableFinding.NO_EXPORT
    whole = [export for export in facts if export.time_request >= ended_at]
    if not whole:
        return DisableFinding.EXPORT_OLD
    if not any(export.is_verified for export in whole):
        return DisableFinding.EXPORT_NOT_VERIFIED
    return None


def typed_serial(serial_number: str) -> str:
    """What the person types to show that this very TSS is meant."""
    return serial_number[-TYPED_DIGITS:]
