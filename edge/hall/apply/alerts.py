"""How bad ratings are dealt with, and what a region counts where nobody rated."""

from datetime import datetime

from edge.hall import events as e
from edge.hall.hall import Hall
from edge.hall.state import Alert
from edge.hall.terms import AlertState


def alerted(hall: Hall, event: e.RatingAlerted, at: datetime) -> None:
    alert = Alert(event.rating, event.level, event.window, event.service, event.tags, at, event.due_at)
    hall.state.alerts[alert.rating] = alert
    hall.deadlines.alert(alert)


def acknowledged(hall: Hall, event: e.RatingAcknowledged, at: datetime) -> None:  # noqa: ARG001 - one shape for all
    alert = hall.state.alerts.get(event.rating)
    if alert is not None:
        alert.state, alert.by = AlertState.ACKNOWLEDGED, event.by


def settled(hall: Hall, event: e.RatingSettled, at: datetime) -> None:  # noqa: ARG001
    hall.state.alerts.pop(event.rating, None)


def overdue(hall: Hall, event: e.RatingOverdue, at: datetime) -> None:  # noqa: ARG001
    alert = hall.state.alerts.get(event.rating)
    if alert is not None:
        alert.is_overdue = True


def defaulted(hall: Hall, event: e.RatingDefaulted, at: datetime) -> None:  # noqa: ARG001
    rating = hall.state.ratings.get(event.rating)
    if rating is not None:
        rating.default_level = event.level
