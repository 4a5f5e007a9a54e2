"""The composition root: builds everything, starts it from the inside out, and stops it from the outside in.

    journal ◀ engine ◀ devices, dispatcher, card desks, day, problems, bridge, vitals ◀ screens

What is outside submits to what is inside, so it is stopped first: nothing is asked of an engine that has gone.
"""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from zlib import crc32

from drivers.contract import Clock
from edge import rooms
from edge.bookings import Bookings
from edge.central.bridge import CentralBridge
from edge.central.catalogues import KeptCatalogues
from edge.central.surroundings import Surroundings
from edge.clock import SystemClock
from edge.devices.dispatch import Dispatcher
from edge.devices.outlets import outlets_of
from edge.devices.slots import Slots
from edge.devices.troubles import TroubleKeeper
from edge.engine import Engine
from edge.engine.retention import Retention
from edge.hall.commands import ReportRecovery
from edge.health import ClockWatch, Vitals, clock_source, notify
from edge.hours.keeper import keep_days
from edge.hours.published import CentralDays
from edge.identity import Keys, day_key
from edge.insisting import insist
from edge.journal.halls import HallSnapshots
from edge.journal.sqlite import SqliteJournal, open_journal
from edge.kiosk.cards import Cards
from edge.ports import Seq
from edge.ratings.keeper import TagKeeper
from edge.settings.settings import Settings
from edge.thrift import settle
from edge.tides import TideAdviser
from edge.web.room import Room
from edge.web.server import serve

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Daemon:
    """A running hall, for whoever started it."""

    engine: Engine
    slots: Slots
    bridge: CentralBridge
    port: int  # of the screens


async def run(settings: Settings) -> None:
    """Run the hall until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with running(settings) as daemon:
        log.info("hall %s is open for screens at http://%s:%d", settings.hall.id, settings.web.host, daemon.port)
        notify(f"READY=1\nSTATUS=screens at port {daemon.port}")
        await stop.wait()
        notify("STOPPING=1")


@asynccontextmanager
async def running(settings: Settings, clock: SystemClock | None = None) -> AsyncIterator[Daemon]:
    """Run the hall while the context lasts; JournalBroken or OSError if it cannot start."""
    clock = clock or SystemClock(settings.hall.timezone)
    async with open_journal(settings.store.path) as journal:
        engine = Engine(rooms.hall_plan(settings), journal, clock, snapshots=HallSnapshots(journal))
        await engine.load()
        async with _background(engine.run()), _outer(settings, engine, journal, clock) as daemon:
            yield daemon


@asynccontextmanager
async def _outer(
    settings: Settings, engine: Engine, journal: SqliteJournal, clock: SystemClock
) -> AsyncIterator[Daemon]:
    cards = _cards(settings, engine, clock)
    slots = Slots(settings.devices, settings.devices_off, clock)
    dispatcher = Dispatcher(engine, slots, outlets_of(settings), clock, cards.hear)
    catalogues = KeptCatalogues(settings.store.path / "catalogue", engine, clock, rooms.CATALOGUE_CHECKS)
    await catalogues.load()
    bookings = Bookings(catalogues)
    renew = partial(renew_epoch, engine, journal, clock)
    reports = rooms.reporter(settings, journal, clock)
    around = Surroundings(engine, journal, slots, clock, clock_source, catalogues.hear, bookings, renew, reports.today)
    bridge = CentralBridge(rooms.central(settings), around)
    vitals = Vitals({"engine": engine.answers, "journal": partial(_first_entry, journal)}, clock)
    calendar = rooms.calendar(settings, CentralDays(catalogues, clock))
    room = Room(
        engine,
        slots,
        cards,
        bridge,
        clock,
        rooms.screen_plan(settings),
        tokens=engine.token,
        vitals=vitals,
        qr_template=settings.hall.ticket_qr,
        catalogues=catalogues,
        calendar=calendar,
        bookings=bookings,
        seal=rooms.sealing(settings),
        links=rooms.rating_links(settings),
        profile=settings.rating.region_profile(),
        serves_links=settings.rating.serves_links,
        reports=reports,
    )
    parts = (
        slots.run(),
        dispatcher.run(),
        cards.run(),
        keep_days(engine, calendar, clock),
        *_watches(engine, slots, clock),
        Retention(engine, journal, clock, settings.store.keep_days, rooms.readers(settings)).run(),
        catalogues.run(),
        TagKeeper(engine, catalogues, clock).run(),
        reports.run(),
        bridge.run(),
        vitals.run(),
        settle(clock),
    )
    async with _background(*parts), serve(room, settings.web.host, settings.web.port) as port:
        yield Daemon(engine, slots, bridge, port)


def _watches(engine: Engine, slots: Slots, clock: Clock) -> tuple[Coroutine[Any, Any, None], ...]:
    """Return who looks at devices, clock and queues, and tells the hall what it sees."""
    watching = TroubleKeeper(engine, slots, clock), ClockWatch(engine, clock), TideAdviser(engine, clock)
    return tuple(one.run() for one in watching)


def _cards(settings: Settings, engine: Engine, clock: Clock) -> Cards:
    """Return the card desks; what a card says is masked and hashed with the keys of the day, and sealed to central."""
    runtime = runtime_folder(settings.store.path)
    public = settings.central.public_key if settings.central else None
    booking = settings.central.booking_key if settings.central else None
    return Cards(
        clock,
        lambda: Keys(day_key(runtime, engine.hall.state.day), public, booking),
        senior_age=engine.hall.plan.policy.senior_age,
    )


async def renew_epoch(engine: Engine, journal: SqliteJournal, clock: Clock, theirs: Seq) -> None:
    """Central has more than the journal: a new series of numbers, every prefix leaps; a failing disk is waited for."""
    why = f"central has event {theirs}, the journal ended at {journal.tail}"
    await insist(lambda: journal.renew_epoch(why), "new epoch", clock)
    noted = ReportRecovery(journal.epoch, 0)
    command_id = f"restart/{journal.epoch}"
    await insist(lambda: engine.submit(noted, command_id), command_id, clock)


async def _first_entry(journal: SqliteJournal) -> None:
    """Return once the journal has read something from its disk."""
    if journal.tail:
        async with aclosing(journal.read(0)) as entries:  # type: ignore[type-var]  # the journal reads by a generator
            await anext(entries)


@asynccontextmanager
async def _background(*parts: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run coroutines beside the body; the failure of one ends the body, the end of the body ends them."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(part) for part in parts]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()


def runtime_folder(store: Path) -> Path | None:
    """Return a private folder in RAM for the day's key: systemd's, or our own; None where there is none."""
    given = os.environ.get("RUNTIME_DIRECTORY")
    if given:
        return Path(given.split(":")[0])
    for parent in (Path(f"/run/user/{os.getuid()}"), Path("/dev/shm")):  # noqa: S108 - RAM is meant; the folder is private
        folder = parent / f"hall-edge-{os.getuid()}-{crc32(bytes(store.resolve())):08x}"
        with suppress(OSError):
            folder.mkdir(mode=0o700, exist_ok=True)
            if folder.stat().st_uid == os.getuid():
                return folder
    return None
