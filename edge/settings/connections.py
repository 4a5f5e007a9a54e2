"""The tables of the file that say where the rest of the world is: central, the web, the store, screens elsewhere."""

import base64
import binascii
from enum import Enum
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, model_validator

from edge.identity.sealing import check_public_key
from edge.settings.tables import Name, Table

KEY_BYTES: Final = 32  # X25519
SHORTEST_TOKEN: Final = 16
PORTS: Final = {"mqtt": 1883, "mqtts": 8883}


def _public_key(raw: object) -> object:
    """Read base64 or hexadecimal digits into the 32 bytes of an X25519 key."""
    if not isinstance(raw, str):
        return raw
    is_hex = len(raw) == 2 * KEY_BYTES
    try:
        key = bytes.fromhex(raw) if is_hex else base64.b64decode(raw, validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError("this is no X25519 public key: give its 32 bytes in base64 or as 64 hexadecimal digits")
    check_public_key(key)
    return key


def _broker(url: str) -> str:
    try:
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname or parts.port == 0:
            raise ValueError(url)
    except ValueError:
        raise ValueError("give mqtt://host:port or mqtts://host:port") from None
    if parts.username or parts.password:
        raise ValueError('the name and password of the broker go into "username" and "password", not into the address')
    if parts.path not in {"", "/"} or parts.query:
        raise ValueError("nothing stands behind the port: the topics follow from the hall's id")
    return url


def _listen(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or not 0 <= int(port) < 2**16:
        raise ValueError(f'"{text}" is no address to listen on; give host:port such as "127.0.0.1:8080"')
    return text


def _token(secret: SecretStr) -> SecretStr:
    text = secret.get_secret_value()
    if len(text) < SHORTEST_TOKEN:
        raise ValueError(f"is too short to be a secret: at least {SHORTEST_TOKEN} letters and digits")
    if not all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in text):
        raise ValueError('stands in a link: letters, digits, "-" and "_" only')
    return secret


def _booking_key(raw: object) -> object:
    """Read base64 or hexadecimal digits into 32 bytes that hall and central share."""
    if not isinstance(raw, str):
        return raw
    try:
        key = bytes.fromhex(raw) if len(raw) == 2 * KEY_BYTES else base64.b64decode(raw, validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError(
            "this is no booking key: give the 32 bytes shared with central in base64 or hexadecimal digits"
        )
    return key


class CentralTable(Table):
    """The broker between this hall and central; certificates are files that the daemon may read."""

    url: Annotated[str, AfterValidator(_broker)]
    public_key: Annotated[bytes, BeforeValidator(_public_key)] | None = None  # seals what a card says
    booking_key: Annotated[bytes | None, BeforeValidator(_booking_key), Field(repr=False)] = None  # finds appointments
    username: str | None = None
    password: SecretStr | None = None
    ca_file: Path | None = None
    cert_file: Path | None = None
    key_file: Path | None = None
    keepalive_s: Annotated[int, Field(ge=5, le=300)] = 15

    @property
    def host(self) -> str:
        """The broker's name or address."""
        return urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        """The broker's port, the usual one where the address names none."""
        parts = urlsplit(self.url)
        return parts.port or PORTS[parts.scheme]

    @property
    def is_encrypted(self) -> bool:
        """Whether the session is under TLS."""
        return urlsplit(self.url).scheme == "mqtts"

    @model_validator(mode="after")
    def _files_make_sense(self) -> "CentralTable":
        if (self.cert_file is None) != (self.key_file is None):
            raise ValueError('"cert_file" and "key_file" belong together')
        if not self.is_encrypted and (self.ca_file or self.cert_file):
            raise ValueError("certificates are given, but the address begins with mqtt://, which does not use them")
        return self


class WebTable(Table):
    """Where the screens are served."""

    listen: Annotated[str, AfterValidator(_listen)] = "127.0.0.1:8080"
    host_names: tuple[Name, ...] = ()  # by which browsers may ask, beside localhost and bare addresses

    @property
    def host(self) -> str:
        """The address to bind, without the brackets of IPv6."""
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        """The port to bind; 0 for any free one."""
        return int(self.listen.rpartition(":")[2])


class StoreTable(Table):
    """Where the journal lies: a folder, made if missing; relative to the configuration's own folder."""

    path: Path = Path("/var/lib/hall-edge")
    keep_days: Annotated[int, Field(ge=1)] = 30  # how long a day's entries stay after central has them


class ScreenKind(Enum):
    """The screens that a browser may open."""

    TICKET = "ticket"
    KIOSK = "kiosk"
    RATING = "rating"
    BOARD = "board"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"


class ScreenTable(Table):
    """A screen that is not on the controller itself, and the secret of its link."""

    name: Name
    kind: ScreenKind
    window: int | None = None
    zone: str | None = None
    dispenser: str | None = None
    px_per_mm: Annotated[float, Field(ge=1, le=40)] | None = None  # measured with a bank card, 85.6 mm wide
    token: Annotated[SecretStr, AfterValidator(_token)]
