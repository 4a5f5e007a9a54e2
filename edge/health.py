"""Whether the daemon is well: what systemd's watchdog, screens and technicians are told.

The watchdog is fed by whoever has just seen the engine take a question and the journal answer one, on a loop that
runs; a bare timer would go on feeding a daemon that does nothing else any more.
"""

import ctypes
import os
import socket
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path

from drivers.contract import Clock
from edge.hall.commands import RaiseProblem
from edge.hall.refusal import Refused
from edge.ports import Commands, JournalBroken

ANSWER_WITHIN_S = 5.0
ASKED_EVERY_S = 5.0
JUMP_S = 5.0  # wall clock against the loop's clock between two looks
STA_UNSYNC = 0x0040  # adjtimex(2): nobody disciplines this clock
TIMEX_BYTES = 256  # larger than struct timex on every architecture

Question = Callable[[], Awaitable[object]]


def notify(message: str) -> None:
    """Tell systemd (`READY=1`, `WATCHDOG=1`, `STATUS=…`); nothing where it did not start us."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    kind = socket.SOCK_DGRAM | socket.SOCK_NONBLOCK
    with suppress(OSError), socket.socket(socket.AF_UNIX, kind) as there:  # it may be restarting itself
        there.connect(address)
        there.send(message.encode())


class Vitals:
    """Asks engine and journal in turn, and feeds the watchdog while both answer."""

    def __init__(self, questions: Mapping[str, Question], clock: Clock) -> None:
        self._questions = questions
        self._clock = clock
        self._answers: dict[str, bool] = dict.fromkeys(questions, True)

    def __call__(self) -> Mapping[str, bool]:
        """Return who answered when last asked."""
        return dict(self._answers)

    async def run(self) -> None:
        """Ask until cancelled."""
        while True:
            for name, question in self._questions.items():
                self._answers[name] = await self._asks(question)
            if all(self._answers.values()):
                notify("WATCHDOG=1")
            await self._clock.sleep(ASKED_EVERY_S)

    async def _asks(self, question: Question) -> bool:
        try:
            async with self._clock.timeout(ANSWER_WITHIN_S):
                await question()
        except (TimeoutError, JournalBroken):
            return False
        return True


class ClockWatch:
    """Notices a wall clock that jumps: a person should know, the queue's order does not care."""

    def __init__(self, commands: Commands, clock: Clock) -> None:
        self._commands = commands
        self._clock = clock

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            wall, steady = self._clock.now(), self._clock.monotonic()
            await self._clock.sleep(ASKED_EVERY_S)
            now = self._clock.now()
            jump_s = (now - wall).total_seconds() - (self._clock.monotonic() - steady)
            if abs(jump_s) > JUMP_S:
                await self._raise(jump_s, now.isoformat())

    async def _raise(self, jump_s: float, at: str) -> None:
        command = RaiseProblem("clock_jumped", "clock", f"{jump_s:+.0f} s at {at}")
        with suppress(Refused, JournalBroken):
            await self._commands.submit(command, f"clock/{at}")


def clock_source() -> str:
    """Return what keeps the wall clock right: `ntp`, `rtc`, or `unsynced`."""
    libc = ctypes.CDLL(None, use_errno=True)
    timex = ctypes.create_string_buffer(TIMEX_BYTES)  # modes = 0: read only
    if libc.adjtimex(timex) >= 0:
        # modes (padded to a long), offset, freq, maxerror, esterror, and then the status
        status = ctypes.c_int.from_buffer(timex, 5 * ctypes.sizeof(ctypes.c_long))
        if not status.value & STA_UNSYNC:
            return "ntp"
    return "rtc" if Path("/dev/rtc0").exists() else "unsynced"
