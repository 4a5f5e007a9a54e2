"""Why this ticket was called and no other, in one sentence for a clerk, a supervisor or the citizen.

Who and how long, then the rule that fired, then whom it was called before:
A012 已等候 31 分钟，超过普通类 30 分钟上限，故先于 B003（绿色通道）呼叫
"""

from collections.abc import Mapping

from edge.hall.events import CallReason, Candidate
from edge.hall.terms import Rule, TicketClass
from edge.texts import sentence
from edge.texts.reasons import reason_words

NAMED = 2  # of those who were passed over; the others are in the record

_Text = tuple[str, str]

_LEAD: _Text = ("{number} 已等候{minutes} 分钟，", "{number} has waited {minutes} min: ")
_LEAD_CONTINUING: _Text = ("{number} 到达已{minutes} 分钟，", "{number} arrived {minutes} min ago: ")

_LIMITS: Mapping[TicketClass | None, _Text] = {
    TicketClass.ORDINARY: ("普通类 {limit} 分钟上限", "the limit of {limit} min for ordinary tickets"),
    TicketClass.APPOINTMENT: ("预约类 {limit} 分钟上限", "the limit of {limit} min for appointments"),
    TicketClass.PRIORITY: ("绿色通道 {limit} 分钟上限", "the limit of {limit} min for priority tickets"),
    None: ("最长等候时限", "the limit of its class"),
}
_CEILING: _Text = ("超过{exceeded}", "over {exceeded}")
_STRANDED: _Text = (
    "原定窗口未能呼叫，且超过{exceeded}",
    "not called by the window it waited for, and over {exceeded}",
)

_BOUND: _Text = ("已转到本窗口，由本窗口优先办理", "was sent to this window, which calls it first")
_RESUMED: _Text = ("挂起后返回，由原窗口优先接续办理", "is back after being parked, and the same window goes on first")

_ONLY: _Text = ("按到达先后轮到", "first in line")
_EARLIEST: _Text = ("在各队列排头中到达最早", "came before the heads of all other lines")
_RETURNED: _Text = ("过号恢复后已经轮到", "was missed, is back, and in turn again")
_BY_CLASS: Mapping[TicketClass | None, _Text] = {
    TicketClass.PRIORITY: ("按绿色通道优先规则", "goes by the rule for priority tickets"),
    TicketClass.APPOINTMENT: ("按预约优先规则", "goes by the rule for appointments"),
    TicketClass.ORDINARY: ("按规则轮到", "in turn by the rule"),
    None: ("按规则轮到", "in turn by the rule"),
}

_SPILL_FREE: _Text = ("本窗口主办事项无人等候，由本窗口分流办理", "nobody waits for this window's own services")
_SPILL_LATE: _Text = (
    "其事项等候超过 {limit} 分钟，由本窗口分流办理",
    "its service has waited over {limit} min, so this window helps out",
)
_ELSEWHERE: _Text = ("本区域无人等候，由本窗口支援其他区域", "nobody waits in this zone, so it helps out another")
_EARLY: _Text = ("过号恢复，因无其他人等候提前呼叫", "was missed, is back, and nobody else is waiting")
_BY_NUMBER: _Text = ("由窗口人员指定呼叫（{note}）", "called by number ({note})")

_PLAIN = {Rule.ELSEWHERE: _ELSEWHERE, Rule.EARLY_RETURN: _EARLY, Rule.BY_NUMBER: _BY_NUMBER}

_BEFORE: _Text = ("，故先于 {others}呼叫", ", so before {others}")
_COMES_EARLIER: _Text = ("早到 {minutes} 分钟", "came {minutes} min earlier")
_COMES_LATER: _Text = ("再呼叫 {calls} 号后轮到", "in turn after {calls} more calls")
_IS_SECONDARY: _Text = ("兼办事项", "a secondary service here")
_IS_ELSEWHERE: _Text = ("在其他区域等候", "waits in another zone")
_AND_OTHERS: _Text = ("等", " and others")


