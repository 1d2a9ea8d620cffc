"""One quotation, two owners: it opens with one speaker and closes with another."""

import re
from collections.abc import Iterable

from sources.pipeline.phrases import Span
from sources.pipeline.scene import Scene
from sources.pipeline.speakers import Speaker, is_saying
from sources.pipeline.weaknesses.base import Rule, examples

_ROLE = (
    r"(?P<who>(?:[Tt]he|[Aa]n?|[Oo]ne)\s+(?:[a-z-]+\s+){0,2}?(?P<role>[a-z-]+))\s+(?P<verb>[a-z]+)"
)
_OPENS = re.compile(_ROLE + r"(?:\s+that)?\s*[,:]?\s*$")
_CLOSES = re.compile(r"\s*" + _ROLE + r"\b")
_WRITTEN = frozenset({"report", "letter", "paper", "article", "sign", "book", "text", "note"})
"""What says something and is nobody."""


def find(scene: Scene) -> Iterable[Span]:
    """The speaker after a quotation who is not the one before it."""
    for quotation in scene.quotations:
        opener = scene.opener if quotation.inherited else _before(scene, quotation.start)
        closer = _after(scene, quotation.end) if quotation.closed else None
        if opener is None or closer is None or _same(scene, opener, closer):
            continue
        yield Span(closer.start, closer.end, f"{opener.text} … {closer.text}")


def _by_role(scene: Scene, match: re.Match[str] | None) -> Speaker | None:
    """Somebody with a role beside a verb of saying, when it is one."""
    if match is None or not is_saying(match["verb"]) or match["role"] in _WRITTEN:
        return None
    start, end = match.span("who")
    return Speaker(match["role"], False, start, end, scene.text[start:end])


def _before(scene: Scene, start: int) -> Speaker | None:
    """Who opens a quotation: the last speaker of the clause before it."""
    speakers = [speaker for speaker in scene.speakers if speaker.end <= start]
    if not speakers:
        return _by_role(scene, _OPENS.search(scene.text, 0, start))
    between = scene.text[speakers[-1].end : start]
    whole = (
        "." not in between and "”" not in between and between.rstrip().endswith((",", ":", "that"))
    )
    return speakers[-1] if whole else None


def _after(scene: Scene, end: int) -> Speaker | None:
    """Who closes it: the first speaker after it, before any further sentence or quotation."""
    if scene.text[:end].rstrip('”"’»').endswith("."):
        return None
    role = _by_role(scene, _CLOSES.match(scene.text, end))
    if role is not None:
        return role
    for speaker in scene.speakers:
        if speaker.start >= end:
            between = scene.text[end : speaker.start]
            closed = not any(mark in between for mark in '.;“"') and " but " not in between
            return speaker if closed and len(between) < 40 else None
    return None


def _same(scene: Scene, opener: Speaker, closer: Speaker) -> bool:
    """One person, by noun or name, or a role that stands beside the name in the opening."""
    if opener.head == closer.head:
        return True
    opening = scene.text[: closer.start].lower().split("“")[0].split('"')[0]
    in_before = closer.head in scene.before.lower() and opener.named and not closer.named
    return f" {closer.head}" in f" {opening}" or in_before


RULE = Rule(
    id="attribution-mismatch",
    cues="the noun or name before a quotation is not the one after it",
    find=find,
    weight=1.0,
    weak=examples("""
A farmer complained, “Water is gone,” the minister said.
The nurse explained, “There were no beds left,” added the driver.
A Danish economist argued, “Wages follow prices,” says the former diplomat.
Professor Lund told the court: “The seal is genuine,” said the historian's rival, a dealer.
One soldier wrote, “We marched all night,” the villager recalled.
The engineer warned, “The beam will crack,” said the architect Paula Rey.
Ada Moreau declared: “The vote was fair,” said Jonas Pike.
A resident told us, “The noise never stops,” comments the current councillor.
The captain admitted, “I was asleep,” an officer said.
A teacher noted, “The books came late,” the parent added.
According to the editor, “the page was changed at night,” the clerk claimed.
A trader said, “Silk is worthless here,” explained the envoy.
"""),
    fine=examples("""
Dr Sato, an engineer, warned, “The wall is thin,” and the engineer added that it leaks.
The farmer complained, “Water is gone,” but nobody from the ministry came.
A former diplomat wrote, “Trust is slow,” the diplomat said again in May.
“Water is gone,” the farmer said.
The minister said that the farmer had complained.
Paula Rey, the architect, warned, “The beam will crack,” said the architect.
“We marched all night,” one soldier wrote; a villager remembered it too.
Ada Moreau declared: “The vote was fair.”
The captain said, “I was asleep.” An officer said, “So was I.”
According to the editor, “the page was changed at night”.
The teacher noted that the books came late, and the parent agreed.
“Silk is worthless here,” explained the envoy to a trader.
"""),
)
