"""Changing the metadata of a TSS or a till; no admin mode is needed (contract section 8)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from tse_companion.domain.metadata import ENTRIES_MAX, metadata_changes
from tse_companion.services.desk import Session
from tse_companion.services.writes import perform

Texts = Mapping[str, str]


async def change_tss_metadata(session: Session, tss_id: str, before: Texts, after: Texts) -> Texts:
    """Make ``after`` of what was shown as ``before``; returns all entries as they are now.

    Entries that nobody touched here are not sent.
    """
    client = session.client

    async def look() -> Texts:
        return (await client.retrieve_tss(tss_id)).metadata

    return await _change(
        session,
        "updateTssMetadata",
        lambda changes: client.update_tss_metadata(tss_id, changes),
        look,
        (before, after),
        tss_id=tss_id,
    )


async def change_client_metadata(
    session: Session, tss_id: str, client_id: str, before: Texts, after: Texts
) -> Texts:
    """As :func:`change_tss_metadata`, for a till."""
    client = session.client

    async def look() -> Texts:
        return (await client.retrieve_client(tss_id, client_id)).metadata

    return await _change(
        session,
        "updateClientMetadata",
        lambda changes: client.update_client_metadata(tss_id, client_id, changes),
        look,
        (before, after),
        tss_id=tss_id,
        target_id=client_id,
    )


async def _change(
    session: Session,
    operation: str,
    send: Callable[[Texts], Awaitable[Texts]],
    look: Callable[[], Awaitable[Texts]],
    texts: tuple[Texts, Texts],
    *,
    tss_id: str,
    target_id: str | None = None,
) -> Texts:
    changes = metadata_changes(*texts)
    if not changes:
        return texts[1]
    now: Texts = texts[1]
    for part in _parts(changes):

        async def found(part: Texts = part) -> Texts | None:
            seen = await look()
            return seen if all(seen.get(key, "") == part[key] for key in part) else None

        def call(part: Texts = part) -> Awaitable[Texts]:
            return send(part)

        now = await perform(
            session,
            operation,
            call,
            tss_id=tss_id,
            target_id=target_id,
            note=", ".join(part),  # which entries; what they say is nobody else's business
            look=found,
        )
    return now


def _parts(changes: dict[str, str]) -> tuple[Texts, ...]:
    """One request, or two where it would name more entries than the service takes."""
    if len(changes) <= ENTRIES_MAX:
        return (changes,)
    gone = {key: "" for key, value in changes.items() if not value}
    return gone, {key: value for key, value in changes.items() if value}
