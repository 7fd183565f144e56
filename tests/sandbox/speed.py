"""How fast the sandbox is, measured against what the work costs at least on this machine.

By hand, with the source root and the tests on the path:
``python -m sandbox.speed [--rounds N] [--list N] [--memory N] [FOLDER]``
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import http.client
import json
import math
import sqlite3
import sys
import tempfile
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.serve import served
from tse_companion.sandbox.shops import full
from tse_companion.sandbox.signde import operations
from tse_companion.sandbox.signde.service import Call, Service
from tse_companion.tse.keys import SigningKey

AIM = 3.0
"""A pair of start and finish may cost so many times its two signatures and two commits."""

PAGE_AIM = 0.020  # seconds for the first page of a long list

_RECEIPT = {
    "standard_v1": {
        "receipt": {
            "receipt_type": "RECEIPT",
            "amounts_per_vat_rate": [{"vat_rate": "NORMAL", "amount": "21.42"}],
            "amounts_per_payment_type": [{"payment_type": "NON_CASH", "amount": "21.42"}],
        }
    }
}


@dataclass(frozen=True, slots=True)
class Till:
    """A shop's till: where its transactions go, and with which token."""

    tss_id: str
    client_id: str
    token: str

    @classmethod
    def at(cls, app: SandboxApp) -> Till:
        """The planted TSS with one client."""
        tss_id = app.control.seed(lambda service: full.clients(service, 1))
        view = app.control.tss(tss_id)
        own = app.control.accounts["own"]
        body = {"api_key": own.api_key, "api_secret": own.api_secret}
        status, answer = asyncio.run(_asked(app, "POST", "/auth", "", body))
        assert status == 200
        return cls(tss_id, view.clients[0].id, json.loads(answer)["access_token"])

    def pair(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Path and body of a start and its finish."""
        path = f"/tss/{self.tss_id}/tx/{uuid.uuid4()}?tx_revision="
        yield f"{path}1", {"state": "ACTIVE", "client_id": self.client_id}
        body = {"state": "FINISHED", "client_id": self.client_id, "schema": _RECEIPT}
        yield f"{path}2", body


async def _asked(
    app: SandboxApp, method: str, target: str, token: str, body: Any = None
) -> tuple[int, bytes]:
    """One request without any HTTP client in between."""
    path, _, query = target.partition("?")
    sent: list[Any] = []
    arriving = iter(
        [{"type": "http.request", "body": b"" if body is None else json.dumps(body).encode()}]
    )

    async def receive() -> Any:
        return next(arriving, {"type": "http.disconnect"})

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": f"/api/v2{path}",
        "query_string": query.encode(),
        "headers": [(b"authorization", f"Bearer {token}".encode())],
    }
    await app(scope, receive, send)
    return sent[0]["status"], b"".join(part["body"] for part in sent[1:])


Measured = Callable[[int], float]


@contextmanager
def bare_pairs(folder: Path) -> Iterator[Measured]:
    """Seconds that two signatures and two durable commits cost here."""
    key = SigningKey.generate()
    with closing(sqlite3.connect(folder / "bare.sqlite", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE log (signed BLOB, signature BLOB)")

        def measure(pairs: int) -> float:
            begun = time.perf_counter()
            for number in range(2 * pairs):
                signed = number.to_bytes(160, "big")
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("INSERT INTO log VALUES (?, ?)", (signed, key.sign(signed)))
                connection.execute("COMMIT")
            return (time.perf_counter() - begun) / pairs

        yield measure


@contextmanager
def pairs_in_memory(folder: Path) -> Iterator[Measured]:
    """Seconds of a pair through the app itself, its state in a file."""
    app = SandboxApp(folder / "memory.sqlite")
    try:
        till = Till.at(app)

        async def run(pairs: int) -> None:
            for _ in range(pairs):
                for path, body in till.pair():
                    status, _ = await _asked(app, "PUT", path, till.token, body)
                    assert status == 200

        def measure(pairs: int) -> float:
            begun = time.perf_counter()
            asyncio.run(run(pairs))
            return (time.perf_counter() - begun) / pairs

        yield measure
    finally:
        app.close()


@contextmanager
def pairs_over_loopback(folder: Path) -> Iterator[Measured]:
    """Seconds of a pair over a socket that is kept open, its state in a file."""
    app = SandboxApp(folder / "loopback.sqlite")
    try:
        till = Till.at(app)
        with served(app) as ready, closing(_connection(ready.base_url)) as connection:

            def measure(pairs: int) -> float:
                begun = time.perf_counter()
                for _ in range(pairs):
                    for path, body in till.pair():
                        headers = {"Authorization": f"Bearer {till.token}"}
                        data = json.dumps(body).encode()
                        connection.request("PUT", f"/api/v2{path}", data, headers)
                        answer = connection.getresponse()
                        answer.read()
                        assert answer.status == 200
                return (time.perf_counter() - begun) / pairs

            yield measure
    finally:
        app.close()


def _connection(base_url: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(base_url.split("/")[2])


def throughput(folder: Path, rounds: int, pairs: int = 25) -> dict[str, float]:
    """Seconds of a pair by way; the ways take turns, and the best of all rounds counts, so that
    other programs on this machine disturb as little as they can.
    """
    found: dict[str, float] = {}
    with ExitStack() as stack:
        ways = {
            "bare": stack.enter_context(bare_pairs(folder)),
            "in memory": stack.enter_context(pairs_in_memory(folder)),
            "over loopback": stack.enter_context(pairs_over_loopback(folder)),
        }
        for _ in range(rounds):
            for name, measure in ways.items():
                found[name] = min(measure(pairs), found.get(name, math.inf))
    return found


def first_page(folder: Path, transactions: int) -> dict[str, float]:
    """Seconds of the server's own work for the first page of so many transactions, by what is
    asked; the best of 5. Waiting for other programs does not count.
    """
    app = SandboxApp(folder / "list.sqlite")
    try:
        app.control.limits.active_transactions = transactions
        app.control.limits.list_transactions_per_minute = 1000
        tss_id = app.control.seed(lambda service: full.open_transactions(service, transactions))
        one = {"tss_id": tss_id}
        return {
            f"{name}?{query}": min(_work(app, name, query, path) for _ in range(5))
            for name, query, path in (
                ("listTransactions", "order_by=number", one),
                ("listTransactions", "order_by=number&order=desc", one),
                ("listTransactions", "order_by=time_start&order=desc&states[0]=ACTIVE", one),
                ("listTransactions", "order_by=time_end", one),
                ("listAllTransactions", "order_by=time_start&order=desc", {}),
                ("listAllTransactions", "", {}),
            )
        }
    finally:
        app.close()


def _work(app: SandboxApp, name: str, query: str, path: dict[str, str]) -> float:
    """Seconds the state's thread works on one request, up to the bytes of the answer."""
    operation = next(o for o in operations.OPERATIONS if o.name == name)
    call = Call(operation, path, query, b"", "")

    def work(service: Service) -> float:
        begun = time.thread_time()
        answer = json.dumps(operation.handle(service, call).document)
        seconds = time.thread_time() - begun
        assert answer.count('"TRANSACTION"') == 100
        return seconds

    return app.control.seed(work)


def memory_growth(
    folder: Path, transactions: int, look: Callable[[], int], steps: int = 5
) -> list[int]:
    """What ``look`` finds after each step of so many transactions, started and finished.

    Of the newest requests only few are remembered here, so that this is full from the start.
    """
    app = SandboxApp(folder / "growth.sqlite")
    app.control._requests = deque(maxlen=100)
    # Memory is asked about, not the disk.
    app._database.connection.execute("PRAGMA synchronous = OFF")
    try:
        till = Till.at(app)

        async def run(pairs: int) -> None:
            for _ in range(pairs):
                for path, body in till.pair():
                    status, _ = await _asked(app, "PUT", path, till.token, body)
                    assert status == 200

        asyncio.run(run(300))  # fills caches
        sizes = []
        for _ in range(steps):
            asyncio.run(run(transactions // steps))
            gc.collect()
            sizes.append(look())
        return sizes
    finally:
        app.close()


def resident() -> int:
    """Bytes of memory the process holds, 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0
    return pages * 4096


def main() -> None:
    """Measure everything and say it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--list", type=int, default=10_000)
    parser.add_argument("--memory", type=int, default=100_000)
    parser.add_argument("folder", type=Path, nargs="?", help="where state files go")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as name:
        folder = Path(name)
        ways = throughput(folder, args.rounds)
        bare = ways.pop("bare")
        _say(f"two signatures and two commits: {bare * 1e3:.2f} ms")
        for way, pair in ways.items():
            _say(f"start and finish {way}: {pair * 1e3:.2f} ms, {1 / pair:.0f} pairs a second,")
            _say(f"    {pair / bare:.1f} times the bare cost (aim {AIM:.0f})")
        for path, seconds in first_page(folder, args.list).items():
            _say(f"first page of {args.list}: {seconds * 1e3:.1f} ms (aim 20)  {path}")
        sizes = memory_growth(folder, args.memory, resident)
        steps = ", ".join(f"{size / 1e6:.1f}" for size in sizes)
        _say(f"resident memory over {args.memory} transactions: {steps} MB")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
