"""What devices say: keys, ratings, cards, conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """What the device said of itself, for the technician; empty where it cannot say."""

    maker: str = ""
    model: str = ""
    firmware: str = ""
    serial: str = ""


class Key(Enum):
    """A key of a clerk's caller, named by what the clerk wants."""

    NEXT = "next"
    RECALL = "recall"
    START = "start"
    MISS = "miss"
    FINISH = "finish"
    RATE = "rate"
    CANCEL = "cancel"
    PAUSE = "pause"
    TRANSFER = "transfer"
    PARK = "park"
    RESUME = "resume"
    CALL_NUMBER = "call_number"


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """A clerk pressed a key; `digits` is what was typed before it, if the caller has digits."""

    key: Key
    digits: str = ""


@dataclass(frozen=True, slots=True)
class RatingPressed:
    """A citizen pressed a rating key; `level` is 5 (very satisfied) to 1 by the driver's key map."""

    level: int


class CardType(Enum):
    """The four cards that a SAM_V reader reads."""

    CITIZEN = "citizen"
    FOREIGNER_2017 = "foreigner_2017"
    FOREIGNER_2023 = "foreigner_2023"
    HK_MACAO_TAIWAN = "hk_macao_taiwan"


@dataclass(frozen=True, slots=True)
class CardRead:
    """What a card says, in clear: only `edge.identity` may look inside, and repr() shows nothing of it."""

    card_type: CardType
    name: str = field(repr=False)
    number: str = field(repr=False)
    birth: str = field(repr=False)  # YYYYMMDD
    details: Mapping[str, str] = field(repr=False, default_factory=dict)  # sex, nation, address, valid_to …


@dataclass(frozen=True, slots=True)
class CardUnreadable:
    """A card lies on the reader but could not be read; `code` as in the driver's catalogue of problems."""

    code: str


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """The card that was read has left the reader."""


@dataclass(frozen=True, slots=True)
class ConditionsChanged:
    """Everything that is wrong or worth knowing now (`paper_near_end`, `cover_open`); empty when all is well."""

    codes: frozenset[str]


DeviceEvent = KeyPressed | RatingPressed | CardRead | CardUnreadable | CardRemoved | ConditionsChanged
