"""What can go wrong with a device, sorted by what happens next."""


class DeviceError(Exception):
    """A device did not do what was asked.

    `code` is stable (`paper_out`, `silent`, …) and keys the catalogue of problems; `detail` is for the technician
    and holds no personal data.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class LinkLost(DeviceError):
    """The link broke or the device fell silent: close, and try again soon."""


class DeviceBusy(DeviceError):
    """The device answers but cannot do it now (no paper, cover open): try later, tell staff."""


class DeviceRejected(DeviceError):
    """The device, or what answers in its place, is not what was configured: needs a person."""
