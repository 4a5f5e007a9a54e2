"""Why somebody was called, in one sentence each: situations of a hall's day, and what is said of them word for word."""

from collections.abc import Callable

import pytest

from edge.hall import commands as c
from edge.hall.events import CallReason, TicketCalled
from edge.hall.terms import Rule, TicketClass
from edge.texts.why import why_called
from tests.support.halls import House, house

Situation = Callable[[House], None]
SITUATIONS: list[tuple[Situation, str, str]] = []


def said(chinese: str, english: str) -> Callable[[Situation], Situation]:
    """Note that after this situation the last call is told so."""

    def note(situation: Situation) -> Situation:
        SITUATIONS.append((situation, chinese, english))
        return situation

    return note


@said("A001 已等候 4 分钟，按到达先后轮到", "A001 has waited 4 min: first in line")
def only_line(here: House) -> None:
    here.take()
    here.wait(4)
    here.call(1)


@said("A001 已等候 6 分钟，在各队列排头中到达最早", "A001 has waited 6 min: came before the heads of all other lines")
def earliest_of_several_lines(here: House) -> None:
    here.take()
    here.wait(6)
    here.take(ticket_class=TicketClass.PRIORITY)
    here.call(1)


@said(
    "A002 已等候不足 1 分钟，按绿色通道优先规则，故先于 A001（普通，早到 4 分钟）呼叫",
    "A002 has waited under 1 min: goes by the rule for priority tickets, so before A001 (ordinary, came 4 min earlier)",
)
def green_channel(here: House) -> None:
    here.take()
    here.wait(4)
    here.take(ticket_class=TicketClass.PRIORITY)
    here.call(1)


@said(
    "A002 已等候 10 分钟，按预约优先规则，故先于 A001（普通，早到 2 分钟）呼叫",
    "A002 has waited 10 min: goes by the rule for appointments, so before A001 (ordinary, came 2 min earlier)",
)
def appointment(here: House) -> None:
    here.take()
    here.wait(2)
    here.take(ticket_class=TicketClass.APPOINTMENT)
    here.wait(10)
    here.call(1)


@said(
    "A001 已等候 31 分钟，超过普通类 30 分钟上限，故先于 A002（绿色通道）呼叫",
    "A001 has waited 31 min: over the limit of 30 min for ordinary tickets, so before A002 (priority)",
)
def ceiling_before_the_green_channel(here: House) -> None:
    here.take()
    here.wait(20)
    here.take(ticket_class=TicketClass.PRIORITY)
    here.wait(11)
    here.call(1)


@said(
    "A002 已等候 20 分钟，超过绿色通道 15 分钟上限，故先于 A001（普通，早到 12 分钟）呼叫",
    "A002 has waited 20 min: over the limit of 15 min for priority tickets, "
    "so before A001 (ordinary, came 12 min earlier)",
)
def further_over_its_ceiling(here: House) -> None:
    here.take()
    here.wait(12)
    here.take(ticket_class=TicketClass.PRIORITY)
    here.wait(20)
    here.call(1)


@said(
    "A001 到达已 5 分钟，已转到本窗口，由本窗口优先办理，故先于 A002（绿色通道）呼叫",
    "A001 arrived 5 min ago: was sent to this window, which calls it first, so before A002 (priority)",
)
def transferred_to_this_window(here: House) -> None:
    moved = here.take()
    here.call(1)
    here.take(ticket_class=TicketClass.PRIORITY)
    here.do(c.Transfer(moved.id, "special case", window=2))
    here.wait(5)
    here.call(2)


@said(
    "A001 到达已 8 分钟，挂起后返回，由原窗口优先接续办理",
    "A001 arrived 8 min ago: is back after being parked, and the same window goes on first",
)
def resumed(here: House) -> None:
    parked = here.take()
    here.call(1)
    here.do(c.Start(1))
    here.do(c.Park(1, "needs a copy"))
    here.wait(8)
    here.do(c.Resume(parked.id))
    here.call(1)


@said(
    "A001 到达已 51 分钟，原定窗口未能呼叫，且超过普通类 30 分钟上限",
    "A001 arrived 51 min ago: not called by the window it waited for, "
    "and over the limit of 30 min for ordinary tickets",
)
def waited_in_vain_for_another_window(here: House) -> None:
    moved = here.take()
    here.call(1)
    here.wait(20)
    here.do(c.Transfer(moved.id, "special case", window=2))
    here.wait(31)
    here.call(3)


@said(
    "C001 已等候 3 分钟，本窗口主办事项无人等候，由本窗口分流办理",
    "C001 has waited 3 min: nobody waits for this window's own services",
)
def helping_out_when_free(here: House) -> None:
    here.take("estate")
    here.wait(3)
    here.call(2)


