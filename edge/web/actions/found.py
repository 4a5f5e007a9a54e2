"""What a citizen may do with a code or a card at a dispenser: see what it leads to, and have a ticket's paper again."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from edge.hall import commands as c
from edge.hall.refusal import Refused
from edge.ports import Answer
from edge.web.access import Place
from edge.web.actions.asked import Asked, TicketName
from edge.web.room import Room
from edge.web.scene import Census, Scene
from edge.web.views.found import held_by_code, of_code, tickets_of

Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


def scene_of(room: Room) -> Scene:
    """Return the hall as it is now, for one answer."""
    return Scene(room, room.clock.now(), Census(room.commands.hall))


class LookUp(Asked):
    """A code was scanned or typed: an appointment's, a ticket's, or the case number of a receipt."""

    do: Literal["look"]
    code: Code = Field(repr=False)

    async def act(self, room: Room, place: Place) -> Answer:  # noqa: ARG002 - one shape for all actions
        return of_code(scene_of(room), self.code)


class PrintAgain(Asked):
    """The paper of a ticket once more, for whoever has its QR code or took it with the card on the reader."""

    do: Literal["reprint"]
    ticket: TicketName
    code: Annotated[str, StringConstraints(max_length=300)] = Field(default="", repr=False)

    async def act(self, room: Room, place: Place) -> Answer:
        scene = scene_of(room)
        ticket = room.commands.hall.ticket(self.ticket)
        visitor = room.cards.visitor_at(place.dispenser)
        by_card = tickets_of(scene, visitor) if visitor else []
        if ticket is not held_by_code(scene, self.code) and all(ticket is not one for one in by_card):
            raise Refused("unknown_ticket", ticket=self.ticket)
        command = c.Reprint(ticket.id, place.dispenser, "holder", is_by_holder=True)
        return await room.commands.submit(command, self.command_id(place))
