"""Finds a secret in whatever a program leaves behind, also in the forms it may hide in."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_TO_UNICODE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>(?:\s*(\[[^]]*\]|<[0-9A-Fa-f]+>))?")
_SHOWN = re.compile(rb"<([0-9A-Fa-f]+)>\s*Tj")
_PNG = b"\x89PNG\r\n\x1a\n"
_FIXED = 8  # fewer characters of a base64 form would be found by chance


def forms(secret: str) -> Iterator[bytes]:
    """The bytes a secret may have in a file."""
    plain = secret.encode()
    yield plain
    yield secret.encode("utf-16-le")
    yield secret.encode("utf-16-be")
    yield plain.hex().encode()
    yield plain.hex().upper().encode()
    yield quote(secret, safe="").encode()
    for shift in range(3):  # in base64 it depends on how many bytes come before
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            inner = encode(b"\0" * shift + plain)[(0, 2, 3)[shift] :]
            sure = inner.rstrip(b"=")[:-1]
            if len(sure) >= _FIXED:
                yield sure


def unpacked(content: bytes) -> Iterator[bytes]:
    """A file's bytes, and what is packed in a PDF or a PNG."""
    yield content
    if content.startswith(b"%PDF"):
        streams = list(_inflated(_STREAM.findall(content)))
        yield from streams
        yield from (text.encode() for text in _shown_in_pdf(streams))
    elif content.startswith(_PNG):
        yield from _png_parts(content)


def traces(root: Path, secrets: Mapping[str, str]) -> list[str]:
    """Which secret is in which file below a folder, in words."""
    found = []
    for file in sorted(path for path in root.rglob("*") if path.is_file()):
        parts = list(unpacked(file.read_bytes()))
        found += [
            f"{name} in {file.relative_to(root)}"
            for name, secret in secrets.items()
            if any(form in part for form in forms(secret) for part in parts)
        ]
    return found


def told(texts: Iterable[str], secrets: Mapping[str, str]) -> list[str]:
    """Which secrets are in these texts, however they are spaced."""
    whole = "\n".join("".join(text.split()) for text in texts)
    return [name for name, secret in secrets.items() if secret in whole]


def _inflated(packed: Iterable[bytes]) -> Iterator[bytes]:
    for part in packed:
        try:
            yield zlib.decompress(part)
        except zlib.error:
            yield part


def _shown_in_pdf(streams: list[bytes]) -> Iterator[str]:
    """The text of the pages: glyph numbers, turned back by each font's own table."""
    tables = [_table(stream) for stream in streams if b"beginbfrange" in stream]
    for stream in streams:
        glyphs = b"".join(_SHOWN.findall(stream)).decode()
        codes = [int(glyphs[i : i + 4], 16) for i in range(0, len(glyphs), 4)]
        for table in tables:
            yield "".join(table.get(code, " ") for code in codes)


def _table(stream: bytes) -> dict[int, str]:
    table: dict[int, str] = {}
    _, _, ranges = stream.partition(b"beginbfrange")
    for first, last, target in _TO_UNICODE.findall(ranges):
        start = int(first, 16)
        if target.startswith(b"["):
            for offset, one in enumerate(re.findall(rb"<([0-9A-Fa-f]+)>", target)):
                table[start + offset] = bytes.fromhex(one.decode()).decode("utf-16-be")
        elif target:
            base = int(target.strip(b"<>"), 16)
            for offset in range(int(last, 16) - start + 1):
                table[start + offset] = chr(base + offset)
    return table


def _png_parts(content: bytes) -> Iterator[bytes]:
    position = len(_PNG)
    while position < len(content):
        length = int.from_bytes(content[position : position + 4])
        kind = content[position + 4 : position + 8]
        body = content[position + 8 : position + 8 + length]
        if kind in (b"tEXt", b"zTXt", b"iTXt", b"eXIf"):
            yield body
            packed = body.find(b"\x78")
            if packed >= 0:
                yield from _inflated([body[packed:]])
        position += length + 12
