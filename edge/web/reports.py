"""What a day or a month came to, for the supervisor's page and as files for a spreadsheet."""

import re

from aiohttp import web

from edge.reports.csv import write
from edge.reports.tables import TABLES, Names
from edge.texts.columns import column
from edge.web.access import PLACE
from edge.web.plan import ScreenKind
from edge.web.room import Room

READERS = frozenset({ScreenKind.SUPERVISOR, ScreenKind.TECHNICIAN})
DATES = frozenset({"first", "last"})  # the page shows which day was chosen anyway
_MONTH, _DAY = re.compile(r"\d{4}-\d\d"), re.compile(r"\d{4}-\d\d-\d\d")


async def report(room: Room, request: web.Request) -> web.Response:
    """Answer `of` (YYYY-MM-DD or YYYY-MM), `table`, `language`, and `csv=1` for a file; 404 if nothing is known."""
    if request[PLACE].kind not in READERS:
        raise web.HTTPNotFound(text="404")
    of, name = request.query.get("of", ""), request.query.get("table", "services")
    language = "en" if request.query.get("language") == "en" else "zh"
    table = TABLES.get(name)
    if table is None:
        raise web.HTTPNotFound(text="404 没有这张报表 / no such table")
    if _DAY.fullmatch(of):
        found = await room.reports.day(of)
    else:
        found = await room.reports.month(of) if _MONTH.fullmatch(of) else None
    if found is None:
        raise web.HTTPNotFound(text="404 没有这一天的报表 / nothing is known of that day")
    rows = list(table(found, names(room, language)))
    if "csv" in request.query:
        file = f"{room.commands.hall.plan.id}-{of}-{name}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{file}"'}
        return web.Response(text=write(rows, language), content_type="text/csv", charset="utf-8", headers=headers)
    shown = [name for name in rows[0] if name not in DATES] if rows else []
    head = [column(name, language) for name in shown]
    body = [[row[name] for name in shown] for row in rows]
    return web.json_response({"head": head, "rows": body, "is_whole": found.is_whole})


def names(room: Room, language: str) -> Names:
    """Return what the configuration calls everything, in the readers' language."""
    plan = room.commands.hall.plan
    return Names(
        services={one.code: (one.name_en if language == "en" else "") or one.name for one in plan.services},
        zones={window.number: room.plan.zone_name(window.zone) for window in plan.windows},
        skills={window.number: window.serves for window in plan.windows},
        clerks={clerk.code: clerk.name for clerk in room.plan.clerks},
        language=language,
    )
