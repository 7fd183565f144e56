from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api import fakes
from tse_companion.api import wire
from tse_companion.domain.models import ClientState, Env, TssState, TxState

READERS: dict[str, tuple[Callable[[Any], Any], dict[str, Any]]] = {
    "tss": (wire.tss, fakes.tss()),
    "created_tss": (wire.created_tss, fakes.tss(admin_puk="0123456789")),
    "client": (wire.client, fakes.client()),
    "transaction": (wire.transaction, fakes.transaction()),
    "grant": (wire.grant, fakes.grant()),
    "tss_page": (wire.tss_page, fakes.page("TSS_LIST", [fakes.tss()])),
    "client_page": (wire.client_page, fakes.page("CLIENT_LIST", [fakes.client()])),
    "transaction_page": (wire.transaction_page, fakes.page("T", [fakes.transaction()])),
}

# What the contract declares mandatory and nothing of ours depends on.
NOT_READ = {"_type", "transaction_data_encoding", "supported_update_variants"}
VERSIONED = {"tss": ["_version"], "created_tss": ["_version"], "tss_page": ["data[0]._version"]}
OPTIONAL = {"refresh_token", "access_token_expires_at", "organization_id", "access_token_claims"}


def places(value: Any, path: str = "") -> list[tuple[str, list[str | int]]]:
    """Every member of a sample: the name an error must give, and the way to it."""
    found: list[tuple[str, list[str | int]]] = []
    if isinstance(value, dict):
        for name, inner in value.items():
            here = f"{path}.{name}" if path else name
            found.append((here, [name]))
            found += [(p, [name, *way]) for p, way in places(inner, here)]
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            found += [(p, [i, *way]) for p, way in places(inner, f"{path}[{i}]")]
    return found


def without(value: Any, way: list[str | int]) -> Any:
    changed = copy.deepcopy(value)
    target = changed
    for step in way[:-1]:
        target = target[step]
    del target[way[-1]]
    return changed


def replaced(value: Any, way: list[str | int], new: Any) -> Any:
    changed = copy.deepcopy(value)
    target = changed
    for step in way[:-1]:
        target = target[step]
    target[way[-1]] = new
    return changed


MEMBERS = [
    pytest.param(reader, sample, place, way, id=f"{name}:{place}")
    for name, (reader, sample) in READERS.items()
    for place, way in places(sample)
    if way[-1] not in NOT_READ | OPTIONAL
    and (way[-1] != "_version" or place in VERSIONED.get(name, ()))
]


@pytest.mark.parametrize(("reader", "sample", "place", "way"), MEMBERS)
@pytest.mark.parametrize("null", [False, True], ids=["missing", "null"])
def test_a_missing_member_is_named(
    reader: Callable[[Any], Any],
    sample: Any,
    place: str,
    way: list[str | int],
    null: bool,
) -> None:
    broken = replaced(sample, way, None) if null else without(sample, way)
    with pytest.raises(wire.Malformed) as caught:
        reader(broken)
    assert caught.value.field == place


@pytest.mark.parametrize(("reader", "sample", "place", "way"), MEMBERS)
def test_a_member_of_another_type_is_named(
    reader: Callable[[Any], Any], sample: Any, place: str, way: list[str | int]
) -> None:
    with pytest.raises(wire.Malformed) as caught:
        reader(replaced(sample, way, True))
    assert caught.value.field == place


@pytest.mark.parametrize("name", READERS)
def test_unknown_members_are_ignored(name: str) -> None:
    reader, sample = READERS[name]
    assert repr(reader({**sample, "new_member": {"x": [1]}})) == repr(reader(sample))


@pytest.mark.parametrize(
    ("counter", "number"), [("32", 32), (32, 32), (32.0, 32), ("0", 0), (2**63 - 1, 2**63 - 1)]
)
def test_counters_come_as_text_or_number(counter: object, number: int) -> None:
    sample = fakes.transaction()
    sample["signature"]["counter"] = counter
    assert wire.transaction(sample).signature.counter == number
    assert wire.tss(fakes.tss(signature_counter=counter)).signature_counter == number


@pytest.mark.parametrize(
    "counter", ["", "-1", "1.5", "x", "٣", "9" * 30, -1, 1.5, 2**63, True, [], float("nan")]
)
def test_other_counters_are_malformed(counter: object) -> None:
    with pytest.raises(wire.Malformed) as caught:
        wire.tss(fakes.tss(signature_counter=counter))
    assert caught.value.field == "signature_counter"


def test_unknown_enum_values_become_unknown() -> None:
    assert wire.tss(fakes.tss(state="NAPPING", _env="STAGING")).state is TssState.UNKNOWN
    assert wire.tss(fakes.tss(_env="STAGING")).env is Env.UNKNOWN
    assert wire.client(fakes.client(state="LOST")).state is ClientState.UNKNOWN
    assert wire.transaction(fakes.transaction(state="HALF")).state is TxState.UNKNOWN


