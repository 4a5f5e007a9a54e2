"""What a window's roles (窗口类型) mean for what it may serve.

    accept       综合受理   any general service
    assist       帮办代办   any general service, for people who are helped
    theme        一件事     any general service; a visit's next step stays at the desk if the desk serves it
    tidal        潮汐       whatever the load asks for
    deliver      出件       delivery services only
    consult      咨询       advice only, and never asks for a card
    cross        跨省通办   services of other regions only; their tickets carry the region (办理地区划)
    unresolved   办不成事   the reports of what could not be done, only

A desk may have several roles and then serves what any of them may: advice and delivery at one window.
"""

from collections.abc import Collection

from edge.hall.plan import Plan, Service
from edge.hall.terms import Role, ServiceKind

GENERAL = frozenset({Role.ACCEPT, Role.ASSIST, Role.THEME})
"""Roles that serve every service without a role of its own."""

OF_SERVICES = frozenset(Role) - {Role.TIDAL}
"""Roles that a service may belong to: a tide is a window's, not a matter's."""


_OF_KINDS = {ServiceKind.PICKUP: Role.DELIVER, ServiceKind.CONSULT: Role.CONSULT}


def role_of(service: Service) -> Role:
    """Return the role that a service needs of its windows: its own, or what its kind implies; ACCEPT is any general."""
    return _OF_KINDS.get(service.kind, Role.ACCEPT) if service.role is Role.ACCEPT else service.role


def fits(roles: Collection[Role], service: Service) -> bool:
    """Whether a window of these roles may serve this service."""
    if Role.TIDAL in roles:
        return True
    needed = role_of(service)
    return not GENERAL.isdisjoint(roles) if needed is Role.ACCEPT else needed in roles


def keeps(roles: Collection[Role], serves: Collection[str], service: str) -> bool:
    """Whether a desk goes on with a visit itself when its next step is this service: nobody queues twice for 一件事."""
    return Role.THEME in roles and service in serves


def services_of(plan: Plan, roles: Collection[Role]) -> tuple[str, ...]:
    """Return the codes of everything that a window of these roles may serve."""
    return tuple(service.code for service in plan.services if fits(roles, service))


def service_for_unresolved(plan: Plan) -> Service | None:
    """Return the service of the 办不成事 window, None where the hall has none."""
    return next((service for service in plan.services if role_of(service) is Role.UNRESOLVED), None)
