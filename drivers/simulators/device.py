"""What every simulated device is: bytes in, bytes out, and verbs for the person who plays with it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Protocol

Verb = Callable[[str], str]
"""Takes the rest of the line a person typed, returns what to tell the person."""


class Far(Protocol):
    """What a device needs of the world: a way to speak, and a way to wait."""

    def send(self, data: bytes) -> None:
        """Put bytes on the line towards the controller."""

    def later(self, delay_s: float, action: Callable[[], None]) -> None:
        """Do something after a while: paper moves, speech ends."""


class Simulator(ABC):
    """A device at the far end of a line, written from its protocol sheet and from nothing else."""

    kind: str  # as on the command line: printer, display, card_reader …

    def __init__(self) -> None:
        self._far: Far | None = None
        self.on_change: Callable[[str], None] = lambda _line: None  # told in words whatever a bystander would notice

    def attach(self, far: Far) -> None:
        """Plug the device in; called again after every re-plug."""
        self._far = far

    def detach(self) -> None:
        """Pull the plug of the line; the device itself keeps its power and its state."""
        self._far = None

    def send(self, data: bytes) -> None:
        """Speak to the controller; lost when nobody is plugged in."""
        if self._far is not None:
            self._far.send(data)

    def later(self, delay_s: float, action: Callable[[], None]) -> None:
        """Do `action` after `delay_s`; dropped when nobody is plugged in."""
        if self._far is not None:
            self._far.later(delay_s, action)

    @abstractmethod
    def on_bytes(self, data: bytes) -> None:
        """Take what the controller sent, in any pieces; answer with `send`."""

    @abstractmethod
    def verbs(self) -> Mapping[str, Verb]:
        """Return what a person can do to it: place a card, pull the paper, press a key."""

    @abstractmethod
    def describe(self) -> str:
        """Return in one or a few lines what a person standing before it sees now."""
