"""Prints the heaps of a process in which threads took memory at once: `… count_heaps FILE`.

glibc tells of them in the file. A test runs it.
"""

import ctypes
import sys
import threading
from pathlib import Path

import django

django.setup()
from config.serving import THREADS, share_one_heap  # noqa: E402  needs the settings

BYTES = 3_000


def main() -> None:
    told = Path(sys.argv[1])
    libc = ctypes.CDLL(None)
    libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
    libc.malloc_info.argtypes = [ctypes.c_int, ctypes.c_void_p]
    libc.fclose.argtypes = [ctypes.c_void_p]
    share_one_heap()
    together = threading.Barrier(THREADS + 1)

    def take() -> None:
        libc.malloc(BYTES)
        together.wait()

    for _ in range(THREADS):
        threading.Thread(target=take).start()
    together.wait()
    file = libc.fopen(bytes(told), b"w")
    libc.malloc_info(0, file)
    libc.fclose(file)
    print(told.read_text().count("<heap nr="))


if __name__ == "__main__":
    main()
