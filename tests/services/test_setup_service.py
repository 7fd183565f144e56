"""The set-up on the sandbox: good path, every state to resume from, lost answers, refusals."""

from __future__ import annotations

import pytest

from services.conftest import World
from tse_companion.domain.credentials import PukChallenge, Secret
from tse_companion.domain.models import ClientState, TssState
from tse_companion.errors import (
    ApiRefused,
    AppError,
    Outcome,
    PinAttemptsUsed,
    PinNotSet,
    PinRefused,
    PukMissing,
    PukRefused,
    TssUnusable,
    VaultRefused,
)
from tse_companion.services.receipts import sample_order
from tse_companion.services.setup.flow import PinSource, Step
from tse_companion.services.setup.service import SetupService
from tse_companion.services.setup.work import WorkReport, WorkState
from tse_companion.store.secrets import Kind, Place

PIN = Secret("KX73-MQ9P")


async def to_work(setup: SetupService, serial: str = "KASSE-1") -> None:
    """All pages up to the work, as a person would fill them in."""
    await setup.practise()
    await setup.choose_new()
    await setup.create()
    await confirm_puk(setup)
    setup.choose_pin(PIN, source=PinSource.NEW, keep=True)
    await setup.choose_serial(serial)


async def confirm_puk(setup: SetupService) -> None:
    puk = await setup.puk()
    challenge = PukChallenge.draw(puk)
    typed = "".join(puk.reveal()[p - 1] for p in challenge.positions)
    assert await setup.confirm_puk(challenge, typed)


async def resumed(setup: SetupService) -> Step:
    record = (await setup.desk.journal.open_setups())[0]
    return await setup.resume(record)


def states(reports: list[WorkReport]) -> dict[str, WorkState]:
    return {report.work.value: report.state for report in reports}


def assert_ready(world: World) -> None:
    """Exactly one TSS, in service, with one till; the vault's keys open it; admin closed."""
    (tss_id,) = world.control.tss_ids()
    tss = world.control.tss(tss_id)
    assert tss.state is TssState.INITIALIZED
    assert [c.state for c in tss.clients] == [ClientState.REGISTERED]
    assert not tss.admin_logged_in
    assert world.vault.kept[Place(tss_id, Kind.ADMIN_PUK)].same_as(tss.puk)
    assert tss.pin is not None
    assert world.vault.kept[Place(tss_id, Kind.ADMIN_PIN)].same_as(tss.pin)


async def test_from_nothing_to_a_signed_receipt(world: World) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        reports: list[WorkReport] = []
        reached = await setup.work(reports.append)
        assert set(states(reports).values()) == {WorkState.DONE}
        assert reached.client.serial_number == "KASSE-1"
        asked = [e.target_state for e in await setup.desk.journal.entries() if e.target_state]
        assert asked == ["INITIALIZED", "UNINITIALIZED"]  # the newest first
        receipt = await setup.sign_test_receipt(sample_order())
        assert receipt.qr_code_data.startswith("V0;KASSE-1;Kassenbeleg-V1;AVTraining^")
        handed = await setup.finish()
        assert [till.serial_number for till in handed.tills] == ["KASSE-1"]
        assert await setup.desk.journal.open_setups() == ()
        site = setup.desk.settings.site()
        assert site is not None
        assert (site.tss_id, site.client_id) == (reached.tss.id, reached.client.id)
    assert_ready(world)


async def test_the_puk_is_kept_before_anything_else(world: World) -> None:
    async with world.setup() as setup:
        await setup.practise()
        await setup.choose_new()
        world.vault.problem = VaultRefused()
        with pytest.raises(VaultRefused):
            await setup.create()
        (entry,) = await setup.desk.journal.entries(tss_id=setup.draft.tss_id or "")
        assert entry.outcome == "unknown"
        world.vault.problem = None
        await setup.create()  # the same request shows the same PUK again
        await setup.puk()
    assert len(world.control.tss_ids()) == 1


async def test_a_tss_never_leaves_created_without_its_puk(world: World) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        tss_id = setup.draft.tss_id or ""
        del world.vault.kept[Place(tss_id, Kind.ADMIN_PUK)]
        with pytest.raises(PukMissing):
            await setup.work(lambda _: None)
    assert world.control.tss(tss_id).state is TssState.CREATED


