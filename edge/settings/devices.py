"""One [[device]] of the file: what it is, how it is reached, and what its own driver wants to know."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Protocol

from pydantic import AfterValidator, BaseModel, Field, ValidationError, model_validator

from drivers.contract import AnySpec, Capability, Where
from edge.settings.lines import Line, line_of
from edge.settings.problems import ConfigProblem, suggestion
from edge.settings.sentences import problems_of
from edge.settings.tables import Table, TopicWord


class Drivers(Protocol):
    """The registry of drivers, as far as a configuration asks it."""

    def kinds(self) -> tuple[str, ...]: ...

    def spec(self, kind: str) -> AnySpec: ...


def _usb_number(text: str) -> str:
    if len(text) != 4 or not all(letter in "0123456789abcdef" for letter in text.lower()):  # noqa: PLR2004 - as printed
        raise ValueError(f'"{text}" is no number of a USB device: four hexadecimal digits such as "1a86"')
    return text.lower()


UsbNumber = Annotated[str, AfterValidator(_usb_number)]


class MatchTable(Table):
    """By what a plugged-in port is recognised; everything that is given must fit."""

    serial: str | None = None
    path: str | None = None
    vid: UsbNumber | None = None
    pid: UsbNumber | None = None
    interface: str | None = None
    by_id: str | None = None
    device: str | None = None

    @model_validator(mode="after")
    def _tells_one_port(self) -> "MatchTable":
        if not (self.serial or self.path or self.by_id or self.device):
            raise ValueError(
                'vid and pid name a make, not one device; add "path" or "serial" (edge_main.py ports shows them)'
            )
        return self

    def __str__(self) -> str:
        return " ".join(f"{name}={value}" for name, value in self.model_dump(exclude_none=True).items())


class DeviceTable(Table):
    """What every device says, whatever its driver."""

    name: TopicWord
    driver: str
    link: str | None = None
    match: MatchTable | None = None
    baud: Annotated[int, Field(gt=0)] | None = None


COMMON: Final = tuple(DeviceTable.model_fields)


@dataclass(frozen=True, slots=True)
class Device:
    """One slot that can run: its driver's spec with settings that the driver itself has accepted."""

    name: str
    spec: AnySpec
    settings: BaseModel
    link: str  # serial://… or tcp://…; empty where `match` finds the port or the device has no line of its own
    match: MatchTable | None
    line: Line | None  # None for a device without a line of its own
    baud: int | None  # the speed of a serial line, decided

    @property
    def kind(self) -> str:
        """The driver's name."""
        return self.spec.kind

    def can(self, capability: Capability) -> bool:
        """Whether this kind of device does that for the hall."""
        return capability in self.spec.capabilities


@dataclass(frozen=True, slots=True)
class DeviceOff:
    """One slot that stays off, and why; the rest of the hall runs."""

    name: str
    kind: str  # as written, perhaps unknown
    problems: tuple[ConfigProblem, ...]


def read_device(raw: Mapping[str, Any], place: str, drivers: Drivers) -> Device | DeviceOff:
    """Return the slot that a [[device]] table asks for, or one that is off with all that is wrong with it."""
    name, kind = str(raw.get("name", place)), str(raw.get("driver", ""))
    problems: list[ConfigProblem] = []
    table: DeviceTable | None = None
    own: BaseModel | None = None
    spec = drivers.spec(kind) if kind in drivers.kinds() else None
    try:
        table = DeviceTable.model_validate({key: value for key, value in raw.items() if key in COMMON})
    except ValidationError as error:
        problems += problems_of(place, error, DeviceTable)
    if spec is None:
        if kind:
            problems.append(ConfigProblem(place, f'there is no driver "{kind}"{suggestion(kind, drivers.kinds())}'))
    else:
        try:
            own = spec.settings.model_validate(_own(raw, spec))
        except ValidationError as error:
            problems += problems_of(place, error, spec.settings, DeviceTable)
    if table is None or spec is None or own is None:
        return DeviceOff(name, kind, tuple(problems))
    try:
        return _device(table, spec, own)
    except ValueError as error:
        return DeviceOff(name, kind, (ConfigProblem(place, str(error)),))


def _own(raw: Mapping[str, Any], spec: AnySpec) -> dict[str, Any]:
    """What is left for the driver: all that is not common, and what it knows by the same name."""
    return {key: value for key, value in raw.items() if key not in COMMON or key in spec.settings.model_fields}


def _device(table: DeviceTable, spec: AnySpec, own: BaseModel) -> Device:
    baud = table.baud or spec.baud
    if table.link and table.match:
        raise ValueError('"link" and "match" contradict each other: give one of them')
    if spec.where == {Where.LOCAL}:
        if (table.link and table.link != "local") or table.match:
            raise ValueError(f"{spec.kind} has no line of its own: leave out link and match")
        return Device(table.name, spec, own, "", None, None, None)
    if table.match:
        if Where.SERIAL not in spec.where:
            raise ValueError(f'{spec.kind} is not reached by a serial port: give "link"')
        line = line_of("serial:///match", baud)
        return Device(table.name, spec, own, "", table.match, Line(line.where, str(table.match), line.baud), line.baud)
    if not table.link:
        raise ValueError('it is reached nowhere: give "link" or "match"')
    line = line_of(table.link, baud)
    if line.where not in spec.where:
        ways = " or ".join(sorted(where.value for where in spec.where))
        raise ValueError(f'{spec.kind} is reached by {ways}, not by "{table.link}"')
    if table.baud and line.baud not in {None, table.baud}:
        raise ValueError(f'"baud" says {table.baud}, but the link says {line.baud}')
    return Device(table.name, spec, own, table.link, None, line, line.baud)
