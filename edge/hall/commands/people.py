"""Whom a ticket is for, as far as the hall may know."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """What may be kept of a card: nothing here can be read back to a person."""

    name_masked: str  # 张**
    number_tail: str  # last four characters
    age_band: str  # 60-69
    key: str  # keyed hash, hex; equal for the same card on the same day
    sealed: str = ""  # base64, for central's eyes only
