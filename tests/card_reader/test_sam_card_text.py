"""The text block of the four cards, the code tables and the check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.card_reader.sam.card_text import NotACard, parse_address, parse_answer, parse_text
from drivers.card_reader.sam.codes import NATION, check_digit_fits
from drivers.contract import CardRead, CardType

BLANK = " " * 128


def card_text(*fields: tuple[int, str]) -> bytes:
    """Return a text block with `text` at each byte offset."""
    letters = list(BLANK)
    for offset, text in fields:
        letters[offset // 2 : offset // 2 + len(text)] = text
    return "".join(letters).encode("utf-16-le")


MAINLAND = (
    (0, "王样本"),
    (30, "2"),
    (32, "01"),
    (36, "19491231"),
    (52, "样本省样本市示例路1号"),
    (122, "11010519491231002X"),
    (158, "样本市公安局"),
    (188, "20200101"),
    (204, "长期"),
)


def read(text: bytes) -> CardRead:
    card = parse_text(text)
    assert isinstance(card, CardRead)
    return card


def test_mainland_card() -> None:
    card = read(card_text(*MAINLAND))
    assert (card.card_type, card.name, card.number, card.birth) == (
        CardType.CITIZEN,
        "王样本",
        "11010519491231002X",
        "19491231",
    )
    assert card.details == {
        "sex": "女",
        "nation": "汉",
        "address": "样本省样本市示例路1号",
        "authority": "样本市公安局",
        "valid_from": "20200101",
        "valid_to": "长期",
        "check_digit": "right",
    }


def test_foreigner_card_of_2017_keeps_the_space_in_the_name() -> None:
    card = read(
        card_text(
            (0, "ZHENGJIAN, YANGBEN"),
            (120, "1"),
            (122, "CAN110081080319"),
            (152, "CAN"),
            (158, "证件样本"),
            (188, "20180101"),
            (204, "20280101"),
            (220, "19810803"),
            (236, "01"),
            (240, "1500"),
            (248, "I"),
        )
    )
    assert card.card_type is CardType.FOREIGNER_2017
    assert (card.name, card.number, card.birth) == ("ZHENGJIAN, YANGBEN", "CAN110081080319", "19810803")
    assert card.details["chinese_name"] == "证件样本"
    assert card.details["nationality"] == "CAN"
    assert "check_digit" not in card.details


def test_foreigner_card_of_2023_joins_a_name_cut_at_a_space() -> None:
    long_name = "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH JKLMNOP"  # its 35th letter is the space
    card = read(
        card_text(
            (0, "证件样本"),
            (30, "2"),
            (32, "00"),
            (36, "19800101"),
            (52, long_name[:35]),
            (122, "931586198001010028"),
            (220, long_name[35:]),
            (242, "PAK"),
            (248, "Y"),
            (250, "000"),
        )
    )
    assert card.card_type is CardType.FOREIGNER_2023
    assert card.name == long_name
    assert card.details["check_digit"] == "right"
    assert "name_rest" not in card.details


def test_hong_kong_macao_taiwan_permit_has_no_nation() -> None:
    card = read(
        card_text(
            *MAINLAND[:2], (122, "810000199901010014"), (220, "H00000000"), (238, "01"), (248, "J"), (36, "19990101")
        )
    )
    assert card.card_type is CardType.HK_MACAO_TAIWAN
    assert card.details == {"sex": "女", "travel_permit": "H00000000", "issues": "01", "check_digit": "right"}


def test_unknown_flag_is_a_mainland_card() -> None:
    assert read(card_text(*MAINLAND, (248, "Q"))).card_type is CardType.CITIZEN


def test_spoilt_birth_is_taken_from_the_number_or_left_empty() -> None:
    assert read(card_text(*MAINLAND, (36, "1949??31"))).birth == "19491231"
    assert read(card_text((0, "A"), (122, "CAN110081080319"), (220, "19811303"), (248, "I"))).birth == ""


def test_wrong_check_digit_is_a_hint_and_no_refusal() -> None:
    assert read(card_text(*MAINLAND, (122, "110105194912310021"))).details["check_digit"] == "wrong"


@pytest.mark.parametrize("missing", [(0, "   "), (122, " " * 18)])
def test_card_without_name_or_number_is_no_card(missing: tuple[int, str]) -> None:
    assert isinstance(parse_text(card_text(*MAINLAND, missing)), NotACard)


def test_answer_without_a_whole_text_is_no_card() -> None:
    assert isinstance(parse_answer(b""), NotACard)
    assert isinstance(parse_answer(bytes.fromhex("01000400") + bytes(100)), NotACard)
    assert isinstance(parse_answer(bytes.fromhex("00800400") + card_text(*MAINLAND)), NotACard)


def test_fingerprints_and_photo_are_left_behind() -> None:
    card = parse_answer(bytes.fromhex("01000400") + card_text(*MAINLAND) + b"P" * 1024)
    assert isinstance(card, CardRead)
    assert "P" not in "".join(card.details.values())


def test_card_shows_nothing_personal_in_its_repr() -> None:
    shown = repr(read(card_text(*MAINLAND)))
    assert shown == "CardRead(card_type=<CardType.CITIZEN: 'citizen'>)"


def test_newest_additional_address_is_the_last_that_is_filled() -> None:
    slots = [slot.ljust(35).encode("utf-16-le") for slot in ("旧路1号", "新路2号", "", "")]
    assert parse_address(b"".join(slots)) == "新路2号"
    assert parse_address(slots[0]) == "旧路1号"
    assert parse_address(b"") == ""


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("11010519491231002X", True),  # GB 11643
        ("11010519491231002x", True),
        ("931586198001010028", True),  # specimen of the 2023 card
        ("810000199901010014", True),
        ("110105194912310020", False),
        ("1101051949123100２X", False),
        ("CAN110081080319", None),
        ("", None),
    ],
)
def test_check_digit(number: str, fits: bool | None) -> None:
    assert check_digit_fits(number) is fits


def test_nation_table_is_whole() -> None:
    assert len(NATION) == 58
    assert (NATION["10"], NATION["31"], NATION["46"], NATION["56"]) == ("朝鲜", "达斡尔", "德昂", "基诺")
    assert "57" not in NATION


@given(st.binary(max_size=1300))
def test_any_bytes_give_a_card_or_a_reason(data: bytes) -> None:
    assert isinstance(parse_answer(data), CardRead | NotACard)


@given(st.binary(min_size=256, max_size=256))
def test_any_text_gives_a_card_or_a_reason(text: bytes) -> None:
    assert isinstance(parse_text(text), CardRead | NotACard)
