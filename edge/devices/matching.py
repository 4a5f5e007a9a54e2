"""Which slot belongs to which plugged-in port: all that is given must fit, and never by order.

| fits | and | finding |
|---|---|---|
| nothing | | Missing |
| several ports | | Several: the configuration must name the socket |
| one port | only make and model were given, or a number that many share | Several: a second one would look the same |
| one port | another slot claims it, and they do not share a bus | Claimed |
| one port | | Found |
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields

from edge.devices.nodes import DeviceNode


@dataclass(frozen=True, slots=True)
class Match:
    """What a configuration says about a port; None where it says nothing."""

    serial: str | None = None
    path: str | None = None
    vid: str | None = None
    pid: str | None = None
    interface: str | None = None
    by_id: str | None = None
    device: str | None = None

    def accepts(self, node: DeviceNode) -> bool:
        """Whether everything that is given fits this port."""
        return (
            self.serial in {None, node.serial}
            and self.vid in {None, node.vid}
            and self.pid in {None, node.pid}
            and self.interface in {None, node.interface}
            and (self.path is None or self.path == node.path or node.bears(f"/dev/serial/by-path/{self.path}"))
            and (self.by_id is None or self.by_id == node.by_id or node.bears(self.by_id))
            and (self.device is None or node.bears(self.device))
        )

    def identifies(self, node: DeviceNode) -> bool:
        """Whether what is given could not fit a second device of the same make in another socket."""
        if self.path is not None or self.device is not None:
            return True
        return (self.serial is not None or self.by_id is not None) and node.has_own_serial

    def __str__(self) -> str:
        given = ((part.name, getattr(self, part.name)) for part in fields(self))
        return ", ".join(f"{name}={value}" for name, value in given if value is not None)


@dataclass(frozen=True, slots=True)
class Claim:
    """A slot that wants a port; those on one bus may want the same."""

    match: Match
    shares_bus: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The one port that fits."""

    node: DeviceNode


@dataclass(frozen=True, slots=True)
class Missing:
    """No port fits."""


@dataclass(frozen=True, slots=True)
class Several:
    """More than one port fits, or would as soon as it is plugged in."""

    nodes: tuple[DeviceNode, ...]


@dataclass(frozen=True, slots=True)
class Claimed:
    """The port that fits is wanted by these slots as well."""

    node: DeviceNode
    others: tuple[str, ...]


Finding = Found | Missing | Several | Claimed


def resolve(claims: Mapping[str, Claim], nodes: Collection[DeviceNode]) -> dict[str, Finding]:
    """Return for each slot by name where its port is."""
    alone = {name: _look(claim.match, nodes) for name, claim in claims.items()}
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for name, finding in alone.items():
        if isinstance(finding, Found):
            owners[finding.node.device].append(name)
    return {name: _settled(name, finding, owners, claims) for name, finding in alone.items()}


def _look(match: Match, nodes: Collection[DeviceNode]) -> Finding:
    fitting = tuple(sorted((node for node in nodes if match.accepts(node)), key=lambda node: node.device))
    if not fitting:
        return Missing()
    if len(fitting) > 1 or not match.identifies(fitting[0]):
        return Several(fitting)
    return Found(fitting[0])


def _settled(name: str, finding: Finding, owners: Mapping[str, Sequence[str]], claims: Mapping[str, Claim]) -> Finding:
    if not isinstance(finding, Found):
        return finding
    wanting = owners[finding.node.device]
    if len(wanting) == 1 or all(claims[owner].shares_bus for owner in wanting):
        return finding
    return Claimed(finding.node, tuple(owner for owner in wanting if owner != name))
