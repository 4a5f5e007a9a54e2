"""What a technician does about a slot's problem: the driver knows best, then the line, then the catalogue."""

from collections.abc import Mapping
from typing import Final

from edge import texts

_OF_THE_LINE: Final[Mapping[str, str]] = {
    "device_absent": "Plug it in. If it is, compare its match or link with what edge_main.py ports shows.",
    "ambiguous": "Several ports fit, or could: add path= of the right one, as edge_main.py ports shows it.",
    "bad_settings": "Correct the configuration as the detail says (edge_main.py check shows all), then restart.",
    "no_link": "Check the device's power and network cable, then its address and port in the configuration.",
    "port_in_use": "Another program holds the port: stop it (often ModemManager, or a second copy of this program).",
    "port_forbidden": "Install config/99-hall-edge.rules, or put the daemon's user into the group of the port.",
}


def repair(code: str, of_driver: Mapping[str, str]) -> str:
    """Return what to do about a problem, in English; "" where nobody knows."""
    return of_driver.get(code) or _OF_THE_LINE.get(code) or texts.repair(code, "en")
