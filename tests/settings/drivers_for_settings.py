"""A registry of drivers that exist for their settings only."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager

from pydantic import BaseModel, ConfigDict, Field

from drivers.contract import AnySpec, Capability, Clock, Driver, DriverSpec, Where
from drivers.link import Link


class Nothing(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bus(Nothing):
    address: int = Field(default=1, ge=1, le=250)


class Strip(Bus):
    baud: int = 9600
    colour: str = "red"


def never(settings: BaseModel, link: Link, clock: Clock) -> AbstractAsyncContextManager[Driver]:
    raise AssertionError((settings, link, clock))


def spec(
    kind: str, settings: type[BaseModel], capability: Capability, where: Where = Where.SERIAL, *, bus: bool = False
) -> AnySpec:
    places = frozenset({where}) if where is Where.LOCAL else frozenset({where, Where.TCP})
    return DriverSpec(
        kind=kind,
        title=kind,
        settings=settings,
        capabilities=frozenset({capability}),
        where=places,
        open=never,
        shares_bus=bus,
    )


class FewDrivers:
    """A printer, a reader, a strip, a bus of callers and evaluators, a sound card."""

    def __init__(self) -> None:
        known = (
            spec("printer.paper", Nothing, Capability.PRINTS_TICKETS),
            spec("card_reader.desk", Nothing, Capability.READS_CARDS),
            spec("display.strip", Strip, Capability.SHOWS_CALLS, bus=True),
            spec("caller.keys", Bus, Capability.CALLS, bus=True),
            spec("evaluator.keys", Bus, Capability.COLLECTS_RATINGS, bus=True),
            spec("announcer.card", Nothing, Capability.SPEAKS, Where.LOCAL),
        )
        self._specs: Mapping[str, AnySpec] = {one.kind: one for one in known}

    def kinds(self) -> tuple[str, ...]:
        return tuple(self._specs)

    def spec(self, kind: str) -> AnySpec:
        return self._specs[kind]
