"""The whole hall in one answer, for a central that begins anew."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from edge.central.payloads import plain
from edge.hall.hall import Hall
from edge.hall.terms import RatingState
from edge.ports import Journal, SlotStatus

BREATH = 50  # tickets between two looks at what else the loop has to do


async def snapshot(hall: Hall, journal: Journal, slots: Iterable[SlotStatus]) -> Mapping[str, Any]:
    """Return the hall as it goes on: open tickets and ratings without tokens, and how many have ended.

    What has ended is in the events, and a busy day of it would not fit into one message; what happens meanwhile follows
    as events after `seq`.
    """
    state, epoch, seq = hall.state, journal.epoch, journal.tail
    windows = plain(list(state.windows.values()))
    problems = plain(list(state.problems.values()))
    whole = {
        "epoch": epoch,
        "seq": seq,
        "hall": hall.plan.id,
        "day": state.day,
        "is_day_open": state.is_day_open,
        "opened_at": plain(state.opened_at),
        "numbers": dict(state.numbers),
        "counts": dict(state.counts),
        "calls_of": dict(state.calls_of),
        "windows": windows,
        "problems": problems,
        "devices": [plain(slot) for slot in slots],
        "services": [plain(service) for service in hall.plan.services],
    }
    whole["tickets"] = await _each([ticket for ticket in state.tickets.values() if ticket.state.is_open])
    whole["ended"] = dict(Counter(ticket.state.value for ticket in state.tickets.values() if not ticket.state.is_open))
    opened = [rating for rating in state.ratings.values() if rating.state is RatingState.OPEN]
    whole["ratings"] = [
        {name: value for name, value in rating.items() if name != "token_hash"} for rating in await _each(opened)
    ]
    whole["alerts"] = plain(list(state.alerts.values()))
    whole["reminders"] = plain([reminder for reminder in state.reminders.values() if reminder.ended_at is None])
    whole["unresolved"] = plain(list(state.unresolved.values()))
    whole["chief_requests"] = plain(list(state.chief_requests.values()))
    whole["cases"] = plain(list(state.cases.values()))
    return whole


async def _each(values: list[Any]) -> list[Any]:
    made = []
    for count, value in enumerate(values):
        if count % BREATH == 0:
            await asyncio.sleep(0)
        made.append(plain(value))
    return made
