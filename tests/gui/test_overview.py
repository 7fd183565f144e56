"""The overview answers first whether the shop can sell, and stays calm."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.looking import cut_texts, nameless, settle, shown_words, speak, sticking_out
from tse_companion.domain.models import Env, TssState
from tse_companion.gui import theme
from tse_companion.gui.pages.overview import OverviewPage, OverviewView
from tse_companion.gui.pages.overview_parts import Verdict
from tse_companion.gui.pages.reasons import reason_words
from tse_companion.gui.widgets import Button, Gauge
from tse_companion.services.tss import Reason
from tse_companion.services.tss import Verdict as ServiceVerdict

DAY = 86_400
OWN_REASONS = ("no_site", "checking", "ready_practice")


def view(**changes: object) -> OverviewView:
    """A shop in good health, with changes."""
    now = int(time.time())
    healthy = OverviewView(
        verdict="ok",
        reason="ready",
        site_name="Bakery",
        env=Env.LIVE,
        tss_state=TssState.INITIALIZED,
        certificate_not_after=now + 200 * DAY + 60,
        tills=3,
        tills_max=199,
        open_transactions=12,
        open_transactions_max=2000,
        last_contact=now,
    )
    return replace(healthy, **changes)  # type: ignore[arg-type]


@pytest.fixture
def page(qtbot: QtBot) -> OverviewPage:
    made = OverviewPage()
    qtbot.addWidget(made)
    made.resize(900, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def seen(page: OverviewPage) -> str:
    settle(page)
    return "\n".join(shown_words(page))


def test_a_healthy_shop_at_a_glance(page: OverviewPage) -> None:
    page.show_view(view())
    words = seen(page)
    for expected in (
        "Your shop can sell.",
        "in service",
        "3 of 199",
        "12 of 2,000",
        "200 days left",
        "Live",
        "just now",
        "Good",
    ):
        assert expected in words
    assert page.view.badge == "live"


@pytest.mark.parametrize("reason", [*(r.value for r in Reason), *OWN_REASONS])
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_reason_has_a_sentence_and_what_is_behind_it(
    qapp: QApplication, reason: str, language: str
) -> None:
    speak("de" if language == "de" else "en")
    sentence, behind = reason_words(reason)
    unknown = reason_words("no such reason")
    assert (sentence, behind) != unknown
    assert sentence.endswith((".", "…"))
    assert behind.endswith(".")


def test_reasons_differ() -> None:
    said = [reason_words(r)[1] for r in [*(r.value for r in Reason), *OWN_REASONS]]
    assert len(set(said)) == len(said)


def test_the_verdicts_are_those_of_the_service() -> None:
    from typing import get_args

    assert set(get_args(Verdict)) == {verdict.value for verdict in ServiceVerdict}


@pytest.mark.parametrize(
    ("verdict", "word"),
    [("ok", "Good"), ("warn", "Attention"), ("bad", "Not possible"), ("unknown", "Not known")],
)
def test_the_sign_is_never_colour_alone(page: OverviewPage, verdict: Verdict, word: str) -> None:
    page.show_view(view(verdict=verdict))
    assert word in seen(page)
    pictures = set()
    for other in ("ok", "warn", "bad", "unknown"):
        page.show_view(view(verdict=other))
        settle(page)
        image = page.grab().toImage()
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == 4


def test_offline_is_calm_and_says_how_old_this_is(page: OverviewPage) -> None:
    contact = int(time.time()) - 5400
    page.show_view(view(verdict="unknown", reason="offline", offline=True, last_contact=contact))
    words = seen(page)
    assert "No connection to the service just now." in words
    assert "What you see below is from" in words
    assert "3 of 199" in words
    page.show_view(view(offline=True, last_contact=None))
    assert "none yet" in seen(page)


def test_nothing_is_set_up_yet(page: OverviewPage) -> None:
    page.show_view(OverviewView())
    words = seen(page)
    assert "Welcome" in words
    assert "Tills registered" not in words
    asked: list[int] = []
    page.setup_requested.connect(lambda: asked.append(1))
    button(page, "Get started").click()
    assert asked == [1]


def test_a_half_made_set_up_can_be_continued(page: OverviewPage) -> None:
    page.show_view(view(verdict="bad", reason="not_set_up", tss_state=TssState.UNINITIALIZED))
    assert "prepared, not yet in service" in seen(page)
    assert button(page, "Continue the set-up").isVisible()


def button(page: OverviewPage, words: str) -> Button:
    return next(b for b in page.findChildren(Button) if b.text() == words)


def test_looking_again_by_button_and_key(page: OverviewPage) -> None:
    page.show_view(view())
    asked: list[int] = []
    page.refresh_requested.connect(lambda: asked.append(1))
    button(page, "Look again").click()
    QTest.keyClick(page, Qt.Key.Key_F5)
    assert asked == [1, 1]
    page.set_busy(True)
    button(page, "Look again").click()
    assert asked == [1, 1]
    page.set_busy(False)
    assert button(page, "Look again").isEnabled()


@pytest.mark.parametrize(
    ("left", "words", "mark"),
    [
        (-60, "has run out", "bad"),
        (3600, "runs out today", "bad"),
        (DAY + 60, "1 day left", "bad"),
        (31 * DAY + 60, "31 days left", "warn"),
        (91 * DAY + 60, "91 days left", "info"),
        (181 * DAY + 60, "181 days left", "ok"),
    ],
)
@pytest.mark.parametrize("ahead", [0, 40 * DAY])
def test_how_long_the_certificate_lasts(
    page: OverviewPage, left: int, words: str, mark: str, ahead: int
) -> None:
    """By the service's clock, whatever this computer's says."""
    until = int(time.time()) + ahead + left
    page.show_view(view(certificate_not_after=until, clock_offset=ahead))
    assert words in seen(page)
    assert page._certificate_mark() == mark


def test_with_its_certificate_a_tse_has_ended(page: OverviewPage) -> None:
    page.show_view(view(certificate_not_after=int(time.time()) - 60, has_ended=True))
    assert "ready" not in page._state_words()
    assert page._state_mark() == "bad"


@pytest.mark.parametrize(("ago", "words"), [(5, "just now"), (125, "2 min ago"), (3 * 3600, "/20")])
def test_when_the_service_was_last_heard(page: OverviewPage, ago: int, words: str) -> None:
    page.show_view(view(last_contact=int(time.time()) - ago))
    assert words in seen(page)


def test_times_are_told_again_while_the_page_is_shown(page: OverviewPage) -> None:
    assert page._clock.isActive()
    page._clock.timeout.emit()
    page.hide()
    assert not page._clock.isActive()


def test_what_is_not_known_says_so(page: OverviewPage) -> None:
    page.show_view(
        view(
            env=Env.UNKNOWN,
            tss_state=TssState.UNKNOWN,
            certificate_not_after=None,
            tills=None,
            open_transactions_max=None,
        )
    )
    words = seen(page)
    assert words.count("not known") >= 4
    assert "unknown state" in words
    assert not any(gauge.isVisible() for gauge in page.findChildren(Gauge))
    assert page.view.badge == "none"
    assert replace(page.view, env=None, tss_state=None).badge == "none"


@pytest.mark.parametrize(
    ("changes", "badge", "note"),
    [
        ({"env": Env.TEST}, "test", "signatures do not count"),
        ({"env": Env.TEST, "practice": True}, "practice", "on this computer only"),
        ({"env": Env.LIVE}, "live", "signatures are for the tax office"),
    ],
)
def test_the_environment_is_explained(
    page: OverviewPage, changes: dict[str, object], badge: str, note: str
) -> None:
    page.show_view(view(**changes))
    assert page.view.badge == badge
    assert note in seen(page)


@pytest.mark.parametrize(
    ("width", "percent"), [(420, 100), (640, 100), (900, 100), (900, 200), (1142, 200)]
)
def test_the_page_bears_any_width(page: OverviewPage, width: int, percent: int) -> None:
    theme.current().set_look(text_percent=percent)
    speak("de")
    page.resize(width, 600)
    page.show_view(view(verdict="bad", reason="certificate_expired", offline=True))
    settle(page)
    assert cut_texts(page) == []
    assert sticking_out(page) == []
    assert nameless(page) == []
