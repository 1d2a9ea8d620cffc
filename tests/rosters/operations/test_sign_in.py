from datetime import UTC, datetime, timedelta

import pytest

from rosters.models import SignInFailure
from rosters.operations.people import choose_password
from rosters.operations.sign_in import (
    TooManyTries,
    WrongNameOrPassword,
    delay_after,
    forget_failures,
    purge_sign_in_failures,
    seconds_to_wait,
    sign_in,
)
from tests.factories import PASSWORD

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HERE, THERE = "192.0.2.7", "192.0.2.8"


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def fail(username, *, times=1, address=HERE, at=NOON):
    for _try in range(times):
        with pytest.raises(WrongNameOrPassword):
            sign_in(username, "not this", address=address, at=at)


def test_right_password_signs_in(ada):
    assert sign_in("ada", PASSWORD, address=HERE, at=NOON) == ada
    assert not SignInFailure.objects.exists()


@pytest.mark.parametrize("typed", ["ADA", " ada "])
def test_log_in_name_is_read_in_any_capitals(typed, ada):
    assert sign_in(typed, PASSWORD, address=HERE, at=NOON) == ada


def test_wrong_password_is_refused(ada):
    fail("ada")


def test_closed_account_is_refused_like_a_wrong_password(ada):
    ada.is_active = False
    ada.save()
    with pytest.raises(WrongNameOrPassword):
        sign_in("ada", PASSWORD, address=HERE, at=NOON)


def test_guest_cannot_be_signed_in_to(guest):
    for name in ("", "None", "null"):
        with pytest.raises(WrongNameOrPassword):
            sign_in(name, "", address=HERE, at=NOON)


def test_four_failures_cost_nothing(ada):
    fail("ada", times=4)
    assert sign_in("ada", PASSWORD, address=HERE, at=NOON) == ada


def test_fifth_failure_costs_two_seconds(ada):
    fail("ada", times=5)
    with pytest.raises(TooManyTries) as early:
        sign_in("ada", PASSWORD, address=HERE, at=later(0.5))
    assert early.value.seconds == 2
    assert sign_in("ada", PASSWORD, address=HERE, at=later(2)) == ada


def test_delays_double_up_to_a_bound():
    delays = [delay_after(failures, free=4, longest=300) for failures in range(4, 15)]
    assert delays == [0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


def test_delay_is_bounded_after_any_number_of_failures():
    assert delay_after(1_000_000, free=4, longest=300) == 300


def test_early_tries_neither_count_nor_lengthen_the_delay(ada):
    fail("ada", times=5)
    for _try in range(10):
        with pytest.raises(TooManyTries):
            sign_in("ada", PASSWORD, address=HERE, at=later(1))
    assert SignInFailure.objects.count() == 5
    assert sign_in("ada", PASSWORD, address=HERE, at=later(2)) == ada


def test_another_account_from_the_same_address_is_not_slowed(ada, ben):
    fail("ada", times=5)
    assert sign_in("ben", PASSWORD, address=HERE, at=NOON) == ben


def test_a_class_behind_one_address_signs_in_after_failures_of_all(ada, ben, db):
    for number in range(60):
        fail(f"learner-{number}", times=4)
    assert sign_in("ada", PASSWORD, address=HERE, at=NOON) == ada


def test_account_elsewhere_is_not_slowed_by_a_few_failures_here(ada):
    for second in (0, 10, 30, 60, 120):
        fail("ada", at=later(second))
    fail("ada", at=later(130))
    assert sign_in("ada", PASSWORD, address=THERE, at=later(130)) == ada


def test_account_is_slowed_when_many_addresses_fail(ada):
    for number in range(21):
        fail("ada", address=f"198.51.100.{number}")
    with pytest.raises(TooManyTries) as early:
        sign_in("ada", PASSWORD, address=HERE, at=later(1))
    assert early.value.seconds == 1
    assert sign_in("ada", PASSWORD, address=HERE, at=later(2)) == ada


def test_account_is_never_slowed_for_more_than_thirty_seconds_from_anywhere():
    failures = [(f"address {number}", NOON) for number in range(1000)]
    assert seconds_to_wait(failures, pair="here", at=NOON) == 30


def test_names_of_nobody_are_slowed_alike(ada):
    fail("ada", times=5)
    fail("nobody", times=5)
    waits = []
    for name in ("ada", "nobody"):
        with pytest.raises(TooManyTries) as early:
            sign_in(name, "not this", address=HERE, at=NOON)
        waits.append(early.value.seconds)
    assert waits == [2, 2]


@pytest.mark.parametrize("name", ["ada", "nobody"])
def test_failed_try_costs_three_statements(name, ada, django_assert_num_queries):
    with django_assert_num_queries(3):
        fail(name)


def test_right_try_costs_four_statements(ada, django_assert_num_queries):
    with django_assert_num_queries(4):
        sign_in("ada", PASSWORD, address=HERE, at=NOON)


def test_signing_in_forgets_the_failures_from_here_alone(ada):
    fail("ada", times=3)
    fail("ada", times=3, address=THERE)
    sign_in("ada", PASSWORD, address=HERE, at=NOON)
    assert SignInFailure.objects.count() == 3


def test_failures_count_for_an_hour(ada):
    fail("ada", times=5)
    fail("ada", at=NOON + timedelta(hours=1))
    assert sign_in("ada", PASSWORD, address=HERE, at=NOON + timedelta(hours=1)) == ada


def test_one_ipv6_network_counts_as_one_address(ada):
    for number in range(5):
        fail("ada", address=f"2001:db8:1:2::{number}")
    with pytest.raises(TooManyTries):
        sign_in("ada", PASSWORD, address="2001:db8:1:2::ffff", at=later(1))


def test_an_ipv4_address_written_as_ipv6_is_the_same(ada):
    fail("ada", times=5, address=HERE)
    with pytest.raises(TooManyTries):
        sign_in("ada", PASSWORD, address=f"::ffff:{HERE}", at=later(1))


def test_what_was_typed_as_a_name_is_not_kept(db):
    fail("my secret password", address="no address")
    kept = SignInFailure.objects.get()
    assert "secret" not in kept.account
    assert len(kept.account) == len(kept.address_digest) == 64


def test_forget_failures_ends_the_delay(ada):
    fail("ada", times=5)
    choose_password(ada, PASSWORD)
    forget_failures(ada)
    assert sign_in("ada", PASSWORD, address=HERE, at=NOON) == ada


def test_failures_older_than_a_day_are_purged(db):
    fail("old", at=NOON - timedelta(hours=25))
    fail("new", at=NOON - timedelta(hours=23))
    assert purge_sign_in_failures(at=NOON) == 1
    assert purge_sign_in_failures(at=NOON) == 0
    assert SignInFailure.objects.count() == 1


@pytest.mark.parametrize("typed", ["ADA", " ada "])
def test_failures_count_in_any_capitals(typed, ada):
    """Otherwise each spelling of one name would have tries of its own."""
    fail("ada", times=5)
    with pytest.raises(TooManyTries):
        sign_in(typed, PASSWORD, address=HERE, at=NOON)


def test_newest_failure_counts_however_many_there_are(ada):
    fail("ada")
    [last] = SignInFailure.objects.all()
    SignInFailure.objects.bulk_create(
        SignInFailure(account=last.account, address_digest=last.address_digest, at=at)
        for at in [later(-1800)] * 120 + [NOON]
    )
    with pytest.raises(TooManyTries):
        sign_in("ada", PASSWORD, address=HERE, at=later(1))
