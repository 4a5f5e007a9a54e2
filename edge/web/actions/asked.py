"""What all actions have in common: an id per tap, so that a repeated tap does once."""

from abc import ABC, abstractmethod
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from edge.ports import Answer
from edge.texts.reasons import code_of
from edge.web.access import Place
from edge.web.room import Room

TicketName = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9/-]{1,24}$")]
Seen = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9/-]{0,24}$")] | None
"""The ticket that the page showed at the window when it was touched, "" for none."""
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60), AfterValidator(code_of)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
GivenReason = Annotated[Word, AfterValidator(code_of)]


class Asked(BaseModel, ABC):
    """One tap on a screen."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    id: str = Field(pattern=r"^[0-9a-f-]{36}$")

    @abstractmethod
    async def act(self, room: Room, place: Place) -> Answer:
        """Do it; Refused if the rules say no, JournalBroken if it could not be kept."""

    def command_id(self, place: Place) -> str:
        """Return the id that makes the command happen once."""
        return f"screen/{place.name}/{self.id}"
