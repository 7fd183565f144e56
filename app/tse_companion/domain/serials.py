"""The rule for a till's serial number, the Kassen-ID (contract section 4, DSFinV-K 2.3)."""

from __future__ import annotations

import re
from enum import StrEnum

SERIAL_MAX = 70
_PERMITTED = re.compile(r"[A-Za-z0-9 '()+,\-./:=?]")


class SerialFlaw(StrEnum):
    """Why a serial number is refused."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    EDGE_BLANK = "edge_blank"
    SLASH = "slash"  # the service takes it, DSFinV-K 2.3 and later forbid it
    UNDERSCORE = "underscore"  # neither takes it
    CHARACTER = "character"
    TAKEN = "taken"  # another till of this TSS has it; serial numbers are for ever


def serial_flaws(serial: str, *, taken: frozenset[str] = frozenset()) -> tuple[SerialFlaw, ...]:
    """All reasons against this serial number, in the order a person should mend them.

    ``taken`` are the serial numbers of all tills of the TSS, deregistered ones included.
    """
    if not serial:
        return (SerialFlaw.EMPTY,)
    flaws: list[SerialFlaw] = []
    if len(serial) > SERIAL_MAX:
        flaws.append(SerialFlaw.TOO_LONG)
    if serial != serial.strip():
        flaws.append(SerialFlaw.EDGE_BLANK)
    if "/" in serial:
        flaws.append(SerialFlaw.SLASH)
    if "_" in serial:
        flaws.append(SerialFlaw.UNDERSCORE)
    if forbidden_characters(serial):
        flaws.append(SerialFlaw.CHARACTER)
    if serial in taken:
        flaws.append(SerialFlaw.TAKEN)
    return tuple(flaws)


def forbidden_characters(serial: str) -> str:
    """The characters that no serial number may hold, each once; ``/`` and ``_`` are not among
    them because they have a reason of their own."""
    seen = dict.fromkeys(c for c in serial if not _PERMITTED.fullmatch(c) and c not in "/_")
    return "".join(seen)
