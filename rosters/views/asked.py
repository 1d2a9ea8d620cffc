"""What an address or a form says, read with care: anybody can write anything there."""

MOST_DIGITS = 15
"""More has no number of a row, and no length of a text."""


def whole_number(text: str | None) -> int | None:
    """The number that a text writes in plain digits; None for anything else, and for huge ones."""
    if text and text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS:
        return int(text)
    return None
