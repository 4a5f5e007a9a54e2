"""Opens a journal, whatever state its folder is in.

A healthy file is opened as it is. Anything else is rebuilt: the entries that are provably whole from the beginning go
into a new file, the old files are set aside beside it, and if anything may be missing the epoch is new.

| found | kept | epoch |
|---|---|---|
| nothing, and no mark of an earlier journal | — | new, nothing to report |
| nothing, but a mark: the journal is gone | nothing | new |
| no database, unreadable, or its first entries gone | nothing | new |
| a damaged or missing entry, last or in the middle | everything before it | new |
| whole, but it ends before its mark or its snapshot: rolled back | everything | new |
| whole, with another epoch than its mark: another file was put here | everything | new |
| marked as suspect by an earlier run, but whole | everything | the same |

What is checked: checksum and continuity of every entry that a start has to replay anyway, that is all after the
snapshot, or all (0.3 s for 160,000 events; SQLite's quick_check takes longer and cannot see a damaged text). Entries
older than the snapshot are checked whenever they are read; damage met there leaves a note, and the next start checks
everything. If only such old entries are damaged, the run from the snapshot on is kept in their stead.

The report is given again at every opening until a JournalRecovered event has been kept.
"""

import json
import os
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

from edge.journal import files, scan
from edge.journal.database import NAME, SUSPECT, Database, connect, new_epoch, write_recovery
from edge.journal.lock import take_lock
from edge.journal.snapshot import Snapshot, drop_snapshot, read_snapshot
from edge.journal.watermark import Mark, Watermark
from edge.ports import JournalBroken, Recovery, Seq


def open_database(folder: Path) -> tuple[Database, Recovery | None]:
    """Open, or make, the journal in this folder; JournalInUse, or JournalBroken if the disk does not let us."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as undo:
            resources = undo.enter_context(ExitStack())
            resources.callback(os.close, take_lock(folder))
            mark = Watermark(folder)
            resources.callback(mark.close)
            recovery = make_whole(folder, mark.read())
            try:
                database = Database(folder, mark, resources)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # the entries are whole, but something else in the file is not
                (folder / SUSPECT).touch()
                recovery = make_whole(folder, mark.read())
                database = Database(folder, mark, resources)
            undo.pop_all()  # nothing failed: from here on they are the database's to close
            return database, recovery
    except (OSError, sqlite3.Error) as error:
        raise JournalBroken(f"the journal in {folder} cannot be opened: {error}") from error


def make_whole(folder: Path, mark: Mark | None) -> Recovery | None:
    """Leave a whole journal in the folder and return what had to be mended."""
    files.put_in_place(folder)
    if not files.is_openable(folder):
        return _begin(folder, mark)
    with closing(connect(folder / NAME)) as source:
        return _mend(folder, source, mark)


def _begin(folder: Path, mark: Mark | None) -> Recovery | None:
    """Make a journal where there is none; the stump of a file, or a log without one, is set aside."""
    stump = (folder / NAME).exists()
    recovery = None
    if stump or (mark and mark.seq > 0):
        what = "the journal was empty" if stump else "the journal was gone"
        recovery = Recovery(0, is_new_epoch=True, detail=f"{what}; it had reached {mark.seq if mark else 0}")
    drop_snapshot(folder)
    files.build(folder, _meta(new_epoch(), 0, recovery))
    files.put_in_place(folder)
    return recovery


def _mend(folder: Path, source: sqlite3.Connection, mark: Mark | None) -> Recovery | None:
    """Check a file; rebuild it unless it is healthy."""
    snapshot = read_snapshot(folder)
    epoch = scan.read_epoch(source)
    pending = _read_recovery(scan.read_meta(source).get("recovery", ""))
    is_suspect = (folder / SUSPECT).exists()
    anchored = scan.anchored_start(source, snapshot)
    start = scan.beginning(source)
    run = scan.run_from(source, start if is_suspect or anchored is None else anchored)
    losses = _losses(run, epoch, mark, snapshot)
    if not losses and not is_suspect:
        return pending

    run = _longest(source, start, anchored, snapshot)
    losses = _losses(run, epoch, mark, snapshot)
    recovery = Recovery(
        cut=(scan.entries_behind(source, run.end) if run.damage else 0) + (pending.cut if pending else 0),
        is_new_epoch=bool(losses or pending),
        detail="; ".join([*losses, f"kept events {run.start + 1} to {run.end}, the file as it was is set aside"]),
    )
    files.build(
        folder,
        _meta(new_epoch() if losses else epoch, run.start, recovery if recovery.is_new_epoch else None),
        scan.whole_rows(source, run.start, run.end),
        scan.read_cursors(source, run.end),
    )
    files.put_in_place(folder)
    if snapshot and not run.start < snapshot.seq <= run.end:
        drop_snapshot(folder)
    (folder / SUSPECT).unlink(missing_ok=True)
    return recovery


def _longest(source: sqlite3.Connection, start: Seq, anchored: Seq | None, snapshot: Snapshot | None) -> scan.Run:
    """Choose what is kept: from the beginning, or from the snapshot if what is damaged lies before it."""
    run = scan.run_from(source, start)
    if run.damage and anchored is not None and snapshot and run.end < snapshot.seq:
        late = scan.run_from(source, anchored)
        return scan.Run(late.start, late.end, late.damage or run.damage)
    return run


def _losses(run: scan.Run, epoch: str, mark: Mark | None, snapshot: Snapshot | None) -> list[str]:
    """Say what may be missing after this run, in sentences."""
    losses = [run.damage] if run.damage else []
    if not epoch:
        losses.append("the journal does not know its epoch")
    elif mark and mark.epoch != epoch:
        losses.append("the journal is not the one that was here before")
    known = max(mark.seq if mark else 0, snapshot.seq if snapshot else 0)
    if run.end < known:
        losses.append(f"the journal ends at {run.end} and had reached {known}")
    return losses


def _meta(epoch: str, forgotten: Seq, recovery: Recovery | None) -> dict[str, str]:
    meta = {"epoch": epoch, "forgotten": str(forgotten)}
    return meta | {"recovery": write_recovery(recovery)} if recovery else meta


def _read_recovery(raw: str) -> Recovery | None:
    try:
        return Recovery(**json.loads(raw))
    except (ValueError, TypeError):
        return None
