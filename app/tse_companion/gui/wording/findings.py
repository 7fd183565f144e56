"""What a check of a QR code says, and what is odd about a valid one."""

from tse_companion.gui.marks import QT_TRANSLATE_NOOP

FINDINGS: dict[str, str] = {
    "ok": QT_TRANSLATE_NOOP("Texts", "The signature is proven."),
    "bad_signature": QT_TRANSLATE_NOOP(
        "Texts",
        "Content and signature do not belong together: the code was altered or printed wrongly.",
    ),
    "unknown_algorithm": QT_TRANSLATE_NOOP(
        "Texts", "The code names a signature algorithm that is not permitted."
    ),
    "curve_not_permitted": QT_TRANSLATE_NOOP(
        "Texts", "The key uses a curve that is not permitted."
    ),
    "bad_public_key": QT_TRANSLATE_NOOP("Texts", "The public key in the code is damaged."),
    "bad_signature_length": QT_TRANSLATE_NOOP(
        "Texts", "The signature in the code has the wrong length."
    ),
    "bad_base64": QT_TRANSLATE_NOOP("Texts", "A part of the code is damaged."),
    "not_a_tse_code": QT_TRANSLATE_NOOP("Texts", "This is not the code of a TSE receipt."),
    "unsupported_version": QT_TRANSLATE_NOOP(
        "Texts", "The code has a version this program does not know."
    ),
    "bad_field_count": QT_TRANSLATE_NOOP("Texts", "The code has too many or too few parts."),
    "bad_number": QT_TRANSLATE_NOOP("Texts", "A number in the code cannot be read."),
    "bad_time": QT_TRANSLATE_NOOP("Texts", "A time in the code cannot be read."),
    "unknown_time_format": QT_TRANSLATE_NOOP(
        "Texts", "The code names a time format that is not known."
    ),
}

WARNINGS: dict[str, str] = {
    "signature_der_encoded": QT_TRANSLATE_NOOP(
        "Texts", "The signature is written in another encoding than usual."
    ),
    "public_key_spki_encoded": QT_TRANSLATE_NOOP(
        "Texts", "The public key is written in another encoding than usual."
    ),
    "amount_format": QT_TRANSLATE_NOOP(
        "Texts", "An amount does not have exactly two decimal places."
    ),
    "process_type_spelling": QT_TRANSLATE_NOOP("Texts", "The process type is spelled unusually."),
    "sum_of_taxes_differs_from_payments": QT_TRANSLATE_NOOP(
        "Texts", "The amounts by tax rate and the payments do not add up to the same sum."
    ),
    "vat_slot_count": QT_TRANSLATE_NOOP("Texts", "There are not exactly five amounts by tax rate."),
    "start_time_unprotected": QT_TRANSLATE_NOOP(
        "Texts", "The start time looks wrong; it is not protected by the signature."
    ),
    "time_not_utc": QT_TRANSLATE_NOOP("Texts", "A time is not given in UTC."),
    "signature_hex": QT_TRANSLATE_NOOP(
        "Texts", "The signature is written in hexadecimal digits instead of Base64."
    ),
}
