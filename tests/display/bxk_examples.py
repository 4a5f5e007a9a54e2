"""Worked packets of BX-K cards: what they mean, who sends them to whom, data, check, and where they are published."""

from dataclasses import dataclass

HOST = 0x8000
SHEET = "Onbon K protocol v1.4, recomputed"
VENDOR = "the maker's Java library"


@dataclass(frozen=True)
class Example:
    meaning: str
    destination: int
    source: int
    data: bytes
    check: bytes
    published: str

    @property
    def wire(self) -> bytes:
        """The whole frame; none of these needs an escape."""
        addresses = self.destination.to_bytes(2, "little") + self.source.to_bytes(2, "little")
        header = addresses + bytes.fromhex("000000 00 00 00 FE 02") + len(self.data).to_bytes(2, "little")
        return bytes.fromhex("A5A5A5A5A5A5A5A5") + header + self.data + self.check + b"\x5a"


def _to(destination: int, meaning: str, data: str, check: str, published: str = SHEET) -> Example:
    return Example(meaning, destination, HOST, bytes.fromhex(data), bytes.fromhex(check), published)


def _sentence(height: str) -> str:
    area = f"00 0000 0000 2000 {height} 00 00 00 0500 00 00 00 01 01 01 00 01 0A 11000000"
    return f"A306010000 00 01 2C00 {area} C7EB41303132BAC5B5BD33BAC5B4B0BFDA"


PING = _to(1, "ping", "A2 00 01 00 00", "68 F8")
CLEAR = _to(1, "clear the screen", "A3 10 01 00 00", "51 F8")
SENTENCE = _to(1, "请A012号到3号窗口 on 256x32", _sentence("2000"), "6C CA", VENDOR)
LOW_SENTENCE = _to(1, "请A012号到3号窗口 on 256x16", _sentence("1000"), "08 C8", VENDOR)
BRIGHTNESS = _to(1, "brightness 12, length in p q", "A3 02 01 02 00 01 0C", "26 2D")
CLOCK = _to(1, "2013-01-25 11:17:26 Friday, length in p q", "A2 03 01 08 00 13 20 01 25 11 17 26 05", "B0 3F")
CLOCK_2026 = _to(0xFFFE, "2026-09-30 10:20:30 Wednesday", "A203010000 26 20 09 30 10 20 30 03", "A7 CC", VENDOR)
ACK = Example("done", HOST, 1, bytes.fromhex("A0 00 00 00 00"), bytes.fromhex("64 DC"), VENDOR)
NACK_BUSY = Example("refused: busy", HOST, 1, bytes.fromhex("A0 01 03 00 00"), bytes.fromhex("95 20"), VENDOR)

EXAMPLES = [
    PING,
    _to(1, "status", "A1 02 01 00 00", "2D 40"),
    CLEAR,
    BRIGHTNESS,
    CLOCK,
    _to(1, "delete all areas, length in p q", "A3 06 01 02 00 FF 00", "67 CC"),
    _to(1, "delete all areas", "A3 06 01 00 00 FF 00", "66 74"),
    _to(1, "lock program P000", "A3 04 01 06 00 00 01 50 30 30 30", "42 6A"),
    _to(1, "unlock program P000", "A3 04 01 06 00 00 00 50 30 30 30", "7F AA"),
    SENTENCE,
    LOW_SENTENCE,
    _to(0xFFFE, "请A012号到3号窗口 to whoever is there", _sentence("2000"), "71 2E", VENDOR),
    _to(0xFFFE, "switch on", "A3 00 01 00 00 01", "5D F1", VENDOR),
    _to(0xFFFE, "switch off", "A3 00 01 00 00 02", "1D F0", VENDOR),
    _to(0xFFFE, "clear the screen", "A3 10 01 00 00", "75 DC", VENDOR),
    CLOCK_2026,
    ACK,
    NACK_BUSY,
]
