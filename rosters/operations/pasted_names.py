"""Reading names as people paste them: from a list, a mail, a spreadsheet. Plain Python."""

import csv
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_LINES = 200
LONGEST_NAME = 120
LONGEST_LOG_IN = 40
"""Letters of a proposed log-in; people may type longer ones."""

MAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
NUMBERING = re.compile(r"^\s*(?:[(\[]?\d{1,3}(?:[.):\]]\s*|\s+)|[-–—*•·▪◦‣]\s*)+")
NUMBER_ALONE = re.compile(r"[(\[]?\d{1,4}[.):\]]?")
# What stands in a text unseen and would make two equal names differ. Joiners stay: Persian and
# Hindi names need them.
UNSEEN = dict.fromkeys(
    [0xFEFF, 0x200B, 0x2060, 0xAD, *range(0x200E, 0x2010), *range(0x202A, 0x202F),
     *range(0x2066, 0x206A)]
)  # fmt: skip

GIVEN_HEADS = {"given", "given name", "given names", "first", "first name", "firstname", "forename",
               "vorname", "prénom", "nombre", "nome", "imię", "voornaam"}  # fmt: skip
FAMILY_HEADS = {"family", "family name", "last", "last name", "lastname", "surname", "nachname",
                "familienname", "nom", "apellido", "apellidos", "cognome", "nazwisko",
                "achternaam"}  # fmt: skip
OTHER_HEADS = {"name", "names", "full name", "pupil", "student", "learner", "mail", "e-mail",
               "email", "email address", "mail address", "no", "no.", "nr", "nr.", "#", "number",
               "class"}  # fmt: skip

# Letters that do not come apart into a plain one and an accent.
SPELLED = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i",
    "ħ": "h", "ŋ": "ng", "ə": "e", "ĸ": "k", "ŧ": "t",
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ж": "zh",
    "з": "z", "и": "i", "і": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ђ": "dj", "ј": "j",
    "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz",
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i",
    "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s",
    "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
})  # fmt: skip


class Order(StrEnum):
    """Which of two columns comes first."""

    FAMILY_FIRST = "family"
    GIVEN_FIRST = "given"


class Problem(StrEnum):
    """Why a line makes nobody."""

    NO_LETTERS = "no-letters"
    TOO_LONG = "too-long"
    TOO_MANY_COLUMNS = "too-many-columns"
    TWO_MAILS = "two-mails"
    BAD_MAIL = "bad-mail"


class TooManyLines(Exception):
    """More lines than one list takes. `count`: how many there are."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


@dataclass(frozen=True, slots=True)
class PastedName:
    """One line as it was understood.

    number: of the line in the text, from 1. given and family: for the log-in; family may be empty.
    problem: set when the line makes nobody; then the name is the line itself.
    """

    number: int
    name: str
    given: str = ""
    family: str = ""
    email: str = ""
    problem: Problem | None = None


def read_names(text: str, *, order: Order = Order.FAMILY_FIRST) -> list[PastedName]:
    """The people of a pasted text, line by line; empty lines and a header line are left out.

    order: of two columns whose header does not say it. Raises TooManyLines above 200.
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if tidy(line)]
    if lines and (heads := _heads(lines[0][1])):
        order, lines = _order_said(heads, order), lines[1:]
    if len(lines) > MOST_LINES:
        raise TooManyLines(len(lines))
    return [_read_line(number, line, order) for number, line in lines]


def tidy(text: str) -> str:
    """One line without what is unseen, each run of blanks one space, in one Unicode form."""
    seen = unicodedata.normalize("NFC", text.translate(UNSEEN))
    plain = "".join(" " if unicodedata.category(each) == "Cc" else each for each in seen)
    return " ".join(plain.split())


def same_name_key(name: str) -> str:
    """Equal for names that differ only in capitals, blanks, dashes or apostrophes."""
    return "".join(
        each for each in tidy(name).casefold() if each.isalnum() or unicodedata.combining(each)
    )


def like_name_key(name: str) -> str:
    """Equal also for names that differ in accents alone: Zoë and Zoe may be one, or two."""
    apart = unicodedata.normalize("NFKD", same_name_key(name))
    return "".join(each for each in apart if not unicodedata.combining(each))


