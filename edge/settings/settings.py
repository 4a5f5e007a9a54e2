"""A whole configuration that has been read and found good."""

from dataclasses import dataclass

from edge.hall.plan import DispenserPlan, Plan, Service, WindowPlan
from edge.hall.policy import Policy
from edge.hall.staff import PAUSE_REASONS, Clerk, Department, PauseReason
from edge.hall.terms import Role
from edge.settings.closing_table import ClosingTable
from edge.settings.connections import CentralTable, ScreenTable, StoreTable, WebTable
from edge.settings.devices import Device, DeviceOff
from edge.settings.hours_table import HoursTable, RosterTable
from edge.settings.offer_tables import GroupTable, ThemeTable
from edge.settings.policy_table import PolicyTable
from edge.settings.problems import ConfigProblem
from edge.settings.rating_table import RatingTable
from edge.settings.tables import (
    ClerkTable,
    DepartmentTable,
    DispenserTable,
    HallTable,
    PauseReasonTable,
    ServiceTable,
    WindowTable,
    ZoneTable,
)
from edge.settings.tide_table import TideTable
from edge.settings.timers_table import TimersTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the file says, with everything that it may leave out filled in.

    Every name that one part says of another exists, and a device named for a purpose can serve it, unless it is among
    `devices_off`.
    """

    hall: HallTable
    services: tuple[ServiceTable, ...]
    windows: tuple[WindowTable, ...]
    zones: tuple[ZoneTable, ...]  # those of the windows, if the file has no [[zone]]
    dispensers: tuple[DispenserTable, ...]  # "main" at the only printer, if the file has no [[dispenser]]
    screens: tuple[ScreenTable, ...]
    clerks: tuple[ClerkTable, ...]
    groups: tuple[GroupTable, ...]
    themes: tuple[ThemeTable, ...]
    departments: tuple[DepartmentTable, ...]
    pause_reasons: tuple[PauseReasonTable, ...]  # none: the usual ones
    devices: tuple[Device, ...]
    devices_off: tuple[DeviceOff, ...]
    policy_table: PolicyTable
    hours: HoursTable | None
    rosters: tuple[RosterTable, ...]
    closing: ClosingTable
    timers: TimersTable
    tides: TideTable
    central: CentralTable | None
    rating: RatingTable
    web: WebTable
    store: StoreTable

    @property
    def problems(self) -> tuple[ConfigProblem, ...]:
        """What is wrong with devices that stay off; everything else that is wrong keeps the hall from being read."""
        return tuple(problem for device in self.devices_off for problem in device.problems)

    def policy(self) -> Policy:
        """Return the numbers of the order rule."""
        return self.policy_table.policy()

    def plan(self) -> Plan:
        """Return the hall as its rules see it."""
        return Plan(
            id=self.hall.id,
            name=self.hall.name,
            services=tuple(map(service_of, self.services)),
            windows=tuple(map(_window, self.windows)),
            dispensers=tuple(map(_dispenser, self.dispensers)),
            timezone=self.hall.timezone,
            policy=self.policy(),
            closing=self.closing.closing(),
            tides=self.tides.tides(tuple(table.number for table in self.windows if _is_tidal(table))),
            rating=self.rating.plan(),
            groups=tuple(table.group() for table in self.groups),
            themes=tuple(table.theme() for table in self.themes),
            clerks=tuple(map(_clerk, self.clerks)),
            departments=tuple(map(_department, self.departments)),
            pause_reasons=tuple(map(_pause_reason, self.pause_reasons)) or PAUSE_REASONS,
            timers=self.timers.timers(),
        )


def service_of(table: ServiceTable) -> Service:
    """Return what the rules know of a service."""
    return Service(
        code=table.code,
        name=table.name,
        prefix=table.prefix,
        name_en=table.name_en,
        needs_card=table.needs_card,
        bring=table.bring,
        default_outcome=table.default_outcome,
        kind=table.kind,
        group=table.group,
        is_popular=table.is_popular,
        usual_s=None if table.usual_min is None else table.usual_min * 60,
        role=table.role,
        department=table.department or "",
    )


def _is_tidal(table: WindowTable) -> bool:
    return Role.TIDAL in (table.role, *table.also)


def _clerk(table: ClerkTable) -> Clerk:
    photo = str(table.photo) if table.photo else ""
    return Clerk(table.code, table.name, table.number, table.post, table.department or "", photo)


def _department(table: DepartmentTable) -> Department:
    return Department(table.code, table.name, table.name_en, table.chief or "")


def _pause_reason(table: PauseReasonTable) -> PauseReason:
    return PauseReason(table.code, table.is_public, table.name, table.name_en)


def _dispenser(table: DispenserTable) -> DispenserPlan:
    return DispenserPlan(table.name, table.services or ())


def _window(table: WindowTable) -> WindowPlan:
    return WindowPlan(
        number=table.number,
        zone=table.zone,
        serves=table.serves,
        spills=table.spills,
        role=table.role,
        has_start_key=table.has_start_key,
        also=table.also,
    )
