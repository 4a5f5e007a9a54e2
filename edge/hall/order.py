"""Who is next at a window, and why.

The order must be fair, explainable and cheap: only the heads of the lines are looked at, so a call costs
services x classes, not the number of people waiting.

    1 ceiling   whoever has waited longer than the ceiling of their class, the longest over it first;
                also who is bound to another window, and waits for it in vain: for a closed desk, or beyond the
                ceiling for an open one
    2 bound     whoever waits for this very window, the earliest first
    3 score     head start + slope x time waited, among the window's primary services
    4 spill     secondary services join when no primary one waits, or when their oldest waited too long
    5 elsewhere who was sent to another zone, when nobody else is left and that zone has no free window for them
    6 early     a reinstated ticket before its turn, when nobody else is left

Ties go to the earlier arrival, then the lower number. A zone without an open window for a service sends its people to
every other one: they count as everybody's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from edge.hall.events import CallReason, Candidate
from edge.hall.hall import Hall
from edge.hall.policy import ClassPolicy, Policy
from edge.hall.routing import calling_for, zone_of
from edge.hall.state import Ticket, Window
from edge.hall.terms import Rule, TicketClass, WindowState
from edge.hall.waiting import BOUND, RETURNED


@dataclass(frozen=True, slots=True)
class Choice:
    """The ticket to call, with the reason that will be kept."""

    ticket: Ticket
    reason: CallReason


@dataclass(frozen=True, slots=True)
class _Head:
    ticket: Ticket
    line: str
    waited_s: float
    score: float
    over_s: float  # beyond the ceiling, negative below it
    is_secondary: bool
    due_in: int  # reinstated: calls of its service that come first; 0 for everybody else
    is_stranded: bool = False  # bound to another window
    is_elsewhere: bool = False  # was sent to another zone, which has windows for them
    is_left_alone: bool = False  # and one of those is free

    @property
    def is_due(self) -> bool:
        return self.due_in == 0

    @property
    def seniority(self) -> tuple[float, float, str]:
        """Larger goes first among equals: the earlier arrival, then the lower number."""
        return (-self.ticket.arrived_at.timestamp(), -float(self.ticket.serial), self.ticket.number)

    def candidate(self) -> Candidate:
        return Candidate(
            self.ticket.id,
            self.ticket.service,
            self.line,
            int(self.waited_s),
            round(self.score, 1),
            self.is_secondary,
            self.ticket.ticket_class,
            self.due_in,
            self.is_elsewhere,
        )


def choose(hall: Hall, window: Window, now: datetime, returning: Ticket | None = None) -> Choice | None:
    """Return whom to call at this window now, None if nobody waits for it.

    `returning` is a ticket as it will be once this very step has put it back into its line.
    """
    heads = list(_heads(hall, window, now))
    if returning is not None and returning.service in (*window.serves, *window.spills):
        line = BOUND if returning.bound_to == window.number else returning.ticket_class.value
        head = _head(hall, returning, line, now, is_secondary=returning.service not in window.serves)
        heads.append(_seen_from(hall, zone_of(hall, window.number), head))
    if not heads:
        return None
    picked = _pick(heads, hall.plan.policy)
    if picked is None:
        return None
    rule, chosen = picked
    return Choice(chosen.ticket, _reason(hall, window, rule, chosen, heads))


def by_number(hall: Hall, window: Window, ticket: Ticket, note: str, now: datetime) -> CallReason:
    """Return the reason of a call that a clerk made by number, with those who would have come before."""
    heads = list(_heads(hall, window, now))
    line = hall.lines.name_of(ticket.id)
    chosen = _head(hall, ticket, line, now, is_secondary=ticket.service not in window.serves)
    return replace(_reason(hall, window, Rule.BY_NUMBER, chosen, heads), note=note)


def _reason(hall: Hall, window: Window, rule: Rule, chosen: _Head, heads: list[_Head]) -> CallReason:
    others = [head for head in heads if head.ticket.id != chosen.ticket.id]
    ticket = chosen.ticket
    return CallReason(
        rule,
        int(chosen.waited_s),
        round(chosen.score, 1),
        candidates=tuple(head.candidate() for head in sorted(heads, key=lambda head: -head.score)),
        passed_over=tuple(head.ticket.id for head in others if head.seniority > chosen.seniority),
        line=chosen.line,
        ticket_class=ticket.ticket_class,
        limit_s=_limit_s(hall.plan.policy, rule, chosen, heads),
        is_continuing=ticket.window is not None,
        is_resumed=chosen.line == BOUND and ticket.window == window.number,
        is_stranded=chosen.is_stranded,
    )


def _limit_s(policy: Policy, rule: Rule, chosen: _Head, heads: list[_Head]) -> int:
    """Return the patience that ran out and so decided, 0 where none did."""
    if rule is Rule.CEILING:
        return int(class_policy(policy, chosen.ticket.ticket_class).ceiling_s)
    has_primary = any(head.is_due and not head.is_secondary and not head.is_elsewhere for head in heads)
    return int(policy.spill_after_s) if rule is Rule.SPILL and has_primary else 0


def _pick(heads: list[_Head], policy: Policy) -> tuple[Rule, _Head] | None:
    due = [head for head in heads if head.is_due]
    over = [head for head in due if head.over_s > 0]
    if over:
        return Rule.CEILING, max(over, key=lambda head: (head.over_s, head.seniority))
    bound = [head for head in due if head.line == BOUND]
    if bound:
        return Rule.BOUND, max(bound, key=lambda head: head.seniority)
    primary = [head for head in due if not head.is_secondary and not head.is_elsewhere]
    spilling = _spilling(due, policy) if primary else [head for head in due if head.is_secondary]
    scored = primary + spilling
    if scored:
        chosen = max(scored, key=lambda head: (head.score, head.seniority))
        return (Rule.SPILL if chosen.is_secondary else Rule.SCORE), chosen
    free = [head for head in heads if not head.is_left_alone]
    elsewhere = [head for head in free if head.is_elsewhere and head.is_due]
    if elsewhere:
        return Rule.ELSEWHERE, max(elsewhere, key=lambda head: (head.score, head.seniority))
    if free:
        return Rule.EARLY_RETURN, max(free, key=lambda head: (not head.is_secondary, head.seniority))
    return None


def _spilling(due: list[_Head], policy: Policy) -> list[_Head]:
    """Return the secondary heads of services whose oldest has waited too long for windows of their own."""
    secondary = [head for head in due if head.is_secondary]
    late = {head.ticket.service for head in secondary if head.waited_s > policy.spill_after_s}
    return [head for head in secondary if head.ticket.service in late]


def _heads(hall: Hall, window: Window, now: datetime) -> Iterator[_Head]:
    tickets = hall.state.tickets
    for _, ticket_id in hall.lines.heads(window.number):
        yield _head(hall, tickets[ticket_id], BOUND, now, is_secondary=False)
    here = zone_of(hall, window.number)
    for services, is_secondary in ((window.serves, False), (window.spills, True)):
        for service in services:
            for line, ticket_id in hall.lines.heads_by_zone(service):
                head = _head(hall, tickets[ticket_id], line, now, is_secondary=is_secondary)
                yield _seen_from(hall, here, head)
    yield from _stranded(hall, window, now)


def _seen_from(hall: Hall, here: str, head: _Head) -> _Head:
    """Return a primary head as a window of zone `here` sees it: another zone has its own windows.

    A free one there is given time to call. Secondary services keep to their own rule: letting a window help out there
    was meant.
    """
    zone = head.ticket.zone
    if head.is_secondary or zone in ("", here):
        return head
    desks = [desk for desk in calling_for(hall, head.ticket.service) if zone_of(hall, desk.number) == zone]
    is_soon = head.waited_s < hall.plan.policy.elsewhere_after_s and any(desk.ticket is None for desk in desks)
    return replace(head, is_elsewhere=bool(desks), is_left_alone=is_soon)


def _stranded(hall: Hall, window: Window, now: datetime) -> Iterator[_Head]:
    """Yield who waits for another window beyond the ceiling and can be served here; never whom this one sent away.

    While the other window is open, only the time waited for it counts: whoever was parked for an hour still comes back
    to it first.
    """
    for number in hall.lines.bound_windows() - {window.number}:
        is_calling = hall.desk(number).state is WindowState.OPEN
        for _, ticket_id in hall.lines.heads(number):
            ticket = hall.state.tickets[ticket_id]
            if ticket.service not in (*window.serves, *window.spills):
                continue
            if is_calling and ticket.window == window.number:
                continue
            since = ticket.since if is_calling else ticket.arrived_at
            over_s = (now - since).total_seconds() - class_policy(hall.plan.policy, ticket.ticket_class).ceiling_s
            if over_s > 0:
                is_secondary = ticket.service not in window.serves
                head = _head(hall, ticket, BOUND, now, is_secondary=is_secondary)
                yield replace(head, over_s=over_s, is_stranded=True)


def _head(hall: Hall, ticket: Ticket, line: str, now: datetime, *, is_secondary: bool) -> _Head:
    policy = hall.plan.policy
    waited_s = (now - ticket.arrived_at).total_seconds()
    competes = class_policy(policy, ticket.ticket_class)
    score_as = class_policy(policy, TicketClass.ORDINARY) if line == RETURNED else competes
    due_in = 0
    if line == RETURNED and ticket.returned_at_call is not None:
        calls = hall.state.calls_of.get(ticket.service, 0) - ticket.returned_at_call
        due_in = max(0, policy.return_after_calls - calls)
    return _Head(
        ticket=ticket,
        line=line,
        waited_s=waited_s,
        score=score_as.head_start_s + score_as.slope * waited_s,
        over_s=waited_s - competes.ceiling_s,
        is_secondary=is_secondary,
        due_in=due_in,
    )


def class_policy(policy: Policy, ticket_class: TicketClass) -> ClassPolicy:
    """Return how a class competes; ordinary where a configuration leaves it out."""
    return policy.classes.get(ticket_class) or policy.classes.get(TicketClass.ORDINARY) or ClassPolicy()
