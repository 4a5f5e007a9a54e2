"""The kiosk takes complaints, the supervisor types in paper cards; a telephone number is sealed at the door."""

import pytest
from nacl.public import PrivateKey

from edge.hall.events import FeedbackGiven
from edge.identity import seal
from edge.ports import Entry
from tests.web.hall_at_work import Stage, open_stage
from tests.web.visiting import visiting

KEY = PrivateKey.generate()


def listening(stage: Stage) -> list[FeedbackGiven]:
    """Return what will have been said."""
    heard: list[FeedbackGiven] = []

    def hear(entries: object) -> None:
        assert isinstance(entries, list)
        for entry in entries:
            assert isinstance(entry, Entry)
            heard.extend(event for event in entry.events if isinstance(event, FeedbackGiven))

    stage.commands.watch(hear)
    return heard


@pytest.mark.real_time
async def test_a_complaint_at_the_kiosk_has_a_receipt_and_its_number_leaves_sealed() -> None:
    stage = open_stage()
    stage.seal = lambda text: seal(text, bytes(KEY.public_key))
    heard = listening(stage)
    async with visiting(stage) as visitor:
        status, answer = await visitor.act("/kiosk/", "complain", topic="waiting", telephone="13800001234")
        assert (status, answer["receipt"]) == (200, "T001")
        assert (await visitor.act("/kiosk/", "complain", topic="waiting"))[1]["receipt"] == "T002"
        assert (await visitor.act("/kiosk/", "complain", topic="weather"))[0] == 400
        assert (await visitor.act("/kiosk/", "complain", topic="other", telephone="abc"))[0] == 400
    assert [bool(event.contact) for event in heard] == [True, False]
    assert "13800001234" not in heard[0].contact


@pytest.mark.real_time
async def test_without_a_key_a_number_is_not_taken() -> None:
    async with visiting(open_stage()) as visitor:
        assert (await visitor.act("/kiosk/", "complain", topic="other", telephone="13800001234"))[1][
            "code"
        ] == "bad_args"


@pytest.mark.real_time
async def test_a_paper_card_is_typed_in_at_the_supervisors_desk() -> None:
    stage = open_stage()
    heard = listening(stage)
    stage.take("social")
    async with visiting(stage) as visitor:
        asked = {"topic": "attitude", "text": "窗口没人", "ticket": "A001"}
        assert (await visitor.act("/supervisor/", "enter_card", **asked))[0] == 200
        assert (await visitor.act("/clerk/1/", "enter_card", **asked))[0] == 400
    assert [(event.source.value, event.text, event.ticket[-4:]) for event in heard] == [("paper", "窗口没人", "A001")]
