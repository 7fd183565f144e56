"""What the window and the command line stand on alike: folders, vaults, services. Without Qt."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

from tse_companion import logs
from tse_companion.domain.credentials import Secret
from tse_companion.errors import AppError
from tse_companion.paths import APP_ID, Folders
from tse_companion.services.tasks import Background, Tasks
from tse_companion.store.settings import SettingsFile

if TYPE_CHECKING:
    from tse_companion.services.desk import Desk, Practice
    from tse_companion.services.vaults import Vaults
    from tse_companion.store.journal import Journal

ADMIN_GRACE = 8.0  # seconds that closing waits for the service to end an admin session


def folders_for(data_dir: Path | None) -> Folders:
    """The folder that was asked for, or the system's own places for data and logs."""
    if data_dir is not None:
        return Folders.below(data_dir.expanduser().resolve())
    return Folders(
        data=Path(platformdirs.user_data_dir(APP_ID, appauthor=False)),
        logs=Path(platformdirs.user_log_dir(APP_ID, appauthor=False)),
    )


def build_desk(
    *,
    folders: Folders,
    settings_file: SettingsFile,
    journal: Journal,
    background: Background,
    writes: Tasks,
    vaults: Vaults,
) -> Desk:
    """The services' desk on these parts; may be called in a thread."""
    from tse_companion.services.desk import Desk

    return Desk(
        folders=folders,
        settings_file=settings_file,
        journal=journal,
        background=background,
        writes=writes,
        vaults=vaults,
        open_practice=_practice_opener(folders, background),
        discard_practice=lambda: background.run(_forget, folders.practice),
    )


async def end_admin_sessions(desk: Desk) -> None:
    """Log out wherever the journal says that admin mode may be open."""
    from tse_companion.services.admin import close_all_left_open

    for session in desk.sessions():
        try:
            async with asyncio.timeout(ADMIN_GRACE):
                await close_all_left_open(session)
        except (AppError, TimeoutError) as error:
            logs.event("admin_left_open", error=error)


def _practice_opener(
    folders: Folders, background: Background
) -> Callable[[], Coroutine[Any, Any, Practice]]:
    async def open_practice() -> Practice:
        def load() -> Any:
            from tse_companion.sandbox.app import SandboxApp

            return SandboxApp(folders.practice)

        from tse_companion.api.signde import ApiCredentials
        from tse_companion.errors import PracticeBroken
        from tse_companion.services.desk import Practice

        try:
            sandbox = await background.run(load)
        except Exception as error:
            raise PracticeBroken from error

        async def reset() -> None:
            await sandbox.aclose()
            await background.run(_forget, folders.practice)

        return Practice(
            asgi_app=sandbox,
            credentials=ApiCredentials(Secret(sandbox.api_key), Secret(sandbox.api_secret)),
            passphrase=Secret(sandbox.api_secret),
            aclose=sandbox.aclose,
            reset=reset,
        )

    return open_practice


def _forget(state: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        state.with_name(state.name + suffix).unlink(missing_ok=True)
