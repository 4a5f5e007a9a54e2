"""The reasons that may be given for a bad rating, as a versioned list that a region may replace."""

import json
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("tags.json")

TAGS: dict[str, Any] = json.loads(_FILE.read_text("utf-8"))
"""`version` and, for levels "2" and "1", at most eight of {code, zh, en}."""


def known_tags(level: int) -> frozenset[str]:
    """Return the codes that belong to a level; none for a good one."""
    return frozenset(tag["code"] for tag in TAGS["levels"].get(str(level), ()))
