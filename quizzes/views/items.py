"""One item of an attempt, prepared for a template: for answering, and for review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from quizzes.grading.rubric import Criterion
from quizzes.itemtypes.base import ItemType
from quizzes.itemtypes.forms import ResponseForm
from quizzes.itemtypes.loaded import load_definition
from quizzes.models import Attempt, ItemVersion, Mark, Response, ResponseRevision, Score
from quizzes.operations.receipts import Receipt, receipt_of
from quizzes.operations.responses import parse_certainty
from rosters.prepared import PreparedObjects
from sources.prose import CardLink, References
from sources.reports import page_references


@dataclass(frozen=True, slots=True)
class ReleasedMark:
    """What a teacher's mark says to the learner: each criterion, its level and that in words."""

    levels: list[tuple[str, int, str]]
    comment: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """What the templates of attempt and review read. Keys are in `form` only when revealed."""

    position: int
    total: int
    title: str
    stem: SafeString
    form: ResponseForm | None
    prefix: str
    base: int
    flagged: bool
    certainty: int | None
    asks_certainty: bool
    is_checked: bool
    max_score: Decimal
    receipt: Receipt | None = None
    score: Score | None = None
    mark: ReleasedMark | None = None
    explanation: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    summary: str = ""
    sources: list[CardLink] = field(default_factory=list)
    beside: list[CardLink] = field(default_factory=list)

    @property
    def prefixed(self) -> str:
        return f"{self.prefix}-" if self.prefix else ""


def references_for(response_list: list[Response], *, revealed: set[int]) -> References:
    """Links of every card that these items may show. One query for cards, one for terms.

    revealed: positions whose key may be seen; of the others only what the stem cites, and the
    cards that the learner has to read in order to answer.
    """
    texts, cards = [], []
    for response in response_list:
        version = response.item_version
        texts.append(version.stem)
        cards += open_cards(response)
        if response.position in revealed:
            texts.append(version.explanation.get("why", ""))
            cards += version.sources
            cards += review_cards(response)
    if not response_list:
        return References()
    collection = response_list[0].attempt.quiz.collection
    return page_references(collection, texts, cards=cards)


def type_and_definition(version: ItemVersion) -> tuple[ItemType[Any], Any]:
    """The type of an item version and its definition."""
    return load_definition(version.type_slug, version.digest, version.definition)


def open_cards(response: Response) -> list[str]:
    """Cards that stand beside the question before it is answered."""
    version = response.item_version
    item_type, definition = type_and_definition(version)
    return list(item_type.cards_beside(definition, version.sources))


def review_cards(response: Response) -> list[str]:
    """Cards that the review of this item names."""
    item_type, definition = type_and_definition(response.item_version)
    reveal = item_type.review(
        definition, response.order or {}, response.data, prose=lambda _text: SafeString("")
    )
    return [str(card["id"]) for card in reveal.get("cards", [])]


def show_item(
    response: Response,
    *,
    references: References,
    total: int,
    prefix: str = "",
    posted: QueryDict | None = None,
    reveal: bool = False,
    score: Score | None = None,
    receipt: Receipt | None = None,
    with_form: bool = True,
) -> ShownItem:
    """Prepare one item. `posted` shows again what a form sent that was refused. No query.

    with_form: False where the page shows only the summary of what was answered.
    """
    version = response.item_version
    item_type, definition = type_and_definition(version)
    form = None
    if with_form:
        form = _form(response, references, prefix=prefix, posted=posted, reveal=reveal)
    rules = response.attempt.settings
    return ShownItem(
        position=response.position,
        total=total,
        title=version.title,
        stem=_html(references, version.stem),
        form=form,
        prefix=prefix,
        base=response.revision,
        flagged=response.flagged,
        certainty=_certainty(response, posted, prefix),
        asks_certainty=bool(rules["certainty"]) and not item_type.needs_person,
        is_checked=response.checked_at is not None,
        max_score=response.max_score,
        receipt=receipt,
        score=score,
        mark=_released_mark(item_type.rubric(definition), score),
        explanation=version.explanation if reveal else {},
        why=_html(references, version.explanation.get("why", "")) if reveal else "",
        summary="" if reveal else item_type.summarise(definition, response.data),
        sources=cited_links(references, version.sources) if reveal else [],
        beside=[] if reveal else cited_links(references, open_cards(response)),
    )


