"""Where the log goes: standard error, one line a fact, for the journal of the machine; nothing personal in it."""

import logging
import sys

FORMAT = "%(levelname)-7s %(name)s: %(message)s"  # systemd adds the time
FORMAT_BY_HAND = "%(asctime)s " + FORMAT


def start_logging(level: str = "INFO") -> None:
    """Send the log to standard error; with the time where a person runs the program."""
    form = FORMAT_BY_HAND if sys.stderr.isatty() else FORMAT
    logging.basicConfig(stream=sys.stderr, level=level, format=form, force=True)
    logging.getLogger("asyncio").setLevel(logging.WARNING)
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
