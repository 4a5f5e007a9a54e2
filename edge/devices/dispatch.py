"""Between hall and devices: what happened becomes jobs and pictures, what devices say becomes commands.

The hall never waits for hardware. A job runs by itself and its outcome comes back as a command, with an id made of
the job, so that it counts once however often it is reported.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from itertools import count

from drivers.contract import (
    CardRead,
    CardRemoved,
    CardUnreadable,
    Clock,
    DeviceEvent,
    KeyPressed,
    RatingPressed,
    Utterance,
)
from drivers.errors import DeviceError
from edge.devices.keys import commands_for
from edge.devices.outlets import Outlets
from edge.devices.slots import Slots
from edge.effects import (
    Announce,
    DismissRating,
    Effect,
    InviteRating,
    PrintTicket,
    Proclaim,
    display_of,
    effects_of,
    notice_of,
    windows_touched,
)
from edge.hall import commands as c
from edge.hall.refusal import Refused
from edge.insisting import insist
from edge.ports import Commands, Entry
from edge.slips import ticket_slip
from edge.texts.calls import spoken_call

COUNTS_AFTER_S = 0.05  # strips and printers first: one ticket changes the counts on the keypads of a whole zone
KEY_PATIENCE_S = 10.0  # a key that the journal could not take so long is no longer what the clerk wants

log = logging.getLogger(__name__)


class Dispatcher:
    """The hands of the hall; `run` keeps them moving."""

    def __init__(
        self,
        commands: Commands,
        slots: Slots,
        outlets: Outlets,
        clock: Clock,
        on_card: Callable[[str, CardRead | CardUnreadable | CardRemoved], None],
    ) -> None:
        self._commands = commands
        self._slots = slots
        self._outlets = outlets
        self._clock = clock
        self._on_card = on_card
        self._group: asyncio.TaskGroup | None = None
        self._to_count: set[int] = set()  # windows whose keypads may have to show something else
        self._counts = asyncio.Event()
        self._boot = secrets.token_hex(4)  # keys have no ids of their own: a new boot is a new series
        self._pressed = count(1)

    async def run(self) -> None:
        """Listen to hall and devices until cancelled; paints every display once at the start."""
        async with asyncio.TaskGroup() as group:
            self._group = group
            group.create_task(self._keep_counts(), name="keypads")
            stops = (self._commands.watch(self._happened), self._slots.on_event(self._said))
            self._paint({*self._outlets.displays, *self._outlets.callers})
            try:
                await asyncio.Event().wait()
            finally:
                for stop in stops:
                    stop()

    # ---- from the hall to the devices

    def _happened(self, entries: Sequence[Entry]) -> None:
        hall = self._commands.hall
        touched: set[int] = set()
        for entry in entries:
            touched |= windows_touched(entry.events, hall)
            for event in entry.events:
                for effect in effects_of(event, hall):
                    self._start(effect)
        self._paint(touched)

    def _paint(self, windows: set[int]) -> None:
        hall = self._commands.hall
        for number in windows:
            if number in self._outlets.displays:
                self._slots.show(self._outlets.displays[number], display_of(hall, number))
        self._to_count |= windows & self._outlets.callers.keys()
        self._counts.set()

    async def _keep_counts(self) -> None:
        while True:
            await self._counts.wait()
            await self._clock.sleep(COUNTS_AFTER_S)
            self._counts.clear()
            windows, self._to_count = self._to_count, set()
            for number in windows:
                self._slots.notify(self._outlets.callers[number], notice_of(self._commands.hall, number))

    def _start(self, effect: Effect) -> None:
        if self._group is None:
            return
        match effect:
            case PrintTicket():
                self._group.create_task(self._print(effect), name=f"print {effect.ticket}")
            case Announce():
                zone = self._outlets.zone_title(effect.window) if effect.waits_in else ""
                text = spoken_call(effect.number, effect.window, zone)
                for slot in self._outlets.voices_of(effect.window, effect.waits_in):
                    self._group.create_task(self._speak(slot, text), name=f"announce {effect.window}")
            case Proclaim():
                for slot in self._outlets.voices_of(effect.window, ""):
                    self._group.create_task(self._speak(slot, effect.text), name=f"proclaim {effect.window}")
            case InviteRating() if effect.window in self._outlets.evaluators:
                self._group.create_task(self._invite(effect), name=f"invite {effect.window}")
            case DismissRating() if effect.window in self._outlets.evaluators:
                slot = self._outlets.evaluators[effect.window]
                self._group.create_task(self._dismiss(slot), name=f"dismiss {effect.window}")
            case _:
                return

    async def _print(self, job: PrintTicket) -> None:
        hall = self._commands.hall
        ticket = hall.state.tickets.get(job.ticket)
        if ticket is None:
            return
        slip = ticket_slip(
            hall,
            ticket,
            ahead=job.ahead,
            wait=job.wait,
            qr_template=self._outlets.qr_template,
            zone_titles=self._outlets.zone_titles,
            is_reprint=job.attempt > 1,
        )
        outcome: c.Command
        try:
            printed = await self._slots.print(self._outlets.printers[job.dispenser], slip)
            outcome = c.ReportPrinted(job.ticket, job.attempt, printed.value)
        except DeviceError as error:
            outcome = c.ReportPrintFault(job.ticket, job.attempt, error.code)
        await self._report(outcome, f"print/{job.ticket}/{job.attempt}")

    async def _speak(self, slot: str, text: str) -> None:
        try:
            await self._slots.speak(slot, Utterance(text))
        except DeviceError as error:  # the slot's own status tells; the display has shown the call all the same
            log.info("not announced at %s: %s", slot, error.code)

    async def _invite(self, job: InviteRating) -> None:
        try:
            await self._slots.invite(self._outlets.evaluators[job.window])
        except DeviceError as error:
            if job.window not in self._outlets.pads:
                await self._report(c.FailRating(job.rating, error.code), f"invite/{job.rating}")

    async def _dismiss(self, slot: str) -> None:
        try:
            await self._slots.dismiss(slot)
        except DeviceError as error:
            log.info("not dismissed at %s: %s", slot, error.code)

    # ---- from the devices to the hall

    def _said(self, name: str, event: DeviceEvent) -> None:
        match event:
            case KeyPressed():
                number = self._outlets.window_of_caller(name)
                if number is not None and self._group is not None:
                    self._group.create_task(self._press(name, number, event), name=f"key at {name}")
            case RatingPressed():
                number = self._outlets.window_of_evaluator(name)
                if number is not None and self._group is not None:
                    rating = c.PressRating(number, event.level)
                    self._group.create_task(self._report(rating, self._id(name)), name=f"rating at {name}")
            case CardRead() | CardUnreadable() | CardRemoved() if name in self._outlets.readers:
                self._on_card(self._outlets.readers[name], event)
            case _:
                return

    async def _press(self, name: str, number: int, pressed: KeyPressed) -> None:
        try:
            asked = commands_for(self._commands.hall, number, pressed)
        except Refused as refused:
            log.debug("key %s at %s: %s", pressed.key.value, name, refused.code)
            return
        for command in asked:
            if not await self._report(command, self._id(name), KEY_PATIENCE_S):
                return

    def _id(self, name: str) -> str:
        return f"{name}/{self._boot}/{next(self._pressed)}"

    async def _report(self, command: c.Command, command_id: str, patience_s: float = float("inf")) -> bool:
        """Submit until the journal has it, or patience has run out; return whether the hall took it."""
        return await insist(lambda: self._commands.submit(command, command_id), command_id, self._clock, patience_s)
