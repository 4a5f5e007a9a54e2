"""Which device stands where: windows, zones and dispensers to slots, and back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from edge.settings.connections import ScreenKind
from edge.settings.settings import Settings


@dataclass(frozen=True, slots=True)
class Outlets:
    """Names of slots by the place that they serve."""

    displays: Mapping[int, str] = field(default_factory=dict)  # window → slot
    callers: Mapping[int, str] = field(default_factory=dict)
    evaluators: Mapping[int, str] = field(default_factory=dict)
    pads: frozenset[int] = frozenset()  # windows where a screen asks for ratings, too
    announcers: Mapping[int, str] = field(default_factory=dict)  # window → the slot of its zone
    zone_voices: Mapping[str, str] = field(default_factory=dict)  # zone → the same
    zones: Mapping[int, str] = field(default_factory=dict)  # window → zone
    printers: Mapping[str, str] = field(default_factory=dict)  # dispenser → slot
    readers: Mapping[str, str] = field(default_factory=dict)  # slot of the card reader → dispenser
    zone_titles: Mapping[str, str] = field(default_factory=dict)  # zone → as people say it
    qr_template: str = "hall:{hall}/ticket/{ticket}"

    def window_of_caller(self, slot: str) -> int | None:
        """Return the window at which this keypad lies."""
        return next((window for window, name in self.callers.items() if name == slot), None)

    def window_of_evaluator(self, slot: str) -> int | None:
        """Return the window at which this rating box stands."""
        return next((window for window, name in self.evaluators.items() if name == slot), None)

    def voices_of(self, window: int, waits_in: str) -> tuple[str, ...]:
        """Return the announcers that a call must be heard at: where its citizen waits, and at the window."""
        voices = (self.zone_voices.get(waits_in), self.announcers.get(window))
        return tuple(dict.fromkeys(voice for voice in voices if voice))

    def zone_title(self, window: int) -> str:
        """Return what people call the zone of a window."""
        zone = self.zones.get(window, "")
        return self.zone_titles.get(zone) or (f"{zone}区" if zone else "")


def outlets_of(settings: Settings) -> Outlets:
    """Return where every configured device stands."""
    voices = {zone.name: zone.announcer for zone in settings.zones if zone.announcer}
    windows = settings.windows
    pads = (screen.window for screen in settings.screens if screen.kind is ScreenKind.RATING)
    return Outlets(
        displays={window.number: window.display for window in windows if window.display},
        callers={window.number: window.caller for window in windows if window.caller},
        evaluators={window.number: window.evaluator for window in windows if window.evaluator},
        pads=frozenset(number for number in pads if number is not None),
        announcers={window.number: voices[window.zone] for window in windows if window.zone in voices},
        zone_voices=voices,
        zones={window.number: window.zone for window in windows},
        printers={dispenser.name: dispenser.printer for dispenser in settings.dispensers},
        readers={dispenser.card_reader: dispenser.name for dispenser in settings.dispensers if dispenser.card_reader},
        zone_titles={zone.name: zone.title for zone in settings.zones if zone.title},
        qr_template=settings.hall.ticket_qr,
    )
