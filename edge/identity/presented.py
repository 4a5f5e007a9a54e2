"""From a card in clear to what the hall may know of the person who laid it down."""

import hmac
import json
from dataclasses import dataclass, field
from datetime import datetime

from drivers.contract import CardRead, CardType
from edge.hall.commands import Person
from edge.identity.masking import age_band, age_on, mask_name, number_tail
from edge.identity.sealing import seal

SENIOR_AGE = 60  # 老年人权益保障法: from sixty on a person is elderly

# What central needs to fill in forms and to find a case. The rest of the card is not passed on.
FOR_CENTRAL = (
    "sex",
    "nation",
    "nationality",
    "address",
    "additional_address",
    "chinese_name",
    "valid_to",
    "check_digit",
)


@dataclass(frozen=True, slots=True)
class Keys:
    """The day's secret, and what the hall has of central: its public key, the key of bookings; 32 bytes each."""

    day: bytes = field(repr=False)
    public: bytes | None = field(default=None, repr=False)
    booking: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Presented:
    """What is left of a card: a person as the hall keeps one, and what its rules ask about."""

    card_type: CardType
    person: Person
    is_senior: bool
    holder: str = field(default="", repr=False)  # finds the person's appointments; never leaves the memory


def present(card: CardRead, now: datetime, keys: Keys, *, senior_age: int = SENIOR_AGE) -> Presented:
    """Mask, hash and seal; `now` is the hall's own time, for the age is counted on its calendar."""
    age = age_on(now.date(), card.birth)
    person = Person(
        name_masked=mask_name(card.name),
        number_tail=number_tail(card.number),
        age_band=age_band(age),
        key=_person_key(card, keys.day),
        sealed=seal(_for_central(card, now), keys.public) if keys.public is not None else "",
    )
    return Presented(
        card.card_type,
        person,
        is_senior=age is not None and age >= senior_age,
        holder=holder_of(card.number, keys.booking) if keys.booking is not None else "",
    )


def holder_of(number: str, booking_key: bytes) -> str:
    """Return how central's appointments name whoever has an identity document of this number."""
    return hmac.new(booking_key, number.upper().encode(), "sha256").hexdigest()


def _person_key(card: CardRead, day: bytes) -> str:
    """Return a hash that is equal for one card on one day; without the day's key it cannot be tried out."""
    return hmac.new(day, f"{card.card_type.value}\0{card.number.upper()}".encode(), "sha256").hexdigest()


def _for_central(card: CardRead, now: datetime) -> str:
    says = {"type": card.card_type.value, "name": card.name, "number": card.number, "birth": card.birth}
    says |= {name: card.details[name] for name in FOR_CENTRAL if name in card.details}
    says["read_at"] = now.isoformat(timespec="seconds")  # so that an old box cannot pass for a new one
    return json.dumps(says, ensure_ascii=False, separators=(",", ":"))
