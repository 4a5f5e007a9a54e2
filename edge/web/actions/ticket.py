"""What a citizen may do at a dispenser: take a ticket, and say what became of an offered number."""

from typing import Annotated, Literal

from pydantic import Field

from edge.hall.commands import AcceptOffer, GiveUpOffer, Take
from edge.hall.refusal import Refused
from edge.hall.terms import TicketClass
from edge.ports import Answer
from edge.web.access import Place
from edge.web.actions.asked import Asked, TicketName, Word
from edge.web.room import Room


class TakeTicket(Asked):
    """A service was touched; a priority ticket names its reason."""

    do: Literal["take"]
    services: Annotated[tuple[Word, ...], Field(min_length=1, max_length=8)]
    reason: Literal["", "elderly", "pregnant", "disabled", "serviceman", "infant", "patient"] = ""

    async def act(self, room: Room, place: Place) -> Answer:
        """Take it, with the card on the reader where a service needs one; the card is forgotten afterwards."""
        plan = room.commands.hall.plan
        services = (plan.service(code) for code in self.services)
        needs_card = any(service.needs_card for service in services if service)
        command = Take(
            self.services,
            TicketClass.PRIORITY if self.reason else TicketClass.ORDINARY,
            self.reason,
            place.dispenser,
            room.cards.person_at(place.dispenser) if needs_card else None,
        )
        try:
            return await room.commands.submit(command, self.command_id(place))
        finally:
            if needs_card:  # also where it was refused: whoever comes next is somebody else
                room.cards.forget(place.dispenser)


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


class ForgetCard(Asked):
    """The citizen is done with the card, or has walked away."""

    do: Literal["forget"]

    async def act(self, room: Room, place: Place) -> Answer:
        room.cards.forget(place.dispenser)
        return {}


TicketAction = TakeTicket | AcceptNumber | GiveUpNumber | ForgetCard
