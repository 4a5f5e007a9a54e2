"""Ratings: reasons for the bad ones, lists of them, second ratings, numbers taken out of what people write."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.hall import commands as c
from edge.hall.decide.ratings import token_of
from edge.hall.events import RatingGiven, RatingOpened
from edge.hall.masking import mask_numbers
from edge.hall.rating_plan import DAY_S, days_after, weekdays_after
from edge.hall.tags import Tag, TagList
from edge.hall.terms import Channel, RatingState
from tests.support.halls import MORNING, RATING, House, house

OTHER_LIST = TagList("2027", (Tag("201", 2, "排队时间太长", "Waited too long"), Tag("501", 5, "很快", "Quick")))


def finished(here: House) -> tuple[str, str]:
    """Serve somebody at window 1; return the rating's id and its token."""
    here.take()
    here.call(1)
    chance = here.chance.randbytes(16)
    here.chance.randbytes = lambda _count: chance  # type: ignore[method-assign, assignment]  # this one draw must be known
    here.do(c.Finish(1))
    del here.chance.randbytes
    opened = here.events[-1]
    assert isinstance(opened, RatingOpened)
    return opened.rating, token_of(chance, opened.rating)


def last_given(here: House) -> RatingGiven:
    return [event for event in here.events if isinstance(event, RatingGiven)][-1]


@pytest.mark.parametrize("level", [1, 2])
@pytest.mark.parametrize("channel", [Channel.TABLET, Channel.QR, Channel.MOBILE])
def test_a_bad_rating_on_a_pad_or_phone_says_what_was_bad(level: int, channel: Channel) -> None:
    here = house()
    _, token = finished(here)
    assert here.refuses(c.Rate(token, level, channel)) == "reason_needed"
    assert here.refuses(c.Rate(token, level, channel, text="  \n ")) == "reason_needed"
    here.do(c.Rate(token, level, channel, text="等得太久"))


@pytest.mark.parametrize("level", [3, 4, 5])
def test_other_ratings_need_no_reason(level: int) -> None:
    here = house()
    _, token = finished(here)
    assert here.do(c.Rate(token, level, Channel.TABLET)) == {"taken": True}


@pytest.mark.parametrize("level", [1, 2])
def test_a_button_box_cannot_give_a_reason_and_needs_none(level: int) -> None:
    here = house()
    finished(here)
    assert here.do(c.PressRating(1, level)) == {"taken": True}


def test_a_rating_remembers_which_list_its_reasons_are_from() -> None:
    here = house()
    _, token = finished(here)
    here.do(c.Rate(token, 1, Channel.TABLET, ("115", "110", "115")))
    event = last_given(here)
    assert (event.tags, event.list_version) == (("115", "110"), "national-2020")


@pytest.mark.parametrize("tags", [("207",), ("999",), ("115", "510")])
def test_reasons_that_are_not_on_the_levels_list_are_refused(tags: tuple[str, ...]) -> None:
    here = house()
    _, token = finished(here)
    assert here.refuses(c.Rate(token, 1, Channel.TABLET, tags)) == "unknown_tags"


def test_centrals_list_replaces_the_halls_own_and_who_was_just_choosing_may_finish() -> None:
    here = house()
    assert here.hall.tags.version == "national-2020"
    here.do(c.AdoptTags(OTHER_LIST))
    assert here.hall.tags == OTHER_LIST
    _, token = finished(here)
    here.do(c.Rate(token, 2, Channel.TABLET, ("201",)))
    assert last_given(here).list_version == "2027"
    _, token = finished(here)
    here.do(c.Rate(token, 2, Channel.TABLET, ("207",)))
    assert last_given(here).list_version == "national-2020"
    here.do(c.AdoptTags(None))
    assert here.hall.tags.version == "national-2020"


def test_a_list_that_is_in_use_is_no_news_and_a_wrong_one_is_refused() -> None:
    here = house()
    assert here.refuses(c.AdoptTags(None)) == "tags_known"
    nine = TagList("2028", tuple(Tag(f"{number}", 1, "理由") for number in range(9)))
    twice = TagList("2028", (Tag("1", 1, "理由"), Tag("1", 2, "理由")))
    for wrong in (nine, twice, TagList("", (Tag("1", 1, "理由"),)), TagList("2028", (Tag("1", 6, "理由"),))):
        assert here.refuses(c.AdoptTags(wrong)) == "bad_args"


def test_the_same_phone_again_at_once_is_a_repeated_tap_and_no_second_rating() -> None:
    here = house()
    _, token = finished(here)
    here.do(c.Rate(token, 4, Channel.QR))
    here.wait(1)
    assert here.refuses(c.Rate(token, 4, Channel.QR)) == "already_rated"
    here.wait(15)
    here.do(c.Rate(token, 3, Channel.QR))
    assert last_given(here).sequence == 2


