"""Whole lists from the service's pages of at most 100."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from tse_companion.api.signde import SignDeClient
from tse_companion.domain.models import Client, Page, Tss

T = TypeVar("T")

PAGE_SIZE = 100


async def all_pages(page: Callable[[int], Awaitable[Page[T]]]) -> tuple[T, ...]:
    """Every item; asks for the next page until a short one arrives (contract section 6)."""
    items: list[T] = []
    while True:
        got = await page(len(items))
        items.extend(got.data)
        if len(got.data) < PAGE_SIZE:
            return tuple(items)


async def all_tss(client: SignDeClient) -> tuple[Tss, ...]:
    """Every TSS of the account that was not wiped."""
    return await all_pages(lambda offset: client.list_tss(limit=PAGE_SIZE, offset=offset))


async def all_clients(client: SignDeClient, tss_id: str) -> tuple[Client, ...]:
    """Every client of the TSS, deregistered ones too."""
    return await all_pages(
        lambda offset: client.list_clients(tss_id, limit=PAGE_SIZE, offset=offset)
    )
