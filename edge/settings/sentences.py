"""What pydantic found, turned into sentences for a technician."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from edge.settings.problems import ConfigProblem, suggestion

SECRETS: Final = frozenset(
    {"token", "password", "public_key", "booking_key", "link_key"}
)  # what was written there is never quoted

_MUST_BE: Final[Mapping[str, str]] = {
    "bool": "true or false",
    "dict": "a table { … }",
    "float": "a number",
    "frozen": "a list [ … ]",
    "int": "a whole number",
    "list": "a list [ … ]",
    "model": "a table { … }",
    "path": 'text in "…"',
    "string": 'text in "…"',
    "time": 'a time such as "08:30"',
    "tuple": "a list [ … ]",
}


def problems_of(place: str, error: ValidationError, *models: type[BaseModel]) -> list[ConfigProblem]:
    """Return one sentence for each thing that does not fit; what stands there is read into `models`."""
    known = [name for model in models for name in _names(model)]
    return [ConfigProblem(place, _sentence(found, known)) for found in error.errors(include_url=False)]


def _names(model: type[BaseModel]) -> Iterator[str]:
    """Yield every setting that a table understands, those of tables inside it too."""
    for name, field in model.model_fields.items():
        yield name
        for part in (field.annotation, *get_args(field.annotation)):
            if isinstance(part, type) and issubclass(part, BaseModel):
                yield from _names(part)


def _sentence(found: ErrorDetails, known: list[str]) -> str:
    name, kind = _name(found["loc"]), found["type"]
    match kind:
        case "extra_forbidden":
            return f'unknown setting "{name}"{suggestion(found["loc"][-1], known)}'
        case "missing":
            return f'"{name}" is missing'
        case "value_error":
            reason = str(found["ctx"]["error"])
            return f'"{name}": {reason}' if name else reason
        case "enum" | "literal_error":
            return _one_of(name, found)
        case _:
            return f'"{name}" {_must(found)}'


def _must(found: ErrorDetails) -> str:
    kind = found["type"]
    thing = _MUST_BE.get(kind.split("_", 1)[0])
    if thing and kind.endswith(("_type", "_parsing", "_from_float")):
        return f"must be {thing}{_quoted(found)}"
    if kind == "too_short":
        return "must not be empty"
    return f"is wrong: {found['msg'][:1].lower()}{found['msg'][1:]}"


def _one_of(name: str, found: ErrorDetails) -> str:
    allowed = [word.strip(" '") for word in str(found["ctx"]["expected"]).replace(" or ", ", ").split(",")]
    return f'"{name}" must be one of {", ".join(allowed)}{_quoted(found)}{suggestion(found["input"], allowed)}'


def _quoted(found: ErrorDetails) -> str:
    raw: Any = found["input"]
    if SECRETS.intersection(map(str, found["loc"])) or isinstance(raw, dict | list):
        return ""
    return f", not {_toml(raw)}"


def _toml(raw: object) -> str:
    if isinstance(raw, bool):
        return str(raw).lower()
    return f'"{raw}"' if isinstance(raw, str) else str(raw)


def _name(loc: tuple[int | str, ...]) -> str:
    name = ""
    for part in loc:
        if isinstance(part, int):
            name += f"[{part + 1}]"
        elif part != "[key]":
            name += f".{part}" if name else part
    return name
