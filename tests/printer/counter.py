"""A simulated printer on a counter, joined to its driver by a line in memory; and the slips that are printed on it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from drivers.contract import Pair, Qr, Rule, Slip, Text
from drivers.errors import LinkLost
from drivers.link import Urgency
from drivers.printer.escpos import SPEC, EscposSettings
from drivers.printer.escpos.conversation import EscposPrinter
from drivers.simulators.printer import PrinterSimulator
from edge.clock import Deadline


class LoopClock:
    """The loop's time."""

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.monotonic(), UTC)

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, delay_s: float) -> None:
        await asyncio.sleep(delay_s)

    def timeout(self, delay_s: float | None) -> AbstractAsyncContextManager[object]:
        return Deadline(delay_s)


@dataclass
class MemoryLine:
    """A line that can fall silent, add noise or break; `break_after` counts bytes to the printer."""

    printer: PrinterSimulator
    baud: int | None = None
    break_after: int | None = None
    is_deaf: bool = False  # nothing reaches the printer
    is_blocked: bool = False  # writing waits for ever
    sent: bytes = b""
    spoil: Callable[[bytes], bytes] = lambda data: data  # what the line makes of the printer's words
    _heard: "asyncio.Queue[bytes | None]" = field(default_factory=asyncio.Queue)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _is_broken: bool = False

    def __post_init__(self) -> None:
        self.printer.attach(self)

    def send(self, data: bytes) -> None:
        self.arrive(self.spoil(data))

    def arrive(self, data: bytes) -> None:
        """Give the driver bytes to hear."""
        self._heard.put_nowait(data)

    def later(self, delay_s: float, action: Callable[[], None]) -> None:
        asyncio.get_running_loop().call_later(delay_s, action)

    async def read(self) -> bytes:
        data = await self._heard.get()
        while data == b"":
            data = await self._heard.get()
        if data is None:
            raise LinkLost("unplugged")
        return data

    async def write(self, data: bytes) -> None:
        if self.is_blocked:
            await asyncio.Event().wait()
        await asyncio.sleep(len(data) * 10 / self.baud if self.baud else 0)
        if self._is_broken:
            raise LinkLost("unplugged")
        if self.break_after is not None and len(self.sent) + len(data) > self.break_after:
            self._carry(data[: self.break_after - len(self.sent)])
            self.pull()
            raise LinkLost("unplugged")
        self._carry(data)

    @asynccontextmanager
    async def turn(self, urgency: Urgency = Urgency.JOB) -> AsyncIterator[None]:
        assert urgency in Urgency
        async with self._turn:
            yield

    def soon(self, delay_s: float, words: str) -> None:
        """Have a person do something to the printer after a while."""

        def act() -> None:
            do(self.printer, words)

        self.later(delay_s, act)

    def pull(self) -> None:
        """Break the line."""
        self._is_broken = True
        self.printer.detach()
        self._heard.put_nowait(None)

    def _carry(self, data: bytes) -> None:
        self.sent += data
        if not self.is_deaf:
            self.printer.on_bytes(data)


@asynccontextmanager
async def opened(
    printer: PrinterSimulator, *, baud: int | None = None, line: MemoryLine | None = None, **settings: object
) -> AsyncIterator[tuple[EscposPrinter, MemoryLine]]:
    """Open the driver on a simulated printer."""
    line = line or MemoryLine(printer, baud)
    async with SPEC.open(EscposSettings.model_validate(settings), line, LoopClock()) as driver:
        assert isinstance(driver, EscposPrinter)
        yield driver, line


def do(printer: PrinterSimulator, words: str) -> str:
    """Do what a person says."""
    verb, _, rest = words.partition(" ")
    return printer.verbs()[verb](rest)


def ticket(number: str = "A001", *, job: str = "job-1", extra: str = "") -> Slip:
    """Return a ticket as a hall gives it."""
    return Slip(
        job,
        (
            Text("示范区政务服务中心", align="center", is_bold=True, scale=2 if not extra else 1),
            Rule(),
            Text(number, scale=4, align="center", is_bold=True),
            Text("社会保险", scale=2, align="center"),
            Rule(),
            Pair("办理区域", "A区 3、4、5号窗口"),
            Pair("前面还有", "3 人"),
            Pair("预计等候", "10–20 分钟"),
            Pair("取号时间", "2025-11-21 09:41"),
            Rule(),
            Qr(f"https://hall.example.gov.cn/t/{number}-7Kq2mX", "扫码查看排队进度"),
            Text("请携带：身份证、社保卡。听到叫号后请到窗口办理，过号三次需重新取号。"),
            *([Text(extra)] if extra else []),
            Text("【补打】", align="center"),
        ),
    )