@pytest.mark.parametrize("kind", ["lost_after", "lost_before"])
@pytest.mark.parametrize(
    "operation", ["createTss", "updateTss", "createClient", "logoutAdmin", "authenticateAdmin"]
)
async def test_a_lost_answer_costs_nothing(world: World, operation: str, kind: str) -> None:
    async with world.setup() as setup:
        world.control.fault(operation, kind, times=1)
        await finish_whatever_happens(setup)
    assert_ready(world)


@pytest.mark.parametrize("kind", ["lost_after", "lost_before"])
async def test_a_pin_change_is_sent_once_and_then_looked_at(world: World, kind: str) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        world.control.fault("changeAdminPin", kind)
        if kind == "lost_before":
            with pytest.raises(PinNotSet):
                await setup.work(lambda _: None)
            assert sent(world, "changeAdminPin") == 1
        await setup.work(lambda _: None)
    assert sent(world, "changeAdminPin") == (1 if kind == "lost_after" else 2)
    assert_ready(world)


async def finish_whatever_happens(setup: SetupService) -> None:
    """A person who presses "Try again" until it works."""
    await setup.practise()
    await setup.choose_new()
    for _ in range(4):
        try:
            await setup.create()
            break
        except AppError:
            continue
    await confirm_puk(setup)
    setup.choose_pin(PIN, source=PinSource.NEW, keep=True)
    await setup.choose_serial("KASSE-1")
    for _ in range(4):
        try:
            await setup.work(lambda _: None)
            break
        except AppError:
            continue


def sent(world: World, operation: str) -> int:
    return sum(request.operation == operation for request in world.control.requests)


async def test_going_on_after_a_stop_at_every_page(world: World) -> None:
    async with world.setup() as setup:
        await setup.practise()
        await setup.choose_new()
    async with world.setup() as setup:
        assert await resumed(setup) is Step.CREATE
        await setup.create()
    async with world.setup() as setup:
        assert await resumed(setup) is Step.KEEP_PUK
        await confirm_puk(setup)
    async with world.setup() as setup:
        assert await resumed(setup) is Step.PIN
        setup.choose_pin(PIN, source=PinSource.NEW, keep=True)
        await setup.choose_serial("KASSE-1")
        world.control.fault("updateTss", "status", nth=2, status=400, code="E_TX_UPSERT")
        with pytest.raises(ApiRefused):
            await setup.work(lambda _: None)
    async with world.setup() as setup:
        assert await resumed(setup) is Step.REVIEW  # the PIN that was set is in the vault
        await setup.work(lambda _: None)
    async with world.setup() as setup:
        assert await resumed(setup) is Step.RECEIPT
        await setup.sign_test_receipt(sample_order())
        await setup.finish()
    async with world.desk() as desk:
        assert await desk.journal.open_setups() == ()
    assert_ready(world)


async def test_a_failure_in_the_middle_closes_admin_mode(world: World) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        world.control.fault("createClient", "status", status=400, code="E_ILLEGAL_CLIENT_SERIAL")
        reports: list[WorkReport] = []
        with pytest.raises(ApiRefused):
            await setup.work(reports.append)
        assert states(reports)["register"] is WorkState.FAILED
        tss = world.control.tss(setup.draft.tss_id or "")
        assert tss.state is TssState.INITIALIZED
        assert not tss.admin_logged_in


async def test_three_wrong_pins_and_no_fourth(world: World) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        await setup.work(lambda _: None)
        tss_id = setup.draft.tss_id or ""
        await setup.choose(tss_id)
        before = sent(world, "authenticateAdmin")
        await setup.choose_serial("KASSE-2")
        for left in (2, 1, 0):
            setup.choose_pin(Secret("WRONG-PIN"), source=PinSource.KNOWN, keep=False)
            with pytest.raises(PinRefused) as refused:
                await setup.work(lambda _: None)
            assert refused.value.facts["left"] == left
        with pytest.raises(PinAttemptsUsed):
            await setup.work(lambda _: None)
        assert sent(world, "authenticateAdmin") == before + 3
        assert not world.control.tss(tss_id).is_pin_blocked
        # The PUK path is left, and the count begins anew.
        setup.choose_pin(PIN, source=PinSource.NEW, keep=True)
        await setup.work(lambda _: None)
        assert await setup.attempts_left() == 3


