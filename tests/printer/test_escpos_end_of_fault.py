"""Whoever was refused a job because of a fault hears when that fault is over."""

import asyncio

import pytest

from drivers.contract import ConditionsChanged, DeviceEvent
from drivers.errors import DeviceBusy
from drivers.simulators.printer import PrinterSimulator
from tests.printer.counter import do, opened, ticket
from tests.support.waiting import until


async def test_paper_that_was_gone_for_one_job_only_is_told_to_be_back() -> None:
    printer = PrinterSimulator()
    heard: list[DeviceEvent] = []
    async with opened(printer, mode="text", poll_s=3) as (driver, _):

        async def listen() -> None:
            async for event in driver.events():
                heard.append(event)  # noqa: PERF401 - each at its time: these events never end

        listening = asyncio.create_task(listen())
        await until(lambda: heard == [ConditionsChanged(frozenset())])
        do(printer, "paper left 300")
        with pytest.raises(DeviceBusy, match="paper_out"):
            await driver.print(ticket("A001"))
        do(printer, "paper in")  # before anybody has asked the idle printer
        heard.clear()
        await until(lambda: heard[-1:] == [ConditionsChanged(frozenset())], 10)
        listening.cancel()
