"""Where the log goes: standard error, one line a fact, for the journal of the machine; nothing personal in it."""

import logging
import sys

FORMAT = "%(levelname)-7s %(name)s: %(message)s"  # systemd adds the time
FORMAT_BY_HAND = "%(asctime)s " + FORMAT


OURS = ("edge", "drivers")


def start_logging(*, is_verbose: bool = False) -> None:
    """Send the log to standard error, with the time where a person runs the program; of libraries only warnings."""
    form = FORMAT_BY_HAND if sys.stderr.isatty() else FORMAT
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format=form, force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.DEBUG if is_verbose else logging.INFO)
