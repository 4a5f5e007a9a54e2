"""The table [hours]: when the business day begins and ends."""

from datetime import time
from typing import Annotated, Final

from pydantic import BeforeValidator, model_validator

from edge.settings.tables import Table
from edge.texts.runs import runs

WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _days(raw: object) -> object:
    """Read `mon-fri`, `mon,wed,sat` or `daily`; anything that is no text is left to the type."""
    if not isinstance(raw, str):
        return raw
    if raw.strip() == "daily":
        return frozenset(range(7))
    days: set[int] = set()
    for part in raw.lower().split(","):
        first, _, last = (word.strip() for word in part.partition("-"))
        if first not in WEEK or (last or first) not in WEEK:
            raise ValueError(f'"{raw}" names no days; write "mon-fri", "mon,wed,sat" or "daily"')
        begin, end = WEEK.index(first), WEEK.index(last or first)
        days.update(day % 7 for day in range(begin, end + 1 if end >= begin else end + 8))
    return frozenset(days)


def _told(days: frozenset[int]) -> list[str]:
    """Three days or more in a row are told as 周一至周五, fewer one by one."""
    words: list[str] = []
    for run in runs(days):
        names = [f"周{'一二三四五六日'[day]}" for day in run]
        words += [f"{names[0]}至{names[-1]}"] if len(names) > 2 else names  # noqa: PLR2004 - as the sentence says
    return words


class HoursTable(Table):
    """When the business day begins and ends; days count from Monday = 0."""

    days: Annotated[frozenset[int], BeforeValidator(_days)] = frozenset(range(5))
    open: time
    close: time

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> "HoursTable":
        if self.close <= self.open:
            raise ValueError(f"the hall closes at {self.close:%H:%M}, but opens at {self.open:%H:%M}")
        return self

    def in_words(self) -> str:
        """Return them as citizens read them: 周一至周五 08:30–17:00."""
        return f"{'、'.join(_told(self.days))} {self.open:%H:%M}–{self.close:%H:%M}"
