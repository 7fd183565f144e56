"""Between a set-up as the journal keeps it and the draft that is worked on."""

from __future__ import annotations

from tse_companion.services.desk import new_id
from tse_companion.services.setup.flow import Draft
from tse_companion.store.setups import SetupRecord


def new_record(site_id: str, tss_id: str, *, creating: bool) -> SetupRecord:
    """A set-up that begins; all ids it will need are chosen now."""
    return SetupRecord(
        setup_id=new_id(),
        site_id=site_id,
        tss_id=tss_id,
        client_id=new_id(),
        tx_id=new_id(),
        serial_number="",
        creating=creating,
    )


def drafted(record: SetupRecord, before: Draft) -> Draft:
    """What is known of this set-up before anything is read back; ``before`` says what for."""
    return Draft(
        goal=before.goal,
        env=before.env,
        replaces=before.replaces,
        tss_id=record.tss_id,
        creating=record.creating,
        puk_confirmed=record.puk_confirmed,
        client_id=record.client_id,
        serial_number=record.serial_number,
    )
