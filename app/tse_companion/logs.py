"""The program's log: one JSON line per event, in a rotating file that holds no secrets.

Two rules keep secrets out, whatever a caller does. Only fields named in ``FIELDS`` are written,
each in its own narrow shape; everything else is ``[redacted]``. Of other libraries' records
and of exceptions only the place in the source is kept, never the text: httpx prints addresses
with queries, asyncio prints the repr of whatever a task held.
"""

from __future__ import annotations

import datetime
import json
import logging
import logging.handlers
import os
import re
import traceback
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path, PurePath
from typing import Any

from tse_companion.errors import AppError

FILE_NAME = "tse-companion.log"
FILE_BYTES = 1_000_000
FILES = 5  # the one being written and four older ones
REDACTED = "[redacted]"

_OWN = "tse_companion"
_QUIET = ("httpx", "httpcore", "asyncio", "qasync", "keyring", "uvicorn")
_EVENT = re.compile(r"[a-z][a-z0-9_.-]{0,63}")
_TOKEN = re.compile(r"[\w.:/+-]{0,80}", re.ASCII)
_PATH = re.compile(r"[\w./{}-]{0,200}", re.ASCII)
_PLACE = re.compile(r"[\w./\\:<> -]{0,200}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# Three dotted base64 parts that begin like {" are a token of the service.
_TOKEN_LIKE = re.compile(r"eyJ[\w-]+\.[\w-]+")
_MAX_FRAMES = 40


def _token(value: str) -> str | None:
    return value if _TOKEN.fullmatch(value) else None


def _path(value: str) -> str | None:
    # A query may carry anything, and an id belongs into the template as a name.
    bare = _UUID.sub("{id}", value.partition("?")[0])
    return bare if _PATH.fullmatch(bare) else None


def _place(value: str) -> str | None:
    return value if _PLACE.fullmatch(value) else None


FIELDS: dict[str, Callable[[str], str | None]] = {
    "method": _token,
    "path": _path,
    "status": _token,
    "duration_ms": _token,
    "request_id": _token,
    "code": _token,
    "operation": _token,
    "outcome": _token,
    "version": _token,
    "where": _place,
    "attempt": _token,
    "lane": _token,
    "kind": _token,
}


def event(
    name: str,
    *,
    level: int = logging.INFO,
    error: BaseException | None = None,
    **fields: object,
) -> None:
    """Write one line: the event's name and those fields that are allowed.

    ``error`` adds type and source lines of an exception and of what caused it, without its text.
    Never raises: a log that cannot be written must not stop the work it tells of.
    """
    logger = logging.getLogger(_OWN)
    if not logger.isEnabledFor(level):
        return
    clean: dict[str, object] = {
        key: _clean(key, value)
        for key, value in fields.items()
        if key in FIELDS and value is not None
    }
    if foreign := len(fields.keys() - FIELDS.keys()):
        clean[REDACTED] = foreign  # not even their names: a name may come from outside
    if error is not None:
        clean["error"] = describe(error)
        if isinstance(error, AppError):
            clean.setdefault("code", error.code)
            clean.setdefault("outcome", error.outcome.value)
            if error.request_id is not None:
                clean.setdefault("request_id", _clean("request_id", error.request_id))
    safe_name = name if _EVENT.fullmatch(name) else REDACTED
    logger.log(level, safe_name, extra={"tse_fields": clean})


def describe(error: BaseException) -> list[dict[str, object]]:
    """Type and source lines of an exception, then of its causes; none of their texts."""
    chain: list[dict[str, object]] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen and len(chain) < 8:
        seen.add(id(current))
        frames = [
            f"{_short(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
            for frame, line in traceback.walk_tb(current.__traceback__)
        ]
        kind = type(current)
        chain.append(
            {"type": f"{kind.__module__}.{kind.__qualname__}", "at": frames[-_MAX_FRAMES:]}
        )
        current = current.__cause__ or current.__context__
    return chain


def set_up(folder: Path, *, level: int = logging.INFO) -> None:
    """Write everything from now on to ``tse-companion.log`` in ``folder``, five files of 1 MB.

    The folder is made where it is missing. Without write permission the program goes on unlogged.
    Calling it again moves the log.
    """
    shut_down()
    handler = _LogFile(folder / FILE_NAME)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    logging.getLogger(_OWN).setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def shut_down() -> None:
    """Close the log file; safe to call at any time and twice."""
    root = logging.getLogger()
    for handler in [h for h in root.handlers if isinstance(h, _LogFile)]:
        root.removeHandler(handler)
        handler.close()


class JsonLines(logging.Formatter):
    """One record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        line: dict[str, object] = {
            "time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
        }
        fields: Any = getattr(record, "tse_fields", None)
        if record.name == _OWN and isinstance(fields, dict):
            line["event"] = record.msg
            line.update(fields)
        else:
            line["event"] = "library"
            line["logger"] = record.name
            line["where"] = f"{_short(record.pathname)}:{record.lineno} {record.funcName}"
            if record.exc_info and record.exc_info[1] is not None:
                line["error"] = describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


class _LogFile(logging.handlers.RotatingFileHandler):
    """A rotating file that only its owner can read and that never disturbs the program."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True
        )

    def _open(self) -> TextIOWrapper:
        path = Path(self.baseFilename)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return open(path, "a", encoding="utf-8", opener=_private)

    def doRollover(self) -> None:
        try:
            super().doRollover()
        except OSError:
            # Windows refuses to rename a file that a virus scanner has open; go on in this one.
            if self.stream is None:
                self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: the standard answer prints the record's arguments to stderr."""


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _clean(key: str, value: object) -> object:
    if isinstance(value, bool | int | float):
        return value
    if not isinstance(value, str) or _TOKEN_LIKE.search(value):
        return REDACTED
    fitting = FIELDS[key](str(value))
    return REDACTED if fitting is None else fitting


def _short(filename: str) -> str:
    """The last three parts of a path: enough to find the line, without the user's name."""
    return "/".join(PurePath(filename).parts[-3:])
