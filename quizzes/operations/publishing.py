"""Publishing a quiz: an act with checks, all or nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.itemtypes.registry import UnknownItemType, get_item_type
from quizzes.models import Assignment, Item, ItemVersion, Quiz, Section, Slot
from quizzes.models.quizzes import Feedback, Purpose
from quizzes.operations.agreement_gate import agreement_findings
from quizzes.operations.blind import blind_share
from quizzes.operations.items import is_out_of_step
from quizzes.operations.library import CollectionLibrary
from rosters.models import User
from rosters.operations.acts import Verb, record
from sources.operations.findings import (
    Finding,
    prose_findings,
    refuse_if_blocked,
    texts_within,
)


class QuizNotPublished(Exception):
    """Only a published quiz can be retired."""


class QuizInUse(Exception):
    """A class still has this quiz before it."""


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item as a quiz will ask it once it is published: in its current version."""

    section: Section
    slot: Slot
    version: ItemVersion

    @property
    def item(self) -> Item:
        return self.version.item


def placed_items(quiz: Quiz) -> tuple[Sequence[Section], Sequence[PlacedItem]]:
    """Sections in order, and their items in the version that publishing would pin. Two queries."""
    slots = Slot.objects.select_related("item_version__item__current")
    sections = list(quiz.sections.prefetch_related(Prefetch("slots", slots)))
    placed = []
    for section in sections:
        for slot in section.slots.all():
            item = slot.item_version.item
            version = item.current or slot.item_version
            version.item = item
            placed.append(PlacedItem(section, slot, version))
    return sections, placed


def findings_of_quiz(quiz: Quiz, *, library: CollectionLibrary | None = None) -> list[Finding]:
    """What keeps this quiz from being published, and advice. Writes nothing.

    The number of queries does not grow with sections or items.
    """
    sections, placed = placed_items(quiz)
    if not placed:
        return [Finding(_("This quiz asks nothing yet. Add questions to a section."), quiz)]
    library = library or CollectionLibrary(quiz.collection)
    return [
        *_section_findings(sections),
        *_item_findings(placed, library),
        *prose_findings(_texts_of(quiz, placed), quiz.collection),
        *_blind_findings(quiz, placed),
        *_keys_shown_elsewhere(quiz, placed),
        *_public_keys(quiz, placed),
        *agreement_findings(quiz, [place.version for place in placed]),
    ]


@transaction.atomic
def publish_quiz(quiz: Quiz, *, by: User | None) -> Quiz:
    """Publish a quiz, or publish it again with the current version of every item.

    New attempts take the new pins; running ones keep theirs. The log says who did it, and which
    items have another version in a quiz that was out already. by: None stands for a command at the
    computer itself. Raises NotReadyToPublish with what blocks, and then nothing is written.
    """
    locked = Quiz.objects.select_for_update().select_related("collection").get(pk=quiz.pk)
    refuse_if_blocked(findings_of_quiz(locked))
    _sections, placed = placed_items(locked)
    moved = [p.slot for p in placed if p.slot.item_version_id != p.version.pk]
    for slot in moved:
        slot.item_version = next(p.version for p in placed if p.slot is slot)
    Slot.objects.bulk_update(moved, ["item_version"])
    Quiz.objects.filter(pk=quiz.pk).update(status=Quiz.Status.PUBLISHED)
    title = {"title": quiz.title}
    record(Verb.PUBLISHED, by=by, subject=quiz, detail=title)
    if moved and locked.status == Quiz.Status.PUBLISHED:
        items = sorted(slot.item_version.item_id for slot in moved)
        record(Verb.CHANGED_KEY, by=by, subject=quiz, detail={"items": items, **title})
    quiz.refresh_from_db()
    return quiz


@transaction.atomic
def retire_quiz(quiz: Quiz, *, at: datetime, by: User | None) -> Quiz:
    """Take a published quiz away from new attempts; what was done with it stays.

    by: None stands for a command at the computer itself, such as the load of a pack.
    Raises QuizInUse while an assignment is open or to come, QuizNotPublished otherwise.
    """
    ahead = Assignment.objects.filter(Q(closes_at=None) | Q(closes_at__gt=at), quiz=quiz)
    if ahead.exists():
        raise QuizInUse(quiz.pk)
    moved = Quiz.objects.filter(pk=quiz.pk, status=Quiz.Status.PUBLISHED).update(
        status=Quiz.Status.RETIRED
    )
    if not moved:
        raise QuizNotPublished(quiz.pk)
    record(Verb.RETIRED, by=by, subject=quiz, detail={"title": quiz.title})
    quiz.refresh_from_db()
    return quiz


def findings_of_version(version: ItemVersion) -> Iterator[Finding]:
    """What should be mended in one item version, seen alone. No query."""
    try:
        item_type = get_item_type(version.type_slug)
        definition = item_type.load(version.definition)
    except (UnknownItemType, DefinitionInvalid) as error:
        yield Finding(_("It cannot be shown: %(why)s") % {"why": error}, version.item)
        return
    for problem in item_type.problems(definition):
        message = f"{problem.where}: {problem.message}"
        yield Finding(message, version.item, blocks=problem.where != "blind")
    if not str(version.explanation.get("why", "")).strip():
        yield Finding(_("It has a key and no explanation."), version.item)
    if not str(version.explanation.get("ask", "")).strip():
        yield Finding(_("Its explanation names no question to ask."), version.item, blocks=False)


