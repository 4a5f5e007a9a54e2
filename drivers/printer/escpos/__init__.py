"""Ticket printers that speak ESC/POS, 80 and 58 mm, over a serial line or TCP."""

from drivers.contract import Capability, DriverSpec, Where
from drivers.printer.escpos.opening import open_printer
from drivers.printer.escpos.settings import EscposSettings

SPEC = DriverSpec(
    kind="printer.escpos",
    title="Ticket printer, ESC/POS, 80 or 58 mm (Gprinter, Xprinter, SNBC, HPRT, SPRT, Epson TM and alike)",
    settings=EscposSettings,
    capabilities=frozenset({Capability.PRINTS_TICKETS}),
    where=frozenset({Where.SERIAL, Where.TCP}),
    open=open_printer,
    baud=9600,
    repairs={
        "silent": "Check the printer's power and cable; for a serial printer also its baud rate (self-test slip).",
        "garbled": "It answers, but not in ESC/POS: give the link the baud rate of the printer's self-test slip.",
        "paper_out": "Put in a new roll, thermal side out, and close the cover until it clicks.",
        "paper_near_end": "Have a new roll ready; printing goes on until the end.",
        "cover_open": "Close the cover until it clicks.",
        "cutter_jam": "Open the cover, remove torn paper from the cutter, close it; switch off and on if it stays.",
        "printer_error": "Let the head cool down; then switch the printer off and on. Call the maker if it returns.",
        "printer_offline": "Look for a held feed button or an error lamp; switch the printer off and on.",
        "unconfirmed": 'See whether tickets come out whole; if they do, set fence = "status" or "none".',
        "font_missing": "Install a Chinese font (apt install fonts-noto-cjk) or set font to a font file.",
    },
)

__all__ = ["SPEC", "EscposSettings"]
