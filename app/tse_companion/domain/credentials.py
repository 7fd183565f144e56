"""Secret, and the rules for PIN and PUK (contract section 2).

The contract gives a minimum length only. What else is refused here is refused for the person's
sake: a PIN that anybody would guess, or characters that no keyboard at the till has.
"""

from __future__ import annotations

import itertools
import secrets
from dataclasses import dataclass
from enum import StrEnum

PIN_MIN = 6
PUK_MIN = 10
PIN_MAX = 32  # the contract names no upper bound; longer ones are typing errors
SERVICE_LIMIT = 5  # failed logins after which the service blocks the PIN
OUR_LIMIT = 3  # failed logins after which the program stops by itself

_DIGITS = "0123456789"
# Without 0/O, 1/I: the PIN may be read from paper.
_GENERATOR_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class Secret:
    """A PIN, PUK, key or token. It has no way to print, pickle or compare itself by accident."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself. Call it where the text leaves for the service or the vault only."""
        return self._text

    def same_as(self, other: Secret) -> bool:
        """Whether both hold the same text, in constant time."""
        return secrets.compare_digest(self._text.encode(), other._text.encode())

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a Secret is not pickled")

    def __bool__(self) -> bool:
        return bool(self._text)


class PinFlaw(StrEnum):
    """Why a PIN is not acceptable."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    CHARACTERS = "characters"
    ONE_CHARACTER = "one_character"  # 111111
    SEQUENCE = "sequence"  # 123456, abcdef, 987654
    REPEATED = "repeated"  # 121212, 123123
    DATE = "date"  # 24122026, 241226: birthdays come first when guessing
    COMMON = "common"  # on every list of the most used ones
    PART_OF_PUK = "part_of_puk"


_COMMON = frozenset(
    [
        "123456",
        "654321",
        "112233",
        "121212",
        "123123",
        "159753",
        "147258",
        "147852",
        "258456",
        "789456",
        "456789",
        "102030",
        "131313",
        "696969",
        "777888",
        "qwertz",
        "qwerty",
        "passwort",
        "password",
        "kasse1",
        "kasse123",
        "geheim",
    ]
)


def pin_flaws(pin: Secret, *, puk: Secret | None = None) -> tuple[PinFlaw, ...]:
    """All reasons against this PIN, most important first; empty when it may be used."""
    text = pin.reveal()
    flaws: list[PinFlaw] = []
    if len(text) < PIN_MIN:
        flaws.append(PinFlaw.TOO_SHORT)
    if len(text) > PIN_MAX:
        flaws.append(PinFlaw.TOO_LONG)
    if not all(c.isascii() and (c.isalnum() or c == "-") for c in text):
        flaws.append(PinFlaw.CHARACTERS)
    if flaws or not text:
        return tuple(flaws)
    folded = text.casefold()
    if len(set(folded)) == 1:
        flaws.append(PinFlaw.ONE_CHARACTER)
    elif _is_sequence(folded):
        flaws.append(PinFlaw.SEQUENCE)
    elif _is_repetition(folded):
        flaws.append(PinFlaw.REPEATED)
    if folded in _COMMON and not flaws:
        flaws.append(PinFlaw.COMMON)
    if _is_date(folded) and not flaws:
        flaws.append(PinFlaw.DATE)
    if puk is not None and folded in puk.reveal().casefold():
        flaws.append(PinFlaw.PART_OF_PUK)
    return tuple(flaws)


def generate_pin(length: int = 8) -> Secret:
    """A random PIN that passes :func:`pin_flaws`, free of characters that look alike."""
    while True:
        pin = Secret("".join(secrets.choice(_GENERATOR_ALPHABET) for _ in range(length)))
        if not pin_flaws(pin):
            return pin


def _is_sequence(text: str) -> bool:
    steps = {ord(b) - ord(a) for a, b in itertools.pairwise(text)}
    if steps in ({1}, {-1}):
        return True
    # 567890 and 109876 wrap around at the keyboard's end
    wrapped = {(ord(b) - ord(a)) % 10 for a, b in itertools.pairwise(text)}
    return all(c in _DIGITS for c in text) and wrapped in ({1}, {9})


def _is_repetition(text: str) -> bool:
    return any(
        len(text) % width == 0 and text == text[:width] * (len(text) // width)
        for width in range(1, len(text) // 2 + 1)
    )


def _is_date(text: str) -> bool:
    if not all(c in _DIGITS for c in text) or len(text) not in (6, 8):
        return False
    if len(text) == 6:
        orders = [(text[:2], text[2:4]), (text[4:], text[2:4])]  # 241226, 261224
    else:
        orders = [
            (day, month)
            for day, month, year in (
                (text[:2], text[2:4], text[4:]),  # 24122026
                (text[6:], text[4:6], text[:4]),  # 20261224
            )
            if 1900 <= int(year) <= 2099
        ]
    return any(1 <= int(day) <= 31 and 1 <= int(month) <= 12 for day, month in orders)


@dataclass(frozen=True, slots=True)
class PukChallenge:
    """Four places of the PUK that the person types from the paper that was just made.

    ``positions`` are counted from 1, ascending.
    """

    positions: tuple[int, ...]

    @classmethod
    def draw(cls, puk: Secret, count: int = 4) -> PukChallenge:
        """Four random places of this PUK."""
        places = secrets.SystemRandom().sample(range(1, len(puk.reveal()) + 1), count)
        return cls(tuple(sorted(places)))

    def is_met(self, puk: Secret, typed: str) -> bool:
        """Whether ``typed`` holds just those characters, in order; blanks and case ignored."""
        text = puk.reveal()
        wanted = "".join(text[p - 1] for p in self.positions)
        given = "".join(typed.split())
        return secrets.compare_digest(wanted.casefold().encode(), given.casefold().encode())
