"""A small, sound pack as text: tests change one thing in it and look at what is said."""

from lessons.content import Pack, Problem, check_pack, parse_pack

FILES: dict[str, str] = {}

FILES["pack.yaml"] = """\
format: groundwork-pack/1
slug: mill-town
title: Mill town
summary: |-
  A mill opened, and people wrote about it.
audience: |-
  Learners aged 14 to 20.
language: en
licence: CC-BY-4.0
version: 0.1.0
authors:
  - Groundwork contributors
documents:
  - the-mill
practice:
  - the-fair
lessons:
  - two-dates
quizzes:
  - the-check
"""

FILES["documents/the-mill.md"] = """\
---
title: The Mill
edition: adapted
language: en
licence: CC-BY-4.0
adapted_from:
  title: The Mill and Us
  author: unknown
  publisher: a leaflet
  published: unknown
  address: unknown
  method: |-
    Rewritten in our own words.
provenance:
  known:
    - It was printed on one sheet.
  unknown:
    - Who wrote it.
---

# [h01] The Mill

[s01] The mill was widely seen as a blessing.
[s02] It opened in the year 1901, soon after the war.

> [s03] The wheel turned on 4 May 1901, the parish book says.

::: caption
[s04] The wheel in 1901.

- [s05] Thanks to it, the town grew.
"""

FILES["practice/the-fair.md"] = """\
---
title: The Fair
edition: practice
language: en
licence: CC-BY-4.0
notice: |-
  Made for practice.
topic: Local history
---

# [h01] The Fair

[s01] Everyone loved the fair of 1911.
[s02] The gate book counts 310 visitors.
[s03] Clerk Ida Voss noted rain at noon.
[s04] Many stalls in Mill town sold out.
[s05] The minutes of that day name nine stalls.
[s06] It was clearly the best fair of them all.
[s07] An insider said it lost money.
[s08] The ledger shows a small gain.

```claims
- at: s01
  kind: fact
  support: bare
  weaknesses:
    - id: generalise
      cue: Everyone
  why: |-
    Nobody counted.
  ask: How many people?
  difficulty: 1
- at: s02
  kind: quantity
  support: cited
  why: |-
    The book is named.
  ask: Who counted?
  difficulty: 1
- at: s03
  kind: attrib
  support: named
  why: |-
    She has a name and a role.
  ask: Where did she note it?
  difficulty: 1
- at: s04
  kind: quantity
  support: bare
  weaknesses:
    - id: vague-amount
      cue: Many
  also_ok:
    - id: generalise
      cue: Many stalls
  why: |-
    A number is missing.
  ask: How many?
  difficulty: 1
- at: s05
  kind: quantity
  support: cited
  why: |-
    The minutes are named.
  ask: Which page?
  difficulty: 1
- at: s06
  kind: value
  support: bare
  weaknesses:
    - id: opinion-as-fact
      cue: clearly
  why: |-
    It is a judgement.
  ask: Could a fair person disagree?
  difficulty: 1
- at: s07
  kind: attrib
  support: anon
  weaknesses:
    - id: anon-source
      cue: An insider
  why: |-
    The speaker has no name.
  ask: Who is it?
  difficulty: 1
- at: s08
  kind: quantity
  support: cited
  why: |-
    The ledger is named.
  ask: Which year?
  difficulty: 1
```
"""

FILES["claims.yaml"] = """\
- document: the-mill
  claims:
    - at: s01
      kind: attrib
      support: bare
      weaknesses:
        - id: vague-attribution
          cue: was widely seen as
      also_ok:
        - id: opinion-as-fact
          cue: a blessing
      why: |-
        Nobody is named.
      record: open
      known: |-
        No letter was found [@parish-book].
      ask: Seen by whom?
      difficulty: 1
    - at: s02
      kind: fact
      support: bare
      weaknesses:
        - id: missing-anchor
          cue: soon after the war
      why: |-
        No day is given.
      record: contradicted
      disputed: true
      evidence:
        - card: parish-book
          stance: challenges
        - sentence: s03
          stance: frames
      ask: Which day?
      difficulty: 2
    - at: s03
      kind: fact
      support: cited
      why: |-
        The book is named.
      record: supported
      evidence:
        - card: parish-book
          stance: supports
      ask: Which page?
      difficulty: 1
    - from: s04
      to: s05
      kind: cause
      support: bare
      weaknesses:
        - id: post-hoc
      why: |-
        Only the order is shown.
      ask: What else changed?
      difficulty: 1
      contested: true
"""

FILES["ratings.yaml"] = """\
- document: the-mill
  ratings:
    - at: s01
      rater: 1
      kind: attrib
      support: bare
      weaknesses:
        - vague-attribution
    - at: s01
      rater: 2
      kind: value
      support: bare
"""

FILES["sources.yaml"] = """\
- id: parish-book
  short: Parish book
  title: 'The parish book: volume 3'
  maker: The parish of Mill town
  date: '1901-05-04'
  type: register
  purpose: To record what happened in the parish.
  says: |-
    The wheel turned on 4 May 1901.
  limits: |-
    One hand wrote it.
  citation: Parish book 3, page 12.
  address: county archive
  confidence: S
"""

FILES["glossary.yaml"] = """\
- id: mill
  term: mill
  also:
    - mills
  meaning: |-
    A house with a wheel that grinds grain.
  sources:
    - parish-book
- id: parish
  term: parish
  meaning: |-
    The area of one church.
"""

