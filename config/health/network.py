"""Addresses, encryption, proxies and mail."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from config.health.findings import Finding, Look, Visit, advice, ok, problem

LOOPBACK = ("127.0.0.1", "::1")


def check_addresses(look: Look) -> list[Finding]:
    """The site answers under the names that it should, and under no other."""
    names = [name for name in settings.ALLOWED_HOSTS if name not in settings.LOOPBACK_HOSTS]
    if "*" in names:
        return [
            problem(
                "addresses",
                _("The site answers under any name that anybody makes up."),
                _("Name your addresses in GROUNDWORK_ALLOWED_HOSTS instead of *."),
            )
        ]
    if names:
        listed = ", ".join(names)
        return [ok("addresses", _("The site can be opened as {names}.").format(names=listed))]
    if settings.HTTPS:
        return [
            problem(
                "addresses",
                _("GROUNDWORK_HTTPS is on, but the site can only be opened on this computer."),
                _("Name its address in GROUNDWORK_ALLOWED_HOSTS."),
            )
        ]
    return [ok("addresses", _("The site can be opened on this computer only."))]


def check_encryption(look: Look) -> list[Finding]:
    """Passwords do not cross a network in the clear."""
    if settings.HTTPS:
        return [ok("encryption", _("The site is reached by https only."))]
    if not settings.SERVED_IN_THE_CLEAR:
        return []
    return [
        advice(
            "encryption",
            _("Passwords and answers cross the network unencrypted."),
            _("Fine inside a house you trust; docs/self-hosting.md says how to serve it by https."),
        )
    ]


def check_proxies(look: Look) -> list[Finding]:
    """As many proxies are trusted as stand in front."""
    trusted = settings.TRUSTED_PROXIES
    if settings.HTTPS and not trusted:
        return [
            problem(
                "proxies",
                _("https is on, but no proxy is trusted to say so: pages redirect to themselves."),
                _("Set GROUNDWORK_TRUSTED_PROXIES to the number of proxies in front, mostly 1."),
            )
        ]
    if trusted and not settings.HTTPS:
        return [
            advice(
                "proxies",
                _("A proxy is trusted, but https is off."),
                _(
                    "Set GROUNDWORK_HTTPS=yes if the proxy has a certificate; without a proxy set "
                    "GROUNDWORK_TRUSTED_PROXIES=0, or visitors can make up their address."
                ),
            )
        ]
    return _seen_from_here(look.visit, trusted) if look.visit else []


def _seen_from_here(visit: Visit, trusted: int) -> list[Finding]:
    """What the request itself tells of the proxies that it came through."""
    if trusted and visit.hops < trusted:
        text = _("{trusted} proxies are trusted, but this page came through {hops}.")
        return [
            problem(
                "proxies",
                text.format(trusted=trusted, hops=visit.hops),
                _("Set GROUNDWORK_TRUSTED_PROXIES right, and let each proxy add to its header."),
            )
        ]
    if not trusted and visit.remote in LOOPBACK and not visit.host.startswith(_own_names()):
        return [
            advice(
                "proxies",
                _("This page seems to come through a proxy on this computer that is not trusted."),
                _("Set GROUNDWORK_TRUSTED_PROXIES=1, or all visitors count as one address."),
            )
        ]
    return [ok("proxies", _("This page came through as many proxies as are trusted."))]


def _own_names() -> tuple[str, ...]:
    return tuple(settings.LOOPBACK_HOSTS)


def check_mail(look: Look) -> list[Finding]:
    """Links for new passwords reach somebody."""
    if not settings.EMAIL_HOST:
        return [
            advice(
                "mail",
                _("No mail server is set: links for a new password reach nobody."),
                _("Set GROUNDWORK_MAIL_HOST, or give people new passwords on the class page."),
            )
        ]
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        text = _("Mails are sent from {address}, which other servers refuse.")
        return [
            advice(
                "mail",
                text.format(address=settings.DEFAULT_FROM_EMAIL),
                _("Set GROUNDWORK_MAIL_FROM to an address of the school."),
            )
        ]
    text = _("Mails go through {host}.")
    return [ok("mail", text.format(host=settings.EMAIL_HOST))]


def check_debug(look: Look) -> list[Finding]:
    """Errors are not shown in full."""
    if not settings.DEBUG:
        return []
    return [
        problem(
            "debug",
            _("Errors are shown in full, with parts of the code and the settings."),
            _("Start without --debug and without GROUNDWORK_DEBUG."),
        )
    ]
