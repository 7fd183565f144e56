"""Linux: the password of the signed-in user, checked by the system's own login rules (PAM).

Nothing is installed and no rights are needed: PAM has a helper that checks the caller's own
password. Whoever signs in without one, or by other means only, cannot be confirmed this way.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from tse_companion.domain.credentials import Secret
from tse_companion.store.presence.answers import Answer

# From the headers of Linux-PAM; other systems number them differently.
SUCCESS, SYSTEM_ERR, CONV_ERR = 0, 4, 19
PERM_DENIED, AUTH_ERR, MAXTRIES = 6, 7, 11
PROMPT_ECHO_OFF, PROMPT_ECHO_ON = 1, 2
_REFUSALS = frozenset({PERM_DENIED, AUTH_ERR, MAXTRIES})
_SERVICE = "login"  # the rules by which people sign in
_RULES = (Path("/etc/pam.d"), Path("/usr/lib/pam.d"))


class Message(ctypes.Structure):
    """One question of PAM's conversation."""

    _fields_ = (("style", ctypes.c_int), ("text", ctypes.c_char_p))


class Response(ctypes.Structure):
    """One answer; ``text`` is memory of the C library, because PAM frees it."""

    _fields_ = (("text", ctypes.c_void_p), ("code", ctypes.c_int))


CONVERSE = ctypes.CFUNCTYPE(
    ctypes.c_int,
    ctypes.c_int,
    ctypes.POINTER(ctypes.POINTER(Message)),
    ctypes.POINTER(ctypes.POINTER(Response)),
    ctypes.c_void_p,
)


class Conversation(ctypes.Structure):
    """Whom PAM asks."""

    _fields_ = (("converse", CONVERSE), ("data", ctypes.c_void_p))


class PamLibrary(Protocol):
    """The three functions of libpam that are used, under their own names."""

    @property
    def pam_start(self) -> Callable[..., int]: ...
    @property
    def pam_authenticate(self) -> Callable[..., int]: ...
    @property
    def pam_end(self) -> Callable[..., int]: ...


class Memory(Protocol):
    """The two functions of the C library that are used."""

    @property
    def calloc(self) -> Callable[..., int | None]: ...
    @property
    def strdup(self) -> Callable[..., int | None]: ...


class PamPresence:
    """Checks the password of ``user``."""

    asks_itself = False

    def __init__(self, pam: PamLibrary, memory: Memory, user: str) -> None:
        self._pam, self._memory = pam, memory
        self.user = user

    def check(self, password: Secret | None, *, title: str, text: str, window: int) -> Answer:
        """One attempt with this password; the system may make a wrong one take seconds."""
        if not password:
            return Answer.REFUSED
        handle = ctypes.c_void_p()
        answering = CONVERSE(self._converse(password.reveal().encode()))
        conversation = Conversation(answering, None)
        begun = self._pam.pam_start(
            _SERVICE.encode(),
            self.user.encode(),
            ctypes.byref(conversation),
            ctypes.byref(handle),
        )
        if begun != SUCCESS:
            return Answer.IMPOSSIBLE
        code = SYSTEM_ERR
        try:
            code = self._pam.pam_authenticate(handle, 0)
        finally:
            self._pam.pam_end(handle, code)
        if code == SUCCESS:
            return Answer.CONFIRMED
        return Answer.REFUSED if code in _REFUSALS else Answer.IMPOSSIBLE

    def _converse(self, password: bytes) -> Callable[..., int]:
        """Answers every hidden question with the password; open ones and news with nothing."""

        def converse(count: int, messages: Any, responses: Any, _: Any) -> int:
            block = self._memory.calloc(count, ctypes.sizeof(Response))
            if not block:
                return CONV_ERR
            answers = ctypes.cast(block, ctypes.POINTER(Response))
            for number in range(count):
                style = messages[number].contents.style
                if style in (PROMPT_ECHO_OFF, PROMPT_ECHO_ON):
                    given = password if style == PROMPT_ECHO_OFF else b""
                    answers[number].text = self._memory.strdup(given)
            responses[0] = answers
            return SUCCESS

        return converse


def open_pam() -> PamPresence | None:
    """PAM on this computer, or None where it is not there or nobody is signed in."""
    import pwd

    name = ctypes.util.find_library("pam")
    if name is None or not any((folder / _SERVICE).is_file() for folder in _RULES):
        return None
    try:
        # Not from the environment: anybody can change that.
        user = pwd.getpwuid(os.getuid()).pw_name
        pam: Any = ctypes.CDLL(name)
        memory: Any = ctypes.CDLL(None)
        for function in (pam.pam_start, pam.pam_authenticate, pam.pam_end):
            function.restype = ctypes.c_int
        pam.pam_start.argtypes = (
            ctypes.c_char_p,
            ctypes.c_char_p,
            ctypes.POINTER(Conversation),
            ctypes.POINTER(ctypes.c_void_p),
        )
        pam.pam_authenticate.argtypes = (ctypes.c_void_p, ctypes.c_int)
        pam.pam_end.argtypes = (ctypes.c_void_p, ctypes.c_int)
        memory.calloc.restype = memory.strdup.restype = ctypes.c_void_p
        memory.calloc.argtypes = (ctypes.c_size_t, ctypes.c_size_t)
        memory.strdup.argtypes = (ctypes.c_char_p,)
    except (OSError, AttributeError, KeyError):
        return None
    return PamPresence(pam, memory, user)
