"""A configuration while it is being read: the parts that fit, all names that were written, and every problem so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from edge.settings.buses import agree
from edge.settings.closing_table import ClosingTable
from edge.settings.connections import ScreenTable
from edge.settings.devices import Device, DeviceOff, Drivers, read_device
from edge.settings.hours_table import HoursTable, RosterTable
from edge.settings.offer_tables import GroupTable, ThemeTable
from edge.settings.problems import ConfigProblem
from edge.settings.sentences import problems_of
from edge.settings.tables import (
    ClerkTable,
    DepartmentTable,
    DispenserTable,
    PauseReasonTable,
    ServiceTable,
    Table,
    WindowTable,
    ZoneTable,
)

TableT = TypeVar("TableT", bound=Table)
Raw = Mapping[str, Any]


@dataclass(slots=True)
class Draft:
    """`raw` is the file; the rest is filled by reading it, table by table."""

    raw: Raw
    problems: list[ConfigProblem] = field(default_factory=list)
    services: list[ServiceTable] = field(default_factory=list)
    windows: list[WindowTable] = field(default_factory=list)
    zones: list[ZoneTable] = field(default_factory=list)
    dispensers: list[DispenserTable] = field(default_factory=list)
    screens: list[ScreenTable] = field(default_factory=list)
    clerks: list[ClerkTable] = field(default_factory=list)
    groups: list[GroupTable] = field(default_factory=list)
    themes: list[ThemeTable] = field(default_factory=list)
    rosters: list[RosterTable] = field(default_factory=list)
    hours: HoursTable | None = None
    closing: ClosingTable = field(default_factory=ClosingTable)
    departments: list[DepartmentTable] = field(default_factory=list)
    pause_reasons: list[PauseReasonTable] = field(default_factory=list)
    devices: list[Device] = field(default_factory=list)
    devices_off: list[DeviceOff] = field(default_factory=list)

    def complain(self, place: str, message: str) -> None:
        """Note one more problem."""
        self.problems.append(ConfigProblem(place, message))

    def written(self, table: str, key: str) -> list[str | int]:
        """Return the names that all [[table]]s have by `key`, whether the rest of them is right or not."""
        return [entry[key] for entry in self._entries(table) if isinstance(entry.get(key), str | int)]

    def one(self, table: str, model: type[TableT]) -> TableT | None:
        """Read [table]; None if it is missing or wrong, and then it has been complained about if it was there."""
        raw = self.raw.get(table)
        if raw is None:
            return None
        if not isinstance(raw, Mapping):
            self.complain(f"[{table}]", f"must be one table: [{table}] in single brackets")
            return None
        return self._validated(f"[{table}]", model, raw)

    def many(self, table: str, model: type[TableT], key: str) -> list[TableT]:
        """Read every [[table]] that is right; `key` is what tells one from another."""
        tables = [
            self._validated(_place(table, key, entry, index), model, entry)
            for index, entry in enumerate(self._entries(table), start=1)
        ]
        return [found for found in tables if found is not None]

    def read_devices(self, drivers: Drivers) -> None:
        """Read every [[device]]; what is wrong with one keeps that one off."""
        slots = [
            read_device(entry, _place("device", "name", entry, index), drivers)
            for index, entry in enumerate(self._entries("device"), start=1)
        ]
        self.devices, contradicting = agree(slot for slot in slots if isinstance(slot, Device))
        self.devices_off = [slot for slot in slots if isinstance(slot, DeviceOff)] + contradicting

    def check_shapes(self, lists: Sequence[str]) -> None:
        """Complain about a list of tables that was written in single brackets."""
        for table in lists:
            raw = self.raw.get(table, [])
            if not isinstance(raw, list) or not all(isinstance(entry, Mapping) for entry in raw):
                self.complain(f"[[{table}]]", f"there may be several: write [[{table}]] in double brackets")

    def _entries(self, table: str) -> list[Raw]:
        raw = self.raw.get(table, [])
        return [entry for entry in raw if isinstance(entry, Mapping)] if isinstance(raw, list) else []

    def _validated(self, place: str, model: type[TableT], raw: Raw) -> TableT | None:
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            self.problems += problems_of(place, error, model)
            return None


def _place(table: str, key: str, entry: Raw, index: int) -> str:
    named = entry.get(key)
    if isinstance(named, str):
        return f'{table} "{named}"'
    return f"{table} {named}" if isinstance(named, int) else f"{table} number {index} of the file"