def why_called(number: str, reason: CallReason, language: str = "zh") -> str:
    """Return the sentence: who, how long, by which rule, and before whom."""
    said = 0 if language == "zh" else 1
    lead = (_LEAD_CONTINUING if reason.is_continuing else _LEAD)[said]
    before = _before(reason, language)
    facts = {
        "number": number,
        "minutes": _minutes(max(0, reason.waited_s) // 60, language),
        "limit": reason.limit_s // 60,
        "note": reason_words(reason.note, language),
    }
    class_of = reason.ticket_class if reason.limit_s else None
    facts["exceeded"] = _LIMITS[class_of][said].format_map(facts)
    return (lead + _rule(reason)[said]).format_map(facts) + before


def _minutes(minutes: int, language: str) -> str:
    if language == "zh":
        return f" {minutes}" if minutes else "不足 1"
    return str(minutes or "under 1")


def _rule(reason: CallReason) -> _Text:
    match reason.rule:
        case Rule.CEILING:
            return _STRANDED if reason.is_stranded else _CEILING
        case Rule.BOUND:
            return _RESUMED if reason.is_resumed else _BOUND
        case Rule.SCORE:
            return _by_score(reason)
        case Rule.SPILL:
            return _SPILL_LATE if reason.limit_s else _SPILL_FREE
        case Rule.ELSEWHERE | Rule.EARLY_RETURN | Rule.BY_NUMBER:
            return _PLAIN[reason.rule]


def _by_score(reason: CallReason) -> _Text:
    if reason.line == "returned":
        return _RETURNED
    if len(reason.candidates) <= 1:
        return _ONLY
    return _BY_CLASS[reason.ticket_class] if reason.passed_over else _EARLIEST


def _before(reason: CallReason, language: str) -> str:
    """Return whom it was called before: who came earlier, or who would have gone first by the score."""
    if reason.rule is Rule.EARLY_RETURN:
        return ""
    said = 0 if language == "zh" else 1
    heads = {candidate.ticket: candidate for candidate in reason.candidates}
    named = list(reason.passed_over) or _outranked(reason)
    if not named:
        return ""
    comma = "、" if language == "zh" else ", "
    others = comma.join(_named(name, heads.get(name), reason, language) for name in named[:NAMED])
    if len(named) > NAMED:
        others += _AND_OTHERS[said]
    return _BEFORE[said].format(others=others)


def _outranked(reason: CallReason) -> list[str]:
    """Return who would have gone first by score alone, where another rule decided and the class is another."""
    if reason.rule not in (Rule.CEILING, Rule.BOUND):
        return []
    due = (head for head in reason.candidates if head.score > reason.score and not (head.is_secondary or head.due_in))
    return [head.ticket for head in due if head.ticket_class is not reason.ticket_class][:1]


def _named(name: str, head: Candidate | None, reason: CallReason, language: str) -> str:
    """Return a ticket with what it is, and why it did not go first where that is not plain."""
    number = name.rpartition("/")[2]
    if head is None:
        return f"{number} " if language == "zh" else number
    said = 0 if language == "zh" else 1
    line = f"line.{head.line}" if head.line == "returned" or head.ticket_class is None else ""
    words = [sentence(line or f"class.{head.ticket_class.value if head.ticket_class else head.line}", language)]
    if head.due_in:
        words.append(_COMES_LATER[said].format(calls=head.due_in))
    if head.is_secondary:
        words.append(_IS_SECONDARY[said])
    if head.is_elsewhere:
        words.append(_IS_ELSEWHERE[said])
    earlier = (head.waited_s - reason.waited_s) // 60
    if earlier > 0:
        words.append(_COMES_EARLIER[said].format(minutes=earlier))
    return f"{number}（{'，'.join(words)}）" if language == "zh" else f"{number} ({', '.join(words)})"
