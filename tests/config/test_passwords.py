import threading

from django.contrib.auth.hashers import check_password, make_password
from django.test import override_settings

from config import passwords
from config.passwords import Argon2idPasswordHasher, OneThread

SITE_HASHERS = [
    "config.passwords.Argon2idPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]


def test_hash_states_argon2id_with_19_mib_two_passes_one_lane():
    encoded = Argon2idPasswordHasher().encode("a long password", "saltsaltsalt")
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


@override_settings(PASSWORD_HASHERS=SITE_HASHERS)
def test_site_checks_the_password_that_it_hashed():
    encoded = make_password("a long password")
    assert check_password("a long password", encoded)
    assert not check_password("another password", encoded)


@override_settings(PASSWORD_HASHERS=SITE_HASHERS)
def test_password_hashed_with_other_costs_is_hashed_anew():
    old = "argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdHNhbHRzYWx0$AAAA"
    assert Argon2idPasswordHasher().must_update(old)


def test_hashing_happens_in_one_thread_one_after_the_other():
    running, most, names = [0], [0], set()
    one = OneThread()

    def step() -> None:
        running[0] += 1
        most[0] = max(most[0], running[0])
        names.add(threading.current_thread().name)
        running[0] -= 1

    callers = [threading.Thread(target=one.call, args=(step,)) for _ in range(20)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert most == [1]
    assert len(names) == 1


def test_error_in_the_thread_reaches_the_caller():
    def fail() -> None:
        raise LookupError

    try:
        passwords.HASHING.call(fail)
    except LookupError:
        return
    raise AssertionError