def test_a_tss_with_everything() -> None:
    tss = wire.tss(
        fakes.tss(
            description="Laden",
            bsi_certification_id="BSI-K-TR-0000-2025",
            signature_counter="24",
            transaction_counter=3,
            number_registered_clients=1,
            number_active_transactions=2,
            time_uninit=11,
            time_init=12,
            time_disable=13,
            time_defective=14,
            metadata={"shop": "1", "odd": 5},
        )
    )
    assert (tss.id, tss.state, tss.env) == (fakes.TSS_ID, TssState.INITIALIZED, Env.TEST)
    assert (tss.signature_counter, tss.transaction_counter) == (24, 3)
    assert (tss.number_registered_clients, tss.number_active_transactions) == (1, 2)
    assert (tss.time_uninit, tss.time_init, tss.time_disable, tss.time_defective) == (
        11,
        12,
        13,
        14,
    )
    assert tss.metadata == {"shop": "1"}


def test_a_fresh_tss_has_none_of_what_comes_later() -> None:
    tss = wire.tss(fakes.tss(state="CREATED", description=None))
    assert tss.description is None
    assert tss.signature_counter is None
    assert tss.time_init is None
    assert tss.metadata == {}


def test_the_puk_is_a_secret_and_only_in_the_creation() -> None:
    created = wire.created_tss(fakes.tss(admin_puk=fakes.PUK))
    assert created.admin_puk.reveal() == fakes.PUK
    assert fakes.PUK not in repr(created)


@pytest.mark.parametrize("schema", [None, {}, {"raw": {}}, {"standard_v1": {"receipt": {}}}])
def test_a_start_has_no_process_data(schema: object) -> None:
    sample = fakes.transaction() if schema is None else fakes.transaction(schema=schema)
    transaction = wire.transaction(sample)
    assert transaction.process_type is None
    assert transaction.process_data is None
    assert transaction.time_end is None


def test_a_finished_transaction() -> None:
    transaction = wire.transaction(
        fakes.transaction(
            state="FINISHED",
            revision=2,
            latest_revision=2,
            time_end=1_700_000_300,
            schema={"raw": {"process_type": "Kassenbeleg-V1", "process_data": "QQ=="}},
            qr_code_data="V0;x",
        )
    )
    assert transaction.state is TxState.FINISHED
    assert (transaction.process_type, transaction.process_data) == ("Kassenbeleg-V1", "QQ==")
    assert (transaction.qr_code_data, transaction.time_end) == ("V0;x", 1_700_000_300)


def test_a_login_may_answer_with_nothing_but_the_token() -> None:
    grant = wire.grant({"access_token": "abc"})
    assert (grant.account.env, grant.account.organization_id) == (Env.UNKNOWN, None)
    assert (grant.expires_at, grant.expires_in) == (None, None)
    assert "abc" not in repr(grant)


@pytest.mark.parametrize("token", ["", "a b", "a\r\nX: y", "ä", 5])
def test_a_token_that_no_header_can_carry_is_malformed(token: object) -> None:
    with pytest.raises(wire.Malformed):
        wire.grant({"access_token": token})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"code":"E_TX_UPSERT","message":"x"}', "E_TX_UPSERT"),
        (b'{"code":"E_BRAND_NEW"}', "E_BRAND_NEW"),
        (b'{"code":"ERROR_IDENTIFY_ERS"}', "ERROR_IDENTIFY_ERS"),
        (b'{"code":"pin 123456 is wrong"}', None),
        (b'{"code":7}', None),
        (b'{"message":"x"}', None),
        (b'["E_TX_UPSERT"]', None),
        (b"<html>Bad gateway</html>", None),
        (b"\xff\xfe", None),
        (b"", None),
        (None, None),
        (b"[" * 100_000, None),
        (b"9" * 10_000, None),
    ],
)
def test_the_code_of_an_error_body_whatever_it_is(content: bytes | None, code: str | None) -> None:
    assert wire.error_code(content) == code


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(st.data())
@pytest.mark.parametrize("name", READERS)
def test_any_json_is_read_or_malformed(name: str, data: st.DataObject) -> None:
    reader, sample = READERS[name]
    _, way = data.draw(st.sampled_from(places(sample)))
    try:
        reader(replaced(sample, way, data.draw(json_values)))
        reader(data.draw(json_values))
    except wire.Malformed:
        pass


@given(st.binary(max_size=80))
def test_any_bytes_are_an_error_body(content: bytes) -> None:
    code = wire.error_code(content)
    assert code is None or code.isascii()
