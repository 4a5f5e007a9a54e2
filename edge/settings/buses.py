"""What devices on one line must agree about; who does not stays off."""

from collections.abc import Iterable

from edge.settings.devices import Device, DeviceOff
from edge.settings.problems import ConfigProblem

Slots = tuple[list[Device], list[DeviceOff]]


def agree(devices: Iterable[Device]) -> Slots:
    """Return the devices that can run together, and those that contradict one named before them."""
    running: list[Device] = []
    off: list[DeviceOff] = []
    for device in devices:
        contradictions = [message for other in running if (message := _contradiction(other, device))]
        if contradictions:
            place = f'device "{device.name}"'
            problems = tuple(ConfigProblem(place, message) for message in contradictions)
            off.append(DeviceOff(device.name, device.kind, problems))
        else:
            running.append(device)
    return running, off


def _contradiction(first: Device, second: Device) -> str:
    if first.name == second.name:
        return "another device has this name already"
    if first.line is None or second.line is None or first.line.place != second.line.place:
        return ""
    line = f'the line {second.line.place} with "{first.name}"'
    if not (first.spec.shares_bus and second.spec.shares_bus):
        loner = second if not second.spec.shares_bus else first
        return f"shares {line}, but {loner.kind} must be alone on its line"
    if first.baud != second.baud:
        return f"shares {line}, but at {second.baud} baud and not at {first.baud}"
    if first.kind == second.kind and _address(first) == _address(second):
        return f"shares {line}, and both have address {_address(second)}"
    return ""


def _address(device: Device) -> object:
    return getattr(device.settings, "address", None)
