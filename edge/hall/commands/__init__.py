"""Everything that anyone may ask of the hall."""

from edge.hall.commands.days import (
    ChangeService,
    ClearProblem,
    CloseDay,
    OpenDay,
    PlanDay,
    RaiseProblem,
    ReportRecovery,
)
from edge.hall.commands.desks import (
    Call,
    CallNumber,
    ChangeWindow,
    CloseWindow,
    Finish,
    Miss,
    Next,
    OpenWindow,
    Park,
    PauseWindow,
    Recall,
    Resume,
    SignIn,
    SignOut,
    Start,
    Transfer,
    UndoChange,
)
from edge.hall.commands.feedback import GiveFeedback
from edge.hall.commands.matters import AnswerChief, AskChief, CloseUnresolved, NoteRegion
from edge.hall.commands.people import Person
from edge.hall.commands.ratings import (
    AckRating,
    AdoptTags,
    CloseRating,
    DeclineRating,
    DefaultRating,
    FailRating,
    PressRating,
    Rate,
    RemindRating,
    TimeOutRating,
)
from edge.hall.commands.reminders import ClearReminder, Remind, SetDeadline
from edge.hall.commands.slots import Slot
from edge.hall.commands.tickets import (
    AcceptOffer,
    BindCase,
    Cancel,
    Confirm,
    GiveUpOffer,
    LapseOffer,
    Reinstate,
    ReportPrinted,
    ReportPrintFault,
    Reprint,
    Take,
    Void,
)
from edge.hall.commands.tides import AcceptTide, AdviseTide, DeclineTide, EndTide, WithdrawTide

Command = (
    Take
    | ReportPrinted
    | ReportPrintFault
    | AcceptOffer
    | GiveUpOffer
    | LapseOffer
    | Confirm
    | Void
    | Reprint
    | Call
    | Next
    | CallNumber
    | Recall
    | Start
    | Miss
    | Finish
    | Transfer
    | Park
    | Resume
    | Reinstate
    | Cancel
    | BindCase
    | OpenWindow
    | PauseWindow
    | CloseWindow
    | ChangeWindow
    | UndoChange
    | CloseUnresolved
    | AskChief
    | AnswerChief
    | NoteRegion
    | Remind
    | ClearReminder
    | SetDeadline
    | SignIn
    | SignOut
    | Rate
    | PressRating
    | DeclineRating
    | TimeOutRating
    | FailRating
    | AdoptTags
    | AckRating
    | GiveFeedback
    | CloseRating
    | RemindRating
    | DefaultRating
    | OpenDay
    | PlanDay
    | ChangeService
    | CloseDay
    | RaiseProblem
    | ClearProblem
    | ReportRecovery
    | AdviseTide
    | AcceptTide
    | DeclineTide
    | WithdrawTide
    | EndTide
)

__all__ = [
    "AcceptOffer",
    "AcceptTide",
    "AckRating",
    "AdoptTags",
    "AdviseTide",
    "AnswerChief",
    "AskChief",
    "BindCase",
    "Call",
    "CallNumber",
    "Cancel",
    "ChangeService",
    "ChangeWindow",
    "ClearProblem",
    "ClearReminder",
    "CloseDay",
    "CloseRating",
    "CloseUnresolved",
    "CloseWindow",
    "Command",
    "Confirm",
    "DeclineRating",
    "DeclineTide",
    "DefaultRating",
    "EndTide",
    "FailRating",
    "Finish",
    "GiveFeedback",
    "GiveUpOffer",
    "LapseOffer",
    "Miss",
    "Next",
    "NoteRegion",
    "OpenDay",
    "OpenWindow",
    "Park",
    "PauseWindow",
    "Person",
    "PlanDay",
    "PressRating",
    "RaiseProblem",
    "Rate",
    "Recall",
    "Reinstate",
    "Remind",
    "RemindRating",
    "ReportPrintFault",
    "ReportPrinted",
    "ReportRecovery",
    "Reprint",
    "Resume",
    "SetDeadline",
    "SignIn",
    "SignOut",
    "Slot",
    "Start",
    "Take",
    "TimeOutRating",
    "Transfer",
    "UndoChange",
    "Void",
    "WithdrawTide",
]
