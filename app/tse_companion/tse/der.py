"""Just enough DER for log messages: writing elements, and reading them from untrusted bytes.

Reading never recurses and never copies more than it returns, so a hostile file costs no more
than its length. Whoever reads keeps the original bytes: nothing here re-encodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

INTEGER = 0x02
OCTETS = 0x04
OID = 0x06
UTC_TIME = 0x17
GENERALIZED_TIME = 0x18
OCTETS_CONSTRUCTED = 0x24
SEQUENCE = 0x30

_MAX_LENGTH_BYTES = 4
_MAX_DEPTH = 8  # chunks inside chunks; devices seen so far use one level
_MAX_INTEGER = 16  # bytes; counters are 64 bit


class DerError(ValueError):
    """The bytes are not what the encoding rules allow here; the text says what is wrong."""


# --- writing ---------------------------------------------------------------------------------


def element(tag: int, content: bytes) -> bytes:
    """One element with a definite, shortest length."""
    return bytes((tag,)) + _length(len(content)) + content


def integer_content(value: int) -> bytes:
    """Shortest two's complement, as INTEGER wants it."""
    bits = value.bit_length() if value >= 0 else (value + 1).bit_length()
    return value.to_bytes(bits // 8 + 1, "big", signed=True)


def integer(value: int) -> bytes:
    """An INTEGER element."""
    return element(INTEGER, integer_content(value))


@lru_cache(maxsize=64)
def oid(dotted: str) -> bytes:
    """An OBJECT IDENTIFIER element; every log message has the same few."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    return element(OID, b"".join(_base128(arc) for arc in (first * 40 + second, *rest)))


def _length(size: int) -> bytes:
    if size < 0x80:
        return bytes((size,))
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((0x80 | len(octets),)) + octets


def _base128(arc: int) -> bytes:
    groups = [arc & 0x7F]
    while arc := arc >> 7:
        groups.append(0x80 | arc & 0x7F)
    return bytes(reversed(groups))


# --- reading ---------------------------------------------------------------------------------


class Header(NamedTuple):
    """Tag and extent of an element; ``end`` is ``None`` for an indefinite length."""

    tag: int
    body: int
    end: int | None


class Element(NamedTuple):
    """An element of definite length inside ``data``."""

    tag: int
    body: int
    end: int


def header(data: bytes, at: int, limit: int) -> Header:
    """Tag and length at ``at``; the element must end at or before ``limit``."""
    if at + 2 > limit:
        raise DerError("element cut off")
    tag, first = data[at], data[at + 1]
    if tag & 0x1F == 0x1F:
        raise DerError("tag of more than one byte")
    body = at + 2
    if first == 0x80:
        return Header(tag, body, None)
    size = first
    if first > 0x80:
        count = first & 0x7F
        if count > _MAX_LENGTH_BYTES:
            raise DerError("length of too many bytes")
        if body + count > limit:
            raise DerError("length cut off")
        size = int.from_bytes(data[body : body + count], "big")
        body += count
    if size > limit - body:
        raise DerError("element longer than what holds it")
    return Header(tag, body, body + size)


def read(data: bytes, at: int, limit: int) -> Element:
    """The element of definite length at ``at``."""
    tag, body, end = header(data, at, limit)
    if end is None:
        raise DerError("indefinite length where none is allowed")
    return Element(tag, body, end)


def elements(data: bytes, at: int, limit: int) -> Iterator[Element]:
    """All elements of definite length that fill ``data[at:limit]`` exactly."""
    while at < limit:
        found = read(data, at, limit)
        yield found
        at = found.end


def joined_octets(data: bytes, at: int, limit: int) -> tuple[bytes, int]:
    """The octet string whose constructed form starts at ``at``, chunks joined, and its end.

    Follows nested lengths, definite or not: looking for the end mark ``00 00`` would break on
    data that contain it.
    """
    top = header(data, at, limit)
    open_ends: list[int | None] = [top.end]
    limits = [limit if top.end is None else top.end]
    chunks: list[bytes] = []
    at = top.body
    while open_ends:
        end = open_ends[-1]
        if end == at or (end is None and data[at : min(at + 2, limits[-1])] == b"\0\0"):
            at += 2 if end is None else 0
            open_ends.pop()
            limits.pop()
            continue
        chunk = header(data, at, limits[-1])
        if chunk.tag == OCTETS and chunk.end is not None:
            chunks.append(data[chunk.body : chunk.end])
            at = chunk.end
        elif chunk.tag == OCTETS_CONSTRUCTED and len(open_ends) < _MAX_DEPTH:
            open_ends.append(chunk.end)
            limits.append(limits[-1] if chunk.end is None else chunk.end)
            at = chunk.body
        else:
            raise DerError("chunk that is no octet string")
    return b"".join(chunks), at


def integer_value(content: bytes) -> int:
    """The number in an INTEGER's content."""
    if not 0 < len(content) <= _MAX_INTEGER:
        raise DerError("number of impossible size")
    return int.from_bytes(content, "big", signed=True)


def oid_value(content: bytes) -> str:
    """Dotted text of an OBJECT IDENTIFIER's content."""
    if not 0 < len(content) <= 32 or content[-1] & 0x80:
        raise DerError("object identifier cut off or too long")
    arcs: list[int] = []
    arc = 0
    for octet in content:
        arc = arc << 7 | octet & 0x7F
        if not octet & 0x80:
            arcs.append(arc)
            arc = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(map(str, (first, arcs[0] - 40 * first, *arcs[1:])))
