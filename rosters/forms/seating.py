"""The table of lines between pasted names and a seated class."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from rosters.forms.accounts import NAME_TAKEN, username_validator
from rosters.forms.classes import MOST_LETTERS
from rosters.models import User
from rosters.operations.pasted_names import Order, Problem
from rosters.operations.seating import Fate, LogInsTaken, PlannedLine, Seat

NEW, OUT, SEAT = "new", "out", "seat-"

PROBLEMS: Mapping[Problem, Any] = {
    Problem.NO_LETTERS: _("There is no letter in it, so it is no name."),
    Problem.TOO_LONG: _("It is longer than 120 letters."),
    Problem.TOO_MANY_COLUMNS: _(
        "It has more than two columns of names. Paste one or two, and a mail address."
    ),
    Problem.TWO_MAILS: _("It has two mail addresses. Leave one."),
    Problem.BAD_MAIL: _("The part with @ is no mail address."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. what and log_in: its controls; none for a problem."""

    line: PlannedLine
    words: str
    mark: str
    what: BoundField | None = None
    log_in: BoundField | None = None


class SeatForm(forms.Form):
    """What happens with each line, and the log-ins of the new accounts.

    The text stands in the form and is read again when it comes back: nothing is kept between the
    two steps. Fields of a line carry its number: `what-3`, `log-in-3`.
    """

    names = forms.CharField(max_length=MOST_LETTERS, widget=forms.HiddenInput)
    order = forms.ChoiceField(
        choices=[(each.value, each.value) for each in Order], widget=forms.HiddenInput
    )
    form = forms.CharField(max_length=40, widget=forms.HiddenInput)
    site = forms.CharField(
        label=_("Address on the cards"),
        max_length=120,
        help_text=_("What the class types to open the site."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, plan: Sequence[PlannedLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        for line in plan:
            if line.fate != Fate.PROBLEM:
                self._add_fields(line)

    def _add_fields(self, line: PlannedLine) -> None:
        number = line.pasted.number
        about = {"number": number, "name": line.pasted.name}
        choices = _choices(line)
        self.fields[f"what-{number}"] = forms.ChoiceField(
            label=_t("Line %(number)d, %(name)s: what happens") % about,
            choices=choices,
            initial=choices[0][0],
        )
        self.fields[f"log-in-{number}"] = forms.CharField(
            label=_t("Line %(number)d, %(name)s: log-in") % about,
            max_length=80,
            required=False,
            initial=line.log_in,
            widget=forms.TextInput(
                attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
            ),
        )

    def clean(self) -> dict[str, Any]:
        """Each new account needs a log-in of its own; the others' log-ins do not matter."""
        cleaned = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for line in self.plan:
            name = f"log-in-{line.pasted.number}"
            if cleaned.get(f"what-{line.pasted.number}") != NEW or name not in cleaned:
                continue
            log_in = User.normalize_username(cleaned[name].strip())
            error = self._problem_with(log_in, seen)
            if error:
                self.add_error(name, error)
            seen.add(log_in.lower())
        return cleaned

    def _problem_with(self, log_in: str, seen: set[str]) -> Any:
        if not log_in:
            return _("A new account needs a log-in.")
        try:
            username_validator(log_in)
        except forms.ValidationError as error:
            return error
        return _("Another line has this log-in.") if log_in.lower() in seen else None

    def seats(self) -> list[Seat]:
        """Whom to seat, as the lines say."""
        return [
            seat
            for line in self.plan
            if (seat := self._seat(line, self.cleaned_data.get(f"what-{line.pasted.number}", OUT)))
        ]

    def _seat(self, line: PlannedLine, what: str) -> Seat | None:
        if what == NEW:
            log_in = self.cleaned_data[f"log-in-{line.pasted.number}"].strip()
            return Seat(line.pasted.name, log_in, line.pasted.email)
        return Seat(person_id=int(what.removeprefix(SEAT))) if what.startswith(SEAT) else None

    def say_taken(self, error: LogInsTaken) -> None:
        """Put the refusal beside the lines that it is about."""
        for line in self.plan:
            name = f"log-in-{line.pasted.number}"
            is_new = self.cleaned_data.get(f"what-{line.pasted.number}") == NEW
            if is_new and self.cleaned_data.get(name, "").strip().lower() in error.names:
                self.add_error(name, NAME_TAKEN)

    def rows(self) -> Iterator[Row]:
        """The lines with their controls, in the order of the text."""
        for line in self.plan:
            if line.pasted.problem is not None:
                yield Row(line, str(PROBLEMS[line.pasted.problem]), "warn")
                continue
            words, mark = _words(line)
            number = line.pasted.number
            yield Row(line, words, mark, self[f"what-{number}"], self[f"log-in-{number}"])

    def count_of(self, *fates: Fate) -> int:
        return sum(line.fate in fates for line in self.plan)


def _choices(line: PlannedLine) -> list[tuple[str, str]]:
    """The first is what happens unless the teacher says otherwise."""
    new = (NEW, _t("New account"))
    other = (NEW, _t("New account, for somebody else"))
    out = (OUT, _t("Leave out"))
    if line.fate == Fate.NEW:
        return [new, out]
    if line.fate == Fate.SAME_NAME:
        exact = any(each.is_exact for each in line.namesakes)
        return [*_seats(line), other, out] if exact else [other, *_seats(line), out]
    return [out, other]


def _seats(line: PlannedLine) -> list[tuple[str, str]]:
    found = []
    for each in sorted(line.namesakes, key=lambda each: not each.is_exact):
        about = {"log_in": each.log_in, "classes": ", ".join(each.class_names)}
        said = _t("Seat %(log_in)s, in %(classes)s") if each.class_names else _t("Seat %(log_in)s")
        found.append((f"{SEAT}{each.pk}", said % about))
    return found


def _words(line: PlannedLine) -> tuple[str, str]:
    """What is known of the line, and its icon."""
    if line.fate == Fate.TWICE:
        return _t("The same name as in line %(first)d.") % {"first": line.first_line}, "repeat"
    if line.fate == Fate.IN_CLASS:
        names = ", ".join(each.log_in for each in line.namesakes if each.is_exact)
        return _t("Is in this class: %(log_in)s.") % {"log_in": names}, "hit"
    if line.fate == Fate.SAME_NAME:
        if not any(each.is_exact for each in line.namesakes):
            name = {"name": line.namesakes[0].name}
            return _t("The school knows %(name)s, spelled otherwise.") % name, "ask"
        return _t("The school has an account with this name."), "ask"
    return _t("New."), "plus"
