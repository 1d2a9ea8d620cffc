"""Documents that a sentence rests on: of some kind, and with a date or a number beside it."""

import re

from sources.pipeline.month_names import ENGLISH_MONTH
from sources.pipeline.works import BOOKS, GIVES, NEWSPAPERS, OF_TWO_WORDS, RECORDS, STUDIES, any_of

_KIND = rf"(?:{OF_TWO_WORDS}|{any_of(*BOOKS, *STUDIES, *RECORDS, *NEWSPAPERS)})"
_DAY = rf"(?:\d{{1,2}}\s+)?(?:(?:{ENGLISH_MONTH})\s+)?(?:\d{{1,2}},\s+)?(?:1[0-9]|20)\d\d"
_OF_DATE = (
    r"(?:\s+(?:to|by|on)\s+(?:[\w’'-]+\s*){1,3}?)?,?\s*(?:of|for|from|dated|(?:published|printed|"
    rf"issued|written|kept|drawn up) (?:in|on))\s+(?:the year\s+)?{_DAY}\b"
)
_WHOSE = r"(?:the|his|her|its|their|a|an|[A-ZÀ-Þ][\w-]+[’']s|the\s+[\w-]+[’']s)"
_NAMED = rf"(?:{_WHOSE}\s+(?:[\w’'-]+\s+){{0,3}}?)(?i:{_KIND})"
_TELLER = re.compile(
    rf"^(?i:{_WHOSE})\s+(?:[\w’'-]+\s+){{0,3}}?(?i:{_KIND}){_OF_DATE}(?:,[^,;]{{2,50}})?,?\s+"
    rf"(?:also\s+)?(?:{GIVES})\b"
)
"""A dated document that itself says something: “The timetable of 1924 lists …”."""
_RESTS = re.compile(
    rf"\b(?i:according to|in|by|from|as told in)\s+{_NAMED}{_OF_DATE}"
    rf"|\b(?i:according to|in|by|from)\s+{_WHOSE}\s+{_DAY}\s+(?:\w+\s+)?(?i:{_KIND})\b"
    rf"|^(?i:{_WHOSE})\s+{_DAY}\s+(?:\w+\s+)?(?i:{_KIND})\s+(?:{GIVES})\b"
    rf"|^(?i:{_WHOSE})\s+(?:[\w’'-]+\s+){{0,3}}?(?i:{_KIND})\s+(?:{GIVES})\s+(?:\w+\s+){{0,2}}?\d"
    rf"|\d.*\bas\s+(?:the|his|her|its|their)\s+(?:own\s+)?(?:\w+\s+)?(?i:{_KIND})\s+(?:{GIVES})\b"
)


def teller_end(text: str) -> int:
    """Where a dated document that says the sentence ends its verb; the end of the text if none.

    What stands after it is told by the document, not by somebody without a name.
    """
    teller = _TELLER.match(text)
    return teller.end() if teller else len(text)


def rests_on_document(text: str) -> bool:
    """A document of some kind, with a date or a number, is what the sentence is taken from."""
    return bool(_TELLER.match(text) or _RESTS.search(text))
