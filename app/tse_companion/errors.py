"""Every expected failure of the program: one tree, one stable code each.

A code never changes its meaning, because support looks it up; the words people read live in
``gui/texts.py``. Each error says its outcome: did the change happen (it did not) or is it
unknown (look first, then decide).
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

Fact = str | int | float | None


class Outcome(StrEnum):
    """What is known about the change that was asked for."""

    NOT_DONE = "not_done"  # nothing changed; safe to try again
    UNKNOWN = "unknown"  # it may have happened; read the state back before anything else


class AppError(Exception):
    """An expected failure.

    ``code`` is stable, ``facts`` are values for the wording (never secrets), ``request_id`` is
    the service's own name for the request where there was one.
    """

    code: str = "unexpected"
    codes: ClassVar[tuple[str, ...]] = ()  # where one class stands for several codes

    def __init__(
        self,
        *,
        outcome: Outcome = Outcome.NOT_DONE,
        request_id: str | None = None,
        **facts: Fact,
    ) -> None:
        super().__init__(self.code)
        self.outcome = outcome
        self.request_id = request_id
        self.facts = facts


# --- the service answered, and refused -------------------------------------------------------

# Codes of the SIGN DE V2 contract, section 11. Their spelling is the service's own.
_SERVICE_CODES = """
E_ACCESS_DENIED E_ADMIN_LOGIN_FAILED E_ADMIN_PIN_BLOCKED E_AVAILABLE_ON_TEST_ONLY
E_BOOTSTRAP_FILE_NOT_AVAILABLE E_CANCEL_EXPORT E_CERTIFICATE_EXPIRED
E_CHANGE_ADMIN_PIN_FAILED E_CLIENT_CONFLICT E_CLIENT_DEREGISTERED E_CLIENT_LIMIT_REACHED
E_CLIENT_NOT_FOUND E_CSPL_NOT_FOUND E_DUPLICATE_EXPORT E_EXPORT_DUPLICATE_RATE_LIMITED
E_EXPORT_FORBIDDEN E_EXPORT_IN_PROGRESS E_EXPORT_NOT_COMPLETED E_EXPORT_NOT_FOUND
E_EXPORT_TEMPORARILY_UNAVAILABLE E_FAILED_SCHEMA_VALIDATION E_ILLEGAL_CLIENT_SERIAL
E_ILLEGAL_TSS_STATE_CHANGE E_LATEST_TX_REVISION_NOT_FOUND E_LOG_NOT_FOUND
E_MIDDLEWARE_PENDING_REQUEST E_PARAMETER_MISMATCH E_PARSER E_PENDING_TX_CONFLICT
E_SMAERS_GATEWAY_CAPACITIES_DEPLETED E_TOO_MANY_EXPORTS E_TSS_CONFLICT E_TSS_DEFECTIVE
E_TSS_DELETED E_TSS_DISABLED E_TSS_EVICTED E_TSS_ILLEGAL_STATE_TO_PERFORM_EXPORT
E_TSS_LIMIT_PER_DAY_REACHED E_TSS_LIMIT_REACHED E_TSS_LOCKED E_TSS_NOT_FOUND
E_TSS_NOT_INITIALIZED E_TX_ILLEGAL_TYPE_CHANGE E_TX_LIMIT_REACHED E_TX_NOT_FOUND
E_TX_NO_TYPE_DEFINED E_TX_REVISION_NOT_FOUND E_TX_UPSERT E_UNAUTHORIZED E_USE_MIDDLEWARE
ERROR_IDENTIFY_ERS SMAERS_GATEWAY_ERROR_PRECONDITION_UNEXPORTED_LOGS
"""
API_CODES: tuple[str, ...] = tuple(_SERVICE_CODES.split())

# Answers without a code we know, by HTTP status.
_STATUS_CODES = {n: f"http_{n}" for n in (400, 401, 403, 404, 409, 413, 423, 429, 499)}


class ApiRefused(AppError):
    """The service answered with an error.

    ``status`` is the HTTP status, ``api_code`` the service's own code if it sent one,
    ``operation`` the operationId, ``retry_after`` the seconds it asked us to wait.
    """

    codes = (*API_CODES, *_STATUS_CODES.values(), "http_5xx", "http_other")

    def __init__(
        self,
        *,
        status: int,
        api_code: str | None,
        operation: str,
        request_id: str | None = None,
        retry_after: float | None = None,
        outcome: Outcome = Outcome.NOT_DONE,
    ) -> None:
        if api_code in API_CODES:
            self.code = api_code
        else:
            self.code = _STATUS_CODES.get(status, "http_5xx" if status >= 500 else "http_other")
        super().__init__(
            outcome=outcome,
            request_id=request_id,
            status=status,
            operation=operation,
            retry_after=retry_after,
        )
        self.status = status
        self.api_code = api_code
        self.operation = operation
        self.retry_after = retry_after


# --- no usable answer ------------------------------------------------------------------------


class NoConnection(AppError):
    """The request never left: no network, no name, no connection."""

    code = "no_connection"


class ProxyProblem(NoConnection):
    """A proxy between us and the service refused or failed."""

    code = "proxy_problem"


class CertificateUntrusted(NoConnection):
    """The other side could not prove who it is; nothing was sent."""

    code = "certificate_untrusted"


class AnswerLost(AppError):
    """The request was sent and no answer came. For a write the outcome is unknown."""

    code = "answer_lost"


class AnswerUnreadable(AppError):
    """The answer breaks the contract; ``field`` names what is missing or wrong."""

    code = "answer_unreadable"


class DownloadBroken(AppError):
    """A file did not arrive whole, or what arrived is no whole archive; nothing was saved."""

    code = "download_broken"


# --- keeping secrets -------------------------------------------------------------------------


class VaultProblem(AppError):
    """The place where secrets are kept did not do its work."""

    code = "vault_broken"


class VaultMissing(VaultProblem):
    """This machine has no password store."""

    code = "vault_missing"


class VaultLocked(VaultProblem):
    """The password store is locked, or the question to unlock it was dismissed."""

    code = "vault_locked"


class VaultRefused(VaultProblem):
    """The password store refused to write or delete."""

    code = "vault_refused"


class VaultUnreliable(VaultProblem):
    """What was read back is not what was written."""

    code = "vault_unreliable"


class VaultTooLong(VaultProblem):
    """The secret is longer than the store takes (Windows: 1280 characters)."""

    code = "vault_too_long"


class PassphraseNeeded(VaultProblem):
    """The file vault needs its passphrase first."""

    code = "vault_passphrase_needed"


class PassphraseWrong(VaultProblem):
    """The passphrase does not open this file vault."""

    code = "vault_passphrase_wrong"


# --- our own files ---------------------------------------------------------------------------


class JournalUnwritable(AppError):
    """The journal could not be written (disk full, no permission); no request was sent."""

    code = "journal_unwritable"


class JournalNewer(AppError):
    """The journal was written by a newer version of the program."""

    code = "journal_newer"


class JournalDamaged(AppError):
    """The journal file is not one, or is broken inside; it is left as it is."""

    code = "journal_damaged"


class SettingsUnwritable(AppError):
    """The settings file could not be written."""

    code = "settings_unwritable"


class SettingsNewer(AppError):
    """The settings were written by a newer version of the program."""

    code = "settings_newer"


class DataFolderBusy(AppError):
    """Another copy of the program is using this data folder."""

    code = "data_folder_busy"


# --- setting up ------------------------------------------------------------------------------


class PukMissing(AppError):
    """The step needs the PUK and it is not in the vault."""

    code = "puk_missing"


class PinMissing(AppError):
    """The step needs the PIN and it was not given."""

    code = "pin_missing"


class PinAttemptsUsed(AppError):
    """We stop before the service blocks the PIN; the PUK path is left."""

    code = "pin_attempts_used"


class PinRefused(AppError):
    """The service refused the PIN; ``left`` attempts remain before the program stops."""

    code = "pin_refused"


class PukRefused(AppError):
    """The service refused the PUK."""

    code = "puk_refused"


class PinNotSet(AppError):
    """The answer to a PIN change was lost, and a login proved that the PIN was not set."""

    code = "pin_not_set"


class PinOutcomeUnknown(AppError):
    """A PIN change got no answer and a login could not prove it either way."""

    code = "pin_outcome_unknown"


class AdminModeEnded(AppError):
    """A privileged change was asked for and admin mode is over; the PIN is asked for again."""

    code = "admin_mode_ended"


class PresenceRefused(AppError):
    """A secret is shown to its owner only, and the system did not accept who is there."""

    code = "presence_refused"


class PresenceImpossible(AppError):
    """This computer has no way to tell who is at the keyboard; nothing is shown."""

    code = "presence_impossible"


class PukProven(AppError):
    """The PUK in the vault is known to be right; another one replaces it only by setting a PIN."""

    code = "puk_proven"


class DisableUnconfirmed(AppError):
    """Something speaks against taking the TSS out of service that was not confirmed."""

    code = "disable_unconfirmed"


class TssUnusable(AppError):
    """The TSS is in a state from which it cannot be set up; ``state`` names it."""

    code = "tss_unusable"


class TssUnknown(AppError):
    """The journal knows a TSS that the service does not show."""

    code = "tss_unknown"


class EnvironmentChanged(AppError):
    """The API key belongs to another environment or organisation than this site."""

    code = "environment_changed"


class StateNotReached(AppError):
    """A step ended without an error, yet the service shows another state; ``state`` names it."""

    code = "state_not_reached"


class AddressUnsafe(AppError):
    """The service's address is neither https nor this computer's own."""

    code = "address_unsafe"


# --- receipts and paper ----------------------------------------------------------------------


class SignatureUnproven(AppError):
    """The QR code that came back does not verify; ``category`` says why."""

    code = "signature_unproven"


class QrTooLarge(AppError):
    """The QR code does not fit the paper at three dots a module."""

    code = "qr_too_large"


class PrinterMissing(AppError):
    """No printer is installed."""

    code = "printer_missing"


class PrinterStopped(AppError):
    """The queue is stopped or rejects jobs."""

    code = "printer_stopped"


class PrintFailed(AppError):
    """The page could not be handed to the printer."""

    code = "print_failed"


class FileUnwritable(AppError):
    """A file the person asked for could not be written; ``path`` names it."""

    code = "file_unwritable"


class FileUnreadable(AppError):
    """A file the person chose could not be read; ``path`` names it."""

    code = "file_unreadable"


class ProfileUnusable(AppError):
    """A file with shops is not one of ours, or damaged; ``where`` names the place in it."""

    code = "profile_unusable"


class ProfileNewer(AppError):
    """A file with shops was made by a newer version of the program."""

    code = "profile_newer"


class ShopBusy(AppError):
    """A shop cannot be removed while cancelling many transactions is not ended."""

    code = "shop_busy"


class CancelRunBusy(AppError):
    """Open transactions of this TSS are being cancelled already; nothing was begun."""

    code = "cancel_run_busy"


class PracticeBroken(AppError):
    """The practice TSE's file cannot be read."""

    code = "practice_broken"
