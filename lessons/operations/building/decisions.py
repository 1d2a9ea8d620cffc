"""What of a built module is left to decide, in the order of the module."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lessons.models import BuiltPart, Module, Release
from lessons.operations.building.parts import Content, Key, Kind
from lessons.operations.building.standing import Standing, standing_of
from lessons.operations.building.taking_over import lacks

if TYPE_CHECKING:
    from lessons.operations.building.shown import Shown

Decide = Callable[[Key], "Decision | None"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One drafted part. is_edited: a person changed it, which is a decision too. row: the id of
    what stands now, for a way to it; None for a candidate. shown: what it says, where a page asks
    for that (`shown.with_shown`)."""

    part: BuiltPart
    title: str
    is_edited: bool = False
    is_candidate: bool = False
    row: int | None = None
    shown: "Shown | None" = None

    @property
    def lacks(self) -> str:
        """What it needs from a person before it can be used; see `lacks` of candidates."""
        return lacks(self.part) if self.is_candidate else ""

    @property
    def is_decided(self) -> bool:
        return self.part.decided or self.is_edited


@dataclass(slots=True)
class Group:
    """Decisions that belong together: a lesson with its steps and its check, or the cards."""

    id: str
    title: str
    decisions: list[Decision] = field(default_factory=list)
    has_candidates: bool = False

    @property
    def left(self) -> list[Decision]:
        return [one for one in self.decisions if not one.is_decided]

    @property
    def done(self) -> list[Decision]:
        return [one for one in self.decisions if one.is_decided]


@dataclass(frozen=True, slots=True)
class Decisions:
    """All of a module. release: the draft that is decided on, None when there is none."""

    module: Module
    release: Release | None
    groups: Sequence[Group]

    @property
    def left(self) -> list[Decision]:
        return [one for group in self.groups for one in group.left]

    def next_after(self, part_ids: Collection[int]) -> Decision | None:
        """The first that is left behind these parts in the order of the page, or else the first
        that is left at all; None when nothing is."""
        ordered = [one for group in self.groups for one in group.decisions]
        places = [at for at, one in enumerate(ordered) if one.part.pk in part_ids]
        behind = ordered[max(places) + 1 :] if places else ordered
        return next((one for one in (*behind, *ordered) if not one.is_decided), None)

    @property
    def total(self) -> int:
        return sum(len(group.decisions) for group in self.groups)

    @property
    def decided(self) -> int:
        return self.total - len(self.left)


def decisions_of(module: Module, standing: Standing | None = None) -> Decisions:
    """Everything that builds drafted and that would reach learners. Eight queries, or none where
    what stands is given.

    Questions that no check asks are not among it: they stay in the bank. Nor is what a person
    took out, but for questions that were left out here.
    """
    found = standing or standing_of(module)

    def decision(key: Key) -> Decision | None:
        part, content = found.parts.get(key), found.contents.get(key)
        if part is not None and part.turned_down:
            return Decision(part, str(part.content["title"]))
        if part is None or content is None:
            return None
        edited, row = found.is_edited(key), found.rows.get(key)
        return Decision(part, str(content["title"]), is_edited=edited, row=row)

    groups = [*_lesson_groups(found, decision), *_candidate_groups(found.parts.values())]
    is_draft = found.release is not None and found.release.status == Release.Status.DRAFT
    release = found.release if is_draft else None
    return Decisions(module, release, [group for group in groups if group.decisions])


def sentences_of(decisions: Decisions) -> list[str]:
    """A line for each thing that is left, for a command."""
    return [
        f"{group.title}: {one.part.get_kind_display()} “{one.title}”"
        for group in decisions.groups
        for one in group.left
    ]


def _lesson_groups(standing: Standing, decision: Decide) -> Iterable[Group]:
    for (kind, slug), content in standing.contents.items():
        if kind != Kind.LESSON:
            continue
        keys: list[Key] = [(Kind.LESSON, slug)]
        for step_key, step in standing.contents.items():
            if step_key[0] == Kind.STEP and step_key[1].startswith(f"{slug}/"):
                keys.append(step_key)
                keys += _asked(standing, str(step["quiz"]))
        found = [one for key in keys if (one := decision(key)) is not None]
        yield Group(slug, str(content["title"]), found)


def _asked(standing: Standing, quiz: str) -> list[Key]:
    """A quiz and its questions; of a published one those that wait for the next publishing."""
    content = standing.contents.get((Kind.QUIZ, quiz))
    if not quiz or content is None:
        return []
    part = standing.parts.get((Kind.QUIZ, quiz))
    asked = (part.content.get("waits") if part else None) or content
    left_out = [
        slug
        for (kind, slug), item in standing.parts.items()
        if kind == Kind.ITEM and item.turned_down and item.content.get("quiz") == quiz
    ]
    items = dict.fromkeys([*asked["items"], *left_out])
    return [(Kind.QUIZ, quiz), *((Kind.ITEM, slug) for slug in items)]


def _candidate_groups(parts: Iterable[BuiltPart]) -> Iterable[Group]:
    titles = {
        Kind.CARD: _("Sources that the text names"),
        Kind.TERM: _("Words for the glossary"),
        Kind.EVENT: _("Dates for the timeline"),
    }
    rows = list(parts)
    for kind, title in titles.items():
        yield Group(
            f"{kind.value}s",
            title,
            [
                Decision(part, title_of(part.content), is_candidate=True)
                for part in rows
                if part.kind == kind
            ],
            has_candidates=True,
        )


def title_of(content: Content) -> str:
    """What a card, a term or an event is called."""
    return str(content.get("short") or content.get("term") or content.get("title") or "")
