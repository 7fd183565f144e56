"""The program with a switch that kills it at one exact moment.

Run as ``python -m kill.program``: reads one JSON line per run, answers each with how it ended.
What the program imports is imported once; where the system can, every run is a fork of that, so
that sixty deaths do not cost sixty imports. Every run is a process of its own with the
command line, the window, the vault file and the sockets of the real thing. The switch sits round
the HTTP transport, the journal and the vault; the program itself knows nothing of it.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import traceback
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import tse_companion

# A process forked from one that has loaded the system's frameworks does not live long on macOS.
FORKS = sys.platform == "linux"


class Moment(StrEnum):
    """When the program can be killed."""

    BEFORE = "before it is sent"
    UNREAD = "the server has answered, the answer is unread"
    ANSWERED = "the answer was read"  # of a request that changes nothing
    CONCLUDING = "before the journal knows the outcome"
    NOTING = "before the journal knows where the set-up stands"
    STORING = "before the vault has the secret"
    STORED = "the vault has the secret"
    COMMITTING = "before the journal has it on the disk"  # only where it is asked for


@dataclass(frozen=True, slots=True)
class Point:
    """The ``number``-th time, from 1, that a moment came for ``what`` it was about.

    Counted for each of them: the program asks about the next one while it waits for an answer,
    and which of two requests is first is not the same in every run.
    """

    moment: Moment
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the program. ``trace`` and ``output`` are files; ``kill`` is a point.

    ``commits``: whatever the journal is about to write is a point of its own.
    """

    arguments: tuple[str, ...]
    environment: dict[str, str]
    trace: str
    output: str
    kill: Point | None = None
    commits: bool = False


def points(trace: Path) -> tuple[Point, ...]:
    """What a run has come past, in order."""
    lines = trace.read_text("utf-8").splitlines() if trace.exists() else []
    return tuple(point_of(json.loads(line)) for line in lines)


def point_of(given: dict[str, Any]) -> Point:
    """A point from its JSON."""
    return Point(Moment(given["moment"]), given["number"], given["what"])


# --- one run ---------------------------------------------------------------------------------


