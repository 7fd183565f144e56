"""Paper sizes. All measures are dots of a 203 dpi thermal printer: 8 to the millimetre.

58 mm paper has 48 mm (384 dots) that can be printed, 80 mm paper usually 72 mm (576 dots).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

DOTS_PER_MM = 8
DOTS_PER_INCH = 25.4 * DOTS_PER_MM  # 203.2, sold as "203 dpi"


class Paper(StrEnum):
    """Paper a receipt can be printed on; the value is what the settings store."""

    ROLL_80 = "80"
    ROLL_58 = "58"
    A4 = "a4"


@dataclass(frozen=True, slots=True)
class PaperSpec:
    """One paper: full ``width``, the ``margin`` of the text on the left and its width
    (``printable``), and the ``edge`` that no printer reaches on either side. ``height`` is None
    on rolls: the page is as long as its content.

    ``qr_dots`` is the size of a QR module that is aimed at; ``body`` and ``small`` are type sizes
    and ``weight`` their weight: thin strokes break up on thermal paper.
    """

    width: int
    margin: int
    printable: int
    edge: int
    height: int | None
    qr_dots: int
    body: int
    small: int
    weight: int


PAPERS: Mapping[Paper, PaperSpec] = {
    Paper.ROLL_80: PaperSpec(640, 32, 576, 32, None, qr_dots=5, body=24, small=20, weight=500),
    Paper.ROLL_58: PaperSpec(464, 40, 384, 40, None, qr_dots=4, body=22, small=19, weight=500),
    Paper.A4: PaperSpec(1680, 160, 1360, 40, 2376, qr_dots=4, body=28, small=22, weight=400),
}
