"""From the configuration to what each room wants to know of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from drivers.contract import Clock
from edge import __version__
from edge.bookings import APPOINTMENTS, check_body
from edge.central.address import Address, Certificates
from edge.central.bridge import Central
from edge.central.catalogues import Check
from edge.central.client import Times
from edge.central.uplink import UPLINK
from edge.hall.order import class_policy
from edge.hall.plan import Plan
from edge.hall.rating_plan import weekdays_after, working_days_after
from edge.hall.terms import TicketClass
from edge.hours.hall_calendar import Calendar, Published
from edge.hours.national import is_working_day
from edge.hours.published import read_calendar
from edge.hours.tables import timetable
from edge.identity import seal
from edge.identity.links import RatingLinks
from edge.journal.sqlite import SqliteJournal
from edge.ratings.lists import read_list
from edge.reports.kept import KeptReports
from edge.reports.reporter import READER, Reporter
from edge.settings.connections import ScreenTable
from edge.settings.settings import Settings
from edge.web.plan import Dispenser, Screen, ScreenKind, ScreenPlan

CATALOGUE_CHECKS: Mapping[str, Check] = {"calendar": read_calendar, APPOINTMENTS: check_body, "tags": read_list}
"""How the bodies of central's documents are read by whoever uses them, by the first level of their names."""

SOFTWARE = f"hall-edge {__version__}"


def hall_plan(settings: Settings) -> Plan:
    """Return the hall as its rules see it; working days are the country's, with its holidays."""
    plan = settings.plan()
    if plan.rating.due is not weekdays_after:
        return plan
    due = partial(working_days_after, is_working=is_working_day)
    return replace(plan, rating=replace(plan.rating, due=due))


def sealing(settings: Settings) -> Callable[[str], str] | None:
    """Return what seals text to central's key, None where there is none."""
    public = settings.central.public_key if settings.central else None
    return partial(seal, public_key=public) if public else None


def rating_links(settings: Settings) -> RatingLinks | None:
    """Return what makes links for phones, None where the hall gives none."""
    table = settings.rating
    if table.link is None or table.link_key is None:
        return None
    seed = bytes.fromhex(table.link_key.get_secret_value())
    return RatingLinks(table.link, settings.hall.id, seed, table.plan().link_s)


def screen_plan(settings: Settings) -> ScreenPlan:
    """Return what the screens need to know beside the hall's own plan."""
    return ScreenPlan(
        hall_name=settings.hall.name,
        screens=tuple(_screen(table) for table in settings.screens),
        dispensers=tuple(
            Dispenser(table.name, table.printer, table.card_reader or "", table.services or ())
            for table in settings.dispensers
        )
        or (Dispenser(""),),
        clerks=settings.plan().clerks,
        zone_names=tuple((table.name, table.title or f"{table.name}区") for table in settings.zones),
        hours=settings.hours.in_words() if settings.hours else "",
        hours_en=settings.hours.in_words("en") if settings.hours else "",
        notice=settings.hall.notice,
        offers=settings.closing.offers(),
        host_names=settings.web.host_names,
    )


def _screen(table: ScreenTable) -> Screen:
    return Screen(
        name=table.name,
        kind=ScreenKind(table.kind.value),
        token=table.token.get_secret_value(),
        window=table.window,
        zone=table.zone or "",
        dispenser=table.dispenser or "",
    )


def central(settings: Settings) -> Central | None:
    """Return where central is, None if the hall stands alone."""
    table = settings.central
    if table is None:
        return None
    return Central(
        Address(
            host=table.host,
            port=table.port,
            is_secure=table.is_encrypted,
            user=table.username,
            password=table.password.get_secret_value() if table.password else None,
            certificates=Certificates(table.ca_file, table.cert_file, table.key_file),
        ),
        software=SOFTWARE,
        times=Times(keepalive_s=table.keepalive_s),
    )


def readers(settings: Settings) -> tuple[str, ...]:
    """Return the cursors that must have passed an entry before it may be forgotten."""
    return (UPLINK, READER) if settings.central else (READER,)


def reporter(settings: Settings, journal: SqliteJournal, clock: Clock) -> Reporter:
    """Return who counts the days."""
    kept = KeptReports(settings.store.path)
    return Reporter(journal, kept, clock, settings.hall.timezone, ceilings_s(settings))


def ceilings_s(settings: Settings) -> dict[str, float]:
    """Return by class how long anybody should wait at most."""
    policy = settings.policy()
    return {each.value: class_policy(policy, each).ceiling_s for each in TicketClass}


def calendar(settings: Settings, published: Published | None = None) -> Calendar | None:
    """Return the hall's calendar, None where the day opens at start."""
    if settings.hours is None:
        return None
    return Calendar(timetable(settings.hours, settings.rosters), ZoneInfo(settings.hall.timezone), published)
