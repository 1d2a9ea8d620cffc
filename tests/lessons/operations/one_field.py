"""One change of one field for each column that a pack holds, and what it does to the files.

A line of `CHANGES`: the column; which row (a lookup); the new value; the lines of the files that
go (`-`) and come (`+`). `MOVES` are the columns that say in which order rows stand, with a row to
move to the end. `no_field.py` says why other columns have no place in a pack.
"""

from typing import Any, NamedTuple


class Change(NamedTuple):
    column: str
    row: dict[str, Any]
    value: Any
    lines: list[str]


MODULE: dict[str, Any] = {"slug": "mill-town"}
MILL: dict[str, Any] = {"slug": "the-mill"}
CARD: dict[str, Any] = {"slug": "letter"}
TERM: dict[str, Any] = {"slug": "mill"}
EVENT: dict[str, Any] = {"slug": "wheel-turns"}
LESSON: dict[str, Any] = {"slug": "two-dates"}
READING: dict[str, Any] = {"slug": "before"}
PASSAGE: dict[str, Any] = {"slug": "text"}
CLAIM: dict[str, Any] = {"document__slug": "the-mill", "first__key": "s02"}
VAGUE: dict[str, Any] = {"weakness": "vague-attribution"}
EVIDENCE: dict[str, Any] = {"claim__first__key": "s02", "card__isnull": False}
RATING: dict[str, Any] = {"rater": 2}
VERSION: dict[str, Any] = {"item__slug": "choose-day"}
QUIZ: dict[str, Any] = {"slug": "the-test"}
SECTION: dict[str, Any] = {"slug": "first"}
HEADING: dict[str, Any] = {"document__slug": "the-mill", "kind": "heading"}
QUOTED: dict[str, Any] = {"document__slug": "the-mill", "kind": "quotation"}
SENTENCE: dict[str, Any] = {"document__slug": "the-bridge", "key": "s02"}

ADAPTED = {
    "title": "The Mill and Us",
    "author": "A. Miller",
    "publisher": "a leaflet",
    "published": "unknown",
    "address": "unknown",
    "method": "Rewritten in our own words.",
}
PACK_OF_ITEM = {
    "options": [
        {"id": "a", "text": "On 4 May 1901.", "feedback": "Yes. The parish book has it."},
        {"id": "b", "text": "On 6 May 1901.", "feedback": "One day earlier."},
    ],
    "key": "a",
}
EXPLAINED = {"cue": "after the war", "why": "A year is not a day.", "ask": "Which day?"}
NOTE = {"at": "s02", "ask": "Which month?", "note": "Only a year is given."}

