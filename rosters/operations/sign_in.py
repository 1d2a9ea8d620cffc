"""Signing in, and what slows down whoever guesses passwords (decision 23).

A failed try counts for the log-in name that was typed, and for that name together with the
address it came from. Neither counts for the address alone: a class has one address. Nothing ever
locks: the delays grow to a bound, tries that come too early neither count nor lengthen it, and
names that nobody has are slowed just the same, so that a delay confirms nothing.
"""

import ipaddress
import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from rosters.models import SignInFailure, User

WINDOW = timedelta(hours=1)
"""How far back failed tries count."""

KEPT_FOR = timedelta(days=1)

FREE_TRIES_FROM_ONE_ADDRESS = 4
LONGEST_FOR_ONE_ADDRESS = 300
FREE_TRIES_FROM_ANYWHERE = 20
LONGEST_FROM_ANYWHERE = 30
"""Seconds. The bound for an account from anywhere is low: its owner must be able to get in while
somebody else keeps guessing."""

MOST_LOOKED_AT = 100
NETWORK_BITS = 64
"""One household or phone has a whole IPv6 network of this prefix."""


class WrongNameOrPassword(Exception):
    """The two do not belong together, or the account is closed; which of these is not told."""


class TooManyTries(Exception):
    """This try came before the delay was over. `seconds`: how long to wait, 1 or more."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def sign_in(username: str, password: str, *, address: str, at: datetime) -> User:
    """The person with this log-in name and password. Raises WrongNameOrPassword, TooManyTries.

    The try is written down before the password is looked at, and struck out when it was right, so
    that many tries at once do not slip through. Statements of a failed try: three, whether or not
    the account exists; of a right one: four.
    """
    account, pair = _digest(username), _digest(username, _network(address))
    this_try = SignInFailure.objects.create(account=account, address_digest=pair, at=at)
    earlier = list(
        SignInFailure.objects.filter(account=account, at__gt=at - WINDOW, pk__lt=this_try.pk)
        .order_by("-at")
        .values_list("address_digest", "at")[:MOST_LOOKED_AT]
    )
    seconds = seconds_to_wait(earlier, pair=pair, at=at)
    if seconds:
        this_try.delete()
        raise TooManyTries(seconds)
    person = authenticate(None, username=username, password=password)
    if not isinstance(person, User):
        raise WrongNameOrPassword
    SignInFailure.objects.filter(account=account, address_digest=pair).delete()
    return person


def seconds_to_wait(failures: Sequence[tuple[str, datetime]], *, pair: str, at: datetime) -> int:
    """Whole seconds until the next try counts, 0 when it may come now.

    failures: (digest of account and address, time) of the failed tries of one account.
    """
    from_here = [when for digest, when in failures if digest == pair]
    anywhere = [when for _digest, when in failures]
    waits = [
        _left(from_here, free=FREE_TRIES_FROM_ONE_ADDRESS, longest=LONGEST_FOR_ONE_ADDRESS, at=at),
        _left(anywhere, free=FREE_TRIES_FROM_ANYWHERE, longest=LONGEST_FROM_ANYWHERE, at=at),
    ]
    return max(waits)


def delay_after(failures: int, *, free: int, longest: int) -> int:
    """Seconds between two tries after so many failures: 0, then 2, 4, 8 … up to `longest`."""
    if failures <= free:
        return 0
    return int(min(2 ** min(failures - free, 20), longest))


def forget_failures(person: User) -> None:
    """Strike out an account's failed tries: its owner has proved who she is another way."""
    SignInFailure.objects.filter(account=_digest(person.username or "")).delete()


def failures_of(username: str) -> QuerySet[SignInFailure]:
    """The failed tries with this log-in name that are still kept."""
    return SignInFailure.objects.filter(account=_digest(username))


def purge_sign_in_failures(*, at: datetime) -> int:
    """Delete failed tries older than a day. Returns how many."""
    deleted, _by_model = SignInFailure.objects.filter(at__lt=at - KEPT_FOR).delete()
    return deleted


def _left(times: Sequence[datetime], *, free: int, longest: int, at: datetime) -> int:
    if not times:
        return 0
    passed = (at - max(times)).total_seconds()
    return max(0, math.ceil(delay_after(len(times), free=free, longest=longest) - passed))


def _digest(*parts: str) -> str:
    # People type passwords into the field for the name: what was typed is not kept as it was.
    text = "\n".join(part.strip().lower() for part in parts)
    return salted_hmac("rosters.sign_in", text, algorithm="sha256").hexdigest()


def _network(address: str) -> str:
    """The address that counts as one: an IPv4 address, or the network of an IPv6 one."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((known, NETWORK_BITS), strict=False))
