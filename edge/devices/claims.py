"""Where each slot's device is now: by its link, or by what is plugged in."""

from collections.abc import Collection, Iterable, Mapping

from edge.devices.addresses import Address, LocalAddress, SerialAddress, parse_address, serial_address
from edge.devices.matching import Claim, Claimed, Found, Match, Missing, Several, resolve
from edge.devices.nodes import DeviceNode
from edge.devices.states import Happening
from edge.devices.supervisor import Whereabouts
from edge.settings.devices import Device


class Claims:
    """All slots' claims to ports, settled anew whenever something is plugged or pulled."""

    def __init__(self, devices: Iterable[Device]) -> None:
        self._devices = {device.name: device for device in devices}
        self._addresses = {name: _named_address(device) for name, device in self._devices.items()}
        self._claims = {
            name: Claim(match, device.spec.shares_bus)
            for name, device in self._devices.items()
            if (match := _wanted(device, self._addresses[name])) is not None
        }
        self._findings = resolve(self._claims, ())

    def settle(self, nodes: Collection[DeviceNode]) -> None:
        """Take what is plugged in now."""
        self._findings = resolve(self._claims, nodes)

    def concerns(self, name: str, node: DeviceNode) -> bool:
        """Whether this port is, or was, the one that the slot wants."""
        claim = self._claims.get(name)
        return claim is not None and claim.match.accepts(node)

    def is_matched(self, name: str) -> bool:
        """Whether the slot's port is found by what is plugged in, not named by the configuration."""
        return self._addresses[name] is None

    def find(self, name: str) -> Whereabouts:
        """Return where the slot's device is."""
        named = self._addresses[name]
        match self._findings.get(name):
            case Claimed(node, others):
                wanting = ", ".join(others)
                return Whereabouts(None, Happening.CLAIMED, "conflict", f"{node.device} is claimed by {wanting}, too")
            case Several(nodes):
                return Whereabouts(None, Happening.SEVERAL, "ambiguous", f"fit: {_listed(nodes)}; add path=")
            case Found(node) if named is None:
                return Whereabouts(serial_address(node.device, default_baud=self._devices[name].baud))
            case Missing() if named is None:
                wanted = self._claims[name].match
                return Whereabouts(None, Happening.MISSING, "device_absent", f"nothing that is plugged in has {wanted}")
            case _:
                return Whereabouts(named)


def describe_link(device: Device) -> str:
    """Return in words how a slot is reached, before it is known where."""
    return device.link or (f"match {device.match}" if device.match else "local")


def _named_address(device: Device) -> Address | None:
    """Return the address that the configuration gives; None where a match finds it."""
    if device.match is not None:
        return None
    return parse_address(device.link, default_baud=device.baud) if device.link else LocalAddress()


def _wanted(device: Device, address: Address | None) -> Match | None:
    if device.match is not None:
        return Match(**device.match.model_dump())
    return Match(device=address.device) if isinstance(address, SerialAddress) else None


def _listed(nodes: Iterable[DeviceNode]) -> str:
    return ", ".join(f"{node.device} (path={node.path})" if node.path else node.device for node in nodes)


def unreadable(devices: Iterable[Device]) -> Mapping[str, str]:
    """Return the slots whose link cannot be understood after all, each with the reason."""
    problems: dict[str, str] = {}
    for device in devices:
        try:
            _named_address(device)
        except ValueError as error:
            problems[device.name] = str(error)
    return problems
