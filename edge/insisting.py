"""Asking until the journal can keep it: a full disk delays what has happened, it does not undo it."""

import logging
from collections.abc import Awaitable, Callable

from drivers.contract import Clock
from edge.hall.refusal import Refused
from edge.ports import JournalBroken

RETRY_S = 1.0

log = logging.getLogger(__name__)


async def insist(
    ask: Callable[[], Awaitable[object]], what: str, clock: Clock, patience_s: float = float("inf")
) -> bool:
    """Ask again while the journal is broken, as long as patience lasts; return whether it was done, not refused."""
    until = clock.monotonic() + patience_s
    while True:
        try:
            await ask()
        except Refused as refused:
            log.debug("%s: %s", what, refused.code)
            return False
        except JournalBroken:
            if clock.monotonic() >= until:
                log.warning("%s: the journal did not take it", what)
                return False
            await clock.sleep(RETRY_S)
        else:
            return True
