"""What is remembered of complaints and suggestions: how many there were today."""

from datetime import datetime

from edge.hall import events as e
from edge.hall.hall import Hall


def given(hall: Hall, event: e.FeedbackGiven, at: datetime) -> None:  # noqa: ARG001 - one shape for all appliers
    if event.feedback.startswith(f"{hall.state.day}/"):
        hall.state.feedbacks += 1
