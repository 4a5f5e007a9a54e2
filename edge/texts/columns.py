"""The heads of the columns of reports, Chinese and English."""

from collections.abc import Mapping
from types import MappingProxyType

COLUMNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "first": ("起始日期", "from"),
        "last": ("截止日期", "to"),
        "service": ("事项编码", "service"),
        "service_name": ("事项名称", "name"),
        "class": ("优先类别", "class"),
        "hour": ("时段", "hour"),
        "window": ("窗口", "window"),
        "zone": ("区域", "zone"),
        "clerk": ("人员编码", "clerk"),
        "clerk_name": ("姓名", "clerk's name"),
        "taken": ("取号", "taken"),
        "called": ("呼叫", "called"),
        "served": ("办结", "served"),
        "missed": ("过号", "missed"),
        "reinstated": ("过号恢复", "reinstated"),
        "transferred": ("转出", "transferred"),
        "parked": ("挂起", "parked"),
        "cancelled": ("取消", "cancelled"),
        "voided": ("作废", "void"),
        "expired": ("闭厅未办", "expired"),
        "unresolved": ("办不成事", "unresolved"),
        "wait_mean": ("平均等候(分)", "wait mean (min)"),
        "wait_p50": ("等候中位数(分)", "wait p50 (min)"),
        "wait_p95": ("等候95分位(分)", "wait p95 (min)"),
        "wait_max": ("最长等候(分)", "wait max (min)"),
        "over": ("超时等候人次", "waited over the ceiling"),
        "walk_mean": ("平均到窗(分)", "walk mean (min)"),
        "serve_mean": ("平均办理(分)", "service mean (min)"),
        "serve_p95": ("办理95分位(分)", "service p95 (min)"),
        "rating_opened": ("应评", "ratings opened"),
        "rating_given": ("已评", "ratings given"),
        "rating_declined": ("不评价", "declined"),
        "rating_timed_out": ("超时未评", "timed out"),
        "rating_failed": ("设备故障未评", "device failed"),
        "response": ("参评率", "response"),
        "good": ("好评率", "good"),
        "alerted": ("差评交办", "bad ratings alerted"),
        "settled": ("差评办结", "settled"),
        "overdue": ("差评逾期", "overdue"),
        "level_5": ("非常满意", "very satisfied"),
        "level_4": ("满意", "satisfied"),
        "level_3": ("基本满意", "fairly satisfied"),
        "level_2": ("不满意", "dissatisfied"),
        "level_1": ("非常不满意", "very dissatisfied"),
        "open_h": ("开放(时)", "open (h)"),
        "signed_in_h": ("在岗(时)", "signed in (h)"),
        "paused_h": ("暂停(时)", "paused (h)"),
        "busy_h": ("服务(时)", "busy (h)"),
        "heat": ("忙闲比", "heat"),
        "utilisation": ("利用率", "utilisation"),
        "sign": ("迹象", "sign"),
        "share": ("占比(%)", "share (%)"),
        "count": ("次数", "count"),
        "explanation": ("说明", "explanation"),
        "pauses": ("暂停原因(分)", "pauses (min)"),
    }
)

ALL_CLASSES = ("全部", "all")
ALL_DAY = ("全天", "all day")


def column(name: str, language: str) -> str:
    """Return the head of a column, zh or en."""
    chinese, english = COLUMNS[name]
    return chinese if language == "zh" else english
