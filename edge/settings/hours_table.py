"""The table [hours]: the week's sessions, how holidays count, and what is ruled for single dates."""

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Final, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from edge.hall.sessions import Admits
from edge.settings.tables import Table
from edge.texts.runs import runs

WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOLIDAY: Final = 7  # among the days of a session: held on public holidays too


def _days(raw: object) -> object:
    """Read `mon-fri`, `mon,wed,sat`, `daily` or `holidays`; anything that is no text is left to the type."""
    if not isinstance(raw, str):
        return raw
    days: set[int] = set()
    for part in raw.lower().split(","):
        first, _, last = (word.strip() for word in part.partition("-"))
        if part.strip() in {"daily", "holidays"}:
            days.update(range(7) if part.strip() == "daily" else {HOLIDAY})
            continue
        if first not in WEEK or (last or first) not in WEEK:
            raise ValueError(f'"{raw}" names no days; write "mon-fri", "mon,wed,sat", "daily" or "holidays"')
        begin, end = WEEK.index(first), WEEK.index(last or first)
        days.update(day % 7 for day in range(begin, end + 1 if end >= begin else end + 8))
    return frozenset(days)


Days = Annotated[frozenset[Annotated[int, Field(ge=0, le=HOLIDAY)]], BeforeValidator(_days)]


def _told(days: frozenset[int], language: str) -> str:
    """Three days or more in a row are told as 周一至周五, Mon–Fri; fewer one by one."""
    is_chinese = language == "zh"
    words: list[str] = []
    for run in runs(days - {HOLIDAY}):
        names = [f"周{'一二三四五六日'[day]}" if is_chinese else WEEK[day].capitalize() for day in run]
        to = "至" if is_chinese else "–"
        words += [f"{names[0]}{to}{names[-1]}"] if len(names) > 2 else names  # noqa: PLR2004 - as the sentence says
    words += ["节假日" if is_chinese else "public holidays"] * (HOLIDAY in days)
    return ("、" if is_chinese else ", ").join(words)


def _in_order(opens: time, closes: time) -> None:
    if closes <= opens:
        raise ValueError(f"the hall closes at {closes:%H:%M}, but opens at {opens:%H:%M}")


class Stretch(Table):
    """From when to when, within one day."""

    open: time
    close: time

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> Self:
        _in_order(self.open, self.close)
        return self

    def times(self) -> str:
        """Return them as citizens read them: 08:30–17:00."""
        return f"{self.open:%H:%M}–{self.close:%H:%M}"


class HeldTable(Stretch):
    """A stretch in which tickets are taken, and by whom."""

    admits: Admits = Admits.EVERYBODY
    services: tuple[str, ...] | None = None  # None: all of the hall's
    name: str = ""


class SessionTable(HeldTable):
    """One [[hours.session]]."""

    days: Days = frozenset(range(5))

    def in_words(self, language: str = "zh") -> str:
        """Return it as citizens read it: 周六 09:00–12:00（仅限预约）."""
        only = "（仅限预约）" if language == "zh" else " (appointments only)"
        return f"{_told(self.days, language)} {self.times()}{only if self.admits is Admits.APPOINTMENTS else ''}"


class SpecialTable(Table):
    """What is ruled for one date: closed, hours of its own, or to be taken for a holiday or a working day."""

    kind: Annotated[Literal["closed", "holiday", "working"] | None, Field(alias="is")] = None
    open: time | None = None
    close: time | None = None
    sessions: tuple[HeldTable, ...] | None = None
    reason: str = ""
    reason_en: str = ""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.open is None) != (self.close is None):
            raise ValueError('"open" and "close" belong together')
        if self.open is not None and self.close is not None:
            _in_order(self.open, self.close)
        if sum(said is not None for said in (self.kind, self.open, self.sessions)) != 1:
            raise ValueError('says one of: is = "closed", "holiday" or "working"; open and close; sessions')
        return self

    def held(self) -> tuple[HeldTable, ...] | None:
        """Return the sessions of that date; none where the hall is closed, None where a day's kind decides."""
        if self.open is not None and self.close is not None:
            return (HeldTable(open=self.open, close=self.close),)
        return () if self.kind == "closed" else self.sessions


class HoursTable(Table):
    """When tickets are taken; either `open` and `close` of the whole day, or sessions of their own."""

    days: Days = frozenset(range(5))
    open: time | None = None
    close: time | None = None
    session: tuple[SessionTable, ...] = ()
    calendar: Literal["china", "none"] = "china"  # none: public holidays and 调休 do not count
    make_up_like: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] = "mon"
    serve_out_min: Annotated[int, Field(ge=0, le=240)] = 60
    overrides: Mapping[date, SpecialTable] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_hours(self) -> Self:
        if self.session:
            if self.open is not None or self.close is not None or "days" in self.model_fields_set:
                raise ValueError('has "days", "open" or "close" beside [[hours.session]]; write them in the sessions')
            return self
        if self.open is None or self.close is None:
            raise ValueError('says neither "open" and "close" nor any [[hours.session]]')
        _in_order(self.open, self.close)
        return self

    def sessions(self) -> tuple[SessionTable, ...]:
        """Return the week's sessions; the one of the whole day where the file names none."""
        if self.session or self.open is None or self.close is None:
            return self.session
        return (SessionTable(days=self.days, open=self.open, close=self.close),)

    def in_words(self, language: str = "zh") -> str:
        """Return them as citizens read them: 周一至周五 08:30–17:00."""
        return ("；" if language == "zh" else "; ").join(one.in_words(language) for one in self.sessions())


class RosterTable(Table):
    """One [[roster]]: windows that rest together, such as at lunch."""

    windows: Annotated[tuple[Annotated[int, Field(ge=1, le=999)], ...], Field(min_length=1)]
    days: Days = frozenset(range(5))
    begin: time
    end: time
    reason: str = "lunch_rota"  # a code of the catalogue, or words
    does: Literal["pause", "close"] = "pause"

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.end <= self.begin:
            raise ValueError(f"the rest ends at {self.end:%H:%M}, but begins at {self.begin:%H:%M}")
        return self
