"""Why the hall says no, in a sentence for whoever asked: code → (Chinese, English)."""

from collections.abc import Mapping

REFUSALS: Mapping[str, tuple[str, str]] = {
    "day_not_open": ("大厅今日尚未开始办公，请稍候。", "The hall has not opened its day yet."),
    "day_already_open": ("今日（{day}）已经开始办公。", "The day {day} is already open."),
    "day_plan_unchanged": ("今日的办公安排没有变化。", "Nothing about today's sessions would change."),
    "service_unchanged": ("“{service}”的取号设置没有变化。", "Nothing about {service_en} would change."),
    "unknown_ticket": ("没有找到号票 {ticket}。", "There is no ticket {ticket}."),
    "unknown_window": ("没有 {window} 号窗口。", "There is no window {window}."),
    "unknown_service": ("没有这个事项：{service}。", "There is no service {service}."),
    "unknown_dispenser": ("没有名为 {dispenser} 的取号机。", "There is no dispenser {dispenser}."),
    "unknown_device": ("没有名为 {device} 的设备。", "There is no device {device}."),
    "unknown_action": ("设备 {device} 不能执行“{action}”。", "Device {device} cannot do {action}."),
    "unknown_command": ("没有这个命令：{command}。", "There is no command {command}."),
    "unknown_rating": ("这次评价不存在或已过期。", "This rating does not exist or is over."),
    "bad_args": ("参数不正确：{fields}。", "These arguments do not fit: {fields}."),
    "expired": ("命令已过期，未执行。", "The command came too late and was not done."),
    "service_not_here": ("本机不办理“{service}”取号，请到咨询台。", "{service_en} is not offered at this dispenser."),
    "service_closed": ("“{service}”现在不能取号。", "{service_en} takes no tickets now."),
    "between_sessions": (
        "现在不是“{service}”的取号时间，{opens} 恢复取号。",
        "No tickets for {service_en} right now; again from {opens}.",
    ),
    "appointments_only": (
        "“{service}”在 {until} 前只办理预约。已预约的请先签到；未预约的可在其他时段现场取号。",
        "Until {until} {service_en} is for appointments only. Without one, please come at any other time.",
    ),
    "closing_time": (
        "今天的取号已于 {closed} 结束，窗口正在为已取号的群众办理。",
        "Tickets were given until {closed}. Those who hold one are still being served.",
    ),
    "not_held_today": ("“{service}”今天不取号。", "There are no tickets for {service_en} today."),
    "capacity_reached": (
        "“{service}”今天已排满：前面 {ahead} 人、{windows} 个窗口，至少还要等 {low} 分钟，距下班只剩 {left} 分钟。",
        "{service_en} is full today: {ahead} ahead, {windows} window(s), {low} min at least, {left} left.",
    ),
    "no_window_today": (
        "“{service}”的窗口今天已结束办理，{closes} 下班。",
        "The windows for {service_en} have finished for today; the hall closes at {closes}.",
    ),
    "may_not_be_reached": (
        "临近下班：前面有 {ahead} 人，距 {closes} 下班还有 {left} 分钟，今天可能轮不到您。",
        "Closing time is near: {ahead} ahead, {left} minutes left until {closes}. You may not be called today.",
    ),
    "card_needed": ("办理“{service}”请先刷身份证。", "{service_en} needs your ID card first."),
    "already_waiting": (
        "您已取过“{service}”的号：{number}，请凭此号等候。",
        "You already hold {number} for {service_en}.",
    ),
    "appointment_early": (
        "您预约的时间是 {slot}，请在 {opens} 以后再来取号。",
        "Your appointment is at {slot}; please come back from {opens} on.",
    ),
    "appointment_late": (
        "您预约的时间（{slot}）已经过了，可以改取普通号。",
        "Your appointment ({slot}) is over; you can take an ordinary ticket instead.",
    ),
    "appointment_used": ("这个预约已经取过号：{ticket}。", "This appointment has its ticket already: {ticket}."),
    "appointment_unknown": (
        "没有查到这个预约，您可以直接取号。",
        "This appointment is not known here; you can take a ticket all the same.",
    ),
    "appointments_expired": (
        "预约信息没有及时更新，暂时无法核对，您可以直接取号。",
        "The list of appointments is out of date and cannot be checked; you can take a ticket all the same.",
    ),
    "reprint_limit": (
        "号票 {ticket} 已补打 {reprints} 次，不能再补打。请记下号码，或到咨询台。",
        "Ticket {ticket} has been printed again {reprints} times. Please note the number, or ask at the desk.",
    ),
    "case_needed": (
        "办理“{service}”请先扫描受理单，或输入办件编号。",
        "{service_en} needs your receipt: scan it, or enter its case number.",
    ),
    "agent_card_needed": ("请先刷代办人本人的身份证。", "Please swipe the agent's own ID card first."),
    "unknown_theme": ("没有这个“一件事”：{theme}。", "There is no theme {theme}."),
    "reason_needed": ("请写明原因。", "Please give a reason."),
    "no_printer": ("这里没有可用的打印机。", "There is no printer here."),
    "ticket_not_printing": (
        "号票 {ticket} 已不在打印中，现为：{state}。",
        "Ticket {ticket} is not being printed any more, but {state}.",
    ),
    "ticket_not_offered": (
        "号票 {ticket} 已经处理过了，现为：{state}。",
        "Ticket {ticket} has been settled already: {state}.",
    ),
    "ticket_not_unsure": (
        "号票 {ticket} 不在待确认名单中，现为：{state}。",
        "Ticket {ticket} is not on the list to be confirmed, but {state}.",
    ),
    "ticket_not_waiting": ("号票 {ticket} 不在等候中，现为：{state}。", "Ticket {ticket} is not waiting, but {state}."),
    "ticket_not_called": (
        "号票 {ticket} 不在呼叫中，现为：{state}。",
        "Ticket {ticket} is not being called, but {state}.",
    ),
    "ticket_not_missed": ("号票 {ticket} 没有过号，现为：{state}。", "Ticket {ticket} was not missed, but is {state}."),
    "ticket_not_serving": (
        "号票 {ticket} 不在办理中，现为：{state}。",
        "Ticket {ticket} is not being served, but {state}.",
    ),
    "ticket_not_at_window": (
        "号票 {ticket} 不在窗口，现为：{state}。",
        "Ticket {ticket} is not at a window, but {state}.",
    ),
    "ticket_not_parked": ("号票 {ticket} 没有挂起，现为：{state}。", "Ticket {ticket} is not parked, but {state}."),
    "ticket_not_cancellable": (
        "号票 {ticket} {state}，现在不能取消。",
        "Ticket {ticket} is {state} and cannot be cancelled now.",
    ),
    "ticket_ended": ("号票 {ticket} 已经结束：{state}。", "Ticket {ticket} has ended: {state}."),
    "nobody_waiting": ("没有等候的号票。", "Nobody is waiting."),
    "ticket_changed": (
        "{window} 号窗口现在是 {ticket}，请核对后再操作。",
        "{ticket} is at window {window} now; please look again.",
    ),
    "just_called": ("{ticket} 刚刚呼叫，请稍候再按。", "{ticket} has only just been called; please wait a moment."),
    "window_busy": ("{window} 号窗口正在办理 {ticket}。", "Window {window} is busy with {ticket}."),
    "window_free": ("{window} 号窗口现在没有号票。", "There is no ticket at window {window}."),
    "window_not_open": ("{window} 号窗口没有开放，现为：{state}。", "Window {window} is not open, but {state}."),
    "window_already_open": ("{window} 号窗口已经开放。", "Window {window} is already open."),
    "window_already_closed": ("{window} 号窗口已经关闭。", "Window {window} is already closed."),
    "window_unchanged": ("{window} 号窗口没有变化。", "Nothing about window {window} would change."),
    "service_not_of_role": (
        "“{service}”不属于 {window} 号窗口的窗口类型可以办理的事项。",
        "Window {window} may not serve {service_en} in its role.",
    ),
    "role_without_service": (
        "没有事项适合 {window} 号窗口的新类型，请同时指定事项。",
        "No service fits the new role of window {window}; name its services too.",
    ),
    "nothing_to_undo": ("{window} 号窗口没有可以撤销的调整。", "Nothing was changed at window {window}."),
    "unknown_clerk": ("没有登记工号 {clerk}，不能登录。", "No clerk has the number {clerk}; sign-in refused."),
    "same_window": ("号票已经在 {window} 号窗口。", "The ticket is at window {window} already."),
    "recall_limit": (
        "{ticket} 已重呼 {recalls} 次，请按“过号”。",
        "{ticket} has been called again {recalls} times; it can be missed now.",
    ),
    "return_window_over": (
        "{ticket} 过号已 {minutes} 分钟，请重新取号。",
        "{ticket} was missed {minutes} minutes ago; please take a new ticket.",
    ),
    "already_signed_in": ("已经登录 {window} 号窗口。", "Already signed in at window {window}."),
    "nobody_signed_in": ("{window} 号窗口没有人登录。", "Nobody is signed in at window {window}."),
    "another_signed_in": (
        "{window} 号窗口登录的是 {clerk}。",
        "{clerk} is the one signed in at window {window}.",
    ),
    "already_rated": ("这次服务已经评价过了，谢谢。", "This visit has been rated already, thank you."),
    "not_rated_yet": ("这次服务还没有评价，请先作首次评价。", "This visit has not been rated yet; rate it first."),
    "link_expired": ("评价链接已过有效期。", "The link for this rating is over."),
    "unknown_tags": ("所选评价项不在现行评价指标（{version}）中。", "These reasons are not on list {version}."),
    "tags_known": ("评价指标 {version} 已在使用。", "List {version} is in use already."),
    "unknown_alert": ("没有待处理的差评 {rating}。", "No bad rating {rating} is waiting to be dealt with."),
    "alert_acknowledged": ("{by} 已在处理这件差评。", "{by} is dealing with this bad rating already."),
    "rating_closed": ("这次评价已经结束。", "This rating is closed."),
    "problem_known": ("这个问题已经登记。", "This problem is known already."),
    "problem_unknown": ("没有这个问题。", "There is no such problem."),
    "journal_broken": ("系统暂时不能保存，请稍候再试。", "Nothing can be kept right now; please try again soon."),
    "too_large": ("内容太长。", "That is too large."),
    "key_not_used": ("这个按键在这里没有用途。", "This key has no use here."),
}
