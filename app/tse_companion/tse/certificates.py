"""Several certificates in one text, and whether each was signed by the next."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from tse_companion.tse.authority import CertificateFacts, certificate_facts

_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Chain:
    """The device's certificate first, then its issuers as far as they were given.

    ``links`` has one answer for each pair: whether the later one signed the earlier one.
    """

    certificates: tuple[CertificateFacts, ...]
    links: tuple[bool, ...]


def read_chain(text: str) -> Chain:
    """What the service gives as a certificate: one as base64, or any number as PEM.

    Raises CertificateUnreadable.
    """
    parts: list[bytes | str] = [*_PEM.findall(text.encode("ascii", "replace"))] or [text]
    facts = tuple(certificate_facts(part) for part in parts)
    loaded = [x509.load_pem_x509_certificate(p) for p in parts if isinstance(p, bytes)]
    links = tuple(_is_signed_by(one, other) for one, other in itertools.pairwise(loaded))
    return Chain(facts, links)


def _is_signed_by(one: x509.Certificate, other: x509.Certificate) -> bool:
    try:
        one.verify_directly_issued_by(other)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True
