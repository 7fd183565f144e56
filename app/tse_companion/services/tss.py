"""The overview's question: can this shop sell right now?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tse_companion.domain.expiry import WARNING_DAYS
from tse_companion.domain.models import Env, Tss, TssState
from tse_companion.errors import ApiRefused, AppError
from tse_companion.services.desk import Session, env_of
from tse_companion.tse.authority import certificate_facts

DAY = 86_400
# The steps at which a notice is given; the verdict turns at one of each (services/notices.py).
EXPIRY_STEPS = WARNING_DAYS  # before the certificate ends
FILL_STEPS = (0.5, 0.8, 0.95)  # of a limit that the TSS itself names
EXPIRY_WARNING = EXPIRY_STEPS[2] * DAY
FULL_WARNING = FILL_STEPS[1]


class Verdict(StrEnum):
    """The one sign at the top of the overview."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why; the wording is the window's."""

    READY = "ready"
    READY_TEST = "ready_test"
    CERTIFICATE_SOON = "certificate_soon"
    OPEN_MANY = "open_many"
    TILLS_MANY = "tills_many"
    NOT_SET_UP = "not_set_up"
    NO_TILL = "no_till"
    CERTIFICATE_EXPIRED = "certificate_expired"
    OPEN_FULL = "open_full"
    OUT_OF_SERVICE = "out_of_service"
    DEFECTIVE = "defective"
    GONE = "gone"
    STATE_UNKNOWN = "state_unknown"
    OFFLINE = "offline"
    BUSY = "busy"  # the service asks for patience
    REFUSED = "refused"  # the service does not let us look; the error says why


# A new TSS takes the place of this one. GONE: the service knows nothing of it any more.
ENDED = frozenset(
    {Reason.OUT_OF_SERVICE, Reason.DEFECTIVE, Reason.GONE, Reason.CERTIFICATE_EXPIRED}
)


@dataclass(frozen=True, slots=True)
class ShopStatus:
    """What the overview shows. Times are Unix seconds.

    ``tss`` is the newest state read, also while offline; ``checked_at`` says from when.
    """

    verdict: Verdict
    reason: Reason
    env: Env
    tss: Tss | None
    certificate_until: int | None
    checked_at: float | None
    error: AppError | None = None

    @property
    def has_ended(self) -> bool:
        """Whether the TSS signs no more and never will: a new one takes its place."""
        return self.reason in ENDED


def judge(tss: Tss, certificate_until: int | None, now: float) -> tuple[Verdict, Reason]:
    """The verdict on a TSS as just read. Limits are the TSS's own, never ours."""
    is_expired = certificate_until is not None and now >= certificate_until
    match tss.state:
        case TssState.UNINITIALIZED | TssState.INITIALIZED if is_expired:
            return Verdict.BAD, Reason.CERTIFICATE_EXPIRED
        case TssState.CREATED | TssState.UNINITIALIZED:
            return Verdict.BAD, Reason.NOT_SET_UP
        case TssState.DISABLED:
            return Verdict.BAD, Reason.OUT_OF_SERVICE
        case TssState.DEFECTIVE:
            return Verdict.BAD, Reason.DEFECTIVE
        case TssState.DELETED | TssState.EVICTED:
            return Verdict.BAD, Reason.GONE
        case TssState.UNKNOWN:
            return Verdict.UNKNOWN, Reason.STATE_UNKNOWN
    tills, active = tss.number_registered_clients, tss.number_active_transactions or 0
    if tills == 0:
        return Verdict.BAD, Reason.NO_TILL
    if active >= tss.max_number_active_transactions:
        return Verdict.BAD, Reason.OPEN_FULL
    if certificate_until is not None and now >= certificate_until - EXPIRY_WARNING:
        return Verdict.WARN, Reason.CERTIFICATE_SOON
    if active >= FULL_WARNING * tss.max_number_active_transactions:
        return Verdict.WARN, Reason.OPEN_MANY
    if tills is not None and tills >= tss.max_number_registered_clients:
        return Verdict.WARN, Reason.TILLS_MANY
    return Verdict.OK, Reason.READY_TEST if tss.env is Env.TEST else Reason.READY


class Overview:
    """Looks at one site's TSS and remembers the last look for times without a connection."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._last: ShopStatus | None = None

    async def look(self, now: float) -> ShopStatus:
        """The status now, by our clock; whatever goes wrong is a status, too.

        It is the service's clock that decides whether the certificate has run out.
        """
        client, site = self._session.client, self._session.site
        if site.tss_id is None:
            return ShopStatus(Verdict.BAD, Reason.NOT_SET_UP, env_of(site), None, None, None)
        try:
            tss = await client.retrieve_tss(site.tss_id)
        except ApiRefused as error:
            if error.code == "E_TSS_NOT_FOUND":
                return ShopStatus(Verdict.BAD, Reason.GONE, env_of(site), None, None, now)
            is_busy = error.status == 429 or error.status >= 500
            return self._stale(Reason.BUSY if is_busy else Reason.REFUSED, error)
        except AppError as error:  # no answer, or one that is not the service's
            return self._stale(Reason.OFFLINE, error)
        valid = await self._session.desk.background.run(validity, tss.certificate)
        until = valid[1] if valid is not None else None
        verdict, reason = judge(tss, until, now + (client.clock_offset or 0.0))
        self._last = ShopStatus(verdict, reason, tss.env, tss, until, now)
        return self._last

    def _stale(self, reason: Reason, error: AppError) -> ShopStatus:
        last = self._last
        return ShopStatus(
            Verdict.UNKNOWN,
            reason,
            last.env if last else env_of(self._session.site),
            last.tss if last else None,
            last.certificate_until if last else None,
            last.checked_at if last else None,
            error,
        )


def validity(certificate: str) -> tuple[int, int] | None:
    """Begin and end of a certificate (base64 DER) in Unix seconds; None if it is unreadable."""
    try:
        facts = certificate_facts(certificate)
    except ValueError:
        return None  # a certificate we cannot read is no reason to call the TSE expired
    return facts.not_before, facts.not_after
