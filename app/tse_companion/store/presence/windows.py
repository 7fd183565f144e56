"""Windows: the system asks in its own dialog, and a logon checks what was entered.

The entered account must be the one this program runs under: another person's right password
proves nothing. The system's functions are behind :class:`Calls`, so that everything around them
is tested without them.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any, Protocol

from tse_companion.domain.credentials import Secret
from tse_companion.store.presence.answers import Answer

CANCELLED = 1223  # ERROR_CANCELLED
# ERROR_LOGON_FAILURE, ERROR_INVALID_PASSWORD, ERROR_NO_SUCH_USER
_REFUSALS = frozenset({1326, 86, 1317})


@dataclass(frozen=True, slots=True)
class Entered:
    """What the system's dialog brought: ``error`` is 0, or the system's number."""

    error: int
    user: str = ""
    domain: str = ""
    password: Secret = Secret("")  # noqa: RUF009 - never changed


class Calls(Protocol):
    """What is asked of Windows."""

    def prompt(self, title: str, text: str, window: int) -> Entered:
        """Show the system's dialog and wait for its end."""

    def log_on(self, entered: Entered) -> tuple[int, bytes]:
        """The system's number (0: right) and the security identifier of the account."""

    def own_identifier(self) -> bytes:
        """The security identifier of the account this program runs under."""

    def own_name(self) -> str:
        """The name of that account."""


class WindowsPresence:
    """Asks Windows who is there."""

    asks_itself = True

    def __init__(self, calls: Calls | None = None) -> None:
        self._calls = calls if calls is not None else _Windows()

    @property
    def user(self) -> str:
        return self._calls.own_name()

    def check(self, password: Secret | None, *, title: str, text: str, window: int) -> Answer:
        """Blocks until the person has answered the system's dialog."""
        try:
            entered = self._calls.prompt(title, text, window)
            if entered.error:
                cancelled = entered.error == CANCELLED
                return Answer.CANCELLED if cancelled else Answer.IMPOSSIBLE
            error, who = self._calls.log_on(entered)
            if error:
                return Answer.REFUSED if error in _REFUSALS else Answer.IMPOSSIBLE
            same = bool(who) and who == self._calls.own_identifier()
        except OSError:
            return Answer.IMPOSSIBLE
        return Answer.CONFIRMED if same else Answer.REFUSED


# --- the system itself ---------------------------------------------------------------------------

_CURRENT_USER_ONLY = 0x200  # CREDUIWIN_ENUMERATE_CURRENT_USER
_UNPROTECTED = 0x1  # CRED_PACK_PROTECTED_CREDENTIALS: take the wrapping off
_INTERACTIVE, _DEFAULT_PROVIDER = 2, 0  # LOGON32_…
_TOKEN_USER, _TOKEN_QUERY = 1, 0x8
_ROOM = 514  # characters: CREDUI_MAX_USERNAME_LENGTH and one for the end


