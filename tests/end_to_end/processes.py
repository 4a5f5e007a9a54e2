"""What a program leaves behind: processes, as the kernel tells of them, and sockets."""

from pathlib import Path


def descendants(pid: int) -> dict[int, str]:
    """Return the processes that a process has started, and those that these have, with their names."""
    found: dict[int, str] = {}
    fresh = {pid}
    everybody = {path: _stat(path) for path in Path("/proc").glob("[0-9]*")}
    while fresh:
        children = {int(path.name): name for path, (name, _, parent) in everybody.items() if parent in fresh}
        fresh = set(children) - set(found)
        found |= children
    return found


def is_running(pid: int) -> bool:
    """Whether it still runs; one that has ended and waits to be buried does not."""
    _, state, _ = _stat(Path("/proc") / str(pid))
    return state not in ("", "Z", "X")


def sockets(folder: Path) -> list[Path]:
    """Return the Unix sockets in a folder and below it."""
    return [path for path in folder.rglob("*") if path.is_socket()]


def _stat(path: Path) -> tuple[str, str, int]:
    """Return name, state and parent; of a process that has gone, nothing."""
    try:
        text = (path / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "", "", -1
    name, _, rest = text.partition("(")[2].rpartition(")")
    state, parent = rest.split()[:2]
    return name, state, int(parent)
