"""The heat of the windows as a retained state: how evenly the work falls, of late and over the day."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from edge.central.payloads import plain
from edge.hall.hall import Hall
from edge.hall.heat import RECENT, GroupHeat, heat, index_of


def heat_state(hall: Hall, now: datetime) -> dict[str, Any]:
    """Return groups of windows with the same skills and their utilisation; no clerk is named."""
    recent, today = heat(hall, now, RECENT), heat(hall, now)
    return {
        "day": hall.state.day,
        "recent": {"minutes": int(RECENT.total_seconds() // 60), **_told(recent)},
        "today": _told(today),
        "seen": plain(now),
    }


def _told(groups: tuple[GroupHeat, ...]) -> dict[str, Any]:
    index = index_of(groups)
    return {"index": None if index is None else round(index, 1), "groups": _groups(groups)}


def _groups(groups: Iterable[GroupHeat]) -> list[dict[str, Any]]:
    return [
        {
            "services": list(group.services),
            "index": round(group.index, 1),
            "windows": [
                {"window": one.window, "zone": one.zone, "utilisation": round(one.utilisation, 2)}
                for one in group.windows
            ],
        }
        for group in groups
    ]
