"""The reasons that may be chosen with a rating: a versioned list, a few of them for each level."""

from collections.abc import Iterable
from dataclasses import dataclass

TAGS_AT_MOST = 8  # of one level, and with one rating


@dataclass(frozen=True, slots=True)
class Tag:
    """One reason under its national or regional code."""

    code: str
    level: int  # 5 very satisfied … 1 very dissatisfied
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class TagList:
    """All reasons of one version, in the order in which they are shown."""

    version: str = ""
    tags: tuple[Tag, ...] = ()

    def of(self, level: int) -> tuple[Tag, ...]:
        """Return the reasons of a level."""
        return tuple(tag for tag in self.tags if tag.level == level)

    def knows(self, level: int, codes: Iterable[str]) -> bool:
        """Whether all of these belong to the level."""
        return set(codes) <= {tag.code for tag in self.of(level)}

    def faults(self) -> list[str]:
        """Return what keeps the list from being used, in English for whoever publishes it; nothing if it is good."""
        codes = [tag.code for tag in self.tags]
        found = [f"tag {code} is there twice" for code in dict.fromkeys(codes) if codes.count(code) > 1]
        found += [f"tag {tag.code} has level {tag.level}, not 1 to 5" for tag in self.tags if not 1 <= tag.level <= 5]  # noqa: PLR2004 - five levels
        crowded = [level for level in range(1, 6) if len(self.of(level)) > TAGS_AT_MOST]
        found += [f"level {level} has more than {TAGS_AT_MOST} tags" for level in crowded]
        return found if self.version else [*found, "the list has no version"]
