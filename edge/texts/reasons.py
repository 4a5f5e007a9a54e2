"""Why something was done, in words: reasons are codes.

Reasons are kept as codes and put into words by whoever shows them; what a clerk wrote in own words stays as it is.
"""

from collections.abc import Mapping

from edge.hall.plan import Plan
from edge.hall.state import Reminder, Window
from edge.hall.terms import WindowState
from edge.texts import sentence

REASONS: Mapping[str, tuple[str, str]] = {
    # pauses
    "lunch": ("午休", "lunch break"),
    "lunch_rota": ("午间轮休", "taking turns at lunch"),
    "short_break": ("短暂离开", "back in a moment"),
    "meeting": ("业务会议", "staff meeting"),
    "system_fault": ("系统故障", "system fault"),
    "materials": ("领取材料", "fetching materials"),
    "handover": ("交接班", "change of shift"),
    "training": ("业务培训", "training"),
    "inspection": ("配合检查", "inspection"),
    "personal": ("个人事务", "personal matter"),
    # closings
    "shift_end": ("下班", "end of shift"),
    "rearranged": ("窗口调整", "windows rearranged"),
    "day_closed": ("今日业务已结束", "closed for today"),
    "left_open": ("上一办公日未正常结束", "the day before was left open"),
    "hours": ("办公时间结束", "end of office hours"),
    "technician": ("管理员结束办公", "closed by the technician"),
    "tide": ("潮汐窗口调整", "tidal window"),
    # who was not there
    "not_started": ("呼叫后未到窗口", "did not come to the window"),
    "no_show": ("多次呼叫未到", "called several times, did not come"),
    "gave_up": ("本人放弃办理", "gave it up"),
    # parked
    "documents": ("补充材料", "fetching documents"),
    "copies": ("复印材料", "making copies"),
    "forms": ("填写表格", "filling in a form"),
    "payment": ("等待缴费", "paying a fee"),
    # sent on
    "wrong_ticket": ("取错号", "took the wrong ticket"),
    "other_window": ("需其他窗口办理", "another window is needed"),
    "next_step": ("需后续环节", "a further step is needed"),
    "difficult": ("疑难事项", "a difficult matter"),
    "duplicate": ("重复取号", "took a ticket twice"),
    # called by number
    "urgent": ("急事急办", "urgent"),
    "frail": ("老人、病人照顾", "care for an old or ill person"),
    "by_staff": ("工作人员协调", "arranged by staff"),
    "complete": ("材料已补齐", "documents are complete now"),
    "keypad": ("窗口呼叫器操作", "by keypad"),
    "by_supervisor": ("值班长准予恢复", "allowed by the supervisor"),
    # clerks
    "replaced": ("由其他人员接替", "somebody else signed in"),
    "elsewhere": ("已在其他窗口登录", "signed in at another window"),
    # the citizen asked at a kiosk or a dispenser
    "by_citizen": ("群众自助提出", "by the citizen"),
}

OFFERED: Mapping[str, tuple[str, ...]] = {
    "close": ("shift_end", "rearranged"),
    "miss": ("no_show", "gave_up"),
    "park": ("documents", "copies", "forms", "payment"),
    "cancel": ("gave_up", "wrong_ticket", "duplicate"),
    "transfer": ("wrong_ticket", "other_window", "next_step", "difficult"),
    "call_number": ("urgent", "frail", "by_staff", "complete"),
}
"""What a clerk's page offers as a reason; those of a pause are the hall's own."""

_CODES = {words: code for code, both in REASONS.items() for words in both}
_EARLIER = {"day closed": "day_closed", "left open": "left_open", "not started": "not_started"}
"""As earlier versions kept them; they are still in journals."""


def code_of(raw_reason: str) -> str:
    """Return the code of what was said in the catalogue's words, or what was said."""
    said = raw_reason.strip()
    return _EARLIER.get(said) or _CODES.get(said, said)


def reason_words(reason: str, language: str = "zh", plan: Plan | None = None) -> str:
    """Return a reason for staff: the hall's own words for it, the catalogue's, or what was said."""
    code = code_of(reason)
    own = plan.pause_reason(code) if plan else None
    if own is not None and own.name:
        return own.name if language == "zh" else own.name_en or own.name
    if code in REASONS:
        return REASONS[code][0 if language == "zh" else 1]
    return reason


def both(reason: str, plan: Plan | None = None) -> dict[str, str]:
    """Return `reason_words` in either language, for screens that show one or both."""
    return {language: reason_words(reason, language, plan) for language in ("zh", "en")}


def public_pause(plan: Plan, window: Window, language: str = "zh") -> str:
    """Return why a window is paused as citizens may know it; "" if it is open, or the reason is no business of theirs.

    Only a configured public reason is: a clerk's own words are for the hall's records. A rest by roster is everybody's
    business, and so is when it ends.
    """
    if window.until is not None:
        back = f"{window.until:%H:%M}恢复" if language == "zh" else f"back at {window.until:%H:%M}"
        return " ".join(filter(None, (reason_words(window.reason, language, plan), back)))
    known = plan.pause_reason(code_of(window.reason)) if window.state is WindowState.PAUSED else None
    return reason_words(window.reason, language, plan) if known is not None and known.is_public else ""


def reminder_words(reminder: Reminder, language: str = "zh") -> str:
    """Return what takes too long, in a sentence."""
    return sentence(
        f"timer.{reminder.timer.value}",
        language,
        minutes=reminder.limit_s // 60,
        window=reminder.window,
        number=reminder.ticket.rpartition("/")[2],
        case=reminder.case,
    )
