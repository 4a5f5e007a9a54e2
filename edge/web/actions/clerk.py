"""What a clerk may do: everything at the own window, and for tickets that wait, were missed, parked or are unsure."""

from abc import abstractmethod
from typing import Literal

from pydantic import model_validator

from edge.hall import commands as c
from edge.hall.terms import Outcome
from edge.ports import Answer
from edge.web.access import Place
from edge.web.actions.asked import Asked, GivenReason, Reason, Seen, TicketName, Word
from edge.web.room import Room


class ByClerk(Asked):
    """One tap on a clerk's page."""

    async def act(self, room: Room, place: Place) -> Answer:
        return await room.commands.submit(self.command(place.window or 0), self.command_id(place))

    @abstractmethod
    def command(self, window: int) -> c.Command:
        """Return what the hall is asked; the window is the page's own, never the sender's choice."""


class AtWindow(ByClerk):
    """A step that needs nothing but the window."""

    do: Literal["open", "sign_out"]

    def command(self, window: int) -> c.Command:
        match self.do:
            case "open":
                return c.OpenWindow(window)
            case "sign_out":
                return c.SignOut(window)


class WhoIsHere(ByClerk):
    """Call the ticket at the window again, or begin with it."""

    do: Literal["recall", "start"]
    seen: Seen = None

    def command(self, window: int) -> c.Command:
        match self.do:
            case "recall":
                return c.Recall(window, self.seen)
            case "start":
                return c.Start(window, seen=self.seen)


class CallNext(ByClerk):
    """Finish what is here and call whoever is next."""

    do: Literal["next"]
    is_missed: bool = False
    seen: Seen = None

    def command(self, window: int) -> c.Command:
        return c.Next(window, self.is_missed, self.seen)


class SendAway(ByClerk):
    """The ticket at the window leaves it unfinished, for a reason."""

    do: Literal["miss", "park"]
    reason: Reason = ""
    seen: Seen = None

    def command(self, window: int) -> c.Command:
        match self.do:
            case "miss":
                return c.Miss(window, self.reason, self.seen)
            case "park":
                return c.Park(window, self.reason, self.seen)


class StopCalling(ByClerk):
    """Pause or close the window, for a reason."""

    do: Literal["pause", "close"]
    reason: Reason = ""

    def command(self, window: int) -> c.Command:
        match self.do:
            case "pause":
                return c.PauseWindow(window, self.reason)
            case "close":
                return c.CloseWindow(window, self.reason)


class FinishLeg(ByClerk):
    """The matter is done, with an outcome."""

    do: Literal["finish"]
    outcome: Outcome | None = None
    seen: Seen = None

    def command(self, window: int) -> c.Command:
        return c.Finish(window, self.outcome, self.seen)


class CallByNumber(ByClerk):
    """Call a certain ticket out of order, with a reason that is kept."""

    do: Literal["call_number"]
    ticket: TicketName
    reason: GivenReason

    def command(self, window: int) -> c.Command:
        return c.CallNumber(window, self.ticket, self.reason)


class SendOn(ByClerk):
    """Transfer to a service or to a window."""

    do: Literal["transfer"]
    ticket: TicketName
    reason: GivenReason
    service: str = ""
    window: int | None = None

    @model_validator(mode="after")
    def _has_one_target(self) -> "SendOn":
        if bool(self.service) == (self.window is not None):
            raise ValueError("name either a service or a window")
        return self

    def command(self, window: int) -> c.Command:  # noqa: ARG002 - the ticket says where it is
        return c.Transfer(self.ticket, self.reason, self.service, self.window)


class OfTicket(ByClerk):
    """A step for a ticket that is at no window."""

    do: Literal["reinstate", "resume", "cancel", "reprint", "confirm", "void"]
    ticket: TicketName
    reason: Reason = ""

    def command(self, window: int) -> c.Command:  # noqa: ARG002
        match self.do:
            case "reinstate":
                return c.Reinstate(self.ticket, self.reason)
            case "resume":
                return c.Resume(self.ticket)
            case "cancel":
                return c.Cancel(self.ticket, self.reason)
            case "reprint":
                return c.Reprint(self.ticket, reason=self.reason)
            case "confirm":
                return c.Confirm(self.ticket, self.reason)
            case "void":
                return c.Void(self.ticket, self.reason)


class SitDown(ByClerk):
    """A clerk signs in."""

    do: Literal["sign_in"]
    clerk: Word

    def command(self, window: int) -> c.Command:
        return c.SignIn(window, self.clerk)


ClerkAction = (
    AtWindow | WhoIsHere | CallNext | SendAway | StopCalling | FinishLeg | CallByNumber | SendOn | OfTicket | SitDown
)
