"""Where regions, standards and devices contradict each other: one golden test for each known contradiction."""

from datetime import datetime, timedelta, timezone

import pytest

from drivers.evaluator.ff68.settings import EvaluatorSettings
from edge.export.rated import Rated
from edge.export.rating_rows import Row, rows
from edge.hall.terms import Channel
from edge.ratings.profile import names, profile
from edge.settings.rating_table import ItemTable, RatingTable

AT = datetime(2026, 11, 22, 9, 5, 7, tzinfo=timezone(timedelta(hours=8)))
TABLE = RatingTable(
    area_code="532501100000",
    area_name="云溪县",
    data_source="53",
    items={
        "social": ItemTable(code="T1", name="社会保险登记", type="immediate"),
        "estate": ItemTable(code="T2", name="不动产转移登记", type="promised"),
    },
)


def exported(region: str, **facts: object) -> Row:
    """Return one rating as a region's platform takes it."""
    known = {"rating": "2026-11-22/A012#1", "ticket": "2026-11-22/A012", "window": 3, "service": "social"}
    known |= {"clerk": "007", "case": "K1", "at": AT, "level": 5, "channel": Channel.TABLET} | facts
    (row,) = rows([Rated(**known)], profile(region), TABLE)  # type: ignore[arg-type] # the fields' own
    return row


class TestSatisfaction:
    """The platforms' interface counts 5 as best; table A.8 of GB/T 39046-2020 counts 1 as best."""

    @pytest.mark.parametrize(("level", "code"), [(5, "5"), (4, "4"), (3, "3"), (2, "2"), (1, "1")])
    def test_of_the_interface_five_is_best(self, level: int, code: str) -> None:
        assert exported("national", level=level)["satisfaction"] == code

    @pytest.mark.parametrize(
        ("level", "code", "word"),
        [
            (5, "1", "非常满意"),
            (4, "2", "满意"),
            (3, "3", "基本满意"),
            (2, "4", "不满意"),
            (1, "5", "非常不满意"),
        ],
    )
    def test_of_table_a8_one_is_best(self, level: int, code: str, word: str) -> None:
        row = exported("gbt39046", level=level)
        assert (row["满意度代码"], row["满意度"]) == (code, word)


class TestDeviceLevels:
    """Pads send 0 to 4 with 0 as best; keys of button boxes have numbers of their own, worst last."""

    @pytest.mark.parametrize(("word", "level"), [("0", "5"), ("1", "4"), ("2", "3"), ("3", "2"), ("4", "1")])
    @pytest.mark.parametrize("region", names())
    def test_of_a_pad_nought_is_best(self, region: str, word: str, level: str) -> None:
        assert profile(region).pad_word(word) == level

    def test_of_a_button_box_keys_nought_to_three_are_five_to_two(self) -> None:
        assert EvaluatorSettings().key_levels == {0: 5, 1: 4, 2: 3, 3: 2}

    def test_a_box_whose_keys_are_numbered_one_to_four_is_told_so_in_its_settings(self) -> None:
        box = EvaluatorSettings(key_levels={1: 5, 2: 4, 3: 2, 4: 1})
        assert [box.key_levels[key] for key in (1, 2, 3, 4)] == [5, 4, 2, 1]

    @pytest.mark.parametrize("level", [5, 4, 3, 2, 1])
    def test_a_pads_word_goes_back_to_a_pad_as_it_came(self, level: int) -> None:
        pads = profile("desk_pads")
        assert pads.pad_word(pads.level(level)) == str(level)


class TestTimeOut:
    """A pad's -2 says that nobody answered in time: never a rating, whatever the region."""

    @pytest.mark.parametrize("region", names())
    def test_minus_two_is_a_time_out(self, region: str) -> None:
        assert profile(region).pad_word("-2") == "timed_out"

    @pytest.mark.parametrize("word", ["", "-1", "5", "-3", "满意", "0x0"])
    def test_what_no_pad_means_is_nothing(self, word: str) -> None:
        assert profile("national").pad_word(word) is None


class TestItemType:
    """1 is on the spot and 2 a promised term, or the reverse."""

    @pytest.mark.parametrize(
        ("region", "service", "code"),
        [
            ("national", "social", "1"),
            ("national", "estate", "2"),
            ("zhejiang", "social", "2"),
            ("zhejiang", "estate", "1"),
            ("national", "unknown", ""),
        ],
    )
    def test_of_regions(self, region: str, service: str, code: str) -> None:
        assert exported(region, service=service)["promiseTime"] == code


