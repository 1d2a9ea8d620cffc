"""The form with which a person marks a written answer."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.grading.policies import rounded
from quizzes.grading.rubric import Criterion, share_of
from quizzes.models import Mark, Response
from quizzes.operations.marking import LONGEST_COMMENT, Seen
from quizzes.templatetags.quiz_tags import points

LONGEST_REASON = 200


class MarkForm(forms.Form):
    """A level for each criterion, and a comment; a reason where the learner saw a mark before.

    `base` and `revision` say which mark and which save of the text the page showed.
    """

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("Comment to the learner"),
        required=False,
        max_length=LONGEST_COMMENT,
        help_text=_("Read with the levels, once the mark is released."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(
        self,
        *,
        rubric: Sequence[Criterion],
        response: Response,
        current: Mark | None,
        data: QueryDict | None = None,
    ) -> None:
        self.rubric = rubric
        initial: dict[str, Any] = {
            "base": current.pk if current else 0,
            "revision": response.revision,
        }
        if current is not None:
            initial["comment"] = current.comment
            initial |= {_name(i): current.levels.get(c.id) for i, c in enumerate(rubric)}
        super().__init__(data, initial=initial)
        for place, criterion in enumerate(rubric):
            self.fields[_name(place)] = _levels_field(rubric, criterion, response.max_score)
        # An older text's mark is no correction: it was of something else.
        if current is not None and current.released_at and current.revision == response.revision:
            self.fields["reason"] = _reason_field()
        last = [name for name in ("comment", "reason") if name in self.fields]
        self.order_fields([*(_name(place) for place in range(len(rubric))), *last])

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        return helper

    def levels(self) -> Mapping[str, int]:
        """The level chosen for each criterion; of a form that is valid."""
        return {c.id: self.cleaned_data[_name(i)] for i, c in enumerate(self.rubric)}

    def seen(self) -> Seen:
        """What the page showed; of a form that is valid."""
        return Seen(self.cleaned_data["base"], self.cleaned_data["revision"])


def _name(place: int) -> str:
    return f"level-{place}"


def _levels_field(
    rubric: Sequence[Criterion], criterion: Criterion, max_score: Decimal
) -> forms.Field:
    choices = [
        (level, _level_label(level, words, max_score, share_of(rubric, criterion, level)))
        for level, words in enumerate(criterion.levels)
    ]
    return forms.TypedChoiceField(
        label=criterion.name,
        choices=choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a level.")},
    )


def _level_label(level: int, words: str, max_score: Decimal, share: Fraction) -> SafeString:
    """“2 · Two cards are used. 1.33 points”."""
    worth = rounded(Decimal(share.numerator) * max_score / Decimal(share.denominator))
    return format_html(
        '<b class="num">{}</b> <span>{} <small class="soft num">{}</small></span>',
        level,
        words,
        _t("%(points)s points") % {"points": points(worth)},
    )


def _reason_field() -> forms.Field:
    return forms.CharField(
        label=_("Why the mark changes"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("The learner has seen the mark before; she is told that it changed, and why."),
    )
