"""Getting to know a printer: is it there, what is it, what can it prove, how are slips made for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drivers.contract import Clock, DeviceInfo, Pair, Qr, Slip, Text
from drivers.errors import LinkLost
from drivers.exchange import Exchange, converse
from drivers.link import Link
from drivers.printer.escpos import commands
from drivers.printer.escpos.buffer import Buffer
from drivers.printer.escpos.codec import Block, BlockKind, Reply, ReplyDecoder
from drivers.printer.escpos.conditions import obstacle
from drivers.printer.escpos.contact import Contact
from drivers.printer.escpos.conversation import EscposPrinter
from drivers.printer.escpos.inquiry import Inquiry
from drivers.printer.escpos.printout import Printout, Renderer
from drivers.printer.escpos.settings import Cut, EscposSettings
from drivers.printer.escpos.ticket_job import Ending

IDENTITY_S = 0.5
MAKER, MODEL, FIRMWARE, SERIAL, CHINESE_FONT = 66, 67, 65, 68, 69  # GS I

_VOID = Slip(
    "void",
    (
        Text("作废", scale=3, align="center", is_bold=True),
        Text("此票未打印完整，号码以屏幕为准", align="center"),
        Text("VOID: not a valid ticket", align="center"),
    ),
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_WARM_UP = Slip(  # draws what most tickets are made of, so that the first one takes no longer than the others
    "warm-up",
    (
        Text(_LETTERS, scale=4, is_bold=True),
        Text("请等候叫号补打服务政务中心社会保险医疗不动产登记公安税务企业综合", scale=2, is_bold=True),
        Text(
            _LETTERS + _LETTERS.lower() + "政务服务中心前面还有人预计等候分钟窗口取号时间请携带身份证社保卡扫码查看进度"
        ),
        Pair("办理区域", "3、4、5号窗口：–-/,.()（）"),
        Qr("https://example.org/ticket/warm-up"),
    ),
)


@asynccontextmanager
async def open_printer(settings: EscposSettings, link: Link, clock: Clock) -> AsyncIterator[EscposPrinter]:
    """Open one printer; without paper it opens too and says so, silent it does not."""
    decoder = ReplyDecoder(sets_bit7=settings.sets_bit7)
    async with converse(link, decoder, clock) as exchange:
        inquiry = Inquiry(exchange, clock, has_near_end_sensor=settings.has_near_end_sensor)
        buffer = Buffer(exchange, clock, settings.fence, settings.strip_rows * settings.dots // 8)
        await _greet(inquiry, buffer, decoder)
        answers = await _get_acquainted(exchange, inquiry, buffer)
        renderer, void = await asyncio.to_thread(_warm_up, settings, link.baud, answers.get(CHINESE_FONT, ""))
        cut = commands.cut_paper(settings.cut, settings.cut_command)
        yield EscposPrinter(
            Contact(exchange, clock, inquiry, buffer),
            renderer,
            Ending(cut, link.baud, void, has_cutter=settings.cut is not Cut.NONE),
            DeviceInfo(*(answers.get(n, "") for n in (MAKER, MODEL, FIRMWARE, SERIAL))),
            settings.poll_s,
        )


def _warm_up(settings: EscposSettings, baud: int | None, font_answer: str) -> tuple[Renderer, Printout]:
    """Load and draw once what every ticket needs; return also the mark for what is not a ticket."""
    # 15 MB of picture library and fonts, for halls that print
    from drivers.printer.escpos.choice import choose_renderer  # noqa: PLC0415

    renderer = choose_renderer(settings, baud, font_answer)
    renderer.render(_WARM_UP)
    return renderer, renderer.render(_VOID)


async def _greet(inquiry: Inquiry, buffer: Buffer, decoder: ReplyDecoder) -> None:
    try:
        await inquiry.look()
    except LinkLost as lost:
        if lost.code != "silent":
            raise
        if decoder.noise_bytes:
            raise LinkLost("garbled", "something answers, but not as an ESC/POS printer: check the baud rate") from lost
    else:
        return
    await buffer.flood()  # some take even questions for the dots of a picture that a killed daemon broke off
    await inquiry.look()


async def _get_acquainted(exchange: Exchange[Reply], inquiry: Inquiry, buffer: Buffer) -> dict[int, str]:
    """Empty the printer and ask what it is, if it is ready to answer; a printer that cannot say is none the worse."""
    if obstacle(inquiry.codes):
        await buffer.clear()
        return {}
    await buffer.settle()
    answers: dict[int, str] = {}
    for n in (MODEL, MAKER, FIRMWARE, SERIAL, CHINESE_FONT):
        try:
            answers[n] = await _identity(exchange, n)
        except LinkLost as lost:
            if lost.code != "silent":
                raise
            break
    await exchange.tell(commands.RESET + commands.AUTO_STATUS_ON)
    return answers


async def _identity(exchange: Exchange[Reply], n: int) -> str:
    reply = await exchange.ask(
        commands.ask_identity(n),
        lambda reply: isinstance(reply, Block) and reply.kind is BlockKind.TEXT,
        timeout_s=IDENTITY_S,
    )
    assert isinstance(reply, Block)  # noqa: S101 - for the type checker; the lines above let nothing else pass
    return reply.content.decode("ascii", errors="replace").strip()
