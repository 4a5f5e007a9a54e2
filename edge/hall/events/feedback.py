"""What people said beside ratings: at the kiosk, on paper cards, by telephone."""

from dataclasses import dataclass, field
from typing import ClassVar

from edge.hall.terms import FeedbackSource, FeedbackTopic


@dataclass(frozen=True, slots=True)
class FeedbackGiven:
    kind: ClassVar[str] = "feedback.given"
    feedback: str  # 2026-11-22/T003; the part behind the stroke is the receipt's number
    topic: FeedbackTopic
    source: FeedbackSource
    text: str = ""
    ticket: str = ""
    contact: str = field(default="", repr=False)  # sealed to central's key
    is_masked: bool = False  # numbers of a person were taken out of the text
