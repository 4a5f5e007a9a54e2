"""A report at the kiosk names the ticket that failed, typed or by its QR code."""

import pytest

from edge.web.actions.kiosk import ticket_in


@pytest.mark.parametrize(
    ("text", "ticket"),
    [
        ("a012", "A012"),
        ("", ""),
        ("hall:demo-001/ticket/2026-11-22/A012", "2026-11-22/A012"),
        ("https://central.example/t?x=demo-001&t=2026-11-22/AB1012&y", "2026-11-22/AB1012"),
    ],
)
def test_the_ticket_is_found_in_what_was_typed_or_scanned(text: str, ticket: str) -> None:
    assert ticket_in(text) == ticket
