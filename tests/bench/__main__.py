"""Measures and prints a table: `python -m tests.bench [--quick] [NAME …]`.

Every module here named `bench_NAME` has `async def measure(*, is_quick: bool) -> list[Row]`; each runs on a loop of
its own, one after another.
"""

import argparse
import asyncio
import importlib
import os
import platform
import sys
from pathlib import Path

from tests.bench.rows import Row, table

PREFIX = "bench_"


def main() -> int:
    """Run what was asked for; 1 if a target was missed."""
    names = sorted(path.stem.removeprefix(PREFIX) for path in Path(__file__).parent.glob(f"{PREFIX}*.py"))
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure hall-edge on this machine.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(names)}")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, rougher numbers")
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - set(names):
        parser.error(f"no such measurement: {', '.join(sorted(unknown))}; there are {', '.join(names)}")

    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    rows: list[Row] = []
    for name in names:
        if not chosen.names or name in chosen.names:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            module = importlib.import_module(f"tests.bench.{PREFIX}{name}")
            rows += asyncio.run(module.measure(is_quick=chosen.quick))
    print(table(rows))
    return 1 if any(row.is_met is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
