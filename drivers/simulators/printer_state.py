"""What a simulated printer's model can do, what is the matter with it, and how it says so in bits."""

from dataclasses import dataclass

FULL_ROLL = 10**9  # rows
_FIXED = 0x12  # bits 1 and 4 of every DLE EOT answer


@dataclass(frozen=True, slots=True)
class PrinterModel:
    """What differs between models; the defaults are a good one."""

    rows_per_s: float = 1200.0
    buffer_bytes: int = 65536
    has_process_id: bool = True  # GS ( H; without it, its bytes are taken for letters
    has_queued_status: bool = True  # GS r
    has_clear: bool = True  # DLE DC4 fn 8
    has_auto_status: bool = True  # GS a
    has_identity: bool = True  # GS I
    clear_ends_picture: bool = True  # or it goes on taking bytes for dots
    is_deaf_in_picture: bool = False  # takes real-time commands for dots, too, until the picture is full


@dataclass(slots=True)
class PrinterState:
    """Cover, paper and cutter."""

    is_cover_open: bool = False
    is_cutter_blocked: bool = False  # the next cut will fail
    has_cutter_error: bool = False  # a cut has failed
    is_near_end: bool = False
    rows_left: int = FULL_ROLL

    @property
    def has_paper(self) -> bool:
        """False once the roll's end has passed the head."""
        return self.rows_left > 0

    @property
    def is_offline(self) -> bool:
        """Nothing is printed or carried out."""
        return self.is_cover_open or self.has_cutter_error or not self.has_paper

    def live_status(self, n: int) -> bytes:
        """Return the answer to DLE EOT n; nothing for an n that it does not know."""
        values = {
            1: 0x08 * self.is_offline | 0x20 * self.has_cutter_error,
            2: 0x04 * self.is_cover_open | 0x20 * (not self.has_paper) | 0x40 * self.has_cutter_error,
            3: 0x08 * self.has_cutter_error,
            4: 0x0C * (self.is_near_end or not self.has_paper) | 0x60 * (not self.has_paper),
        }
        return bytes([_FIXED | values[n]]) if n in values else b""

    def auto_status(self) -> bytes:
        """Return the four bytes of automatic status."""
        return bytes(
            [
                0x10 | 0x08 * self.is_offline | 0x20 * self.is_cover_open,
                0x08 * self.has_cutter_error,
                0x03 * (self.is_near_end or not self.has_paper) | 0x0C * (not self.has_paper),
                0,
            ]
        )

    def words(self) -> str:
        """Return what a person sees is the matter."""
        wrong = {
            "cover open": self.is_cover_open,
            "no paper": not self.has_paper,
            "paper near its end": self.is_near_end,
            "cutter stuck": self.has_cutter_error,
        }
        return ", ".join(words for words, is_so in wrong.items() if is_so) or "ready"
