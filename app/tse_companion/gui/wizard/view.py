"""The wizard's frame: chapters at the left, one page at a time, and the buttons below.

It drives the pages: one press of the main button is one piece of work, whatever is clicked
meanwhile; going back never repeats or undoes a change at the service.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton, QWidget

from tse_companion.domain.models import Env
from tse_companion.errors import ApiRefused, AppError, TssUnknown, TssUnusable
from tse_companion.gui.dialogs import ErrorDialog, shown
from tse_companion.gui.i18n import Translated
from tse_companion.gui.passphrase import open_vault
from tse_companion.gui.texts import words
from tse_companion.gui.widgets import Banner, BusyLine, HBox, ScrollArea, Text, VBox, button
from tse_companion.gui.wizard.foot import Foot
from tse_companion.gui.wizard.page import WizardPage
from tse_companion.gui.wizard.rail import Rail
from tse_companion.services.setup.flow import CHAPTERS, Step, next_step, previous_step
from tse_companion.services.tasks import Tasks

if TYPE_CHECKING:
    from tse_companion.services.desk import SetupRecord, Site
    from tse_companion.services.setup.service import SetupService

Reporter = Callable[[BaseException], None]


class WizardView(Translated, QWidget):
    """The wizard as one widget.

    ``left`` is emitted when the person leaves it, with whether a set-up was completed;
    ``environment_changed`` when it is known which world the key belongs to.
    """

    left = Signal(bool)
    environment_changed = Signal(str)
    step_shown = Signal(str)
    idle = Signal()

    def __init__(self, setup: SetupService, report: Reporter) -> None:
        super().__init__()
        self.setup = setup
        self.next_page = ""  # of the window, once it is left
        self.tasks = Tasks(self._on_error)
        self._report = report
        self._pages: dict[Step, WizardPage] = {}
        self._page: WizardPage | None = None
        self._busy = False
        self._again: Callable[[], None] | None = None  # loads what could not be loaded
        self._error: AppError | None = None
        self._build()

    def _build(self) -> None:
        self._rail = Rail()
        self._title = Text("title")
        self._lead = Text("body", tone="muted")
        self._banner = Banner("bad")
        self._banner.hide()
        self._banner.acted.connect(self._on_details)
        self._holder = VBox(gap=0)  # a stack would be as tall as its tallest page
        self._scroll = ScrollArea(gap=20, width=760, margin=(40, 32, 40, 32))
        head = VBox(gap=8)
        head.addWidget(self._title)
        head.addWidget(self._lead)
        self._scroll.body.addLayout(head)
        self._scroll.body.addWidget(self._banner)
        self._scroll.body.addLayout(self._holder, 1)
        self._busy_line = BusyLine()
        self._leave = button("quiet")
        self._back = button("plain")
        self._next = button("primary")
        for name, widget in (("leave", self._leave), ("back", self._back), ("next", self._next)):
            widget.setObjectName(f"wizard_{name}")
            widget.installEventFilter(self)
        self._leave.clicked.connect(self._on_leave)
        self._back.clicked.connect(self.go_back)
        self._next.clicked.connect(self.go_on)
        self.say(self._leave.setText, lambda: self.tr("Finish later"))
        self.say(self._back.setText, lambda: self.tr("Back"))
        self._foot = Foot(self._leave, self._busy_line, self._back, self._next)
        right = VBox(gap=0)
        right.addWidget(self._scroll, 1)
        right.addWidget(self._foot)
        whole = HBox(self, gap=0)
        whole.addWidget(self._rail)
        whole.addLayout(right, 1)

    # driving ---------------------------------------------------------------------------------

    def begin(self, record: SetupRecord | None = None, *, practise: bool = False) -> None:
        """Show the first page, or go on with an interrupted set-up.

        With ``practise`` the choice of the first page is made already.
        """
        if record is None:
            self.show_step(Step.WELCOME)
            if practise:
                self.tasks.start(self._practise(), name="page", once=True)
        else:
            self._begin_again(record)

    async def _practise(self) -> None:
        await self._busily(self.setup.practise(), self.tr("Opening the practice TSE …"))
        if self._error is None:
            self.show_step(Step.INVENTORY)

    def renew(self, site: Site) -> None:
        """Show what there is for a new TSS of this shop, or go on with one that was begun."""
        self.show_step(Step.INVENTORY, enter=False)
        self._again = lambda: self.renew(site)
        self.tasks.start(self._renew(site), name="page", once=True)

    async def _renew(self, site: Site) -> None:
        found: list[Step | None] = []

        async def work() -> None:
            found.append(await self.setup.renew(site))

        await self._busily(work(), self.tr("Looking what there is …"))
        if found and found[0] is None:
            self.left.emit(False)  # it works after all: the overview tells
        elif found and found[0] is not None:
            self.show_step(found[0])
        elif isinstance(self._error, TssUnusable | TssUnknown):
            self.show_step(Step.INVENTORY, error=self._error)  # one that was begun is over, too
        self.idle.emit()

    def _begin_again(self, record: SetupRecord) -> None:
        self.show_step(Step.WELCOME, enter=False)
        self._again = lambda: self._begin_again(record)
        self.tasks.start(self._resume(record), name="page", once=True)

    async def _resume(self, record: SetupRecord) -> None:
        step: Step | None = None

        async def work() -> None:
            nonlocal step
            site = self.setup.desk.settings.site(record.site_id)
            if site is not None and not await open_vault(self, self.setup.desk, site.kind):
                step = Step.WELCOME
                return
            try:
                step = await self.setup.resume(record)
            except KeyError:
                step = Step.CONNECT  # the vault holds no key for this site

        await self._busily(work(), self.tr("Looking where the set-up stands …"))
        error = self._error
        if step is not None:
            self.show_step(step)
        elif isinstance(error, ApiRefused) and error.status in (401, 403):
            self.show_step(Step.CONNECT, error=error)  # the keys were changed meanwhile
        elif isinstance(error, TssUnusable | TssUnknown):  # that one is over
            renews = self.setup.draft.replaces is not None
            self.show_step(Step.INVENTORY if renews else Step.WELCOME, enter=renews, error=error)
        self.idle.emit()

    def show_step(self, step: Step, *, enter: bool = True, error: AppError | None = None) -> None:
        """Open a page; ``error`` is why it had to be this one."""
        if self._page is not None and self._page.step is not step:
            self._page.closed()
        page = self._pages.get(step)
        if page is None:
            page = self._pages[step] = _make(step, self)
            page.changed.connect(self._refresh)
            self._holder.addWidget(page)
        self._page = page
        self._rest()
        for other in self._pages.values():
            other.setVisible(other is page)
        self._again = None
        self._show_error(error)
        self._refresh()
        self._scroll.verticalScrollBar().setValue(0)
        self._rail.set_current(next(i for i, c in enumerate(CHAPTERS) if step in c))
        self.environment_changed.emit(self._badge())
        self.step_shown.emit(step.value)
        if enter:
            self._load(page, error)

    def _load(self, page: WizardPage, error: AppError | None = None) -> None:
        self._again = lambda: self._load(page)
        self.tasks.start(self._enter(page, error), name="enter", restart=True)

    async def _enter(self, page: WizardPage, error: AppError | None) -> None:
        async def work() -> None:
            await page.enter()
            self.loaded()

        await self._busily(work(), self.tr("Loading …"))
        if self._error is None:
            self._show_error(error)
        if page is self._page:
            self._focus_first(page)
        self.idle.emit()

    def loaded(self) -> None:
        """What the page shows is there: a failure from now on is one of its work."""
        self._again = None

    def _focus_first(self, page: WizardPage) -> None:
        """The keyboard is where the person answers; without a question, on the main button."""
        here = [w for w in page.questions() if w.isVisible() and w.isEnabled()]
        here.sort(key=lambda w: isinstance(w, QRadioButton) and not w.isChecked())
        next(iter(here), self._next).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Press the main button: at most one press is worked on."""
        page = self._page
        if page is None or self._busy:
            return
        if self._again is not None and self._error is not None:
            self._again()
        elif page.is_complete():
            self.tasks.start(self._go_on(page), name="page", once=True)

    async def _go_on(self, page: WizardPage) -> None:
        answer: bool | Step = False

        async def work() -> None:
            nonlocal answer
            answer = await page.leave()

        await self._busily(work(), self.tr("One moment …"))
        if self._error is not None or answer is False or page is not self._page:
            self.idle.emit()
            return
        if page.step is Step.DONE:
            self.left.emit(True)
            return
        draft = self.setup.draft
        self.show_step(answer if isinstance(answer, Step) else next_step(page.step, draft))

    def go_back(self) -> None:
        """Open the page before; nothing is sent."""
        if self._page is None or self._busy:
            return
        before = previous_step(self._page.step, self.setup.draft)
        if before is not None:
            self.show_step(before)

    def leave_for(self, page: str) -> None:
        """Leave the wizard for this page of the window."""
        self.next_page = page
        self.left.emit(False)

    def start_work(self, work: Callable[[], Awaitable[object]]) -> None:
        """Do something a button inside the page asked for; one at a time."""
        if not self._busy:
            self.tasks.start(self._busily_once(work), name="page", once=True)

    async def _busily_once(self, work: Callable[[], Awaitable[object]]) -> None:
        await self._busily(work(), self.tr("One moment …"))
        self.idle.emit()

    async def _busily(self, work: Awaitable[object], text: str) -> None:
        """Await one piece of a page's work with the page shut and failures shown in it."""
        before = QApplication.focusWidget()
        self._rest()
        self._busy = True
        self._show_error(None)
        self._busy_line.start(text)
        self._refresh()
        try:
            await work
        except AppError as error:
            self._show_error(error)
        finally:
            self._busy = False
            self._busy_line.set_text("")  # hidden words must not take room in the foot
            self._busy_line.stop()
            self._refresh()
            self._give_back(before)

    def _rest(self) -> None:
        """The keyboard waits: a control that is shut or hidden would hand it to any button."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_back(self, before: QWidget | None) -> None:
        """The keyboard goes back to where it was, or to what the page asks now."""
        if not self.hasFocus() or self._page is None:
            return
        if before not in (None, self) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._focus_first(self._page)

    # showing ---------------------------------------------------------------------------------

    @property
    def is_busy(self) -> bool:
        return self._busy

    @property
    def current(self) -> WizardPage | None:
        return self._page

    @property
    def error(self) -> AppError | None:
        """The failure the page shows, if it shows one."""
        return self._error

    def set_busy_words(self, text: str) -> None:
        """What is happening, beside the buttons."""
        self._busy_line.set_text(text)
        self._foot.arrange()

    def retranslate(self) -> None:
        super().retranslate()
        self._refresh()
        self._show_error(self._error)

    def _refresh(self) -> None:
        page = self._page
        if page is None:
            return
        self._title.setText(page.title())
        self.setAccessibleName(page.title())
        self._lead.setText(page.lead())
        self._lead.setVisible(bool(page.lead()))
        again = self._again is not None and self._error is not None
        words_there = self.tr("Try again") if again else page.next_words()
        self._next.setText(words_there or self.tr("Next"))
        self._next.setEnabled(not self._busy and (again or page.is_complete()))
        before = previous_step(page.step, self.setup.draft)
        self._back.setVisible(before is not None)
        self._back.setEnabled(not self._busy)
        self._leave.setVisible(page.step is not Step.DONE)
        self._foot.arrange()
        page.setEnabled(not self._busy and not again)

    def _show_error(self, error: AppError | None) -> None:
        self._error = error
        self._banner.setVisible(error is not None)
        if error is None:
            return
        said = words(error)
        self._banner.set_title(said.title)
        self._banner.set_text(f"{said.meaning}\n{said.remedy}")
        self._banner.set_action(self.tr("Details"))
        self._scroll.verticalScrollBar().setValue(0)

    def _badge(self) -> str:
        site = self.setup.session.site if self.setup.session else None
        if site is not None and site.kind == "practice":
            return "practice"
        env = self.setup.draft.env
        return "none" if env is Env.UNKNOWN else env.value.lower()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():  # a key held down must not run through the pages
            focus = QApplication.focusWidget()
            if isinstance(focus, QPushButton) and self.isAncestorOf(focus):
                focus.click()  # else Enter on "Back" would go forward
            else:
                self.go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The second half of a double click would press the button of the page that came up.
        if event.type() == QEvent.Type.MouseButtonDblClick:
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rail.updateGeometry()

    # events ----------------------------------------------------------------------------------

    def _on_leave(self) -> None:
        self.left.emit(False)

    def _on_details(self) -> None:
        if self._error is not None:
            self.tasks.start(shown(ErrorDialog(self._error, self)), name="details", once=True)

    def _on_error(self, error: BaseException) -> None:
        if isinstance(error, AppError):
            self._show_error(error)
        else:
            self._report(error)

    async def aclose(self) -> None:
        """End the page's own work; changes under way go on elsewhere."""
        await self.tasks.aclose()
        for page in self._pages.values():
            page.closed()


def _make(step: Step, view: WizardView) -> WizardPage:
    # Pages are made, and their modules imported, when they are first opened: the first one must
    # be there at once, and printing takes as long to import as all the others together.
    match step:
        case Step.WELCOME | Step.CONNECT | Step.INVENTORY:
            from tse_companion.gui.wizard.start import PAGES
        case Step.CREATE | Step.KEEP_PUK:
            from tse_companion.gui.wizard.keys import PAGES
        case Step.PIN:
            from tse_companion.gui.wizard.pin import PAGES
        case Step.TILL | Step.REVIEW | Step.WORK:
            from tse_companion.gui.wizard.till import PAGES
        case Step.RECEIPT | Step.DONE:
            from tse_companion.gui.wizard.end import PAGES
    return next(kind for kind in PAGES if kind.step is step)(view)
