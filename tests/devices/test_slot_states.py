"""Every cell of the slots' table."""

import pytest

from edge.devices.states import TABLE, Happening, SlotState, after

H, S = Happening, SlotState
WAITING = (S.OFF, S.ABSENT, S.AMBIGUOUS, S.CONFLICT, S.BACKOFF, S.REJECTED)

LOOKING = {H.FOUND: S.OPENING, H.MISSING: S.ABSENT, H.SEVERAL: S.AMBIGUOUS, H.CLAIMED: S.CONFLICT, H.STOPPED: S.OFF}
EXPECTED = {(state, happening): then for state in WAITING for happening, then in LOOKING.items()} | {
    (S.OPENING, H.GREETED): S.READY,
    (S.OPENING, H.MISSING): S.ABSENT,
    (S.OPENING, H.LOST): S.BACKOFF,
    (S.OPENING, H.BUSY): S.BACKOFF,
    (S.OPENING, H.REJECTED): S.REJECTED,
    (S.OPENING, H.BROKEN): S.BACKOFF,
    (S.OPENING, H.STOPPED): S.OFF,
    (S.READY, H.LOST): S.BACKOFF,
    (S.READY, H.BUSY): S.BACKOFF,
    (S.READY, H.REJECTED): S.REJECTED,
    (S.READY, H.BROKEN): S.BACKOFF,
    (S.READY, H.STOPPED): S.OFF,
}


@pytest.mark.parametrize("state", SlotState)
@pytest.mark.parametrize("happening", Happening)
def test_every_cell(state: SlotState, happening: Happening) -> None:
    expected = EXPECTED.get((state, happening))
    if expected is None:
        with pytest.raises(KeyError):
            after(state, happening)
    else:
        assert after(state, happening) is expected


def test_every_state_can_be_reached_and_left() -> None:
    assert set(TABLE) == set(SlotState)
    assert {then for cells in TABLE.values() for then in cells.values()} == set(SlotState)
