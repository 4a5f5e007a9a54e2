"""One configured device as the rest of the program knows it: its state, its problem, and its jobs."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from drivers.contract import (
    AnySpec,
    CallerNotice,
    Clock,
    ConditionsChanged,
    DeviceEvent,
    Driver,
    Lines,
)
from drivers.errors import DeviceBusy, DeviceError, LinkLost
from edge.devices.problems import repair
from edge.devices.projection import Projection
from edge.devices.session import Session
from edge.devices.speech import SpeechQueue
from edge.devices.states import Happening, SlotState, after
from edge.ports import SlotStatus

T = TypeVar("T")


class Slot:
    """State and jobs of one device; its supervisor alone moves it."""

    def __init__(self, name: str, kind: str, spec: AnySpec | None, clock: Clock, link: str) -> None:
        self.name = name
        self.spec = spec
        self.state = SlotState.OFF
        self._settled = SlotState.OFF  # the last state that was not a mere try; `since` counts from its beginning
        self.display: Projection[Lines] = Projection()
        self.notice: Projection[CallerNotice] = Projection()
        self.speech = SpeechQueue(name, clock)
        self.on_status: Callable[[SlotStatus], None] = lambda _status: None
        self.on_event: Callable[[str, DeviceEvent], None] = lambda _name, _event: None
        self._clock = clock
        self._session: Session | None = None
        self._one_job = asyncio.Lock()
        self._ready = asyncio.Event()
        self._last_heard: datetime | None = None
        self._heard_s = float("-inf")  # the same on the clock that never jumps
        self._is_refused = False  # by the last job; a friendly answer to a probe does not mend that
        capabilities = frozenset(capability.value for capability in spec.capabilities) if spec else frozenset[str]()
        self._status = SlotStatus(
            name=name, kind=kind, state=self.state.value, since=clock.now(), link=link, capabilities=capabilities
        )

    @property
    def status(self) -> SlotStatus:
        """Everything that may be known of it, now; made anew only where something has changed."""
        if self._status.last_heard is not self._last_heard:
            self._status = replace(self._status, last_heard=self._last_heard)
        return self._status

    def has_spoken_within(self, seconds: float) -> bool:
        """Whether the device itself has said or confirmed anything lately."""
        return self._clock.monotonic() - self._heard_s < seconds

    @property
    def is_busy(self) -> bool:
        """Whether a job is under way or waits for another."""
        return self._one_job.locked()

    def move(self, happening: Happening, code: str = "", detail: str = "", link: str | None = None) -> None:
        """Enter the state that follows, with the problem that explains it."""
        self.state = after(self.state, happening)
        is_trying = self.state is SlotState.OPENING  # a try changes nothing yet: what was wrong is what is wrong
        is_the_same = is_trying or (self.state is self._settled and code == self._status.problem)
        if not is_trying:
            self._settled = self.state
        self._tell(
            state=self.state.value,
            since=self._status.since if is_the_same else self._clock.now(),
            conditions=frozenset[str](),
            link=self._status.link if link is None else link,
            **({} if is_trying else self._problem(code, detail)),
        )

    def begin(self, session: Session) -> None:
        """Take jobs from now on: the device is ready."""
        self._session = session
        self._ready.set()
        self._is_refused = False
        self._mark()
        self._status = replace(self._status, info=session.driver.info)
        self.move(Happening.GREETED)

    def end(self) -> None:
        """Take no more jobs."""
        self._session = None
        self._ready.clear()

    def restart(self) -> None:
        """Close the device, if it is open, as if it had been lost."""
        if self._session is not None:
            self._session.end(LinkLost("link_lost", "opened anew because a person asked for it"))

    def hear(self, event: DeviceEvent) -> None:
        """Pass on what the device said of itself."""
        self._mark()
        if isinstance(event, ConditionsChanged):
            is_mended = self._status.problem not in event.codes
            self._tell(conditions=event.codes, **self._problem("", "") if is_mended else {})
        self.on_event(self.name, event)

    def note_answer(self, refusal: DeviceBusy | None, *, is_of_job: bool) -> None:
        """Remember how the device last answered: with this refusal, or well."""
        self._mark()
        if self.state is not SlotState.READY or (self._is_refused and not is_of_job):
            return
        self._is_refused = is_of_job and refusal is not None
        self._tell(**self._problem(refusal.code, refusal.detail) if refusal else self._problem("", ""))

    def stay_off(self, detail: str) -> None:
        """Say why it never starts."""
        self._tell(**self._problem("bad_settings", detail))

    async def do(self, work: Callable[[Driver], Awaitable[T]]) -> T:
        """Do one job after the other; DeviceBusy("device_absent") at once while the device is not ready.

        A job that a loss interrupts raises that loss; DeviceBusy of the device is noted as the slot's problem.
        """
        session = self.check_ready()
        async with self._one_job:
            if self._session is not session:
                session = self.check_ready()
            try:
                outcome = await session.do(work)
            except DeviceBusy as refusal:
                self.note_answer(refusal, is_of_job=True)
                raise
        self.note_answer(None, is_of_job=True)
        return outcome

    async def opened(self, within_s: float) -> None:
        """Return once the device is ready, at the latest after `within_s`; at once where nobody is opening it."""
        if self._session is None and self.state in (SlotState.OPENING, SlotState.OFF) and self.spec is not None:
            with suppress(TimeoutError):
                async with self._clock.timeout(within_s):
                    await self._ready.wait()

    def check_ready(self) -> Session:
        """Return the session; DeviceBusy("device_absent") if the device is not ready."""
        if self._session is None:
            raise absent(self.name, self._status.problem or self.state.value)
        return self._session

    def _mark(self) -> None:
        self._last_heard = self._clock.now()
        self._heard_s = self._clock.monotonic()

    def _problem(self, code: str, detail: str) -> dict[str, str]:
        hint = repair(code, self.spec.repairs if self.spec else {}) if code else ""
        return {"problem": code, "detail": detail, "repair": hint}

    def _tell(self, **changes: object) -> None:
        changed = replace(self._status, **changes)  # type: ignore[arg-type]
        if changed != self._status:
            self._status = changed
            self.on_status(self.status)


def absent(name: str, why: str) -> DeviceError:
    """Return the refusal of a job for a device that is not ready."""
    return DeviceBusy("device_absent", f"{name} is not ready ({why})")
