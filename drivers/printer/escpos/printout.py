"""A slip as bytes for one printer, and what makes it; apart from the drawing, so that no picture library is loaded."""

from dataclasses import dataclass
from typing import Protocol

from drivers.contract import Slip


@dataclass(frozen=True, slots=True)
class Printout:
    """A slip as bytes, without cut and fence; the printer may be asked for its state between two pieces."""

    pieces: tuple[bytes, ...]
    rows: int  # about how far the paper moves, in dots

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(len(piece) for piece in self.pieces)


class Renderer(Protocol):
    """Makes slips into bytes for one printer; takes some milliseconds and is called off the loop."""

    def render(self, slip: Slip) -> Printout: ...
