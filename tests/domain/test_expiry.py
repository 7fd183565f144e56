"""The traffic light of a certificate's end."""

from __future__ import annotations

import pytest

from tse_companion.domain.expiry import DAY, ExpiryLight, days_left, expiry_light

UNTIL = 1_800_000_000


@pytest.mark.parametrize(
    ("left", "light"),
    [
        (181 * DAY, ExpiryLight.GOOD),
        (180 * DAY + 1, ExpiryLight.GOOD),
        (180 * DAY, ExpiryLight.NOTICE),
        (90 * DAY + 1, ExpiryLight.NOTICE),
        (90 * DAY, ExpiryLight.PLAN),
        (30 * DAY + 1, ExpiryLight.PLAN),
        (30 * DAY, ExpiryLight.SOON),
        (7 * DAY + 1, ExpiryLight.SOON),
        (7 * DAY, ExpiryLight.URGENT),
        (1, ExpiryLight.URGENT),
        (0, ExpiryLight.URGENT),  # the contract's service signs in the last second, too
        (-1, ExpiryLight.EXPIRED),
    ],
)
def test_stages(left: int, light: ExpiryLight) -> None:
    assert expiry_light(UNTIL, UNTIL - left) is light


def test_without_a_date_nothing_is_known() -> None:
    assert expiry_light(None, 0) is ExpiryLight.UNKNOWN


@pytest.mark.parametrize(("left", "days"), [(DAY, 1), (DAY - 1, 0), (0, 0), (-1, -1)])
def test_days_are_whole(left: int, days: int) -> None:
    assert days_left(UNTIL, UNTIL - left) == days
