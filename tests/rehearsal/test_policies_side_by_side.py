"""The same days under several policies: who gains, who pays, and that the picture and the table say the same."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from edge.hall.policy import Policy
from edge.hall.terms import TicketClass
from edge.rehearsal import county
from edge.rehearsal.comparison import Comparison
from edge.rehearsal.lettering import Lettering, find_lettering
from edge.rehearsal.picture import draw
from edge.rehearsal.policies import ARGUED, Title
from edge.rehearsal.result import Spread
from edge.rehearsal.show import compare, show
from edge.rehearsal.table import count, numbers, table
from tests.support.campaign import campaign_rounds

FIRST_COME, _, STRICT, _, ACCUMULATED, DEFAULT = ARGUED


@pytest.fixture(scope="module")
def busy_days() -> Comparison:
    """Days on which half of the windows is not enough."""
    hall = county()
    plan = replace(hall.plan, windows=hall.plan.windows[:5])
    return compare(replace(hall, plan=plan, tickets=230, lunch=None), ARGUED, campaign_rounds(2, 10))


def waits(comparison: Comparison, kind: TicketClass) -> dict[str, Spread]:
    return {title.english: spread for title, spread in comparison.lines(("", kind)) if spread is not None}


def test_strict_priority_is_policy_data_and_lets_the_green_channel_pass_everybody(busy_days: Comparison) -> None:
    priority, ordinary = waits(busy_days, TicketClass.PRIORITY), waits(busy_days, TicketClass.ORDINARY)
    strict, first_come = STRICT.title.english, FIRST_COME.title.english
    assert priority[strict].mean_s < priority[first_come].mean_s / 4
    assert ordinary[strict].mean_s > ordinary[first_come].mean_s


def test_accumulated_priority_lies_between_strict_and_none(busy_days: Comparison) -> None:
    priority = waits(busy_days, TicketClass.PRIORITY)
    means = [priority[one.title.english].mean_s for one in (STRICT, ACCUMULATED, FIRST_COME)]
    assert means == sorted(means)


def test_the_ceiling_shortens_the_longest_ordinary_waits(busy_days: Comparison) -> None:
    ordinary = waits(busy_days, TicketClass.ORDINARY)
    assert ordinary[DEFAULT.title.english].max_s < ordinary[ACCUMULATED.title.english].max_s


def test_the_classes_wait_alike_where_all_are_equal(busy_days: Comparison) -> None:
    first_come = FIRST_COME.title.english
    ordinary_s, priority_s = (
        waits(busy_days, kind)[first_come].mean_s for kind in (TicketClass.ORDINARY, TicketClass.PRIORITY)
    )
    assert priority_s == pytest.approx(ordinary_s, rel=0.25)


def test_no_policy_breaks_a_promise_of_the_rules(busy_days: Comparison) -> None:
    assert [result.broken for one in busy_days.played for result in one.results if result.broken] == []


def test_everybody_is_measured_by_the_same_ceilings(busy_days: Comparison) -> None:
    without = waits(busy_days, TicketClass.ORDINARY)[ACCUMULATED.title.english]
    assert without.max_s > 30 * 60
    assert without.over > 0


def test_the_table_has_a_line_for_each_policy_under_each_class_and_service(busy_days: Comparison) -> None:
    text = table(busy_days)
    keys = len(busy_days.keys())
    assert keys == 2 * (1 + len(county().works))
    assert text.count(STRICT.title.english) == 2 * keys  # also in the name of the one with ceilings
    assert table(busy_days, has_services=False).count(FIRST_COME.title.english) == 2


def test_nobody_waited_is_said_by_dashes() -> None:
    assert numbers(None) == ("0", "–", "–", "–", "–", "–")
    assert numbers(Spread(2, 60, 60, 90, 120, 0.5)) == ("2", "1.0", "1.0", "1.5", "2.0", "0.5")
    assert count(3.0) == "3"


@pytest.mark.parametrize("lettering", [find_lettering(), Lettering(None)], ids=["found", "none"])
def test_the_picture_is_drawn_with_and_without_a_chinese_font(
    busy_days: Comparison, tmp_path: Path, lettering: Lettering
) -> None:
    path = tmp_path / "policies.png"
    draw(busy_days, Title("一天", "a day"), path, lettering)
    with Image.open(path) as image:
        assert image.format == "PNG"
        colours = {colour for _, colour in image.getcolors(1 << 20) or ()}
    assert {(0x1F, 0x5F, 0xA8), (0x1D, 0x7A, 0x4D), (0xB3, 0x26, 0x1E)} <= colours


def test_a_show_says_how_many_calls_were_checked(tmp_path: Path) -> None:
    hall = replace(county(), tickets=40)
    said = show(hall, ARGUED[:1], 2, tmp_path / "one.png")
    assert "calls checked: nobody over the ceiling was passed over" in said
    assert (tmp_path / "one.png").stat().st_size > 1_000


def test_the_default_policy_is_among_those_that_are_argued_about() -> None:
    assert DEFAULT.policy == Policy()
