"""What central asks, read at the door: id and arguments become a command of the hall, or a refusal."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from edge.central import arguments as a
from edge.central.matters import MATTERS
from edge.hall import commands as c
from edge.hall.refusal import Refused
from edge.texts.reasons import code_of

LARGEST_PAYLOAD = 64 * 1024  # bytes


class Request(BaseModel):
    """The envelope of every command."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Annotated[str, Field(min_length=1, max_length=128)]
    args: dict[str, Any] = Field(default_factory=dict)
    reply: Annotated[str, Field(min_length=1, max_length=512)] | None = None
    expires: AwareDatetime | None = None


class Named(BaseModel):
    """As much of a broken envelope as is needed to say so to whoever sent it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Annotated[str, Field(min_length=1, max_length=128)]


Maker = Callable[[Any, str], c.Command]
"""Makes a command of its arguments and the id it came with."""


def _of_window(command: Callable[[int], c.Command]) -> Maker:
    return lambda args, _: command(args.window)


def _of_window_with_reason(command: Callable[[int, str], c.Command]) -> Maker:
    return lambda args, _: command(args.window, code_of(args.reason))


def _of_ticket_with_reason(command: Callable[[str, str], c.Command]) -> Maker:
    return lambda args, _: command(args.ticket, args.reason)


COMMANDS: Mapping[str, tuple[type[a.Closed], Maker]] = {
    "take": (a.TakeArgs, lambda args, command_id: args.take(command_id)),
    "call": (a.WindowArgs, _of_window(c.Call)),
    "next": (a.NextArgs, lambda args, _: c.Next(args.window, args.is_missed, args.seen)),
    "call_number": (a.CallNumberArgs, lambda args, _: c.CallNumber(args.window, args.ticket, args.reason)),
    "recall": (a.DeskReasonArgs, lambda args, _: c.Recall(args.window, args.seen)),
    "start": (a.DeskReasonArgs, lambda args, _: c.Start(args.window, seen=args.seen)),
    "miss": (a.DeskReasonArgs, lambda args, _: c.Miss(args.window, args.reason, args.seen)),
    "park": (a.DeskReasonArgs, lambda args, _: c.Park(args.window, args.reason, args.seen)),
    "finish": (a.FinishArgs, lambda args, _: c.Finish(args.window, args.outcome, args.seen)),
    "reinstate": (a.ReinstateArgs, lambda args, _: c.Reinstate(args.ticket, args.reason, args.is_late)),
    "resume": (a.TicketArgs, lambda args, _: c.Resume(args.ticket)),
    "cancel": (a.TicketArgs, _of_ticket_with_reason(c.Cancel)),
    "confirm": (a.TicketArgs, _of_ticket_with_reason(c.Confirm)),
    "void": (a.TicketArgs, _of_ticket_with_reason(c.Void)),
    "reprint": (a.ReprintArgs, lambda args, _: c.Reprint(args.ticket, args.dispenser, args.reason)),
    "transfer": (a.TransferArgs, lambda args, _: c.Transfer(args.ticket, args.reason, args.service or "", args.window)),
    "open_window": (a.WindowReasonArgs, _of_window_with_reason(c.OpenWindow)),
    "pause_window": (a.WindowReasonArgs, _of_window_with_reason(c.PauseWindow)),
    "close_window": (a.WindowReasonArgs, _of_window_with_reason(c.CloseWindow)),
    "change_window": (
        a.ChangeWindowArgs,
        lambda args, _: c.ChangeWindow(args.window, args.serves, args.spills, args.role, args.also, args.by),
    ),
    "undo_change": (a.UndoChangeArgs, lambda args, _: c.UndoChange(args.window, args.by)),
    "sign_in": (a.SignInArgs, lambda args, _: c.SignIn(args.window, args.clerk)),
    "sign_out": (a.SignOutArgs, lambda args, _: c.SignOut(args.window, args.clerk)),
    "open_day": (a.OpenDayArgs, lambda args, _: c.OpenDay(args.day)),
    "close_day": (a.CloseDayArgs, lambda args, _: c.CloseDay(args.reason)),
    "rate": (a.RateArgs, lambda args, _: args.rate()),
    "change_service": (
        a.ChangeServiceArgs,
        lambda args, _: c.ChangeService(args.service, args.admission, args.reason),
    ),
    "feedback": (
        a.FeedbackArgs,
        lambda args, _: c.GiveFeedback(args.topic, args.source, args.text, args.ticket, args.contact),
    ),
    "ack_rating": (a.AlertArgs, lambda args, _: c.AckRating(args.rating, args.by, args.note)),
    "close_rating": (a.AlertArgs, lambda args, _: c.CloseRating(args.rating, args.by, args.note)),
    "accept_tide": (a.AcceptTideArgs, lambda args, _: c.AcceptTide(args.advice, args.by)),
    "decline_tide": (a.DeclineTideArgs, lambda args, _: c.DeclineTide(args.advice, args.by, args.reason)),
    "bind_case": (a.BindCaseArgs, lambda args, _: c.BindCase(args.ticket, args.case)),
    **MATTERS,
}
"""The commands that are the hall's own."""

BESIDE: Mapping[str, type[a.Closed]] = {"device": a.DeviceArgs, "snapshot": a.NoArgs, "resend": a.ResendArgs}
"""The commands that change nothing in the hall."""


def read_request(payload: bytes) -> Request:
    """Return the envelope; Refused `too_large` or `bad_args`."""
    if len(payload) > LARGEST_PAYLOAD:
        raise Refused("too_large", bytes=len(payload), limit=LARGEST_PAYLOAD)
    try:
        return Request.model_validate_json(payload)
    except ValidationError as error:
        raise refusal(error) from error


def read_id(payload: bytes) -> str:
    """Return the id in a payload that is no good otherwise, or nothing."""
    if len(payload) > LARGEST_PAYLOAD:
        return ""
    try:
        return Named.model_validate_json(payload).id
    except ValidationError:
        return ""


def read_command(name: str, request: Request) -> c.Command | a.DeviceArgs | a.NoArgs | a.ResendArgs:
    """Return what is asked for; Refused `unknown_command` or `bad_args`."""
    try:
        if name in COMMANDS:
            model, make = COMMANDS[name]
            return make(model.model_validate(request.args), request.id)
        if name in BESIDE:
            return BESIDE[name].model_validate(request.args)  # type: ignore[return-value] # the three of the table
    except ValidationError as error:
        raise refusal(error) from error
    raise Refused("unknown_command", command=name[:64])


def refusal(error: ValidationError) -> Refused:
    """Return what is wrong, by path and without what was sent: that may be anybody's name."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    if any(fault["type"] == "json_invalid" for fault in faults):
        return Refused("bad_args", payload="this is not JSON in UTF-8")
    return Refused("bad_args", **{".".join(map(str, fault["loc"])) or "args": fault["msg"] for fault in faults[:20]})
