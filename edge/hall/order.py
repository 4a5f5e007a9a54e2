"""Who is next at a window, and why.

The order must be fair, explainable and cheap: only the heads of the lines are looked at, so a call costs
services x classes, not the number of people waiting.

    1 ceiling   whoever has waited longer than the ceiling of their class, the longest over it first;
                also who is bound to another window that is not open: nobody waits for ever for a closed desk
    2 bound     whoever waits for this very window, the earliest first
    3 score     head start + slope x time waited, among the window's primary services
    4 spill     secondary services join when no primary one waits, or when their oldest waited too long
    5 early     a reinstated ticket before its turn, when nobody else is left

Ties go to the earlier arrival, then the lower number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from edge.hall.events import CallReason, Candidate
from edge.hall.hall import Hall
from edge.hall.policy import ClassPolicy, Policy
from edge.hall.state import Ticket, Window
from edge.hall.terms import Rule, TicketClass, WindowState
from edge.hall.waiting import RETURNED

BOUND = "bound"


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
    is_due: bool  # False: reinstated, and not yet back in turn

    @property
    def seniority(self) -> tuple[float, float, str]:
        """Larger goes first among equals: the earlier arrival, then the lower number."""
        return (-self.ticket.arrived_at.timestamp(), -float(self.ticket.serial), self.ticket.number)

    def candidate(self) -> Candidate:
        return Candidate(
            self.ticket.id, self.ticket.service, self.line, int(self.waited_s), round(self.score, 1), self.is_secondary
        )


def choose(hall: Hall, window: Window, now: datetime, returning: Ticket | None = None) -> Choice | None:
    """Return whom to call at this window now, None if nobody waits for it.

    `returning` is a ticket as it will be once this very step has put it back into its line.
    """
    heads = list(_heads(hall, window, now))
    if returning is not None and returning.service in (*window.serves, *window.spills):
        line = returning.ticket_class.value
        heads.append(_head(hall, returning, line, now, is_secondary=returning.service not in window.serves))
    if not heads:
        return None
    rule, chosen = _pick(heads, hall.plan.policy)
    passed_over = tuple(
        head.ticket.id for head in heads if head.seniority > chosen.seniority and head.ticket is not chosen.ticket
    )
    candidates = tuple(head.candidate() for head in sorted(heads, key=lambda head: -head.score))
    return Choice(
        chosen.ticket, CallReason(rule, int(chosen.waited_s), round(chosen.score, 1), candidates, passed_over)
    )


def by_number(ticket: Ticket, note: str, now: datetime) -> CallReason:
    """Return the reason of a call that a clerk made by number."""
    return CallReason(Rule.BY_NUMBER, int((now - ticket.arrived_at).total_seconds()), note=note)


def _pick(heads: list[_Head], policy: Policy) -> tuple[Rule, _Head]:
    due = [head for head in heads if head.is_due]
    over = [head for head in due if head.over_s > 0]
    if over:
        return Rule.CEILING, max(over, key=lambda head: (head.over_s, head.seniority))
    bound = [head for head in due if head.line == BOUND]
    if bound:
        return Rule.BOUND, max(bound, key=lambda head: head.seniority)
    primary = [head for head in due if not head.is_secondary]
    spilling = _spilling(due, policy) if primary else [head for head in due if head.is_secondary]
    scored = primary + spilling
    if scored:
        chosen = max(scored, key=lambda head: (head.score, head.seniority))
        return (Rule.SPILL if chosen.is_secondary else Rule.SCORE), chosen
    return Rule.EARLY_RETURN, max(heads, key=lambda head: (not head.is_secondary, head.seniority))


def _spilling(due: list[_Head], policy: Policy) -> list[_Head]:
    """Return the secondary heads of services whose oldest has waited too long for windows of their own."""
    secondary = [head for head in due if head.is_secondary]
    late = {head.ticket.service for head in secondary if head.waited_s > policy.spill_after_s}
    return [head for head in secondary if head.ticket.service in late]


def _heads(hall: Hall, window: Window, now: datetime) -> Iterator[_Head]:
    tickets = hall.state.tickets
    for _, ticket_id in hall.lines.heads(window.number):
        yield _head(hall, tickets[ticket_id], BOUND, now, is_secondary=False)
    for services, is_secondary in ((window.serves, False), (window.spills, True)):
        for service in services:
            for line, ticket_id in hall.lines.heads(service):
                yield _head(hall, tickets[ticket_id], line, now, is_secondary=is_secondary)
    yield from _stranded(hall, window, now)


def _stranded(hall: Hall, window: Window, now: datetime) -> Iterator[_Head]:
    """Yield who is bound to a window that calls nobody, has waited beyond the ceiling, and can be served here."""
    for number in hall.lines.bound_windows() - {window.number}:
        if hall.desk(number).state is WindowState.OPEN:
            continue
        for _, ticket_id in hall.lines.heads(number):
            ticket = hall.state.tickets[ticket_id]
            if ticket.service in (*window.serves, *window.spills):
                head = _head(hall, ticket, BOUND, now, is_secondary=ticket.service not in window.serves)
                if head.over_s > 0:
                    yield head


def _head(hall: Hall, ticket: Ticket, line: str, now: datetime, *, is_secondary: bool) -> _Head:
    policy = hall.plan.policy
    waited_s = (now - ticket.arrived_at).total_seconds()
    competes = class_policy(policy, ticket.ticket_class)
    score_as = class_policy(policy, TicketClass.ORDINARY) if line == RETURNED else competes
    is_due = True
    if line == RETURNED and ticket.returned_at_call is not None:
        is_due = hall.state.calls_of.get(ticket.service, 0) - ticket.returned_at_call >= policy.return_after_calls
    return _Head(
        ticket=ticket,
        line=line,
        waited_s=waited_s,
        score=score_as.head_start_s + score_as.slope * waited_s,
        over_s=waited_s - competes.ceiling_s,
        is_secondary=is_secondary,
        is_due=is_due,
    )


def class_policy(policy: Policy, ticket_class: TicketClass) -> ClassPolicy:
    """Return how a class competes; ordinary where a configuration leaves it out."""
    return policy.classes.get(ticket_class) or policy.classes.get(TicketClass.ORDINARY) or ClassPolicy()
