"""From a failure to its words, as English source texts; without Qt, for window and scripts."""

from __future__ import annotations

from functools import cache

from tse_companion.errors import AppError

_PIN_LOGIN = "E_ADMIN_LOGIN_FAILED"
_PUK = "E_CHANGE_ADMIN_PIN_FAILED"
# The service answers a wrong secret, PIN or PUK with codes that mean something else elsewhere
# (contract section 2).
_ALIASES: dict[tuple[str, str], str] = {
    ("http_401", "authenticateApi"): "E_UNAUTHORIZED",
    ("E_UNAUTHORIZED", "authenticateAdmin"): _PIN_LOGIN,
    ("http_401", "authenticateAdmin"): _PIN_LOGIN,
    ("E_UNAUTHORIZED", "changeAdminPin"): _PUK,
    ("http_401", "changeAdminPin"): _PUK,
    ("E_ADMIN_LOGIN_FAILED", "changeAdminPin"): _PUK,
}


@cache
def failure_table() -> dict[str, tuple[str, str, str]]:
    """All codes with their three English source texts."""
    from tse_companion.gui.wording.access import ACCESS
    from tse_companion.gui.wording.exports import EXPORTS
    from tse_companion.gui.wording.own import OWN
    from tse_companion.gui.wording.shops import SHOPS
    from tse_companion.gui.wording.tss import TSS

    return ACCESS | TSS | EXPORTS | OWN | SHOPS


def failure_texts(error: AppError) -> tuple[str, str, str]:
    """What did not work, what it means for the till, and what to do now."""
    code = _ALIASES.get((error.code, str(error.facts.get("operation"))), error.code)
    table = failure_table()
    return table.get(code, table["unexpected"])
