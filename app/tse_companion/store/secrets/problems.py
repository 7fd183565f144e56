"""The one translation from what password stores raise to our errors.

The foreign exception is never chained: some backends put the password into its text or hold it
in the frames of its traceback.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tse_companion.errors import (
    VaultLocked,
    VaultMissing,
    VaultProblem,
    VaultRefused,
    VaultTooLong,
)

T = TypeVar("T")

# secretstorage lets its own exceptions through keyring, by name to import neither.
_SECRET_STORAGE: dict[str, type[VaultProblem]] = {
    "LockedException": VaultLocked,
    "PromptDismissedException": VaultLocked,
    "SecretServiceNotAvailableException": VaultMissing,
}
# Windows error numbers: no credential store in this kind of logon (service, ssh); blob too long;
# access denied; blocked by policy.
_WINDOWS: dict[int, type[VaultProblem]] = {
    1312: VaultMissing,
    1783: VaultTooLong,
    5: VaultRefused,
    1260: VaultRefused,
}


def guarded(call: Callable[[], T]) -> T:
    """What ``call`` returns; every exception of it becomes a VaultProblem without a past."""
    problem: VaultProblem
    try:
        return call()
    except VaultProblem as error:
        problem = error.with_traceback(None)
        problem.__context__ = None
    except Exception as error:
        problem = translated(error)
    # Outside the handler, so that the foreign exception does not hang on as context.
    raise problem


def translated(error: Exception) -> VaultProblem:
    """Our error for one of keyring, its backends or the system; never with its text."""
    from keyring import errors as foreign

    match error:
        case foreign.NoKeyringError():
            return VaultMissing()
        case foreign.KeyringLocked() | foreign.InitError():
            return VaultLocked()
        case foreign.PasswordSetError() | foreign.PasswordDeleteError():
            return VaultRefused()
    kind = type(error)
    winerror = getattr(error, "winerror", None)
    if kind.__module__.startswith("secretstorage") and kind.__name__ in _SECRET_STORAGE:
        return _SECRET_STORAGE[kind.__name__]()
    if isinstance(winerror, int) and winerror in _WINDOWS:
        return _WINDOWS[winerror](number=winerror)
    return VaultProblem(kind=f"{kind.__module__}.{kind.__qualname__}")
