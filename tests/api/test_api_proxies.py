"""Proxies and certificates, over real sockets."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path

import pytest

from api import fakes
from api.listeners import PIN, READ, WRITE, Handler, answer, connected, failure, hang_up, listening
from tse_companion.errors import (
    CertificateUntrusted,
    Outcome,
    ProxyProblem,
)

# --- proxies -------------------------------------------------------------------------------------


def refusing_proxy(status: bytes) -> Handler:
    async def refuse(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")

    return refuse


@pytest.mark.parametrize("status", [b"407 Proxy Authentication Required", b"502 Bad Gateway"])
async def test_a_proxy_that_refuses(status: bytes) -> None:
    async with listening(refusing_proxy(status)) as server:
        proxy = f"http://me:{fakes.MARK}@127.0.0.1:{server.port}"
        async with connected(
            server, scheme="https", host="service.invalid", proxy=proxy
        ) as transport:
            error = await failure(transport, WRITE)
        assert type(error) is ProxyProblem
        assert error.outcome is Outcome.NOT_DONE
        assert server.requests == 1
        assert fakes.MARK not in repr(vars(error))


async def test_a_proxy_that_hangs_up() -> None:
    async with listening(hang_up) as server:
        async with connected(
            server,
            scheme="https",
            host="service.invalid",
            proxy=f"http://127.0.0.1:{server.port}",
        ) as transport:
            error = await failure(transport, WRITE)
        assert type(error) is ProxyProblem
        assert error.outcome is Outcome.NOT_DONE


async def test_a_proxy_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening(answer) as server:
        pass
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.port}")
    async with connected(server, scheme="https", host="service.invalid") as transport:
        error = await failure(transport, WRITE)
    assert type(error) is ProxyProblem
    assert error.outcome is Outcome.NOT_DONE


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "nonsense", "http://[::1"])
async def test_a_proxy_that_cannot_be_used(proxy: str) -> None:
    async with listening(answer) as server:
        async with connected(
            server, scheme="https", host="service.invalid", proxy=proxy
        ) as transport:
            error = await failure(transport, READ)
        assert type(error) is ProxyProblem


async def test_this_computer_is_reached_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with listening(answer) as server, connected(server) as transport:
        await transport.send(READ)
        assert server.requests == 1


# --- certificates ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for 127.0.0.1, with its key in the same file."""
    import datetime
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "loopback")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "loopback.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


def server_side(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


async def test_an_unknown_certificate_is_not_trusted(certificate: Path) -> None:
    async with (
        listening(answer, server_side(certificate)) as server,
        connected(server, scheme="https") as transport,
    ):
        error = await failure(transport, PIN)
        assert type(error) is CertificateUntrusted
        assert error.outcome is Outcome.NOT_DONE
        assert server.requests == 0


@pytest.mark.parametrize(
    ("host", "trusted"), [("127.0.0.1", True), ("localhost", False)], ids=["right", "other"]
)
async def test_the_systems_certificates_decide(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, host: str, trusted: bool
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with (
        listening(answer, server_side(certificate)) as server,
        connected(server, scheme="https", host=host) as transport,
    ):
        if trusted:
            await transport.send(READ)
        else:
            error = await failure(transport, READ)
            assert type(error) is CertificateUntrusted
            assert server.requests == 0
