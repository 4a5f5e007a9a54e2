"""Which services hang together: windows that share them make them wait for one another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from edge.hall.state import Window

Ability = tuple[int, tuple[str, ...], tuple[str, ...]]
"""Number, primary and secondary services of a window."""


@dataclass(frozen=True, slots=True)
class Part:
    """Services that share windows, directly or through others, and all their windows; nothing else touches them."""

    services: tuple[str, ...]
    windows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """The whole hall in parts."""

    abilities: tuple[Ability, ...]  # that it was made of
    part_of: Mapping[str, Part]  # by service


def abilities(windows: Iterable[Window]) -> tuple[Ability, ...]:
    """Return what the parts of a hall depend on."""
    return tuple([(window.number, window.serves, window.spills) for window in windows])


def network(able: tuple[Ability, ...]) -> Network:
    """Return the parts; what shares a window is joined until nothing is left to join."""
    chief: dict[str, str] = {}  # service → one that stands for its part

    def find(service: str) -> str:
        while (above := chief.setdefault(service, service)) != service:
            service = above
        return service

    for _, serves, spills in able:
        services = (*serves, *spills)
        for service in services:
            chief[find(service)] = find(services[0])
    services_of: dict[str, list[str]] = {}
    for service in chief:
        services_of.setdefault(find(service), []).append(service)
    windows_of: dict[str, list[int]] = {}
    for number, serves, spills in able:
        for service in (*serves, *spills)[:1]:
            windows_of.setdefault(find(service), []).append(number)
    parts = {name: Part(tuple(services), tuple(windows_of[name])) for name, services in services_of.items()}
    return Network(able, {service: parts[find(service)] for service in chief})
