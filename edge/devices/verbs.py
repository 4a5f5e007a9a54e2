"""What the hall asks of an opened device, verb by verb; a device that cannot is not what was configured."""

from drivers.contract import CollectsRatings, Driver, Printed, PrintsTickets, Slip, Speaks, Utterance
from drivers.errors import DeviceRejected


async def print_slip(driver: Driver, slip: Slip) -> Printed:
    """Put a slip on paper."""
    if not isinstance(driver, PrintsTickets):
        raise _unable(driver, "print")
    return await driver.print(slip)


async def speak(driver: Driver, utterance: Utterance) -> None:
    """Say it to the end."""
    if not isinstance(driver, Speaks):
        raise _unable(driver, "speak")
    await driver.speak(utterance)


async def invite(driver: Driver) -> None:
    """Ask for a rating."""
    if not isinstance(driver, CollectsRatings):
        raise _unable(driver, "ask for ratings")
    await driver.invite()


async def dismiss(driver: Driver) -> None:
    """Ask no longer."""
    if not isinstance(driver, CollectsRatings):
        raise _unable(driver, "ask for ratings")
    await driver.dismiss()


def _unable(driver: Driver, verb: str) -> DeviceRejected:
    return DeviceRejected("wrong_device", f"{type(driver).__name__} cannot {verb}")
