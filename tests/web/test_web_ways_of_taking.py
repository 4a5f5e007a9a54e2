"""Every way of taking a ticket at a dispenser: by appointment, for others, for a theme, to pick something up, again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from edge.hall import commands as c
from edge.hall.state import Ticket
from edge.hall.terms import PriorityReason, TicketClass, TicketState
from edge.web.plan import Dispenser
from tests.web.hall_at_work import PERSON, Stage
from tests.web.visiting import Visitor, visiting
from tests.web.wide_hall import HOLDER, open_wide_stage, publish

pytestmark = pytest.mark.real_time

AGENT = c.Person("王**", "0042", "40-49", "agent")


class Citizen:
    """Somebody at the dispenser."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.stage: Stage = visitor.stage

    async def does(self, what: str, **fields: Any) -> dict[str, Any]:
        status, answer = await self.visitor.act("/ticket/", what, **fields)
        assert status == 200, answer
        return dict(answer)

    async def refused(self, what: str, **fields: Any) -> str:
        status, answer = await self.visitor.act("/ticket/", what, **fields)
        assert status == 409, answer
        return str(answer["code"])

    async def takes(self, **fields: Any) -> Ticket:
        ticket = self.stage.commands.hall.ticket((await self.does("take", **fields))["ticket"])
        self.stage.commands.do(c.ReportPrinted(ticket.id, 1, "proven"))
        return ticket

    async def sees(self) -> dict[str, Any]:
        async with self.visitor.watch("/ticket/") as stream:
            return dict((await stream.event())["state"])


@asynccontextmanager
async def at_the_door(stage: Stage | None = None) -> AsyncIterator[Citizen]:
    async with visiting(stage or open_wide_stage()) as visitor:
        yield Citizen(visitor)


async def test_a_card_leads_to_its_appointments_and_how_they_stand() -> None:
    async with at_the_door() as citizen:
        publish(citizen.stage, early=120, due=10, late=-5, over=-200)
        citizen.stage.cards.lay("door", holder=HOLDER)
        card = (await citizen.sees())["card"]
        assert {one["id"]: one["state"] for one in card["bookings"]} == {
            "over": "over",
            "late": "late",
            "due": "on_time",
            "early": "early",
        }
        assert HOLDER not in str(card)


async def test_an_appointment_is_taken_once_and_then_shows_its_ticket() -> None:
    async with at_the_door() as citizen:
        publish(citizen.stage, due=10)
        citizen.stage.cards.lay("door", holder=HOLDER)
        ticket = await citizen.takes(appointment="due")
        assert (ticket.ticket_class, ticket.service, ticket.appointment) == (TicketClass.APPOINTMENT, "social", "due")
        assert ticket.person is None, "this service needs no card: it only found the appointment"
        assert citizen.stage.cards.visitor_at("door") is None
        citizen.stage.cards.lay("door", holder=HOLDER)
        card = (await citizen.sees())["card"]
        assert [one["ticket"]["number"] for one in card["bookings"]] == ["A001"]
        assert card["bookings"][0]["state"] == "used"
        assert [one["number"] for one in card["tickets"]] == ["A001"]
        assert await citizen.refused("take", appointment="due") == "appointment_used"


async def test_a_code_does_for_an_appointment_what_a_card_does_and_a_guessed_id_does_nothing() -> None:
    async with at_the_door() as citizen:
        publish(citizen.stage, due=10)
        found = await citizen.does("look", code="y7k3q-due")
        assert (found["found"], found["booking"]["id"]) == ("booking", "due")
        assert await citizen.refused("take", appointment="due") == "appointment_unknown"
        assert await citizen.refused("take", appointment="due", code="Y7K3Q-OTHER") == "appointment_unknown"
        ticket = await citizen.takes(appointment="due", code="Y7K3Q-DUE")
        assert ticket.ticket_class is TicketClass.APPOINTMENT


@pytest.mark.parametrize(("name", "minutes", "code"), [("e", 60, "appointment_early"), ("o", -60, "appointment_late")])
async def test_out_of_time_is_refused_and_the_ordinary_way_stays_open(name: str, minutes: float, code: str) -> None:
    async with at_the_door() as citizen:
        publish(citizen.stage, **{name: minutes})
        citizen.stage.cards.lay("door", holder=HOLDER)
        assert await citizen.refused("take", appointment=name) == code
        citizen.stage.cards.lay("door", holder=HOLDER)
        ticket = await citizen.takes(appointment=name, is_late=True)
        assert (ticket.ticket_class, ticket.reason) == (TicketClass.ORDINARY, "appointment_late")
        await citizen.takes(services=["social"])


async def test_a_list_that_has_expired_is_said_and_the_ordinary_way_stays_open() -> None:
    async with at_the_door() as citizen:
        publish(citizen.stage, hours=-1, due=10)
        assert (await citizen.sees())["bookings"] == {"is_known": True, "is_current": False}
        assert await citizen.does("look", code="Y7K3Q") == {"found": "nothing"}
        assert await citizen.refused("take", appointment="due") == "appointments_expired"
        await citizen.takes(services=["social"])


async def test_an_agent_takes_several_tickets_with_and_without_a_principals_card() -> None:
    async with at_the_door() as citizen:
        cards = citizen.stage.cards
        assert await citizen.refused("errand") == "agent_card_needed"
        cards.lay("door", AGENT)
        await citizen.does("errand")
        assert (await citizen.sees())["agent"] == {"name": "王**"}
        without = [await citizen.takes(services=["social"]) for _ in range(2)]
        assert [(one.person, one.agent) for one in without] == [(None, AGENT)] * 2
        assert await citizen.refused("take", services=["household"]) == "card_needed"
        cards.lay("door", PERSON)
        for_other = await citizen.takes(services=["household"])
        assert (for_other.person, for_other.agent) == (PERSON, AGENT)
        assert cards.visitor_at("door") is None, "the principal is forgotten, the agent stays"
        await citizen.does("forget")
        assert (await citizen.sees())["agent"] is None


