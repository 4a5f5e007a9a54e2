"""Where a device is reached, read from the text that a configuration gives."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

DEFAULT_BAUD: Final = 9600
_PARITIES: Final = ("N", "E", "O", "M", "S")
_TRUE: Final = ("1", "true", "yes", "on")
_FALSE: Final = ("0", "false", "no", "off")


class AddressError(ValueError):
    """The text names no link; the message is a sentence for the technician."""


@dataclass(frozen=True, slots=True)
class SerialAddress:
    """A serial line: its device file and how the line is set, eight bits with one stop bit unless told otherwise."""

    device: str
    baud: int = DEFAULT_BAUD
    parity: str = "N"
    data_bits: int = 8
    stop_bits: int = 1
    has_rtscts: bool = False
    has_xonxoff: bool = False

    @property
    def place(self) -> str:
        """What two slots must have in common to share the line."""
        return self.device

    def __str__(self) -> str:
        return f"serial://{self.device}?baud={self.baud}"


@dataclass(frozen=True, slots=True)
class TcpAddress:
    """A device, or a box that makes a serial line of it, in the hall's network."""

    host: str
    port: int

    @property
    def place(self) -> str:
        """What two slots must have in common to share the line."""
        return str(self)

    def __str__(self) -> str:
        return f"tcp://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class LocalAddress:
    """The controller itself: the device has no line of its own."""

    def __str__(self) -> str:
        return "local"


LineAddress = SerialAddress | TcpAddress
Address = LineAddress | LocalAddress


def parse_address(text: str, *, default_baud: int | None = None) -> Address:
    """Read `serial:///dev/ttyUSB0?baud=9600&parity=E`, `tcp://host:port` or `local`; AddressError if it is none."""
    if text in {"", "local", "local:", "local://"}:
        return LocalAddress()
    parts = urlsplit(text)
    if parts.scheme == "serial":
        return serial_address(parts.netloc + parts.path, parts.query, default_baud)
    if parts.scheme == "tcp":
        return _tcp_address(text)
    raise AddressError(f"{text!r} is no link; give serial:///dev/… or tcp://host:port")


def serial_address(device: str, query: str = "", default_baud: int | None = None) -> SerialAddress:
    """Return the line at a device file, set as `baud=…&parity=…&rtscts=1` say."""
    if not device.startswith("/"):
        raise AddressError(f"a serial link needs a full path as in serial:///dev/ttyUSB0, not {device!r}")
    options = _options(query)
    address = SerialAddress(
        device,
        baud=_number(options, "baud", default_baud or DEFAULT_BAUD),
        parity=_choice(options, "parity", _PARITIES, "N"),
        data_bits=int(_choice(options, "bits", ("8", "7"), "8")),
        stop_bits=int(_choice(options, "stop", ("1", "2"), "1")),
        has_rtscts=_claim(options, "rtscts"),
        has_xonxoff=_claim(options, "xonxoff"),
    )
    if options:
        raise AddressError(f"a serial link has no setting {min(options)!r}; baud, parity, bits, stop, rtscts, xonxoff")
    return address


def _tcp_address(text: str) -> TcpAddress:
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise AddressError(f"{text!r} is no TCP link: {error}") from error
    if not host or not port or parts.path not in {"", "/"} or parts.query:
        raise AddressError(f"{text!r} is no TCP link; give tcp://host:port")
    return TcpAddress(host, port)


def _options(query: str) -> dict[str, str]:
    pairs = parse_qsl(query, keep_blank_values=True)
    options = dict(pairs)
    if len(options) != len(pairs):
        raise AddressError("a serial link names each setting once")
    return options


def _number(options: dict[str, str], name: str, default: int) -> int:
    raw = options.pop(name, str(default))
    if not raw.isascii() or not raw.isdigit() or int(raw) == 0:
        raise AddressError(f"{name}={raw} is no number")
    return int(raw)


def _choice(options: dict[str, str], name: str, choices: tuple[str, ...], default: str) -> str:
    raw = options.pop(name, default).upper()
    if raw not in choices:
        raise AddressError(f"{name}={raw} is not one of {', '.join(choices)}")
    return raw


def _claim(options: dict[str, str], name: str) -> bool:
    raw = options.pop(name, "0").lower()
    if raw not in _TRUE + _FALSE:
        raise AddressError(f"{name}={raw} is neither 1 nor 0")
    return raw in _TRUE