def test_a_second_rating_on_purpose_is_taken_at_once() -> None:
    here = house()
    rating, token = finished(here)
    assert here.refuses(c.Rate(token, 4, Channel.QR, sequence=2)) == "not_rated_yet"
    here.do(c.Rate(token, 4, Channel.QR, sequence=1))
    assert here.refuses(c.Rate(token, 3, Channel.QR, sequence=1)) == "already_rated"
    here.do(c.Rate(token, 3, Channel.QR, sequence=2))
    assert here.refuses(c.Rate(token, 3, Channel.QR, sequence=2)) == "already_rated"
    kept = here.hall.state.ratings[rating]
    assert (kept.level, kept.second_level) == (4, 3)


def test_whoever_was_watched_at_the_pad_can_say_otherwise_by_phone_a_moment_later() -> None:
    here = house()
    _, token = finished(here)
    here.do(c.Rate(token, 5, Channel.TABLET))
    here.do(c.Rate(token, 1, Channel.QR, text="有人看着我评价"))
    assert (last_given(here).level, last_given(here).sequence) == (1, 2)


def test_a_link_ends_and_outlives_the_day_until_then() -> None:
    here = house(rating=replace(RATING, link_s=2 * DAY_S))
    rating, token = finished(here)
    _, later = finished(here)
    here.do(c.PressRating(1, 4))
    here.do(c.CloseDay())
    here.now += timedelta(days=1)
    here.do(c.OpenDay())
    here.do(c.Rate(token, 5, Channel.QR))
    assert here.hall.state.ratings[rating].state is RatingState.GIVEN
    here.now += timedelta(days=1, minutes=1)
    assert here.refuses(c.Rate(later, 5, Channel.QR)) == "link_expired"
    here.do(c.CloseDay())
    here.do(c.OpenDay())
    assert here.hall.state.ratings == {}
    assert here.hall.state.tokens == {}


def test_without_links_nothing_of_yesterdays_ratings_is_kept() -> None:
    here = house()
    finished(here)
    here.do(c.PressRating(1, 4))
    here.do(c.CloseDay())
    here.now += timedelta(days=1)
    here.do(c.OpenDay())
    assert here.hall.state.ratings == {}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("我的身份证是11010519491231002X，态度差", "我的身份证是******************，态度差"),
        ("110105194912310021", "*" * 18),
        ("身份证 110105 19491231 002x 请回访", "身份证 ******************** 请回访"),
        ("老证110105491231002", "老证***************"),
        ("电话13800001234", "电话***********"),
        ("电话 138-0000-1234 或 139 0000 1234。", "电话 ************* 或 *************。"),
        ("打我手机＋86 １３８００００１２３４", "打我手机***************"),
        ("卡号6222021234567890123", "卡号*******************"),
        ("13800001234 13900001234", "*********** ***********"),
        ("我10点30分来，等到11点，第3次了", "我10点30分来，等到11点，第3次了"),
        ("办件编号 20261122000012", "办件编号 20261122000012"),
        ("12345热线也没人管", "12345热线也没人管"),
        ("", ""),
    ],
)
def test_numbers_of_a_person_are_taken_out_of_what_is_written(written: str, kept: str) -> None:
    assert mask_numbers(written) == kept


@given(before=st.text("年月日，第次 ", max_size=8), number=st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_no_mobile_number_comes_through_whatever_stands_around_it(before: str, number: str) -> None:
    masked = mask_numbers(f"{before}{number}谢谢")
    assert number not in masked
    assert masked.endswith("谢谢")


def test_whoever_wrote_a_number_is_told_that_it_was_taken_out() -> None:
    here = house()
    _, token = finished(here)
    assert here.do(c.Rate(token, 2, Channel.QR, text="回电13800001234")) == {"taken": True, "is_masked": True}
    assert (last_given(here).text, last_given(here).is_masked) == ("回电***********", True)


def test_what_somebody_writes_is_in_no_repr() -> None:
    shown = repr(c.Rate("0123456789abcdef", 1, Channel.QR, text="回电13800001234"))
    assert "138" not in shown
    assert "0123" not in shown


def test_days_are_counted_by_the_week_or_by_the_calendar() -> None:
    friday = MORNING + timedelta(days=4)
    assert weekdays_after(friday, 1) == friday + timedelta(days=3)
    assert weekdays_after(friday, 5) == friday + timedelta(days=7)
    assert weekdays_after(friday + timedelta(days=1), 0) == friday + timedelta(days=3)
    assert days_after(friday, 7) == friday + timedelta(days=7)
