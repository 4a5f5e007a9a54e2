"""What stands on a ticket: structured lines, made of the hall; how they become bytes is the printer's business."""

from collections.abc import Mapping

from drivers.contract import Block, Pair, Qr, Rule, Slip, Text
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
        Text(service.name if service else ticket.service, scale=2, align="center"),
    ]
    if ticket.ticket_class is not TicketClass.ORDINARY:
        blocks.append(Text(sentence(f"class.{ticket.ticket_class.value}"), align="center"))
    blocks.append(Rule())
    blocks += [
        Pair("办理区域", _place(ticket.zone, windows, zone_titles)),
        Pair("前面等候", f"{ahead} 人"),
        Pair("预计等候", f"约 {wait[0]}–{wait[1]} 分钟" if wait else "暂无估计"),
        Pair("取号时间", f"{ticket.taken_at:%Y-%m-%d %H:%M}"),
    ]
    if ticket.person is not None:
        blocks.append(Pair("取号人", f"{ticket.person.name_masked} 尾号{ticket.person.number_tail}"))
    if service and service.bring:
        blocks += [Rule(), Text("请携带：" + "、".join(service.bring))]
    blocks += [
        Qr(qr_template.format(hall=hall.plan.id, ticket=ticket.id), "凭此码查询、补打"),
        Text("请留意屏幕和广播，过号请到咨询台恢复", align="center"),
    ]
    return Slip(f"{ticket.id}#{ticket.attempt}", tuple(blocks))


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
