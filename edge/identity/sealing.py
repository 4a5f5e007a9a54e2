"""Seals text to central's public key: whoever sealed it cannot open it again."""

import base64

NO_KEY = "nothing can be sealed to this public key: its 32 bytes are no X25519 key; ask central for it again"


def seal(text: str, public_key: bytes) -> str:
    """Return a libsodium sealed box in base64; `public_key` is 32 bytes that `check_public_key` has accepted."""
    from nacl.public import PublicKey, SealedBox  # noqa: PLC0415 - only halls with a key pay for the library's memory

    return base64.b64encode(SealedBox(PublicKey(public_key)).encrypt(text.encode())).decode("ascii")


def check_public_key(public_key: bytes) -> None:
    """Refuse with a ValueError, whose message is a sentence for the technician, what no box can be sealed to.

    The length alone does not tell: some 32-byte values, all zeros among them, are points of low order.
    """
    from nacl.exceptions import CryptoError  # noqa: PLC0415 - as above

    try:
        seal("", public_key)
    except CryptoError as error:
        raise ValueError(NO_KEY) from error