def fold_to_ascii(text: str) -> str:
    """Letters a–z, digits and dashes of a text; empty for scripts that have no usual spelling."""
    composed = unicodedata.normalize("NFC", text.lower()).replace("й", "i").replace("ї", "i")
    apart = unicodedata.normalize("NFKD", composed.replace("ё", "e"))
    bare = "".join(each for each in apart if not unicodedata.combining(each))
    kept = re.sub(r"[^a-z0-9-]", "", bare.translate(SPELLED))
    return re.sub(r"-{2,}", "-", kept).strip("-")


def propose_log_in(line: PastedName, *, fallback: str, taken: Collection[str]) -> str:
    """A log-in such as `ada.lovelace`, or `ada.lovelace2` when that is taken.

    fallback: for names that no plain letters spell. taken: log-ins in small letters.
    """
    given, family = line.given.split(), line.family.split()
    parts = [fold_to_ascii(given[0]) if given else "", fold_to_ascii("".join(family))]
    base = ".".join(part for part in parts if part)[:LONGEST_LOG_IN].strip(".-") or fallback
    if base not in taken:
        return base
    number = 2
    while f"{base}{number}" in taken:
        number += 1
    return f"{base}{number}"


def _heads(line: str) -> list[str]:
    """The column heads in small letters, when the line is nothing else; empty for a name."""
    cells = [tidy(cell).casefold() for cell in _cells(line)]
    cells = [cell for cell in cells if cell]
    return cells if all(cell in GIVEN_HEADS | FAMILY_HEADS | OTHER_HEADS for cell in cells) else []


def _order_said(heads: Sequence[str], order: Order) -> Order:
    """The order of the first column head that is about one of the two names; else as it was."""
    for head in heads:
        if head in GIVEN_HEADS:
            return Order.GIVEN_FIRST
        if head in FAMILY_HEADS:
            return Order.FAMILY_FIRST
    return order


def _cells(line: str) -> list[str]:
    """The columns of a line: apart by tabs, else by semicolons, else by commas."""
    for mark in "\t;,":
        if mark in line:
            return next(csv.reader([line], delimiter=mark, skipinitialspace=True))
    return [line]


def _read_line(number: int, line: str, order: Order) -> PastedName:
    cells = [tidy(cell) for cell in _cells(NUMBERING.sub("", line.translate(UNSEEN)))]
    cells = [cell for cell in cells if cell and not NUMBER_ALONE.fullmatch(cell)]
    mails = [mail for cell in cells for mail in MAIL.findall(cell)]
    names = [tidy(re.sub(r"[<(]\s*[>)]", "", MAIL.sub("", cell))) for cell in cells]
    names = [name for name in names if name]
    if len(names) == 1 and "," in names[0]:
        # A quoted cell of a spreadsheet: "Lovelace, Ada". Written so, the family name is first.
        names = [tidy(part) for part in names[0].split(",") if tidy(part)]
        order = Order.FAMILY_FIRST
    problem = _problem(names, mails)
    if problem is not None:
        return PastedName(number, tidy(line)[:LONGEST_NAME], problem=problem)
    given, family = _given_and_family(names, order)
    return PastedName(number, f"{given} {family}".strip(), given, family, *mails)


def _problem(names: Sequence[str], mails: Sequence[str]) -> Problem | None:
    if len(mails) > 1:
        return Problem.TWO_MAILS
    if any("@" in name for name in names):
        return Problem.BAD_MAIL
    if len(names) > 2:
        return Problem.TOO_MANY_COLUMNS
    if not any(each.isalpha() for name in names for each in name):
        return Problem.NO_LETTERS
    return Problem.TOO_LONG if len(" ".join(names)) > LONGEST_NAME else None


def _given_and_family(names: Sequence[str], order: Order) -> tuple[str, str]:
    if len(names) == 2:
        given_first = order == Order.GIVEN_FIRST
        return (names[0], names[1]) if given_first else (names[1], names[0])
    words = names[0].split(" ")
    # “Jan van der Berg”: the small words before the last belong to it.
    first = len(words) - 1
    while first > 1 and words[first - 1][:1].islower():
        first -= 1
    return " ".join(words[:first]) or words[0], " ".join(words[first:]) if first else ""
