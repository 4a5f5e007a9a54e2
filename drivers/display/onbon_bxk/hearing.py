"""Which of the things heard on a line answers a question to one card, and why there was no answer."""

from collections.abc import Callable, Sequence

from drivers.display.onbon_bxk.codec import ALL_ANSWER, HOST, Packet
from drivers.errors import DeviceError, DeviceRejected, LinkLost
from drivers.protocols.onbon import Noise


class FromCard:
    """Accepts a packet of one card and remembers what else was heard in the meantime."""

    def __init__(self, address: int, is_wanted: Callable[[Packet], bool]) -> None:
        self._address = address
        self._is_wanted = is_wanted
        self.other_addresses: set[int] = set()
        self.is_noisy = False

    def __call__(self, item: Packet | Noise) -> bool:
        if isinstance(item, Noise):
            self.is_noisy = True
            return False
        if item.source == HOST:  # some adapters hear what they send
            return False
        if self._address not in (item.source, ALL_ANSWER):
            self.other_addresses.add(item.source)
            return False
        return self._is_wanted(item)


def unanswered(address: int, tries: Sequence[FromCard]) -> DeviceError:
    """Return what it means that none of `tries` was answered.

    The same other address at every one of several tries is a card that was given the wrong address; once, it may be a
    neighbour's late answer.
    """
    strangers = set.intersection(*(heard.other_addresses for heard in tries))
    if strangers and len(tries) > 1:
        named = ", ".join(map(str, sorted(strangers)))
        return DeviceRejected("wrong_device", f"asked screen {address}, but screen {named} answered every time")
    if any(heard.is_noisy for heard in tries):
        return LinkLost("garbled", f"screen {address}: bytes came, but no whole frame")
    return LinkLost("silent", f"screen {address} gave no answer to {len(tries)} tries")
