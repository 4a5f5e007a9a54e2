"""Status bits of the printer to stable codes, and which of them keep it from printing."""

from dataclasses import dataclass

from drivers.errors import DeviceBusy

PAPER_NEAR_END = "paper_near_end"
# Worst explanation first: an open cover makes the paper sensors speak too.
OBSTACLES = ("cover_open", "paper_out", "cutter_jam", "printer_error", "printer_offline")

_EXPLAINED = {
    "cover_open": "the cover is open",
    "paper_out": "no paper",
    "cutter_jam": "the cutter is stuck",
    "printer_error": "the printer reports an error of its mechanism or head",
    "printer_offline": "offline without a reason",
}


@dataclass(frozen=True, slots=True)
class LiveStatuses:
    """The four DLE EOT bytes; those that were not asked for are None."""

    printer: int
    offline: int | None = None
    error: int | None = None
    paper: int | None = None

    def codes(self) -> frozenset[str]:
        """Everything the bits say."""
        offline, error, paper = self.offline or 0, self.error or 0, self.paper or 0
        found = {
            "cover_open": offline & 0x04,
            "paper_out": offline & 0x20 or paper & 0x60,
            "cutter_jam": error & 0x08,
            "printer_error": error & 0x64,  # 04 mechanism or paper jam, 20 unrecoverable, 40 head too hot
            PAPER_NEAR_END: paper & 0x0C,
        }
        codes = {code for code, bits in found.items() if bits}
        if self.printer & 0x08 and not codes & set(OBSTACLES):
            codes.add("printer_offline")
        return frozenset(codes)


def obstacle(codes: frozenset[str]) -> DeviceBusy | None:
    """Return what keeps the printer from printing, if anything does."""
    for code in OBSTACLES:
        if code in codes:
            return DeviceBusy(code, _EXPLAINED[code])
    return None
