"""What is still missing for a practice passage once some sentences were made for it."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.itemtypes.highlight_passage import LEAST
from quizzes.operations.drafting.drafts import Gap
from quizzes.operations.drafting.highlight import lures_words
from quizzes.operations.drafting.labels import Passage
from quizzes.operations.drafting.practice_plan import PracticePlan, missing_parts
from sources.models import Variant
from sources.taxonomy import WEAKNESSES


def with_made(
    gap: Gap, passage: Passage, plan: PracticePlan | None, variants: Sequence[Variant]
) -> Gap:
    """The gap as it stands with the approved sentences of its weakness counted in.

    Without any it stays as it was. plan: the fairest passage, if there are enough sentences.
    """
    if not any(one.weakness == gap.weakness for one in variants):
        return gap
    targets, lures = missing_parts(passage, gap.weakness, variants)
    name = _(WEAKNESSES[gap.weakness].name)
    if plan is not None:
        message = _(
            "In a practice passage for “%(name)s”, marking without reading (%(strategy)s) would "
            "earn %(share)d per cent. Approve another sound sentence that looks like the weak ones."
        )
        share = round(plan.blind * 100)
        words = {"name": name, "strategy": plan.strategy, "share": share}
        return Gap("blind", message % words, gap.weakness, targets, lures, LEAST)
    if lures < LEAST:
        return replace(
            gap, kind="lures", message=lures_words(name, lures), targets=targets, lures=lures
        )
    message = ngettext(
        "Approve %(missing)d weak sentence for “%(name)s”: %(have)d of %(least)d are there.",
        "Approve %(missing)d weak sentences for “%(name)s”: %(have)d of %(least)d are there.",
        LEAST - targets,
    )
    words = {"name": name, "missing": LEAST - targets, "have": targets, "least": LEAST}
    return replace(gap, kind="targets", message=message % words, targets=targets, lures=lures)
