"""Talks to a SAM_V card reader: a card is laid on, read once, and gone again.

    EMPTY ── found ──▶ reading ── read ──▶ LAID (told: CardRead) ── gone ──▶ EMPTY (told: CardRemoved)
      ▲                  │ failed N times ─▶ SPOILT (told: CardUnreadable) ── gone ──▶ EMPTY
      └── vanished ──────┘

A card is read again only after it was lifted.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from drivers.card_reader.sam.card_text import parse_address, parse_answer
from drivers.card_reader.sam.codec import DONE, EMPTY_ITEM, FOUND, NO_CARD, Frame
from drivers.card_reader.sam.codes import CARD_CODES, CARD_UNREADABLE, explain
from drivers.card_reader.sam.module import (
    ADDRESS,
    FIND,
    READ,
    RESET,
    SAM_ID,
    SELECT,
    STATUS,
    Command,
    Module,
    max_rf,
    talk,
)
from drivers.card_reader.sam.settings import Presence, SamSettings
from drivers.contract import CardRead, CardRemoved, CardUnreadable, Clock, DeviceEvent, DeviceInfo
from drivers.errors import DeviceRejected, LinkLost
from drivers.link import Link, Urgency

ASK_ATTEMPTS = 3
REFUSALS_IN_A_ROW = 5  # of "find"; a line so bad, or a device so strange, is opened anew
FINDS_AFTER_RESET = 3  # how long a reset takes is not documented


@dataclass(frozen=True, slots=True)
class Sign:
    """A question whose answer shows that the card is still there, and how many other answers mean that it is gone."""

    question: Command
    present: frozenset[int]
    misses: int


BY_ADDRESS = Sign(ADDRESS, frozenset({DONE, EMPTY_ITEM}), misses=1)  # once lost, the card would have to be read anew
BY_FIND = Sign(FIND, frozenset({FOUND}), misses=2)  # a card lying askew is sometimes not seen


class CardReader:
    """An opened reader; `events` does the looking."""

    def __init__(self, module: Module, settings: SamSettings, info: DeviceInfo, clock: Clock) -> None:
        self.info = info
        self._module = module
        self._settings = settings
        self._clock = clock
        self._sequence = asyncio.Lock()  # find, select and read belong together: nothing may come between them
        self._refusals = 0  # of "find", in a row

    async def probe(self) -> None:
        """Ask the module for its status."""
        async with self._sequence:
            await self._module.ask(STATUS, attempts=ASK_ATTEMPTS, urgency=Urgency.HEALTH)

    async def events(self) -> AsyncIterator[DeviceEvent]:
        """Yield CardRead, CardUnreadable and CardRemoved as cards come and go."""
        while True:
            async with self._sequence:
                seen = await self._look()
            if seen is not None:
                was_read = isinstance(seen, CardRead)
                yield seen
                seen = None  # nothing personal outlives its event here
                await self._until_gone(await self._sign_of_presence() if was_read else BY_FIND)
                if was_read:
                    yield CardRemoved()
            await self._clock.sleep(self._settings.poll_s)

    async def _look(self) -> CardRead | CardUnreadable | None:
        """Return what lies there, read; None if nothing does, or if it was taken away meanwhile."""
        found = await self._module.ask(FIND, attempts=ASK_ATTEMPTS)
        if found.status == FOUND:
            self._refusals = 0
            return await self._read_card()
        self._refusals = 0 if found.status == NO_CARD else self._refusals + 1
        if self._refusals == REFUSALS_IN_A_ROW:
            raise LinkLost("garbled", f"find is refused: {explain(found.status)}")
        return None

    async def _read_card(self) -> CardRead | CardUnreadable | None:
        tried: CardRead | CardUnreadable = CardUnreadable(CARD_UNREADABLE)
        for _ in range(self._settings.read_attempts):
            tried = await self._try_card()
            if isinstance(tried, CardRead):
                return await self._with_address(tried) if self._settings.read_additional_address else tried
            if not await self._find_again():
                return None
        return tried

    async def _try_card(self) -> CardRead | CardUnreadable:
        for command in (SELECT, READ):
            answer = await self._ask_card(command)
            if answer is None or answer.status != DONE:
                return CardUnreadable(CARD_CODES.get(answer.status if answer else None, CARD_UNREADABLE))
            if command is READ and isinstance(card := parse_answer(answer.data), CardRead):
                return card
        return CardUnreadable(CARD_UNREADABLE)  # good checksums, but no person in it

    async def _ask_card(self, command: Command) -> Frame | None:
        """Return the answer; None if none fits: a card lifted too early leaves half of one behind, or nothing."""
        try:
            return await self._module.ask(command)
        except LinkLost as lost:
            if lost.code not in {"silent", "garbled"}:
                raise
            return None

    async def _find_again(self) -> bool:
        """Reset the module and say whether the card is still there; it may take a moment to be seen again."""
        await self._module.ask(RESET, attempts=ASK_ATTEMPTS)
        for _ in range(FINDS_AFTER_RESET):
            if (await self._module.ask(FIND, attempts=ASK_ATTEMPTS)).status == FOUND:
                return True
            await self._clock.sleep(self._settings.poll_s)
        return False

    async def _with_address(self, card: CardRead) -> CardRead:
        answer = await self._ask_card(ADDRESS)
        address = parse_address(answer.data) if answer is not None and answer.status == DONE else ""
        return replace(card, details={**card.details, "additional_address": address}) if address else card

    async def _sign_of_presence(self) -> Sign:
        """Choose the question that shows the card just read to be there: it must work now to be believed later."""
        if self._settings.presence is not Presence.AUTO:
            return BY_FIND if self._settings.presence is Presence.FIND else BY_ADDRESS
        async with self._sequence:
            answer = await self._ask_card(ADDRESS)  # some know no such command, and a few do not even say so
        return BY_ADDRESS if answer is not None and answer.status in BY_ADDRESS.present else BY_FIND

    async def _until_gone(self, sign: Sign) -> None:
        misses = 0
        while misses < sign.misses:
            await self._clock.sleep(self._settings.poll_s)
            async with self._sequence:
                answer = await self._module.ask(sign.question, attempts=ASK_ATTEMPTS)
            misses = 0 if answer.status in sign.present else misses + 1


@asynccontextmanager
async def open_reader(settings: SamSettings, link: Link, clock: Clock) -> AsyncIterator[CardReader]:
    """Greet the module; DeviceRejected if it is none, or one that cannot work."""
    async with talk(link, clock) as module:
        answer = await module.ask(STATUS, attempts=ASK_ATTEMPTS)
        if answer.status != DONE:
            raise DeviceRejected("wrong_device", explain(answer.status))
        info = DeviceInfo(model="SAM_V", serial=await _sam_id(module))
        if settings.max_rf_bytes is not None:
            await module.ask(max_rf(settings.max_rf_bytes), attempts=ASK_ATTEMPTS)  # a refusal changes nothing
        yield CardReader(module, settings, info, clock)


async def _sam_id(module: Module) -> str:
    """Return the module's number as printed on its certificate; the first answer after power-up may be wrong."""
    for _ in range(ASK_ATTEMPTS):
        answer = await module.ask(SAM_ID, attempts=ASK_ATTEMPTS)
        if answer.status == DONE and any(answer.data):
            return _format_sam_id(answer.data)
    return ""


def _format_sam_id(data: bytes) -> str:
    parts = [int.from_bytes(data[start:end], "little") for start, end in ((0, 2), (2, 4), (4, 8), (8, 12), (12, 16))]
    return "{:02d}.{:02d}-{:08d}-{:010d}-{:010d}".format(*parts)
