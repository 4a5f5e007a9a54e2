"""What keeps the daemon small, measured on a hall with one printer: 86 MB without any of this, 66 MB with it."""

import ctypes
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

from drivers.contract import Clock

SETTLED_S = 10.0  # after the start: devices are open, letters are drawn
M_ARENA_MAX = -8  # mallopt(3)
_CERTIFICATES = {"SSL_CERT_FILE": os.devnull, "SSL_CERT_DIR": os.devnull}


@contextmanager
def sparing() -> Iterator[None]:
    """Import the daemon in the body, before any thread is started.

    All threads share one heap, where the C library would give each its own. And aiohttp finds no certificates: it
    would read all that the machine has (2 MB, a tenth of a second) for a client that the daemon never is.
    """
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(M_ARENA_MAX, 1)
    before = {name: os.environ.get(name) for name in _CERTIFICATES}
    os.environ.update(_CERTIFICATES)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


async def settle(clock: Clock) -> None:
    """Once everything has started, give back what only the start needed.

    What is left stays as long as the daemon: the collector need not look at it again, which would stop the loop.
    """
    await clock.sleep(SETTLED_S)
    gc.collect()
    gc.freeze()
    libc = ctypes.CDLL(None)
    if hasattr(libc, "malloc_trim"):
        libc.malloc_trim(0)
