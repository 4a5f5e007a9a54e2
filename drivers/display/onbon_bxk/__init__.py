"""Onbon BX-K text cards: the strips over the windows, fed with GBK text over RS-485 or TCP."""

from drivers.contract import Capability, DriverSpec, Where
from drivers.display.onbon_bxk.conversation import open_strip
from drivers.display.onbon_bxk.settings import BxkSettings

SPEC = DriverSpec(
    kind="display.onbon_bxk",
    title="Onbon BX-5K, 5MK or 6K text card (window strip), RS-485, RS-232 or TCP 5005",
    settings=BxkSettings,
    capabilities=frozenset({Capability.SHOWS_CALLS}),
    where=frozenset({Where.SERIAL, Where.TCP}),
    open=open_strip,
    baud=9600,
    shares_bus=True,
    repairs={
        "silent": "Check the strip's power, the two RS-485 wires (A to A, B to B) and the card's address and speed.",
        "garbled": "Check the speed (9600 or 57600), swap A and B, look for two strips with the same address.",
        "wrong_device": "Another card answers: set this card's address or type in the configuration, or on the card.",
        "busy": "The card is busy: wait a minute; if it stays so, switch the strip off and on.",
        "card_memory": "The card has no room: delete its stored programs with the maker's tool.",
        "card_fault": "The card reports a flash fault: switch it off and on, replace it if the fault comes back.",
        "font_missing": "Load the Chinese font with the maker's tool, or correct chinese_font and latin_font.",
        "clock_refused": "The card does not take the time: check the controller's clock, or set set_clock = false.",
        "card_refused": "The card refuses the text: compare width, height, x_unit and area with the card's own setup.",
    },
)
