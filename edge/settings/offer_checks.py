"""What services, groups and themes say of one another: a tree of three levels, without ends that lead nowhere."""

from edge.hall.terms import Role, ServiceKind
from edge.settings.draft import Draft
from edge.settings.problems import no_such
from edge.settings.tables import ServiceTable


def check_offers(draft: Draft) -> None:
    """Complain about branches that hang in the air, and about kinds of service that contradict the rest."""
    groups = draft.written("group", "code")
    for service in draft.services:
        if service.group and service.group not in groups:
            draft.complain(
                f'service "{service.code}"',
                f'its group is "{service.group}", but {no_such("group", service.group, groups)}',
            )
        _check_kind(draft, service)
    _check_tree(draft)
    services = draft.written("service", "code")
    for theme in draft.themes:
        for code in theme.services:
            if code not in services:
                draft.complain(f'theme "{theme.code}"', f'leads to "{code}", but {no_such("service", code, services)}')
        if len(set(theme.services)) < len(theme.services):
            draft.complain(f'theme "{theme.code}"', "names a service twice")


def _check_kind(draft: Draft, service: ServiceTable) -> None:
    place = f'service "{service.code}"'
    if service.kind is ServiceKind.CONSULT and service.needs_card:
        draft.complain(place, 'is a consultation, for which nobody has to say who they are: leave out "needs_card"')
    if service.kind is not ServiceKind.PICKUP or len(draft.windows) < len(draft.written("window", "number")):
        return
    if not any(
        service.code in window.serves and Role.DELIVER in (window.role, *window.also) for window in draft.windows
    ):
        draft.complain(place, 'is for picking up documents, but no window with role = "deliver" serves it')


def _check_tree(draft: Draft) -> None:
    parents = {group.code: group.parent for group in draft.groups}
    for group in draft.groups:
        place = f'group "{group.code}"'
        if group.parent and group.parent not in draft.written("group", "code"):
            known = draft.written("group", "code")
            draft.complain(place, f'stands in "{group.parent}", but {no_such("group", group.parent, known)}')
        elif parents.get(group.parent):
            draft.complain(place, "is too deep: a group may stand in another one, and no deeper")
        is_empty = group.code not in parents.values() and all(one.group != group.code for one in draft.services)
        if is_empty and len(draft.services) == len(draft.written("service", "code")):
            draft.complain(place, "holds no service, so whoever touches it finds nothing")
