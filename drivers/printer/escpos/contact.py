"""Everything through which one opened printer is spoken with."""

from dataclasses import dataclass

from drivers.contract import Clock
from drivers.exchange import Exchange
from drivers.printer.escpos.buffer import Buffer
from drivers.printer.escpos.codec import Reply
from drivers.printer.escpos.inquiry import Inquiry


@dataclass(frozen=True, slots=True, eq=False)
class Contact:
    """One printer's line, its state as last asked, and its buffer as known from outside."""

    exchange: Exchange[Reply]
    clock: Clock
    inquiry: Inquiry
    buffer: Buffer
