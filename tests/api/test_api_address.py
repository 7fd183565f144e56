from __future__ import annotations

import pytest

from tse_companion.api.transport import open_transport
from tse_companion.errors import AddressUnsafe


@pytest.mark.parametrize(
    "url",
    [
        "https://kassensichv-middleware.fiskaly.com/api/v2",
        "https://service.test/api/v2/",
        "http://127.0.0.1:8080/api/v2",
        "http://localhost:1/api/v2",
        "http://[::1]:8080/api/v2",
        "http://practice.localhost/api/v2",
    ],
)
def test_safe_addresses(url: str) -> None:
    assert open_transport(url).base_url == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "kassensichv.fiskaly.com",
        "http://service.test/api/v2",
        "http://127.0.0.1.evil.test/api/v2",
        "ftp://localhost/",
        "https://",
        "https://user:pw@service.test/api/v2",
        "https://service.test/api/v2?x=1",
        "https://service.test:port/",
        "https://[::1",
    ],
)
def test_unsafe_addresses(url: str) -> None:
    with pytest.raises(AddressUnsafe) as caught:
        open_transport(url)
    assert caught.value.__context__ is None


def test_in_memory_any_name_will_do() -> None:
    assert open_transport("http://practice/api/v2", asgi_app=object()).base_url
