"""The small pack with two of everything that has an order, and every optional field filled in."""

from tests.lessons.content.small_pack import FILES
from tests.lessons.operations.loads import Files, with_changes

_SECOND = {
    "documents/the-bridge.md": """---
title: The Bridge
edition: original
language: en
licence: public domain
provenance:
  known:
    - It hung at the bridge.
  unknown:
    - Who painted it.
notice: |-
  A sign by the road.
topic: roads
---

[s01] The bridge is the oldest of all.
[s02] It has three arches.
""",
    "practice/the-well.md": """---
title: The well
edition: practice
language: en
licence: CC-BY-4.0
notice: |-
  Made up.
topic: a well
---

[s01] The well is deep.

```claims
- at: s01
  kind: quantity
  also_kind: compare
  support: bare
  weaknesses:
    - id: unmeasured
      cue: deep
    - id: missing-anchor
  why: |-
    There is no number.
  ask: How deep?
  difficulty: 1
```
""",
    "lessons/02-three-dates.md": """---
title: Three dates
summary: |-
  And when did it end?
minutes: 2
objectives:
  - Say when the mill closed.
skills:
  - sourcing
teacher_notes: |-
  Bring a map.
---

## The end {#end}

```step
kind: reading
purpose: warm-up
minutes: 2
```

It ended.
""",
    "quizzes/the-test.yaml": """title: The test
purpose: practice
intro: |-
  Two parts.
time_limit_minutes: 20
attempts: 2
counts: best
show_feedback: after-submitting
layout: all-on-one
shuffle_items: true
shuffle_options: false
certainty: false
pass_percent: 50
sections:
  - id: first
    title: First part
    draw: 1
    items:
      - years
      - gaps
  - id: second
    items:
      - name-it
""",
}
_CARD = FILES["sources.yaml"]

RICH: Files = {
    **with_changes(
        ("pack.yaml", "  - the-mill\n", "  - the-mill\n  - the-bridge\n"),
        ("pack.yaml", "  - the-fair\n", "  - the-fair\n  - the-well\n"),
        ("pack.yaml", "  - two-dates\n", "  - two-dates\n  - three-dates\n"),
        ("pack.yaml", "  - the-check\n", "  - the-check\n  - the-test\n"),
        ("glossary.yaml", "    - parish-book\n", "    - parish-book\n    - letter\n"),
        (
            "timeline.yaml",
            "195X\n  title: The mill closes\n  why: |-\n    It ends here.\n"
            "  sources:\n    - parish-book\n",
            "195X\n  title: The mill closes\n  why: |-\n    It ends here.\n"
            "  sources:\n    - letter\n    - parish-book\n",
        ),
    ),
    **_SECOND,
    "sources.yaml": _CARD
    + _CARD.replace("parish-book", "letter")
    + _CARD.replace("parish-book", "spare"),
}
