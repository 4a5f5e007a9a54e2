"""The real daemon among simulated devices, a real Mosquitto and the stand-in central, all on this machine."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import aiohttp

from drivers.simulators.printer import PrinterSimulator
from drivers.simulators.printer_state import PrinterModel
from drivers.simulators.stations import TcpStation, serve_tcp
from edge.demo.central import StandInCentral
from edge.demo.configuration import Places, write
from edge.demo.daemon import until_well
from edge.demo.devices import Devices, demo_devices
from tests.central.real_brokers import Mosquitto
from tests.end_to_end.free_port import free_port
from tests.support.hall_process import HallProcess
from tests.support.waiting import until

HALL = "demo-001"
KEY = "MjdY1vS5mVxqVqDfGq3xkz9R3rTn3Y5cJ9b1J0m6Yk8="  # nobody has the other half
PATIENCE_S = 30.0  # two busy cores
ASK_WITHIN_S = 10.0
LOOK_S = 0.05  # between two looks at what announces itself to nobody here
BRISK = PrinterModel(rows_per_s=12_000)  # a tenth of the time that real paper needs
READER = 'name = "reader-1"\n'
PRINTER = 'name = "printer-1"\n'

Said = Mapping[str, Any]


@dataclass(slots=True)
class WholeHall:
    """Everything that a person in the hall, or at central, could touch or see."""

    base: str  # of the screens
    daemon: HallProcess
    devices: Devices
    paper: TcpStation  # the ticket printer's line
    printer: PrinterSimulator
    broker: Mosquitto
    central: StandInCentral
    http: aiohttp.ClientSession
    seen: list[str] = field(default_factory=list)  # what a bystander noticed, in order

    async def restart(self) -> None:
        """Start the daemon again after its end, and wait until it is well."""
        await self.daemon.wait()
        await self.daemon.start()
        await self.well()

    async def well(self) -> None:
        """Return when the daemon says that it is well; AssertionError if it ends or takes too long."""
        asking = asyncio.ensure_future(until_well(self.base))
        ending = asyncio.ensure_future(self.daemon.ended())
        try:
            await asyncio.wait({asking, ending}, timeout=PATIENCE_S, return_when=asyncio.FIRST_COMPLETED)
            assert asking.done(), f"the daemon is not well: {self.daemon.said}"
        finally:
            asking.cancel()
            ending.cancel()
            await asyncio.wait({asking, ending})

    async def act(self, screen: str, do: str, action_id: str = "", **fields: Any) -> tuple[int, Said]:
        """Do what a touch on a screen does; return HTTP status and body. ClientError while the daemon is away."""
        action = {"do": do, "id": action_id or str(uuid.uuid4()), **fields}
        async with self.http.post(f"{self.base}/{screen}/api/act", json=action) as answer:
            return answer.status, await answer.json()

    async def take(self, service: str = "social", action_id: str = "") -> Said:
        """Take a ticket at the door, and return the answer."""
        status, said = await self.act("ticket/door", "take", action_id, services=[service])
        assert status == 200, said
        return said

    async def shown(self, screen: str) -> Said:
        """Return what a screen shows, as it comes first on its stream."""
        async with self.http.get(f"{self.base}/{screen}/api/live") as stream:
            async for line in stream.content:
                if line.startswith(b'data: {"seq"'):
                    state: Said = json.loads(line.removeprefix(b"data: "))["state"]
                    return state
        raise AssertionError(f"{screen} shows nothing")

    async def until_shown(self, screen: str, is_so: Callable[[Said], bool]) -> Said:
        """Return what a screen shows as soon as it is so."""
        state: Said = {}
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                while not is_so(state := await self.shown(screen)):  # noqa: ASYNC110 - another process says nothing
                    await asyncio.sleep(LOOK_S)
                return state
        raise AssertionError(f"{screen} shows {state}")

    async def devices_ready(self) -> None:
        """Return when every device that can run is ready, as the technician sees it."""
        running = ("ready", "off")
        await self.until_shown("technician", lambda page: all(slot["state"] in running for slot in page["slots"]))

    async def snapshot(self) -> Said:
        """Return the whole hall, as central is told it."""
        answer = await self.central.send(HALL, "snapshot", {}, timeout_s=PATIENCE_S)
        assert answer["ok"], answer
        whole: Said = answer["result"]
        return whole

    async def until_snapshot(self, is_so: Callable[[Said], bool]) -> Said:
        """Return the whole hall as soon as it is so."""
        whole: Said = {}
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                while not is_so(whole := await self.snapshot()):  # noqa: ASYNC110 - another process says nothing
                    await asyncio.sleep(LOOK_S)
                return whole
        raise AssertionError(f"central is told {whole}")

    def events(self, *kinds: str) -> list[Said]:
        """Return what central has, each once and in order; all kinds if none is named."""
        events = self.central.events(HALL)
        return [event for event in events if event["kind"] in kinds] if kinds else events

    def story(self, number: str) -> list[str]:
        """Return the kinds of event that central has of one ticket and its rating."""
        return [event["kind"] for event in self.events() if _ticket_of(event["data"]).endswith(f"/{number}")]

    async def central_has(self, is_so: Callable[[], bool]) -> None:
        """Return when it is so of what central has."""
        await until(is_so, PATIENCE_S)

    async def central_has_all(self, within_s: float = PATIENCE_S) -> None:
        """Return when central has everything that has happened, from the first event on and without a gap."""
        seq = (await self.shown("technician"))["tail"][0]["seq"]
        await until(lambda: len(self.events()) >= seq, within_s)
        assert [event["seq"] for event in self.events()] == list(range(1, len(self.events()) + 1))

    def press(self, device: str, key: str) -> None:
        """Press a key of a keypad or of a rating box."""
        assert self.devices.command(device, f"press {key}") == f"pressed {key}"

    async def strip_shows(self, window: int, words: str) -> None:
        """Return when the LED strip over a window shows these words."""
        strip = self.devices.simulators[f"led-{window}"]
        await until(lambda: words in strip.describe(), PATIENCE_S)

    def has_noticed(self, words: str) -> bool:
        """Whether a bystander has noticed this."""
        return any(words in line for line in self.seen)


def _ticket_of(data: Said) -> str:
    """Return the ticket of an event, which some ratings name by their own id only: 2026-11-22/A001#1."""
    ticket: str = data.get("ticket") or data.get("rating", "").partition("#")[0]
    return ticket


