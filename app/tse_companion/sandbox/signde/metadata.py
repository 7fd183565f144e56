"""The four ``/metadata`` paths: reading and merging the string map of a resource (section 8)."""

from __future__ import annotations

from tse_companion.sandbox.signde import schema, state
from tse_companion.sandbox.signde.errors import Answer
from tse_companion.sandbox.signde.service import Call, Service
from tse_companion.sandbox.signde.state import Row

Patch = dict[str, str | None]


def wanted(call: Call) -> Patch:
    """What the body wants merged; read it before looking at the resource."""
    return schema.metadata_map(call.document(), "body")


def shown(row: Row) -> Answer:
    """The complete map."""
    return Answer(200, row.metadata)


def merged(service: Service, row: Row, patch: Patch) -> Answer:
    """The complete map after merging. Choice ``dead-metadata``."""
    schema.merge(row.metadata, patch)
    state.update(service.connection, row)
    return Answer(200, row.metadata)
