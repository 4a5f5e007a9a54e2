"""What the configuration says of a hall: its services, zones and windows; never changed while it runs."""

from dataclasses import dataclass, field

from edge.hall.closing import Closing
from edge.hall.policy import Policy
from edge.hall.rating_plan import RatingPlan
from edge.hall.staff import PAUSE_REASONS, Clerk, Department, PauseReason
from edge.hall.terms import Outcome, Role, ServiceKind
from edge.hall.tides import Tides
from edge.hall.timers import Timers


@dataclass(frozen=True, slots=True)
class Service:
    """One thing that citizens come for."""

    code: str
    name: str
    prefix: str
    name_en: str = ""
    needs_card: bool = False
    bring: tuple[str, ...] = ()  # documents to bring, as printed on the slip
    default_outcome: Outcome = Outcome.SERVED
    kind: ServiceKind = ServiceKind.ORDINARY
    group: str = ""  # where it stands in the tree; "" at its root
    is_popular: bool = False  # shown first
    role: Role = Role.ACCEPT  # of the windows that serve it; a service of ACCEPT is any general window's
    department: str = ""  # code of whose matter it is
    usual_s: float | None = None  # from one call to the next, before the hall has learnt it


@dataclass(frozen=True, slots=True)
class Group:
    """A branch of the tree of services; groups within a group make the third level."""

    code: str
    name: str
    name_en: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """一件事: several services in one visit, in this order, with one ticket."""

    code: str
    name: str
    services: tuple[str, ...]
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class WindowPlan:
    """One desk as configured; `serves` are its primary services, `spills` its secondary ones."""

    number: int
    zone: str
    serves: tuple[str, ...]
    spills: tuple[str, ...] = ()
    role: Role = Role.ACCEPT
    has_start_key: bool = False
    also: tuple[Role, ...] = ()  # further roles of the same desk: advice and delivery at one window

    @property
    def roles(self) -> tuple[Role, ...]:
        """All roles, the main one first."""
        return (self.role, *self.also)


@dataclass(frozen=True, slots=True)
class DispenserPlan:
    """One place where tickets are taken; without a printer the screen's number is the ticket."""

    name: str
    services: tuple[str, ...] = ()  # empty: all
    has_printer: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole hall as configured."""

    id: str
    name: str
    services: tuple[Service, ...]
    windows: tuple[WindowPlan, ...]
    dispensers: tuple[DispenserPlan, ...] = ()
    timezone: str = "Asia/Shanghai"
    policy: Policy = field(default_factory=Policy)
    rating: RatingPlan = field(default_factory=RatingPlan)
    closing: Closing = field(default_factory=Closing)
    tides: Tides = field(default_factory=Tides)
    groups: tuple[Group, ...] = ()
    themes: tuple[Theme, ...] = ()
    clerks: tuple[Clerk, ...] = ()  # nobody else can sign in
    departments: tuple[Department, ...] = ()
    pause_reasons: tuple[PauseReason, ...] = PAUSE_REASONS
    timers: Timers = field(default_factory=Timers)
    _by_code: dict[str, Service] = field(init=False, repr=False, compare=False)  # asked for at every step of a ticket
    _by_number: dict[int, WindowPlan] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {service.code: service for service in self.services})
        object.__setattr__(self, "_by_number", {window.number: window for window in self.windows})

    def service(self, code: str) -> Service | None:
        """Return the service, or None if the hall does not offer it (any more)."""
        return self._by_code.get(code)

    def theme(self, code: str) -> Theme | None:
        """Return the theme, or None."""
        return next((theme for theme in self.themes if theme.code == code), None)

    def window(self, number: int) -> WindowPlan | None:
        """Return the window as configured, or None."""
        return self._by_number.get(number)

    def dispenser(self, name: str) -> DispenserPlan | None:
        """Return the dispenser as configured; for "" the only one, or None where there are none or several."""
        if not name:
            return self.dispensers[0] if len(self.dispensers) == 1 else None
        return next((dispenser for dispenser in self.dispensers if dispenser.name == name), None)

    def clerk(self, code: str) -> Clerk | None:
        """Return the clerk of this code, or None if nobody has it."""
        return next((clerk for clerk in self.clerks if clerk.code == code), None)

    def department(self, code: str) -> Department | None:
        """Return the department, or None."""
        return next((department for department in self.departments if department.code == code), None)

    def pause_reason(self, code: str) -> PauseReason | None:
        """Return the configured reason of a pause, or None for one's own words."""
        return next((reason for reason in self.pause_reasons if reason.code == code), None)
