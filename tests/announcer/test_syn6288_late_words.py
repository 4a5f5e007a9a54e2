"""Words of a SYN6288 that come later than they are waited for: none ends or begins a speech it is not about."""

from drivers.contract import Utterance
from drivers.simulators.voice import SimulatedVoice
from tests.announcer.test_syn6288_story import CALL, board

STATUS = bytes.fromhex("fd000221de")
USB_S = 0.016  # how long a common adapter keeps back what it has received


class EndsWhileAsked(SimulatedVoice):
    """Comes to the end of its speech in the moment in which it is asked whether it still speaks."""

    def on_bytes(self, data: bytes) -> None:
        if data != STATUS:
            super().on_bytes(data)
            return
        self.send(b"\x4f")
        self.later(USB_S, lambda: self.send(b"\x41\x4f"))


async def test_end_of_speech_told_across_the_question_does_not_end_the_next_speech() -> None:
    async with board(EndsWhileAsked()) as (announcer, device, _):
        await announcer.speak(CALL)
        await announcer.speak(Utterance("请坐"))
        assert device.spoken == [CALL.text, "请坐"]
        assert device.cut_off == []


class TellsOnlyItsState(SimulatedVoice):
    """Leaves out that it has accepted the question."""

    def on_bytes(self, data: bytes) -> None:
        if data == STATUS:
            self.later(0.004, lambda: self.send(b"\x4e" if self._saying else b"\x4f"))
        else:
            super().on_bytes(data)


async def test_state_without_acceptance_is_an_answer_too() -> None:
    async with board(TellsOnlyItsState()) as (announcer, device, _):
        await announcer.speak(CALL)
        assert device.spoken == [CALL.text]
