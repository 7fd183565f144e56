"""What is said of PIN and PUK asks for nothing that the state of the TSS does not allow."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from gui.looking import speak
from tse_companion.domain.models import TssState
from tse_companion.gui.pages.keys_words import LINES, KeysView
from tse_companion.services.keys import Keys, PukStanding


@pytest.mark.parametrize(
    ("state", "is_advised"),
    [
        (TssState.INITIALIZED, True),
        (None, True),
        (TssState.CREATED, False),
        (TssState.DISABLED, False),
    ],
)
def test_a_new_pin_is_advised_only_where_one_can_be_set(
    qapp: QApplication, state: TssState | None, is_advised: bool
) -> None:
    speak("en")
    keys = Keys(
        puk=PukStanding.PROVEN,
        pin_kept=True,
        pin_refused_at=1_800_000_000,
        pin_in_doubt=False,
        pin_proven_at=None,
        attempts_left=0,
        store="Memory",
    )
    said = " ".join(line(KeysView(keys, "practice", state=state))[1] for line in LINES)
    assert "The program does not try it any more." in said and "No attempt left" in said
    assert said.count("below") == (2 if is_advised else 0)