def responses_of(attempt: Attempt, position: int | None = None) -> list[Response]:
    """An attempt's responses with their item versions, or the one at a position. One query."""
    if position is None:
        responses = _RESPONSES.all(attempt=attempt.pk)
    else:
        responses = _RESPONSE.all(attempt=attempt.pk, position=position)
    for response in responses:
        response.attempt = attempt
    return responses


def _responses(attempt: int, **at: int) -> QuerySet[Response]:
    found = Response.objects.filter(attempt=attempt, **at).select_related("item_version")
    # Not what only authors and reports read.
    left_out = ("pack", "about", "skills", "created_at")
    return found.defer(*(f"item_version__{name}" for name in left_out)).order_by("position")


_RESPONSES = PreparedObjects[Response](_responses, {"attempt": int})
_RESPONSE = PreparedObjects[Response](_responses, {"attempt": int, "position": int})


def current_scores(attempt: Attempt) -> dict[int, Score]:
    """The current score of each response, by response id. One query."""
    return {score.response_id: score for score in _SCORES.all(attempt=attempt.pk)}


def _scores(attempt: int) -> QuerySet[Score]:
    found = Score.objects.current().filter(response__attempt=attempt).order_by()
    # Not the details of the grading, which only reports read. A mark has a score once released.
    of_mark = ("mark__score_id", "mark__levels", "mark__comment")
    return found.select_related("mark").only(
        "response_id", "completion", "fraction", "score", *of_mark
    )


_SCORES = PreparedObjects[Score](_scores, {"attempt": int})


def _released_mark(rubric: Sequence[Criterion], score: Score | None) -> ReleasedMark | None:
    """The mark that a person's score was made of. No query after `current_scores`."""
    mark: Mark | None = getattr(score, "mark", None) if rubric else None
    if mark is None:
        return None
    reached = [(c.name, mark.levels[c.id], c) for c in rubric if c.id in mark.levels]
    return ReleasedMark([(name, n, c.levels[n]) for name, n, c in reached], mark.comment)


def current_receipt(response: Response) -> Receipt | None:
    """The receipt of the save that stands. One query, none before the first save."""
    if not response.revision:
        return None
    stands = _REVISION.first(attempt=response.attempt_id, number=response.revision)
    return None if stands is None else receipt_of(stands)


def _revision(attempt: int, number: int) -> QuerySet[ResponseRevision]:
    found = ResponseRevision.objects.filter(attempt=attempt, number=number).order_by()
    return found.only("attempt_id", "number", "at", "digest", "stands", "late")


_REVISION = PreparedObjects[ResponseRevision](_revision, {"attempt": int, "number": int})


def _form(
    response: Response,
    references: References,
    *,
    prefix: str,
    posted: QueryDict | None,
    reveal: bool,
) -> ResponseForm:
    item_type, definition = type_and_definition(response.item_version)
    revealed = None
    if reveal:
        revealed = item_type.review(
            definition,
            response.order or {},
            response.data,
            prose=lambda text: _html(references, text),
        )
    return item_type.form(
        definition,
        response.order or {},
        data=posted,
        initial=response.data,
        prefix=prefix,
        reveal=revealed,
        read_only=reveal,
        label=_("Question %(n)d") % {"n": response.position},
    )


def cited_links(references: References, ids: Sequence[str]) -> list[CardLink]:
    """The cards of these ids as links; the page shows their popovers."""
    for card_id in ids:
        references.cite(card_id)
    known = {link.id: link for _number, link in references.cited}
    return [known[card_id] for card_id in ids if card_id in known]


def _certainty(response: Response, posted: QueryDict | None, prefix: str) -> int | None:
    if posted is None:
        return response.certainty
    return parse_certainty(posted, prefix=prefix)


def _html(references: References, text: str) -> SafeString:
    return mark_safe(references.render(text))  # noqa: S308 cleaned by nh3
