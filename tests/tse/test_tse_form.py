"""The form of process data, apart from any signature."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tse_companion.tse.form import form_warnings

SLOTS = "11.90_0.00_0.00_0.00_0.00"


@pytest.mark.parametrize(
    "data",
    [
        f"Beleg^{SLOTS}^11.90:Bar",
        f"Beleg^{SLOTS}^11.90:Bar:EUR",
        f"Beleg^{SLOTS}^1.90:Bar_10.00:Unbar",
        f"Beleg^{SLOTS}^1.00:Bar_5.00:Bar:CHF_2.00:Unbar:USD",  # foreign money is not added up
        "Beleg^0.00_-0.40_0.00_0.00_0.00^-0.40:Bar",
        "AVBelegabbruch^0.00_0.00_0.00_0.00_0.00^",
    ],
)
def test_form_is_kept(data: str) -> None:
    assert form_warnings("Kassenbeleg-V1", data) == ()


@pytest.mark.parametrize(
    ("data", "warnings"),
    [
        ("Beleg^3,000.00_20.00_0.00_0.00_0.00^3,020.00:Bar", ("amount_format",)),
        ("Beleg^11.9_0.00_0.00_0.00_0.00^11.90:Bar", ("amount_format",)),
        ("Beleg^+11.90_0.00_0.00_0.00_0.00^11.90:Bar", ("amount_format",)),
        ("Beleg^011.90_0.00_0.00_0.00_0.00^11.90:Bar", ("amount_format",)),
        ("Beleg^11.90_0.00_0.00_0.00_0.00^11.90:bar", ("amount_format",)),
        ("Beleg^11.90_0.00_0.00_0.00_0.00^11.90", ("amount_format",)),
        ("Beleg^__0.00_0.00_0.00^11.90:Bar", ("amount_format",)),
        (f"Beleg^{SLOTS}", ("amount_format",)),
        (f"Beleg^{SLOTS}^11.90:Bar^", ("amount_format",)),
        ("", ("amount_format",)),
        (
            "Beleg^15,45_0,00_0,00_0,00_0,00_0,00_0,00^15,45:Unbar",
            ("amount_format", "vat_slot_count"),
        ),
        ("Beleg^11.90_0.00_0.00_0.00^11.90:Bar", ("vat_slot_count",)),
        (f"Beleg^{SLOTS}^12.90:Bar", ("sum_of_taxes_differs_from_payments",)),
        (f"Beleg^{SLOTS}^", ("sum_of_taxes_differs_from_payments",)),
        (
            "Beleg^11,90_0.00_0.00_0.00^11.80:Bar",
            ("amount_format", "vat_slot_count", "sum_of_taxes_differs_from_payments"),
        ),
    ],
)
def test_form_is_broken(data: str, warnings: tuple[str, ...]) -> None:
    assert form_warnings("Kassenbeleg-V1", data) == warnings


@pytest.mark.parametrize(
    ("process_type", "warnings"),
    [
        ("Kassenbeleg-V1", ()),
        ("KassenBeleg-V1", ("process_type_spelling",)),
        ("bestellung-V1", ("process_type_spelling",)),
        ("Bestellung-V1", ()),
        ("SonstigerVorgang", ()),
        ("Eigenes", ()),
        ("", ()),
    ],
)
def test_process_type(process_type: str, warnings: tuple[str, ...]) -> None:
    data = f"Beleg^{SLOTS}^11.90:Bar"
    assert form_warnings(process_type, data) == warnings


def test_other_types_have_their_own_form() -> None:
    assert form_warnings("Bestellung-V1", '1;"Tasse Kaffee";2.00') == ()
    assert form_warnings("SonstigerVorgang", "^_^") == ()


@given(st.text(), st.text(alphabet="0123456789.,-_^:BarUnbEUCHF+", max_size=60))
def test_any_text(process_type: str, data: str) -> None:
    for name in (process_type, "Kassenbeleg-V1"):
        assert isinstance(form_warnings(name, data), tuple)
