"""Lists of reasons as central publishes them and as they come with this software."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from edge.hall.tags import Tag, TagList

_FOLDER = Path(__file__).with_name("data") / "lists"

Code = Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{1,16}$")]


class TagEntry(BaseModel):
    """One reason as it stands in a document."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    code: Code
    level: Annotated[int, Field(ge=1, le=5, strict=True)]
    name: Annotated[str, Field(min_length=1, max_length=60)]
    name_en: Annotated[str, Field(max_length=80)] = ""


class TagDocument(BaseModel):
    """The list under `catalogue/tags`."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: Annotated[str, Field(min_length=1, max_length=40)]
    tags: Annotated[tuple[TagEntry, ...], Field(max_length=40)]

    def list(self) -> TagList:
        """Return it as the rules know it."""
        return TagList(self.version, tuple(Tag(one.code, one.level, one.name, one.name_en) for one in self.tags))


class BadListError(ValueError):
    """A list of reasons that cannot be used, and why in English."""


def read_list(body: Mapping[str, Any]) -> TagList:
    """Return the list that a document holds; BadListError if it cannot be used."""
    try:
        found = TagDocument.model_validate(body).list()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise BadListError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    if found.faults():
        raise BadListError("; ".join(found.faults()))
    return found


@cache
def built_in(name: str) -> TagList:
    """Return a list that comes with this software; FileNotFoundError."""
    return read_list(json.loads((_FOLDER / f"{name}.json").read_text("utf-8")))


def built_in_names() -> tuple[str, ...]:
    """Return the names of all of them."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))
