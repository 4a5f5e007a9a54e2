"""From a command to what happens, or a refusal; reads the hall, changes nothing."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from edge.hall import commands as c
from edge.hall.decide import (
    alerts,
    calls,
    days,
    feedback,
    matters,
    offers,
    ratings,
    reminders,
    takes,
    tides,
    visits,
    windows,
)
from edge.hall.decision import Decision, Moment
from edge.hall.hall import Hall

_DECIDERS: Mapping[type, Callable[[Hall, Any, Moment], Decision]] = {
    c.Take: takes.take,
    c.Reprint: takes.reprint,
    c.BindCase: takes.bind_case,
    c.ReportPrinted: offers.report_printed,
    c.ReportPrintFault: offers.report_fault,
    c.AcceptOffer: offers.accept,
    c.GiveUpOffer: offers.give_up,
    c.LapseOffer: offers.lapse,
    c.Confirm: offers.confirm,
    c.Void: offers.void,
    c.Call: calls.call,
    c.Next: calls.call_next,
    c.CallNumber: calls.call_number,
    c.Recall: calls.recall,
    c.Start: calls.start,
    c.Miss: calls.miss,
    c.Finish: visits.finish,
    c.Transfer: visits.transfer,
    c.Park: visits.park,
    c.Resume: visits.resume,
    c.Reinstate: visits.reinstate,
    c.Cancel: visits.cancel,
    c.OpenWindow: windows.open_window,
    c.PauseWindow: windows.pause_window,
    c.CloseWindow: windows.close_window,
    c.ChangeWindow: windows.change_window,
    c.UndoChange: windows.undo_change,
    c.CloseUnresolved: matters.close,
    c.AskChief: matters.ask_chief,
    c.AnswerChief: matters.answer_chief,
    c.NoteRegion: matters.note_region,
    c.Remind: reminders.remind,
    c.ClearReminder: reminders.clear,
    c.SetDeadline: reminders.set_deadline,
    c.SignIn: windows.sign_in,
    c.SignOut: windows.sign_out,
    c.Rate: ratings.rate,
    c.PressRating: ratings.press,
    c.DeclineRating: ratings.decline,
    c.TimeOutRating: ratings.time_out,
    c.FailRating: ratings.fail,
    c.AdoptTags: ratings.adopt_tags,
    c.AckRating: alerts.acknowledge,
    c.GiveFeedback: feedback.give,
    c.CloseRating: alerts.close,
    c.RemindRating: alerts.remind,
    c.DefaultRating: alerts.count_default,
    c.OpenDay: days.open_day,
    c.PlanDay: days.plan_day,
    c.ChangeService: days.change_service,
    c.CloseDay: days.close_day,
    c.RaiseProblem: days.raise_problem,
    c.ClearProblem: days.clear_problem,
    c.ReportRecovery: days.report_recovery,
    c.AdviseTide: tides.advise,
    c.AcceptTide: tides.accept,
    c.DeclineTide: tides.decline,
    c.WithdrawTide: tides.withdraw,
    c.EndTide: tides.end,
}


def decide(hall: Hall, command: c.Command, now: datetime, chance: bytes) -> Decision:
    """Return what comes of `command`; Refused with a stable code if the rules do not allow it.

    `now` is aware and never before the journal's last entry, `chance` is 16 random bytes.
    """
    return _DECIDERS[type(command)](hall, command, Moment(now, chance))
