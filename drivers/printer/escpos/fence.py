"""The end of a ticket: what the printer is asked after the cut, and what its answer proves."""

import hashlib
import secrets
from enum import Enum

from drivers.printer.escpos import commands
from drivers.printer.escpos.codec import Block, BlockKind, QueuedStatus, Reply

_LETTERS = 95  # 20 … 7E, what a process id may be made of
_FIRST_LETTER = 0x20
_PROCESS_ID = b"\x22"
_CLEARED = b"\x25"
_UNKNOWN_BITS = 0xF0  # GS r uses the lower four; anything else is noise that looks like an answer


class Fence(Enum):
    """The best proof a printer can give; the values say how it is asked."""

    PROCESS_ID = "process_id"
    STATUS = "status"
    NONE = "none"


class ProcessIds:
    """Four letters for each attempt to print: two count, two come from the job, so that no two in a row agree.

    Each opening counts from somewhere else: an answer to an earlier one that is still on its way names nothing here.
    """

    def __init__(self) -> None:
        self._attempts = secrets.randbelow(_LETTERS**2)

    def issue(self, job: str) -> bytes:
        """Return the id of the next attempt."""
        self._attempts += 1
        digest = hashlib.blake2b(job.encode(errors="replace"), digest_size=2).digest()
        numbers = (self._attempts % _LETTERS, self._attempts // _LETTERS % _LETTERS, *(d % _LETTERS for d in digest))
        return bytes(_FIRST_LETTER + number for number in numbers)


def question(fence: Fence, process_id: bytes) -> bytes:
    """Return what is sent after the cut."""
    match fence:
        case Fence.PROCESS_ID:
            return commands.ask_process_id(process_id) + commands.QUEUED_STATUS
        case Fence.STATUS:
            return commands.QUEUED_STATUS
        case Fence.NONE:
            return b""


def name_question(fence: Fence, process_id: bytes) -> bytes:
    """Return what only a printer that knows process ids is asked: others take it for letters."""
    return commands.ask_process_id(process_id) if fence is Fence.PROCESS_ID else b""


def names(reply: Reply, process_id: bytes) -> bool:
    """Say whether `reply` names this very attempt."""
    return isinstance(reply, Block) and reply.kind is BlockKind.NOTICE and reply.content == _PROCESS_ID + process_id


def is_in_turn(reply: Reply) -> bool:
    """Say whether `reply` is an answer to GS r."""
    return isinstance(reply, QueuedStatus) and not reply.value & _UNKNOWN_BITS


def is_cleared(reply: Reply) -> bool:
    """Say whether the printer reports that its buffers are empty."""
    return isinstance(reply, Block) and reply.kind is BlockKind.NOTICE and reply.content == _CLEARED
