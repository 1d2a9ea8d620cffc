"""Receipts: a learner's list, and the page that checks one."""

import re
from dataclasses import dataclass

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from quizzes.models import Attempt, ResponseRevision
from quizzes.operations.receipts import Receipt, receipt_of, verify_attempt
from quizzes.permissions import get_attempt_for_checking, get_attempt_for_learner

LINE = re.compile(r"attempt\s+(\d{1,12}),\s+save\s+(\d{1,9}),\s+(\S+),\s+([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One receipt in the learner's list."""

    receipt: Receipt
    position: int
    is_current: bool
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What the check of one receipt line found."""

    holds: bool
    sentences: list[str]


class ReceiptForm(forms.Form):
    line = forms.CharField(
        label=gettext_lazy("Receipt line"),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        max_length=400,
    )

    helper = FormHelper()
    helper.add_input(Submit("check", gettext_lazy("Check the receipt")))


@never_cache
@require_GET
def attempt_receipts(request: HttpRequest, attempt_id: int) -> HttpResponse:
    attempt = get_attempt_for_learner(request.user, attempt_id)
    revisions = attempt.revisions.select_related("response").order_by("-number")
    rows = [
        ReceiptRow(
            receipt=receipt_of(revision),
            position=revision.response.position,
            is_current=revision.number == revision.response.revision,
            verdict=revision.verdict,
        )
        for revision in revisions
    ]
    context = {
        "attempt": attempt,
        "receipts": rows,
        "report": verify_attempt(attempt),
        "nav": "modules",
    }
    return render(request, "quizzes/attempt_receipts.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def receipt_check(request: HttpRequest) -> HttpResponse:
    form = ReceiptForm(request.POST or None)
    result = None
    if form.is_valid():
        match = LINE.search(form.cleaned_data["line"])
        if match is None:
            form.add_error("line", _("This is not a receipt line. Copy the whole line."))
        else:
            attempt = get_attempt_for_checking(request.user, int(match[1]))
            result = _check(attempt, int(match[2]), match[3], match[4])
    return render(request, "quizzes/receipt_check.html", {"form": form, "result": result})


def _check(attempt: Attempt | None, number: int, at: str, digest: str) -> CheckResult:
    if attempt is None:
        return CheckResult(False, [_("There is no such attempt that you may check.")])
    revision = ResponseRevision.objects.filter(attempt=attempt, number=number).first()
    if revision is None:
        return CheckResult(False, [_("This attempt holds no save of that number.")])
    report = verify_attempt(attempt)
    same = revision.digest == digest and receipt_of(revision).line.split(", ")[3] == at
    sentences = [
        _("The save is here, with the same time and digest.")
        if same
        else _("The save that is here is not the one that this receipt was given for."),
        _("The whole chain of this attempt holds under the key of this site.")
        if report.holds
        else " ".join(report.problems),
        _(
            "The chain shows that nothing was changed by anyone without the key. Against somebody "
            "who holds both the database and the key, or puts an older copy back, only your own "
            "receipt line is proof."
        ),
    ]
    return CheckResult(same and report.holds, sentences)
