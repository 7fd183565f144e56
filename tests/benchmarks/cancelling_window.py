"""The same cancellation through the real window: page, dry run, run and progress.

Run as ``python -m benchmarks.cancelling_window FILE DATA_DIR BASE_URL API_KEY TSS``, like
``benchmarks.cancelling``. The data folder gets a shop whose keys lie in a file vault.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit

from benchmarks.cancelling import FIFTHS, Measured, resident
from tse_companion.api.waiting import pause
from tse_companion.bootstrap import Options, Program
from tse_companion.bootstrap.desk import folders_for
from tse_companion.bootstrap.headless import Access
from tse_companion.domain.cancelling import RowOutcome
from tse_companion.domain.credentials import Secret
from tse_companion.gui.open_desk import OpenDesk
from tse_companion.services.desk import Settings, Site
from tse_companion.store.secrets import FileVault, Kind, Place, owner_at
from tse_companion.store.settings import SettingsFile

PASSPHRASE = Secret("a passphrase of the benchmarks")


def prepare(data_dir: Path, access: Access) -> Site:
    """A shop of this computer, as a set-up would have left it."""
    assert access.tss_id is not None
    site = Site(
        "5d3a0001-0000-4000-8000-000000000001",
        "Wochenmarkt",
        "service",
        access.base_url,
        env="TEST",
        tss_id=access.tss_id,
    )
    folders = folders_for(data_dir)
    folders.make()
    vault = FileVault(folders.vault, PASSPHRASE)
    owner = owner_at(site.base_url, site.id)
    vault.put(Place(owner, Kind.API_KEY), access.key)
    vault.put(Place(owner, Kind.API_SECRET), access.secret)
    settings = Settings(language="de", sites=(site,), current_site=site.id)
    SettingsFile(folders.settings).save(settings)
    return site


async def until(holds: Callable[[], object]) -> None:
    """Look again every now and then; the loop is what is measured, so not too often."""
    while not holds():
        await pause(0.02)


async def cancel_all(program: Program, measured: Measured) -> int:
    """What a person does, as fast as the page permits; how many are cancelled."""
    controller = await program.open()
    await controller.begin()
    await controller.tasks.finish()
    measured.pulse.start()
    await measured.phase("listing", list_all(program))
    desk = open_desk(program)
    await measured.phase("asking", ask(desk))
    await measured.phase("cancelling", run(desk, measured))
    measured.pulse.stop()
    assert desk.shop is not None
    assert desk.shop.run is not None
    return sum(o is RowOutcome.CANCELLED for o in desk.shop.run.outcomes.values())


def open_desk(program: Program) -> OpenDesk:
    assert program.controller is not None
    found = program.controller.page_desk("open")
    assert isinstance(found, OpenDesk)
    return found


async def list_all(program: Program) -> None:
    program.window.show_page("open")
    assert program.controller is not None
    await program.controller.tasks.finish()


async def ask(desk: OpenDesk) -> None:
    """The dry run in front, with its reason."""
    desk.page.choosing.cancel_requested.emit()
    await until(dialogs)
    field = dialogs()[0].findChild(QLineEdit, "plan_reason")
    assert field is not None
    field.setText("a benchmark")


async def run(desk: OpenDesk, measured: Measured) -> None:
    """Confirm it and wait for its end."""
    go = dialogs()[0].findChild(QAbstractButton, "plan_go")
    assert go is not None
    go.click()
    await until(lambda: desk.shop is not None and desk.shop.run is not None)
    assert desk.shop is not None
    found = desk.shop.run
    assert found is not None
    fifth = len(found.outcomes) // FIFTHS
    for wanted in range(FIFTHS + 1):
        least = wanted * fifth
        while found.done < least:
            await pause(0.02)
        measured.memory.append(resident())
    await until(lambda: not found.is_at_work)


def dialogs() -> list[QDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def main(file: str, data_dir: str, base_url: str, api_key: str, tss_id: str) -> None:
    secret = Secret(os.environ["TSE_COMPANION_API_SECRET"])
    prepare(Path(data_dir), Access(base_url, Secret(api_key), secret, tss_id))
    measured = Measured()
    measured.install()
    cancelled: list[int] = []
    program = Program(Options(data_dir=Path(data_dir), passphrase=PASSPHRASE))
    program.show()

    async def work() -> int:
        cancelled.append(await cancel_all(program, measured))
        return 0

    code = program.run(work())
    if code == 0:
        Path(file).write_text(json.dumps(measured.result(cancelled[0])), "utf-8")
    sys.exit(code)


if __name__ == "__main__":
    main(*sys.argv[1:])
