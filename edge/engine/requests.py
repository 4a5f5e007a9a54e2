"""What somebody asked of the engine, until they have their answer."""

import asyncio
from dataclasses import dataclass

from edge.hall.commands import Command
from edge.hall.refusal import Refused
from edge.ports import Answer


@dataclass(slots=True, eq=False)
class Request:
    """One command on its way; `answer` or `refusal` is what was decided, `reply` what the asker waits for."""

    command: Command | None  # None asks nothing but whether the writer is alive
    command_id: str
    reply: "asyncio.Future[Answer]"
    answer: Answer | None = None
    refusal: Refused | None = None
    is_recorded: bool = False  # it had been answered before its group was decided: that answer is on the disk

    def settle(self, error: Exception | None = None) -> None:
        """Tell the asker, once; one who has gone is told nothing, and it happened all the same."""
        if self.reply.done():
            return
        failure = error or self.refusal
        if failure is not None:
            self.reply.set_exception(failure)
        else:
            self.reply.set_result({} if self.answer is None else self.answer)


def request(command: Command | None, command_id: str = "") -> Request:
    """Return a request that waits for its reply on the running loop."""
    return Request(command, command_id, asyncio.get_running_loop().create_future())
