"""The live state of every screen as server-sent events: always the whole state, never a delta.

Each stream has one slot, and the slot holds no state at all, only the word that something changed: the state is made
when the line can take it, so that a slow screen gets the newest and nothing in between. Of each kind of screen one is
made in a round of the loop: a hundred clerks' pages at once would keep printers and strips waiting.
"""

import asyncio
import json
import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from aiohttp import web

from edge.ports import Entry
from edge.web.access import Place
from edge.web.memory import Memory
from edge.web.plan import ScreenKind
from edge.web.room import Room
from edge.web.scene import Census, Scene
from edge.web.views import VIEWS

RETRY_MS = 1000
GAP_S = 0.03  # between two looks of one stream: a flood of changes is looked at together
REST = 2  # after each page made, this many times as long for everybody else
# After a change printers and strips go first, then the boards, then those who touched something, then who reads.
_WAITS_S = {
    ScreenKind.RATING: 0.01,
    ScreenKind.CLERK: 0.02,
    ScreenKind.TICKET: 0.03,
    ScreenKind.KIOSK: 0.05,
    ScreenKind.SUPERVISOR: 0.3,
    ScreenKind.TECHNICIAN: 0.5,
}
_HEADERS = {"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class Streams:
    """Knows when something changed and who watches."""

    def __init__(self, room: Room, build: str) -> None:
        self.boot = secrets.token_hex(4)
        self.build = build
        self._room = room
        self._memory = Memory()
        self._open: dict[asyncio.Event, Place] = {}
        self._stops: list[Callable[[], None]] = []
        self._census: Census | None = None
        self._scene: Scene | None = None
        self._turns: defaultdict[ScreenKind, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._is_closing = False

    def start(self) -> None:
        """Begin to listen to the hall, the devices, the cards and the bridge."""
        room = self._room
        self._stops = [
            room.commands.watch(self._note),
            room.devices.watch(lambda _: self.touch()),
            room.cards.watch(lambda _: self.touch()),
            room.bridge.watch(lambda _: self.touch()),
        ]

    def stop(self) -> None:
        """Stop listening and let every stream end."""
        for stop in self._stops:
            stop()
        self._stops = []
        self._is_closing = True
        self.touch()

    def touch(self) -> None:
        """Let every stream look again."""
        self._scene = None
        for changed in self._open:
            changed.set()

    def scene(self) -> Scene:
        """Return the hall as it is now, the same for all who look at the same time."""
        room, now = self._room, self._room.clock.now()
        if self._scene is not None and abs((now - self._scene.now).total_seconds()) < GAP_S:
            return self._scene
        if self._census is None:
            self._census = Census(room.commands.hall)
        self._scene = Scene(
            room=room,
            now=now,
            census=self._census,
            slots=room.devices.statuses(),
            bridge=room.bridge.status(),
            tail=tuple(self._memory.tail),
            watching=Counter(place.name for place in self._open.values()),
        )
        return self._scene

    async def serve(self, request: web.Request, place: Place) -> web.StreamResponse:
        """Tell one screen its state, now and whenever it changes, until it goes away."""
        response = web.StreamResponse(headers=_HEADERS)
        with self._watching(place) as changed:
            try:
                await response.prepare(request)
                await response.write(b"retry: %d\n\n" % RETRY_MS)
                await self._tell(response, place, changed)
            except ConnectionResetError:
                pass  # the screen went away; it comes back by itself
        return response

    async def _tell(self, response: web.StreamResponse, place: Place, changed: asyncio.Event) -> None:
        clock, beat_s = self._room.clock, self._room.heartbeat_s
        last, told, next_beat = "", 0, clock.monotonic()
        while not self._is_closing:
            changed.clear()
            if clock.monotonic() >= next_beat:
                await response.write(self._beat())
                next_beat = clock.monotonic() + beat_s
            async with self._turns[place.kind]:
                began_s = clock.monotonic()
                scene = self.scene()
                state = scene.written(VIEWS[place.kind](scene, place))
                if place.kind in _WAITS_S:
                    await clock.sleep(REST * (clock.monotonic() - began_s))
            if state != last:
                told += 1
                await response.write(self._event(state, told))
                last = state
            await clock.sleep(GAP_S)
            try:
                async with clock.timeout(next_beat - clock.monotonic()):
                    await changed.wait()
                    await clock.sleep(_WAITS_S.get(place.kind, 0.0))
            except TimeoutError:
                continue

    @contextmanager
    def _watching(self, place: Place) -> Iterator[asyncio.Event]:
        changed = asyncio.Event()
        self._open[changed] = place
        self.touch()  # the technician sees who watches
        try:
            yield changed
        finally:
            del self._open[changed]
            self.touch()

    def _note(self, entries: Sequence[Entry]) -> None:
        self._memory.note(entries)
        self._census = None
        self.touch()

    def _event(self, state: str, told: int) -> bytes:
        """Return a state under its number in this stream: the journal's own would tell a clerk of every rating."""
        head = f'"seq":{told},"boot":"{self.boot}","build":"{self.build}"'
        return f'event: state\ndata: {{{head},"state":{state}}}\n\n'.encode()

    def _beat(self) -> bytes:
        facts = {"at": self._room.clock.now().isoformat(timespec="milliseconds"), "every_s": self._room.heartbeat_s}
        return f"event: hb\ndata: {json.dumps(facts)}\n\n".encode()
