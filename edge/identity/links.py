"""Signed links by which a phone rates a visit: checked by anybody who has the public key, also without the hall.

What stands for {token} in the configured address is `{body}.{signature}`, both base64url without padding:

    body       1|{hall}|{rating}|{expires, seconds since 1970}|{one-time token}      UTF-8
    signature  Ed25519 over the bytes of the body

Central's page checks signature and time by itself, knows from the body which hall to ask, and sends the one-time token
back in `rate`. The hall has told nobody but the phone: on the wire it is only ever `token_hash`, with which central
can compare what it was shown. Whether the rating is still to be given is the hall's to say.
"""

import base64
import binascii
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache

VERSION = "1"
_PARTS = 5


@dataclass(frozen=True, slots=True)
class RatingLink:
    """What a link says, after its signature was found good."""

    hall: str
    rating: str
    expires: datetime
    token: str = field(repr=False)


class RatingLinks:
    """Makes the hall's links and reads them again."""

    def __init__(self, template: str, hall: str, seed: bytes, lasts_s: float) -> None:
        """`template` names {token}; `seed` is 32 bytes."""
        from nacl.signing import SigningKey  # noqa: PLC0415 - only halls with links pay for the library's memory

        self._template = template
        self._hall = hall
        self._key = SigningKey(seed)
        self._lasts = timedelta(seconds=lasts_s)
        self.link = lru_cache(maxsize=256)(self._link)  # the same visit is shown many times

    @property
    def public_key(self) -> str:
        """What central checks links with, 64 hexadecimal digits."""
        return bytes(self._key.verify_key).hex()

    def _link(self, rating: str, token: str, opened_at: datetime) -> str:
        expires = int((opened_at + self._lasts).timestamp())
        body = "|".join((VERSION, self._hall, rating, str(expires), token)).encode()
        return self._template.format(token=f"{_text(body)}.{_text(self._key.sign(body).signature)}")

    def read(self, raw_link: str) -> RatingLink | None:
        """Return what stands for {token} in one of our own links, None if it is none; also one that has expired."""
        from nacl.exceptions import BadSignatureError  # noqa: PLC0415 - as above

        raw_body, _, raw_signature = raw_link.partition(".")
        try:
            body = self._key.verify_key.verify(_bytes(raw_body), _bytes(raw_signature))
            version, hall, rating, expires, token = body.decode().split("|", _PARTS - 1)
        except (BadSignatureError, ValueError, TypeError):
            return None
        if version != VERSION or hall != self._hall:
            return None
        return RatingLink(hall, rating, datetime.fromtimestamp(int(expires), UTC), token)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _bytes(text: str) -> bytes:
    """Return the bytes of base64url; ValueError if it is none."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise ValueError("not base64url") from error
