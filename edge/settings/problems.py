"""What is wrong with a configuration: sentences that name the place, and the nearest thing that would be right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

MANY: Final = 6  # more names than this are shortened to the first and the last


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """One mistake: where it stands (`window 3`, `device "led-3"`) and what it is, in one sentence."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class ConfigProblems(Exception):
    """The hall cannot be opened with this configuration; `problems` are all of its mistakes."""

    def __init__(self, problems: Sequence[ConfigProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def suggestion(wrong: object, right: Iterable[object]) -> str:
    """Return `; did you mean "…"?`, or nothing where no name is near."""
    near = get_close_matches(str(wrong), list(map(str, right)), n=1)
    return f'; did you mean "{near[0]}"?' if near else ""


def no_such(noun: str, wrong: object, right: Iterable[object]) -> str:
    """Return `no such device is configured`, with the nearest one or else with those that are."""
    names = list(map(str, right))
    if near := suggestion(wrong, names):
        return f"no such {noun} is configured{near}"
    if not names:
        return f"no {noun} is configured"
    if len(names) == 1:
        return f"no such {noun} is configured ({names[0]} is)"
    listed = f"{names[0]} … {names[-1]}" if len(names) > MANY else ", ".join(names)
    return f"no such {noun} is configured ({listed} are)"
