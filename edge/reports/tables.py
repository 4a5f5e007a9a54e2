"""A report as four tables: services by class, hours, windows, clerks; each a list of rows of named cells.

Durations are minutes or hours with one decimal as their heads say, shares are per cent, nothing that is unknown is
nought: it is empty. The first row of every table but the clerks' is the whole hall.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from edge.hall.heat import GroupHeat, WindowHeat, grouped
from edge.reports.coercion import signs
from edge.reports.figures import Figures, Presence, Report
from edge.reports.spread import Spread
from edge.texts import sentence
from edge.texts.columns import ALL_CLASSES, ALL_DAY
from edge.texts.reasons import reason_words

Cell = str | int | float | None
Row = dict[str, Cell]

COUNTED: Mapping[str, str] = MappingProxyType(
    {
        "taken": "ticket.taken",
        "called": "ticket.called",
        "served": "ticket.finished",
        "missed": "ticket.missed",
        "reinstated": "ticket.reinstated",
        "transferred": "ticket.transferred",
        "parked": "ticket.parked",
        "cancelled": "ticket.cancelled",
        "voided": "ticket.voided",
        "expired": "ticket.expired",
        "unresolved": "outcome.unresolved",
        "rating_opened": "rating.opened",
        "rating_given": "rating.given",
        "rating_declined": "rating.declined",
        "rating_timed_out": "rating.timed_out",
        "rating_failed": "rating.failed",
    }
)
BAD_LEVELS = (1, 2)  # 不满意 and 非常不满意 are bad, the other three good
HANDLED = {"alerted": "rating.alerted", "settled": "rating.settled", "overdue": "rating.overdue"}  # bad ratings
LEVELS = (5, 4, 3, 2, 1)
MINUTE_S, HOUR_S = 60.0, 3600.0


@dataclass(frozen=True, slots=True)
class Names:
    """What the configuration calls services, windows' zones and clerks, for the readers of a table."""

    services: Mapping[str, str] = field(default_factory=dict)
    zones: Mapping[int, str] = field(default_factory=dict)  # by window
    clerks: Mapping[str, str] = field(default_factory=dict)
    skills: Mapping[int, tuple[str, ...]] = field(default_factory=dict)  # what each window serves, for the heat
    language: str = "zh"
    smallest_group: int = 5  # how anybody rated is not told of fewer: it could be told whose rating it was

    def of_class(self, name: str) -> str:
        """Return the word for a class."""
        return sentence(f"class.{name}", self.language)

    def said(self, pair: tuple[str, str]) -> str:
        """Return the word of a pair in the readers' language."""
        return pair[0] if self.language == "zh" else pair[1]


def services(report: Report, names: Names) -> Iterator[Row]:
    """Yield the hall, then each service, whole and by class."""
    everything = names.said(ALL_CLASSES)
    dates: Row = {"first": report.first, "last": report.last}
    yield {**dates, "service": "", "service_name": everything, "class": everything, **_figures(report.whole, names)}
    for code in sorted(report.services):
        service = report.services[code]
        named: Row = {**dates, "service": code, "service_name": names.services.get(code, "")}
        yield {**named, "class": everything, **_figures(service.whole, names)}
        for name in sorted(service.classes):
            yield {**named, "class": names.of_class(name), **_figures(service.classes[name], names)}


def hours(report: Report, names: Names) -> Iterator[Row]:
    """Yield the day, then each hour in which anything happened."""
    dates: Row = {"first": report.first, "last": report.last}
    yield {**dates, "hour": names.said(ALL_DAY), **_figures(report.whole, names)}
    for hour in sorted(report.hours):
        yield {**dates, "hour": f"{hour:02}:00", **_figures(report.hours[hour], names)}


def windows(report: Report, names: Names) -> Iterator[Row]:
    """Yield the hall, then each window with its presence."""
    dates: Row = {"first": report.first, "last": report.last}
    whole = Presence()
    for window in report.windows.values():
        whole.join(window.presence)
    groups, everything = _heat(report, names), names.said(ALL_CLASSES)
    heat = {one.window: round(group.index, 2) for group in groups for one in group.windows}
    named: Row = {**dates, "window": everything, "zone": "", "heat": max(heat.values(), default=None)}
    yield {**named, **_presence(whole, names), **_figures(report.whole, names)}
    for number in sorted(report.windows):
        window = report.windows[number]
        named = {**dates, "window": number, "zone": names.zones.get(number, ""), "heat": heat.get(number)}
        yield {**named, **_presence(window.presence, names), **_figures(window.figures, names)}


