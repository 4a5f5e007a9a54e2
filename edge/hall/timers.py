"""How long anything may take before somebody is reminded; data, and silent where nothing is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from edge.hall.terms import Timer


@dataclass(frozen=True, slots=True)
class Limits:
    """Of the four times of a leg, in seconds; None reminds nobody."""

    wait_s: float | None = None
    walk_s: float | None = None  # called and not started
    serve_s: float | None = None
    park_s: float | None = None


@dataclass(frozen=True, slots=True)
class Timers:
    """The hall's thresholds; a service with limits of its own has none of the usual ones."""

    usual: Limits = Limits()
    services: Mapping[str, Limits] = field(default_factory=dict)
    idle_s: float | None = None  # a window is open and free while somebody waits for it
    case_near_s: float | None = None  # before central's deadline of a case
    unresolved_s: float | None = None  # of the hall's working time, for a report of what could not be done
    unresolved_near_s: float = 0.0  # before that

    is_running: bool = field(init=False, repr=False, compare=False, default=False)  # any limit of a leg's time is set

    def __post_init__(self) -> None:
        limits = (self.usual, *self.services.values())
        object.__setattr__(self, "is_running", any(limit != Limits() for limit in limits))

    def limit(self, timer: Timer, service: str) -> float | None:
        """Return the limit of a leg's time at this service in seconds, None where there is none."""
        name = f"{timer.value}_s"
        limit: float | None = getattr(self.services.get(service, self.usual), name)
        return limit
