"""A hall with all that can be asked for at a dispenser: groups, themes, pick-ups, and appointments of central."""

from dataclasses import replace
from datetime import datetime, timedelta

from edge.hall import commands as c
from edge.hall.hall import Hall
from edge.hall.plan import Group, Service, Theme, WindowPlan
from edge.hall.terms import Role, ServiceKind
from tests.central.appointments import appointment, published
from tests.web.hall_at_work import PLAN, HallAtWork, Stage, ready

HOLDER = "ab" * 32
SOCIAL, MEDICAL, TAX, ESTATE, COMPANY, HOUSEHOLD = PLAN.services

WIDE_PLAN = replace(
    PLAN,
    services=(
        replace(SOCIAL, group="insurance", is_popular=True),
        replace(MEDICAL, group="insurance"),
        replace(TAX, group="money"),
        replace(ESTATE, group="home"),
        replace(COMPANY, group="money"),
        replace(HOUSEHOLD, group="home", is_popular=True),
        Service("pickup", "统一出件", "K", "Pick-up of documents", kind=ServiceKind.PICKUP),
        Service("advice", "咨询引导", "L", "Information", kind=ServiceKind.CONSULT),
    ),
    windows=(*PLAN.windows, WindowPlan(7, "B", ("pickup", "advice"), role=Role.DELIVER, has_start_key=True)),
    groups=(
        Group("people", "个人事项", "For people"),
        Group("insurance", "社保医保", "Insurance", "people"),
        Group("home", "户籍房产", "Home", "people"),
        Group("money", "企业税务", "Business and tax"),
    ),
    themes=(
        Theme("newborn", "新生儿出生", ("household", "medical"), "A child is born"),
        Theme("shop", "开一家小店", ("company", "tax"), "Opening a shop"),
    ),
)


def open_wide_stage(heartbeat_s: float = 5.0) -> Stage:
    """Return a hall whose day and windows are open, its devices well, and a list of appointments in force."""
    stage = Stage(commands=HallAtWork(Hall(WIDE_PLAN)), heartbeat_s=heartbeat_s)
    stage.commands.do(c.OpenDay())
    for number in (1, 2, 3, 5, 6, 7):
        stage.commands.do(c.OpenWindow(number))
    stage.devices.put(ready("printer-1", "printer.escpos"))
    stage.devices.put(ready("reader-1", "card_reader.sam"))
    publish(stage)
    return stage


def publish(stage: Stage, hours: float = 8, **starts_in_min: float) -> None:
    """Let central publish the appointments of one holder: by id, and how many minutes from now they begin."""
    now: datetime = stage.commands.now()
    entries = [
        appointment(name, now + timedelta(minutes=minutes), holder=HOLDER, code=f"Y7K3Q-{name.upper()}")
        for name, minutes in starts_in_min.items()
    ]
    stage.shelf.put(published(*entries, now=now, hours=hours, version=str(now)))
