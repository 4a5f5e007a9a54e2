"""Reports from the command line: of days that were kept, and of what the journal still holds, beside a running hall."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from edge.hall.events import DayOpened
from edge.journal.reading import read_journal
from edge.ports import JournalBroken
from edge.reports.csv import write
from edge.reports.figures import Report
from edge.reports.kept import KeptReports
from edge.reports.tables import TABLES, Names
from edge.reports.tally import Tally
from edge.rooms import ceilings_s
from edge.settings.settings import Settings


class NoReportError(Exception):
    """Nothing is known of that day or month."""


def report_of(settings: Settings, of: str, table: str, language: str) -> str:
    """Return a table as CSV; `of` is a day, a month, or "" for the last day. NoReportError if nothing is known."""
    reports = {report.first: report for report in _all(settings)}
    wanted = of or max(reports, default="")
    days = [reports[day] for day in sorted(reports) if day == wanted or day.startswith(f"{wanted}-")]
    if not wanted or not days:
        raise NoReportError(f"nothing is known of {wanted}" if wanted else "no day has been opened yet")
    total = days[0]
    for day in days[1:]:
        total.join(day)
    return write(TABLES[table](total, _names(settings, language)), language)


def _all(settings: Settings) -> Iterator[Report]:
    """Yield the days that were kept, then those of the journal, which are as new or newer."""
    kept = KeptReports(settings.store.path)
    for day in reversed(kept.days()):
        report = kept.day(day)
        if report is not None:
            yield report
    yield from (report for report in _of_journal(settings) if report.is_whole)


def _of_journal(settings: Settings) -> Iterator[Report]:
    tally, zone = Tally(ceilings_s(settings)), ZoneInfo(settings.hall.timezone)
    last = None
    try:
        for entry in read_journal(settings.store.path):
            for event in entry.events:
                last = entry.at.astimezone(zone)
                if isinstance(event, DayOpened) and tally.report.first not in ("", event.day):
                    yield tally.until(last)
                tally.note(event, last)
    except (FileNotFoundError, JournalBroken):  # what came before the damage has been counted
        pass
    if last is not None and tally.report.first:
        yield tally.until(last)


def _names(settings: Settings, language: str) -> Names:
    return Names(
        services={one.code: (one.name_en if language == "en" else "") or one.name for one in settings.services},
        zones={window.number: window.zone for window in settings.windows},
        skills={window.number: window.serves for window in settings.windows},
        clerks={clerk.code: clerk.name for clerk in settings.clerks},
        language=language,
    )
