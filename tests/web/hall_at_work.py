"""A small hall for the screens to look at: the real rules in memory, devices and cards that a test sets by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from edge.bookings import Bookings
from edge.clock import SystemClock
from edge.hall import commands as c
from edge.hall.apply import apply
from edge.hall.decide import decide
from edge.hall.decide.ratings import token_of
from edge.hall.events import RatingOpened
from edge.hall.hall import Hall
from edge.hall.plan import DispenserPlan, Plan, Service, WindowPlan
from edge.hall.rating_plan import RatingPlan
from edge.hall.refusal import Refused
from edge.hall.staff import Clerk
from edge.hours.hall_calendar import Calendar
from edge.identity.links import RatingLinks
from edge.ports import Answer, BridgeStatus, Entry, JournalBroken, SlotStatus, Visitor
from edge.ratings.lists import built_in
from edge.web.plan import Dispenser, Screen, ScreenKind, ScreenPlan
from edge.web.room import NoReports, Reports, Room
from tests.central.appointments import Shelf

Stop = Callable[[], None]

PLAN = Plan(
    id="demo-001",
    name="示范区政务服务中心",
    services=(
        Service("social", "社会保险", "A", "Social insurance", bring=("本人身份证", "社会保障卡")),
        Service("medical", "医疗保障", "B", "Medical insurance", bring=("本人身份证", "医保电子凭证", "住院发票原件")),
        Service("tax", "税务办理", "C", "Tax", bring=("营业执照副本",)),
        Service("estate", "不动产登记", "D", "Real estate", bring=("不动产权证书", "身份证原件", "结婚证或户口本")),
        Service("company", "企业开办", "E", "Starting a business"),
        Service("household", "户政业务", "H", "Household registration", needs_card=True, bring=("户口簿",)),
    ),
    windows=(
        WindowPlan(1, "A", ("social", "medical"), has_start_key=True),
        WindowPlan(2, "A", ("social",), ("medical",), has_start_key=True),
        WindowPlan(3, "A", ("medical", "household"), has_start_key=True),
        WindowPlan(5, "B", ("tax", "company"), has_start_key=True),
        WindowPlan(6, "B", ("estate",), has_start_key=True),
    ),
    dispensers=(DispenserPlan("door"),),
    rating=RatingPlan(tags=built_in("national-2020")),
    clerks=(Clerk("1024", "李明", "1024", "综合受理岗"), Clerk("1031", "王芳", "1031", "医保经办岗")),
)

SCREENS = ScreenPlan(
    hall_name=PLAN.name,
    screens=(
        Screen("pad-1", ScreenKind.RATING, "pad-secret-0001", window=1),
        Screen("clerk-2", ScreenKind.CLERK, "clerk-secret-0002", window=2),
        Screen("board-a", ScreenKind.BOARD, "board-secret-000a", zone="A"),
        Screen("door-tablet", ScreenKind.TICKET, "ticket-secret-000d", dispenser="door"),
        Screen("duty-desk", ScreenKind.SUPERVISOR, "duty-desk-secret-01"),
        Screen("loose", ScreenKind.CLERK, "", window=1),
    ),
    dispensers=(Dispenser("door", "printer-1", "reader-1"),),
    clerks=PLAN.clerks,
    zone_names=(("A", "A区 民生服务区"), ("B", "B区 企业服务区")),
    hours="周一至周五 8:30–17:00",
    notice="请保持安静，听到叫号后到对应窗口办理；过号请到咨询台恢复。Please listen for your number.",
)

PERSON = c.Person("张**", "1234", "60-69", "a1b2c3")


@dataclass
class HallAtWork:
    """`Commands` in memory: decides and applies with the real rules, keeps nothing."""

    hall: Hall = field(default_factory=lambda: Hall(PLAN))
    now: Callable[[], datetime] = field(default_factory=lambda: SystemClock().now)
    seq: int = 0
    is_broken: bool = False
    ids: list[str] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    watchers: list[Callable[[Sequence[Entry]], None]] = field(default_factory=list)

    async def submit(self, command: c.Command, command_id: str) -> Answer:
        if command_id not in self.answers:
            self.answers[command_id] = self.do(command, command_id)
        return self.answers[command_id]

    def do(self, command: c.Command, command_id: str = "test") -> Answer:
        """Let something happen at once; Refused if the rules say no."""
        if self.is_broken:
            raise JournalBroken("no space left")
        now, chance = self.now(), sha256(f"{self.seq}".encode()).digest()[:16]
        decision = decide(self.hall, command, now, chance)
        for event in decision.events:
            apply(self.hall, event, now)
            if isinstance(event, RatingOpened):
                self.tokens[event.rating] = token_of(chance, event.rating)
        entry = Entry(self.seq + 1, now, command_id, chance, decision.events, decision.answer)
        self.seq = entry.last
        self.ids.append(command_id)
        for watcher in self.watchers:
            watcher([entry])
        return decision.answer

    def watch(self, callback: Callable[[Sequence[Entry]], None]) -> Stop:
        self.watchers.append(callback)
        return lambda: self.watchers.remove(callback)


@dataclass
class Devices:
    """`DeviceRoom` whose slots a test sets."""

    slots: dict[str, SlotStatus] = field(default_factory=dict)
    watchers: list[Callable[[SlotStatus], None]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def statuses(self) -> Mapping[str, SlotStatus]:
        return self.slots

    def watch(self, callback: Callable[[SlotStatus], None]) -> Stop:
        self.watchers.append(callback)
        return lambda: self.watchers.remove(callback)

    async def act(self, name: str, action: str) -> Answer:
        if name not in self.slots:
            raise Refused("unknown_device", device=name)
        self.asked.append((name, action))
        return {"device": name, "action": action}

    def put(self, status: SlotStatus) -> None:
        """Let a device become so."""
        self.slots[status.name] = status
        for watcher in self.watchers:
            watcher(status)

    def change(self, name: str, **facts: object) -> None:
        """Let a device change."""
        self.put(replace(self.slots[name], **facts))  # type: ignore[arg-type] # names are the fields' own


@dataclass
class Cards:
    """`CardDesk` on which a test lays cards."""

    visitors: dict[str, Visitor] = field(default_factory=dict)
    agents: dict[str, c.Person] = field(default_factory=dict)
    watchers: list[Callable[[str], None]] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)

    def visitor_at(self, dispenser: str) -> Visitor | None:
        return self.visitors.get(dispenser)

    def person_at(self, dispenser: str) -> c.Person | None:
        visitor = self.visitors.get(dispenser)
        return visitor.person if visitor else None

    def agent_at(self, dispenser: str) -> c.Person | None:
        return self.agents.get(dispenser)

    def begin_errand(self, dispenser: str) -> bool:
        visitor = self.visitors.pop(dispenser, None)
        if visitor is not None:
            self.agents[dispenser] = visitor.person
            self._tell(dispenser)
        return visitor is not None

    def problem_at(self, dispenser: str) -> str:
        return self.problems.get(dispenser, "")

    def forget(self, dispenser: str, *, keeps_agent: bool = False) -> None:
        self.visitors.pop(dispenser, None)
        if not keeps_agent:
            self.agents.pop(dispenser, None)
        self._tell(dispenser)

    def watch(self, callback: Callable[[str], None]) -> Stop:
        self.watchers.append(callback)
        return lambda: self.watchers.remove(callback)

    def lay(self, dispenser: str, person: c.Person = PERSON, *, is_senior: bool = False, holder: str = "") -> None:
        """Put a card on the reader."""
        self.visitors[dispenser] = Visitor(person, is_senior, holder)
        self._tell(dispenser)

    def _tell(self, dispenser: str) -> None:
        for watcher in self.watchers:
            watcher(dispenser)


@dataclass
class QuietBridge:
    """`Bridge` that stays as it is."""

    now: BridgeStatus = field(
        default_factory=lambda: BridgeStatus(is_configured=True, is_connected=True, since=datetime.now(UTC))
    )

    def status(self) -> BridgeStatus:
        return self.now

    def watch(self, callback: Callable[[BridgeStatus], None]) -> Stop:  # noqa: ARG002 - it never changes
        return lambda: None


@dataclass
class Stage:
    """All of it together, with handles for the test."""

    commands: HallAtWork = field(default_factory=HallAtWork)
    devices: Devices = field(default_factory=Devices)
    cards: Cards = field(default_factory=Cards)
    bridge: QuietBridge = field(default_factory=QuietBridge)
    plan: ScreenPlan = SCREENS
    vitals: Mapping[str, bool] = field(default_factory=dict)
    heartbeat_s: float = 5.0
    calendar: Calendar | None = None
    shelf: Shelf = field(default_factory=Shelf)  # what central has published
    links: RatingLinks | None = None
    seal: Callable[[str], str] | None = None
    reports: Reports = field(default_factory=NoReports)

    @property
    def room(self) -> Room:
        """Return what the web server is given."""
        return Room(
            self.commands,
            self.devices,
            self.cards,
            self.bridge,
            SystemClock(),
            self.plan,
            tokens=self.commands.tokens.get,
            vitals=lambda: self.vitals,
            heartbeat_s=self.heartbeat_s,
            calendar=self.calendar,
            catalogues=self.shelf,
            bookings=Bookings(self.shelf),
            links=self.links,
            seal=self.seal,
            serves_links=self.links is not None,
            reports=self.reports,
        )

    def take(self, service: str, **more: object) -> str:
        """Take a ticket whose paper came out; returns its id."""
        answer = self.commands.do(c.Take((service,), dispenser="door", **more))  # type: ignore[arg-type] # the fields' own
        self.commands.do(c.ReportPrinted(answer["ticket"], 1, "proven"))
        return str(answer["ticket"])


def ready(name: str, kind: str, **more: object) -> SlotStatus:
    """Return a device that is well."""
    now = datetime.now(UTC)
    return SlotStatus(name, kind, "ready", now - timedelta(minutes=42), now - timedelta(seconds=3), **more)  # type: ignore[arg-type] # the fields' own


def open_stage(heartbeat_s: float = 5.0) -> Stage:
    """Return a hall whose day is open, with windows 1, 2, 3 and 5 open, and its devices well."""
    stage = Stage(heartbeat_s=heartbeat_s)
    stage.commands.do(c.OpenDay())
    for number in (1, 2, 3, 5):
        stage.commands.do(c.OpenWindow(number))
    stage.commands.do(c.SignIn(1, "1024"))
    stage.devices.put(ready("printer-1", "printer.escpos", link="tcp://127.0.0.1:9100"))
    stage.devices.put(ready("reader-1", "card_reader.sam", link="serial:///dev/ttyUSB1"))
    return stage
