"""What speaks against taking a TSS out of service."""

from __future__ import annotations

import pytest

from tse_companion.domain.disabling import (
    EXPORT_FRESH,
    DisableFinding,
    ExportFacts,
    disable_findings,
    replacement_finding,
    typed_serial,
)
from tse_companion.domain.models import TssState

NOW = 1_800_000_000
FRESH, OLD = NOW - EXPORT_FRESH, NOW - EXPORT_FRESH - 1
F = DisableFinding


@pytest.mark.parametrize(
    ("count", "export", "findings"),
    [
        (0, ExportFacts(FRESH, is_verified=True), ()),
        (0, ExportFacts(FRESH, is_verified=False), (F.EXPORT_NOT_VERIFIED,)),
        (0, ExportFacts(OLD, is_verified=True), (F.EXPORT_OLD,)),
        (0, ExportFacts(OLD, is_verified=False), (F.EXPORT_OLD, F.EXPORT_NOT_VERIFIED)),
        (0, None, (F.NO_EXPORT,)),
        (3, None, (F.OPEN_TRANSACTIONS, F.NO_EXPORT)),
        (1, ExportFacts(FRESH, is_verified=True), (F.OPEN_TRANSACTIONS,)),
    ],
)
def test_of_a_tss_in_service(
    count: int, export: ExportFacts | None, findings: tuple[DisableFinding, ...]
) -> None:
    found = disable_findings(
        state=TssState.INITIALIZED, open_transactions=count, export=export, now=NOW
    )
    assert found == findings


def test_one_that_never_was_in_service_needs_no_export() -> None:
    found = disable_findings(
        state=TssState.UNINITIALIZED, open_transactions=0, export=None, now=NOW
    )
    assert found == ()


def test_the_end_of_the_serial_is_typed() -> None:
    assert typed_serial("0123456789abcdef") == "89abcdef"


@pytest.mark.parametrize(
    ("exports", "finding"),
    [
        ((), F.NO_EXPORT),
        ((ExportFacts(NOW - 1, is_verified=True),), F.EXPORT_OLD),
        ((ExportFacts(NOW, is_verified=False),), F.EXPORT_NOT_VERIFIED),
        ((ExportFacts(NOW, is_verified=True),), None),
        # The one that was saved does not hold all, and the one that does was not saved.
        (
            (ExportFacts(NOW, is_verified=False), ExportFacts(NOW - 1, is_verified=True)),
            F.EXPORT_NOT_VERIFIED,
        ),
        ((ExportFacts(NOW, is_verified=False), ExportFacts(NOW + 9, is_verified=True)), None),
    ],
)
def test_what_speaks_against_a_new_one_in_its_place(
    exports: tuple[ExportFacts, ...], finding: DisableFinding | None
) -> None:
    assert replacement_finding(ended_at=NOW, exports=exports) is finding
