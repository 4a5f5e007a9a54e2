"""How long a campaign runs: a seeded slice in every test run, at full length in `make campaign`."""

import os

IS_FULL = os.environ.get("HALL_EDGE_CAMPAIGN") == "full"


def campaign_rounds(short: int, full: int) -> int:
    """`short` in an ordinary test run, `full` in `make campaign`."""
    return full if IS_FULL else short
