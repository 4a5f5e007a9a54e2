"""The table [closing]: what the hall does, and offers, when a service can no longer be reached today."""

from typing import Annotated

from pydantic import Field

from edge.hall.closing import MINUTE_S, Closing, WhenFull
from edge.settings.tables import Table

DEFAULT = Closing()


class ClosingTable(Table):
    """The offers are sentences for citizens; what is left empty is not offered."""

    when_full: WhenFull = DEFAULT.when_full
    watch_min: Annotated[int, Field(ge=0, le=600)] = int(DEFAULT.watch_s / MINUTE_S)
    overtime_min: Annotated[int, Field(ge=0, le=240)] = 0
    appointment: str = ""
    appointment_en: str = ""
    other_hall: str = ""
    other_hall_en: str = ""
    self_service: str = ""  # the 24-hour kiosks
    self_service_en: str = ""

    def closing(self) -> Closing:
        """Return the rules' own value of it."""
        return Closing(self.when_full, self.watch_min * MINUTE_S, self.overtime_min * MINUTE_S)

    def offers(self) -> tuple[tuple[str, str], ...]:
        """Return what the hall offers instead, Chinese and English."""
        said = (
            (self.appointment, self.appointment_en),
            (self.other_hall, self.other_hall_en),
            (self.self_service, self.self_service_en),
        )
        return tuple((chinese, english or chinese) for chinese, english in said if chinese)
