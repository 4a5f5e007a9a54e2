"""Text or picture, and which letters: the choice made once for each printer, when it is opened."""

from drivers.errors import DeviceRejected
from drivers.printer.escpos.charset import PrinterFont
from drivers.printer.escpos.fonts import find_fonts
from drivers.printer.escpos.picture import SlipPainter
from drivers.printer.escpos.printout import Renderer
from drivers.printer.escpos.rendering import RasterRenderer, TextRenderer
from drivers.printer.escpos.settings import Charset, EscposSettings, Mode

SLOW_BAUD = 38400  # up to here a picture takes more than ten seconds
_LETTER_OF_TEXT = 24  # dots: what is drawn among the printer's own letters is as large as these


def choose_renderer(settings: EscposSettings, baud: int | None, font_answer: str = "") -> Renderer:
    """Return what turns slips into bytes for this printer; DeviceRejected if a font is missing.

    `font_answer` is what the printer says of its Chinese font, empty if it says nothing.
    """
    fonts = find_fonts(settings.font)
    if settings.font is not None and fonts is None:
        raise DeviceRejected("font_missing", f"there is no font file {settings.font}")
    if settings.mode is Mode.RASTER and fonts is None:
        raise DeviceRejected("font_missing", "no font with Chinese characters is installed")
    is_slow = baud is not None and baud <= SLOW_BAUD
    if settings.mode is Mode.TEXT or (settings.mode is Mode.AUTO and (is_slow or fonts is None)):
        return TextRenderer(
            PrinterFont(_coding(settings.charset, font_answer)),
            settings.columns,
            SlipPainter(fonts, settings.dots, letter=_LETTER_OF_TEXT),
            settings.strip_rows,
            native_qr=settings.qr == "native",
        )
    return RasterRenderer(SlipPainter(fonts, settings.dots), settings.strip_rows)


def _coding(charset: Charset, font_answer: str) -> str:
    if charset is not Charset.AUTO:
        return str(charset.value)
    return "gb2312" if "GB2312" in font_answer.upper() else "gbk"
