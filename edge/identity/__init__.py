"""Masks, hashes and seals what a card says, before anything else of the daemon sees it."""

from edge.identity.daykey import day_key
from edge.identity.masking import age_band, age_on, mask_name, number_tail
from edge.identity.presented import SENIOR_AGE, Keys, Presented, holder_of, present
from edge.identity.sealing import check_public_key, seal

__all__ = [
    "SENIOR_AGE",
    "Keys",
    "Presented",
    "age_band",
    "age_on",
    "check_public_key",
    "day_key",
    "holder_of",
    "mask_name",
    "number_tail",
    "present",
    "seal",
]
