"""What documents are called, and what is said of what stands in them."""

BOOKS = ("book", "guidebook", "handbook", "textbook", "memoirs", "memoir", "biography")
STUDIES = ("study", "survey", "poll", "article")
RECORDS = (
    *("report", "census", "letter", "letters", "diary", "ledger", "register", "minutes"),
    *("timetable", "charter", "log", "logbook", "memorandum", "memo", "archive", "inventory"),
    *("decree", "map", "photograph", "bulletin", "chronicle", "deed", "roll", "inscription"),
    *("telegram", "questionnaire", "transcript", "catalogue", "almanac", "yearbook"),
    *("directory", "accounts"),
)
NEWSPAPERS = ("gazette",)
"""Words for one that need no title to be known as a document."""
OF_TWO_WORDS = (
    r"(?:toll|account|guest|log|year|hand)[ -]?book|tax list|"
    r"(?:church|court|parish|tax|school|town|police) records?"
)
"""A pattern: records whose last word alone may be anything."""
GIVES = (
    r"shows?|showed|lists?|listed|counts?|counted|gives?|gave|records?|recorded|names?|named|"
    r"states?|stated|notes?|noted|puts?|mentions?|mentioned|reports?|reported|recommends?|"
    r"recommended|describes?|described|concludes?|concluded"
)
"""A pattern: what a document does with what stands in it."""


def any_of(*nouns: str) -> str:
    """A pattern of any of these words; longer ones are tried first."""
    return "|".join(sorted(nouns, key=len, reverse=True))
