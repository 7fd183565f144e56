"""Schemathesis against the listener: no 5xx, no undocumented status, no answer beside the schema.

What it makes up is led to things that exist, by and by: TSS in all states, clients, transactions
and exports. The suite has a bounded run; the long one is started by hand:
``pytest tests/sandbox/test_sandbox_schemathesis.py --hypothesis-profile=long``.
"""

from __future__ import annotations

import asyncio
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import settings

from sandbox.amended import AMENDMENTS, amended
from sandbox.archives import TAKES, path
from sandbox.contract import DEVIATIONS, Contract, contract
from sandbox.shop import PIN, Shop, client_for, new_id
from tse_companion.domain.models import TssState
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.clock import FakeClock
from tse_companion.sandbox.serve import served
from tse_companion.sandbox.signde import operations

IS_LONG = settings.get_current_profile_name() == "long"
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "ignored_auth",
    "unsupported_method",
)
# These may end the TSS they are sent to, so they are led to others.
ENDING = ("updateTss", "changeAdminPin", "authenticateAdmin", "logoutAdmin")
UPSERT = "upsertTransaction"
GONE = (TssState.DEFECTIVE, TssState.DELETED, TssState.EVICTED)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass
class Place:
    """One TSS with what there is at it."""

    tss_id: str
    client_id: str
    puk: str = ""
    txs: list[str] = field(default_factory=list)
    exports: list[str] = field(default_factory=list)


