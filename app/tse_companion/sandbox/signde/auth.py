"""authenticateApi: API tokens (contract section 2)."""

from __future__ import annotations

from typing import Any

from tse_companion.sandbox.signde import schema
from tse_companion.sandbox.signde.errors import Answer, ServiceError
from tse_companion.sandbox.signde.service import Call, Service


def authenticate_api(service: Service, call: Call) -> Answer:
    """Tokens for the right credentials or a live refresh token."""
    body = call.document()
    if "refresh_token" in body:
        schema.members(body, "body", required=("refresh_token",))
        token = schema.text(body["refresh_token"], "body.refresh_token")
        account = service.identity.bearer(token, "refresh", service.now, service.token_epoch)
    else:
        schema.members(body, "body", required=("api_key", "api_secret"))
        account = service.identity.account_of(
            schema.text(body["api_key"], "body.api_key"),
            schema.text(body["api_secret"], "body.api_secret"),
        )
    if account is None:
        # Seen: this one refusal carries no code.
        raise ServiceError(401, None, "Invalid credentials")
    now = service.now
    tokens = service.session(account, is_new="refresh_token" in body)
    claims: dict[str, Any] = {"env": account.env, "organization_id": account.organization_id}
    return Answer(
        200,
        {
            "access_token": tokens.access,
            "access_token_claims": claims,
            "access_token_expires_in": tokens.access_expires_at - now,
            "access_token_expires_at": tokens.access_expires_at,
            "refresh_token": tokens.refresh,
            "refresh_token_expires_in": tokens.refresh_expires_at - now,
            "refresh_token_expires_at": tokens.refresh_expires_at,
        },
    )