class Switch:
    """Writes down every point and ends the process at one of them, as a power cut would."""

    def __init__(self, trace: str, kill: Point | None) -> None:
        # Unbuffered: what was come past is in the file whatever happens next.
        self._trace = os.open(trace, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._kill = kill
        self._came: Counter[tuple[Moment, str]] = Counter()
        self.last_write = ""

    def passes(self, moment: Moment, what: str) -> None:
        """Called at every point."""
        self._came[moment, what] += 1
        point = Point(moment, self._came[moment, what], what)
        os.write(self._trace, json.dumps(asdict(point)).encode() + b"\n")
        if self._kill == point:
            # On Windows any signal but two ends the process at once.
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def watch_commits(switch: Switch) -> None:
    """Every change of the journal file is a point, just before it would be there for good."""
    from tse_companion.store import journal

    transaction = vars(journal)["_transaction"]

    @contextlib.contextmanager
    def watched(db: Any) -> Iterator[None]:
        with transaction(db):
            yield
            switch.passes(Moment.COMMITTING, switch.last_write)

    put(journal, "_transaction", watched)


def install(switch: Switch) -> None:
    """Put the switch round everything that leaves the program or stays on the disk."""
    import httpx

    from tse_companion.sandbox.signde import operations
    from tse_companion.store.journal import Journal
    from tse_companion.store.secrets import file

    class Watched(httpx.AsyncByteStream):
        def __init__(self, inner: Any, what: str) -> None:
            self._inner, self._what = inner, what

        async def __aiter__(self) -> AsyncIterator[bytes]:
            async for part in self._inner:
                yield part
            switch.passes(Moment.ANSWERED, self._what)

        async def aclose(self) -> None:
            await self._inner.aclose()

    send = httpx.AsyncHTTPTransport.handle_async_request

    async def handle(self: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
        found = operations.match(request.method, request.url.path)
        assert found is not None
        assert found.operation is not None
        what = found.operation.name
        changes = request.method != "GET" and what != "authenticateApi"
        if changes:
            body = json.loads(request.content or b"{}")
            switch.last_write = what = f"{what} {body.get('state', '')}".strip()
        switch.passes(Moment.BEFORE, what)
        response = await send(self, request)
        switch.passes(Moment.UNREAD, what)
        if not changes:
            response.stream = Watched(response.stream, what)
        return response

    def passing(inner: Any, moment: Moment, what: Callable[[], str]) -> Any:
        @functools.wraps(inner)
        def call(*args: Any, **kwargs: Any) -> Any:
            switch.passes(moment, what())
            return inner(*args, **kwargs)

        return call

    replace = vars(file)["replace"]

    def store(source: Path, target: Path) -> None:
        switch.passes(Moment.STORING, target.name)
        replace(source, target)
        switch.passes(Moment.STORED, target.name)

    put(httpx.AsyncHTTPTransport, "handle_async_request", handle)
    for name, moment in (("conclude", Moment.CONCLUDING), ("save_setup", Moment.NOTING)):
        inner = getattr(Journal, name)
        put(Journal, name, passing(inner, moment, lambda: switch.last_write))
    put(file, "replace", store)


def put(owner: Any, name: str, value: Any) -> None:
    """Replace something of the program's in this process."""
    setattr(owner, name, value)


def hurry() -> None:
    """Leave out what costs time and changes nothing: Argon2's price, and the pictures."""
    from tse_companion.gui import self_check
    from tse_companion.store.secrets import ring

    async def no_picture(*_: object) -> None:
        pass

    put(ring, "Cost", functools.partial(ring.Cost, *COST))
    put(self_check.SelfCheck, "_picture", no_picture)
    for name in ("save_pdf", "save_png"):
        put(self_check, name, lambda *_: None)


LATE = ("httpx", "truststore", "anyio.streams.tls", "anyio._backends._asyncio", "qasync", "qrcode")
COST = (1, 8, 1)  # passes, KiB, lanes of the vault's Argon2: the least there is


def run(order: Run) -> int:
    """The program's own ``main``; the exit code."""
    from tse_companion.cli.main import main

    os.environ.update(order.environment)
    output = os.open(order.output, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(output, 1)
    os.dup2(output, 2)
    hurry()
    switch = Switch(order.trace, order.kill)
    install(switch)
    if order.commits:
        watch_commits(switch)
    return main(order.arguments)


# --- run after run ---------------------------------------------------------------------------


def warm_up() -> None:
    """Import what a run will import: all there is, and what the program loads late."""
    modules = pkgutil.walk_packages(tse_companion.__path__, f"{tse_companion.__name__}.")
    names = [module.name for module in modules if not module.name.endswith("__main__")]
    for name in (*names, *LATE):
        importlib.import_module(name)
    gc.freeze()  # else every fork copies what is shared, only to count references


def ended_forked(order: Run) -> int:
    """Run in a fork; the exit code, negative for a signal."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 70
    try:
        code = run(order)
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    os._exit(code)


def ended_alone(order: Run) -> int:
    """Run in a new interpreter; the exit code."""
    command = [sys.executable, "-m", "kill.program", json.dumps(asdict(order))]
    return subprocess.run(command, check=False).returncode


def order_of(text: str) -> Run:
    """A run from its JSON."""
    given = json.loads(text)
    kill = given["kill"]
    return Run(
        tuple(given["arguments"]),
        given["environment"],
        given["trace"],
        given["output"],
        None if kill is None else point_of(kill),
        given["commits"],
    )


def serve() -> None:
    """One run per line of standard input."""
    if FORKS:
        warm_up()
    for line in sys.stdin:
        order = order_of(line)
        sys.stdout.write(f"{ended_forked(order) if FORKS else ended_alone(order)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(run(order_of(sys.argv[1])))
    serve()
