"""The one form with which a quiz or a module is given to a class, and changed later."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lessons.models import Module, ModuleAssignment, Step
from lessons.models.modules import Release
from lessons.operations.assigning import (
    EndsBeforeItOpens,
    ExamShowsNoKey,
    FeedbackNeedsAttempts,
    IsOverAlready,
    NeedsAnEnd,
    Rules,
    check_rules,
    check_window,
    rules_of,
)
from lessons.permissions import (
    assignable_modules,
    assignable_quizzes,
    classrooms_that_may_read,
    classrooms_to_assign_to,
)
from quizzes.models import Assignment, Quiz
from quizzes.models.assignments import ReleaseOfMarks
from quizzes.models.quizzes import Feedback
from rosters.models import Classroom, User

What = Module | Quiz

MOST_DIGITS = 15
AS_THE_QUIZ_SAYS = _("As the quiz says")
REFUSALS: Mapping[type[Exception], tuple[str, Any]] = {
    EndsBeforeItOpens: ("closes_at", _("It has to close after it opens.")),
    IsOverAlready: ("closes_at", _("This is over already.")),
    NeedsAnEnd: (
        "closes_at",
        _("This needs an end: keys and feedback show when the window has closed."),
    ),
    ExamShowsNoKey: ("show_feedback", _("An exam shows no key while it runs.")),
    FeedbackNeedsAttempts: (
        "show_feedback",
        _("Feedback after each question shows keys, so it needs unlimited attempts."),
    ),
}


class MomentInput(forms.DateTimeInput):
    """One control for day and time, which the browser knows how to ask for."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class WhatForm(forms.Form):
    """What is given: a module or a quiz, by collection."""

    what = forms.ChoiceField(
        label=_("Module or quiz"),
        help_text=_("Everything that is published, by module. An exam can be taken only this way."),
        error_messages={"required": _("Choose a module or a quiz.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = [("", _("Choose …")), *what_choices(user)]
        self.fields["what"].choices = choices  # type: ignore[attr-defined]


def what_choices(user: User) -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups for the choice: a module, then the quizzes that stand with it. Two queries."""
    groups: dict[int, tuple[str, list[tuple[str, str]]]] = {}
    for module in assignable_modules(user):
        whole = str(_("%(title)s (the whole module)") % {"title": module.title})
        groups[module.collection_id] = (module.title, [(f"module-{module.pk}", whole)])
    for quiz in assignable_quizzes(user):
        _title, entries = groups.setdefault(quiz.collection_id, (quiz.collection.title, []))
        entries.append((f"quiz-{quiz.pk}", f"{quiz.title} ({quiz.get_purpose_display()})"))
    return list(groups.values())


def find_what(user: User, value: str) -> What | None:
    """The module or quiz of a choice, where this person may give it. One query at most."""
    kind, _dash, number = value.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
        return None
    if kind == "module":
        return assignable_modules(user).filter(pk=number).first()
    return assignable_quizzes(user).filter(pk=number).first() if kind == "quiz" else None


def checks_of(module: Module) -> QuerySet[Quiz]:
    """The published quizzes that stand in the module's lessons."""
    steps = Step.objects.filter(
        lesson__release__module=module,
        lesson__release__status=Release.Status.PUBLISHED,
        quiz__isnull=False,
    )
    return Quiz.objects.published().filter(pk__in=steps.order_by().values("quiz"))


class RulesForm(forms.Form):
    """When something is open, and which rules differ from the quiz's own."""

    opens_at = forms.DateTimeField(
        label=_("Opens"), required=False, widget=MomentInput, help_text=_("Empty: now.")
    )
    closes_at = forms.DateTimeField(
        label=_("Closes"), required=False, widget=MomentInput, help_text=_("Empty: no end.")
    )
    attempts_allowed = forms.IntegerField(
        label=_("Attempts"), required=False, min_value=1, max_value=99
    )
    time_limit_minutes = forms.IntegerField(
        label=_("Time limit in minutes"), required=False, min_value=1, max_value=1440
    )
    show_feedback = forms.ChoiceField(
        label=_("Feedback"), required=False, choices=[("", AS_THE_QUIZ_SAYS), *Feedback.choices]
    )
    certainty = forms.TypedChoiceField(
        label=_("Ask how sure the learner is"),
        required=False,
        choices=[("", AS_THE_QUIZ_SAYS), ("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda answer: answer == "yes",
        empty_value=None,
    )
    release_marks = forms.ChoiceField(
        label=_("Marks of written answers"),
        choices=ReleaseOfMarks.choices,
        initial=ReleaseOfMarks.AS_MARKED,
        help_text=_("When learners see what a person has marked."),
    )

    def __init__(
        self, *args: Any, quizzes: Iterable[Quiz], kept: Rules | None = None, **kwargs: Any
    ) -> None:
        """quizzes: those for which the rules have to hold; kept: the rules before a change."""
        if kept is not None:
            kwargs.setdefault("initial", _initial(kept))
        super().__init__(*args, **kwargs)
        self.quizzes = list(quizzes)
        self.kept = kept
        self._say_what_empty_means()

    @property
    def rules(self) -> Rules:
        """The rules of a valid form."""
        said = self.cleaned_data
        return Rules(
            opens_at=said["opens_at"],
            closes_at=said["closes_at"],
            attempts_allowed=said.get("attempts_allowed"),
            time_limit_minutes=said.get("time_limit_minutes"),
            show_feedback=said.get("show_feedback") or "",
            certainty=said.get("certainty"),
            release_marks=said.get("release_marks") or ReleaseOfMarks.AS_MARKED.value,
        )

    def clean(self) -> dict[str, Any]:
        """Rules that contradict one another are refused beside the field that is to blame."""
        said = super().clean() or self.cleaned_data
        if self.errors:
            return said
        now = timezone.now()
        said["opens_at"] = self._kept_to_the_minute("opens_at") or now.replace(
            second=0, microsecond=0
        )
        said["closes_at"] = self._kept_to_the_minute("closes_at")
        try:
            check_window(self.rules, at=now if self.kept is None else None)
            for quiz, rules in self.what_to_check():
                check_rules(quiz, rules)
        except tuple(REFUSALS) as refusal:
            name, said_of_it = REFUSALS[type(refusal)]
            self.add_error(name if name in self.fields else None, said_of_it)
        return said

    def what_to_check(self) -> Iterable[tuple[Quiz, Rules]]:
        """Quizzes, each with the rules that it would have."""
        return [(quiz, self.rules) for quiz in self.quizzes_to_check()]

    def quizzes_to_check(self) -> Iterable[Quiz]:
        return self.quizzes

    def _kept_to_the_minute(self, name: str) -> datetime | None:
        """A time as it was before when the control, which shows no seconds, was left alone."""
        said: datetime | None = self.cleaned_data.get(name)
        before: datetime | None = getattr(self.kept, name, None)
        if said and before and timedelta(0) <= before - said < timedelta(minutes=1):
            return before
        return said

    def _say_what_empty_means(self) -> None:
        """The quiz's own rules stand under the fields that may override them."""
        if len(self.quizzes) != 1:
            for name in ("attempts_allowed", "time_limit_minutes"):
                self.fields[name].help_text = _("Empty: as each quiz says.")
            return
        quiz = self.quizzes[0]
        self.fields["attempts_allowed"].help_text = (
            _("Empty: as the quiz says, %(n)d.") % {"n": quiz.attempts_allowed}
            if quiz.attempts_allowed
            else _("Empty: as the quiz says, as many as they like.")
        )
        self.fields["time_limit_minutes"].help_text = (
            _("Empty: as the quiz says, %(n)d.") % {"n": quiz.time_limit_minutes}
            if quiz.time_limit_minutes
            else _("Empty: as the quiz says, without a limit.")
        )


class AssignForm(RulesForm):
    """The rules together with the classes, and of a module also with its other quizzes."""

    classrooms = forms.ModelMultipleChoiceField(
        label=_("Classes"),
        queryset=Classroom.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one class.")},
    )
    more_quizzes = forms.ModelMultipleChoiceField(
        label=_("Other quizzes of the module"),
        queryset=Quiz.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The checks of the lessons come with the module. The rules below hold for "
                    "the quizzes that you tick here."),
    )  # fmt: skip
    field_order = ("classrooms", "more_quizzes")

    def __init__(self, *args: Any, user: User, what: What, **kwargs: Any) -> None:
        self.what = what
        self.checks = list(checks_of(what)) if isinstance(what, Module) else []
        quizzes = [what] if isinstance(what, Quiz) else []
        super().__init__(*args, quizzes=quizzes, **kwargs)
        classrooms: Any = self.fields["classrooms"]
        classrooms.queryset = classrooms_to_assign_to(user)
        if isinstance(what, Quiz):
            del self.fields["more_quizzes"]
        else:
            others = assignable_quizzes(user).filter(collection=what.collection)
            more: Any = self.fields["more_quizzes"]
            more.queryset = others.exclude(pk__in=[quiz.pk for quiz in self.checks])

    def quizzes_to_check(self) -> Iterable[Quiz]:
        return [*self.quizzes, *self.cleaned_data.get("more_quizzes", [])]

    def clean_classrooms(self) -> list[Classroom]:
        """A module goes only to learners who may read it."""
        chosen = list(self.cleaned_data["classrooms"])
        if isinstance(self.what, Module):
            readers = Classroom.objects.filter(
                classrooms_that_may_read(self.what), pk__in=[each.pk for each in chosen]
            )
            may = set(readers.values_list("pk", flat=True))
            for classroom in chosen:
                if classroom.pk not in may:
                    words = {"name": classroom.name}
                    raise forms.ValidationError(
                        _("%(name)s cannot read this module: it is private, and its owner does "
                          "not teach the class."), params=words,
                    )  # fmt: skip
        return chosen


class MoreQuizzesForm(RulesForm):
    """Other quizzes of a module that a class has already, and the rules for them."""

    more_quizzes = forms.ModelMultipleChoiceField(
        label=_("Quizzes"),
        queryset=Quiz.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one quiz.")},
    )
    field_order = ("more_quizzes",)

    def __init__(self, *args: Any, user: User, given: ModuleAssignment, **kwargs: Any) -> None:
        """The window that is proposed is that of the module."""
        window = {"opens_at": given.opens_at, "closes_at": given.closes_at}
        super().__init__(*args, quizzes=[], initial=window, **kwargs)
        more: Any = self.fields["more_quizzes"]
        more.queryset = quizzes_to_add(user, given)

    @property
    def is_empty(self) -> bool:
        """Whether there is no quiz left to add."""
        more: Any = self.fields["more_quizzes"]
        return not list(more.choices)

    def quizzes_to_check(self) -> Iterable[Quiz]:
        return list(self.cleaned_data.get("more_quizzes", []))


def quizzes_to_add(user: User, given: ModuleAssignment) -> QuerySet[Quiz]:
    """The published quizzes of a module that never stood below what the class was given."""
    there = given.quiz_assignments.order_by().values("quiz")
    return assignable_quizzes(user).filter(collection=given.module.collection).exclude(pk__in=there)


def _initial(rules: Rules) -> dict[str, Any]:
    certainty = {None: "", True: "yes", False: "no"}[rules.certainty]
    return {**rules.fields(), "certainty": certainty}


class WindowForm(RulesForm):
    """When a module is open; the rules of its quizzes are their own."""

    def __init__(self, *args: Any, below: Sequence[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, quizzes=[each.quiz for each in below], **kwargs)
        self.below = below
        for name in ("attempts_allowed", "time_limit_minutes", "show_feedback", "certainty",
                     "release_marks"):  # fmt: skip
            del self.fields[name]

    def what_to_check(self) -> Iterable[tuple[Quiz, Rules]]:
        """What was taken back does not move with the module."""
        opens, closes = self.rules.opens_at, self.rules.closes_at
        return [
            (each.quiz, replace(rules_of(each), opens_at=opens, closes_at=closes))
            for each in self.below
            if each.withdrawn_at is None
        ]
