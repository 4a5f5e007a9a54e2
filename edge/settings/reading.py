"""From a file to settings, or to all of its problems at once."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from drivers import registry
from edge.settings.calendar_tables import read_calendar
from edge.settings.connections import CentralTable, ScreenTable, StoreTable, WebTable
from edge.settings.crosschecks import check_together
from edge.settings.devices import Drivers
from edge.settings.draft import Draft
from edge.settings.offer_tables import GroupTable, ThemeTable
from edge.settings.policy_table import PolicyTable
from edge.settings.problems import ConfigProblem, ConfigProblems, suggestion
from edge.settings.rating_table import read_rating
from edge.settings.settings import Settings
from edge.settings.silence import implied_dispensers, implied_zones
from edge.settings.staff import read_staff
from edge.settings.tables import DispenserTable, HallTable, ServiceTable, WindowTable, ZoneTable
from edge.settings.tide_table import read_tides
from edge.settings.timers_table import read_timers

SINGLE: Final = ("hall", "policy", "hours", "closing", "tides", "timers", "central", "rating", "web", "store")
LISTS: Final = (
    *("service", "window", "zone", "dispenser", "device", "screen", "group", "theme", "roster"),
    *("clerk", "department", "pause_reason"),
)


def read(path: Path, drivers: Drivers = registry) -> Settings:
    """Read a hall's file; ConfigProblems if the hall cannot be opened with it.

    A device that is wrong by itself is no such reason: it is among `devices_off`, and its problems in `problems`.
    """
    return settings_from(parsed(path), path.parent, drivers)


def settings_from(raw: Mapping[str, Any], folder: Path, drivers: Drivers = registry) -> Settings:
    """Read what a file says; `folder` is where its relative paths begin. ConfigProblems as `read`."""
    draft = Draft(raw)
    _check_tables(draft)
    hall, central = draft.one("hall", HallTable), draft.one("central", CentralTable)
    if "hall" not in raw:
        draft.complain("the file", "[hall] is missing: a hall has at least an id and a name")
    policy = draft.one("policy", PolicyTable) or PolicyTable()
    web, store = draft.one("web", WebTable) or WebTable(), draft.one("store", StoreTable) or StoreTable()
    rating = read_rating(draft)
    _read_lists(draft)
    draft.read_devices(drivers)
    read_staff(draft, folder)
    read_calendar(draft)
    timers = read_timers(draft)
    tides = read_tides(draft)
    check_together(draft)
    if draft.problems or hall is None:
        of_devices = [problem for device in draft.devices_off for problem in device.problems]
        raise ConfigProblems([*draft.problems, *of_devices])
    return Settings(
        hall=hall,
        services=tuple(draft.services),
        windows=tuple(draft.windows),
        zones=implied_zones(draft),
        dispensers=implied_dispensers(draft),
        screens=tuple(draft.screens),
        groups=tuple(draft.groups),
        themes=tuple(draft.themes),
        clerks=tuple(draft.clerks),
        departments=tuple(draft.departments),
        pause_reasons=tuple(draft.pause_reasons),
        devices=tuple(draft.devices),
        devices_off=tuple(draft.devices_off),
        policy_table=policy,
        hours=draft.hours,
        rosters=tuple(draft.rosters),
        closing=draft.closing,
        timers=timers,
        tides=tides,
        central=central,
        rating=rating,
        web=web,
        store=store.model_copy(update={"path": folder / store.path}),
    )


def _read_lists(draft: Draft) -> None:
    draft.services = draft.many("service", ServiceTable, "code")
    draft.windows = draft.many("window", WindowTable, "number")
    draft.zones = draft.many("zone", ZoneTable, "name")
    draft.dispensers = draft.many("dispenser", DispenserTable, "name")
    draft.screens = draft.many("screen", ScreenTable, "name")
    draft.groups = draft.many("group", GroupTable, "code")
    draft.themes = draft.many("theme", ThemeTable, "code")


def _check_tables(draft: Draft) -> None:
    for key in draft.raw:
        if key not in SINGLE + LISTS:
            draft.complain("the file", f"unknown table [{key}]{suggestion(key, SINGLE + LISTS)}")
    draft.check_shapes(LISTS)


def parsed(path: Path) -> dict[str, Any]:
    """Return what a TOML file says; ConfigProblems if it says nothing that can be understood."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigProblems([ConfigProblem(str(path), f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise ConfigProblems([ConfigProblem(str(path), f"is not UTF-8 text (byte {error.start + 1})")]) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigProblems([ConfigProblem(str(path), f"is not TOML: {error}")]) from error
