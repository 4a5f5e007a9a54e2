"""What can be asked at a door, made from its registry: a new command is asked for the day it comes.

A command whose arguments must look like something that no type tells gets a line in `known`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import BaseModel

from edge.central.requests import BESIDE, COMMANDS
from edge.web.actions import ACTIONS
from edge.web.plan import ScreenKind
from tests.support.situations import Situation

TAP = "00000000-0000-0000-0000-000000000000"


@dataclass
class Wishes:
    """Arguments that make sense where they are known by name, and fit their type where they are not."""

    here: Situation
    schema: Mapping[str, Any]
    defs: Mapping[str, Any] = field(default_factory=dict)

    def all(self) -> Iterator[dict[str, Any]]:
        """Yield the required arguments alone, then with each of the others; both targets of a transfer are one each."""
        names = [name for name in self.schema.get("properties", {}) if name not in ("id", "do")]
        required = [name for name in names if name in self.schema.get("required", ())]
        yield self._some(required)
        for name in names:
            if name not in required:
                yield self._some([*required, name])

    def _some(self, names: list[str]) -> dict[str, Any]:
        return {name: self._value(name, self.schema["properties"][name]) for name in names}

    def _value(self, name: str, schema: Mapping[str, Any]) -> Any:
        known: dict[str, Any] = {
            "window": 2 if self.schema.get("title") == "TransferArgs" else self.here.window,
            "ticket": self.here.ticket,
            "seen": self.here.ticket,
            "service": "tax",
            "services": ["social"],
            "serves": ["tax"],
            "clerk": "1031",
            "role": "consult",
            "channel": 3,
            "rating": f"{self.here.ticket}#1",
            "key": "0" * 16,
            "at": "2026-11-23T17:00:00+08:00",
            "region": "510100",
            "failed": self.here.ticket,
            "request": "2026-11-23/chief/1",
            "advice": "2026-11-23/tide-1",
            "device": "printer-1",
            "dispenser": "door",
            "day": "",
            "from_seq": 1,
        }
        return known[name] if name in known else self._fitting(schema)

    def _fitting(self, schema: Mapping[str, Any]) -> Any:  # noqa: PLR0911 - one return for each kind of schema
        if "$ref" in schema:
            return self._fitting(self.defs[schema["$ref"].rpartition("/")[2]])
        for word in ("anyOf", "oneOf", "allOf"):
            if word in schema:
                return self._fitting(schema[word][0])
        if "enum" in schema:
            return schema["enum"][0]
        if "const" in schema:
            return schema["const"]
        match schema.get("type"):
            case "integer" | "number":
                return schema.get("minimum", 1)
            case "boolean":
                return True
            case "array":
                return []
            case "object":
                return Wishes(self.here, schema, self.defs)._some(list(schema.get("required", ())))
            case _:
                return "2026-11-23" if "format" in schema else "something"


def asked_by_central(name: str, here: Situation) -> Iterator[dict[str, Any]]:
    """Yield the arguments of one command."""
    schema = _of_command(name)
    yield from Wishes(here, schema, schema.get("$defs", {})).all()


def asked_on_a_page(kind: ScreenKind, here: Situation) -> Iterator[dict[str, Any]]:
    """Yield everything that one kind of screen may ask."""
    schema = _of_screen(kind)
    defs = schema.get("$defs", {})
    options = [part["$ref"].rpartition("/")[2] for part in schema.get("oneOf", ())] or [schema["title"]]
    for option in options:
        action = defs.get(option, schema)
        do = action["properties"]["do"]
        for verb in do.get("enum") or [do["const"]]:
            for wish in Wishes(here, action, defs).all():
                yield {"id": TAP, "do": verb, **wish}


@cache
def _of_command(name: str) -> Mapping[str, Any]:
    model: type[BaseModel] = {name: model for name, (model, _) in COMMANDS.items()}.get(name) or BESIDE[name]
    return model.model_json_schema()


@cache
def _of_screen(kind: ScreenKind) -> Mapping[str, Any]:
    return ACTIONS[kind].json_schema()
