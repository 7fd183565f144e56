"""A till that comes back to life: a process that goes on with transactions that were left open.

Run as ``python -m left_open.till`` with one JSON object on standard input: ``base_url``,
``api_key``, ``api_secret``, ``tss_id``, ``tx_ids``, ``seed``. First line on standard output: that
it is ready; it begins when standard input has a second line. Then one line for each revision that
the service has signed for it, and for each one it was refused.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from typing import Any

from left_open.planting import SCHEMAS
from tse_companion.api.signde import ApiCredentials, SignDeClient
from tse_companion.api.transport import HttpSettings, Transport
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import Transaction, TxState
from tse_companion.errors import ApiRefused


def say(document: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()


async def sell(order: dict[str, Any]) -> None:
    """Touch each of them once, in an order of its own: update it, and finish every other one."""
    dice = random.Random(order["seed"])
    transport = Transport(order["base_url"], http=HttpSettings(proxy=None))
    credentials = ApiCredentials(Secret(order["api_key"]), Secret(order["api_secret"]))
    client = SignDeClient(transport, credentials)
    await client.authenticate()
    say({"ready": True})
    sys.stdin.readline()
    ids = list(order["tx_ids"])
    dice.shuffle(ids)
    for tx_id in ids:
        found = await client.retrieve_transaction(order["tss_id"], tx_id)
        for state in (TxState.ACTIVE, TxState.FINISHED)[: dice.randint(1, 2)]:
            if found.state is not TxState.ACTIVE:
                break
            try:
                found = await write(client, found, state)
            except ApiRefused as error:
                say({"tx_id": tx_id, "refused": error.code})
                break
            say({"tx_id": tx_id, "revision": found.latest_revision, "state": found.state})
    await client.aclose()


async def write(client: SignDeClient, found: Transaction, state: TxState) -> Transaction:
    """The next revision, of the type the transaction has."""
    schema = SCHEMAS[1]
    if found.process_type == "Bestellung-V1":
        schema = SCHEMAS[2]
    elif found.process_type and not found.process_type.startswith("Kassenbeleg"):
        schema = {"raw": {"process_type": found.process_type, "process_data": "QQ=="}}
    return await client.upsert_transaction(
        found.tss_id,
        found.id,
        tx_revision=found.latest_revision + 1,
        state=state,
        client_id=found.client_id,
        schema=schema,
    )


if __name__ == "__main__":
    asyncio.run(sell(json.loads(sys.stdin.readline())))
