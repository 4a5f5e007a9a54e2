"""What slips look like on paper, read and measured on the simulated printer."""

import random

import pytest
import qrcode
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from drivers.contract import Pair, Qr, Slip, Text
from drivers.printer.escpos import commands
from drivers.printer.escpos.charset import PrinterFont
from drivers.printer.escpos.choice import choose_renderer
from drivers.printer.escpos.fonts import find_fonts
from drivers.printer.escpos.lookalikes import has_lookalike, without_lookalikes
from drivers.printer.escpos.picture import SlipPainter
from drivers.printer.escpos.qr_codes import can_be_native, picture
from drivers.printer.escpos.rendering import RasterRenderer, TextRenderer
from drivers.printer.escpos.settings import EscposSettings
from drivers.printer.escpos.strips import strips
from drivers.simulators.paper import HEAD_TO_CUTTER, MARGIN, Paper
from drivers.simulators.printer import PrinterSimulator
from tests.printer.counter import ticket

needs_font = pytest.mark.skipif(find_fonts(None) is None, reason="no font with Chinese characters installed")
EVERY_WAY = pytest.mark.parametrize(
    ("width_mm", "mode"),
    [
        (80, "text"),
        pytest.param(80, "raster", marks=needs_font),
        (58, "text"),
        pytest.param(58, "raster", marks=needs_font),
    ],
)


def printed(slip: Slip, **settings: object) -> tuple[Paper, PrinterSimulator]:
    """Render and print a slip on a simulated printer that is always ready."""
    chosen = EscposSettings.model_validate(settings)
    printer = PrinterSimulator(width_mm=chosen.width_mm)
    for piece in choose_renderer(chosen, None).render(slip).pieces:
        printer.on_bytes(piece)
    printer.on_bytes(commands.cut_paper(chosen.cut, chosen.cut_command))
    return printer.papers[-1], printer


def test_ticket_as_text_on_80_mm() -> None:
    paper, _ = printed(ticket(), mode="text")
    assert paper.text.splitlines() == [
        "示范区政务服务中心",
        "────────────────────────",
        "A001",
        "社会保险",
        "────────────────────────",
        "办理区域                       A区 3、4、5号窗口",
        "前面还有                                    3 人",
        "预计等候                             10–20 分钟",
        "取号时间                        2025-11-21 09:41",
        "────────────────────────",
        "扫码查看排队进度",
        "请携带：身份证、社保卡。听到叫号后请到窗口办理，",
        "过号三次需重新取号。",
        "【补打】",
    ]


def test_ticket_as_text_on_58_mm() -> None:
    paper, _ = printed(ticket(), mode="text", width_mm=58)
    assert paper.text.splitlines()[:4] == ["示范区政务", "服务中心", "────────────────", "A001"]
    assert "办理区域       A区 3、4、5号窗口" in paper.text.splitlines()


@needs_font  # as text, too: what is measured is the ink of the simulated printer, which draws with the same font
@EVERY_WAY
def test_ink_fills_the_width_and_stays_on_the_paper(width_mm: int, mode: str) -> None:
    paper, printer = printed(ticket(), width_mm=width_mm, mode=mode)
    dots = 576 if width_mm == 80 else 384
    assert paper.image.width == dots + 2 * MARGIN
    left, top, right, _ = Image.eval(paper.image, lambda value: 255 - value).getbbox() or (0, 0, 0, 0)
    assert MARGIN <= left <= MARGIN + 4
    assert MARGIN + dots - 4 <= right <= MARGIN + dots
    assert HEAD_TO_CUTTER <= top <= HEAD_TO_CUTTER + 40
    assert len(printer.papers) == 1


@EVERY_WAY
def test_number_is_the_largest_thing_to_read(width_mm: int, mode: str) -> None:
    number = Slip("j", (Text("A001", scale=4, is_bold=True),))
    normal = Slip("j", (Text("A001"),))
    assert _ink_height(number, width_mm, mode) >= 3 * _ink_height(normal, width_mm, mode) >= 45


