"""What a citizen may do at a dispenser: take a ticket, and say what became of an offered number."""

from dataclasses import replace
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from edge.bookings import LATE_REASON
from edge.hall.commands import AcceptOffer, GiveUpOffer, Take
from edge.hall.refusal import Refused
from edge.hall.terms import PriorityReason, ServiceKind, TicketClass
from edge.ports import Answer, Visitor
from edge.web.access import Place
from edge.web.actions.asked import Asked, TicketName, Word
from edge.web.actions.found import LookUp, PrintAgain
from edge.web.room import Room

CaseNumber = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[\w-]{0,64}$")]


class TakeTicket(Asked):
    """A service, a theme or an appointment was touched; a priority ticket names its reason."""

    do: Literal["take"]
    services: Annotated[tuple[Word, ...], Field(max_length=8)] = ()
    theme: Annotated[str, StringConstraints(max_length=40)] = ""
    appointment: Annotated[str, StringConstraints(max_length=64)] = ""
    code: Annotated[str, StringConstraints(max_length=300)] = Field(default="", repr=False)  # of the appointment
    is_late: bool = False  # the appointment is over: an ordinary ticket for it
    case: CaseNumber = Field(default="", repr=False)
    reason: PriorityReason | Literal[""] = ""
    is_ordinary: bool = False  # the citizen does not want the green channel that their age opens

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not (self.services or self.theme or self.appointment):
            raise ValueError("name services, a theme or an appointment")
        return self

    async def act(self, room: Room, place: Place) -> Answer:
        """Take it, with the card on the reader where one is needed; the card is forgotten afterwards."""
        agent = room.cards.agent_at(place.dispenser)
        visitor = room.cards.visitor_at(place.dispenser)
        wish = room.bookings.fill(self._wish(room, visitor), room.clock.now())
        uses_card = agent is not None or bool(wish.appointment) or self._needs_card(room, wish)
        keeps_person = agent is not None or self._needs_card(room, wish)
        command = replace(
            wish,
            dispenser=place.dispenser,
            person=visitor.person if visitor and keeps_person else None,
            agent=agent,
        )
        try:
            return await room.commands.submit(command, self.command_id(place))
        finally:
            if uses_card:  # also where it was refused: whoever comes next is somebody else
                room.cards.forget(place.dispenser, keeps_agent=True)

    def _wish(self, room: Room, visitor: Visitor | None) -> Take:
        """Return what is asked for; Refused if the appointment is not theirs, or the hall knows no such reason."""
        reason = self.reason.value if isinstance(self.reason, PriorityReason) else ""
        if self.reason and self.reason not in room.commands.hall.plan.policy.priority_reasons:
            raise Refused("bad_args", fields=["reason"])
        if not reason and visitor is not None and visitor.is_senior and not self.is_ordinary:
            reason = PriorityReason.ELDERLY.value
        self._check_appointment(room, visitor)
        late = LATE_REASON if self.is_late and self.appointment else ""
        ticket_class = TicketClass.PRIORITY if reason else TicketClass.ORDINARY
        return Take(
            self.services, ticket_class, reason or late, appointment=self.appointment, case=self.case, theme=self.theme
        )

    def _check_appointment(self, room: Room, visitor: Visitor | None) -> None:
        now = room.clock.now()
        booking = room.bookings.with_id(self.appointment, now) if self.appointment else None
        if booking is None:
            return
        by_card = visitor is not None and booking.holder != "" and booking.holder == visitor.holder
        if not by_card and room.bookings.with_code(self.code, now) is not booking:
            raise Refused("appointment_unknown", appointment=self.appointment)

    def _needs_card(self, room: Room, wish: Take) -> bool:
        plan = room.commands.hall.plan
        theme = plan.theme(wish.theme)
        services = [plan.service(code) for code in (theme.services if theme else wish.services)]
        by_card = ServiceKind.PICKUP if not wish.case else None
        return any(service.needs_card or service.kind is by_card for service in services if service)


class _Own(Asked):
    ticket: TicketName

    def own(self, room: Room, place: Place) -> str:
        """Return the ticket's id; a ticket of another dispenser is unknown here."""
        ticket = room.commands.hall.ticket(self.ticket)
        if ticket.dispenser != place.dispenser:
            raise Refused("unknown_ticket", ticket=self.ticket)
        return ticket.id


class AcceptNumber(_Own):
    """The citizen has written the number down or taken a photo of it."""

    do: Literal["accept"]

    async def act(self, room: Room, place: Place) -> Answer:
        return await room.commands.submit(AcceptOffer(self.own(room, place)), self.command_id(place))


class GiveUpNumber(_Own):
    """The citizen does not want the number without paper."""

    do: Literal["give_up"]

    async def act(self, room: Room, place: Place) -> Answer:
        return await room.commands.submit(GiveUpOffer(self.own(room, place)), self.command_id(place))


class BeginErrand(Asked):
    """Whoever's card is here takes tickets for others (代办) from now on."""

    do: Literal["errand"]

    async def act(self, room: Room, place: Place) -> Answer:
        if not room.cards.begin_errand(place.dispenser):
            raise Refused("agent_card_needed")
        return {}


class ForgetCard(Asked):
    """The citizen is done with the card, or has walked away."""

    do: Literal["forget"]

    async def act(self, room: Room, place: Place) -> Answer:
        room.cards.forget(place.dispenser)
        return {}


TicketAction = TakeTicket | AcceptNumber | GiveUpNumber | ForgetCard | BeginErrand | LookUp | PrintAgain
