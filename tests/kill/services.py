"""Sandboxes in a process of their own, one for each state file asked for.

Run as ``python -m kill.services``: ``open FILE`` on standard input is answered with address and
credentials as JSON, ``close FILE`` with ``{}`` once the file is let go of.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sys
from pathlib import Path

from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.serve import served


def serve() -> None:
    """Until standard input ends."""
    running: dict[str, contextlib.ExitStack] = {}
    for line in sys.stdin:
        command, _, file = line.rstrip("\n").partition(" ")
        answer: dict[str, str] = {}
        if command == "open":
            stack = running[file] = contextlib.ExitStack()
            app = SandboxApp(Path(file))
            stack.callback(app.close)
            answer = dataclasses.asdict(stack.enter_context(served(app)))
        else:
            running.pop(file).close()
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
