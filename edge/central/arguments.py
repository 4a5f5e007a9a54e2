"""The arguments of central's commands, read at the door."""

from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StrictBool, StrictInt, model_validator

from edge.hall import commands as c
from edge.hall.terms import Admission, Channel, FeedbackSource, FeedbackTopic, Outcome, Role, TicketClass

Word = Annotated[str, Field(min_length=1, max_length=128)]
Short = Annotated[str, Field(max_length=128)]
Text = Annotated[str, Field(max_length=2_000)]
Sealed = Annotated[str, Field(max_length=16_384)]
WindowNumber = Annotated[StrictInt, Field(ge=1, le=9_999)]


class Closed(BaseModel):
    """Arguments: a name that the contract does not know is an error, not a silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PersonArgs(Closed):
    """A person as central knows one; nothing of it is ever in clear."""

    name_masked: Short
    number_tail: Annotated[str, Field(max_length=4)]
    age_band: Annotated[str, Field(max_length=16)] = ""
    key: Short = ""
    sealed: Sealed = ""

    def person(self, command_id: str) -> c.Person:
        """Return the person; one whom central gives no key is nobody's double."""
        key = self.key or f"command:{command_id}"
        return c.Person(self.name_masked, self.number_tail, self.age_band, key, self.sealed)


class SlotArgs(Closed):
    """The time that a booking is for, where central checks it itself and publishes no list."""

    start: AwareDatetime
    end: AwareDatetime

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.end <= self.start:
            raise ValueError("a slot ends after it begins")
        return self


class TakeArgs(Closed):
    """A ticket for one service, or for several in this order."""

    service: Word | None = None
    services: Annotated[tuple[Word, ...], Field(min_length=1, max_length=20)] | None = None
    ticket_class: Annotated[TicketClass, Field(alias="class")] = TicketClass.ORDINARY
    reason: Short = ""
    dispenser: Short = ""
    person: PersonArgs | None = None
    agent: PersonArgs | None = None
    appointment: Short = ""
    slot: SlotArgs | None = None
    case: Short = ""
    theme: Short = ""
    region: Annotated[str, Field(pattern=r"^(\d{6,12})?$")] = ""
    failed: Short = ""
    note: Text = ""

    @model_validator(mode="after")
    def _one_way_to_name_services(self) -> Self:
        named = [self.service is not None, self.services is not None, bool(self.theme)]
        if sum(named) > 1 or not (any(named) or self.appointment):
            raise ValueError("give either service or services or theme, or an appointment that names its own")
        if self.slot is not None and not (self.appointment and any(named)):
            raise ValueError("a slot belongs to an appointment, and needs its service beside it")
        return self

    def take(self, command_id: str) -> c.Take:
        """Return the wish for a ticket."""
        return c.Take(
            services=self.services or ((self.service,) if self.service else ()),
            ticket_class=self.ticket_class,
            reason=self.reason,
            dispenser=self.dispenser,
            person=self.person.person(command_id) if self.person else None,
            agent=self.agent.person(command_id) if self.agent else None,
            appointment=self.appointment,
            slot=c.Slot(self.slot.start, self.slot.end) if self.slot else None,
            case=self.case,
            theme=self.theme,
            region=self.region,
            failed=self.failed,
            note=self.note,
        )


class WindowArgs(Closed):
    """A window."""

    window: WindowNumber


class DeskArgs(WindowArgs):
    """A window, and the ticket that is believed to be there: id, number, or "" for none; left out, whichever it is."""

    seen: Short | None = None


class NextArgs(DeskArgs):
    """Finish and call; `is_missed` counts an unstarted ticket as missed."""

    is_missed: StrictBool = False


class WindowReasonArgs(WindowArgs):
    """A window, and why."""

    reason: Text = ""


class DeskReasonArgs(DeskArgs):
    """A step at a window, and why."""

    reason: Text = ""


class CallNumberArgs(WindowArgs):
    """Call this ticket out of turn."""

    ticket: Word
    reason: Annotated[Text, Field(min_length=1)]


class FinishArgs(DeskArgs):
    """A leg's end; without an outcome the service's default."""

    outcome: Outcome | None = None


class TicketArgs(Closed):
    """A ticket by id or today's number, and why."""

    ticket: Word
    reason: Text = ""


class ReinstateArgs(TicketArgs):
    """Somebody who was missed is back; `is_late` lets them in after the return window."""

    is_late: StrictBool = False


class ReprintArgs(TicketArgs):
    """A second slip."""

    dispenser: Short = ""


class TransferArgs(Closed):
    """Send a ticket to a service or to a window."""

    ticket: Word
    reason: Annotated[Text, Field(min_length=1)]
    service: Word | None = None
    window: WindowNumber | None = None

    @model_validator(mode="after")
    def _one_way_to_say_where(self) -> Self:
        if (self.service is None) == (self.window is None):
            raise ValueError("give either service or window")
        return self


class ChangeWindowArgs(WindowArgs):
    """What a window does; what is left out stays."""

    serves: Annotated[tuple[Word, ...], Field(max_length=200)] | None = None
    spills: Annotated[tuple[Word, ...], Field(max_length=200)] | None = None
    role: Role | None = None
    also: Annotated[tuple[Role, ...], Field(max_length=8)] | None = None
    by: Short = "central"


class UndoChangeArgs(WindowArgs):
    """Back to what the window did before."""

    by: Short = "central"


class SignInArgs(WindowArgs):
    """A clerk comes to a window."""

    clerk: Word


class SignOutArgs(WindowReasonArgs):
    """Whoever sits at a window leaves; with a clerk named, only that one."""

    clerk: Short = ""


class OpenDayArgs(Closed):
    """The business day, today's if left out."""

    day: Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""


class CloseDayArgs(Closed):
    """Why the day ends."""

    reason: Text = ""


class ChangeServiceArgs(Closed):
    """Whether a service takes tickets today: as the rule says, always, or never."""

    service: Word
    admission: Admission
    reason: Text = ""


class RateArgs(Closed):
    """A rating by its one-time token."""

    token: Word
    level: Annotated[StrictInt, Field(ge=1, le=5)]
    channel: Channel
    tags: Annotated[tuple[Word, ...], Field(max_length=8)] = ()
    text: Annotated[str, Field(max_length=500, repr=False)] = ""
    sequence: Annotated[StrictInt, Field(ge=1, le=2)] | None = None

    def rate(self) -> c.Rate:
        """Return the rating."""
        return c.Rate(self.token, self.level, self.channel, self.tags, self.text, self.sequence)


class FeedbackArgs(Closed):
    """A complaint or a suggestion; `contact` is sealed to central's own key."""

    topic: FeedbackTopic
    source: FeedbackSource
    text: Annotated[str, Field(max_length=500, repr=False)] = ""
    ticket: Short = ""
    contact: Sealed = ""


class AlertArgs(Closed):
    """A bad rating: who deals with it, and what was done."""

    rating: Word
    by: Word
    note: Annotated[str, Field(max_length=500, repr=False)] = ""


class AcceptTideArgs(Closed):
    """An advice about a tidal window, and who takes it."""

    advice: Word
    by: Word


class DeclineTideArgs(AcceptTideArgs):
    """Who does not take it, and why."""

    reason: Text = ""


class BindCaseArgs(Closed):
    """A ticket belongs to a case."""

    ticket: Word
    case: Word


class DeviceArgs(Closed):
    """A test or a restart of one device."""

    name: Word
    action: Word


class ResendArgs(Closed):
    """The first number that central lacks."""

    from_seq: Annotated[StrictInt, Field(ge=1)]


class NoArgs(Closed):
    """A command that needs nothing said."""
