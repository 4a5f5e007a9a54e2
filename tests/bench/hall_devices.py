"""The simulated devices of a hall to be measured, and an ear on every line that notes when which bytes came."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from drivers.simulators.caller import SimulatedCaller
from drivers.simulators.card_reader import SimulatedCardReader
from drivers.simulators.device import Simulator, Verb
from drivers.simulators.display import SimulatedDisplay
from drivers.simulators.evaluator import SimulatedEvaluator
from drivers.simulators.printer import PrinterSimulator
from drivers.simulators.printer_state import PrinterModel
from drivers.simulators.stations import Station, serve_pty, serve_tcp
from drivers.simulators.voice import SimulatedVoice
from tests.bench.hall_sizes import HallSize, address_of, names
from tests.bench.recording import Recording

ROWS_A_SECOND = 1_000_000.0  # only first bytes are measured: the paper of one ticket must not delay the next


class Ear(Simulator):
    """Hangs on a line and says nothing; hears before the devices do."""

    kind = "ear"

    def __init__(self) -> None:
        super().__init__()
        self.heard = Recording()

    def on_bytes(self, data: bytes) -> None:
        self.heard.add(data)

    def verbs(self) -> Mapping[str, Verb]:
        return {}

    def describe(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Devices:
    """By the names of the configuration."""

    stations: Mapping[str, Station]
    ears: Mapping[str, Recording]
    links: Mapping[str, str]

    def press(self, caller: str, key: str) -> None:
        """Press a key of a keypad."""
        self.stations[caller].command(f"{caller}: press {key}")


@asynccontextmanager
async def simulated(size: HallSize, folder: Path) -> AsyncIterator[Devices]:
    """Serve printers on sockets and everything else on pseudo-terminals while the context lasts."""
    stations: dict[str, Station] = {}
    ears: dict[str, Recording] = {}
    links: dict[str, str] = {}
    async with AsyncExitStack() as stack:
        for line, devices in names(size).items():
            ear = Ear()
            hung = {"ear": ear, **{device: _simulator(device) for device in devices}}
            if line.startswith("printer"):
                socket = await stack.enter_async_context(serve_tcp(hung))
                station: Station = socket
                link = f"tcp://{socket.host}:{socket.port}"
            else:
                station = await stack.enter_async_context(serve_pty(hung, folder / f"tty-{line}"))
                link = f"serial://{folder / f'tty-{line}'}"
            for device in devices:
                stations[device], ears[device], links[device] = station, ear.heard, link
        yield Devices(stations, ears, links)


def _simulator(device: str) -> Simulator:
    match device.partition("-")[0]:
        case "printer":
            return PrinterSimulator(model=PrinterModel(rows_per_s=ROWS_A_SECOND))
        case "reader":
            return SimulatedCardReader()
        case "voice":
            return SimulatedVoice()
        case "led":
            return SimulatedDisplay(address=address_of(device))
        case "caller":
            return SimulatedCaller(address=address_of(device))
        case _:
            return SimulatedEvaluator(address=address_of(device))
