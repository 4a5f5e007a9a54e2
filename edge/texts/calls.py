"""What displays show and announcers say of a call."""

from collections.abc import Sequence

from edge.hall.plan import Plan
from edge.hall.state import Ticket, Window
from edge.hall.terms import Role, WindowState
from edge.texts import sentence
from edge.texts.reasons import public_pause

SHOWN_ROLES = 2  # on a strip; more do not fit
SERVICES_SAID = 3  # of a window that opens: more nobody can keep in mind


def shown_call(number: str, window: int) -> str:
    """Return the sentence over the window: 请A001号到3号窗口."""
    return f"请{number}号到{window}号窗口"


def spoken_call(number: str, window: int, zone: str = "") -> str:
    """Return what is spoken; the zone only to somebody who waits in another one."""
    return f"请{number}号到{zone}{window}号窗口"


def spoken_opening(window: int, services: Sequence[str]) -> str:
    """Return what is said when a tidal window opens for certain services."""
    return f"{window}号窗口现已开放，办理{'、'.join(services[:SERVICES_SAID])}，请留意叫号"


def shown_state(plan: Plan, window: Window, ticket: Ticket | None) -> str:
    """Return what a display says when nobody is being called."""
    if ticket is not None:
        return f"{window.number}号窗口 正在办理{ticket.number}号"
    if window.until is not None:
        return f"{window.number}号窗口 {public_pause(plan, window)}"
    if window.state is WindowState.PAUSED:
        return " ".join(filter(None, (f"{window.number}号窗口", "暂停服务", public_pause(plan, window))))
    if window.state is WindowState.OPEN:
        return f"{window.number}号窗口 {roles_words(window, most=SHOWN_ROLES) or '欢迎光临'}"
    return f"{window.number}号窗口 {sentence('window.' + window.state.value)}"


def roles_words(window: Window, language: str = "zh", most: int | None = None) -> str:
    """Return what a window is for: 咨询、统一出件; "" for a general one, which needs no sign."""
    named = [role for role in window.roles if role not in (Role.ACCEPT, Role.TIDAL)][:most]
    return ("、" if language == "zh" else ", ").join(sentence(f"role.{role.value}", language) for role in named)