CHANGES = [
    Change("Module.slug", MODULE, "hill-town", ["-slug: mill-town", "+slug: hill-town"]),
    Change("Module.language", MODULE, "de", ["-language: en", "+language: de"]),
    Change("Module.title", MODULE, "A town", ["-title: Mill town", "+title: A town"]),
    Change(
        "Module.summary",
        MODULE,
        "New.",
        ["-  A mill opened, and people wrote about it.", "+  New."],
    ),
    Change("Module.audience", MODULE, "All.", ["-  Learners aged 14 to 20.", "+  All."]),
    Change("Module.licence", MODULE, "CC0", ["-licence: CC-BY-4.0", "+licence: CC0"]),
    Change("Module.version", MODULE, "0.2.0", ["-version: 0.1.0", "+version: 0.2.0"]),
    Change("Module.authors", MODULE, ["Groundwork contributors", "Tess"], ["+  - Tess"]),
    Change("Lesson.title", LESSON, "Days", ["-title: Two dates", "+title: Days"]),
    Change("Lesson.summary", LESSON, "When?", ["-  When did it begin?", "+  When?"]),
    Change("Lesson.minutes", LESSON, 11, ["-minutes: 10", "+minutes: 11"]),
    Change(
        "Lesson.objectives", LESSON, ["Say when the mill opened.", "Say why."], ["+  - Say why."]
    ),
    Change("Lesson.skills", LESSON, ["sourcing"], ["-  - missing-anchor"]),
    Change(
        "Lesson.teacher_notes",
        LESSON,
        "Read it aloud.\n\nThen wait.",
        ["-  Then ask.", "+  Then wait."],
    ),
    Change(
        "Step.slug",
        READING,
        "first",
        ["-## Before you read {#before}", "+## Before you read {#first}"],
    ),
    Change(
        "Step.title", READING, "Before", ["-## Before you read {#before}", "+## Before {#before}"]
    ),
    Change("Step.purpose", READING, "start", ["-purpose: warm-up", "+purpose: start"]),
    Change("Step.minutes", PASSAGE, 5, ["-minutes: 4", "+minutes: 5"]),
    Change(
        "Step.body",
        {"slug": "check"},
        "Two questions.\n\nTake your time.",
        ["+Take your time.", "+"],
    ),
    Change(
        "Step.prompt", READING, "What is an end?", ["-  What is a beginning?", "+  What is an end?"]
    ),
    Change(
        "Step.document",
        PASSAGE,
        {"slug": "the-bridge"},
        ["-document: the-mill", "+document: the-bridge"],
    ),
    Change("Step.from_key", PASSAGE, "s02", ["-from: s01", "+from: s02"]),
    Change("Step.to_key", PASSAGE, "s02", ["-to: s03", "+to: s02"]),
    Change("Step.notes", PASSAGE, [NOTE], ["-    ask: Which day?", "+    ask: Which month?"]),
    Change("Step.quiz", {"slug": "check"}, QUIZ, ["-quiz: the-check", "+quiz: the-test"]),
    Change(
        "Step.provenance_of",
        READING,
        {"slug": "the-bridge"},
        ["-provenance_of: the-mill", "+provenance_of: the-bridge"],
    ),
    Change("Document.title", MILL, "A Mill", ["-title: The Mill", "+title: A Mill"]),
    Change("Document.language", MILL, "de", ["-language: en", "+language: de"]),
    Change("Document.licence", MILL, "CC0", ["-licence: CC-BY-4.0", "+licence: CC0"]),
    Change("Document.adapted_from", MILL, ADAPTED, ["-  author: unknown", "+  author: A. Miller"]),
    Change(
        "Document.known",
        MILL,
        ["It was printed twice."],
        ["-    - It was printed on one sheet.", "+    - It was printed twice."],
    ),
    Change("Document.unknown", MILL, ["Who wrote it.", "When."], ["+    - When."]),
    Change("Document.notice", MILL, "Old.", ["+notice: |-", "+  Old."]),
    Change("Document.topic", MILL, "mills", ["+topic: mills"]),
    Change(
        "Block.kind",
        QUOTED,
        "list",
        [
            "-> [s03] The wheel turned on 4 May 1901, the parish book says.",
            "+- [s03] The wheel turned on 4 May 1901, the parish book says.",
        ],
    ),
    Change("Block.level", HEADING, 2, ["-# [h01] The Mill", "+## [h01] The Mill"]),
    Change(
        "Sentence.key",
        SENTENCE,
        "s03",
        ["-[s02] It has three arches.", "+[s03] It has three arches."],
    ),
    Change("Claim.kind", CLAIM, "value", ["-      kind: fact", "+      kind: value"]),
    Change("Claim.also_kind", CLAIM, "value", ["+      also_kind: value"]),
    Change("Claim.support", CLAIM, "anon", ["-      support: bare", "+      support: anon"]),
    Change("Claim.why", CLAIM, "Which day?", ["-        No day is given.", "+        Which day?"]),
    Change("Claim.record", CLAIM, "open", ["-      record: contradicted", "+      record: open"]),
    Change("Claim.disputed", CLAIM, False, ["-      disputed: true"]),
    Change("Claim.known", CLAIM, "The day.", ["+      known: |-", "+        The day."]),
    Change("Claim.ask", CLAIM, "When?", ["-      ask: Which day?", "+      ask: When?"]),
    Change("Claim.difficulty", CLAIM, 3, ["-      difficulty: 2", "+      difficulty: 3"]),
    Change("Claim.contested", CLAIM, True, ["+      contested: true"]),
    Change(
        "Claim.first",
        {"document__slug": "the-mill", "first__key": "s04"},
        {"key": "s03"},
        ["-    - from: s04", "+    - from: s03"],
    ),
    Change(
        "Claim.last",
        {"document__slug": "the-mill", "first__key": "s03"},
        {"key": "s05"},
        ["-    - at: s03", "+    - from: s03", "+      to: s05"],
    ),
    Change(
        "Claim.status",
        {"document__slug": "the-well"},
        "rejected",
        [
            "-```claims",
            "-- at: s01",
            "-  kind: quantity",
            "-  also_kind: compare",
            "-  support: bare",
            "-  weaknesses:",
            "-    - id: unmeasured",
            "-      cue: deep",
            "-    - id: missing-anchor",
            "-  why: |-",
            "-    There is no number.",
            "-  ask: How deep?",
            "-  difficulty: 1",
            "-```",
            "-",
        ],
    ),
    Change(
        "ClaimWeakness.weakness",
        VAGUE,
        "anon-source",
        ["-        - id: vague-attribution", "+        - id: anon-source"],
    ),
    Change(
        "ClaimWeakness.standing",
        {"claim__document__slug": "the-well", "position": 1},
        "also",
        ["+  also_ok:"],
    ),
    Change(
        "ClaimWeakness.cue",
        VAGUE,
        "was widely seen",
        ["-          cue: was widely seen as", "+          cue: was widely seen"],
    ),
    Change(
        "Evidence.stance",
        EVIDENCE,
        "frames",
        ["-          stance: challenges", "+          stance: frames"],
    ),
    Change(
        "Evidence.card", EVIDENCE, CARD, ["-        - card: parish-book", "+        - card: letter"]
    ),
    Change(
        "Evidence.sentence",
        {"sentence__isnull": False},
        {"document__slug": "the-bridge", "key": "s01"},
        ["-        - sentence: s03", "+        - sentence: the-bridge#s01"],
    ),
    Change("Rating.rater", RATING, 3, ["-      rater: 2", "+      rater: 3"]),
    Change("Rating.kind", RATING, "fact", ["-      kind: value", "+      kind: fact"]),
    Change("Rating.support", RATING, "anon", ["-      support: bare", "+      support: anon"]),
    Change("Rating.weaknesses", RATING, ["loaded"], ["+      weaknesses:", "+        - loaded"]),
    Change("Rating.also_ok", RATING, ["loaded"], ["+      also_ok:", "+        - loaded"]),
    Change("SourceCard.slug", {"slug": "spare"}, "other", ["-- id: spare", "+- id: other"]),
    Change("SourceCard.short", CARD, "Book", ["-  short: Parish book", "+  short: Book"]),
    Change(
        "SourceCard.title",
        CARD,
        "A book",
        ["-  title: 'The parish book: volume 3'", "+  title: A book"],
    ),
    Change(
        "SourceCard.maker",
        CARD,
        "Somebody",
        ["-  maker: The parish of Mill town", "+  maker: Somebody"],
    ),
    Change("SourceCard.date", CARD, "1901", ["-  date: '1901-05-04'", "+  date: '1901'"]),
    Change("SourceCard.type", CARD, "book", ["-  type: register", "+  type: book"]),
    Change(
        "SourceCard.purpose",
        CARD,
        "To keep.",
        ["-  purpose: To record what happened in the parish.", "+  purpose: To keep."],
    ),
    Change(
        "SourceCard.says",
        CARD,
        "It turned.",
        ["-    The wheel turned on 4 May 1901.", "+    It turned."],
    ),
    Change("SourceCard.limits", CARD, "One.", ["-    One hand wrote it.", "+    One."]),
    Change(
        "SourceCard.citation",
        CARD,
        "Page 12.",
        ["-  citation: Parish book 3, page 12.", "+  citation: Page 12."],
    ),
    Change("SourceCard.address", CARD, "", ["-  address: county archive"]),
    Change("SourceCard.confidence", CARD, "K", ["-  confidence: S", "+  confidence: K"]),
    Change("Term.slug", TERM, "mills", ["-- id: mill", "+- id: mills"]),
    Change("Term.term", TERM, "a mill", ["-  term: mill", "+  term: a mill"]),
    Change("Term.also", TERM, ["mills", "milling"], ["+    - milling"]),
    Change(
        "Term.meaning",
        TERM,
        "A house.",
        ["-    A house with a wheel that grinds grain.", "+    A house."],
    ),
    Change("Event.slug", {"slug": "wheel-turns"}, "wheel", ["-- id: wheel-turns", "+- id: wheel"]),
    Change("Event.date", EVENT, "1901-05", ["-  date: '1901-05-04'", "+  date: 1901-05"]),
    Change("Event.title", EVENT, "It turns", ["-  title: The wheel turns", "+  title: It turns"]),
    Change("Event.why", EVENT, "So.", ["-    The mill begins.", "+    So."]),
    Change(
        "TermSource.card",
        {"position": 0},
        {"slug": "spare"},
        ["-    - parish-book", "+    - spare"],
    ),
    Change(
        "EventSource.card",
        {"event__slug": "wheel-turns"},
        CARD,
        ["-    - parish-book", "+    - letter"],
    ),
    Change(
        "ItemVersion.type_slug",
        VERSION,
        "evidence-choice",
        ["-type: choice", "+type: evidence-choice"],
    ),
    Change("ItemVersion.title", VERSION, "Day", ["-title: The day", "+title: Day"]),
    Change(
        "ItemVersion.stem", VERSION, "When?", ["-  On which day did the wheel turn?", "+  When?"]
    ),
    Change(
        "ItemVersion.pack",
        VERSION,
        PACK_OF_ITEM,
        ["-    text: On 5 May 1901.", "+    text: On 6 May 1901."],
    ),
    Change(
        "ItemVersion.explanation",
        VERSION,
        EXPLAINED,
        ["-  cue: soon after the war", "+  cue: after the war"],
    ),
    Change("ItemVersion.difficulty", VERSION, 2, ["-difficulty: 1", "+difficulty: 2"]),
    Change("ItemVersion.skills", VERSION, ["missing-anchor", "sourcing"], ["+  - sourcing"]),
    Change("ItemVersion.about", VERSION, [], ["-about:", "-  - the-mill#s02"]),
    Change("ItemVersion.sources", VERSION, ["letter"], ["-  - parish-book", "+  - letter"]),
    Change("Quiz.title", QUIZ, "Test", ["-title: The test", "+title: Test"]),
    Change("Quiz.purpose", QUIZ, "check", ["-purpose: practice", "+purpose: check"]),
    Change("Quiz.intro", QUIZ, "Parts.", ["-  Two parts.", "+  Parts."]),
    Change("Quiz.time_limit_minutes", QUIZ, None, ["-time_limit_minutes: 20"]),
    Change("Quiz.attempts_allowed", QUIZ, 3, ["-attempts: 2", "+attempts: 3"]),
    Change("Quiz.counts", QUIZ, "mean", ["-counts: best", "+counts: mean"]),
    Change(
        "Quiz.show_feedback",
        QUIZ,
        "after-closing",
        ["-show_feedback: after-submitting", "+show_feedback: after-closing"],
    ),
    Change("Quiz.layout", QUIZ, "one-a-page", ["-layout: all-on-one"]),
    Change("Quiz.shuffle_items", QUIZ, False, ["-shuffle_items: true", "+shuffle_items: false"]),
    Change(
        "Quiz.shuffle_options", QUIZ, True, ["-shuffle_options: false", "+shuffle_options: true"]
    ),
    Change("Quiz.certainty", QUIZ, True, ["-certainty: false", "+certainty: true"]),
    Change("Quiz.pass_percent", QUIZ, 70, ["-pass_percent: 50", "+pass_percent: 70"]),
    Change("Section.slug", SECTION, "part", ["-  - id: first", "+  - id: part"]),
    Change("Section.title", SECTION, "Part", ["-    title: First part", "+    title: Part"]),
    Change("Section.draw", SECTION, None, ["-    draw: 1"]),
    Change(
        "Section.weight", {"slug": "all"}, "2.25", ["-    weight: '1.5'", "+    weight: '2.25'"]
    ),
    Change(
        "Slot.item_version",
        {"section__slug": "second"},
        {"item__slug": "settle-it"},
        ["-      - name-it", "+      - settle-it"],
    ),
]

MOVES = {
    "Lesson.position": {"slug": "two-dates"},
    "Step.position": {"slug": "before"},
    "Document.position": {"slug": "the-fair"},
    "Block.position": HEADING,
    "Sentence.position": {"document__slug": "the-bridge", "key": "s01"},
    "ClaimWeakness.position": {"weakness": "unmeasured"},
    "Evidence.position": EVIDENCE,
    "SourceCard.position": {"slug": "parish-book"},
    "Term.position": TERM,
    "Event.position": {"slug": "war-ends"},
    "TermSource.position": {"position": 0},
    "EventSource.position": {"event__slug": "mill-closes", "position": 0},
    "Quiz.position": {"slug": "the-check"},
    "Section.position": SECTION,
    "Slot.position": {"item_version__item__slug": "years"},
}
