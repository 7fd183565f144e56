"""What a person would notice: text that is cut, controls without a name, words not translated."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTranslator
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tse_companion.gui import i18n
from tse_companion.gui.widgets import Badge, Button, Text


def settle(widget: QWidget) -> None:
    """Let layouts come to rest without running the event loop."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.Resize)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.Polish)
    widget.grab()


def shown(qtbot: QtBot, widget: QWidget, width: int = 400, height: int = 300) -> None:
    """Show a widget as the active window, at rest."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    settle(widget)


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return str(interface.text(QAccessible.Text.Name))


def speak(language: i18n.Language) -> None:
    """Switch the language and let open windows hear of it."""
    app = QApplication.instance()
    assert app is not None
    i18n.install(app, language)
    # Qt posts the news to the windows.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)


def parts(root: QWidget) -> Iterator[QWidget]:
    """The widget and everything in it that is shown."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisibleTo(root):
            yield widget


def cut_texts(root: QWidget) -> list[str]:
    """Labels and buttons that have less room than their words need."""
    found: list[str] = []
    for widget in parts(root):
        if isinstance(widget, Text) and widget.text():
            need = widget.heightForWidth(widget.width()) if widget.wordWrap() else 0
            wide = widget.minimumSizeHint().width() if widget.wordWrap() else 0
            if widget.height() < need or widget.width() < wide:
                found.append(f"{widget.text()!r}: {widget.size()} needs {wide} x {need}")
        elif isinstance(widget, Badge | Button):
            need_size = widget.sizeHint()
            if widget.width() < need_size.width() or widget.height() < need_size.height():
                found.append(f"{widget.text()!r}: {widget.size()} needs {need_size}")
        elif (
            isinstance(widget, QAbstractButton)
            and widget.hasHeightForWidth()
            and widget.height() < widget.heightForWidth(widget.width())
        ):
            found.append(f"{widget.accessibleName() or widget.text()!r}: {widget.size()}")
    return found


def sticking_out(root: QWidget) -> list[str]:
    """Widgets that reach over the edge of their parent, where nobody can see them."""
    found: list[str] = []
    for widget in parts(root):
        parent = widget.parentWidget()
        if widget is root or parent is None or widget.isWindow():
            continue
        if parent.objectName() == "qt_scrollarea_viewport":
            if widget.width() > parent.width():
                found.append(f"{type(widget).__name__} is wider than its page")
        elif (
            widget.width() > 0
            and not widget.objectName().startswith("qt_")
            and not parent.rect().contains(widget.geometry())
        ):
            found.append(f"{type(widget).__name__} {widget.geometry()} in {parent.rect()}")
    return found


def nameless(root: QWidget) -> list[str]:
    """Controls that take the keyboard focus and have no accessible name."""
    found: list[str] = []
    for widget in parts(root):
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def shown_words(root: QWidget) -> list[str]:
    """Every text a person can see or hear."""
    words: list[str] = []
    for widget in parts(root):
        if isinstance(widget, QLabel | QAbstractButton):
            words.append(widget.text())
        words += [widget.accessibleName(), widget.toolTip(), widget.accessibleDescription()]
    return [word for word in words if word]


class Lengthened(QTranslator):
    """Makes every text forty per cent longer, as German may be; names in braces stay."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        context: bytes | str,
        source: bytes | str,
        disambiguation: bytes | str | None = None,
        n: int = -1,
    ) -> str:
        text = source.decode() if isinstance(source, bytes) else str(source)
        return text + " " + "ungewöhnlich lang "[: max(3, int(len(text) * 0.4))].strip()


def lengthen(app: QApplication) -> Lengthened:
    """Install it; the caller takes it out again."""
    translator = Lengthened()
    app.installTranslator(translator)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)
    return translator