class TestChannels:
    """6 and 7 are telephone and SMS, or SMS and the platform's own default rating; GB/T 39046 writes words."""

    @pytest.mark.parametrize(
        ("region", "channel", "code"),
        [
            ("national", Channel.PC, "1"),
            ("national", Channel.MOBILE, "2"),
            ("national", Channel.QR, "3"),
            ("national", Channel.TABLET, "4"),
            ("national", Channel.TERMINAL, "5"),
            ("national", Channel.PHONE, "6"),
            ("national", Channel.SMS, "7"),
            ("zhejiang", Channel.PHONE, ""),
            ("zhejiang", Channel.SMS, "6"),
        ],
    )
    def test_of_interfaces(self, region: str, channel: Channel, code: str) -> None:
        assert exported(region, channel=channel)["pf"] == code

    def test_seven_may_be_the_platforms_own_default(self) -> None:
        assert exported("zhejiang", channel=None, is_default=True)["pf"] == "7"
        assert exported("national", channel=None, is_default=True)["pf"] == ""

    @pytest.mark.parametrize(
        ("channel", "word"),
        [
            (Channel.QR, "二维码"),
            (Channel.TABLET, "政务大厅平板电脑"),
            (Channel.TERMINAL, "政务大厅其他终端"),
            (Channel.SMS, "短信"),
        ],
    )
    def test_of_the_standard_are_words(self, channel: Channel, word: str) -> None:
        assert exported("gbt39046", channel=channel)["评价渠道"] == word


class TestJoining:
    """Tags are joined by | from pads and by commas for platforms."""

    def test_of_platforms(self) -> None:
        assert exported("national", level=2, tags=("207", "213"))["evalDetail"] == "207,213"

    def test_of_pads(self) -> None:
        assert exported("desk_pads", level=2, tags=("207", "213"))["evalDetail"] == "207|213"


class TestTimes:
    """The interface writes a date and a time to read, the standard one compact word."""

    def test_of_the_interface(self) -> None:
        assert exported("national")["assessTime"] == "2026-11-22 09:05:07"

    def test_of_the_standard(self) -> None:
        assert exported("gbt39046")["评价时间"] == "20261122T090507"


class TestSequence:
    """首评 is 1 and 追评 is 2."""

    @pytest.mark.parametrize("sequence", [1, 2])
    def test_of_a_rating(self, sequence: int) -> None:
        assert exported("national", sequence=sequence)["assessNumber"] == str(sequence)
        assert exported("gbt39046", sequence=sequence)["评价次数"] == str(sequence)


class TestAnonymity:
    """是 is 1 and 否 is 2, not 1 and 0; one region wants names, others must not have them."""

    @pytest.mark.parametrize(("is_anonymous", "code"), [(True, "1"), (False, "2")])
    def test_of_a_rating(self, is_anonymous: bool, code: str) -> None:
        assert exported("national", is_anonymous=is_anonymous)["anonymity"] == code

    @pytest.mark.parametrize(("region", "is_anonymous"), [("national", True), ("guangdong", False)])
    def test_of_regions(self, region: str, is_anonymous: bool) -> None:
        assert profile(region).plan(region).is_anonymous is is_anonymous


class TestDefaults:
    """One region counts level 3 where nobody rated in seven days; others count nothing at all."""

    def test_of_regions(self) -> None:
        assert [profile(name).default_level for name in ("guangdong", "national", "zhejiang", "gbt39046")] == [
            3,
            None,
            None,
            None,
        ]

    def test_a_default_is_flagged_where_there_is_a_field_and_left_out_where_there_is_none(self) -> None:
        assert exported("guangdong", channel=None, is_default=True)["isDefault"] == "1"
        assert exported("guangdong")["isDefault"] == "2"
        default = Rated("r", "t", 1, "social", "", "", AT, 3, is_default=True)
        assert rows([default], profile("gbt39046"), TABLE) == []


class TestDeadlines:
    """So many working days here, so many calendar days there: local, and never the same."""

    @pytest.mark.parametrize(("region", "due"), [("national", "2026-12-11"), ("guangdong", "2026-11-29")])
    def test_of_regions(self, region: str, due: str) -> None:
        rules = profile(region).plan(region)
        assert rules.due(AT, rules.deadline_days).date().isoformat() == due


class TestPersons:
    """What the hall does not know of a person is empty in every layout."""

    def test_of_the_interface(self) -> None:
        row = exported("national")
        of_persons = ("userName", "userPageType", "certKey", "certKeyGOV", "handleUserName", "handleUserPageType")
        assert [row[name] for name in (*of_persons, "handleUserPageCode", "mobile", "userProp")] == [""] * 9

    def test_of_the_standard(self) -> None:
        row = exported("gbt39046")
        assert row["评价人"] == ""
        assert row["行政区划"] == "532501100"
