"""The appointments that the stand-in central publishes: for two of the sample cards, and by code."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from edge.bookings import APPOINTMENTS
from edge.demo.central import StandInCentral
from edge.identity import holder_of

BOOKING_KEY = (
    "6e6f626f647920736861726573207468697320696e20612072656c2068616c21"  # known to everybody: for the demo only
)
NUMBERS = {"mainland": "11010519491231002X", "hkmt": "810000199901010014"}  # of the simulated reader's sample cards
CODE = "Y7K3Q9"
SLOT_MIN = 30
VALID_H = 12


async def publish_appointments(central: StandInCentral, hall: str, now: datetime) -> None:
    """Let two people be expected soon, and one of them again in the afternoon; whoever has the code, too."""
    entries = [
        _entry("demo-1", "social", now + timedelta(minutes=10), card="mainland"),
        _entry("demo-2", "medical", now + timedelta(minutes=10), card="hkmt"),
        _entry("demo-3", "business", now + timedelta(hours=3), card="hkmt"),
        _entry("demo-4", "tax", now + timedelta(minutes=5), code=CODE),
    ]
    until = now + timedelta(hours=VALID_H)
    version = now.isoformat(timespec="minutes")
    await central.publish_document(hall, APPOINTMENTS, version, {"appointments": entries}, valid_until=until)


def _entry(name: str, service: str, start: datetime, *, card: str = "", code: str = "") -> Mapping[str, Any]:
    end = start + timedelta(minutes=SLOT_MIN)
    entry = {"id": name, "service": service, "start": start.isoformat(), "end": end.isoformat(), "code": code}
    return entry | {"holder": holder_of(NUMBERS[card], bytes.fromhex(BOOKING_KEY)) if card else ""}
