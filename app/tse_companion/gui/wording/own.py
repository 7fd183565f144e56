"""Failures of this computer and of this program."""

from tse_companion.gui.marks import QT_TRANSLATE_NOOP

# code: (what did not work, what it means for the till, what to do now)
OWN: dict[str, tuple[str, str, str]] = {
    "unexpected": (
        QT_TRANSLATE_NOOP("Texts", "Something went wrong that we did not foresee"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The fault lies in this program. Your till does not need it for selling.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Close this message and try again. If it happens once more, restart TSE Companion and "
            "send the details to support.",
        ),
    ),
    "vault_broken": (
        QT_TRANSLATE_NOOP("Texts", "The password store did not do its work"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Without it PIN, PUK and key cannot be kept safely, so we do not go on. Your till is "
            "not affected.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Restart the computer and try again."),
    ),
    "vault_missing": (
        QT_TRANSLATE_NOOP("Texts", "This computer has no password store"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "PIN, PUK and key are never written down unprotected, so another safe place is needed.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Choose a passphrase: the program then keeps them in an encrypted file.",
        ),
    ),
    "vault_locked": (
        QT_TRANSLATE_NOOP("Texts", "The password store is locked"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The question to unlock it was closed or never answered, so we cannot reach PIN, PUK "
            "and key.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Unlock the password store of your computer and try again."),
    ),
    "vault_refused": (
        QT_TRANSLATE_NOOP("Texts", "The password store refused to keep the secret"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It can be read but not changed. We stop here so that no PUK gets lost.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Ask whoever looks after the computer whether your account may store passwords.",
        ),
    ),
    "vault_unreliable": (
        QT_TRANSLATE_NOOP("Texts", "The password store gave back something else than it was given"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "A PUK kept like that would be lost, so the set-up does not go on.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Restart the computer. If it happens again, use the encrypted file instead of this "
            "password store.",
        ),
    ),
    "vault_too_long": (
        QT_TRANSLATE_NOOP("Texts", "The secret is too long for the password store"),
        QT_TRANSLATE_NOOP("Texts", "It was not stored and nothing else was changed."),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Check that you entered only the key or secret itself, without anything around it.",
        ),
    ),
    "vault_passphrase_needed": (
        QT_TRANSLATE_NOOP("Texts", "The vault is locked"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "PIN, PUK and key lie in an encrypted file that opens with your passphrase.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Enter the passphrase of this vault."),
    ),
    "vault_passphrase_wrong": (
        QT_TRANSLATE_NOOP("Texts", "The passphrase does not open the vault"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Nothing in the vault was changed, and you may try as often as you need.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Enter it again; capital letters and blanks count."),
    ),
    "journal_unwritable": (
        QT_TRANSLATE_NOOP("Texts", "The journal cannot be written"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Every change is noted before it is sent. Since that failed, nothing was sent and "
            "nothing was changed.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Make room on the disk, or check that you may write to the data folder, then try "
            "again.",
        ),
    ),
    "journal_newer": (
        QT_TRANSLATE_NOOP("Texts", "The journal comes from a newer version of TSE Companion"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "This version might misread it, so it is left untouched. Your till is not affected.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Install the newer version again."),
    ),
    "settings_unwritable": (
        QT_TRANSLATE_NOOP("Texts", "The settings could not be saved"),
        QT_TRANSLATE_NOOP("Texts", "They hold until you close the program and are then forgotten."),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Check that there is room on the disk and that you may write to the data folder.",
        ),
    ),
    "settings_newer": (
        QT_TRANSLATE_NOOP("Texts", "The settings come from a newer version of TSE Companion"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "This version leaves them untouched and does not start with them.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Use the newer version, or choose another data folder for this one.",
        ),
    ),
    "data_folder_busy": (
        QT_TRANSLATE_NOOP("Texts", "TSE Companion is already open"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Two copies on the same data folder could get in each other's way, so the second one "
            "stops.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Use the window that is open. If there is none, wait a moment and start again.",
        ),
    ),
    "puk_missing": (
        QT_TRANSLATE_NOOP("Texts", "The PUK of this TSE is not in the vault"),
        QT_TRANSLATE_NOOP("Texts", "Without it no PIN can be set. Nothing was changed at the TSE."),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Enter the PUK from the sealed sheet. If it is lost, a new TSE is needed.",
        ),
    ),
    "pin_missing": (
        QT_TRANSLATE_NOOP("Texts", "The admin PIN is needed for this step"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It is not kept in the vault, as you chose. Sales are signed without it.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Enter the PIN, or set a new one with the PUK."),
    ),
    "pin_attempts_used": (
        QT_TRANSLATE_NOOP("Texts", "Three wrong PINs: we stop here"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Two more would block the PIN. Sales are still signed; nothing was changed.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Set a new PIN with the PUK. The counter then starts afresh."),
    ),
    "pin_outcome_unknown": (
        QT_TRANSLATE_NOOP("Texts", "It is not certain whether the new PIN holds"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The answer was lost and a login could not settle it. Sales are signed regardless of "
            "the PIN.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Set the PIN once more with the PUK: that is safe and counts as no attempt.",
        ),
    ),
    "presence_refused": (
        QT_TRANSLATE_NOOP("Texts", "This computer did not accept the password"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "PIN and PUK are shown only to whoever is signed in here. They stay hidden, and "
            "nothing was changed.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Enter the password with which you sign in to this computer. The PUK also stands on "
            "the sealed sheet.",
        ),
    ),
    "presence_impossible": (
        QT_TRANSLATE_NOOP("Texts", "It cannot be confirmed here who is at the keyboard"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "This computer has no way to check that, so PIN and PUK stay hidden. The program "
            "uses them all the same.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Take the PUK from the sealed sheet. A forgotten PIN can be set anew without seeing "
            "the PUK.",
        ),
    ),
    "puk_proven": (
        QT_TRANSLATE_NOOP("Texts", "The PUK that is kept here is the right one"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The service gave it to us or has taken it, and a PUK never changes. It was not "
            "replaced.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Check that the sheet belongs to this TSE. To use its PUK all the same, set a new "
            "PIN with it.",
        ),
    ),
    "disable_unconfirmed": (
        QT_TRANSLATE_NOOP("Texts", "Something changed since you confirmed"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Before the last step we looked once more and found something that you have not seen. "
            "The TSE is still in service.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Begin again and read what is said about the TSE now."),
    ),
    "admin_mode_ended": (
        QT_TRANSLATE_NOOP("Texts", "Admin mode has ended"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Changes to tills and to the TSE need the admin PIN; the time for it ran out. Sales "
            "are signed all the same.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Do it once more: the PIN is asked for again."),
    ),
    "tss_unusable": (
        QT_TRANSLATE_NOOP("Texts", "This TSE cannot be set up"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It is out of service, defective or deleted, and that does not change any more.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Choose another TSE or create a new one."),
    ),
    "tss_unknown": (
        QT_TRANSLATE_NOOP("Texts", "The TSE of this set-up has disappeared"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "This computer remembers creating it, but the service does not show it. Nothing was "
            "created in its place.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Check that this is the same API key as before. If the service has cleared its test "
            "environment, start a new set-up.",
        ),
    ),
    "environment_changed": (
        QT_TRANSLATE_NOOP("Texts", "This key belongs to another environment"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The shop was set up with another organisation, or the other one of test and live. "
            "Nothing was sent to its TSE.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Enter the key this shop was set up with, or add a new shop for this key.",
        ),
    ),
    "signature_unproven": (
        QT_TRANSLATE_NOOP("Texts", "The signature of the receipt cannot be proven"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The TSE signed, but its QR code does not pass our check. Do not hand this receipt to "
            "a customer.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Sign another test receipt. If that fails as well, send the details to fiskaly's "
            "support.",
        ),
    ),
    "qr_too_large": (
        QT_TRANSLATE_NOOP("Texts", "The QR code does not fit on this paper"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Printed smaller it could not be read by a scanner. The receipt itself is signed.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Choose wider paper, or save the receipt as PDF."),
    ),
    "printer_missing": (
        QT_TRANSLATE_NOOP("Texts", "No printer is installed on this computer"),
        QT_TRANSLATE_NOOP("Texts", "The receipt is signed and kept; only the paper is missing."),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Save the receipt as PDF, or install a printer and print again.",
        ),
    ),
    "printer_stopped": (
        QT_TRANSLATE_NOOP("Texts", "The printer has stopped"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Its queue is paused or takes no new jobs, so nothing was printed. The receipt stays "
            "signed.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Check paper, cover and connection, start the queue again, then print once more.",
        ),
    ),
    "print_failed": (
        QT_TRANSLATE_NOOP("Texts", "The page could not be handed to the printer"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Nothing came out, and the receipt is still there with its signature.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Try again, choose another printer, or save it as PDF."),
    ),
    "file_unwritable": (
        QT_TRANSLATE_NOOP("Texts", "The file could not be saved"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The folder is full or protected, or the file is open in another program. What was to "
            "be saved is still here.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Close the file elsewhere or choose another folder."),
    ),
    "practice_broken": (
        QT_TRANSLATE_NOOP("Texts", "The practice TSE cannot be opened"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Its file is damaged. It only ever held exercises: real data are not touched.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Reset the practice TSE to start over."),
    ),
    "journal_damaged": (
        QT_TRANSLATE_NOOP("Texts", "The journal cannot be read"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The file is damaged. It is left exactly as it is, because it may still say what was "
            "under way. Your till is not affected.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Copy the data folder for support, or put back a backup of it."),
    ),
    "pin_refused": (
        QT_TRANSLATE_NOOP("Texts", "The service refused the admin PIN"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Nothing was changed and sales are still signed. We stop after three wrong entries, "
            "before the service blocks the PIN after five.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Look at the PIN once more and enter it slowly."),
    ),
    "puk_refused": (
        QT_TRANSLATE_NOOP("Texts", "The service refused the admin PUK"),
        QT_TRANSLATE_NOOP("Texts", "The PIN stays as it was, and your till goes on selling."),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Check that the sealed sheet belongs to this TSE, and copy the PUK from it character "
            "by character.",
        ),
    ),
    "pin_not_set": (
        QT_TRANSLATE_NOOP("Texts", "The new PIN was not set"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The answer was lost on the way; a test login showed that the PIN does not hold. The "
            "TSE is as it was before.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Set the PIN again with the PUK."),
    ),
    "state_not_reached": (
        QT_TRANSLATE_NOOP("Texts", "The step ended, but the TSE does not show it"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The service reported no error and yet another state. Until that is settled, do not "
            "rely on this TSE for selling.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Wait a minute and look again. If nothing changes, send the details to fiskaly's "
            "support.",
        ),
    ),
    "address_unsafe": (
        QT_TRANSLATE_NOOP("Texts", "This address is not safe"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It does not begin with https, so key and PIN could be read on the way. Nothing was "
            "sent.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Enter the address of the service with https at the start."),
    ),
}
