"""The life of one slot: look for its port, open, greet, listen, lose, wait, again.

```
           found            greeted                 LinkLost, DeviceBusy, a bug
ABSENT … ────────▶ OPENING ─────────▶ READY ───────────────────────────────────▶ BACKOFF ──timer, replug, person──▶ look
   ▲                  │                 │         DeviceRejected
   └── port missing ──┴─────────────────┴───────────────────────────────────────▶ REJECTED ──replug, person──▶ look
```

The class of the error decides how long to wait; a plug or a person cuts every wait short. What goes wrong is logged
once when it begins and once when it is over. Here stands the program's only broad `except`: a bug in one driver costs
its device, never the hall.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Final

from drivers.contract import Clock, DeviceEvent, Driver, NotifiesClerk, ShowsCalls
from drivers.errors import DeviceBusy, DeviceError, DeviceRejected
from edge.devices.addresses import Address
from edge.devices.backoff import STEADY_S, Backoff
from edge.devices.buses import Buses
from edge.devices.session import Session, device_error
from edge.devices.slot import Slot
from edge.devices.states import Happening, SlotState
from edge.settings.devices import Device

log = logging.getLogger(__name__)

PROBE_EVERY_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a slot's device is now; without an address, the problem says why."""

    address: Address | None
    happening: Happening = Happening.FOUND
    problem: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all supervisors share."""

    buses: Buses
    clock: Clock
    chance: Callable[[], float]  # from 0 to 1


class Supervisor:
    """The one coroutine that owns a slot; `find` looks where its device is."""

    def __init__(self, slot: Slot, device: Device, find: Callable[[], Whereabouts], around: Surroundings) -> None:
        self._slot = slot
        self._device = device
        self._find = find
        self._buses = around.buses
        self._clock = around.clock
        self._chance = around.chance
        self._backoff = Backoff(around.chance)
        self._woken = asyncio.Event()
        self._told: set[str] = set()  # problems of this outage that the log has

    def wake(self, *, is_replug: bool = False) -> None:
        """End the wait, or the next one if it is not waiting now; after a replug the patience is new, too."""
        if is_replug:
            self._backoff.forget()
        self._woken.set()

    async def run(self) -> None:
        """Live until cancelled."""
        try:
            while True:
                self._woken.clear()
                await self._wait(await self._try())
        finally:
            self._slot.end()
            self._slot.move(Happening.STOPPED)

    async def _try(self) -> float | None:
        """Go through one attempt, however long it lasts; return the seconds to wait then, None for a waking alone."""
        where = self._find()
        if where.address is None:
            self._slot.move(where.happening, where.problem, where.detail, link="")
            self._tell(where.problem, where.detail)
            return None
        self._slot.move(Happening.FOUND, link=str(where.address))
        began = self._clock.monotonic()
        try:
            await self._attend(where.address)
        except Exception as error:  # noqa: BLE001 - the only one: whatever a driver does wrong must end here
            if self._clock.monotonic() - began > STEADY_S:
                self._backoff.forget()
            return self._fail(error)
        finally:
            self._slot.end()
        return None  # not reached: attending ends only by raising

    async def _attend(self, address: Address) -> None:
        """Open the device and serve it until it is lost; ends only by raising."""
        async with (
            self._buses.link(address) as link,
            self._device.spec.open(self._device.settings, link, self._clock) as driver,
            Session(driver) as session,
            asyncio.TaskGroup() as group,
        ):
            self._begin(session)
            group.create_task(session.over())
            group.create_task(self._listen(driver.events()))
            group.create_task(self._probe(driver))
            slot = self._slot
            if isinstance(driver, ShowsCalls):
                show = driver.show
                group.create_task(slot.display.run(lambda lines: slot.do(lambda _: show(lines)), self._clock))
            if isinstance(driver, NotifiesClerk):
                notify = driver.notify
                group.create_task(slot.notice.run(lambda notice: slot.do(lambda _: notify(notice)), self._clock))

    async def _listen(self, events: AsyncIterator[DeviceEvent]) -> None:
        async for event in events:
            self._slot.hear(event)
        raise RuntimeError(f"the events of {self._device.kind} ended without an error")

    async def _probe(self, driver: Driver) -> None:
        """Ask now and then whether it is still there, unless it has just shown that it is."""
        while True:
            await self._clock.sleep(PROBE_EVERY_S * (0.9 + 0.2 * self._chance()))
            if self._slot.is_busy or self._slot.has_spoken_within(PROBE_EVERY_S / 2):
                continue
            try:
                await driver.probe()
            except DeviceBusy as refusal:
                self._slot.note_answer(refusal, is_of_job=False)
            else:
                self._slot.note_answer(None, is_of_job=False)

    def _begin(self, session: Session) -> None:
        self._slot.begin(session)
        if self._told:
            self._told.clear()
            log.info("device %s is back", self._device.name)
        else:
            log.info("device %s is ready", self._device.name)

    def _fail(self, error: Exception) -> float | None:
        """Enter the state that the error leads to; return the seconds to wait."""
        known = device_error(error)
        if known is None:
            self._slot.move(Happening.BROKEN, "driver_bug", f"{type(error).__name__} in {self._device.kind}")
            self._tell("driver_bug", f"a bug in {self._device.kind}", bug=error)
        else:
            self._slot.move(_happening(known, self._slot.state), known.code, known.detail)
            self._tell(known.code, known.detail)
        return self._backoff.delay_after(known)

    def _tell(self, code: str, detail: str, bug: Exception | None = None) -> None:
        """Log each problem of an outage once."""
        if code not in self._told:
            self._told.add(code)
            level = logging.WARNING if bug is None else logging.ERROR
            log.log(level, "device %s: %s: %s", self._device.name, code, detail, exc_info=bug)

    async def _wait(self, delay_s: float | None) -> None:
        try:
            async with self._clock.timeout(delay_s):
                await self._woken.wait()
        except TimeoutError:
            return


def _happening(error: DeviceError, state: SlotState) -> Happening:
    match error:
        case DeviceRejected():
            return Happening.REJECTED
        case DeviceBusy():
            return Happening.BUSY
        case _ if error.code == "device_absent" and state is SlotState.OPENING:
            return Happening.MISSING
        case _:
            return Happening.LOST
