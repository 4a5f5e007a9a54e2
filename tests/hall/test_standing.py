"""What is ahead of somebody, in one sentence: who came earlier, who goes first by right, and whose turn is tied."""

from collections.abc import Callable

import pytest

from edge.hall import commands as c
from edge.hall.estimate import expect_for
from edge.hall.standing import Standing, standing
from edge.hall.state import Ticket
from edge.hall.terms import TicketClass
from edge.texts.standing import ahead_words
from tests.support.halls import House, house

Situation = Callable[[House], Ticket]


def alone(here: House) -> Ticket:
    return here.take()


def behind_two(here: House) -> Ticket:
    here.take()
    here.take()
    return here.take()


def behind_two_and_an_appointment(here: House) -> Ticket:
    here.take()
    here.take()
    mine = here.take()
    here.wait(1)
    here.take(ticket_class=TicketClass.APPOINTMENT)
    here.wait(10)
    return mine


def the_green_channel_came_later(here: House) -> Ticket:
    mine = here.take()
    here.wait(1)
    here.take(ticket_class=TicketClass.PRIORITY)
    return mine


def another_service_takes_no_place(here: House) -> Ticket:
    here.take("tax")
    return here.take()


def sent_to_a_window(here: House) -> Ticket:
    mine = here.take()
    here.call(1)
    here.do(c.Transfer(mine.id, "difficult", window=2))
    return mine


def back_after_being_missed(here: House) -> Ticket:
    mine = here.take()
    here.call(1)
    here.do(c.Miss(1, "no_show"))
    for _ in range(5):
        here.take()
    here.do(c.Reinstate(mine.id))
    here.call(1)
    return mine


@pytest.mark.parametrize(
    ("situation", "chinese", "english"),
    [
        (alone, "前面没有人，请留意叫号", "Nobody is ahead of you; please listen for your number"),
        (behind_two, "前面 2 人：先到 2 人", "2 ahead: 2 earlier"),
        (behind_two_and_an_appointment, "前面 3 人：预约 1 人，先到 2 人", "3 ahead: 1 by appointment, 2 earlier"),
        (the_green_channel_came_later, "前面 1 人：绿色通道 1 人", "1 ahead: 1 priority"),
        (
            another_service_takes_no_place,
            "前面没有人，请留意叫号",
            "Nobody is ahead of you; please listen for your number",
        ),
        (sent_to_a_window, "由 2 号窗口优先呼叫您，请在附近等候", "Window 2 calls you first; please stay near"),
        (
            back_after_being_missed,
            "过号恢复：本事项再呼叫 2 号后轮到您",
            "Back after being missed: your turn comes after 2 more calls",
        ),
    ],
)
def test_what_is_ahead_is_told_in_one_sentence(situation: Situation, chinese: str, english: str) -> None:
    here = house()
    told = standing(here.hall, situation(here), here.now)
    assert (ahead_words(told), ahead_words(told, "en")) == (chinese, english)


def test_every_part_is_told() -> None:
    told = Standing(earlier=2, appointments=1, priority=1, others=1)
    assert ahead_words(told) == "前面 5 人：绿色通道 1 人，预约 1 人，按规则先呼叫 1 人，先到 2 人"
    assert ahead_words(told, "en") == "5 ahead: 1 priority, 1 by appointment, 1 in turn before you, 2 earlier"


def test_the_sentence_and_the_number_ahead_are_of_one_mind() -> None:
    here = house()
    for _ in range(6):  # so that the hall knows how long a turn takes
        here.take()
        here.call(1)
        here.wait(3)
    here.do(c.Finish(1))
    for number in range(12):
        here.take(ticket_class=list(TicketClass)[number % 3])
        here.wait(1)
    waiting = [here.hall.state.tickets[name] for name in here.hall.lines.of_service("social")]
    assert len(waiting) == 12
    for ticket in waiting:
        assert standing(here.hall, ticket, here.now).ahead == expect_for(here.hall, ticket, here.now).ahead
