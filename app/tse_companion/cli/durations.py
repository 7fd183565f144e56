"""Durations as people write them: 90m, 24h, 7d."""

from __future__ import annotations

import argparse
import re

_FORM = re.compile(r"(\d{1,6})([mhd])", re.ASCII)
_SECONDS = {"m": 60, "h": 3600, "d": 86_400}


def duration(text: str) -> int:
    """Seconds; for argparse."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no duration such as 90m, 24h or 7d")
    return int(found[1]) * _SECONDS[found[2]]


def shown(seconds: float) -> str:
    """The same, for a person: 12 min, 26 h, 9 d."""
    if seconds < 2 * 3600:
        return f"{int(seconds // 60)} min"
    if seconds < 2 * 86_400:
        return f"{int(seconds // 3600)} h"
    return f"{int(seconds // 86_400)} d"
