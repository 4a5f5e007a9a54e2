"""Complaints and suggestions: taken whoever gives them, with a receipt number, and nothing of a person in clear."""

from edge.hall.commands import GiveFeedback
from edge.hall.decide.ratings import TEXT_AT_MOST
from edge.hall.decision import Decision, Moment
from edge.hall.events import FeedbackGiven
from edge.hall.hall import Hall
from edge.hall.masking import mask_numbers
from edge.hall.refusal import Refused
from edge.hall.terms import FeedbackSource


def give(hall: Hall, command: GiveFeedback, moment: Moment) -> Decision:  # noqa: ARG001 - one shape for all deciders
    """Take it; a card typed in by staff must say something, a touch at the kiosk says it by its topic."""
    text = command.text.strip()
    if len(text) > TEXT_AT_MOST or not hall.state.day:
        raise Refused("bad_args", fields=["text"]) if hall.state.day else Refused("day_not_open")
    if not text and command.source is not FeedbackSource.KIOSK:
        raise Refused("reason_needed")
    ticket = hall.ticket(command.ticket).id if command.ticket else ""
    masked = mask_numbers(text)
    receipt = f"T{hall.state.number_floor + hall.state.feedbacks + 1:03}"
    event = FeedbackGiven(
        f"{hall.state.day}/{receipt}",
        command.topic,
        command.source,
        masked,
        ticket,
        command.contact,
        is_masked=masked != text,
    )
    return Decision((event,), {"receipt": receipt, "feedback": event.feedback})
