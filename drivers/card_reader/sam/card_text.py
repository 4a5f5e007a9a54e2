"""The 256 bytes of text that a card gives, cut into its fields for each of the four cards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from drivers.card_reader.sam.codes import LONG_NUMBER, NATION, SEX, check_digit_fits
from drivers.contract import CardRead, CardType

TEXT_BYTES = 256
LENGTHS = 4  # text length and photo length, two bytes each, big-endian, before the text
FLAG_AT = 248  # one UTF-16 letter that says which card this is, at the same place on all four
ADDRESS_BYTES = 70  # one slot of the additional address; a card has up to four of them

Layout = Mapping[str, tuple[int, int]]  # field → offset and length in bytes of UTF-16LE

_MAINLAND: Layout = {
    "name": (0, 30),
    "sex": (30, 2),
    "nation": (32, 4),
    "birth": (36, 16),
    "address": (52, 70),
    "number": (122, 36),
    "authority": (158, 30),
    "valid_from": (188, 16),
    "valid_to": (204, 16),
}
_HK_MACAO_TAIWAN: Layout = {
    **{name: place for name, place in _MAINLAND.items() if name != "nation"},
    "travel_permit": (220, 18),
    "issues": (238, 4),
}
_FOREIGNER_2017: Layout = {
    "name": (0, 120),
    "sex": (120, 2),
    "number": (122, 30),
    "nationality": (152, 6),
    "chinese_name": (158, 30),
    "valid_from": (188, 16),
    "valid_to": (204, 16),
    "birth": (220, 16),
    "card_version": (236, 4),
    "authority": (240, 8),
}
_FOREIGNER_2023: Layout = {
    "chinese_name": (0, 30),
    "sex": (30, 2),
    "renewals": (32, 4),
    "birth": (36, 16),
    "name": (52, 70),
    "number": (122, 36),
    "valid_from": (188, 16),
    "valid_to": (204, 16),
    "name_rest": (220, 22),  # the English name goes on here
    "nationality": (242, 6),
    "former_link": (250, 6),
}
_BY_FLAG: Mapping[str, tuple[CardType, Layout]] = {
    "I": (CardType.FOREIGNER_2017, _FOREIGNER_2017),
    "Y": (CardType.FOREIGNER_2023, _FOREIGNER_2023),
    "J": (CardType.HK_MACAO_TAIWAN, _HK_MACAO_TAIWAN),
}
_CITIZEN = (CardType.CITIZEN, _MAINLAND)  # a space stands at the flag's place, and anything unknown counts as one
_OWN_FIELDS = frozenset({"name", "name_rest", "number", "birth"})


@dataclass(frozen=True, slots=True)
class NotACard:
    """Why an answer with good checksums holds no person; `reason` quotes nothing of it."""

    reason: str


def parse_answer(data: bytes) -> CardRead | NotACard:
    """Read the data of a "read text and photo" answer; the photo is left behind."""
    text_bytes = int.from_bytes(data[:2], "big")
    if text_bytes < TEXT_BYTES or len(data) < LENGTHS + TEXT_BYTES:
        return NotACard(f"{len(data)} bytes with a text of {text_bytes}, not {TEXT_BYTES}")
    return parse_text(data[LENGTHS : LENGTHS + TEXT_BYTES])


def parse_text(text: bytes) -> CardRead | NotACard:
    """Read the text block of any card; name and number must be there, the rest may be empty."""
    if len(text) != TEXT_BYTES:
        return NotACard(f"a text of {len(text)} bytes, not {TEXT_BYTES}")
    card_type, layout = _BY_FLAG.get(_field(text, FLAG_AT, 2), _CITIZEN)
    fields = {name: _field(text, *place) for name, place in layout.items()}
    if card_type is CardType.FOREIGNER_2023:
        fields["name"] = _long_name(text)
    for required in ("name", "number"):
        if not fields[required]:
            return NotACard(f"the {required} is empty")
    return CardRead(card_type, fields["name"], fields["number"], _birth(fields), _details(fields))


def parse_address(data: bytes) -> str:
    """Return the newest of the additional addresses, empty if there is none."""
    slots = [_field(data, start, ADDRESS_BYTES) for start in range(0, len(data), ADDRESS_BYTES)]
    return next((slot for slot in reversed(slots) if slot), "")


def _field(text: bytes, offset: int, length: int) -> str:
    """Decode one field; padding goes at both ends only, for a name may have spaces inside."""
    return text[offset : offset + length].decode("utf-16-le", errors="replace").strip(" \0")


def _long_name(text: bytes) -> str:
    """Join the two parts of an English name before stripping: the place of the cut may be a space."""
    parts = [
        text[offset : offset + length] for offset, length in (_FOREIGNER_2023["name"], _FOREIGNER_2023["name_rest"])
    ]
    return _field(b"".join(parts), 0, sum(map(len, parts)))


def _birth(fields: Mapping[str, str]) -> str:
    """Return YYYYMMDD; from the number where the field is spoilt, empty where neither is a date."""
    number = fields["number"]
    in_number = number[6:14] if len(number) == LONG_NUMBER else ""  # so for citizens and for foreigners since 2023
    for raw_birth in (fields["birth"], in_number):
        if _is_date(raw_birth):
            return raw_birth
    return ""


def _is_date(raw_date: str) -> bool:
    if len(raw_date) != len("YYYYMMDD") or not (raw_date.isascii() and raw_date.isdigit()):
        return False
    try:
        date(int(raw_date[:4]), int(raw_date[4:6]), int(raw_date[6:]))
    except ValueError:
        return False
    return True


def _details(fields: Mapping[str, str]) -> dict[str, str]:
    """Return what else the card says, codes in words; a wrong check digit is a hint for central, never a refusal."""
    details = {name: value for name, value in fields.items() if name not in _OWN_FIELDS and value}
    for name, table in (("sex", SEX), ("nation", NATION)):
        if name in details:
            details[name] = table.get(details[name], "未知")
    fits = check_digit_fits(fields["number"])
    if fits is not None:
        details["check_digit"] = "right" if fits else "wrong"
    return details
