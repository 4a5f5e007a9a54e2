"""What stands on a ticket."""

from dataclasses import replace
from datetime import timedelta

import pytest

from drivers.contract import Pair, Qr, Slip, Text
from edge.hall import commands as c
from edge.hall.hall import Hall
from edge.hall.plan import Plan, Service, Theme, WindowPlan
from edge.hall.terms import TicketClass
from edge.slips import ticket_slip
from tests.support.halls import House, house, person


def slip_of(here: House, number: str, *, wait: tuple[int, int] | None = None, is_reprint: bool = False) -> Slip:
    return ticket_slip(
        here.hall,
        here.hall.ticket(number),
        ahead=3,
        wait=wait,
        qr_template="https://hall.example/{hall}?t={ticket}",
        zone_titles={"A": "综合受理区"},
        is_reprint=is_reprint,
    )


def pairs(slip: Slip) -> dict[str, str]:
    return {block.label: block.value for block in slip.blocks if isinstance(block, Pair)}


def texts(slip: Slip) -> list[str]:
    return [block.text for block in slip.blocks if isinstance(block, Text)]


def test_a_ticket_says_where_when_and_what_to_bring() -> None:
    here = house()
    here.take()
    slip = slip_of(here, "A001", wait=(10, 20))
    assert texts(slip)[:3] == ["示范区政务服务中心", "A001", "社会保险"]
    assert pairs(slip) == {
        "办理区域": "综合受理区 1、2号窗口",
        "前面等候": "3 人",
        "预计等候": "约 10–20 分钟",
        "取号时间": "2026-11-23 00:30",
    }
    assert "请携带：身份证、社保卡" in texts(slip)
    (code,) = [block.data for block in slip.blocks if isinstance(block, Qr)]
    assert code == "https://hall.example/demo-001?t=2026-11-23/A001"


def test_without_experience_no_wait_is_promised() -> None:
    here = house()
    here.take()
    assert pairs(slip_of(here, "A001"))["预计等候"] == "暂无法预计"


def test_a_short_wait_is_told_by_its_upper_end_alone() -> None:
    here = house()
    here.take()
    assert pairs(slip_of(here, "A001", wait=(0, 5)))["预计等候"] == "5 分钟以内"


def test_a_zone_without_a_title_is_told_by_its_letter() -> None:
    here = house()
    here.do(c.Take(("estate",), person=person()))
    slip = slip_of(here, "C001")
    assert pairs(slip)["办理区域"] == "B区 3号窗口"
    assert pairs(slip)["取号人"] == "张** 尾号002X"


def test_an_appointment_and_its_time_stand_on_the_slip() -> None:
    here = house()
    slot = c.Slot(here.now, here.now + timedelta(minutes=30))
    here.do(c.Take(("social",), TicketClass.APPOINTMENT, appointment="ap-7", slot=slot))
    slip = slip_of(here, "A001")
    assert "预约" in texts(slip)
    assert pairs(slip)["预约时间"] == "00:30–01:00"


def test_an_agent_stands_beside_the_principal() -> None:
    here = house()
    agent = c.Person("王**", "0042", "40-49", "k2")
    here.do(c.Take(("social",), person=person(), agent=agent, case="SL-7"))
    told = pairs(slip_of(here, "A001"))
    assert (told["委托人"], told["代办人"], told["办件编号"]) == ("张** 尾号002X", "王** 尾号0042", "SL-7")
    assert "取号人" not in told


def test_a_visit_of_several_services_shows_its_whole_way_and_later_what_is_left_of_it() -> None:
    here = house()
    here.hall.plan = replace(here.hall.plan, themes=(Theme("shop", "开一家小店", ("social", "tax")),))
    here.do(c.Take((), theme="shop"))
    said = texts(slip_of(here, "A001"))
    assert "一件事：开一家小店" in said
    assert said[said.index("依次办理，同一个号码，不用再取号：") + 1 :][:2] == ["1. 社会保险", "2. 税务"]
    here.do(c.CallNumber(1, "A001", "test"))
    here.do(c.Finish(1))
    assert "1. 社会保险" not in texts(slip_of(here, "A001"))


def test_a_second_slip_is_marked_and_is_another_job() -> None:
    here = house()
    here.take()
    first = slip_of(here, "A001")
    here.hall.ticket("A001").attempt = 2
    second = slip_of(here, "A001", is_reprint=True)
    assert "补打" in texts(second)
    assert "补打" not in texts(first)
    assert first.job != second.job


@pytest.mark.parametrize(
    ("windows", "told"),
    [
        ((7,), "7号窗口"),
        ((1, 2, 4), "1、2、4号窗口"),
        ((1, 10, 11, 12, 24, 25), "1、10–12、24、25号窗口"),
        ((1, 3, 5, 7, 9, 11), "1、3、5、7号等窗口"),
    ],
)
def test_only_windows_that_serve_it_are_told(windows: tuple[int, ...], told: str) -> None:
    plans = tuple(WindowPlan(number, "A", ("social",)) for number in windows)
    here = House(Hall(Plan("demo", "示范厅", (Service("social", "社会保险", "A"),), plans)))
    here.do(c.OpenDay())
    here.take()
    assert pairs(slip_of(here, "A001"))["办理区域"] == f"综合受理区 {told}"
