"""What stands on a ticket: structured lines, made of the hall; how they become bytes is the printer's business."""

from collections.abc import Mapping

from drivers.contract import Block, Pair, Qr, Rule, Slip, Text
from edge.hall.decide.appointments import slot_words
from edge.hall.hall import Hall
from edge.hall.routing import group_in
from edge.hall.state import Ticket
from edge.hall.terms import TicketClass
from edge.texts import sentence
from edge.texts.runs import runs

RUNS_SHOWN = 4
SHORTEST_RUN = 3  # fewer neighbours are told one by one


def ticket_slip(  # noqa: PLR0913 - a slip tells this much
    hall: Hall,
    ticket: Ticket,
    *,
    ahead: int,
    wait: tuple[int, int] | None,
    qr_template: str,
    zone_titles: Mapping[str, str],
    is_reprint: bool = False,
) -> Slip:
    """Return the slip of a ticket; `qr_template` may name {hall} and {ticket}, `wait` is in minutes."""
    service = hall.plan.service(ticket.service)
    windows = group_in(hall, ticket.service, ticket.zone)
    blocks: list[Block] = [Text(hall.plan.name, scale=2, align="center", is_bold=True)]
    if is_reprint:
        blocks.append(Text("补打", scale=2, align="center"))
    blocks += [
        Text(ticket.number, scale=4, align="center", is_bold=True),
        Text(_what_for(hall, ticket), scale=2, align="center"),
    ]
    if ticket.ticket_class is not TicketClass.ORDINARY:
        blocks.append(Text(sentence(f"class.{ticket.ticket_class.value}"), align="center"))
    blocks.append(Rule())
    blocks += [
        Pair("办理区域", _place(ticket.zone, windows, zone_titles)),
        Pair("前面等候", f"{ahead} 人"),
        Pair("预计等候", _wait_words(wait)),
        Pair("取号时间", f"{ticket.taken_at:%Y-%m-%d %H:%M}"),
    ]
    blocks += [*_visit(ticket), *_legs(hall, ticket)]
    if service and service.bring:
        blocks += [Rule(), Text("请携带：" + "、".join(service.bring))]
    blocks += [
        Qr(qr_template.format(hall=hall.plan.id, ticket=ticket.id), "凭此码查询、补打"),
        Text("请留意屏幕和广播，过号请到咨询台恢复", align="center"),
    ]
    return Slip(f"{ticket.id}#{ticket.attempt}", tuple(blocks))


def _what_for(hall: Hall, ticket: Ticket) -> str:
    theme = hall.plan.theme(ticket.theme)
    return f"一件事：{theme.name}" if theme else _name(hall, ticket.service)


def _name(hall: Hall, code: str) -> str:
    service = hall.plan.service(code)
    return service.name if service else code


def _visit(ticket: Ticket) -> list[Block]:
    """Return whose visit it is, and what it is joined to: never more of a person than is masked."""
    told: list[Block] = []
    if ticket.slot is not None:
        told.append(Pair("预约时间", slot_words(ticket.slot, ticket.taken_at)))
    if ticket.case:
        told.append(Pair("办件编号", ticket.case))
    if ticket.person is not None:
        label = "取号人" if ticket.agent is None else "委托人"
        told.append(Pair(label, f"{ticket.person.name_masked} 尾号{ticket.person.number_tail}"))
    if ticket.agent is not None:
        told.append(Pair("代办人", f"{ticket.agent.name_masked} 尾号{ticket.agent.number_tail}"))
    return told


def _legs(hall: Hall, ticket: Ticket) -> list[Block]:
    """Return the way of a visit with several services, what is done already left out."""
    ahead = list(enumerate(ticket.legs, start=1))[ticket.leg :]
    if len(ahead) < 2:  # noqa: PLR2004 - one is said already
        return []
    return [
        Rule(),
        Text("依次办理，同一个号码，不用再取号："),
        *(Text(f"{at}. {_name(hall, leg.service)}") for at, leg in ahead),
    ]


def _wait_words(wait: tuple[int, int] | None) -> str:
    if wait is None:
        return "暂无法预计"
    low, high = wait
    return f"约 {low}–{high} 分钟" if low else f"{high} 分钟以内"


def _place(zone: str, windows: tuple[int, ...], titles: Mapping[str, str]) -> str:
    area = f"{titles.get(zone, zone + '区')} " if zone else ""
    return f"{area}{_listed(windows)}" if windows else f"{area}请看综合屏"


def _listed(windows: tuple[int, ...]) -> str:
    """Return windows as on the screens: neighbours as a run, and no more runs than anybody reads."""
    found = runs(windows)
    told: list[str] = []
    for run in found[:RUNS_SHOWN]:
        told += [f"{run[0]}–{run[-1]}"] if len(run) >= SHORTEST_RUN else [str(number) for number in run]
    return "、".join(told) + ("号等窗口" if len(found) > RUNS_SHOWN else "号窗口")
