"""Why no tickets are given now, and when there are again: sentences in Chinese and English, one pair each."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from edge.texts import sentence
from edge.texts.runs import runs

Said = tuple[str, str]
"""Chinese and English."""

PAIR = 2  # neighbours so few are told one by one
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

NOT_YET: Said = ("还没有到取号时间。", "It is too early for tickets.")
OVER: Said = ("今天的取号已经结束。", "There are no more tickets today.")
SERVING_OUT: Said = (
    "今天的取号已经结束，窗口正在为已取号的群众办理。",
    "There are no more tickets today. Those who hold one are still being served.",
)
BETWEEN: Said = ("现在是两段取号时间之间的休息。", "There is a break between two sessions.")
BY_HAND: Said = (
    "大厅暂时停止取号，请留意现场通知，或到咨询台询问。",
    "No tickets for the moment. Please look for notices, or ask at the information desk.",
)
APPOINTMENTS: Said = (
    "现在是预约专场，只为已预约的群众办理。没有预约的，可在其他时段现场取号，不用预约。",
    "This session is for appointments. Without one, simply come at any other time: no booking is needed.",
)
STOPPED: Said = ("暂停取号", "no tickets now")
STOPS: Mapping[str, Said] = {
    "capacity_reached": ("今日已排满", "full for today"),
    "no_window_today": ("今日已结束", "over for today"),
    "closing_time": ("今日已结束", "over for today"),
    "not_held_today": ("今日不办理", "not today"),
    "between_sessions": ("稍后恢复取号", "again later today"),
    "appointments_only": ("本时段仅限预约", "appointments only now"),
}
"""Why a service gives no tickets, in a word or two: by the refusal's code."""

ASK: Said = ("请到咨询台，由工作人员为您安排。", "Please ask at the information desk: our staff will find a way.")
TITLE: Said = ("现在不取号", "No tickets now")


def closed_today(reason: str, reason_en: str) -> Said:
    """Return that the hall keeps closed today, and why: 国庆节放假."""
    if not reason:
        return "今天大厅不办公。", "The hall is closed today."
    return f"今天{reason}，大厅不办公。", f"The hall is closed today: {reason_en or reason}."


def tickets_again(opens: datetime, now: datetime) -> Said:
    """Return when tickets are given again; the date is left out where it is today."""
    if opens.date() == now.date():
        return f"今天 {opens:%H:%M} 恢复取号。", f"Tickets again today at {opens:%H:%M}."
    chinese, english = (sentence(f"weekday.{opens.isoweekday()}", language) for language in ("zh", "en"))
    year, year_en = (f"{opens.year}年", f" {opens.year}") if opens.year != now.year else ("", "")
    return (
        f"{year}{opens.month}月{opens.day}日（{chinese}）{opens:%H:%M} 恢复取号。",
        f"Tickets again on {english}, {opens.day} {MONTHS[opens.month - 1]}{year_en}, at {opens:%H:%M}.",
    )


def walk_in_again(opens: datetime, now: datetime) -> Said:
    """Return when whoever has no appointment is served again."""
    chinese, english = tickets_again(opens, now)
    return (
        f"现场取号时间：{chinese.removesuffix(' 恢复取号。')} 起。",
        english.replace("Tickets again", "Without an appointment"),
    )


def at_work(serving: Iterable[int], resting: Iterable[int], back: datetime) -> Said:
    """Return which windows serve while others rest by roster, and when the first of those is back."""
    (on, on_en), (off, off_en) = _listed(serving), _listed(resting)
    if not on:
        return f"{off} 号窗口午间轮休，{back:%H:%M} 恢复办理。", f"At rest until {back:%H:%M}: {off_en}."
    return (
        f"中午不断档：{on} 号窗口正常办理；{off} 号窗口轮休，{back:%H:%M} 恢复。",
        f"Open through lunch at {on_en}; back at {back:%H:%M}: {off_en}.",
    )


def _listed(windows: Iterable[int]) -> Said:
    numbers = list(windows)
    told: list[str] = []
    for run in runs(numbers):
        told += [f"{run[0]}–{run[-1]}"] if len(run) > PAIR else map(str, run)
    return "、".join(told), f"window{'s' if len(numbers) > 1 else ''} {', '.join(told)}"
