"""The journal's events as messages: one by one, or packed while many wait."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass

from edge.central.payloads import Happened, batch_bytes, event_bytes
from edge.central.reading import reading
from edge.central.topics import Topics
from edge.ports import Journal, Seq

MANY = 100  # events waiting, from which on they are packed
PACK = 50  # events in one message
PACK_BYTES = 100_000  # some brokers take no more than 128 KiB


@dataclass(frozen=True, slots=True)
class Packet:
    """One message of events in order."""

    topic: str
    payload: bytes
    first: Seq
    last: Seq


class Packing:
    """Reads the journal and makes messages of it."""

    def __init__(self, hall: str, topics: Topics, journal: Journal, clock_state: Callable[[], str]) -> None:
        self._hall = hall
        self._topics = topics
        self._journal = journal
        self._clock_state = clock_state

    async def packets(self, after: Seq) -> AsyncGenerator[Packet, None]:
        """Yield everything that follows `after`: what is there, then what comes, for ever."""
        async with aclosing(self._events(after)) as entries:
            async for packet in self._packed(entries):
                yield packet

    async def _packed(self, entries: AsyncIterator[Happened]) -> AsyncIterator[Packet]:
        first, size, events = 0, 0, list[bytes]()
        async for happened in entries:
            seq = happened.seq
            raw = event_bytes(self._hall, self._journal.epoch, self._clock_state(), happened)
            if events and size + len(raw) > PACK_BYTES:
                yield self._pack(first, events)
                size, events = 0, []
            if not events:
                first = seq
            events.append(raw)
            size += len(raw)
            if self._journal.tail - seq > MANY and len(events) < PACK:
                continue
            yield self._single(happened, raw) if len(events) == 1 else self._pack(first, events)
            size, events = 0, []

    async def _events(self, after: Seq) -> AsyncGenerator[Happened, None]:
        async with reading(self._journal, after) as entries:
            async for entry in entries:
                for seq, event in enumerate(entry.events, entry.seq):
                    if seq > after:
                        yield Happened(seq, entry.at, entry.command_id, event)

    def _single(self, happened: Happened, raw: bytes) -> Packet:
        return Packet(self._topics.event(happened.event.kind), raw, happened.seq, happened.seq)

    def _pack(self, first: Seq, events: list[bytes]) -> Packet:
        return Packet(self._topics.batch, batch_bytes(self._hall, events), first, first + len(events) - 1)
