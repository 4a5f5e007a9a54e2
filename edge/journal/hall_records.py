"""The hall's state, and the answers it must still remember, to the bytes of a snapshot and back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from edge.hall.state import HallState, Problem
from edge.ports import Answer

VERSION = 1


@dataclass(frozen=True, slots=True)
class Answered:
    """What an accepted command was answered with."""

    at: datetime
    answer: Mapping[str, Any]


@dataclass(slots=True)
class _Stored:
    version: int
    state: HallState  # without its problems: their keys are pairs, which JSON does not have
    problems: list[Problem] = field(default_factory=list)
    answers: dict[str, Answered] = field(default_factory=dict)


_ADAPTER = TypeAdapter(_Stored)


def write_hall(state: HallState, answers: Mapping[str, tuple[datetime, Answer]]) -> bytes:
    """Return state and answers (by command id, oldest first) as JSON."""
    remembered = {command_id: Answered(at, answer) for command_id, (at, answer) in answers.items()}
    stored = _Stored(VERSION, state, list(state.problems.values()), remembered)
    return _ADAPTER.dump_json(stored, exclude={"state": {"problems"}})


def read_hall(raw: bytes) -> tuple[HallState, dict[str, tuple[datetime, Answer]]] | None:
    """Return what `write_hall` was given, None if this version cannot read it: replay the journal instead."""
    try:
        stored = _ADAPTER.validate_json(raw)
    except ValidationError:
        return None
    if stored.version != VERSION:
        return None
    stored.state.problems = {(problem.code, problem.place): problem for problem in stored.problems}
    return stored.state, {command_id: (one.at, one.answer) for command_id, one in stored.answers.items()}