class Stage:
    """Places in all states, and the hook that leads requests to them."""

    def __init__(self, app: SandboxApp) -> None:
        self._app = app
        self._turn = itertools.count()
        self.alive: list[Place] = []
        self.dead: list[Place] = []
        self.ending: list[Place] = []
        self.token = ""

    async def build(self) -> None:
        limits = self._app.control.limits
        limits.active_tss = 10**6
        limits.list_transactions_per_minute = limits.export_reads_per_minute = 40
        async with client_for(self._app) as http:
            shop = Shop(http, self._app)
            await shop.log_in()
            self.token = http.headers["Authorization"]
            made = [await self._place(http) for _ in range(10)]
            self._app.control.clock.advance(TAKES)
            for place in made:  # these are still running
                place.exports.append(new_id())
                await http.put(f"/tss/{place.tss_id}/export/{place.exports[1]}")
            self.alive, self.ending, self.dead = made[:2], made[2:6], made[6:]
            for place, state in zip(self.dead, GONE, strict=False):
                self._app.control.put_state(place.tss_id, state)
            await http.patch(f"/tss/{self.dead[-1].tss_id}", json={"state": "DISABLED"})
            created, deployed = Shop(http, self._app), Shop(http, self._app)
            for shop in (created, deployed):
                await shop.create()
                self.dead.append(_of(shop))
            await deployed.move("UNINITIALIZED")

    async def _place(self, http: Any) -> Place:
        """A TSS at work, with an admin logged in."""
        shop = Shop(http, self._app)
        await shop.initialize()
        await shop.register()
        place = _of(shop)
        place.txs, place.exports = [new_id(), new_id()], [new_id()]
        for tx_id in place.txs:
            await shop.start(tx_id)
        await shop.finish(place.txs[0])
        await shop.ok("PUT", path(shop, place.exports[0]))
        return place

    # --- leading -----------------------------------------------------------------------------

    def lead(self, case: Any) -> None:
        """Put ids of things that exist where some well-formed id stands."""
        name = case.operation.definition.raw["operationId"]
        turn = next(self._turn)
        if turn % 8 == 7:
            return  # as it is
        places = self.ending if name in ENDING else self.alive
        if turn % 4 == 3:
            places = self.dead
        place = places[turn // 4 % len(places)]
        self._lead_path(place, case.path_parameters or {}, name, turn)
        if isinstance(case.query, dict) and _UUID.fullmatch(str(case.query.get("client_id"))):
            case.query["client_id"] = place.client_id
        if isinstance(case.body, dict):
            self._lead_body(place, case, name, turn)

    def _lead_path(self, place: Place, given: dict[str, Any], name: str, turn: int) -> None:
        ids = {"tss_id": place.tss_id, "client_id": place.client_id}
        if place.txs:
            ids["tx_id_or_number"] = place.txs[turn % len(place.txs)]
        if place.exports and name != "triggerExport":
            ids["export_id"] = place.exports[turn % len(place.exports)]
        if name == "createTss" or (name == "createClient" and turn % 2):
            del ids["tss_id" if name == "createTss" else "client_id"]
        for key, value in ids.items():
            if _UUID.fullmatch(str(given.get(key))):
                given[key] = value

    def _lead_body(self, place: Place, case: Any, name: str, turn: int) -> None:
        body = case.body
        secrets = {"admin_puk": place.puk, "admin_pin": PIN, "client_id": place.client_id}
        for key, value in secrets.items():
            if isinstance(body.get(key), str) and (key == "client_id" or turn % 2):
                body[key] = value
        if name != UPSERT or not isinstance(case.query, dict) or turn % 3 == 2:
            return
        if turn % 3 == 0 or not place.txs:
            place.txs.append(new_id())
        if "tx_revision" in case.query and _UUID.fullmatch(
            str(case.path_parameters.get("tx_id_or_number"))
        ):
            case.path_parameters["tx_id_or_number"] = place.txs[-1]
            case.query["tx_revision"] = 1 + turn % 3


def _of(shop: Shop) -> Place:
    return Place(shop.tss_id, shop.client_id, shop.puk)


# --- the run ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def the_contract() -> Contract:
    found = contract()
    if found is None:
        pytest.skip("the contract does not lie beside the project")
    return found


def failures(schema: Any) -> Iterator[str]:
    """Run all phases; what was found, in words."""
    from schemathesis import engine
    from schemathesis.engine import events

    for event in engine.from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            yield str(getattr(event, "info", event))
        if isinstance(event, events.ScenarioFinished):
            for checks in event.recorder.checks.values():
                for check in checks:
                    found = check.failure_info
                    if found is not None:
                        title = f"{check.name}, {event.recorder.label}"
                        yield f"{title}: {found.failure.message}\n{found.code_sample}"


def run(app: SandboxApp, stage: Stage, document: dict[str, Any]) -> Counter[str]:
    """What Schemathesis has to say about the listener, and how often."""
    import schemathesis

    def before_call(context: Any, case: Any, kwargs: Any) -> None:
        stage.lead(case)

    schema = schemathesis.openapi.from_dict(document)
    schemathesis.hook(before_call)
    with ExitStack() as stack:
        stack.callback(schemathesis.hooks.unregister, before_call)
        ready = stack.enter_context(served(app))
        config = schema.config
        config.update(
            base_url=ready.base_url.removesuffix(operations.BASE),
            headers={"Authorization": stage.token},
            continue_on_failure=True,
        )
        config.checks.update(included_check_names=list(CHECKS))
        config.generation.deterministic = not IS_LONG
        config.phases.stateful.enabled = IS_LONG
        if IS_LONG:
            config.generation.max_examples = 200
            return Counter(failures(schema))
        config.phases.examples.enabled = False
        config.generation.max_examples = 3
        found = Counter(failures(schema.exclude(operation_id=UPSERT)))
        # It has as many cases as a third of all others; the long run tries them all.
        config.phases.coverage.enabled = False
        config.generation.max_examples = 25
        return found + Counter(failures(schema.include(operation_id=UPSERT)))


@pytest.mark.slow
@pytest.mark.timeout(0 if IS_LONG else 180)
def test_schemathesis_finds_nothing(
    the_contract: Contract, caplog: pytest.LogCaptureFixture
) -> None:
    app = SandboxApp(None, seed=3, clock=FakeClock())
    try:
        stage = Stage(app)
        asyncio.run(stage.build())
        found = run(app, stage, amended(the_contract.document))
        done = {seen.operation for seen in app.control.requests if seen.status == 200}
    finally:
        app.close()
    report = "\n\n".join(f"{times} x {what}" for what, times in found.most_common(20))
    assert not found, f"{len(found)} kinds of findings\n{report}"
    # Not only refusals: what exists was found, and something was done to it.
    assert set(operations.NAMES) - done == set()
    assert {record.message for record in caplog.records} <= {"Invalid HTTP request received."}


def test_amendments_are_the_deviations_by_name() -> None:
    assert set(AMENDMENTS) - {"x-general-errors"} == set(DEVIATIONS)
