"""The room of all devices: what the hall may ask of them, and what everybody may know of them."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence

from drivers.contract import CallerNotice, Clock, DeviceEvent, Lines, Printed, Slip, Utterance
from drivers.errors import DeviceError
from edge.devices import verbs
from edge.devices.buses import Buses
from edge.devices.claims import Claims, describe_link, unreadable
from edge.devices.hotplug import PortWatcher, watch_ports
from edge.devices.links import real_lines
from edge.devices.nodes import DeviceNode
from edge.devices.slot import Slot
from edge.devices.states import SlotState
from edge.devices.supervisor import Supervisor, Surroundings
from edge.devices.trials import try_out
from edge.hall.refusal import Refused
from edge.ports import Answer, SlotStatus
from edge.settings.devices import Device, DeviceOff

OPENING_S = 3.0  # what a citizen before a printer that is just coming up is asked to wait
_WAITING_FOR_A_PORT = frozenset({SlotState.ABSENT, SlotState.AMBIGUOUS, SlotState.CONFLICT})


class Slots:
    """Every configured device by name; `run` keeps them alive.

    Jobs raise DeviceError: at once DeviceBusy("device_absent") where the device is not ready, the loss where one
    interrupts them. What is shown is not a job: it is kept, and brought to the device as soon and as often as needed.
    """

    def __init__(
        self,
        devices: Sequence[Device],
        devices_off: Sequence[DeviceOff],
        clock: Clock,
        *,
        buses: Buses | None = None,
        chance: Callable[[], float] | None = None,
    ) -> None:
        self._clock = clock
        self._has_looked = asyncio.Event()
        self._unreadable = unreadable(devices)
        running = [device for device in devices if device.name not in self._unreadable]
        self._claims = Claims(running)
        around = Surroundings(buses or real_lines(clock), clock, chance or secrets.SystemRandom().random)
        self._slots: dict[str, Slot] = {}
        self._supervisors: dict[str, Supervisor] = {}
        self._on_status: list[Callable[[SlotStatus], None]] = []
        self._on_event: list[Callable[[str, DeviceEvent], None]] = []
        for device in devices:
            slot = Slot(device.name, device.kind, device.spec, clock, describe_link(device))
            self._add(slot, self._unreadable.get(device.name, ""))
        for off in devices_off:
            self._add(Slot(off.name, off.kind, None, clock, ""), " ".join(str(problem) for problem in off.problems))
        for device in running:
            self._supervisors[device.name] = self._supervisor(device, around)

    async def run(self, watch: Callable[[PortWatcher], Awaitable[None]] = watch_ports) -> None:
        """Keep every device alive until cancelled; `watch` tells what is plugged in."""
        async with asyncio.TaskGroup() as group:
            group.create_task(_until_cancelled(watch(self.ports_changed)), name="ports")
            for name in self._supervisors:
                group.create_task(self._live(name), name=f"device {name}")

    async def _live(self, name: str) -> None:
        if self._claims.is_matched(name):
            await self._has_looked.wait()  # or it would be called absent before anybody looked
        await self._supervisors[name].run()

    # ---- what may be known

    def statuses(self) -> Mapping[str, SlotStatus]:
        """Return every slot as it is now, by name."""
        return {name: slot.status for name, slot in self._slots.items()}

    def watch(self, callback: Callable[[SlotStatus], None]) -> Callable[[], None]:
        """Call back with every changed status; returns how to stop."""
        self._on_status.append(callback)
        return lambda: self._on_status.remove(callback)

    def on_event(self, callback: Callable[[str, DeviceEvent], None]) -> Callable[[], None]:
        """Call back with everything a device says, and its name; returns how to stop. It must not block or raise."""
        self._on_event.append(callback)
        return lambda: self._on_event.remove(callback)

    def ports_changed(self, nodes: frozenset[DeviceNode], changed: DeviceNode | None) -> None:
        """Take what is plugged in now, and wake the slots that it concerns."""
        self._claims.settle(nodes)
        self._has_looked.set()
        for name, supervisor in self._supervisors.items():
            if changed is not None and self._claims.concerns(name, changed):
                supervisor.wake(is_replug=True)
            elif self._slots[name].state in _WAITING_FOR_A_PORT:
                supervisor.wake()

    # ---- what may be asked

    async def print(self, name: str, slip: Slip) -> Printed:
        """Put a slip on paper and return how sure the printer is; one that is being opened has a moment for it."""
        await self._slots[name].opened(OPENING_S)
        return await self._slots[name].do(lambda driver: verbs.print_slip(driver, slip))

    def show(self, name: str, lines: Lines) -> None:
        """Let a display show this from now on."""
        self._slots[name].display.show(lines)

    def notify(self, name: str, notice: CallerNotice) -> None:
        """Let a clerk's keypad show this from now on."""
        self._slots[name].notice.show(notice)

    async def speak(self, name: str, utterance: Utterance) -> None:
        """Return when it has been spoken, after all that waits before it; DeviceBusy("speech_dropped") if too late."""
        slot = self._slots[name]
        slot.check_ready()
        async with slot.speech.turn(utterance):
            await slot.do(lambda driver: verbs.speak(driver, utterance))

    async def invite(self, name: str) -> None:
        """Let a rating box ask."""
        await self._slots[name].do(verbs.invite)

    async def dismiss(self, name: str) -> None:
        """Let a rating box rest."""
        await self._slots[name].do(verbs.dismiss)

    def retry(self, name: str) -> None:
        """End a slot's wait, whatever it waits for; an open device is closed and opened anew."""
        if name in self._supervisors:
            self._supervisors[name].wake(is_replug=True)
            self._slots[name].restart()

    async def act(self, name: str, action: str) -> Answer:
        """Do `test` (what the device is for) or `restart`; the answer says what came of it. Refused if unknown."""
        if name not in self._slots:
            raise Refused("unknown_device", device=name)
        if action == "restart" and name in self._supervisors:
            self.retry(name)
            return {"outcome": "restarted"}
        if action == "test":
            return await self._try_out(self._slots[name])
        raise Refused("unknown_action", device=name, action=action)

    async def _try_out(self, slot: Slot) -> Answer:
        try:
            outcome = await slot.do(lambda driver: try_out(driver, slot.name, self._clock))
        except DeviceError as error:
            return {"outcome": "failed", "problem": error.code, "detail": error.detail}
        slot.display.repeat()
        slot.notice.repeat()
        return {"outcome": outcome}

    # ---- how it is put together

    def _add(self, slot: Slot, problem: str) -> None:
        slot.on_status = self._tell_status
        slot.on_event = self._tell_event
        if problem:
            slot.stay_off(problem)
        self._slots.setdefault(slot.name, slot)

    def _supervisor(self, device: Device, around: Surroundings) -> Supervisor:
        return Supervisor(self._slots[device.name], device, lambda: self._claims.find(device.name), around)

    def _tell_status(self, status: SlotStatus) -> None:
        for callback in tuple(self._on_status):
            callback(status)

    def _tell_event(self, name: str, event: DeviceEvent) -> None:
        for callback in tuple(self._on_event):
            callback(name, event)


async def _until_cancelled(watching: Awaitable[None]) -> None:
    await watching
