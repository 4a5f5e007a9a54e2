"""An event loop whose clock jumps to the next timer, so that a test may sleep for an hour at no cost."""

import asyncio
import selectors
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

START_S = 1_000.0  # not nought, so that "never" and "at the beginning" cannot be mixed up
PATIENCE_S = 5.0  # real seconds granted to a descriptor when the loop has no timer left to jump to


class VirtualLoop(asyncio.SelectorEventLoop):
    """Simulated `time()`; what would go to a thread runs inline; waiting for nothing at all is an error."""

    def __init__(self) -> None:
        self._now_s = START_S
        self._jumps = JumpingSelector(self._advance)
        super().__init__(self._jumps)

    def time(self) -> float:
        """Simulated seconds; moves only while nothing is ready to run."""
        return self._now_s

    def run_in_executor(self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts) -> asyncio.Future[T]:
        """Run `func` at once, on this thread, whatever the executor, and return a future that is done."""
        del executor
        done: asyncio.Future[T] = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - an executor hands every exception to who awaits it
            done.set_exception(error)
        return done

    def _advance(self, seconds: float) -> None:
        self._now_s += seconds


class JumpingSelector(selectors.DefaultSelector):
    """Looks at its descriptors without waiting, and reports the waiting it saved to `advance`."""

    def __init__(self, advance: Callable[[float], None]) -> None:
        super().__init__()
        self._advance = advance

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Ready descriptors; with none, time has moved on by `timeout`; AssertionError if nothing can ever happen."""
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        if timeout is not None:
            self._advance(timeout)
            return []
        ready = super().select(PATIENCE_S if self._has_descriptors() else 0)
        if not ready:
            message = "every task waits, but no timer is set and nothing can arrive: the test would hang"
            raise AssertionError(message)
        return ready

    def _has_descriptors(self) -> bool:
        return len(self.get_map()) > 1  # one is the loop's own wake-up pipe
