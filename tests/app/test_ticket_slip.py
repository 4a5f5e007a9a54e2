"""What stands on a ticket."""

import pytest

from drivers.contract import Pair, Qr, Slip, Text
from edge.hall import commands as c
from edge.hall.hall import Hall
from edge.hall.plan import Plan, Service, WindowPlan
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
    assert pairs(slip_of(here, "A001"))["预计等候"] == "暂无估计"


def test_a_zone_without_a_title_is_told_by_its_letter() -> None:
    here = house()
    here.do(c.Take(("estate",), person=person()))
    slip = slip_of(here, "C001")
    assert pairs(slip)["办理区域"] == "B区 3号窗口"
    assert pairs(slip)["取号人"] == "张** 尾号002X"


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
