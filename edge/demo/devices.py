"""The simulated devices of the demo hall, on pseudo-terminals and sockets, and what a person says to them."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from drivers.simulators import simulator
from drivers.simulators.device import Simulator
from drivers.simulators.stations import Station, serve_pty, serve_tcp
from edge.demo.configuration import BOX_ADDRESS, DESKS

PRINTER = "printer-1"


@dataclass(frozen=True, slots=True)
class Devices:
    """All stations, by the names that the configuration uses."""

    stations: Mapping[str, Station]  # device name → the line it is on
    simulators: Mapping[str, Simulator]
    links: Mapping[str, str]  # line name → link

    def command(self, name: str, text: str) -> str:
        """Do what a person says to one device."""
        return self.stations[name].command(f"{name}: {text}")

    def on_change(self, tell: Callable[[str], None]) -> None:
        """Tell whatever a bystander would notice."""
        for station in {id(station): station for station in self.stations.values()}.values():
            station.line.on_change = tell


@asynccontextmanager
async def demo_devices(folder: Path) -> AsyncIterator[Devices]:
    """Serve every device of the demo hall while the context lasts; `folder` holds the pseudo-terminals' links."""
    desks: dict[str, Simulator] = {f"caller-{number}": simulator("caller")(address=number) for number in DESKS}
    desks |= {f"rate-{number}": simulator("evaluator")(address=number + BOX_ADDRESS) for number in DESKS}
    lines: dict[str, dict[str, Simulator]] = {
        "strips": {f"led-{number}": simulator("display")(address=number) for number in DESKS},
        "desks": desks,
        "reader": {"reader-1": simulator("card_reader")()},
        "voice": {"voice-a": simulator("voice")()},
    }
    stations: dict[str, Station] = {}
    links: dict[str, str] = {}
    simulators: dict[str, Simulator] = {PRINTER: simulator("printer")()}
    async with AsyncExitStack() as stack:
        printer = await stack.enter_async_context(serve_tcp({PRINTER: simulators[PRINTER]}))
        stations[PRINTER] = printer
        links["printer"] = f"tcp://{printer.host}:{printer.port}"
        for name, devices in lines.items():
            station = await stack.enter_async_context(serve_pty(devices, folder / f"tty-{name}"))
            stations |= dict.fromkeys(devices, station)
            simulators |= devices
            links[name] = f"serial://{station.path}"
        yield Devices(stations, simulators, links)
