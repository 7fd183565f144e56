"""The log time of a log message: one moment, five ways to write it down."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, get_args

from tse_companion.tse import der

TimeFormat = Literal[
    "unixTime",
    "utcTime",
    "utcTimeWithSeconds",
    "generalizedTime",
    "generalizedTimeWithMilliseconds",
]
TIME_FORMATS: Final[tuple[TimeFormat, ...]] = get_args(TimeFormat)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UTC_TIME = re.compile(rb"(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z")
_GENERALIZED = re.compile(rb"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,3}))?Z")
_UTC_TIME_YEARS = range(1950, 2050)  # X.690: two digits, pivot 50


@dataclass(frozen=True, slots=True)
class LogTime:
    """Unix seconds in UTC and how the device writes them; ``millis`` only where the format
    has room for them."""

    unix: int
    format: TimeFormat = "unixTime"
    millis: int = 0

    def encoded(self, *, without_seconds: bool = False) -> bytes:
        """The element as it stands in the signed bytes.

        ``utcTime`` is written with seconds, as devices do; ``without_seconds`` gives the short
        form that the name suggests. Raises ValueError for a moment the format cannot hold.
        """
        if self.format == "unixTime":
            return der.integer(self.unix)
        try:
            moment = _EPOCH + timedelta(seconds=self.unix)
        except OverflowError as error:
            raise ValueError("log time outside the calendar") from error
        text = f"{moment.year:04}{moment.month:02}{moment.day:02}{moment.hour:02}{moment.minute:02}"
        seconds = f"{moment.second:02}"
        if self.format in ("utcTime", "utcTimeWithSeconds"):
            if moment.year not in _UTC_TIME_YEARS:
                raise ValueError("year outside what UTCTime can hold")
            text = text[2:] + ("" if without_seconds else seconds)
            return der.element(der.UTC_TIME, f"{text}Z".encode())
        if self.format == "generalizedTimeWithMilliseconds":
            seconds += f".{self.millis:03}"
        return der.element(der.GENERALIZED_TIME, f"{text}{seconds}Z".encode())


def read_log_time(tag: int, content: bytes) -> LogTime:
    """The time in an element of a log message; raises DerError if it is none."""
    if tag == der.INTEGER:
        return LogTime(der.integer_value(content), "unixTime")
    if tag == der.UTC_TIME and (found := _UTC_TIME.fullmatch(content)):
        year, *rest = (int(part or 0) for part in found.groups())
        return LogTime(_unix(year + (1900 if year >= 50 else 2000), *rest), "utcTime")
    if tag == der.GENERALIZED_TIME and (found := _GENERALIZED.fullmatch(content)):
        *parts, fraction = found.groups()
        unix = _unix(*(int(part) for part in parts))
        if fraction is None:
            return LogTime(unix, "generalizedTime")
        return LogTime(unix, "generalizedTimeWithMilliseconds", int(fraction.ljust(3, b"0")))
    raise der.DerError("log time is neither number nor time")


def _unix(year: int, month: int, day: int, hour: int, minute: int, second: int) -> int:
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError as error:
        raise der.DerError("log time outside the calendar") from error
    return int((moment - _EPOCH).total_seconds())