async def test_a_wrong_puk_is_told_apart(world: World) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        tss_id = setup.draft.tss_id or ""
        world.vault.kept[Place(tss_id, Kind.ADMIN_PUK)] = Secret("0000000000")
        with pytest.raises(PukRefused) as refused:
            await setup.work(lambda _: None)
        assert refused.value.outcome is Outcome.NOT_DONE


async def test_a_half_made_tss_of_another_computer_is_finished_with_its_papers(
    world: World,
) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        world.control.fault("createClient", "status", status=400, code="E_ILLEGAL_CLIENT_SERIAL")
        world.control.fault("updateTss", "status", nth=2, status=400, code="E_TX_UPSERT")
        with pytest.raises(ApiRefused):
            await setup.work(lambda _: None)
        tss_id = setup.draft.tss_id or ""
        puk = await setup.puk()
    world.vault.kept.clear()
    world.folders.journal.unlink()
    world.control.clear()
    async with world.setup() as setup:
        inventory = await setup.practise()
        assert [c.puk_in_vault for c in inventory.choices] == [False]
        await setup.choose(tss_id)
        assert setup.draft.pin_source is PinSource.KNOWN
        setup.enter_puk(puk)
        setup.choose_pin(Secret("ANOTHER-77X"), source=PinSource.NEW, keep=True)
        await setup.choose_serial("KASSE-1")
        await setup.work(lambda _: None)
    assert_ready(world)


async def test_an_existing_till_is_taken_without_any_change(world: World) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        await setup.work(lambda _: None)
        await setup.finish()
    writes = len([r for r in world.control.requests if r.method != "GET"])
    async with world.setup() as setup:
        inventory = await setup.practise()
        await setup.choose(inventory.choices[0].tss.id)
        (till,) = await setup.tills()
        await setup.choose_till(till)
        assert not setup.draft.needs_pin
        await setup.finish()
    after = [r for r in world.control.requests if r.method != "GET"]
    assert [r.operation for r in after[writes:]] == ["authenticateApi"]


async def test_a_receipt_that_was_cut_off_is_finished_with_the_same_id(world: World) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        await setup.work(lambda _: None)
        world.control.fault(
            "upsertTransaction", "status", nth=2, status=400, code="E_TX_LIMIT_REACHED"
        )
        with pytest.raises(ApiRefused):
            await setup.sign_test_receipt(sample_order())
    async with world.setup() as setup:
        assert await resumed(setup) is Step.RECEIPT
        receipt = await setup.sign_test_receipt(sample_order())
        assert receipt.transaction.number == 1
        tss = world.control.tss(setup.draft.tss_id or "")
        assert (tss.transaction_counter, tss.active_transactions) == (1, 0)


async def test_an_id_that_was_chosen_and_never_used_is_used_first(world: World) -> None:
    async with world.setup() as setup:
        await setup.practise()
        await setup.choose_new()
        first = setup.draft.tss_id
    async with world.setup() as setup:
        await setup.practise()  # the person begins anew instead of going on
        await setup.choose_new()
        assert setup.draft.tss_id == first
        assert len(await setup.desk.journal.open_setups()) == 1


async def test_choosing_the_half_made_tss_goes_on_with_its_own_set_up(world: World) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        client_id = setup.draft.client_id
    async with world.setup() as setup:
        inventory = await setup.practise()
        await setup.choose(inventory.choices[0].tss.id)
        assert (setup.draft.client_id, setup.draft.serial_number) == (client_id, "KASSE-1")
        assert len(await setup.desk.journal.open_setups()) == 1


async def test_a_set_up_of_a_wiped_tss_is_given_up(world: World) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        tss_id = setup.draft.tss_id or ""
    world.control.put_state(tss_id, TssState.DELETED)
    async with world.setup() as setup:
        with pytest.raises(TssUnusable):
            await resumed(setup)
        assert await setup.desk.journal.open_setups() == ()
