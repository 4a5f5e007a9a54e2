"""Signed links by which phones rate: central can check them without the hall, and nobody can make one up."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from edge.identity.links import RatingLinks

OPENED = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
RATING, TOKEN = "2026-11-22/A012#1", "0123456789abcdef0123456789abcdef"
LINKS = RatingLinks("https://rate.example/r/{token}", "demo-001", bytes(range(32)), 7 * 86400.0)


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_a_link_read_again_says_the_same() -> None:
    link = LINKS.link(RATING, TOKEN, OPENED)
    assert link.startswith("https://rate.example/r/")
    read = LINKS.read(link.rpartition("/")[2])
    assert read is not None
    assert (read.hall, read.rating, read.token) == ("demo-001", RATING, TOKEN)
    assert read.expires == OPENED + timedelta(days=7)


def test_central_checks_a_link_with_the_public_key_alone() -> None:
    body, _, signature = LINKS.link(RATING, TOKEN, OPENED).rpartition("/")[2].partition(".")
    said = VerifyKey(bytes.fromhex(LINKS.public_key)).verify(raw(body), raw(signature)).decode()
    assert said == f"1|demo-001|{RATING}|{int(OPENED.timestamp()) + 7 * 86400}|{TOKEN}"
    with pytest.raises(BadSignatureError):
        VerifyKey(bytes.fromhex(LINKS.public_key)).verify(raw(body).replace(b"A012", b"A013"), raw(signature))


@pytest.mark.parametrize("wrong", ["", ".", "x", "a.b", "%.%", "评价.链接", "AAAA.AAAA"])
def test_what_is_no_link_is_none(wrong: str) -> None:
    assert LINKS.read(wrong) is None


def test_a_link_of_another_hall_or_key_or_with_another_end_is_none() -> None:
    mine = LINKS.link(RATING, TOKEN, OPENED).rpartition("/")[2]
    assert LINKS.read(mine[:-2] + ("A" if mine[-2] != "A" else "B") + mine[-1]) is None
    for other in (
        RatingLinks("https://x/{token}", "demo-002", bytes(range(32)), 86400.0),
        RatingLinks("https://x/{token}", "demo-001", bytes(range(1, 33)), 86400.0),
    ):
        assert other.read(mine) is None


def test_a_link_shows_nothing_of_its_token_in_a_log() -> None:
    assert TOKEN not in repr(LINKS.read(LINKS.link(RATING, TOKEN, OPENED).rpartition("/")[2]))
