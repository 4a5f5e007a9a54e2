"""One daemon a journal: a lock that ends with its process, however that ends."""

import fcntl
import os
from pathlib import Path

from edge.journal.errors import JournalInUse

NAME = "journal.lock"


def take_lock(folder: Path) -> int:
    """Return the locked descriptor, closing it gives the lock back; JournalInUse if another process has it."""
    descriptor = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
        os.close(descriptor)
        raise JournalInUse(f"the journal in {folder} is open in another process ({holder or 'unknown'})") from None
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, b"%d\n" % os.getpid(), 0)
    return descriptor