class _Info(ctypes.Structure):
    """CREDUI_INFOW."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("window", ctypes.c_void_p),
        ("text", ctypes.c_wchar_p),
        ("title", ctypes.c_wchar_p),
        ("banner", ctypes.c_void_p),
    )


class _Windows:
    """The real :class:`Calls`."""

    def __init__(self) -> None:
        load: Any = ctypes.WinDLL  # type: ignore[attr-defined,unused-ignore]
        self._ui: Any = load("credui", use_last_error=True)
        self._advapi: Any = load("advapi32", use_last_error=True)
        self._kernel: Any = load("kernel32", use_last_error=True)
        self._ole: Any = load("ole32", use_last_error=True)
        handle = ctypes.c_void_p
        self._kernel.GetCurrentProcess.restype = handle
        self._kernel.CloseHandle.argtypes = (handle,)
        self._ole.CoTaskMemFree.argtypes = (handle,)
        self._ole.CoTaskMemFree.restype = None
        self._ui.CredUnPackAuthenticationBufferW.argtypes = (
            ctypes.c_uint32,
            handle,
            ctypes.c_uint32,
            *(ctypes.c_wchar_p, ctypes.POINTER(ctypes.c_uint32)) * 3,
        )
        self._advapi.OpenProcessToken.argtypes = (handle, ctypes.c_uint32, ctypes.POINTER(handle))
        self._advapi.GetTokenInformation.argtypes = (
            handle,
            ctypes.c_int,
            handle,
            ctypes.c_uint32,
            ctypes.POINTER(ctypes.c_uint32),
        )
        self._advapi.GetLengthSid.argtypes = (handle,)

    def prompt(self, title: str, text: str, window: int) -> Entered:
        info = _Info(ctypes.sizeof(_Info), window or None, text, title, None)
        package, size, save = ctypes.c_uint32(0), ctypes.c_uint32(0), ctypes.c_int(0)
        data = ctypes.c_void_p()
        error = self._ui.CredUIPromptForWindowsCredentialsW(
            ctypes.byref(info),
            0,
            ctypes.byref(package),
            None,
            0,
            ctypes.byref(data),
            ctypes.byref(size),
            ctypes.byref(save),
            _CURRENT_USER_ONLY,
        )
        if error:
            return Entered(int(error))
        try:
            return self._unpacked(data, size.value)
        finally:
            if data.value:
                ctypes.memset(data.value, 0, size.value)  # the password is in it
            self._ole.CoTaskMemFree(data)

    def _unpacked(self, data: ctypes.c_void_p, size: int) -> Entered:
        texts = [ctypes.create_unicode_buffer(_ROOM) for _ in range(3)]
        rooms = [ctypes.c_uint32(_ROOM) for _ in texts]
        pairs = [part for t, r in zip(texts, rooms, strict=True) for part in (t, ctypes.byref(r))]
        try:
            if not self._ui.CredUnPackAuthenticationBufferW(_UNPROTECTED, data, size, *pairs):
                return Entered(ctypes.get_last_error() or -1)  # type: ignore[attr-defined,unused-ignore]
            user, domain, password = (text.value for text in texts)
            return Entered(0, user, domain, Secret(password))
        finally:
            ctypes.memset(texts[2], 0, ctypes.sizeof(texts[2]))

    def log_on(self, entered: Entered) -> tuple[int, bytes]:
        user, domain = entered.user, entered.domain
        if not domain and "\\" in user:
            domain, user = user.split("\\", 1)
        token = ctypes.c_void_p()
        done = self._advapi.LogonUserW(
            ctypes.c_wchar_p(user),
            ctypes.c_wchar_p(domain or None),
            ctypes.c_wchar_p(entered.password.reveal()),
            _INTERACTIVE,
            _DEFAULT_PROVIDER,
            ctypes.byref(token),
        )
        if not done:
            return int(ctypes.get_last_error()) or -1, b""  # type: ignore[attr-defined,unused-ignore]
        try:
            return 0, self._identifier(token)
        finally:
            self._kernel.CloseHandle(token)

    def own_identifier(self) -> bytes:
        token = ctypes.c_void_p()
        process = ctypes.c_void_p(self._kernel.GetCurrentProcess())
        if not self._advapi.OpenProcessToken(process, _TOKEN_QUERY, ctypes.byref(token)):
            return b""
        try:
            return self._identifier(token)
        finally:
            self._kernel.CloseHandle(token)

    def own_name(self) -> str:
        import getpass

        return getpass.getuser()

    def _identifier(self, token: ctypes.c_void_p) -> bytes:
        """The account's identifier out of a token; empty where it cannot be had."""
        need = ctypes.c_uint32(0)
        self._advapi.GetTokenInformation(token, _TOKEN_USER, None, 0, ctypes.byref(need))
        block = ctypes.create_string_buffer(max(need.value, 1))
        if not self._advapi.GetTokenInformation(
            token, _TOKEN_USER, block, need, ctypes.byref(need)
        ):
            return b""
        at = ctypes.cast(block, ctypes.POINTER(ctypes.c_void_p))[0]  # TOKEN_USER begins with it
        return ctypes.string_at(at, self._advapi.GetLengthSid(at)) if at else b""
