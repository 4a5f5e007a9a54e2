"""What the parts of a configuration say about one another."""

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Final

from drivers.contract import Capability
from edge.settings.connections import ScreenKind, ScreenTable
from edge.settings.draft import Draft
from edge.settings.offer_checks import check_offers
from edge.settings.problems import no_such
from edge.settings.silence import implied_dispensers
from edge.settings.tables import DispenserTable, WindowTable

PLACES_OF_PROBLEMS: Final = ("journal", "clock", "central", "controller", "calendar", "ratings")
TELLING_APART: Final = (
    ("service", "code"),
    ("window", "number"),
    ("zone", "name"),
    ("dispenser", "name"),
    ("screen", "name"),
    ("clerk", "code"),
    ("group", "code"),
    ("theme", "code"),
    ("department", "code"),
    ("pause_reason", "code"),
)


def check_together(draft: Draft) -> None:
    """Complain about every name that leads nowhere, leads to the wrong thing, or is there twice."""
    _check_services(draft)
    check_offers(draft)
    for window in draft.windows:
        _check_window(draft, window)
    _check_stand_alone(draft)
    for zone in draft.zones:
        _check_device(draft, f'zone "{zone.name}"', "announcer", zone.announcer, Capability.SPEAKS)
    for dispenser in draft.dispensers:
        _check_dispenser(draft, dispenser)
    _check_dispensers(draft)
    for screen in draft.screens:
        _check_screen(draft, screen)
    _check_twice(draft)
    for name in draft.written("device", "name"):
        if name in PLACES_OF_PROBLEMS:
            draft.complain(f'device "{name}"', "this name is taken: problems of the hall itself stand under it")


def _check_services(draft: Draft) -> None:
    for table in ("service", "window"):
        if not draft.written(table, "code" if table == "service" else "number"):
            draft.complain("the file", f"there is no [[{table}]]: a hall has at least one")
    if len(draft.windows) < len(draft.written("window", "number")):
        return  # a window that could not be read may be the one that serves it
    for service in draft.services:
        if not any(service.code in window.serves + window.spills for window in draft.windows):
            draft.complain(f'service "{service.code}"', "no window serves it, so its tickets would never be called")


def _check_window(draft: Draft, window: WindowTable) -> None:
    place = f"window {window.number}"
    _check_served(draft, place, window.serves + window.spills)
    for code in window.serves:
        if code in window.spills:
            draft.complain(place, f'"{code}" is in "serves" and in "spills"; it can only be in one of them')
    zones = draft.written("zone", "name")
    if zones and window.zone not in zones:
        draft.complain(place, f'stands in zone "{window.zone}", but {no_such("zone", window.zone, zones)}')
    _check_device(draft, place, "display", window.display, Capability.SHOWS_CALLS)
    _check_device(draft, place, "caller", window.caller, Capability.CALLS)
    _check_device(draft, place, "evaluator", window.evaluator, Capability.COLLECTS_RATINGS)


def _check_served(draft: Draft, place: str, codes: Iterable[str]) -> None:
    known = draft.written("service", "code")
    for code in codes:
        if code not in known:
            draft.complain(place, f'serves "{code}", but {no_such("service", code, known)}')


def _check_device(draft: Draft, place: str, use: str, name: str | None, capability: Capability) -> None:
    """Complain if the device is not there, or cannot do it; one that is off may have been able to."""
    if name is None:
        return
    known = draft.written("device", "name")
    if name not in known:
        draft.complain(place, f'its {use} is "{name}", but {no_such("device", name, known)}')
    for device in draft.devices:
        if device.name == name and not device.can(capability):
            draft.complain(place, f'its {use} is "{name}", but no {device.kind} {capability.value}')


def _check_stand_alone(draft: Draft) -> None:
    """What stands at one window cannot stand at another: a key or a rating would belong to nobody."""
    for use in ("display", "caller", "evaluator"):
        first: dict[str, int] = {}
        for window in draft.windows:
            name = getattr(window, use)
            if name is not None and first.setdefault(name, window.number) != window.number:
                draft.complain(f"window {window.number}", f'its {use} "{name}" is that of window {first[name]} already')


def _check_dispenser(draft: Draft, dispenser: DispenserTable) -> None:
    place = f'dispenser "{dispenser.name}"'
    _check_device(draft, place, "printer", dispenser.printer, Capability.PRINTS_TICKETS)
    _check_device(draft, place, "card_reader", dispenser.card_reader, Capability.READS_CARDS)
    _check_served(draft, place, dispenser.services or ())


def _check_dispensers(draft: Draft) -> None:
    printers = [device.name for device in draft.devices if device.can(Capability.PRINTS_TICKETS)]
    if len(printers) > 1 and not draft.written("dispenser", "name"):
        draft.complain(
            "the file", f"there are {len(printers)} printers ({', '.join(printers)}), so add a [[dispenser]]"
        )
    if len(draft.dispensers) < len(draft.written("dispenser", "name")) or draft.devices_off:
        return
    for service in draft.services:
        offering = [one for one in implied_dispensers(draft) if one.services is None or service.code in one.services]
        if service.needs_card and offering and not any(one.card_reader for one in offering):
            draft.complain(
                f'service "{service.code}"', "needs a card, but no dispenser that offers it has a card reader"
            )


def _check_screen(draft: Draft, screen: ScreenTable) -> None:
    place = f'screen "{screen.name}"'
    windows, zones = draft.written("window", "number"), _zones(draft)
    if screen.kind in {ScreenKind.RATING, ScreenKind.CLERK} and screen.window is None:
        draft.complain(place, f'a {screen.kind.value} screen belongs to a window: "window" is missing')
    if screen.window is not None and screen.window not in windows:
        draft.complain(place, f"belongs to window {screen.window}, but {no_such('window', screen.window, windows)}")
    if screen.zone is not None and screen.zone not in zones:
        draft.complain(place, f'belongs to zone "{screen.zone}", but {no_such("zone", screen.zone, zones)}')
    dispensers = [one.name for one in implied_dispensers(draft)]
    if screen.dispenser is not None and screen.dispenser not in dispensers + draft.written("dispenser", "name"):
        draft.complain(place, f'"{screen.dispenser}": {no_such("dispenser", screen.dispenser, dispensers)}')
    if screen.kind is ScreenKind.TICKET and screen.dispenser is None and len(dispensers) > 1:
        draft.complain(place, f'there are several dispensers ({", ".join(dispensers)}), so "dispenser" must name one')


def _zones(draft: Draft) -> list[str | int]:
    return draft.written("zone", "name") or [window.zone for window in draft.windows]


def _check_twice(draft: Draft) -> None:
    for table, key in TELLING_APART:
        for name in _repeated(draft.written(table, key)):
            draft.complain(f'{table} "{name}"' if key != "number" else f"window {name}", "is configured twice")
    for prefix in _repeated(service.prefix for service in draft.services):
        codes = [service.code for service in draft.services if service.prefix == prefix]
        draft.complain(f'service "{codes[-1]}"', f'its prefix "{prefix}" is that of "{codes[0]}" already')
    tokens = [screen.token.get_secret_value() for screen in draft.screens]
    for token in _repeated(tokens):
        names = [screen.name for screen in draft.screens if screen.token.get_secret_value() == token]
        draft.complain(f'screen "{names[-1]}"', f'its token is that of "{names[0]}" already')


def _repeated(values: Iterable[Hashable]) -> list[Hashable]:
    return [value for value, count in Counter(values).items() if count > 1]