@EVERY_WAY
def test_qr_code_is_the_one_asked_for_with_its_quiet_zone(width_mm: int, mode: str) -> None:
    data = "https://hall.example.gov.cn/t/A001-7Kq2mX"
    paper, _ = printed(Slip("j", (Text("上"), Qr(data), Text("下"))), width_mm=width_mm, mode=mode)
    ink = Image.eval(paper.image, lambda value: 255 - value)
    matrix = _matrix(data)
    beside_text = ink.crop((MARGIN + 60, 0, ink.width, ink.height)).getbbox() or (0, 0, 0, 0)
    left, top = beside_text[0] + MARGIN + 60, beside_text[1]
    size = (beside_text[2] - beside_text[0]) // len(matrix)
    assert size >= 6
    middles = [number * size + size // 2 for number in range(len(matrix))]
    assert [[ink.getpixel((left + x, top + y)) == 255 for x in middles] for y in middles] == matrix
    assert abs(left + len(matrix) * size / 2 - ink.width / 2) <= 6
    quiet, side = 3 * size, len(matrix) * size
    around = ink.crop((left - 4 * size, top - quiet, left + side + 4 * size, top + side + quiet))
    assert around.getbbox() == (4 * size, quiet, 4 * size + side, quiet + side)


@needs_font
def test_rare_character_is_drawn_where_the_printer_has_none() -> None:
    slip = Slip("j", (Text("持证人 㐂𠮷"), Text("社会保险"), Pair("姓名", "㐂")))
    paper, printer = printed(slip, mode="text")
    assert paper.text.splitlines() == ["社会保险"]
    assert printer.papers[0].image.height > HEAD_TO_CUTTER + 3 * 24


def test_rare_character_without_any_font_is_a_question_mark() -> None:
    font = PrinterFont("gbk")
    renderer = TextRenderer(font, 48, SlipPainter(None, 576, letter=24), 128, native_qr=True)
    data = renderer.render(Slip("j", (Text("𠮷野 ¥12"),))).pieces[0]
    assert "?野 ￥12".encode("gbk") in data


def test_gb2312_font_lacks_more_than_gbk() -> None:
    assert PrinterFont("gbk").has_all("镕")
    assert not PrinterFont("gb2312").has_all("镕")


def test_control_characters_of_a_text_are_not_sent() -> None:
    data = choose_renderer(EscposSettings.model_validate({"mode": "text"}), None).render(
        Slip("j", (Text("A\x1bp\x00\x10\x14\x01"), Pair("\x10\x04\x01", "\x1d\x56\x00"), Qr("a\x10\x04\x01b", "\x1b@")))
    )
    assert not has_lookalike(b"".join(data.pieces))
    assert b"\x1bp" not in b"".join(data.pieces)


def test_mode_is_chosen_by_the_line_and_the_font() -> None:
    auto = EscposSettings()
    assert isinstance(choose_renderer(auto, 9600), TextRenderer)
    assert isinstance(choose_renderer(auto, 38400), TextRenderer)
    expected = RasterRenderer if find_fonts(None) else TextRenderer
    assert isinstance(choose_renderer(auto, 115200), expected)
    assert isinstance(choose_renderer(auto, None), expected)


def test_long_qr_data_is_left_to_a_picture() -> None:
    assert can_be_native("https://example.org/")
    assert not can_be_native("a" * 700)
    assert not can_be_native("a\nb")


def test_strips_are_short_and_of_a_height_that_boards_can_bear() -> None:
    heights = [(piece, height) for piece, height in _rasters(Image.new("1", (576, 480), 1), 96)]
    assert sum(height for _, height in heights) == 480
    assert all(height <= 96 and height % 48 for _, height in heights)


def test_blank_rows_are_fed_and_right_margins_are_not_sent() -> None:
    dots = Image.new("1", (576, 400))
    dots.putpixel((17, 150), 1)
    assert strips(dots, 128) == [
        commands.feed_rows(150) + commands.raster(3, b"\x00\x00\x40") + commands.feed_rows(249)
    ]


@given(st.binary(max_size=300))
def test_lookalikes_vanish_by_single_dots(dots: bytes) -> None:
    cleaned = without_lookalikes(dots)
    assert not has_lookalike(cleaned)
    assert all(before == after or (before, after) == (0x10, 0x11) for before, after in zip(dots, cleaned, strict=True))


@given(st.lists(st.sampled_from([b"\x10", b"\x04", b"\x05", b"\x14", b"\x00", b"\x01"]), max_size=600))
def test_picture_never_holds_a_command_even_across_its_strips(cells: list[bytes]) -> None:
    data = b"".join(cells)
    data = data[: len(data) // 2 * 2]
    if not data:
        return
    image = Image.frombytes("1", (16, len(data) // 2), data)
    printer = PrinterSimulator(width_mm=58)
    for piece in strips(image, 24):
        printer.on_bytes(piece)
    assert printer.obeyed == []


@needs_font
def test_no_ticket_of_many_makes_the_printer_obey_its_picture() -> None:
    chance = random.Random(5)
    renderer = choose_renderer(EscposSettings.model_validate({"mode": "raster"}), None)
    words = "一乙二十丁厂七卜人入八九几儿了力乃刀又三于干亏士工土才寸下大丈与万上小口巾山千乞川亿个勺久凡及夕丸"
    for number in range(30):
        name = "".join(chance.choices(words, k=20))
        printer = PrinterSimulator()
        for piece in renderer.render(ticket(f"A{number:03}", extra=name)).pieces:
            assert not has_lookalike(piece)
            printer.on_bytes(piece)
        assert printer.obeyed == []


def _rasters(image: Image.Image, most_rows: int) -> list[tuple[bytes, int]]:
    found = []
    rest = b"".join(strips(image, most_rows))
    while rest:
        assert rest[:4] == b"\x1dv0\x00"
        width, height = rest[4], rest[6]
        found.append((rest[: 8 + width * height], height))
        rest = rest[8 + width * height :]
    return found


def _ink_height(slip: Slip, width_mm: int, mode: str) -> int:
    image = printed(slip, width_mm=width_mm, mode=mode)[0].image
    _, top, _, bottom = Image.eval(image, lambda value: 255 - value).getbbox() or (0, 0, 0, 0)
    return bottom - top


def _matrix(data: str) -> list[list[bool]]:
    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(data.encode())
    code.make()
    matrix: list[list[bool]] = code.get_matrix()
    return matrix


def test_large_qr_code_still_fits_narrow_paper() -> None:
    assert picture("x" * 300, 384).width <= 384
