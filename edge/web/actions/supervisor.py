"""What the supervisor of the hall (值班长) may do; each part of the page brings its own actions."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from edge.hall import commands as c
from edge.hall.terms import Admission, FeedbackSource, FeedbackTopic, Resolution, Role
from edge.ports import Answer
from edge.texts import sentence
from edge.web.access import Place
from edge.web.actions.asked import Asked, GivenReason, Reason, TicketName, Word
from edge.web.actions.tides import AnswerTide
from edge.web.room import Room
from edge.web.views.complaints import key_of


class SettleUnsure(Asked):
    """Somebody has looked whether an unsure number is held by anyone."""

    do: Literal["confirm", "void"]
    ticket: TicketName
    reason: Reason = ""

    async def act(self, room: Room, place: Place) -> Answer:
        made = c.Confirm if self.do == "confirm" else c.Void
        return await room.commands.submit(made(self.ticket, self.reason), self.command_id(place))


class LetBack(Asked):
    """Somebody who was missed may come back, also after the return window."""

    do: Literal["let_back"]
    ticket: TicketName
    reason: GivenReason

    async def act(self, room: Room, place: Place) -> Answer:
        command = c.Reinstate(self.ticket, self.reason, is_late=True)
        return await room.commands.submit(command, self.command_id(place))


class SettleRating(Asked):
    """A bad rating has been dealt with here, and how."""

    do: Literal["settle_rating"]
    key: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    note: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)] = Field(repr=False)

    async def act(self, room: Room, place: Place) -> Answer:
        alerts = room.commands.hall.state.alerts.values()
        rating = next((alert.rating for alert in alerts if key_of(alert) == self.key), "")
        command = c.CloseRating(rating, sentence("supervisor"), self.note)
        return await room.commands.submit(command, self.command_id(place))


class Rearrange(Asked):
    """A window gets other roles or services, from its next call on."""

    do: Literal["change_window"]
    window: int
    role: Role | None = None
    also: Annotated[tuple[Role, ...], Field(max_length=8)] | None = None
    serves: Annotated[tuple[Word, ...], Field(max_length=200)] | None = None

    async def act(self, room: Room, place: Place) -> Answer:
        command = c.ChangeWindow(self.window, self.serves, None, self.role, self.also, place.name)
        return await room.commands.submit(command, self.command_id(place))


class RuleService(Asked):
    """A service takes tickets today whatever its hours and its queue say, or none, or as these say again."""

    do: Literal["change_service"]
    service: Word
    admission: Admission

    async def act(self, room: Room, place: Place) -> Answer:
        command = c.ChangeService(self.service, self.admission, by=place.name)
        return await room.commands.submit(command, self.command_id(place))


class TakeBack(Asked):
    """A window is again what it was before its last change."""

    do: Literal["undo_change"]
    window: int

    async def act(self, room: Room, place: Place) -> Answer:
        return await room.commands.submit(c.UndoChange(self.window, place.name), self.command_id(place))


class CloseMatter(Asked):
    """A report of what could not be done has come to its end."""

    do: Literal["close_unresolved"]
    matter: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z/#-]{1,40}$")]
    result: Resolution
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = Field(default="", repr=False)

    async def act(self, room: Room, place: Place) -> Answer:
        command = c.CloseUnresolved(self.matter, self.result, self.note, place.name)
        return await room.commands.submit(command, self.command_id(place))


class GoThere(Asked):
    """The chief representative has been told, or goes."""

    do: Literal["answer_chief"]
    request: Word

    async def act(self, room: Room, place: Place) -> Answer:
        return await room.commands.submit(c.AnswerChief(self.request, place.name), self.command_id(place))


class EnterCard(Asked):
    """Somebody left a paper card (评议卡); its words are typed in here."""

    do: Literal["enter_card"]
    topic: FeedbackTopic
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)] = Field(repr=False)
    ticket: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9/-]{0,24}$")] = ""

    async def act(self, room: Room, place: Place) -> Answer:
        command = c.GiveFeedback(self.topic, FeedbackSource.PAPER, self.text, self.ticket)
        return await room.commands.submit(command, self.command_id(place))


SupervisorAction = (
    EnterCard
    | SettleUnsure
    | LetBack
    | SettleRating
    | Rearrange
    | RuleService
    | TakeBack
    | CloseMatter
    | GoThere
    | AnswerTide
)
