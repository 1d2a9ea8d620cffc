"""What a person should know of what others did for her."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rosters.operations.notices import put_away, read_notices, unread_notices
from rosters.views.access import account_required, local_path, person_of_account


@never_cache
@require_safe
@account_required
def notices(request: HttpRequest) -> HttpResponse:
    """All that is new, and the last ones that were put away."""
    person = person_of_account(request)
    context = {"notices": unread_notices(person), "earlier": read_notices(person)}
    return render(request, "rosters/notices.html", context)


@require_POST
@account_required
def notices_put_away(request: HttpRequest) -> HttpResponse:
    """Put one away, or without its number all; then back to the page that showed it."""
    number = request.POST.get("notice", "")
    count = put_away(
        person_of_account(request),
        notice_id=int(number) if number.isdecimal() and len(number) < 16 else None,
        at=timezone.now(),
    )
    if count:
        said = ngettext("%(n)d notice put away.", "%(n)d notices put away.", count)
        messages.success(request, said % {"n": count})
    return redirect(local_path(request.POST.get("back")) or "rosters:notices")
