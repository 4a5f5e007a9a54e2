"""What a configuration says of clerks, departments and reasons, and that roles and names hold together."""

from pathlib import Path
from typing import Final

from edge.hall.roles import GENERAL, OF_SERVICES, fits, role_of
from edge.hall.terms import Role
from edge.settings.draft import Draft
from edge.settings.problems import no_such
from edge.settings.settings import service_of
from edge.settings.tables import ClerkTable, DepartmentTable, PauseReasonTable, ServiceTable, WindowTable

PICTURES: Final = (".jpg", ".jpeg", ".png", ".webp")
LARGEST_PHOTO: Final = 512 * 1024  # bytes: every pad and board loads it


def read_staff(draft: Draft, folder: Path) -> None:
    """Read clerks, departments and reasons; complain about them, and about roles that do not fit their services."""
    clerks = draft.many("clerk", ClerkTable, "code")
    draft.clerks = [one.model_copy(update={"photo": one.photo and folder / one.photo}) for one in clerks]
    draft.departments = draft.many("department", DepartmentTable, "code")
    draft.pause_reasons = draft.many("pause_reason", PauseReasonTable, "code")
    for service in draft.services:
        _check_service(draft, service)
    for window in draft.windows:
        _check_roles(draft, window)
    _check_names(draft)
    for clerk in draft.clerks:
        if clerk.photo is not None:
            _check_photo(draft, f'clerk "{clerk.code}"', clerk.photo)


def _check_service(draft: Draft, service: ServiceTable) -> None:
    place = f'service "{service.code}"'
    if service.role not in OF_SERVICES:
        draft.complain(place, f'"role": a service is never "{service.role.value}"; that is said of windows')
    if service.role is Role.CONSULT and service.needs_card:
        draft.complain(place, "is advice, and nobody shows a card to ask something; take needs_card out")


def _check_roles(draft: Draft, window: WindowTable) -> None:
    roles = (window.role, *window.also)
    for code in (*window.serves, *window.spills):
        table = next((one for one in draft.services if one.code == code), None)
        if table is None or fits(roles, service_of(table)):
            continue
        needed_role = role_of(service_of(table))
        if needed_role is Role.ACCEPT:
            needed = f'one of the roles {", ".join(sorted(role.value for role in GENERAL))} in "also"'
            wrong = f'serves "{code}", which is no {window.role.value} service'
            draft.complain(f"window {window.number}", f"{wrong}: give the service its role, or the window {needed}")
        else:
            wrong = f'serves "{code}", which belongs to the role {needed_role.value}, but the window has no such role'
            draft.complain(f"window {window.number}", f'{wrong}: add "{needed_role.value}" to "also"')


def _check_names(draft: Draft) -> None:
    departments, clerks = draft.written("department", "code"), draft.written("clerk", "code")
    for kind, tables in (("service", draft.services), ("clerk", draft.clerks)):
        for table in tables:
            if table.department is not None and table.department not in departments:
                wrong = f'"department": {no_such("department", table.department, departments)}'
                draft.complain(f'{kind} "{table.code}"', wrong)
    for department in draft.departments:
        if department.chief is not None and department.chief not in clerks:
            draft.complain(f'department "{department.code}"', f'"chief": {no_such("clerk", department.chief, clerks)}')


def _check_photo(draft: Draft, place: str, photo: Path) -> None:
    if photo.suffix.lower() not in PICTURES:
        draft.complain(place, f'its photo "{photo.name}" must be one of {", ".join(PICTURES)}')
        return
    try:
        size = photo.stat().st_size
    except OSError as error:
        draft.complain(place, f'its photo "{photo.name}" cannot be read: {error.strerror}')
        return
    if size > LARGEST_PHOTO:
        draft.complain(place, f'its photo "{photo.name}" has {size // 1024} KB; at most {LARGEST_PHOTO // 1024} KB')
