"""The TAR file of an export: entries, their names, and how large it all gets.

Plain POSIX ustar with all entries in the root (tse-formats section 6). The same entries always
give the same bytes: owners are absent and times are those of the content.
"""

from __future__ import annotations

from typing import Final

from tse_companion.sandbox.device import SignedMessage
from tse_companion.tse.authority import DEVICE_NAME, certificate_facts
from tse_companion.tse.messages import log_file

END: Final = bytes(2 * 512)
"""The two zero blocks that close an archive."""

NAME_MAX: Final = 99  # characters; a longer name goes into a PAX header before the entry
_BLOCK: Final = 512
_CHECKSUM: Final = slice(148, 156)
_REGULAR, _EXTENDED = b"0", b"x"
_NOT_IN_NAMES: Final = str.maketrans("/:?", "___")


# --- entries ---------------------------------------------------------------------------------


def entry(name: str, content: bytes, time: int) -> bytes:
    """A regular file of the archive, header and padding included; ``time`` in Unix seconds."""
    encoded = name.encode()
    extended = b""
    if len(name) > NAME_MAX:
        path = _pax_record("path", name)
        extended = _header(b"PaxHeader", len(path), time, _EXTENDED) + _padded(path)
        encoded = encoded[:NAME_MAX]
    return extended + _header(encoded, len(content), time, _REGULAR) + _padded(content)


def entry_size(name: str, content_size: int) -> int:
    """How many bytes :func:`entry` gives for content of this size."""
    extended = 0
    if len(name) > NAME_MAX:
        extended = _BLOCK + _padded_size(len(_pax_record("path", name)))
    return extended + _BLOCK + _padded_size(content_size)


def _header(name: bytes, size: int, time: int, kind: bytes) -> bytes:
    block = bytearray(_BLOCK)
    block[: len(name)] = name
    block[100:124] = b"0000644\x000000000\x000000000\x00"  # mode, owner, group
    block[124:148] = b"%011o\x00%011o\x00" % (size, time)
    block[_CHECKSUM] = b" " * 8
    block[156:157] = kind
    block[257:265] = b"ustar\x0000"
    block[329:345] = b"0000000\x000000000\x00"  # device numbers
    block[_CHECKSUM] = b"%06o\x00 " % sum(block)
    return bytes(block)


def _pax_record(key: str, value: str) -> bytes:
    """``<length> key=value`` where the length counts its own digits."""
    rest = f" {key}={value}\n".encode()
    length = len(rest)
    while len(str(length)) + len(rest) != length:
        length = len(str(length)) + len(rest)
    return str(length).encode() + rest


def _padded(content: bytes) -> bytes:
    return content.ljust(_padded_size(len(content)), b"\0")


def _padded_size(size: int) -> int:
    return -(-size // _BLOCK) * _BLOCK


# --- what an export holds --------------------------------------------------------------------


def device_data(version: str, time: int) -> bytes:
    """The entry ``info.csv``."""
    parts = ("description:", DEVICE_NAME, "manufacturer:", "TSE-Companion", "version:", version)
    return entry("info.csv", ",".join(f'"{part}"' for part in parts).encode(), time)


def certificate(der: bytes, time: int) -> bytes:
    """The entry of a certificate, named after its key."""
    return entry(f"{certificate_facts(der).key_serial_hex}_X509.der", der, time)


def log(message: SignedMessage) -> bytes:
    """The entry of a log message, made of the very bytes that were signed."""
    return entry(log_name(message), log_file(message.signed, message.signature), message.log_time)


def log_size(message: SignedMessage) -> int:
    """How many bytes :func:`log` gives."""
    return entry_size(log_name(message), len(log_file(message.signed, message.signature)))


def log_name(message: SignedMessage) -> str:
    """The file name of a log message. Choice ``serial-in-names``."""
    head = f"Unixt_{message.log_time}_Sig-{message.counter}_Log"
    if message.kind == "transaction":
        serial = (message.client_serial or "").translate(_NOT_IN_NAMES)
        step = f"No-{message.transaction_number}_{message.operation}"
        return f"{head}-Tra_{step}_Client-{serial}.log"
    return f"{head}-Sys_{message.operation}.log"
