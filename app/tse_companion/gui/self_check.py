"""Drives the real window through the main job, page by page, as a person would.

Fields are filled and buttons are clicked; nothing goes round the window. Run again after an
interruption it goes on where the set-up stands.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtWidgets import QPushButton, QWidget

from tse_companion.domain.models import Env
from tse_companion.errors import AppError, EnvironmentChanged
from tse_companion.gui import paper_jobs
from tse_companion.gui.printing.papers import Paper
from tse_companion.gui.printing.receipt_layout import receipt_document
from tse_companion.gui.printing.render import save_pdf, save_png
from tse_companion.gui.texts import words
from tse_companion.services.setup.flow import Goal, Step

if TYPE_CHECKING:
    from tse_companion.domain.credentials import Secret
    from tse_companion.gui.application import Reporter
    from tse_companion.gui.controller import Controller
    from tse_companion.gui.main_window import MainWindow
    from tse_companion.gui.wizard.view import WizardView
    from tse_companion.services.desk import Desk
    from tse_companion.services.receipts import SignedReceipt

T = TypeVar("T")
SERIAL = "KASSE-1"
SIZE = (1366, 768)


class Stage(Protocol):
    """The program that is driven, as bootstrap builds it."""

    @property
    def window(self) -> MainWindow: ...

    @property
    def reporter(self) -> Reporter: ...

    async def open(self) -> Controller: ...


@dataclass(frozen=True, slots=True)
class Access:
    """The service to work on instead of the built-in one."""

    base_url: str
    key: Secret
    secret: Secret


@dataclass(slots=True)
class StepLine:
    """One line of the report; ``seconds`` as a person would have waited."""

    name: str
    state: str
    seconds: float


@dataclass(slots=True)
class Report:
    """What was done; the document that ``--json`` prints."""

    steps: list[StepLine] = field(default_factory=list)
    tss_id: str | None = None
    client_id: str | None = None
    qr_code_data: str | None = None
    verified: bool = False
    files: list[str] = field(default_factory=list)


class SelfCheckFailed(Exception):
    """A step did not end as it should; the report holds which one."""

    def __init__(self, step: str, error: AppError | None) -> None:
        super().__init__(step)
        self.step, self.error = step, error


class SelfCheck:
    """One run. ``report`` is filled as it goes and is complete even when a step fails."""

    def __init__(self, program: Stage, out: Path, access: Access | None) -> None:
        self.report = Report()
        self.failure: SelfCheckFailed | None = None
        self._program = program
        self._out = out
        self._access = access

    async def run(self) -> int:
        """All steps; 0 when everything was done and proven, 1 otherwise."""
        self._out.mkdir(parents=True, exist_ok=True)
        self._program.window.resize(*SIZE)
        try:
            controller = await self._timed("open", self._program.open())
            await self._timed("begin", controller.begin(practise=self._access is None))
            await self._through_wizard(controller)
            await self._overview(controller)
        except SelfCheckFailed as failure:
            self.failure = failure
            if all(step.state != "failed" for step in self.report.steps):
                self.report.steps.append(StepLine(failure.step, "failed", 0.0))
            return 1
        is_clean = self._program.reporter.count == 0
        return 0 if self.report.verified and is_clean else 1

    def failure_words(self) -> str:
        """What went wrong, in words; empty when nothing did."""
        if self.failure is None:
            return ""
        if self.failure.error is None:
            return f"{self.failure.step}: the page does not go on"
        said = words(self.failure.error)
        return f"{self.failure.step}: {said.title}. {said.remedy}"

    # the wizard ------------------------------------------------------------------------------

    async def _through_wizard(self, controller: Controller) -> None:
        signed: SignedReceipt | None = None
        while (wizard := controller.wizard) is not None:
            await wizard.tasks.finish()
            if wizard.error is not None:
                self._fail("resume", wizard.error)
            page = wizard.current
            assert page is not None
            await self._timed(page.step.value, self._page(wizard, page.step))
            if page.step is Step.RECEIPT:
                signed = wizard.setup.receipt
                await self._write_receipt(wizard, signed)
            if page.step is Step.DONE:
                self.report.tss_id = wizard.setup.draft.tss_id
                self.report.client_id = wizard.setup.draft.client_id
                self._press(wizard, "wizard_next")
                await controller.tasks.finish()
                await wizard.tasks.finish()

    async def _page(self, wizard: WizardView, step: Step) -> None:
        self._refuse_live(wizard.setup.draft.env)
        await self._picture(f"{step.value}", wizard)
        fill: Callable[[WizardView], Awaitable[None]] | None = {
            Step.WELCOME: self._welcome,
            Step.CONNECT: self._connect,
            Step.INVENTORY: self._inventory,
            Step.KEEP_PUK: self._keep_puk,
            Step.PIN: self._pin,
            Step.TILL: self._till,
        }.get(step)
        if fill is not None:
            await fill(wizard)
        if step is Step.DONE:
            return
        for _ in range(2):  # the receipt page signs first and goes on then
            self._press(wizard, "wizard_next")
            await wizard.tasks.finish()
            if wizard.error is not None:
                self._fail(step.value, wizard.error)
            if wizard.current is None or wizard.current.step is not step:
                return
            await self._picture(f"{step.value}-done", wizard)
        self._fail(step.value, None)

    def _refuse_live(self, env: Env) -> None:
        if env is Env.LIVE:
            # A live TSE costs money and stays: no automatic run makes one.
            self._fail("environment", EnvironmentChanged(before="TEST", now="LIVE"))

    async def _welcome(self, wizard: WizardView) -> None:
        from tse_companion.gui.wizard.start import WelcomePage

        page = wizard.current
        assert isinstance(page, WelcomePage)
        page.choose(Goal.PRACTISE if self._access is None else Goal.SET_UP)

    async def _connect(self, wizard: WizardView) -> None:
        from tse_companion.gui.wizard.start import ConnectPage

        page, access = wizard.current, self._access
        assert isinstance(page, ConnectPage)
        if access is None:
            self._fail("connect", None)
        else:
            page.fill(
                name="Self-check",
                key=access.key.reveal(),
                secret=access.secret.reveal(),
                base_url=access.base_url,
            )

    async def _inventory(self, wizard: WizardView) -> None:
        from tse_companion.gui.wizard.start import InventoryPage

        page = wizard.current
        assert isinstance(page, InventoryPage)
        page.choose(None)

    async def _keep_puk(self, wizard: WizardView) -> None:
        from tse_companion.gui.wizard.keys import KeepPukPage

        page = wizard.current
        assert isinstance(page, KeepPukPage)
        assert page.challenge is not None
        puk = (await wizard.setup.puk()).reveal()
        page.fill("".join(puk[p - 1] for p in page.challenge.positions))

    async def _pin(self, wizard: WizardView) -> None:
        if not wizard.setup.has_pin:
            self._press(wizard, "pin_generate")

    async def _till(self, wizard: WizardView) -> None:
        from tse_companion.gui.wizard.till import TillPage

        page = wizard.current
        assert isinstance(page, TillPage)
        if page.chosen() is None:
            page.fill(SERIAL)

    async def _write_receipt(self, wizard: WizardView, signed: SignedReceipt | None) -> None:
        if signed is None:
            self._fail("receipt", None)
            return
        await self._prove(wizard.setup.desk, signed)

    async def _prove(self, desk: Desk, signed: SignedReceipt) -> None:
        """Put the receipt on paper and check its code once more."""
        document = receipt_document(paper_jobs.receipt_of(desk, signed), Paper.ROLL_80)
        pdf, png = self._out / "receipt.pdf", self._out / "receipt.png"
        save_pdf(document, pdf)
        save_png(document, png)
        self._wrote(pdf)
        self._wrote(png)
        await self._timed("verify", self._verify(desk, signed))

    async def _verify(self, desk: Desk, signed: SignedReceipt) -> None:
        from tse_companion.services.receipts import prove

        verdict = await prove(desk, signed.qr_code_data)
        self.report.qr_code_data = signed.qr_code_data
        self.report.verified = verdict.status == "valid"

    # after it --------------------------------------------------------------------------------

    async def _overview(self, controller: Controller) -> None:
        site = controller.site
        self._refuse_live(Env(site.env) if site is not None and site.env else Env.UNKNOWN)
        await self._timed("overview", self._look(controller))
        await self._picture("overview", self._program.window)
        self._program.window.show_page("receipts")
        await controller.tasks.finish()
        if self.report.qr_code_data is None:
            await self._timed("receipt", self._receipts_page(controller))
        await self._picture("receipts", self._program.window)

    async def _look(self, controller: Controller) -> None:
        controller.refresh()
        await controller.tasks.finish()

    async def _receipts_page(self, controller: Controller) -> None:
        """The set-up was complete already: sign one more test receipt on the receipts page."""
        desk = controller.receipt_desk
        self._press(desk.page, "receipt_sign")
        await controller.tasks.finish()
        if desk.work.error is not None or desk.signed is None:
            self._fail("receipt", desk.work.error)
            return
        site = controller.site
        self.report.tss_id = site.tss_id if site is not None else None
        self.report.client_id = site.client_id if site is not None else None
        await self._prove(desk.desk, desk.signed)

    # helpers ---------------------------------------------------------------------------------

    async def _timed(self, name: str, work: Awaitable[T]) -> T:
        began = time.monotonic()
        state = "done"
        try:
            return await work
        except AppError as error:
            state = "failed"
            raise SelfCheckFailed(name, error) from error
        except (SelfCheckFailed, asyncio.CancelledError):
            state = "failed"
            raise
        finally:
            self.report.steps.append(StepLine(name, state, round(time.monotonic() - began, 3)))

    def _fail(self, step: str, error: AppError | None) -> None:
        raise SelfCheckFailed(step, error)

    def _press(self, parent: QWidget, name: str) -> None:
        widget = parent.findChild(QPushButton, name)
        if widget is None or not widget.isEnabled():
            self._fail(name, None)
        else:
            widget.click()

    async def _picture(self, name: str, widget: QWidget) -> None:
        for _ in range(3):  # layouts settle as the loop turns
            await asyncio.sleep(0)
        path = self._out / f"window-{name}.png"
        if widget.window().grab().save(str(path)):
            self._wrote(path)

    def _wrote(self, path: Path) -> None:
        if str(path) not in self.report.files:
            self.report.files.append(str(path))
