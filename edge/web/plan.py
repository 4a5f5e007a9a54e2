"""What the configuration says of the screens: where each stands and who may open it."""

from dataclasses import dataclass, field
from enum import Enum

from edge.hall.staff import Clerk


class ScreenKind(Enum):
    """The screens; each is a folder in `kiosk_ui`."""

    TICKET = "ticket"
    KIOSK = "kiosk"
    RATING = "rating"
    BOARD = "board"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    TECHNICIAN = "technician"


@dataclass(frozen=True, slots=True)
class Screen:
    """One `[[screen]]`: a pad, board or clerk's computer elsewhere in the hall, with its secret link."""

    name: str
    kind: ScreenKind
    token: str = field(default="", repr=False)
    window: int | None = None
    zone: str = ""
    dispenser: str = ""
    px_per_mm: float | None = None  # measured by the technician with a bank card, 85.6 mm


@dataclass(frozen=True, slots=True)
class Dispenser:
    """Where tickets are taken; empty names mean that there is no such device."""

    name: str
    printer: str = ""
    card_reader: str = ""
    services: tuple[str, ...] = ()  # all, if empty


@dataclass(frozen=True, slots=True)
class ScreenPlan:
    """Everything that screens need to know beside the hall's own plan."""

    hall_name: str
    screens: tuple[Screen, ...] = ()
    dispensers: tuple[Dispenser, ...] = (Dispenser(""),)
    clerks: tuple[Clerk, ...] = ()
    zone_names: tuple[tuple[str, str], ...] = ()  # code and name
    hours: str = ""  # as shown to citizens: 周一至周五 8:30–17:00
    notice: str = ""  # the board's line
    hours_en: str = ""
    offers: tuple[tuple[str, str], ...] = ()  # what else there is when tickets are not given, Chinese and English
    host_names: tuple[str, ...] = ()  # names, beside localhost and bare addresses, that a browser may have asked for

    def dispenser(self, name: str) -> Dispenser | None:
        """Return the dispenser; "" is the only one."""
        if not name and len(self.dispensers) == 1:
            return self.dispensers[0]
        return next((dispenser for dispenser in self.dispensers if dispenser.name == name), None)

    def clerk(self, code: str) -> Clerk | None:
        """Return the badge of a clerk; somebody who is not configured shows the code alone."""
        if not code:
            return None
        return next((clerk for clerk in self.clerks if clerk.code == code), Clerk(code))

    def zone_name(self, zone: str) -> str:
        """Return what citizens call a zone."""
        return dict(self.zone_names).get(zone, zone)
