"""What may be said beside ratings (吐槽找茬)."""

from dataclasses import dataclass, field

from edge.hall.terms import FeedbackSource, FeedbackTopic


@dataclass(frozen=True, slots=True)
class GiveFeedback:
    """A complaint or a suggestion; `contact` is sealed already, `ticket` an id or today's number."""

    topic: FeedbackTopic
    source: FeedbackSource
    text: str = field(default="", repr=False)
    ticket: str = ""
    contact: str = field(default="", repr=False)