def clerks(report: Report, names: Names) -> Iterator[Row]:
    """Yield each clerk's attendance and legs served; never how the clerk was rated."""
    for code in sorted(report.clerks):
        presence = report.clerks[code]
        yield {
            "first": report.first,
            "last": report.last,
            "clerk": code,
            "clerk_name": names.clerks.get(code, ""),
            "signed_in_h": _in(HOUR_S, presence.open_s),
            "paused_h": _in(HOUR_S, presence.paused_s),
            "busy_h": _in(HOUR_S, presence.busy_s),
            "served": report.served_by.get(code, 0),
            "pauses": _pauses(presence, names),
        }


def coercion(report: Report, names: Names) -> Iterator[Row]:
    """Yield what suggests that ratings were not the citizens' own, window by window, with why it may matter."""
    for sign in signs(report):
        yield {
            "first": report.first,
            "last": report.last,
            "window": sign.window,
            "sign": sentence(f"sign.{sign.code}", names.language),
            "share": round(100 * sign.share, 1),
            "count": sign.count,
            "explanation": sentence(f"sign.{sign.code}.why", names.language),
        }


TABLES: Mapping[str, Callable[[Report, Names], Iterator[Row]]] = MappingProxyType(
    {"services": services, "hours": hours, "windows": windows, "clerks": clerks, "coercion": coercion}
)


BRIEF = ("taken", "called", "served", "missed", "wait_mean", "wait_p50", "wait_p95", "wait_max", "over", "serve_mean")


def brief(report: Report) -> dict[str, object]:
    """Return the few figures that are told while the day goes on: the hall, its services, its windows' utilisation."""
    names = Names()
    return {
        "day": report.last,
        "is_whole": report.is_whole,
        "hall": _figures(report.whole, names),
        "services": {
            code: {name: cell for name, cell in _figures(one.whole, names).items() if name in BRIEF}
            for code, one in sorted(report.services.items())
        },
        "signs": [{"sign": sign.code, "window": sign.window, "count": sign.count} for sign in signs(report)],
        "utilisation": {
            str(number): round(100 * one.presence.utilisation)
            for number, one in sorted(report.windows.items())
            if one.presence.utilisation is not None
        },
    }


def _figures(figures: Figures, names: Names) -> Row:
    opened = figures.counts["rating.opened"]
    return {
        **{name: figures.counts[kind] for name, kind in COUNTED.items()},
        **_waits(figures.waiting),
        "over": figures.over,
        "walk_mean": _in(MINUTE_S, figures.walking.mean_s),
        "serve_mean": _in(MINUTE_S, figures.serving.mean_s),
        "serve_p95": _in(MINUTE_S, figures.serving.at(0.95)),
        "response": _share(figures.counts["rating.given"], opened),
        **_levels(figures, names),
    }


def _levels(figures: Figures, names: Names) -> Row:
    given = sum(figures.levels.values())
    if given < names.smallest_group:
        return {"good": None, **dict.fromkeys(HANDLED), **{f"level_{level}": None for level in LEVELS}}
    bad = sum(figures.levels[level] for level in BAD_LEVELS)
    handled = {name: figures.counts[kind] for name, kind in HANDLED.items()}
    return {
        "good": _share(given - bad, given),
        **handled,
        **{f"level_{level}": figures.levels[level] for level in LEVELS},
    }


def _waits(waits: Spread) -> Row:
    return {
        "wait_mean": _in(MINUTE_S, waits.mean_s),
        "wait_p50": _in(MINUTE_S, waits.at(0.5)),
        "wait_p95": _in(MINUTE_S, waits.at(0.95)),
        "wait_max": _in(MINUTE_S, waits.longest_s if waits.n else None),
    }


def _heat(report: Report, names: Names) -> tuple[GroupHeat, ...]:
    """Return the windows that are configured alike, the busiest beside the idlest."""
    used = ((number, one.presence) for number, one in report.windows.items() if number in names.skills)
    return grouped(
        (names.skills[number], WindowHeat(number, names.zones.get(number, ""), of.open_s, of.busy_s))
        for number, of in used
    )


def _presence(presence: Presence, names: Names) -> Row:
    utilisation = presence.utilisation
    return {
        "open_h": _in(HOUR_S, presence.open_s),
        "paused_h": _in(HOUR_S, presence.paused_s),
        "busy_h": _in(HOUR_S, presence.busy_s),
        "utilisation": None if utilisation is None else round(100 * utilisation, 1),
        "pauses": _pauses(presence, names),
    }


def _pauses(presence: Presence, names: Names) -> str:
    joined = "；" if names.language == "zh" else "; "
    named = (
        (reason_words(reason, names.language) or "–", seconds) for reason, seconds in sorted(presence.pauses.items())
    )
    return joined.join(f"{name} {seconds / MINUTE_S:.0f}" for name, seconds in named)


def _in(unit_s: float, seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds / unit_s, 1)


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
