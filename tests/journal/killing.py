"""Runs a worker and kills it at a random instant."""

import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

LONGEST_LIFE = 40  # lines that a worker may say before it is killed
LONGEST_SPELL_S = 0.008  # and then a little later, so that every moment of a flush is hit


def lines_until_killed(module: str, folder: Path, seed: int) -> list[list[str]]:
    """Start `module` on `folder`, kill it at an instant made of `seed`, return the whole lines it said, in 3 parts."""
    chance = random.Random(seed)
    command = [sys.executable, "-m", module, str(folder), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        said = [worker.stdout.readline() for _ in range(chance.randint(1, LONGEST_LIFE))]
        with suppress(subprocess.TimeoutExpired):
            worker.wait(chance.random() * LONGEST_SPELL_S)
        worker.kill()
        said += worker.stdout.readlines()
    assert worker.returncode == -9, "the worker ended by itself"
    return [line.rstrip("\n").split(" ", 2) for line in "".join(said).splitlines(keepends=True) if line.endswith("\n")]
