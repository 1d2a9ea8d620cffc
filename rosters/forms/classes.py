"""The forms of the pages about a class."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rosters.forms.accounts import helper_with
from rosters.forms.sent import FormNumberField
from rosters.models import Accommodation, Classroom, School, User
from rosters.operations.classes import (
    ClassNameTaken,
    ClassSetAside,
    make_classroom,
    rename_classroom,
)
from rosters.operations.pasted_names import MOST_LINES, Order, TooManyLines, read_names
from rosters.operations.people import rename_person
from rosters.operations.places import LEAST_PERCENT, MOST_PERCENT, set_extra_time
from rosters.permissions import schools_staff_may_see

NAME_TAKEN = _("This school already has a class of that name.")
MOST_LETTERS = 40_000


class PasteForm(forms.Form):
    """Names, as they come from a list or a spreadsheet."""

    names = forms.CharField(
        label=_("Names, one a line"),
        max_length=MOST_LETTERS,
        help_text=_(
            "“Ada Lovelace” or “Lovelace, Ada”. Lines copied from a spreadsheet work too, with a "
            "mail address if you have one. Numbers, bullets and empty lines are left out."
        ),
        widget=forms.Textarea(
            attrs={
                "rows": 12,
                "spellcheck": "false",
                "autocomplete": "off",
                "autocapitalize": "off",
            }
        ),
    )
    order = forms.ChoiceField(
        label=_("In lines with two columns"),
        choices=[
            (Order.FAMILY_FIRST.value, _("the family name comes first")),
            (Order.GIVEN_FIRST.value, _("the given name comes first")),
        ],
        initial=Order.FAMILY_FIRST.value,
        required=False,
    )

    @property
    def helper(self) -> FormHelper:
        return helper_with("look", _("Look at the names"))

    def clean_order(self) -> Order:
        return Order(self.cleaned_data["order"] or Order.FAMILY_FIRST)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "names" not in self.errors:
            self._check_length(cleaned.get("names", ""))
        return cleaned

    def _check_length(self, names: str) -> None:
        try:
            found = read_names(names)
        except TooManyLines as error:
            said = _("There are %(count)d lines; one list takes %(most)d. Paste it in parts.")
            self.add_error("names", said % {"count": error.count, "most": MOST_LINES})
        else:
            if self.fields["names"].required and not found:
                self.add_error("names", _("There is no name in this text."))


class NewClassForm(PasteForm):
    """A new class, and its names if they are at hand."""

    field_order = ["name", "school", "names", "order"]

    name = forms.CharField(
        label=_("Name of the class"),
        max_length=80,
        help_text=_("As your school calls it, such as 10b or History 3."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    school = forms.ModelChoiceField(label=_("School"), queryset=School.objects.none())
    form = FormNumberField()

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["names"].required = False
        schools = schools_staff_may_see(by)
        if by.is_superuser:
            field = self.fields["school"]
            field.queryset = schools  # type: ignore[attr-defined]
            field.empty_label = None  # type: ignore[attr-defined]
        else:
            del self.fields["school"]

    @property
    def helper(self) -> FormHelper:
        return helper_with("look", _("Go on"))

    @property
    def waits_for_a_school(self) -> bool:
        """Whether whoever runs the site has made no school yet, so that there is none to choose."""
        return "school" in self.fields and not schools_staff_may_see(self.by).exists()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        same = Classroom.objects.filter(
            name=cleaned.get("name", ""), school=self.its_school, archived_at=None
        )
        if "name" in cleaned and not self.errors and same.exists():
            self.add_error("name", NAME_TAKEN)
        return cleaned

    @property
    def its_school(self) -> School | None:
        """The school of the new class: the one that was chosen, or that of whoever makes it."""
        chosen: School | None = self.cleaned_data.get("school", self.by.school)
        return chosen

    def save(self, *, form: str = "") -> Classroom | None:
        """The class; or None, and then the form says why not. Raises MayNotMakeClasses.

        form: the number of the form that asks.
        """
        school = self.its_school
        if school is None:
            self.add_error(None, _("Make a school first."))
            return None
        try:
            return make_classroom(self.cleaned_data["name"], school=school, by=self.by, form=form)
        except ClassNameTaken:
            self.add_error("name", NAME_TAKEN)
        return None


class RenameForm(forms.Form):
    """Another name for a class."""

    name = forms.CharField(label=_("Name of the class"), max_length=80)

    @property
    def helper(self) -> FormHelper:
        return helper_with("rename", _("Rename the class"))

    def save(self, classroom: Classroom, *, by: User) -> bool:
        """Whether the class has the name now; if not, the form says why."""
        try:
            rename_classroom(classroom, self.cleaned_data["name"], by=by)
        except ClassNameTaken:
            self.add_error("name", NAME_TAKEN)
        except ClassSetAside:
            self.add_error(None, _("The class is archived. Bring it back first."))
        return not self.errors


class LearnerForm(forms.Form):
    """A learner's name and her standing extra time."""

    display_name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    percent = forms.IntegerField(
        label=_("Time in timed quizzes, in percent"),
        min_value=LEAST_PERCENT,
        max_value=MOST_PERCENT,
        help_text=_(
            "100 is the usual time, 150 half as much again. It holds for attempts that start from "
            "now on; one that is running keeps its deadline."
        ),
    )
    reason = forms.CharField(
        label=_("Reason for extra time"),
        max_length=200,
        required=False,
        help_text=_("Staff who may see this learner can read it, here and in the audit log."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    @property
    def helper(self) -> FormHelper:
        return helper_with("save", _("Save name and time"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("percent", 0) > LEAST_PERCENT and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say in a few words why, for those who ask later."))
        return cleaned

    def save(
        self, person: User, *, extra: Accommodation | None, classroom: Classroom, by: User
    ) -> bool:
        """Save what changed; returns whether anything did."""
        given = self.cleaned_data
        changed = rename_person(person, given["display_name"], by=by)
        before = (percent_of(extra), extra.reason if extra else "")
        if before != (given["percent"], given["reason"] if given["percent"] > 100 else ""):
            set_extra_time(
                person,
                percent=given["percent"],
                reason=given["reason"],
                by=by,
                classroom=classroom,
            )
            changed = True
        return changed


class PickForm(forms.Form):
    """One row of a list to choose from: another class, or a colleague. One query."""

    def __init__(self, *args: Any, rows: QuerySet[Any], label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {row.pk: row for row in rows}
        choices = [(pk, str(row)) for pk, row in self.rows.items()]
        self.fields["pick"] = forms.TypedChoiceField(label=label, choices=choices, coerce=int)

    @property
    def picked(self) -> Any:
        """The row that was chosen in a valid form."""
        return self.rows[self.cleaned_data["pick"]]


def percent_of(extra: Accommodation | None) -> int:
    """The time of timed quizzes in percent of the usual."""
    return int(extra.time_factor * 100) if extra else LEAST_PERCENT
