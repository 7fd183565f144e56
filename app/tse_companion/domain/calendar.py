"""A calendar file with one date and reminders before it (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

_MOST = 75  # octets of a line, its break not counted


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """What goes into the file. ``uid`` stays the same for the same date, so that opening a newer
    file changes the entry instead of making a second one. Times are Unix seconds."""

    uid: str
    at: int
    title: str
    text: str
    days_before: Sequence[int]
    made_at: int


def calendar_file(date: CalendarDate) -> bytes:
    """The file's content: UTF-8, lines that end in CR LF and are folded."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//TSE Companion//TSE Companion//DE",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_escaped(date.uid)}",
        f"DTSTAMP:{_utc(date.made_at)}",
        f"DTSTART:{_utc(date.at)}",
        f"SUMMARY:{_escaped(date.title)}",
        f"DESCRIPTION:{_escaped(date.text)}",
        "TRANSP:TRANSPARENT",
        *(line for days in date.days_before for line in _alarm(date, days)),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _alarm(date: CalendarDate, days: int) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_escaped(date.title)}"
    yield f"TRIGGER:-P{days}D"
    yield "END:VALARM"


def _utc(unix: int) -> str:
    return datetime.fromtimestamp(unix, UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    """A value of type TEXT: backslash, semicolon, comma and line breaks are written around."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        text = text.replace(plain, written)
    return "\\n".join(text.splitlines())


def _folded(line: str) -> bytes:
    """One line in pieces of at most 75 octets, none of them ending inside a character."""
    pieces: list[bytes] = [b""]
    for letter in line:
        octets = letter.encode()
        if len(pieces[-1]) + len(octets) > _MOST:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces) + b"\r\n"
