"""Why this ticket was called and no other, in one sentence for a clerk, a supervisor or the citizen."""

from edge.hall.events import CallReason
from edge.hall.terms import Rule

_RULES = {
    Rule.CEILING: (
        "已等候 {minutes} 分钟，超过最长等候时限，优先呼叫",
        "has waited {minutes} minutes, longer than anyone of this class should",
    ),
    Rule.BOUND: ("指定由本窗口办理，已等候 {minutes} 分钟", "waits for this very window, {minutes} minutes"),
    Rule.SCORE: (
        "按规则轮到：在 {lines} 个队列的排头中最靠前，已等候 {minutes} 分钟",
        "comes first among the heads of {lines} lines, waited {minutes} minutes",
    ),
    Rule.SPILL: (
        "分流：主办事项无人或其他事项等候过久，已等候 {minutes} 分钟",
        "helps out with a secondary service, waited {minutes} minutes",
    ),
    Rule.EARLY_RETURN: (
        "过号恢复，且没有其他人等候",
        "was missed and is back, and nobody else is waiting",
    ),
    Rule.BY_NUMBER: ("窗口人员点名呼叫：{note}", "called by number: {note}"),
}


_ONLY_LINE = (
    "按先后顺序轮到，已等候 {minutes} 分钟",
    "is the earliest of the only line, waited {minutes} minutes",
)


def why_called(reason: CallReason, language: str = "zh") -> str:
    """Return the sentence, with who arrived earlier and was passed over."""
    is_only_line = reason.rule is Rule.SCORE and len(reason.candidates) <= 1
    chinese, english = _ONLY_LINE if is_only_line else _RULES[reason.rule]
    facts = {"minutes": max(0, reason.waited_s) // 60, "lines": len(reason.candidates), "note": reason.note}
    said = (chinese if language == "zh" else english).format_map(facts)
    passed = [name.rpartition("/")[2] for name in reason.passed_over]
    if not passed:
        return said
    if language == "zh":
        return f"{said}；先到而未呼叫：{'、'.join(passed)}"
    return f"{said}; arrived earlier and not called: {', '.join(passed)}"
