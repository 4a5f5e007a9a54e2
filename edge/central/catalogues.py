"""Central's catalogue as the hall has it: every document checked, kept on disk, and there without a network.

    catalogue/{name} ─▶ hear ─▶ size, JSON, version, validity, the body's own check ─▶ disk ─▶ memory ─▶ watchers
                                          │ no good: counted, a problem, and the last good one stays
    empty payload ───────────────────────▶ withdrawn

The broker says every retained document again after each connect: the same again changes nothing and is not written.
A document that is missing then is not taken for withdrawn, because a broker that has lost its disk misses them all.
"""

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from drivers.contract import Clock
from edge.central.documents import read_document
from edge.central.shelf import Shelf
from edge.hall.commands import ClearProblem, RaiseProblem
from edge.hall.refusal import Refused
from edge.ports import Commands, Document, JournalBroken

REFUSED = "catalogue_refused"
EXPIRED = "catalogue_expired"
LONGEST_NAME = 100  # bytes; it becomes a file's name
MOST_DOCUMENTS = 1_000  # a guide for each of a large hall's services
PATIENCE_S = 3600.0  # looks at validity at least this often: the wall clock may have been put right
TOLD = 3  # mistakes of a document that its problem names

Check = Callable[[Mapping[str, Any]], object]
"""Reads a body as whoever uses it will; ValueError if it cannot."""

_log = logging.getLogger(__name__)


class KeptCatalogues:
    """Implements `edge.ports.Catalogues`; `load` before anybody asks, `run` for as long as the hall lives."""

    def __init__(self, folder: Path, commands: Commands, clock: Clock, checks: Mapping[str, Check]) -> None:
        self.counts: Counter[str] = Counter()
        self._shelf = Shelf(folder)
        self._commands = commands
        self._clock = clock
        self._checks = checks
        self._documents: dict[str, Document] = {}
        self._heard: dict[str, bytes] = {}  # by name, newest only: what waits to be read
        self._came = asyncio.Event()
        self._watchers: list[Callable[[str], None]] = []

    def newest(self, name: str) -> Document | None:
        """Return the newest document of that name, also one that is no longer valid; None if none ever came."""
        return self._documents.get(name)

    def watch(self, callback: Callable[[str], None]) -> Callable[[], None]:
        """Call back with the name of every document that came, was withdrawn or expired; returns how to stop."""
        self._watchers.append(callback)
        return lambda: self._watchers.remove(callback)

    def hear(self, name: str, payload: bytes) -> None:
        """Take what arrived on `catalogue/{name}`; it is read by and by."""
        self._heard[name] = payload
        self._came.set()

    async def load(self) -> None:
        """Find again what was kept; a file that cannot be read is left out until central says it again."""
        for found in await asyncio.to_thread(lambda: list(self._shelf.load())):
            if isinstance(found, Document):
                self._documents[found.name] = found
            else:
                self.counts["damaged"] += 1
                _log.warning("a document of central's catalogue cannot be read again: %s", found.name)

    async def run(self) -> None:
        """Read what is heard, and notice what expires, until cancelled."""
        while True:
            self._came.clear()
            while self._heard:
                name = next(iter(self._heard))
                await self._take(name, self._heard.pop(name))
            await self._look_at_validity()
            with suppress(TimeoutError):
                async with self._clock.timeout(self._next_look_s()):
                    await self._came.wait()

    async def _take(self, name: str, payload: bytes) -> None:
        if not payload:
            await self._withdraw(name)
            return
        try:
            document = self._read(name, payload)
        except ValueError as error:
            self.counts["refused"] += 1
            await self._worry(REFUSED, name, _in_words(error))
            return
        await self._settle(REFUSED, name)
        if not _is_same(document, self._documents.get(name)):
            await self._keep(document)

    def _read(self, name: str, payload: bytes) -> Document:
        if len(name.encode()) > LONGEST_NAME or not name.isprintable():
            raise ValueError("this is no name of a document")
        if name not in self._documents and len(self._documents) >= MOST_DOCUMENTS:
            raise ValueError(f"there are {MOST_DOCUMENTS} documents already")
        document = read_document(name, payload, self._clock.now())
        check = self._checks.get(name.partition("/")[0])
        if check is not None:
            check(document.body)
        return document

    async def _keep(self, document: Document) -> None:
        try:
            await asyncio.to_thread(self._shelf.put, document)
        except OSError as error:  # the hall goes on with it; after a restart central says it again
            self.counts["not_written"] += 1
            _log.warning("catalogue/%s could not be written: %s", document.name, error.strerror)
        self._documents[document.name] = document
        self.counts["accepted"] += 1
        _log.info("catalogue/%s is version %s now", document.name, document.version)
        self._tell(document.name)

    async def _withdraw(self, name: str) -> None:
        await self._settle(REFUSED, name)
        if self._documents.pop(name, None) is None:
            return
        try:
            await asyncio.to_thread(self._shelf.drop, name)
        except OSError as error:
            _log.warning("catalogue/%s could not be removed: %s", name, error.strerror)
        self.counts["withdrawn"] += 1
        _log.info("catalogue/%s was withdrawn", name)
        await self._settle(EXPIRED, name)
        self._tell(name)

    # -- validity ------------------------------------------------------------------------------------------------------

    async def _look_at_validity(self) -> None:
        now = self._clock.now()
        for name, document in list(self._documents.items()):
            if document.is_current(now):
                await self._settle(EXPIRED, name)
            elif not self._is_raised(EXPIRED, name):
                await self._worry(EXPIRED, name, f"version {document.version}")
                self._tell(name)

    def _next_look_s(self) -> float:
        now = self._clock.now()
        ends = (one.valid_until for one in self._documents.values() if one.valid_until and one.valid_until > now)
        first = min(ends, default=None)
        return PATIENCE_S if first is None else min(PATIENCE_S, (first - now).total_seconds() + 0.01)

    # -- problems ------------------------------------------------------------------------------------------------------

    def _is_raised(self, code: str, name: str) -> bool:
        return (code, _place(name)) in self._commands.hall.state.problems

    async def _worry(self, code: str, name: str, detail: str) -> None:
        await self._submit(RaiseProblem(code, _place(name), detail))

    async def _settle(self, code: str, name: str) -> None:
        if self._is_raised(code, name):
            await self._submit(ClearProblem(code, _place(name)))

    async def _submit(self, command: RaiseProblem | ClearProblem) -> None:
        try:
            await self._commands.submit(command, f"catalogue/{secrets.token_hex(8)}")
        except Refused:  # known already, or gone already
            return
        except JournalBroken:
            _log.warning("could not keep %s of a catalogue", type(command).__name__)

    def _tell(self, name: str) -> None:
        for callback in tuple(self._watchers):
            callback(name)


def _place(name: str) -> str:
    return f"catalogue/{name[:LONGEST_NAME]}"


def _is_same(one: Document, other: Document | None) -> bool:
    return other is not None and (one.version, one.valid_until, one.body) == (
        other.version,
        other.valid_until,
        other.body,
    )


def _in_words(error: ValueError) -> str:
    """Return what is wrong, by path and without what was sent: that may be anybody's name."""
    if not isinstance(error, ValidationError):
        return str(error)
    faults = error.errors(include_url=False, include_context=False, include_input=False)[:TOLD]
    return "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'payload'}: {fault['msg']}" for fault in faults)