@said(
    "C001 已等候 16 分钟，其事项等候超过 15 分钟，由本窗口分流办理",
    "C001 has waited 16 min: its service has waited over 15 min, so this window helps out",
)
def helping_out_when_others_wait_long(here: House) -> None:
    here.take("estate")
    here.wait(10)
    here.take("tax")
    here.wait(6)
    here.call(2)


@said(
    "B001 已等候 1 分钟，按规则轮到，故先于 C001（普通，兼办事项，早到 3 分钟）呼叫",
    "B001 has waited 1 min: in turn by the rule, "
    "so before C001 (ordinary, a secondary service here, came 3 min earlier)",
)
def own_services_first(here: House) -> None:
    here.take("estate")
    here.wait(3)
    here.take("tax")
    here.wait(1)
    here.call(2)


@said(
    "A002 已等候不足 1 分钟，按规则轮到，故先于 A001（过号恢复，再呼叫 3 号后轮到，早到 2 分钟）呼叫",
    "A002 has waited under 1 min: in turn by the rule, "
    "so before A001 (returned, in turn after 3 more calls, came 2 min earlier)",
)
def somebody_is_back_and_not_yet_in_turn(here: House) -> None:
    missed_and_back(here)
    here.take()
    here.call(1)


@said(
    "A001 到达已 2 分钟，过号恢复后已经轮到",
    "A001 arrived 2 min ago: was missed, is back, and in turn again",
)
def back_in_turn(here: House) -> None:
    missed_and_back(here)
    for _ in range(4):
        here.take()
    for _ in range(4):
        here.call(1)


@said(
    "A001 到达已 2 分钟，过号恢复，因无其他人等候提前呼叫",
    "A001 arrived 2 min ago: was missed, is back, and nobody else is waiting",
)
def back_and_nobody_else_is_there(here: House) -> None:
    missed_and_back(here)
    here.call(1)


@said(
    "A004 已等候不足 1 分钟，由窗口人员指定呼叫（母亲带着婴儿），故先于 A001（普通，早到 7 分钟）呼叫",
    "A004 has waited under 1 min: called by number (母亲带着婴儿), so before A001 (ordinary, came 7 min earlier)",
)
def by_number(here: House) -> None:
    for _ in range(3):
        here.take()
    here.wait(7)
    here.do(c.CallNumber(1, here.take().id, "母亲带着婴儿"))


@said(
    "A001 已等候不足 1 分钟，由窗口人员指定呼叫（窗口呼叫器操作）",
    "A001 has waited under 1 min: called by number (by keypad)",
)
def by_digits_on_a_keypad(here: House) -> None:
    here.do(c.CallNumber(1, here.take().id, "keypad"))


@said(
    "A002 已等候不足 1 分钟，按绿色通道优先规则，故先于 A001（普通，早到 4 分钟）、B001（普通，早到 4 分钟）等呼叫",
    "A002 has waited under 1 min: goes by the rule for priority tickets, "
    "so before A001 (ordinary, came 4 min earlier), B001 (ordinary, came 4 min earlier) and others",
)
def more_than_two_are_not_all_named(here: House) -> None:
    here.take("tax")
    here.take("estate")
    here.take()
    here.wait(4)
    here.take(ticket_class=TicketClass.PRIORITY)
    here.call(2)


def missed_and_back(here: House) -> None:
    back = here.take()
    here.call(1)
    here.do(c.Miss(1, "did not come"))
    here.wait(2)
    here.do(c.Reinstate(back.id))


@pytest.mark.parametrize(("situation", "chinese", "english"), SITUATIONS, ids=lambda one: getattr(one, "__name__", ""))
def test_every_call_is_told_in_one_sentence(situation: Situation, chinese: str, english: str) -> None:
    here = house()
    situation(here)
    called = here.events[-1]
    assert isinstance(called, TicketCalled)
    number = called.ticket.rpartition("/")[2]
    assert why_called(number, called.reason) == chinese
    assert why_called(number, called.reason, "en") == english


def test_the_situations_show_every_rule() -> None:
    rules = set()
    for situation, _, _ in SITUATIONS:
        here = house()
        situation(here)
        rules |= {event.reason.rule for event in here.events if isinstance(event, TicketCalled)}
    assert rules == set(Rule) - {Rule.ELSEWHERE}  # needs a hall of two zones: it is told where those are tested


@pytest.mark.parametrize("rule", list(Rule))
def test_what_an_older_journal_knows_less_of_is_told_all_the_same(rule: Rule) -> None:
    reason = CallReason(rule, 1900, passed_over=("2026-11-23/A001",))
    assert why_called("A012", reason).startswith("A012 已等候 31 分钟，")
    assert "None" not in why_called("A012", reason, "en")