async def test_age_opens_the_green_channel_by_itself_and_may_be_declined() -> None:
    async with at_the_door() as citizen:
        citizen.stage.cards.lay("door", is_senior=True)
        ticket = await citizen.takes(services=["social"])
        assert (ticket.ticket_class, ticket.reason) == (TicketClass.PRIORITY, "elderly")
        citizen.stage.cards.lay("door", is_senior=True)
        assert (await citizen.takes(services=["social"], is_ordinary=True)).ticket_class is TicketClass.ORDINARY


async def test_what_lies_ready_is_asked_for_by_receipt_or_by_card() -> None:
    async with at_the_door() as citizen:
        assert await citizen.refused("take", services=["pickup"]) == "case_needed"
        assert await citizen.does("look", code="SL20261122007") == {"found": "case", "case": "SL20261122007"}
        by_receipt = await citizen.takes(services=["pickup"], case="SL20261122007")
        assert (by_receipt.case, by_receipt.person) == ("SL20261122007", None)
        citizen.stage.cards.lay("door")
        assert (await citizen.takes(services=["pickup"])).person == PERSON


async def test_a_hall_chooses_which_reasons_may_be_declared() -> None:
    stage = open_wide_stage()
    plan = stage.commands.hall.plan
    strict = replace(plan.policy, priority_reasons=(PriorityReason.ELDERLY, PriorityReason.PREGNANT))
    stage.commands.hall.plan = replace(plan, policy=strict)
    async with at_the_door(stage) as citizen:
        assert (await citizen.sees())["reasons"] == ["elderly", "pregnant"]
        assert await citizen.refused("take", services=["social"], reason="patient") == "bad_args"
        assert (await citizen.takes(services=["social"], reason="pregnant")).reason == "pregnant"


async def test_a_dispenser_with_services_of_its_own_offers_the_branches_and_themes_that_lead_to_them() -> None:
    stage = open_wide_stage()
    stage.plan = replace(stage.plan, dispensers=(Dispenser("door", services=("household", "company", "tax")),))
    async with at_the_door(stage) as citizen:
        state = await citizen.sees()
        assert [group["code"] for group in state["groups"]] == ["people", "home", "money"]
        assert [theme["code"] for theme in state["themes"]] == ["shop"]


async def test_a_theme_is_one_ticket_for_all_its_services() -> None:
    async with at_the_door() as citizen:
        themes = (await citizen.sees())["themes"]
        assert [theme["code"] for theme in themes] == ["newborn", "shop"]
        ticket = await citizen.takes(theme="shop")
        assert [leg.service for leg in ticket.legs] == ["company", "tax"]
        assert await citizen.refused("take", theme="newborn") == "card_needed"


async def test_the_tree_shows_only_what_leads_somewhere() -> None:
    async with at_the_door() as citizen:
        state = await citizen.sees()
        assert [(group["code"], group["parent"]) for group in state["groups"]] == [
            ("people", ""),
            ("insurance", "people"),
            ("home", "people"),
            ("money", ""),
        ]
        assert {row["code"]: row["kind"] for row in state["services"] if row["kind"] != "ordinary"} == {
            "pickup": "pickup",
            "advice": "consult",
        }


async def test_a_ticket_is_printed_again_for_whoever_has_its_code_but_not_for_its_number() -> None:
    async with at_the_door() as citizen:
        ticket = await citizen.takes(services=["social"])
        code = f"demo-001:{ticket.id}"
        found = await citizen.does("look", code=code)
        assert (found["found"], found["ticket"]["may_reprint"]) == ("ticket", True)
        by_number = await citizen.does("look", code="a001")
        assert (by_number["ticket"]["number"], by_number["ticket"]["may_reprint"]) == ("A001", False)
        assert await citizen.refused("reprint", ticket=ticket.id) == "unknown_ticket"
        assert await citizen.refused("reprint", ticket=ticket.id, code="A001") == "unknown_ticket"
        for attempt in (2, 3, 4):
            await citizen.does("reprint", ticket=ticket.id, code=code)
            citizen.stage.commands.do(c.ReportPrinted(ticket.id, attempt, "proven"))
        assert await citizen.refused("reprint", ticket=ticket.id, code=code) == "reprint_limit"


async def test_a_ticket_is_printed_again_by_the_card_that_took_it_while_it_waits() -> None:
    async with at_the_door() as citizen:
        citizen.stage.cards.lay("door")
        ticket = await citizen.takes(services=["household"])
        assert await citizen.refused("reprint", ticket=ticket.id) == "unknown_ticket"
        citizen.stage.cards.lay("door")
        await citizen.does("reprint", ticket=ticket.id)
        citizen.stage.commands.do(c.CallNumber(3, ticket.id, "test"))
        assert ticket.state is TicketState.CALLED
        assert await citizen.refused("reprint", ticket=ticket.id) == "ticket_not_waiting"
        assert (await citizen.sees())["card"]["tickets"][0]["may_reprint"] is False


async def test_what_leads_nowhere_is_said_so() -> None:
    async with at_the_door() as citizen:
        for code in ("?", "demo-001:2026-01-01/A001", "A777"):
            assert await citizen.does("look", code=code) == {"found": "nothing"}