@asynccontextmanager
async def whole_hall(
    folder: Path,
    *,
    policy: str = "",
    model: PrinterModel = BRISK,
    changed: Callable[[str], str] = lambda text: text,
    has_broker: bool = True,
) -> AsyncIterator[WholeHall]:
    """Run a hall whose tickets are printed as letters; `changed` may spoil its configuration."""
    async with AsyncExitStack() as stack:
        broker = Mosquitto(folder=folder)
        if has_broker:
            await broker.start()
        stack.push_async_callback(broker.stop)
        devices = await stack.enter_async_context(demo_devices(folder))
        printer = PrinterSimulator(model=model)
        paper = await stack.enter_async_context(serve_tcp({"printer-1": printer}))
        devices = replace(devices, stations={**devices.stations, "printer-1": paper})
        web = f"127.0.0.1:{free_port()}"
        links = devices.links
        places = Places(f"tcp://{paper.host}:{paper.port}", links["strips"], links["desks"], links["reader"],
                        links["voice"], f"mqtt://127.0.0.1:{broker.port}", KEY, web)  # fmt: skip
        config = await asyncio.to_thread(_write, folder, places, policy, changed)
        central = StandInCentral("127.0.0.1", broker.port)
        await stack.enter_async_context(_background(central.run()))
        timeout = aiohttp.ClientTimeout(total=ASK_WITHIN_S)
        http = await stack.enter_async_context(aiohttp.ClientSession(timeout=timeout))
        daemon = HallProcess(config, folder)
        stack.push_async_callback(daemon.close)
        hall = WholeHall(f"http://{web}", daemon, devices, paper, printer, broker, central, http)
        devices.on_change(hall.seen.append)
        await daemon.start()
        await hall.well()
        try:
            yield hall
        except Exception as error:
            error.add_note("\n".join(("what a bystander noticed:", *hall.seen, "what the daemon said:", daemon.said)))
            raise
        assert "Traceback" not in daemon.said, daemon.said


def _write(folder: Path, places: Places, policy: str, changed: Callable[[str], str]) -> Path:
    path = write(folder, places)
    text = path.read_text(encoding="utf-8").replace(PRINTER, f'{PRINTER}mode = "text"\npoll_s = 0.5\n')
    path.write_text(changed(text) + f"\n[policy]\n{policy}\n", encoding="utf-8")
    return path


@asynccontextmanager
async def _background(work: Any) -> AsyncIterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
