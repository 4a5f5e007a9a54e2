"""Halls to be measured, from one device to three hundred, and their configuration as a technician would write it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ZONES = "ABCD"
SERVICES_A_ZONE = 5
SERVICES = (
    *("社会保险", "医疗保障", "公积金", "劳动就业", "民政救助"),
    *("不动产登记", "房屋交易", "房产税费", "住房保障", "测绘服务"),
    *("企业开办", "工商变更", "税务", "印章刻制", "银行开户"),
    *("户籍", "身份证", "出入境", "车辆驾管", "无犯罪记录"),
)
DESKS_A_LINE = 8  # windows whose strips share one RS-485 line, and whose keypads and rating boxes share another
BOX_ADDRESS = 100  # rating boxes answer at this much above their window's keypad


@dataclass(frozen=True, slots=True)
class HallSize:
    """How many of everything stand in a hall; keypads and rating boxes only where `has_keys`."""

    windows: int
    printers: int = 0  # one dispenser each
    readers: int = 0
    voices: int = 0
    strips: int = 0
    has_keys: bool = False

    @property
    def devices(self) -> int:
        """Configured slots in all."""
        return self.printers + self.readers + self.voices + self.strips + 2 * self.windows * self.has_keys


ONE_PRINTER = HallSize(windows=1, printers=1)
ONE_STRIP = HallSize(windows=1, strips=1)
CITY = HallSize(windows=96, printers=4, readers=4, voices=4, strips=96, has_keys=True)


def zone_of(window: int) -> str:
    """Return the zone in which a window stands."""
    return ZONES[window % len(ZONES)]


def services_of(zone: str) -> list[str]:
    """Return the codes of what every window of a zone does."""
    first = ZONES.index(zone) * SERVICES_A_ZONE
    return [f"service-{number}" for number in range(first, first + SERVICES_A_ZONE)]


def names(size: HallSize) -> Mapping[str, list[str]]:
    """Return the devices of every line, by the line's name."""
    lines: dict[str, list[str]] = {}
    for kind, count in (("printer", size.printers), ("reader", size.readers), ("voice", size.voices)):
        lines |= {f"{kind}-{number}": [f"{kind}-{number}"] for number in range(1, count + 1)}
    for window in range(1, size.windows + 1):
        line = (window - 1) // DESKS_A_LINE + 1
        if window <= size.strips:
            lines.setdefault(f"strips-{line}", []).append(f"led-{window}")
        if size.has_keys:
            lines.setdefault(f"desks-{line}", []).extend((f"caller-{window}", f"rate-{window}"))
    return lines


def write(size: HallSize, links: Mapping[str, str], folder: Path, port: int, broker: str = "") -> Path:
    """Write the configuration into `folder`; `links` are by device."""
    path = folder / "hall.toml"
    tables = [*_hall(size, port, broker), *_windows(size), *_devices(links)]
    path.write_text("\n".join(tables), encoding="utf-8")
    return path


def _hall(size: HallSize, port: int, broker: str) -> Iterator[str]:
    yield _table("[hall]", id="bench-001", name="示范市政务服务中心", name_en="Model City Service Hall")
    yield _table("[web]", listen=f"127.0.0.1:{port}")
    yield _table("[store]", path="store")
    if broker:
        yield _table("[central]", url=broker)
    for number, name in enumerate(SERVICES):
        yield _table(
            "[[service]]",
            code=f"service-{number}",
            name=name,
            prefix=chr(ord("A") + number),
            bring=["本人身份证", "申请表"],
        )
    for number, zone in enumerate(ZONES, start=1):
        voice = {"announcer": f"voice-{number}"} if number <= size.voices else {}
        yield _table("[[zone]]", name=zone, **voice)
    for number in range(1, size.printers + 1):
        reader = {"card_reader": f"reader-{number}"} if number <= size.readers else {}
        yield _table("[[dispenser]]", name=f"door-{number}", printer=f"printer-{number}", **reader)


def _windows(size: HallSize) -> Iterator[str]:
    for window in range(1, size.windows + 1):
        zone = zone_of(window)
        devices = {"display": f"led-{window}"} if window <= size.strips else {}
        if size.has_keys:
            devices |= {"caller": f"caller-{window}", "evaluator": f"rate-{window}"}
        # a hall of one window does everything there
        serves = services_of(zone) if size.windows > 1 else [f"service-{number}" for number in range(len(SERVICES))]
        yield _table("[[window]]", number=window, zone=zone, serves=serves, **devices)
        yield _table("[[clerk]]", code=f"{window:04}", name=f"窗口人员{window}")


_DRIVERS = {
    "printer": "printer.escpos",
    "reader": "card_reader.sam",
    "voice": "announcer.syn6288",
    "led": "display.onbon_bxk",
    "caller": "caller.ff68",
    "rate": "evaluator.ff68",
}


def address_of(device: str) -> int:
    """Return the bus address of a strip, keypad or rating box."""
    kind, _, number = device.partition("-")
    return int(number) + BOX_ADDRESS * (kind == "rate")


def _devices(links: Mapping[str, str]) -> Iterator[str]:
    for name, link in links.items():
        kind = name.partition("-")[0]
        address = {"address": address_of(name)} if kind in ("led", "caller", "rate") else {}
        yield _table("[[device]]", name=name, driver=_DRIVERS[kind], link=link, **address)


def _table(heading: str, **values: object) -> str:
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
    return "\n".join([heading, *lines, ""])
