"""How names follow one another in a list, alike on every database. Plain Python."""

import unicodedata

# Letters that do not come apart into a plain one and an accent.
PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
                       "ı": "i", "ħ": "h", "ŋ": "ng"})  # fmt: skip


def name_order(name: str) -> tuple[str, str]:
    """What to sort a name by: its plain small letters, and among equal ones the name itself.

    “Ángel” stands before “Zoe”, and “Lukasz” beside “Łukasz”. Numbers go by their digits.
    """
    apart = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(each for each in apart if not unicodedata.combining(each))
    return " ".join(bare.translate(PLAIN).split()), name