FILES["timeline.yaml"] = """\
- id: war-ends
  date: 1900-06/1900-07
  title: The war ends
  why: |-
    The leaflet counts from here.
  sources:
    - parish-book
- id: wheel-turns
  date: '1901-05-04'
  title: The wheel turns
  why: |-
    The mill begins.
  sources:
    - parish-book
- id: mill-closes
  date: 195X
  title: The mill closes
  why: |-
    It ends here.
  sources:
    - parish-book
"""

FILES["lessons/01-two-dates.md"] = """\
---
title: Two dates
summary: |-
  When did it begin?
minutes: 10
objectives:
  - Say when the mill opened.
skills:
  - sourcing
  - missing-anchor
teacher_notes: |-
  Read it aloud.

  Then ask.
---

## Before you read {#before}

```step
kind: reading
purpose: warm-up
minutes: 3
provenance_of: the-mill
prompt: |-
  What is a beginning?
```

A [mill](term:mill) has a wheel [@parish-book].

```text
## Not a step
```

## The text {#text}

```step
kind: passage
purpose: passage
minutes: 4
document: the-mill
from: s01
to: s03
notes:
  - at: s02
    ask: Which day?
    note: |-
      Only a year is given.
```

## Check {#check}

```step
kind: check
purpose: check
minutes: 3
quiz: the-check
```

Two questions.
"""

_TAIL = """\
explanation:
  cue: soon after the war
  why: |-
    A year is not a day.
  ask: Which day?
difficulty: 1
skills:
  - missing-anchor
"""

FILES["items/choose-day.yaml"] = f"""\
type: choice
title: The day
stem: |-
  On which day did the wheel turn?
options:
  - id: a
    text: On 4 May 1901.
    feedback: |-
      Yes. The parish book has it.
  - id: b
    text: On 5 May 1901.
    feedback: |-
      One day earlier.
key: a
{_TAIL}about:
  - the-mill#s02
sources:
  - parish-book
"""

FILES["items/mark-the-fair.yaml"] = f"""\
type: highlight
title: Mark the fair
stem: |-
  Mark what needs more support.
document: the-fair
from: s01
to: s08
mark: any
targets:
  - s01
  - s04
  - s06
  - s07
if_too_many: |-
  You marked many.
if_too_few: |-
  You marked few.
{_TAIL}"""

FILES["items/order-the-mill.yaml"] = f"""\
type: ordering
title: Order
stem: |-
  The earliest first.
entries:
  - event: war-ends
    feedback: |-
      First.
  - event: wheel-turns
    feedback: |-
      Second.
  - event: mill-closes
    feedback: |-
      Third.
{_TAIL}"""

FILES["items/gaps.yaml"] = f"""\
type: cloze
title: Gaps
stem: |-
  Fill the gaps.
text: |-
  The wheel turned in [[year]].
  That was [[order]] the war.
gaps:
  - id: year
    input: text
    accept:
      - '1901'
    feedback: |-
      It was 1901.
  - id: order
    input: choice
    options:
      - before
      - after
    key: after
    feedback: |-
      After it.
{_TAIL}"""

FILES["items/judge-the-mill.yaml"] = f"""\
type: verdict
title: What the record says
stem: |-
  Judge by the cards.
document: the-mill
scale: record
rows:
  - sentence: s02
    key: contradicted
    settled_by:
      - parish-book
    feedback: |-
      The book has the day.
  - sentence: s01
    key: open
    feedback: |-
      No card settles it.
{_TAIL}"""

FILES["items/name-it.yaml"] = f"""\
type: name-weakness
title: Name it
stem: |-
  Which weakness is it?
sentence: the-mill#s01
cue: was widely seen as
options:
  - id: vague-attribution
    feedback: |-
      Yes.
  - id: circular
    feedback: |-
      No reason is given.
key: vague-attribution
{_TAIL}"""

FILES["items/settle-it.yaml"] = f"""\
type: evidence-choice
title: Settle it
stem: |-
  Which source would settle it?
sentence: the-mill#s02
options:
  - id: a
    text: The parish book
    card: parish-book
    feedback: |-
      Yes.
  - id: b
    text: A poster
    feedback: |-
      It has no date.
key: a
stance: challenges
{_TAIL}"""

FILES["items/two-sentences.yaml"] = f"""\
type: needs-more-support
title: Two sentences
stem: |-
  Which needs more support?
options:
  - id: a
    sentence: the-fair#s01
    feedback: |-
      Yes.
  - id: b
    sentence: the-fair#s02
    feedback: |-
      The book is named.
key: a
{_TAIL}"""

FILES["items/years.yaml"] = f"""\
type: numeric
title: Years
stem: |-
  How many years?
unit: years
key: '2.5'
tolerance: 0
near_misses:
  - value: 3
    feedback: |-
      Count again.
{_TAIL}"""

FILES["quizzes/the-check.yaml"] = """\
title: The check
purpose: check
intro: |-
  Two questions.
counts: best
show_feedback: after-each
shuffle_items: false
shuffle_options: true
certainty: true
pass_percent: 60
sections:
  - id: all
    weight: '1.5'
    items:
      - choose-day
      - order-the-mill
"""


def packed(files: dict[str, str] | None = None) -> dict[str, bytes]:
    """The files as bytes."""
    return {path: text.encode() for path, text in (files or FILES).items()}


def small_pack() -> Pack:
    pack, problems = parse_pack(packed())
    assert pack is not None, problems
    return pack


def changed(path: str, old: str, new: str) -> dict[str, str]:
    """The files with one piece of text replaced, which must be there once."""
    assert FILES[path].count(old) == 1, (path, old)
    return {**FILES, path: FILES[path].replace(old, new)}


def problems_of(files: dict[str, str]) -> list[Problem]:
    """What is said of some files, by themselves and together."""
    pack, problems = parse_pack(packed(files))
    return problems if pack is None else problems + check_pack(pack)
