"""The mark on texts that are translated later; without Qt, so that scripts can have the English."""


def QT_TRANSLATE_NOOP(context: str, source: str) -> str:
    """Marks a literal for translation where it is kept for later; lupdate knows it by this name.

    Qt's own function of this name is typed to return an object.
    """
    return source
