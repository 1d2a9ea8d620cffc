"""Opening an independent review: who labels, and whether suggestions are shown."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from rosters.models import User
from sources.models import RoundRater
from sources.operations.rounds import FEWEST_RATERS


class RaterChoices(forms.ModelMultipleChoiceField[User]):
    """Colleagues by name."""

    widget = forms.CheckboxSelectMultiple


class RaterForm(forms.Form):
    """One rater of a round under way, who is taken out of it, and why."""

    rater = forms.ModelChoiceField(
        label=_("Who cannot go on"), queryset=RoundRater.objects.none(), empty_label=None
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        help_text=_("For the log of your school; she is told that she was taken out, not why."),
    )

    def __init__(self, *args: Any, raters: Iterable[RoundRater], **kwargs: Any) -> None:
        """raters: in the order in which they are offered."""
        super().__init__(*args, **kwargs)
        rater: Any = self.fields["rater"]
        known = list(raters)
        rater.queryset = RoundRater.objects.filter(pk__in=[one.pk for one in known])
        rater.choices = [("", _t("Choose a person")), *((one.pk, str(one.user)) for one in known)]


class OpenRoundForm(forms.Form):
    """Two colleagues or more, and the machine's suggestions on or off."""

    raters = RaterChoices(
        queryset=User.objects.none(),
        label=_("Who labels"),
        help_text=_("Two people or more. Each works alone, and sees nothing of the others."),
        error_messages={"required": _("Choose at least two people: agreement needs two.")},
    )
    shows_suggestions = forms.BooleanField(
        label=_("Show what the site suggests"),
        required=False,
        help_text=_(
            "Quicker; but whoever reads the same suggestions is likely to agree with them, and so "
            "with each other."
        ),
    )

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["raters"].queryset = colleagues  # type: ignore[attr-defined]
        self.colleagues = colleagues

    def clean_raters(self) -> QuerySet[User]:
        raters: QuerySet[User] = self.cleaned_data["raters"]
        if len(raters) < FEWEST_RATERS:
            raise ValidationError(_t("Choose at least two people: agreement needs two."))
        return raters
