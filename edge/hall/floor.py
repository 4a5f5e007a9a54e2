"""Which windows serve what, by zone: kept until a window changes, because it is asked often."""

from dataclasses import dataclass, field

from edge.hall.state import Window

Group = tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """Which part of those who wait for a service falls to a group of windows."""

    service: str
    of_zone: float  # of those who were sent to the group's zone
    of_hall: float  # of those who were sent nowhere


@dataclass(slots=True)
class Floor:
    """What `edge.hall.routing` has found out since the last change."""

    able: dict[str, Group] = field(default_factory=dict)  # service → windows that serve it
    calling: dict[str, Group] = field(default_factory=dict)  # service → open ones that may call for it
    groups: dict[str, dict[str, Group]] = field(default_factory=dict)  # service → zone → of `able`
    helping: dict[str, tuple[int, ...]] = field(default_factory=dict)  # service → windows that serve it, also second
    shares: dict[tuple[str, str], tuple[Share, ...]] = field(default_factory=dict)  # of the group of service and zone

    def forget(self) -> None:
        """Find everything out again: a window has changed."""
        for known in (self.able, self.calling, self.groups, self.helping, self.shares):
            known.clear()
