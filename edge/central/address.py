"""Where the broker is, and with what the hall proves who it is."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

PORTS = {"mqtt": 1883, "mqtts": 8883}


@dataclass(frozen=True, slots=True)
class Certificates:
    """PEM files; read anew at every connection, so that a renewed one needs no restart."""

    ca: Path | None = None  # None: the system's own list of authorities
    certificate: Path | None = None  # the hall's own
    key: Path | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """One broker."""

    host: str
    port: int
    is_secure: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    certificates: Certificates = Certificates()


def parse_address(url: str, certificates: Certificates | None = None) -> Address:
    """Read `mqtt://[user:password@]host[:port]` or `mqtts://…`; ValueError with a sentence."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS:
        raise ValueError(f"the broker's address begins with mqtt:// or mqtts://, not {parts.scheme or 'nothing'}://")
    if not parts.hostname:
        raise ValueError("the broker's address names no host")
    return Address(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        is_secure=parts.scheme == "mqtts",
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        certificates=certificates or Certificates(),
    )
