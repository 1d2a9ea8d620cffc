"""What rosters does in the background."""

from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.core.management import call_command
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django_tasks import task

from rosters.models import User
from rosters.operations.erasure import erased_lately, forget_deleted_text
from rosters.operations.guests import purge_unused_guests
from rosters.operations.sign_in import purge_sign_in_failures


@task()
def nightly() -> None:
    """Purge unused guests, old failed sign-ins and ended sessions; forget who was erased."""
    purge_unused_guests(on=timezone.localdate())
    purge_sign_in_failures(at=timezone.now())
    call_command("clearsessions")
    if erased_lately(at=timezone.now()):
        forget_deleted_text()


@task()
def send_reset_mails(email: str, site: str) -> None:
    """Mail a link for a new password to every open account with this address.

    In the background, so that the page answers alike whether or not anybody has the address.
    site: scheme and host that the link starts with, such as https://groundwork.school.example.
    """
    people = User.objects.filter(email__iexact=email, is_active=True).exclude(email="")
    for person in people:
        # What was typed may differ from what is kept in letters that only look alike.
        if person.has_usable_password():
            send_mail(*_reset_mail(person, site), None, [person.email])


def _reset_mail(person: User, site: str) -> tuple[str, str]:
    """Subject and text of the mail."""
    context = {
        "person": person,
        "site": site,
        "uid": urlsafe_base64_encode(force_bytes(person.pk)),
        "token": default_token_generator.make_token(person),
    }
    subject = render_to_string("rosters/password_reset_subject.txt", context)
    return " ".join(subject.split()), render_to_string("rosters/password_reset_mail.txt", context)
