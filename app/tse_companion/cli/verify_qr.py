"""``verify-qr``: checks the text of receipt QR codes, one verdict per code."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tse_companion.tse.verify import QrVerdict

_OK, _FINDING, _USAGE = 0, 1, 2


def add_parser(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
    common: argparse.ArgumentParser,
) -> None:
    """Adds the command; ``common`` brings the options that all commands share."""
    parser = subparsers.add_parser(
        "verify-qr",
        parents=[common],
        help="check receipt QR codes",
        description="Checks the text of receipt QR codes. Exit status 0: all valid, 1: a finding, "
        "2: wrong usage.",
    )
    parser.add_argument("text", nargs="?", metavar="TEXT", help="the text of one code")
    parser.add_argument(
        "--file", metavar="F", help="a UTF-8 text file with one code per line; - reads stdin"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Prints the verdicts and returns the exit status."""
    from tse_companion.tse.verify import verify_qr_text

    if (args.text is None) == (args.file is None):
        print("verify-qr: give either TEXT or --file F", file=sys.stderr)
        return _USAGE
    try:
        texts = [args.text] if args.file is None else _lines(args.file)
    except OSError as error:
        print(f"verify-qr: cannot read {args.file}: {error.strerror}", file=sys.stderr)
        return _USAGE
    if not texts:
        print(f"verify-qr: no code in {args.file}", file=sys.stderr)
        return _USAGE
    verdicts = [verify_qr_text(text) for text in texts]
    if args.json:
        print(json.dumps({"codes": [_as_json(verdict) for verdict in verdicts]}))
    else:
        for number, verdict in enumerate(verdicts, 1):
            print(_as_line(number, verdict))
    return _OK if all(verdict.status == "valid" for verdict in verdicts) else _FINDING


def _lines(name: str) -> list[str]:
    # Only a line feed ends a code: the data of an order hold carriage returns. Bytes that are no
    # UTF-8 become surrogates, so that such a code is judged and not the whole file refused.
    raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    return [line for line in text.split("\n") if line.strip()]


def _as_json(verdict: QrVerdict) -> dict[str, object]:
    return {
        "status": verdict.status,
        "category": verdict.category,
        "warnings": list(verdict.warnings),
        "fields": dict(verdict.fields),
    }


def _as_line(number: int, verdict: QrVerdict) -> str:
    words = [f"{number}: {verdict.status}"]
    if verdict.status != "valid":
        words.append(verdict.category)
    if verdict.warnings:
        words.append(f"({', '.join(verdict.warnings)})")
    if serial := verdict.fields.get("tse_serial_number"):
        words.append(f"TSE {serial}")
    return " ".join(words)
