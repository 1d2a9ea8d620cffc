"""How passwords are hashed: argon2id, sized for a school's small server."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.contrib.auth.hashers import Argon2PasswordHasher

Answer = TypeVar("Answer")


class OneThread:
    """Runs one call after the other in a thread of its own.

    A class signs in at the same minute. Hashing on the server's threads would take 19 MiB for each
    at once and hold the interpreter's attention from everybody else's pages; one after the other,
    memory stays flat and the pages of those who are in already stay quick.
    """

    def __init__(self) -> None:
        self._executor: ThreadPoolExecutor | None = None
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forget)

    def call(self, function: Callable[[], Answer]) -> Answer:
        """Run the function in the thread, wait, and return or raise what it did."""
        if self._executor is None:
            self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="passwords")
        return self._executor.submit(function).result()

    def _forget(self) -> None:
        # Threads do not survive a fork (gunicorn makes its workers so).
        self._executor = None


HASHING = OneThread()


class Argon2idPasswordHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes and one lane, OWASP's first choice.

    Django's default asks for 100 MiB and eight lanes, which costs a small machine 15 times the CPU.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """Hash in the one thread."""
        encode = super().encode
        return HASHING.call(lambda: encode(password, salt))

    def verify(self, password: str, encoded: str) -> bool:
        """Check in the one thread."""
        verify = super().verify
        return HASHING.call(lambda: verify(password, encoded))