def _section_findings(sections: Iterable[Section]) -> Iterator[Finding]:
    for section in sections:
        held = len(section.slots.all())
        if not held:
            yield Finding(_("“%(section)s” holds no question.") % {"section": section}, section)
        elif section.draw is not None and section.draw > held:
            message = _("“%(section)s” draws %(draw)d questions and holds %(held)d.")
            words = {"section": section, "draw": section.draw, "held": held}
            yield Finding(message % words, section)
        elif section.draw is not None and held < 2 * section.draw:
            message = _("“%(section)s” draws %(draw)d of %(held)d: a pool holds at least twice.")
            words = {"section": section, "draw": section.draw, "held": held}
            yield Finding(message % words, section, blocks=False)


def _item_findings(placed: Sequence[PlacedItem], library: CollectionLibrary) -> Iterator[Finding]:
    seen: set[tuple[int, int]] = set()
    for place in placed:
        item = place.item
        name = {"item": place.version.title}
        if (place.section.pk, item.pk) in seen:
            message = _("“%(item)s” stands twice in one section.") % name
            yield Finding(message, place.section)
        seen.add((place.section.pk, item.pk))
        if item.archived_at is not None:
            yield Finding(_("“%(item)s” is archived.") % name, place.section)
        if item.current is None:
            yield Finding(_("“%(item)s” has no version yet.") % name, item)
            continue
        found = list(findings_of_version(place.version))
        if not any(f.blocks for f in found) and is_out_of_step(place.version, library):
            message = _(
                "“%(item)s” is out of step with the claims or cards that it was made from. "
                "Open it and save it again."
            )
            yield Finding(message % name, item)
        for finding in found:
            message = _("“%(item)s”. %(message)s") % {**name, "message": finding.message}
            yield Finding(message, finding.about, blocks=finding.blocks)


def _texts_of(quiz: Quiz, placed: Iterable[PlacedItem]) -> Iterator[tuple[str, Quiz | Item]]:
    yield quiz.intro, quiz
    for place in placed:
        version = place.version
        for text in texts_within([version.stem, version.explanation, version.definition]):
            yield text, place.item


def _blind_findings(quiz: Quiz, placed: Sequence[PlacedItem]) -> Iterator[Finding]:
    share, strategies = blind_share(
        ((place.version, place.section.weight) for place in placed),
        shuffled=quiz.shuffle_options,
    )
    if share * 100 >= quiz.pass_percent and strategies:
        message = _(
            "Without reading a word (%(how)s) a learner earns %(share)d per cent on average; "
            "the pass mark of %(mark)d must lie above that."
        )
        words = {"how": strategies, "share": int(share * 100), "mark": quiz.pass_percent}
        yield Finding(message % words, quiz, blocks=quiz.purpose != Purpose.PRACTICE)


def _keys_shown_elsewhere(quiz: Quiz, placed: Sequence[PlacedItem]) -> Iterator[Finding]:
    """Decision 13: what limited attempts ask, no quiz with feedback after each shows. One query."""
    if quiz.attempts_allowed is not None:
        others = Q(section__quiz__show_feedback=Feedback.AFTER_EACH)
    elif quiz.show_feedback == Feedback.AFTER_EACH:
        others = Q(section__quiz__attempts_allowed__isnull=False)
    else:
        return
    rows = (
        Slot.objects.filter(others, section__quiz__collection=quiz.collection_id)
        .exclude(section__quiz=quiz.pk)
        .exclude(section__quiz__status=Quiz.Status.RETIRED)
        .values_list(
            "item_version__item_id", "item_version__definition__document", "section__quiz__title"
        )
    )
    items: dict[int, str] = {}
    passages: dict[str, str] = {}
    for item_id, document, title in rows:
        items[item_id] = title
        if document and document.get("edition") == "practice":
            passages[document["slug"]] = title
    for place in placed:
        document = place.version.definition.get("document") or {}
        other = items.get(place.item.pk) or passages.get(str(document.get("slug")))
        if other:
            message = _(
                "“%(item)s”, or its passage, stands in “%(quiz)s” too: one of the two shows keys "
                "after each question, the other limits attempts."
            )
            words = {"item": place.version.title, "quiz": other}
            yield Finding(message % words, place.item, blocks=False)


def _public_keys(quiz: Quiz, placed: Sequence[PlacedItem]) -> Iterator[Finding]:
    """Decision 4: keys of shipped items are public. One query, for exams only."""
    if quiz.purpose != Purpose.EXAM:
        return
    shipped = set(
        ItemVersion.objects.filter(
            digest__in=[place.version.digest for place in placed], item__collection__owner=None
        ).values_list("digest", flat=True)
    )
    count = sum(place.version.digest in shipped for place in placed)
    if count:
        message = ngettext(
            "%(count)d question comes from a shipped module, and its key is public.",
            "%(count)d questions come from shipped modules, and their keys are public.",
            count,
        )
        yield Finding(message % {"count": count}, quiz, blocks=False)
