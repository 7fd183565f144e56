"""The two systems that can tell who is there, with their own functions in place of the real."""

from __future__ import annotations

import ctypes
import platform
from typing import Any

import pytest

from tse_companion.domain.credentials import Secret
from tse_companion.store.presence import Answer, SystemPresence, system_presence
from tse_companion.store.presence.pam import (
    AUTH_ERR,
    CONVERSE,
    MAXTRIES,
    PERM_DENIED,
    PROMPT_ECHO_OFF,
    PROMPT_ECHO_ON,
    SUCCESS,
    Conversation,
    Message,
    PamPresence,
    Response,
)
from tse_companion.store.presence.windows import CANCELLED, Entered, WindowsPresence

INFO = 4


def ask(presence: SystemPresence, password: str | None = None) -> Answer:
    given = None if password is None else Secret(password)
    return presence.check(given, title="Title", text="Text", window=7)


class FakePam:
    """Asks as libpam does; ``answers`` is what the conversation gave."""

    def __init__(self, right: bytes, *, code: int | None = None, start: int = SUCCESS) -> None:
        self.right, self.code, self.start = right, code, start
        self.begun: list[tuple[bytes, bytes]] = []
        self.ended: list[int] = []
        self.answers: list[bytes | None] = []
        self._conversation: Any = None

    def pam_start(self, service: bytes, user: bytes, conversation: Any, handle: Any) -> int:
        self.begun.append((service, user))
        self._conversation = ctypes.cast(conversation, ctypes.POINTER(Conversation)).contents
        return self.start

    def pam_authenticate(self, handle: Any, flags: int) -> int:
        styles = (INFO, PROMPT_ECHO_ON, PROMPT_ECHO_OFF)
        texts = [Message(style, b"?") for style in styles]
        pointers = (ctypes.POINTER(Message) * 3)(*(ctypes.pointer(text) for text in texts))
        responses = ctypes.POINTER(Response)()
        converse = CONVERSE(self._conversation.converse)
        assert converse(3, pointers, ctypes.byref(responses), None) == SUCCESS
        self.answers = [
            None if not responses[n].text else ctypes.string_at(responses[n].text) for n in range(3)
        ]
        if self.code is not None:
            return self.code
        return SUCCESS if self.answers[2] == self.right else AUTH_ERR

    def pam_end(self, handle: Any, code: int) -> int:
        self.ended.append(code)
        return SUCCESS


class FakeMemory:
    """Memory that lives as long as the test."""

    def __init__(self, *, is_full: bool = False) -> None:
        self.is_full = is_full
        self._kept: list[Any] = []

    def calloc(self, count: int, size: int) -> int | None:
        return None if self.is_full else self._keep(ctypes.create_string_buffer(count * size))

    def strdup(self, text: bytes) -> int | None:
        return self._keep(ctypes.create_string_buffer(text))

    def _keep(self, block: Any) -> int:
        self._kept.append(block)
        return ctypes.addressof(block)


def test_pam_checks_the_password_of_the_user() -> None:
    pam = FakePam("gehei m-ß".encode())
    presence = PamPresence(pam, FakeMemory(), "anna")
    assert ask(presence, "gehei m-ß") is Answer.CONFIRMED
    assert pam.answers == [None, b"", "gehei m-ß".encode()]
    assert pam.begun == [(b"login", b"anna")]
    assert pam.ended == [SUCCESS]
    assert ask(presence, "wrong") is Answer.REFUSED
    assert not presence.asks_itself


def test_an_empty_password_is_not_even_tried() -> None:
    pam = FakePam(b"")
    assert ask(PamPresence(pam, FakeMemory(), "anna"), "") is Answer.REFUSED
    assert ask(PamPresence(pam, FakeMemory(), "anna")) is Answer.REFUSED
    assert pam.begun == []


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        (PERM_DENIED, Answer.REFUSED),
        (MAXTRIES, Answer.REFUSED),
        (9, Answer.IMPOSSIBLE),  # no way to look the password up
        (10, Answer.IMPOSSIBLE),  # a user the rules do not know
    ],
)
def test_what_pam_says_else(code: int, answer: Answer) -> None:
    pam = FakePam(b"x", code=code)
    assert ask(PamPresence(pam, FakeMemory(), "anna"), "x") is answer
    assert pam.ended == [code]


def test_pam_that_does_not_begin() -> None:
    pam = FakePam(b"x", start=3)
    assert ask(PamPresence(pam, FakeMemory(), "a"), "x") is Answer.IMPOSSIBLE


class FakeWindows:
    """What Windows would bring."""

    def __init__(
        self, entered: Entered, *, error: int = 0, who: bytes = b"S-1", own: bytes = b"S-1"
    ) -> None:
        self.entered, self.error, self.who, self.own = entered, error, who, own
        self.prompted: list[tuple[str, str, int]] = []
        self.logged_on: list[Entered] = []

    def prompt(self, title: str, text: str, window: int) -> Entered:
        self.prompted.append((title, text, window))
        return self.entered

    def log_on(self, entered: Entered) -> tuple[int, bytes]:
        self.logged_on.append(entered)
        return self.error, self.who

    def own_identifier(self) -> bytes:
        return self.own

    def own_name(self) -> str:
        return "anna"


ENTERED = Entered(0, "anna", "SHOP", Secret("hers"))


@pytest.mark.parametrize(
    ("calls", "answer"),
    [
        (FakeWindows(ENTERED), Answer.CONFIRMED),
        (FakeWindows(Entered(CANCELLED)), Answer.CANCELLED),
        (FakeWindows(Entered(1312)), Answer.IMPOSSIBLE),
        (FakeWindows(ENTERED, error=1326), Answer.REFUSED),
        (FakeWindows(ENTERED, error=1327), Answer.IMPOSSIBLE),  # an account without a password
        (FakeWindows(ENTERED, who=b"S-2"), Answer.REFUSED),  # somebody else's right password
        (FakeWindows(ENTERED, who=b"", own=b""), Answer.REFUSED),  # nobody knows whose it is
    ],
)
def test_windows(calls: FakeWindows, answer: Answer) -> None:
    presence = WindowsPresence(calls)
    assert ask(presence) is answer
    assert calls.prompted == [("Title", "Text", 7)]
    assert presence.asks_itself and presence.user == "anna"
    assert "hers" not in repr(calls.entered)


def test_windows_that_fails_confirms_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = FakeWindows(ENTERED)

    def broken(_: Entered) -> tuple[int, bytes]:
        raise OSError

    monkeypatch.setattr(calls, "log_on", broken)
    assert ask(WindowsPresence(calls)) is Answer.IMPOSSIBLE


def test_a_mac_cannot_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    assert system_presence() is None
