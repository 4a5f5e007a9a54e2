"""What is ahead of somebody, in one sentence for them: 前面 3 人：预约 1 人，先到 2 人."""

from edge.hall.standing import Standing

_NOBODY = ("前面没有人，请留意叫号", "Nobody is ahead of you; please listen for your number")
_AHEAD = ("前面 {n} 人：{parts}", "{n} ahead: {parts}")
_PARTS = (
    ("priority", ("绿色通道 {n} 人", "{n} priority")),
    ("appointments", ("预约 {n} 人", "{n} by appointment")),
    ("others", ("按规则先呼叫 {n} 人", "{n} in turn before you")),
    ("earlier", ("先到 {n} 人", "{n} earlier")),
)
_BOUND = ("由 {window} 号窗口优先呼叫您，请在附近等候", "Window {window} calls you first; please stay near")
_RETURNED = (
    "过号恢复：本事项再呼叫 {n} 号后轮到您",
    "Back after being missed: your turn comes after {n} more calls",
)


def ahead_words(standing: Standing, language: str = "zh") -> str:
    """Return the sentence."""
    said = 0 if language == "zh" else 1
    if standing.window is not None:
        return _BOUND[said].format(window=standing.window)
    if standing.due_in:
        return _RETURNED[said].format(n=standing.due_in)
    if not standing.ahead:
        return _NOBODY[said]
    counted = ((words[said], getattr(standing, name)) for name, words in _PARTS)
    parts = ("，" if language == "zh" else ", ").join(words.format(n=n) for words, n in counted if n)
    return _AHEAD[said].format(n=standing.ahead, parts=parts)
