"""The calendar file, read as a calendar reads it (RFC 5545)."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tse_companion.domain.calendar import CalendarDate, calendar_file
from tse_companion.domain.expiry import WARNING_DAYS

DATE = CalendarDate(
    uid="5d3a0001@tse-companion",
    at=1_800_000_000,
    title="TSE-Zertifikat läuft ab",
    text="Café Anna; Kasse 1, 2\nSeriennummer: " + "ab12 " * 16 + "\\",
    days_before=WARNING_DAYS,
    made_at=1_700_000_000,
)


def read(data: bytes) -> list[tuple[str, str]]:
    """Names and values, unfolded and with escapes undone."""
    lines = re.sub(r"\r\n[ \t]", "", data.decode()).removesuffix("\r\n").split("\r\n")
    parted = (line.split(":", 1) for line in lines)
    return [(name, re.sub(r"\\(.)", _plain, value)) for name, value in parted]


def _plain(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]


def test_says_when_and_reminds_four_times() -> None:
    lines = read(calendar_file(DATE))
    assert lines[0] == ("BEGIN", "VCALENDAR") and lines[-1] == ("END", "VCALENDAR")
    once = {name: value for name, value in lines if name not in ("BEGIN", "END", "TRIGGER")}
    assert once["DTSTART"] == "20270115T080000Z"
    assert once["DTSTAMP"] == "20231114T221320Z"
    assert once["UID"] == DATE.uid
    assert once["SUMMARY"] == DATE.title
    assert once["VERSION"] == "2.0" and once["PRODID"]
    triggers = [value for name, value in lines if name == "TRIGGER"]
    assert triggers == ["-P180D", "-P90D", "-P30D", "-P7D"]
    assert lines.count(("BEGIN", "VALARM")) == lines.count(("END", "VALARM")) == 4
    assert lines.count(("ACTION", "DISPLAY")) == 4
    assert (("DESCRIPTION"), DATE.text) in lines


def test_the_same_date_has_the_same_name() -> None:
    again = read(calendar_file(DATE))
    assert [v for n, v in again if n == "UID"] == [
        v for n, v in read(calendar_file(DATE)) if n == "UID"
    ]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=200))
def test_any_text_comes_back_and_no_line_is_too_long(text: str) -> None:
    from dataclasses import replace

    data = calendar_file(replace(DATE, text=text))
    assert ("DESCRIPTION", text) in read(data)
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut in two
