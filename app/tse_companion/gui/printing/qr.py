"""The QR code as a grid of modules: error correction M, byte mode (receipts.md, QR geometry).

Making one costs about a tenth of a second, so call :func:`qr_matrix` once away from the window's
thread; the answer is kept and the layout finds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tse_companion.errors import QrTooLarge

QUIET_ZONE = 4  # modules that stay white on every side
MINIMUM_DOTS = 3  # 0.375 mm: below this, scanners fail on thermal paper


@dataclass(frozen=True, slots=True)
class Run:
    """Dark modules side by side: column, row and length, counted without the quiet zone."""

    x: int
    y: int
    width: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """``size`` modules a side, and the dark ones merged row by row."""

    size: int
    runs: tuple[Run, ...]

    @property
    def full_size(self) -> int:
        """Modules a side with the quiet zone."""
        return self.size + 2 * QUIET_ZONE


@lru_cache(maxsize=32)
def qr_matrix(text: str) -> Matrix:
    """The code that reads as exactly this text (UTF-8). Safe to call from any thread.

    Raises QrTooLarge when no QR code holds that much.
    """
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.exceptions import DataOverflowError
    from qrcode.main import QRCode
    from qrcode.util import MODE_8BIT_BYTE, QRData

    payload = text.encode()
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(QRData(payload, mode=MODE_8BIT_BYTE), optimize=0)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise QrTooLarge(bytes=len(payload)) from error
    rows: list[list[bool]] = code.get_matrix()
    return Matrix(len(rows), tuple(run for y, row in enumerate(rows) for run in _runs(y, row)))


def _runs(y: int, row: list[bool]) -> list[Run]:
    runs: list[Run] = []
    start: int | None = None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.append(Run(start, y, x - start))
            start = None
    return runs


def fit_dots(modules: int, printable_dots: int, wanted: int, minimum: int = MINIMUM_DOTS) -> int:
    """Whole printer dots per module: ``wanted``, or fewer where the paper is too narrow.

    ``modules`` is one side without the quiet zone. Raises QrTooLarge when not even ``minimum``
    dots fit.
    """
    dots = min(wanted, printable_dots // (modules + 2 * QUIET_ZONE))
    if dots < minimum:
        raise QrTooLarge(modules=modules, dots=printable_dots)
    return dots
