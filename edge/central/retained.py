"""Keeps what the broker retains true: everything after a connect, then what has changed, nothing that is gone."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from edge.central.heat import heat_state
from edge.central.payloads import encode
from edge.central.state import State, device_states, hall_states, report
from edge.central.surroundings import Surroundings
from edge.central.topics import Topics
from edge.central.uplink import Outlet, Receipt
from edge.clock import Deadline

GATHER_S = 0.3  # changes within it go out together
REPORT_EVERY_S = 5.0
REFRESH_S = 300.0  # so that `seen` never grows old while all is well


class RetainedStates:
    """One object for all connections, one `run` for each."""

    def __init__(self, topics: Topics, around: Surroundings) -> None:
        self._topics = topics
        self._commands = around.commands
        self._devices = around.devices
        self._clock = around.clock
        self._figures = around.figures
        self._published: dict[str, State | None] = {}
        self._is_hall_due = self._is_room_due = True
        self._changed = asyncio.Event()

    def watch(self) -> Callable[[], None]:
        """Follow hall and devices from now on; returns how to stop."""
        stop_hall = self._commands.watch(lambda _: self._mark(is_of_hall=True))
        stop_devices = self._devices.watch(lambda _: self._mark())

        def stop() -> None:
            stop_hall()
            stop_devices()

        return stop

    async def run(self, outlet: Outlet, left_over: Iterable[str]) -> None:
        """Publish everything, clear what is `left_over` of earlier times, then follow the changes."""
        loop = asyncio.get_running_loop()
        self._published = dict.fromkeys(left_over)
        self._is_hall_due = self._is_room_due = True
        refresh_s, report_s = loop.time() + REFRESH_S, loop.time()
        while True:
            self._changed.clear()
            if loop.time() >= refresh_s:
                refresh_s = loop.time() + REFRESH_S
                self._published = dict.fromkeys(self._published)
                self._is_hall_due = self._is_room_due = True
            is_report_due = loop.time() >= report_s
            if is_report_due:
                report_s = loop.time() + REPORT_EVERY_S
            await self._publish(outlet, self._due(is_report_due=is_report_due))
            with suppress(TimeoutError):
                async with Deadline(REPORT_EVERY_S):
                    await self._changed.wait()
            await asyncio.sleep(GATHER_S)

    # ------------------------------------------------------------------------------------------------------------------

    def find(self, topic: str) -> None:
        """Take a state of earlier times that the broker tells of late: it is cleared unless it is so today."""
        if topic not in self._published:
            self._published[topic] = None
            self._mark(is_of_hall=not self._is_of_room(topic))

    def _mark(self, *, is_of_hall: bool = False) -> None:
        self._is_hall_due |= is_of_hall
        self._is_room_due |= not is_of_hall
        self._changed.set()

    def _due(self, *, is_report_due: bool) -> Mapping[str, State | None]:
        """Return what must be said now; None clears a topic."""
        now, due = self._clock.now(), dict[str, State | None]()
        if self._is_hall_due:
            due |= self._with_gone(hall_states(self._topics, self._commands.hall, now), is_of_room=False)
        if self._is_room_due:
            due |= self._with_gone(device_states(self._topics, self._devices.statuses().values()), is_of_room=True)
        if is_report_due:
            due[self._topics.report] = report(self._commands.hall, now, self._figures())
            due[self._topics.heat] = heat_state(self._commands.hall, now)
        else:
            due.pop(self._topics.report, None)
            due.pop(self._topics.heat, None)
        self._is_hall_due = self._is_room_due = False
        return due

    def _with_gone(self, states: Mapping[str, State], *, is_of_room: bool) -> Mapping[str, State | None]:
        gone = [name for name in self._published if self._is_of_room(name) is is_of_room and name not in states]
        return {**dict.fromkeys(gone), **states}

    def _is_of_room(self, topic: str) -> bool:
        return topic.startswith(self._topics.device("")[:-1])

    async def _publish(self, outlet: Outlet, due: Mapping[str, State | None]) -> None:
        receipts: list[Receipt] = []
        for topic, state in due.items():
            if state is None:
                self._published.pop(topic, None)
                receipts.append(await outlet.send(topic, b"", is_retained=True))
            elif _claim(self._published.get(topic)) != _claim(state):
                self._published[topic] = state
                receipts.append(await outlet.send(topic, encode(state), is_retained=True))
        for receipt in receipts:
            await receipt.wait()


def _claim(state: State | None) -> State | None:
    return None if state is None else {name: value for name, value in state.items() if name != "seen"}
