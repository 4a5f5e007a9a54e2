"""Keeps the list of reasons the one that central has published, as long as it is valid."""

import asyncio
import logging

from drivers.contract import Clock
from edge.hall.commands import AdoptTags
from edge.hall.tags import TagList
from edge.insisting import insist
from edge.ports import Catalogues, Commands
from edge.ratings.lists import BadListError, read_list

NAME = "tags"

log = logging.getLogger(__name__)


class TagKeeper:
    """Compares central's list with the one in use, at start and whenever a document came, went or expired."""

    def __init__(self, commands: Commands, catalogues: Catalogues, clock: Clock) -> None:
        self._commands = commands
        self._catalogues = catalogues
        self._clock = clock
        self._came = asyncio.Event()

    async def run(self) -> None:
        """Follow until cancelled."""
        stop = self._catalogues.watch(self._note)
        try:
            while True:
                self._came.clear()
                await self._settle()
                await self._came.wait()
        finally:
            stop()

    def _note(self, name: str) -> None:
        if name == NAME:
            self._came.set()

    async def _settle(self) -> None:
        published = self._published()
        hall = self._commands.hall
        if (published or hall.plan.rating.tags) == hall.tags:
            return
        now = self._clock.now().isoformat()
        command_id = f"tags/{published.version if published else 'own'}/{now}"
        await insist(lambda: self._commands.submit(AdoptTags(published), command_id), command_id, self._clock)

    def _published(self) -> TagList | None:
        """Return central's list, None where there is none that may be used now."""
        document = self._catalogues.newest(NAME)
        if document is None or not document.is_current(self._clock.now()):
            return None
        try:
            return read_list(document.body)
        except BadListError as error:
            log.warning("central's list of reasons cannot be used: %s", error)
            return None
