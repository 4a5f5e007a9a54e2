"""What is wrong with devices, as problems of the hall: raised once, cleared once, also over a restart."""

import asyncio
from collections.abc import Mapping
from itertools import count

from drivers.contract import Clock
from edge.devices.states import SlotState
from edge.hall import commands as c
from edge.insisting import insist
from edge.ports import Commands, DeviceRoom, SlotStatus

_PATIENCE_S = 3.0  # a device that comes back sooner was never a problem; at start every device is opening
_NO_DEVICES = frozenset({"journal", "clock", "central", "calendar", "ratings"})  # others raise these


class TroubleKeeper:
    """Compares what devices say with the problems that the hall has on record, one device after the other."""

    def __init__(self, commands: Commands, devices: DeviceRoom, clock: Clock) -> None:
        self._commands = commands
        self._devices = devices
        self._clock = clock
        self._dirty: dict[str, SlotStatus] = {}
        self._wake = asyncio.Event()
        self._made = count(1)

    async def run(self) -> None:
        """Keep the record true until cancelled."""
        self._dirty.update(self._devices.statuses())
        stop = self._devices.watch(self._changed)
        try:
            await self._clear_gone()
            while True:
                self._wake.clear()
                if self._dirty:
                    await self._clock.sleep(_PATIENCE_S)
                    await self._settle_all()
                else:
                    await self._wake.wait()
        finally:
            stop()

    async def _clear_gone(self) -> None:
        """Clear what was wrong with devices that are configured no more: nobody will ever say that they are well."""
        places = self._devices.statuses().keys() | _NO_DEVICES
        for code, place in [key for key in self._commands.hall.state.problems if key[1] not in places]:
            await self._submit(c.ClearProblem(code, place))

    def _changed(self, status: SlotStatus) -> None:
        self._dirty[status.name] = status
        self._wake.set()

    async def _settle_all(self) -> None:
        dirty, self._dirty = self._dirty, {}
        for status in dirty.values():
            if status.state != SlotState.OPENING.value:
                await self._settle(status)

    async def _settle(self, status: SlotStatus) -> None:
        wanted = _troubles(status)
        known = {code for code, place in self._commands.hall.state.problems if place == status.name}
        for code, detail in wanted.items():
            if code not in known:
                await self._submit(c.RaiseProblem(code, status.name, detail))
        for code in known - wanted.keys():
            await self._submit(c.ClearProblem(code, status.name))

    async def _submit(self, command: c.RaiseProblem | c.ClearProblem) -> None:
        command_id = f"device/{command.place}/{command.code}/{self._clock.now().isoformat()}/{next(self._made)}"
        await insist(lambda: self._commands.submit(command, command_id), command_id, self._clock)


def _troubles(status: SlotStatus) -> Mapping[str, str]:
    """Return code → detail of everything that is wrong now."""
    found = dict.fromkeys(status.conditions, "")
    if status.problem:
        found[status.problem] = status.detail
    elif status.state not in (SlotState.READY.value, SlotState.OPENING.value):
        found[status.state] = status.detail
    return found
