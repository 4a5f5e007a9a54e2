"""A simulated ID-card reader with a SAM_V module: specimen cards are laid on it and lifted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from drivers.simulators.card_specimens import PHOTO_BYTES, SPECIMENS, TEXT_BYTES
from drivers.simulators.device import Simulator, Verb

START = bytes.fromhex("AAAAAA9669")
SAM_ID = bytes.fromhex("05000100 09B83201 05BE1200 ADC5B111")  # 05.01-20101129-0001228293-0296863149
HEAD = len(START) + 2  # preamble and length
SHORTEST, LONGEST = 3, 300  # what a request's length may say
ADDRESS_LETTERS = 35

OK, FOUND, EMPTY, NO_CARD, NOT_SELECTED = 0x90, 0x9F, 0x91, 0x80, 0x81
BAD_CHECKSUM, BAD_LENGTH, UNKNOWN, WRONG_TYPE, UNREADABLE = 0x10, 0x11, 0x21, 0x40, 0x41
SELF_TEST, UNAUTHORISED = 0x60, 0x66


class Step(Enum):
    """How far the module has got with the card that lies on it."""

    LAID = "lies on it"
    FOUND = "found"
    SELECTED = "selected"
    READ = "read"


@dataclass(slots=True)
class LaidCard:
    """A card on the reader; `fault` is the status that reading it gives instead of its text."""

    title: str
    text: bytes
    address: str
    fault: int | None
    step: Step = Step.LAID


class SimulatedCardReader(Simulator):
    """`find_while_present`: goes on finding a card that was read, as some firmwares do; the others say "no card"."""

    kind = "card_reader"

    def __init__(
        self,
        *,
        find_while_present: bool = False,
        cuts_answers: bool = False,
        has_additional_address: bool = True,
        find_s: float = 0.03,
        read_s: float = 0.6,
    ) -> None:
        super().__init__()
        self._find_while_present = find_while_present
        self._cuts_answers = cuts_answers  # a card lifted in mid-read leaves half a frame on the line
        self._knows_address = has_additional_address  # the command 30 03
        self._find_s = find_s
        self._read_s = read_s
        self._held = b""
        self._card: LaidCard | None = None
        self._failure: int | None = None
        self._commands: Mapping[bytes, tuple[float, Callable[[LaidCard | None], bytes]]] = {
            b"\x10\xff": (0.05, self._reset),
            b"\x11\xff": (0.005, lambda _card: _status(OK)),
            b"\x12\xff": (0.005, lambda _card: _status(OK) + SAM_ID),
            b"\x20\x01": (find_s, self._find),
            b"\x20\x02": (find_s, self._select),
            b"\x30\x01": (read_s, self._read),
            b"\x30\x03": (find_s, self._read_address),
        }

    # --- the line

    def on_bytes(self, data: bytes) -> None:
        """Answer every whole request in `data` and what came before it."""
        self._held += data
        while (start := self._held.find(START)) >= 0:
            self._held = self._held[start:]
            rest = int.from_bytes(self._held[len(START) : HEAD], "big")
            if len(self._held) < HEAD:
                return
            if not SHORTEST <= rest <= LONGEST:
                self._held = self._held[len(START) :]
                self._answer(0.0, _status(BAD_LENGTH))
            elif len(self._held) < HEAD + rest:
                return
            else:
                request, self._held = self._held[len(START) : HEAD + rest], self._held[HEAD + rest :]
                self._on_request(request)
        self._held = self._held[-len(START) + 1 :]

    def _on_request(self, request: bytes) -> None:
        command, extra, checksum = request[2:4], request[4:-1], request[-1]
        if _xor(request[:-1]) != checksum:
            self._answer(0.0, _status(BAD_CHECKSUM))
        elif self._failure is not None:
            self._answer(0.0, _status(self._failure))
        elif command == b"\x61\xff" and len(extra) == 1:
            self._answer(0.005, _status(OK))
        elif command in self._commands and not extra:
            delay_s, action = self._commands[command]
            card = self._card  # the one the module begins with; it may be gone when the answer is due
            self.later(delay_s, lambda: self._finish(card, action))
        else:
            self._answer(0.0, _status(UNKNOWN))

    def _finish(self, card: LaidCard | None, action: Callable[[LaidCard | None], bytes]) -> None:
        answer = action(self._card)
        if card is not None and card is not self._card and action == self._read:
            answer = _status(UNREADABLE)
            if self._cuts_answers:
                self.send(_framed(_payload(card))[:400])
                return
        self.send(_framed(answer))

    def _answer(self, delay_s: float, body: bytes) -> None:
        self.later(delay_s, lambda: self.send(_framed(body)))

    # --- the module

    def _reset(self, card: LaidCard | None) -> bytes:
        if card is not None:
            card.step = Step.LAID
        return _status(OK)

    def _find(self, card: LaidCard | None) -> bytes:
        if card is None or (card.step is Step.READ and not self._find_while_present):
            return _status(NO_CARD)
        card.step = Step.FOUND
        return _status(FOUND) + bytes(4)

    def _select(self, card: LaidCard | None) -> bytes:
        if card is None or card.step is not Step.FOUND:
            return _status(NOT_SELECTED)
        card.step = Step.SELECTED
        return _status(OK) + bytes(8)

    def _read(self, card: LaidCard | None) -> bytes:
        if card is None or card.step is not Step.SELECTED:
            return _status(UNREADABLE)
        if card.fault is not None:
            card.step = Step.LAID
            return _status(card.fault)
        card.step = Step.READ
        self.on_change("the reader beeps: the card was read")
        return _payload(card)

    def _read_address(self, card: LaidCard | None) -> bytes:
        if not self._knows_address:
            return _status(UNKNOWN)
        if card is None or card.step is not Step.READ:
            return _status(UNREADABLE)
        if not card.address:
            return _status(EMPTY)
        return _status(OK) + card.address[:ADDRESS_LETTERS].ljust(ADDRESS_LETTERS).encode("utf-16-le")

    # --- the person before it

    def verbs(self) -> Mapping[str, Verb]:
        """Return `card` and `sam`."""
        return {"card": self._card_verb, "sam": self._sam_verb}

    def describe(self) -> str:
        """Return what lies on the reader and how its module is."""
        module = {None: "ready", SELF_TEST: "failed its self-test", UNAUTHORISED: "not authorised"}[self._failure]
        lying = f"{self._card.title}, {self._card.step.value}" if self._card else "nothing"
        return f"ID-card reader: on it {lying}; its module is {module}"

    def _card_verb(self, argument: str) -> str:
        verb, _, rest = argument.strip().partition(" ")
        which, _, options = rest.strip().partition(" ")
        if verb == "remove":
            was_there, self._card = self._card is not None, None
            return "the card is lifted" if was_there else "there is no card to lift"
        if verb == "place" and which:
            return self._place(which, _options(options))
        return f"say: card place {'|'.join([*SPECIMENS, 'broken', 'other'])} [name=…] [address=…], or: card remove"

    def _place(self, which: str, options: Mapping[str, str]) -> str:
        faults = {"broken": UNREADABLE, "other": WRONG_TYPE}
        if which not in SPECIMENS and which not in faults:
            return f"there is no card {which!r}; there are {', '.join([*SPECIMENS, *faults])}"
        specimen = SPECIMENS.get(which, SPECIMENS["mainland"])
        title = {"broken": "a card with a broken chip", "other": "some other contactless card"}.get(
            which, specimen.title
        )
        text = specimen.text(options.get("name", ""))
        self._card = LaidCard(title, text, options.get("address", ""), faults.get(which))
        return f"{title} lies on the reader (a specimen, nobody's)"

    def _sam_verb(self, argument: str) -> str:
        states = {"fail": SELF_TEST, "unauthorised": UNAUTHORISED, "ok": None}
        if argument not in states:
            return f"say: sam {'|'.join(states)}"
        self._failure = states[argument]
        return f"the module is {argument} now"


def _payload(card: LaidCard) -> bytes:
    lengths = TEXT_BYTES.to_bytes(2, "big") + PHOTO_BYTES.to_bytes(2, "big")
    return _status(OK) + lengths + card.text + bytes(PHOTO_BYTES)


def _status(status: int) -> bytes:
    return bytes([0, 0, status])


def _framed(body: bytes) -> bytes:
    covered = (len(body) + 1).to_bytes(2, "big") + body
    return START + covered + bytes([_xor(covered)])


def _xor(data: bytes) -> int:
    total = 0
    for byte in data:
        total ^= byte
    return total


def _options(words: str) -> dict[str, str]:
    """Return `name=… address=…` as a mapping; a value goes on until the next key, so names may have spaces."""
    options: dict[str, str] = {}
    key = ""
    for word in words.split():
        before, equals, after = word.partition("=")
        if equals:
            key, word = before, after  # noqa: PLW2901 - the word without its key
        options[key] = f"{options[key]} {word}" if key in options else word
    return options
