"""What is left of a card, and above all what is not."""

import base64
import json
from dataclasses import asdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey, SealedBox

from drivers.contract import CardRead, CardType
from edge.identity import Keys, Presented, age_band, age_on, check_public_key, mask_name, number_tail, present

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=SHANGHAI)
DAY = bytes(range(32))
CENTRAL = PrivateKey(bytes(range(1, 33)))
SEALING = Keys(DAY, bytes(CENTRAL.public_key))
SPECIMEN = CardRead(
    CardType.CITIZEN,
    "王样本",
    "11010519491231002X",
    "19491231",
    {"sex": "女", "nation": "汉", "address": "样本省样本市示例路1号", "authority": "样本市公安局", "valid_to": "长期"},
)


def opened(presented: Presented) -> dict[str, str]:
    box = base64.b64decode(presented.person.sealed, validate=True)
    read: dict[str, str] = json.loads(SealedBox(CENTRAL).decrypt(box))
    return read


def test_specimen_is_masked() -> None:
    presented = present(SPECIMEN, NOW, Keys(DAY))
    person = presented.person
    assert (person.name_masked, person.number_tail, person.age_band) == ("王**", "002X", "70-79")
    assert person.sealed == ""
    assert presented.is_senior
    assert presented.card_type is CardType.CITIZEN


def test_hash_is_known_by_type_number_and_day_only() -> None:
    def key(card: CardRead, day: bytes = DAY) -> str:
        return present(card, NOW, Keys(day)).person.key

    same = CardRead(CardType.CITIZEN, "王 样本", "11010519491231002x", "")
    other_type = CardRead(CardType.HK_MACAO_TAIWAN, "王样本", "11010519491231002X", "19491231")
    by_openssl = "8f1416174d7b98e8b59496b4ef4aafeb4cd622e69169b5fd4556693e0101338a"  # HMAC-SHA256, its own program
    assert key(SPECIMEN) == key(same) == by_openssl
    assert len({key(SPECIMEN), key(other_type), key(SPECIMEN, bytes(32))}) == 3


HOLDER = "e36da84fef3a1c6a3ea976b0ae4b9fe3dec7f484c700ccc7492e231095d58ec5"  # HMAC-SHA256 by openssl


def test_a_holder_is_named_as_central_names_them_and_only_with_the_shared_key() -> None:
    small = CardRead(CardType.CITIZEN, "王样本", "11010519491231002x", "")
    assert present(small, NOW, Keys(DAY, booking=b"\x07" * 32)).holder == HOLDER
    presented = present(SPECIMEN, NOW, Keys(DAY, booking=bytes(32)))
    assert presented.holder not in ("", HOLDER)
    assert presented.holder not in repr(presented)
    assert present(SPECIMEN, NOW, Keys(DAY)).holder == ""


def test_central_alone_reads_the_sealed_card() -> None:
    presented = present(SPECIMEN, NOW, SEALING)
    assert opened(presented) == {
        "type": "citizen",
        "name": "王样本",
        "number": "11010519491231002X",
        "birth": "19491231",
        "sex": "女",
        "nation": "汉",
        "address": "样本省样本市示例路1号",
        "valid_to": "长期",
        "read_at": "2026-11-22T09:30:00+08:00",
    }
    assert present(SPECIMEN, NOW, SEALING).person.sealed != presented.person.sealed


def test_age_is_counted_on_the_halls_date() -> None:
    card = CardRead(CardType.CITIZEN, "王样本", "11010519661123002X", "19661123")
    eve = datetime(2026, 11, 22, 23, 59, tzinfo=SHANGHAI)
    assert not present(card, eve, Keys(DAY)).is_senior
    assert present(card, eve + timedelta(minutes=1), Keys(DAY)).is_senior
    assert present(card, eve, Keys(DAY), senior_age=59).is_senior


@pytest.mark.parametrize(
    ("raw_birth", "age"),
    [
        ("19491231", 76),
        ("20000229", 26),
        ("20261122", 0),
        ("20261123", None),
        ("18000101", None),
        ("19491331", None),
        ("", None),
        ("一九四九", None),
        ("1949123a", None),
        ("194912310", None),
    ],
)
def test_age(raw_birth: str, age: int | None) -> None:
    assert age_on(date(2026, 11, 22), raw_birth) == age


def test_ages_fall_into_bands_of_ten() -> None:
    assert [age_band(age) for age in (None, 0, 9, 10, 60, 69, 104)] == [
        "",
        "0-9",
        "0-9",
        "10-19",
        "60-69",
        "60-69",
        "100-109",
    ]


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王样本", "王**"),
        ("王样", "王*"),
        ("欧阳样本", "欧***"),
        ("ZHENGJIAN, YANGBEN", "Z***"),
        ("王", "*"),
        ("", "*"),
        (" 王样 ", "王*"),
    ],
)
def test_name_is_masked(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_short_number_shows_nothing() -> None:
    assert number_tail("123456789") == ""
    assert number_tail("CAN110081080319") == "0319"


@pytest.mark.parametrize("weak", [bytes(32), bytes([1]) + bytes(31)])
def test_key_that_cannot_seal_is_refused_with_a_sentence(weak: bytes) -> None:
    with pytest.raises(ValueError, match="ask central for it again"):
        check_public_key(weak)
    check_public_key(bytes(CENTRAL.public_key))


def pieces(text: str, length: int) -> set[str]:
    return {text[start : start + length] for start in range(len(text) - length + 1)}


@given(
    name=st.text("王样本李示例赵欧阳ABCDEFG ,", min_size=2, max_size=60),
    number=st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True),
    address=st.text("省市区路号样本示例", min_size=8, max_size=35),
)
def test_nothing_longer_than_allowed_is_left_of_a_card(name: str, number: str, address: str) -> None:
    card = CardRead(CardType.CITIZEN, name, number, number[6:14], {"address": address})
    presented = present(card, NOW, SEALING)
    for shown in (repr(presented), json.dumps(asdict(presented), default=str, ensure_ascii=False)):
        assert not any(piece in shown for piece in pieces(number, 8))
        assert not any(piece in shown for piece in pieces(address, 2))
    plain = presented.person.name_masked + "|" + presented.person.number_tail + "|" + presented.person.age_band
    assert not any(piece in plain for piece in pieces(number, 5) | pieces(name.strip(), 2) if "*" not in piece)
    assert presented.person.number_tail == number[-4:]
    assert opened(presented)["number"] == number


def test_keys_are_not_shown() -> None:
    assert repr(SEALING) == "Keys()"
