"""A region's profile: what its platform calls our levels, channels and times, and what it rules about ratings."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from edge.hall.rating_plan import DayCount, RatingPlan, days_after, weekdays_after
from edge.hall.terms import Channel
from edge.ratings.lists import built_in, built_in_names

_FOLDER = Path(__file__).with_name("data") / "profiles"

Level = Annotated[int, Field(ge=1, le=5)]
Days = Annotated[int, Field(ge=0, le=365)]
PadWord = Literal["5", "4", "3", "2", "1", "timed_out", "declined"]


class Layout(Enum):
    """Which document the names of the fields are from."""

    INTERFACE = "interface"  # what the platforms' interfaces accept
    PERFORMANCE = "performance"  # GB/T 39046-2020 table 9


class Profile(BaseModel):
    """Everything in which regions differ; 5 is best on our side, always."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    layout: Layout
    time_format: str  # of strftime
    joining: Literal["|", ","]
    levels: Mapping[Level, str]
    channels: Mapping[Annotated[int, Field(ge=1, le=7)], str]
    default_channel: str = ""  # of what the region counts where nobody answered
    item_types: Mapping[Literal["immediate", "promised"], str]
    sequences: Mapping[Literal["first", "second"], str] = {"first": "1", "second": "2"}
    flags: Mapping[Literal["yes", "no"], str] = {"yes": "1", "no": "2"}
    is_anonymous: bool = True
    tags: str = "national-2020"
    default_level: Level | None = None
    default_after_days: Days = 0
    good_from: Level = 3  # 基本满意 and better are good ratings; elsewhere 满意 and better
    deadline_days: Days
    deadline_counts: Literal["working", "calendar"]
    pad: Mapping[str, PadWord]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if set(self.levels) != {1, 2, 3, 4, 5} or len(set(self.levels.values())) < 5:  # noqa: PLR2004 - five levels
            raise ValueError('"levels" must give each of 1 to 5 a code of its own')
        if self.tags not in built_in_names():
            raise ValueError(f'there is no list "{self.tags}"; there are {", ".join(built_in_names())}')
        if (self.default_level is None) != (self.default_after_days == 0):
            raise ValueError('"default_level" and "default_after_days" belong together')
        return self

    def level(self, level: int) -> str:
        """Return the region's code of one of our levels."""
        return self.levels[level]

    def level_of(self, code: str) -> int | None:
        """Return our level of a region's code, None if it has no such code."""
        return next((level for level, theirs in self.levels.items() if theirs == code), None)

    def channel(self, channel: Channel) -> str:
        """Return the region's code of a channel, "" if it has none."""
        return self.channels.get(channel.value, "")

    def time(self, at: datetime) -> str:
        """Return a moment as the region writes it."""
        return at.strftime(self.time_format)

    def joined(self, tags: tuple[str, ...]) -> str:
        """Return codes of reasons in one field."""
        return self.joining.join(tags)

    def pad_word(self, raw_result: str) -> PadWord | None:
        """Return what a desk pad's result means: a level, a time-out, nothing we know."""
        return self.pad.get(raw_result.strip())

    def plan(self, name: str, count_working_days: DayCount = weekdays_after) -> RatingPlan:
        """Return what the rules need of it; links and public figures are the hall's own choice."""
        return RatingPlan(
            profile=name,
            tags=built_in(self.tags),
            is_anonymous=self.is_anonymous,
            deadline_days=self.deadline_days,
            due=count_working_days if self.deadline_counts == "working" else days_after,
            default_level=self.default_level,
            default_after_days=self.default_after_days,
            good_from=self.good_from,
        )


def names() -> tuple[str, ...]:
    """Return the profiles that come with this software."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def _raw(name: str) -> Mapping[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


def profile(name: str, changes: Mapping[str, Any] | None = None) -> Profile:
    """Return a profile, with a hall's changes to it; FileNotFoundError, or pydantic's ValidationError."""
    merged = dict(_raw(name))
    for key, value in (changes or {}).items():
        known = merged.get(key)
        merged[key] = {**known, **value} if isinstance(known, Mapping) and isinstance(value, Mapping) else value
    return Profile.model_validate(merged)
