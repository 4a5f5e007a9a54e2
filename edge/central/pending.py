"""What stands and waits for somebody, as retained topics that are cleared when it is over."""

from collections.abc import Iterator
from typing import Any

from edge.central.payloads import plain
from edge.central.topics import Topics
from edge.hall.hall import Hall
from edge.hall.state import Reminder, Unresolved
from edge.texts.reasons import reminder_words


def pending_states(topics: Topics, hall: Hall) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield topic and payload of every reminder, open report and unanswered request."""
    state = hall.state
    for reminder in state.reminders.values():
        if reminder.ended_at is None:
            yield topics.pending("reminder", reminder.id), reminder_state(reminder)
    for matter in state.unresolved.values():
        if matter.closed_at is None:
            yield topics.pending("unresolved", matter.id), matter_state(matter)
    for request in state.chief_requests.values():
        if request.answered_at is None:
            yield topics.pending("chief", request.id), plain(request)


def reminder_state(reminder: Reminder) -> dict[str, Any]:
    """Return a reminder with its sentence."""
    told = plain(reminder)
    del told["ended_at"]
    return {**told, "message": reminder_words(reminder), "message_en": reminder_words(reminder, "en")}


def matter_state(matter: Unresolved) -> dict[str, Any]:
    """Return an open report; how far its clock has run is counted from `running_since`."""
    told = plain(matter)
    for name in ("closed_at", "result", "note", "closed_by"):
        del told[name]
    return {**told, "is_overdue": "unresolved_over" in matter.reminded}
