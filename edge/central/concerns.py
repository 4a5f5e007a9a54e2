"""Problems between the hall and central, raised and cleared as commands like everything else."""

import logging
import secrets

from edge.hall.commands import ClearProblem, RaiseProblem
from edge.hall.refusal import Refused
from edge.ports import Commands, JournalBroken

PLACE = "central"

_log = logging.getLogger(__name__)


class Concerns:
    """What a person must know about central; each code is raised once until it is cleared."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands

    def is_raised(self, code: str) -> bool:
        """Whether the hall knows of it."""
        return (code, PLACE) in self._commands.hall.state.problems

    async def worry(self, code: str, detail: str = "") -> None:
        """Raise a problem, unless it is known already."""
        if not self.is_raised(code):
            await self._submit(RaiseProblem(code, PLACE, detail))

    async def settle(self, code: str) -> None:
        """Clear a problem, if there is one."""
        if self.is_raised(code):
            await self._submit(ClearProblem(code, PLACE))

    async def _submit(self, command: RaiseProblem | ClearProblem) -> None:
        try:
            await self._commands.submit(command, f"bridge/{secrets.token_hex(8)}")
        except Refused:  # somebody was quicker
            return
        except JournalBroken:  # tried again with the next look
            _log.warning("could not keep %s of central", type(command).__name__)
