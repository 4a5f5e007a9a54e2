"""Packets of the BX-K text cards: header, data, CRC, inside the frames that all Onbon controllers share."""

from dataclasses import dataclass, field

from drivers.protocols import onbon
from drivers.protocols.onbon import Noise

HOST = 0x8000  # the controller's own address on the wire
ALL_SILENT = 0xFFFF  # every card obeys, none answers
ALL_ANSWER = 0xFFFE  # every card obeys and answers with its own address: for a line with one card
ANY_CARD = 0xFE  # device type that every card of the family accepts

_HEADER = 14  # destination 2, source 2, reserved 3, option, check mode, display mode, device type, version, length 2
_BARCODE = 16
_CRC = 2
_HAS_BARCODE = 0x01  # in the option byte: a barcode of 16 bytes follows the header
_CHECK_CRC16 = 0x00
_VERSION = 0x02

_ACK = b"\xa0\x00"
_NACK = b"\xa0\x01"


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet, either way; `raw` is how it came over the wire and is empty for one of our own."""

    destination: int
    source: int
    data: bytes
    device_type: int = ANY_CARD
    display_mode: int = 0  # 1: the dynamic area goes before the programs
    barcode: bytes = b""  # 16 bytes or none
    raw: bytes = field(default=b"", repr=False, compare=False)

    @property
    def is_ack(self) -> bool:
        """Whether a card says that it did what it was asked."""
        return self.data.startswith(_ACK)

    @property
    def refusal(self) -> int | None:
        """The card's error number, 1 to 16 as far as they are published; None if this refuses nothing."""
        has_number = self.data.startswith(_NACK) and len(self.data) > len(_NACK)
        return self.data[len(_NACK)] if has_number else None


def encode(packet: Packet) -> bytes:
    """Return the packet as it goes on the wire."""
    header = (
        packet.destination.to_bytes(2, "little")
        + packet.source.to_bytes(2, "little")
        + bytes(3)
        + bytes([_HAS_BARCODE if packet.barcode else 0, _CHECK_CRC16])
        + bytes([packet.display_mode, packet.device_type, _VERSION])
        + len(packet.data).to_bytes(2, "little")
    )
    body = header + packet.barcode + packet.data
    return onbon.wrap(body + onbon.crc16(body))


class Decoder:
    """Bytes to packets; never raises, and every byte comes out in exactly one Packet's raw or Noise's data."""

    def __init__(self) -> None:
        self._frames = onbon.FrameDecoder()

    def feed(self, data: bytes) -> list[Packet | Noise]:
        """Take what arrived and return what it completed."""
        return [_opened(item) for item in self._frames.feed(data)]

    def flush(self) -> list[Packet | Noise]:
        """Give up the frame that broke off: the line has been silent."""
        return [_opened(item) for item in self._frames.flush()]


def _opened(item: onbon.Frame | Noise) -> Packet | Noise:
    return item if isinstance(item, Noise) else _parse(item) or Noise(item.raw)


def _parse(frame: onbon.Frame) -> Packet | None:
    body, check = frame.packet[:-_CRC], frame.packet[-_CRC:]
    if len(body) < _HEADER or onbon.crc16(body) != check:
        return None
    at = _HEADER + (_BARCODE if body[7] & _HAS_BARCODE else 0)
    if len(body) - at != int.from_bytes(body[12:14], "little"):
        return None
    return Packet(
        destination=int.from_bytes(body[0:2], "little"),
        source=int.from_bytes(body[2:4], "little"),
        data=body[at:],
        device_type=body[10],
        display_mode=body[9],
        barcode=body[_HEADER:at],
        raw=frame.raw,
    )
