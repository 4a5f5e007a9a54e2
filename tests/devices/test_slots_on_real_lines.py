"""Slots with their real drivers: on one RS-485 line in memory, and on a pseudo-terminal that is unplugged."""

import asyncio
from pathlib import Path
from typing import Any, Self

import pytest

from drivers import registry
from drivers.contract import DeviceEvent, Key, KeyPressed, Lines, Printed, RatingPressed, Slip, Text
from drivers.simulators import make_simulators
from drivers.simulators.serving import serve_pty
from edge.clock import SystemClock
from edge.devices.slots import Slots
from edge.settings.devices import Device
from tests.devices.scripted import no_ports
from tests.support.lines import MemoryLine
from tests.support.waiting import until

RS485 = "serial:///dev/memory"


def device(name: str, kind: str, link: str, **settings: Any) -> Device:
    spec = registry.spec(kind)
    return Device(name, spec, spec.settings(**settings), link, None, None, spec.baud)


class Row:
    """A strip, a keypad and a rating box on one line, and the slots that know them."""

    def __init__(self) -> None:
        self.line = MemoryLine(make_simulators(["display@1", "caller@3", "evaluator@3"]))
        self.slots = Slots(
            [
                device("led", "display.onbon_bxk", RS485, address=1),
                device("keys", "caller.ff68", RS485, address=3),
                device("box", "evaluator.ff68", RS485, address=3),
            ],
            (),
            SystemClock(),
            buses=self.line.buses,
            chance=lambda: 0.5,
        )
        self.heard: list[tuple[str, DeviceEvent]] = []
        self.slots.on_event(lambda name, event: self.heard.append((name, event)))
        self._living: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._living = asyncio.create_task(self.slots.run(no_ports))
        await asyncio.sleep(5)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._living is not None:
            self._living.cancel()
            await asyncio.wait({self._living})
        self.line.close()

    def states(self) -> list[str]:
        return [status.state for status in self.slots.statuses().values()]


async def test_a_whole_row_shares_one_opening_of_the_line() -> None:
    async with Row() as row:
        assert row.states() == ["ready"] * 3
        assert row.line.openings == 1
        row.slots.show("led", Lines(("请A001号到3号窗口",)))
        await row.slots.invite("box")
        row.line.command("caller@3: press next")
        row.line.command("evaluator@3: press 0")
        await asyncio.sleep(5)
        assert ("keys", KeyPressed(Key.NEXT)) in row.heard
        assert ("box", RatingPressed(5)) in row.heard
        assert "A001" in row.line.command("display@1: look")


async def test_a_silent_device_on_the_line_costs_its_own_slot_only() -> None:
    async with Row() as row:
        row.line.command("display@1: silence on")
        await asyncio.sleep(120)
        assert row.states() == ["backoff", "ready", "ready"]
        row.line.command("caller@3: press next")
        await asyncio.sleep(5)
        assert row.heard == [("keys", KeyPressed(Key.NEXT))]
        row.line.command("display@1: silence off")
        await asyncio.sleep(60)
        assert row.states() == ["ready"] * 3
        assert row.line.openings == 1


async def test_a_pulled_line_is_a_loss_for_the_whole_row_which_comes_back_as_one() -> None:
    async with Row() as row:
        row.slots.show("led", Lines(("暂停服务",)))
        await asyncio.sleep(5)
        row.line.command("unplug")
        await asyncio.sleep(60)
        assert "ready" not in row.states()
        row.line.command("display@1: power cycle")
        row.line.command("plug")
        await asyncio.sleep(60)
        assert row.states() == ["ready"] * 3
        assert row.line.openings == 2
        assert "暂停服务" in row.line.command("display@1: look")


@pytest.mark.real_time
async def test_a_printer_on_a_pseudo_terminal_prints_is_unplugged_and_prints_again(tmp_path: Path) -> None:
    port = tmp_path / "printer"
    printer = device("printer", "printer.escpos", f"serial://{port}?baud=115200", mode="text")
    slots = Slots([printer], (), SystemClock(), chance=lambda: 0.5)

    def state() -> str:
        return slots.statuses()["printer"].state

    async with serve_pty(make_simulators(["printer"]), port) as station:
        living = asyncio.create_task(slots.run(no_ports))
        try:
            for number in (1, 2):
                await until(lambda: state() == "ready", timeout_s=10)
                printed = await slots.print("printer", Slip(f"job-{number}", (Text(f"A00{number}"),)))
                assert printed in set(Printed)
                station.command("unplug")
                await until(lambda: state() == "absent", timeout_s=10)
                station.command("plug")
                slots.retry("printer")
        finally:
            living.cancel()
            await asyncio.wait({living})
