"""A simulated SYN6288 voice board: what it says is written where a person can read it."""

import re
from collections.abc import Mapping
from functools import partial

from drivers.simulators.device import Simulator, Verb

HEAD = 0xFD
SHORTEST, LONGEST = 5, 206  # bytes of a frame
BEFORE_COMMAND = 3  # head and length
READY, ACCEPTED, REFUSED, SPEAKING, IDLE = b"\x4a", b"\x41", b"\x45", b"\x4e", b"\x4f"
SPEAK, STOP, STATUS, SET_BAUD = 0x01, 0x02, 0x21, 0x31
OTHERS = {0x03: "paused", 0x04: "resumed", 0x88: "asleep"}
ENCODINGS = {0: "gb2312", 1: "gbk", 2: "big5", 3: "utf-16-be"}
TAG = re.compile(r"\[[a-z][0-9]+\]|\[d\]")
HALF_FRAME_S = 0.05  # generous: the real chip allows 8 ms between bytes
KEPT = 20  # sentences


class SimulatedVoice(Simulator):
    """`says_when_done`: sends 4F at the end of speech, as the real chip does."""

    kind = "voice"

    def __init__(self, *, character_s: float = 0.25, says_when_done: bool = True) -> None:
        super().__init__()
        self._character_s = character_s
        self._says_when_done = says_when_done
        self._is_on = True
        self._refusals = 0
        self._held = b""
        self._speech = 0  # counts speeches, so that the end of one cut off is not taken for the end of the next
        self._saying = ""
        self.spoken: list[str] = []  # what was said to the end, newest last
        self.cut_off: list[str] = []  # what was interrupted

    # --- the line

    def on_bytes(self, data: bytes) -> None:
        """Take whole frames; anything else is a damaged one."""
        if not self._is_on:
            return
        self._held += data
        while self._held:
            size = self._size()
            if size is None:
                self.later(HALF_FRAME_S, partial(self._forget, self._held))
                return
            frame, self._held = self._held[:size], self._held[size:]
            self._on_frame(frame)

    def _forget(self, half: bytes) -> None:
        if self._held == half:
            self._held = b""
            self.send(REFUSED)

    def _size(self) -> int | None:
        """Return the length of the frame, or junk, at the beginning; None if more must come."""
        if self._held[0] != HEAD:
            start = self._held.find(HEAD)
            return start if start > 0 else len(self._held)
        if len(self._held) < BEFORE_COMMAND:
            return None
        size = BEFORE_COMMAND + int.from_bytes(self._held[1:3], "big")
        if size > LONGEST:
            return 1
        return size if len(self._held) >= size else None

    def _on_frame(self, frame: bytes) -> None:
        if self._is_damaged(frame):
            self.later(0.002, lambda: self.send(REFUSED))
            return
        command, payload = frame[3], frame[4:-1]
        self.later(0.002, lambda: self.send(ACCEPTED))
        if command == SPEAK and payload:
            self.later(0.004, lambda: self._begin(payload))
        elif command == STOP:
            self._cut_off()
        elif command == STATUS:
            self.later(0.004, lambda: self.send(SPEAKING if self._saying else IDLE))
        elif command in OTHERS:
            self.on_change(f"the voice board is {OTHERS[command]}")

    def _is_damaged(self, frame: bytes) -> bool:
        if self._refusals and frame[BEFORE_COMMAND : BEFORE_COMMAND + 1] == bytes([SPEAK]):
            self._refusals -= 1
            return True
        folded = 0
        for byte in frame:
            folded ^= byte
        known = {SPEAK, STOP, STATUS, SET_BAUD, *OTHERS}
        return frame[0] != HEAD or len(frame) < SHORTEST or folded != 0 or frame[3] not in known

    # --- the voice

    def _begin(self, payload: bytes) -> None:
        self._cut_off()
        heard = TAG.sub("", payload[1:].decode(ENCODINGS.get(payload[0] & 7, "gbk"), errors="replace"))
        self._speech += 1
        speech, self._saying = self._speech, heard
        self.on_change(f"the voice says: {heard}")
        self.later(max(1, len(heard)) * self._character_s, lambda: self._end(speech))

    def _end(self, speech: int) -> None:
        if speech != self._speech or not self._saying:
            return
        self.spoken = [*self.spoken, self._saying][-KEPT:]
        self._saying = ""
        if self._says_when_done:
            self.send(IDLE)

    def _cut_off(self) -> None:
        if self._saying:
            self.cut_off = [*self.cut_off, self._saying][-KEPT:]
            self._saying = ""

    # --- the person before it

    def verbs(self) -> Mapping[str, Verb]:
        """Return `show`, `power`, `done` and `refuse`."""
        return {"show": lambda _: self.describe(), "power": self._power, "done": self._done, "refuse": self._refuse}

    def describe(self) -> str:
        """Return what it says now and what it has said."""
        if not self._is_on:
            return "voice board: without power"
        now = f"saying: {self._saying}" if self._saying else "silent"
        said = "".join(f"\n  said: {text}" for text in self.spoken[-3:])
        cut = "".join(f"\n  cut off: {text}" for text in self.cut_off[-3:])
        return f"voice board: {now}{said}{cut}"

    def _power(self, argument: str) -> str:
        if argument not in {"on", "off"}:
            return "say: power on|off"
        self._held = b""
        self._is_on = argument == "on"
        self._cut_off()
        if self._is_on:
            self.later(0.1, lambda: self.send(READY))
        return f"the voice board's power is {argument}"

    def _done(self, argument: str) -> str:
        if argument not in {"told", "silent"}:
            return "say: done told|silent (whether it tells the end of speech)"
        self._says_when_done = argument == "told"
        return f"the end of speech is {argument}"

    def _refuse(self, argument: str) -> str:
        if not argument.isdecimal():
            return "say: refuse COUNT (how many texts it takes for damaged)"
        self._refusals = int(argument)
        return f"the next {argument} texts are taken for damaged"
