"""The object identifiers of log messages (BSI TR-03151) and signature algorithms (TR-03111)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

Kind = Literal["transaction", "system", "audit"]

# The last arc is easy to confuse; published code with system and audit crossed exists.
KIND_OIDS: Final[Mapping[Kind, str]] = {
    "transaction": "0.4.0.127.0.7.3.7.1.1",
    "system": "0.4.0.127.0.7.3.7.1.2",
    "audit": "0.4.0.127.0.7.3.7.1.3",
}
KINDS: Final[Mapping[str, Kind]] = {oid: kind for kind, oid in KIND_OIDS.items()}

# Permitted by TR-03116-5 and verifiable here; EC-Schnorr is not.
ALGORITHM_OIDS: Final[Mapping[str, str]] = {
    f"ecdsa-plain-{name}": f"0.4.0.127.0.7.1.1.4.1.{arc}"
    for name, arc in {
        "SHA256": 3,
        "SHA384": 4,
        "SHA512": 5,
        "SHA3-256": 9,
        "SHA3-384": 10,
        "SHA3-512": 11,
    }.items()
}
ALGORITHMS_BY_OID: Final[Mapping[str, str]] = {oid: name for name, oid in ALGORITHM_OIDS.items()}

SERIAL_SIZE: Final = 32  # bytes: a TSE's serial number is a SHA-256
