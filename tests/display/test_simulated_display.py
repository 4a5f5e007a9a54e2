"""The simulated strips by themselves: they obey the published frames, and do what a person says."""

from pathlib import Path

import pytest
from PIL import Image

from drivers.display.onbon_bxk.codec import Decoder, Packet
from drivers.simulators.display import SimulatedDisplay
from drivers.simulators.strip_picture import LIT, find_font
from tests.display import bxk_examples as examples
from tests.display.bxk_examples import EXAMPLES, HOST, Example


class Line:
    """Keeps what the strips say; nothing happens later."""

    def __init__(self, display: SimulatedDisplay) -> None:
        self.said: list[bytes] = []
        display.attach(self)

    def send(self, data: bytes) -> None:
        self.said.append(data)

    def later(self, delay_s: float, _action: object) -> None:
        raise AssertionError(delay_s)


REQUESTS = [example for example in EXAMPLES if example.source == HOST]


@pytest.mark.parametrize("example", REQUESTS, ids=[example.meaning for example in REQUESTS])
def test_published_requests_are_answered_in_the_published_way(example: Example) -> None:
    display = SimulatedDisplay()
    line = Line(display)
    for byte in example.wire:
        display.on_bytes(bytes([byte]))
    (answer,) = line.said
    is_known = "program" not in example.meaning
    assert (answer == examples.ACK.wire) is is_known
    (packet,) = Decoder().feed(answer)
    assert isinstance(packet, Packet)
    assert packet.refusal == (None if is_known else 2)


def test_a_text_stays_until_it_is_cleared_or_the_power_goes() -> None:
    display = SimulatedDisplay()
    Line(display)
    display.on_bytes(examples.SENTENCE.wire)
    assert display.describe() == "请A012号到3号窗口"
    display.on_bytes(examples.CLEAR.wire)
    assert display.describe() == "(dark)"
    display.on_bytes(examples.SENTENCE.wire)
    assert display.verbs()["power"]("off") == "dark and without power"
    assert display.describe() == "(dark)"


def test_a_frame_that_is_too_long_or_damaged_is_not_obeyed() -> None:
    display = SimulatedDisplay()
    line = Line(display)
    display.on_bytes(examples.SENTENCE.wire.replace(b"A012", b"A013"))
    display.on_bytes(b"\xa5" + b"\x41" * 1100 + b"\x5a")
    assert (line.said, display.describe()) == ([], "(dark)")
    display.on_bytes(examples.SENTENCE.wire)
    assert display.describe() == "请A012号到3号窗口"


def test_verbs_mean_all_strips_or_the_one_that_is_named() -> None:
    display = SimulatedDisplay(address=1, strips=2)
    verbs = display.verbs()
    assert verbs["power"]("off @2") == "dark and without power"
    assert "no power" in verbs["show"]("@2")
    assert "no power" not in verbs["show"]("@1")
    assert verbs["busy"]("on @9") == "the screens here are 1, 2"
    for verb, nonsense in (("power", "up"), ("busy", "maybe"), ("nack", "x"), ("picture", "")):
        assert verb in verbs[verb](nonsense)


def test_a_picture_shows_red_dots_on_black(tmp_path: Path) -> None:
    display = SimulatedDisplay()
    Line(display)
    display.on_bytes(examples.SENTENCE.wire)
    file = tmp_path / "strip.png"
    said = display.verbs()["picture"](str(file))
    if find_font() is None:
        assert "no Chinese font" in said
        return
    with Image.open(file) as picture:
        colours = picture.getcolors()
        assert picture.size == (256 * 5, 32 * 5)
    assert colours is not None
    lit = {colour: count for count, colour in colours}[LIT]
    assert lit > 200 * 12  # some hundred dots of twelve pixels
