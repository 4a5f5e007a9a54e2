"""The technician's page: every device with its age, what is wrong and what to do, screens, central, the last events."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from edge.hall.state import Problem
from edge.ports import SlotStatus
from edge.texts import repair, sentence
from edge.texts.problems import SETTLED_BY_HAND
from edge.web.access import Place
from edge.web.plan import Screen, ScreenKind
from edge.web.scene import Scene


def technician(scene: Scene, _place: Place) -> dict[str, Any]:
    """Return everything that can be seen without opening the cabinet."""
    state = scene.hall.state
    return {
        "hall": scene.plan.hall_name,
        "day": {"date": state.day, "is_open": state.is_day_open, "since": _at(state.opened_at)},
        "slots": [_slot(scene.slots[name]) for name in sorted(scene.slots)],
        "problems": [_problem(problem) for problem in state.problems.values()],
        "bridge": _bridge(scene),
        "screens": [*_configured(scene), *_local(scene)],
        "links": _links(scene),
        "tail": [
            {"seq": line.seq, "at": _at(line.at), "kind": line.kind, "facts": line.facts}
            for line in reversed(scene.tail)
        ],
    }


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


@lru_cache(maxsize=1024)  # most devices say nothing new between two looks
def _slot(slot: SlotStatus) -> dict[str, Any]:
    return {
        "name": slot.name,
        "kind": slot.kind,
        "state": slot.state,
        "since": _at(slot.since),
        "heard": _at(slot.last_heard),
        "problem": _words(slot.problem, place=slot.name) if slot.problem else None,
        "detail": slot.detail,
        "repair": _repair(slot),
        "conditions": [_condition(slot, code) for code in sorted(slot.conditions)],
        "device": " ".join(part for part in (slot.info.maker, slot.info.model, slot.info.firmware) if part),
        "link": slot.link,
        "can": sorted(slot.capabilities),
    }


def _words(code: str, **facts: object) -> dict[str, str]:
    return {"code": code, "zh": sentence(code, "zh", **facts), "en": sentence(code, "en", **facts)}


def _condition(slot: SlotStatus, code: str) -> dict[str, Any]:
    words = {language: repair(code, language, place=slot.name) for language in ("zh", "en")}
    return _words(code, place=slot.name) | {"repair": words}


def _repair(slot: SlotStatus) -> dict[str, str] | None:
    """Return what to do: the catalogue's words, or the driver's own in English."""
    words = {language: repair(slot.problem, language, place=slot.name) or slot.repair for language in ("zh", "en")}
    return words if any(words.values()) else None


def _problem(problem: Problem) -> dict[str, Any]:
    words = _words(problem.code, place=problem.place, detail=problem.detail)
    return words | {
        "repair": {name: repair(problem.code, name) for name in ("zh", "en")},
        "place": problem.place,
        "since": _at(problem.since),
        "detail": problem.detail,
        "is_settled_by_hand": problem.code in SETTLED_BY_HAND,
    }


def _bridge(scene: Scene) -> dict[str, Any] | None:
    if scene.bridge is None:
        return None
    return {
        "is_configured": scene.bridge.is_configured,
        "is_connected": scene.bridge.is_connected,
        "since": _at(scene.bridge.since),
        "waiting": scene.bridge.waiting,
        "detail": scene.bridge.detail,
    }


def _configured(scene: Scene) -> list[dict[str, Any]]:
    return [_screen(scene, screen) for screen in scene.plan.screens]


def _screen(scene: Scene, screen: Screen) -> dict[str, Any]:
    where = screen.zone or screen.dispenser or (str(screen.window) if screen.window is not None else "")
    streams = scene.watching.get(screen.name, 0)
    return {
        "name": screen.name,
        "kind": screen.kind.value,
        "where": where,
        "streams": streams,
        "is_paired": bool(screen.token),
    }


def _local(scene: Scene) -> list[dict[str, Any]]:
    """Return the screens that are open on this machine, which need no pairing."""
    known = {screen.name for screen in scene.plan.screens}
    return [
        {
            "name": name,
            "kind": name.partition("-")[0],
            "where": name.partition("-")[2],
            "streams": streams,
            "is_paired": False,
        }
        for name, streams in sorted(scene.watching.items())
        if name not in known
    ]


def _links(scene: Scene) -> list[dict[str, str]]:
    """Return the addresses of every screen on this machine, to be opened for a look."""
    plan = scene.hall.plan
    zones = dict.fromkeys(window.zone for window in plan.windows if window.zone)
    found = [(ScreenKind.TICKET, dispenser.name) for dispenser in scene.plan.dispensers]
    found += [(ScreenKind.BOARD, zone) for zone in zones]
    for window in plan.windows:
        found += [(ScreenKind.CLERK, str(window.number)), (ScreenKind.RATING, str(window.number))]
    found += [(ScreenKind.KIOSK, ""), (ScreenKind.SUPERVISOR, "")]
    return [{"kind": kind.value, "which": which} for kind, which in found]
