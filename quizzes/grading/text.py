"""Comparing short written answers: what may differ is named, everything else must agree."""

import re
import unicodedata
from collections.abc import Collection, Iterable

IGNORABLE = ("case", "accents", "punctuation")

_SPACES = re.compile(r"\s+")
_SAME_SIGN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_WITHOUT_STROKE = str.maketrans(
    {"ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i", "ё": "е", "Ё": "Е"}
    | {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss"}
)
_SILENT = "'\".…"
"""Punctuation that vanishes; all other punctuation becomes a space, so that words stay apart."""


def _without_accents(text: str) -> str:
    """Drop accents from Latin and Greek letters; marks of other scripts are letters, and stay."""
    kept: list[str] = []
    base_takes_accents = False
    for character in unicodedata.normalize("NFD", text.translate(_WITHOUT_STROKE)):
        if not unicodedata.combining(character):
            name = unicodedata.name(character, "")
            base_takes_accents = name.startswith(("LATIN", "GREEK"))
        elif base_takes_accents:
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def _without_punctuation(text: str) -> str:
    def sign(character: str) -> str:
        if not unicodedata.category(character).startswith("P"):
            return character
        return "" if character in _SILENT else " "

    return "".join(sign(character) for character in text)


def fold(text: str, ignore: Collection[str] = ()) -> str:
    """A text as it is compared.

    Always: compatibility forms, kinds of quotation mark, apostrophe, dash and space are one, and
    invisible characters go. ignore: any of "case", "accents", "punctuation"; raises ValueError
    for other words. "Víctor  ANDRADE," -> "victor andrade" with all three.
    """
    unknown = set(ignore) - set(IGNORABLE)
    if unknown:
        msg = f"cannot ignore {', '.join(sorted(unknown))}"
        raise ValueError(msg)
    folded = unicodedata.normalize("NFKC", text).translate(_SAME_SIGN)
    folded = "".join(c for c in folded if unicodedata.category(c) != "Cf")
    if "accents" in ignore:
        folded = _without_accents(folded)
    if "punctuation" in ignore:
        folded = _without_punctuation(folded)
    if "case" in ignore:
        folded = folded.casefold()
    return _SPACES.sub(" ", folded).strip()


def is_accepted(text: str, accepted: Iterable[str], ignore: Collection[str] = ()) -> bool:
    """Whether a written answer equals one of the accepted ones once both are folded."""
    folded = fold(text, ignore)
    return bool(folded) and any(folded == fold(candidate, ignore) for candidate in accepted)
